"""The stretches of a ledger's documents, looked up to be read against those of a new one; and what was found, written down and read back.

All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.comparing.happenings import overlap
from onrecord.comparing.pairing import Found, Pairing, Stretched, identity
from onrecord.comparing.sides import Between
from onrecord.comparing.tellings import Telling
from onrecord.comparing.verdicts import Verdict

_ALIKE = 0.6  # of the shorter one's words the longer has so many
_NOTHING = Verdict(kind="agree", probability=0.0, same=0.0)

_telling = msgspec.json.Decoder(Telling).decode
_found = msgspec.json.Decoder(Found).decode
_encode = msgspec.json.Encoder().encode


class Stretches:
    """The stretches of the documents of a ledger: of one that is being added by what it tells, of others by their accounts."""

    def __init__(self, connection: sqlite3.Connection, document: int, text: str, told: Sequence[Telling]) -> None:
        self._connection = connection
        self._known: dict[str, tuple[int, dict[int, list[Telling]]]] = {}
        self._own = told[0].document if told else None
        if told:
            self._known[told[0].document] = document, _by_start(told)
        self._text = text

    def __call__(self, telling: Telling) -> Stretched:
        """The stretch of a telling."""
        if telling.document not in self._known:
            rows = self._connection.execute(
                "select documents.number, telling from documents left join accounts on accounts.document = documents.number"
                " where documents.id = ? order by accounts.number",
                (telling.document,),
            ).fetchall()
            self._known[telling.document] = rows[0][0], _by_start([_telling(told) for _, told in rows if told])
        arrival, by_start = self._known[telling.document]
        start, end = telling.stretch
        return Stretched(self._words(telling.document, start, end), by_start.get(start, [telling]), arrival)

    def _words(self, document: str, start: int, end: int) -> str:
        if document == self._own:
            return self._text[start:end]
        (words,) = self._connection.execute(
            "select substr(text, ?, ?) from documents where id = ?", (start + 1, end - start, document)
        ).fetchone()
        return str(words)


def _by_start(told: Iterable[Telling]) -> dict[int, list[Telling]]:
    found: dict[int, list[Telling]] = defaultdict(list)
    for telling in told:
        found[telling.stretch[0]].append(telling)
    return dict(found)


def write(connection: sqlite3.Connection, pairing: Pairing) -> None:
    """Writes down what a pairing found by reading."""
    rows = [
        (*one, *other, found.verdict.kind, found.verdict.probability, _encode(found).decode())
        for (one, other), found in pairing.found.items()
        if found is not None and found.was_read
    ]
    connection.executemany("insert or replace into verdicts values (?, ?, ?, ?, ?, ?, ?)", rows)


def forget(connection: sqlite3.Connection, document: str) -> None:
    """Takes out what was found of a document."""
    connection.execute("delete from verdicts where one = ?1 or other = ?1", (document,))


def between(connection: sqlite3.Connection, documents: Iterable[str]) -> Between:
    """What was found of the stretches of some documents. Of two tellings that nobody read against each other it is only said that they part
    where they tell it in the same words: what the records alone make of others is wrong too often."""
    ids = sorted(set(documents))
    if len(ids) < 2:
        return lambda one, other: None
    marks = ", ".join("?" * len(ids))
    known = {
        ((one, starts), (other, other_starts)): _found(found)
        for one, starts, other, other_starts, found in connection.execute(
            f"select one, one_starts, other, other_starts, found from verdicts where one in ({marks}) and other in ({marks})",
            (*ids, *ids),
        )
    }

    def found_between(one: Telling, other: Telling) -> Found | None:
        places = (one.document, one.stretch[0]), (other.document, other.stretch[0])
        read = known.get(places) or known.get((places[1], places[0]))
        if read is None and one.document != other.document and overlap(one.words, other.words) < _ALIKE:
            return Found(_NOTHING, identity(one), identity(other), False)
        return read

    return found_between
