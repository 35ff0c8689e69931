"""OnRecord reads news text and puts it on the record: who said what, how many, when and where, each value with the exact
characters it came from.

>>> import onrecord
>>> record = onrecord.read("“We will not leave,” Mayor Ana Lopez said on Tuesday.", published="2024-11-05")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.api import read, read_many
    from onrecord.ledger.store import Ledger
    from onrecord.records import ErrorRecord, Record

__all__ = ["ErrorRecord", "Ledger", "Record", "__version__", "read", "read_many"]

_HOMES = {
    "read": "onrecord.api",
    "read_many": "onrecord.api",
    "Ledger": "onrecord.ledger.store",
    "Record": "onrecord.records",
    "ErrorRecord": "onrecord.records",
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first asked for, so that `import onrecord` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
