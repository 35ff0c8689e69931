"""Draws the README's picture: what `onrecord read` really prints for the sample article.

python tools/make_picture.py
"""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

import onrecord
from onrecord.cli.page import render

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    row = json.loads((ROOT / "examples" / "north-korea.jsonl").read_text("utf-8"))
    known = {key: row[key] for key in ("title", "published", "url", "outlet")}
    record = onrecord.read(row["text"], name=row["id"], **known)
    console = Console(record=True, width=92, force_terminal=True, color_system="truecolor", file=open("/dev/null", "w"))  # noqa: SIM115
    render(record, row["text"], console)
    (ROOT / "docs" / "images").mkdir(exist_ok=True)
    console.save_svg(str(ROOT / "docs" / "images" / "read.svg"), title="onrecord read examples/north-korea.jsonl")


if __name__ == "__main__":
    main()
