"""The command line: `onrecord COMMAND`. This file only opens the door, so that Ctrl-C is answered from the first moment on;
the group of commands is in `group`, what is said on stderr in `telling`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.cli.group import onrecord, run

__all__ = ["main", "onrecord", "run"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and exits: 0 all read, 1 something failed, 2 the call makes no sense, 130 stopped by Ctrl-C."""
    # The model's small matrix products lose more by waiting for a second thread than they gain; read when numpy is imported.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    try:
        from onrecord.cli.group import run

        code = run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("onrecord: Stopped.\n")
        code = 130
    sys.exit(code)


def __getattr__(name: str) -> object:
    """Loads the group when it is first asked for."""
    if name not in ("onrecord", "run"):
        raise AttributeError(f"module 'onrecord.cli' has no attribute {name!r}")
    from onrecord.cli import group

    return getattr(group, name)
