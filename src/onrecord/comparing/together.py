"""A few documents compared with each other, without a ledger: the happenings they tell, and where their accounts agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.comparing.agreement import agreements
from onrecord.comparing.happenings import by_records, clusters
from onrecord.comparing.origins import origin_of
from onrecord.comparing.pairing import Pairing, Stretched
from onrecord.comparing.sides import Account, Agreement
from onrecord.comparing.tellings import Telling, tellings
from onrecord.records import Record


class Happening(NamedTuple):
    """The accounts of one happening, in the order in which they were published, and their agreement."""

    accounts: tuple[Account, ...]
    agreements: tuple[Agreement, ...]


def compared(documents: Sequence[tuple[Record, str]], *, read: bool = True) -> list[Happening]:
    """The happenings that records tell, given with the texts they are of. Without `read` the records alone decide, and no stretch is read
    against another."""
    told = [tellings(record, text) for record, text in documents]
    every = sorted((one for each in told for one in each), key=lambda one: str(one.published))
    pairing = Pairing(_Stretches(documents, told))
    records = {record.document.id: record for record, _ in documents}
    found = []
    for happening in clusters(every, pairing.likeness if read else by_records):
        accounts = tuple(Account(telling=one, origin=origin_of(records[one.document], one)) for one in happening)
        found.append(Happening(accounts, agreements(accounts, pairing.of) if read else agreements(accounts)))
    return found


class _Stretches:
    """The stretches of the documents by their tellings."""

    def __init__(self, documents: Sequence[tuple[Record, str]], told: Sequence[Sequence[Telling]]) -> None:
        self._texts = {record.document.id: (text, n) for n, (record, text) in enumerate(documents)}
        self._told: dict[tuple[str, int], list[Telling]] = defaultdict(list)
        for one in (one for each in told for one in each):
            self._told[one.document, one.stretch[0]].append(one)

    def __call__(self, telling: Telling) -> Stretched:
        text, arrival = self._texts[telling.document]
        return Stretched(text[slice(*telling.stretch)], self._told[telling.document, telling.stretch[0]], arrival)
