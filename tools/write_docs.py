"""Writes the pages of `docs/` that are generated from the code, or checks that they are what the code says.

python tools/write_docs.py            writes docs/command-line.md and docs/schema.json
python tools/write_docs.py --check    says which are out of date; exit code 1 if any
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onrecord.cli import main as entry_point  # noqa: F401  (the entry point must import)
from onrecord.cli import onrecord as group
from onrecord.records import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = """# The command line

Written by `tools/write_docs.py` from the commands' own help; do not edit. Data goes to standard output, everything else to
standard error. Exit codes: 0 all read, 1 some documents failed (each has an error record or a line), 2 the call was wrong,
130 interrupted.
"""


def command_line() -> str:
    """The help of every command, in the order in which `onrecord --help` lists them."""
    root = click.Context(group, info_name="onrecord", terminal_width=100, **group.context_settings)
    pages = [HEAD, f"## onrecord\n\n```text\n{group.get_help(root)}\n```\n"]
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root, terminal_width=100)
        pages.append(f"## onrecord {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(pages)


def pages() -> dict[Path, str]:
    """Path → text of every generated page."""
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    return {DOCS / "command-line.md": command_line(), DOCS / "schema.json": schema}


def main() -> int:
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is not what the code says; run python tools/write_docs.py")
        return int(bool(stale))
    for path, text in pages().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
