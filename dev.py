"""Sets OnRecord up from nothing and runs it. Needs Python 3.11 or later with pip, nothing else.

    python3 dev.py read     set up, then read a real article that the repository ships
    python3 dev.py test     set up, then pass the tests
    python3 dev.py check    set up, then lint, format and type checks

Everything goes into one virtual environment, `.venv` beside this file (or `$ONRECORD_VENV`), with the exact versions of
`constraints.txt`. Words after the command are passed on: `python3 dev.py read my-article.txt`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("ONRECORD_VENV", HERE / ".venv"))
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SAMPLE = str(HERE / "examples" / "north-korea.jsonl")


def set_up(extras: str) -> None:
    """Make the environment and install OnRecord into it; does nothing where that was done for the same files."""
    stamp = VENV / f"ready-{hashlib.sha256(extras.encode()).hexdigest()[:8]}"
    wanted = hashlib.sha256(
        b"".join((HERE / n).read_bytes() for n in ("pyproject.toml", "constraints.txt"))
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Setting up {VENV} (once) …", file=sys.stderr, flush=True)
    if not BIN.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--constraint", str(HERE / "constraints.txt"), "--editable", f"{HERE}{extras}"], check=True)
    stamp.write_text(wanted)


def main() -> int:
    command, *rest = sys.argv[1:] or ["help"]
    if sys.version_info < (3, 11):
        print(f"OnRecord needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    if command not in {"read", "test", "check"}:
        print(__doc__)
        return 0 if command in {"help", "-h", "--help"} else 2
    try:
        set_up("" if command == "read" else "[dev]")
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Setting up failed: {error}. Remove {VENV} and try again.", file=sys.stderr)
        return 1
    python = str(BIN / "python")
    runs = {
        "read": [[str(BIN / "onrecord"), "read", *(rest or [SAMPLE])]],
        "test": [[python, "-m", "pytest", *rest]],
        "check": [
            [python, "-m", "ruff", "check", "."],
            [python, "-m", "ruff", "format", "--check", "."],
            [python, "-m", "mypy"],
        ],
    }[command]
    return max(subprocess.run(run, cwd=None if command == "read" else HERE, check=False).returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main())
