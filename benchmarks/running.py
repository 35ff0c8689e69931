"""Documents through the command line, as a user would: rows in, records out, by name."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

COMMAND = f"{shlex.quote(str(Path(sys.executable).with_name('onrecord')))} read --format jsonl -q"
"""The command of the environment that the benchmark runs in."""


def records(rows: Iterable[dict[str, Any]], command: str = COMMAND) -> dict[str, Any]:
    """What `command` answers for documents given as rows of a JSONL file (id, text, title, published, outlet), by their id.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        answer = subprocess.run([*shlex.split(command), file.name], stdout=subprocess.PIPE, check=True).stdout
    read = (json.loads(line) for line in answer.decode("utf-8").split("\n") if line)
    return {record["document"]["name"]: record for record in read}
