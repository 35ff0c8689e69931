"""Reading happenings back: their accounts side by side, where they part, and in the order of time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Literal

import msgspec

from onrecord.errors import LedgerError, UsageError
from onrecord.knowledge.countries import country_of, name_of
from onrecord.records import Span

Status = Literal["corroborated", "single-source", "disputed", "revised"]
Field = Literal["happened", "who", "whom", "where", "when", "how many"]


class HappeningLine(msgspec.Struct, frozen=True, kw_only=True):
    """One happening: what it is known by, how many documents and independent origins tell it, and where they part."""

    happening: str
    type: str | None = None
    words: str
    status: Status
    happened_from: str | None = None
    happened_before: str | None = None
    place: str | None = None
    country: str | None = None
    documents: int
    origins: int
    accounts: int
    first_published: str | None = None
    last_published: str | None = None
    parts_at: str | None = None


class AccountLine(msgspec.Struct, frozen=True, kw_only=True):
    """One account: the passage that tells the happening, in which document, and the chain by which it reached us. Accounts of one
    `origin` are not independent of each other."""

    account: str
    document: str
    name: str
    outlet: str | None = None
    published: str | None = None
    chain: tuple[str, ...]
    origin: int
    passage: Span
    events: tuple[str, ...] = ()


class SideSpan(msgspec.Struct, frozen=True, kw_only=True):
    """The characters in which an account says it."""

    account: str
    span: Span


class SideLine(msgspec.Struct, frozen=True, kw_only=True):
    """What some accounts say on a field."""

    value: str
    origins: int
    told: tuple[SideSpan, ...]


class AgreementLine(msgspec.Struct, frozen=True, kw_only=True):
    """Where the accounts stand on a field. `about`: what is counted; `bounds_differ`: all can be true, with other bounds."""

    field: Field
    about: str | None = None
    status: Status
    bounds_differ: bool
    sides: tuple[SideLine, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of one happening, side by side."""

    happening: HappeningLine
    agreements: tuple[AgreementLine, ...] = ()
    accounts: tuple[AccountLine, ...] = ()


def number_of(reference: str, letter: str) -> int:
    """The number of "h12" or "12".

    Raises:
        UsageError: it is none.
    """
    digits = reference.removeprefix(letter)
    if not digits.isdecimal() or len(digits) > 15:
        what = {"h": "happening", "c": "account"}[letter]
        raise UsageError(f"{reference!r} is no {what}.", f"Give its id, such as {letter}12; see: onrecord timeline")
    return int(digits)


def comparison(connection: sqlite3.Connection, happening: int, path: object) -> Comparison:
    """A happening with its accounts; that of another happening it was merged into, where it was.

    Raises:
        LedgerError: there is no such happening.
    """
    for _ in range(100):
        row = connection.execute("select merged_into from happenings where number = ?", (happening,)).fetchone()
        if row is None:
            break
        if row[0] is None:
            line = next(_lines(connection, "happening = ?", (f"h{happening}",), 1), None)
            if line is not None:
                return _comparison(connection, happening, line)
            break
        happening = row[0]
    raise LedgerError(
        f"The ledger {path} holds no happening h{happening}.", "See what happened with: onrecord timeline"
    )


def disputes(
    connection: sqlite3.Connection, *, statuses: tuple[Status, ...], country: str | None, type: str | None, since: str | None,
    until: str | None, limit: int,
) -> Iterator[Comparison]:  # fmt: skip
    """The happenings that are disputed or were revised, those told last first."""
    marks = ", ".join("?" * len(statuses))
    where, values = _conditions(country, type, since, until)
    order = "last_published desc, happened_from desc"
    found = list(_lines(connection, f"status in ({marks}) and {where}", (*statuses, *values), limit, order))
    for line in found:
        yield _comparison(connection, number_of(line.happening, "h"), line)


def timeline(
    connection: sqlite3.Connection, *, country: str | None, type: str | None, since: str | None, until: str | None, documents: int,
    story: int | None, limit: int,
) -> Iterator[HappeningLine]:  # fmt: skip
    """The happenings of which a time is known, in the order of time; those that documents of one story tell, where one is given."""
    where, values = _conditions(country, type, since, until)
    where = f"documents >= ? and happened_from is not null and {where}"
    if story is not None:
        where += (
            " and happening in (select 'h' || accounts.happening from accounts"
            " join story_documents on story_documents.document = accounts.document where story_documents.story = ?)"
        )
        values = (*values, str(story))
    yield from _lines(connection, where, (documents, *values), limit, "happened_from, happening")


def _conditions(
    country: str | None, type: str | None, since: str | None, until: str | None
) -> tuple[str, tuple[str, ...]]:
    found: list[tuple[str, str]] = []
    if country is not None:
        code = country.upper() if name_of(country.upper()) else country_of(country)
        if code is None:
            raise UsageError(f"{country!r} is no country.", "Give its English name or its code (Sudan, SDN).")
        found.append(("country = ?", code))
    if type is not None:
        found.append(("type = ?", type.upper()))
    if since is not None:
        found.append(("happened_before > ?", since))
    if until is not None:
        found.append(("happened_from < date(?, '+1 day')", until))
    return " and ".join(["true", *(sql for sql, _ in found)]), tuple(value for _, value in found)


def _lines(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...], limit: int, order: str = "happening"
) -> Iterator[HappeningLine]:
    columns = HappeningLine.__struct_fields__
    rows = connection.execute(
        f"select {', '.join(columns)} from happenings_view where {where} order by {order} limit ?", (*values, limit)
    )
    for row in rows:
        yield msgspec.convert(dict(zip(columns, row, strict=True)), HappeningLine)


def _comparison(connection: sqlite3.Connection, happening: int, line: HappeningLine) -> Comparison:
    accounts = tuple(
        AccountLine(
            account=f"c{number}", document=document, name=name, outlet=outlet, published=published, origin=origin,
            chain=tuple(link["name"] for link in json.loads(chain)["chain"]), passage=Span(starts, ends, passage),
            events=tuple(json.loads(events)),
        )
        for number, document, name, outlet, published, origin, chain, starts, ends, passage, events in connection.execute(
            "select accounts.number, documents.id, appearances.name, appearances.outlet, appearances.published, accounts.origin,"
            " accounts.chain, accounts.starts, accounts.ends, accounts.passage, accounts.events from accounts"
            " join documents on documents.number = accounts.document join readings on readings.number = accounts.reading"
            " join appearances on appearances.number = readings.appearance where accounts.happening = ?"
            " order by ifnull(appearances.published, '9'), accounts.number",
            (happening,),
        )
    )  # fmt: skip
    return Comparison(happening=line, accounts=accounts, agreements=tuple(_agreements(connection, happening)))


def _agreements(connection: sqlite3.Connection, happening: int) -> Iterator[AgreementLine]:
    rows = connection.execute(
        "select position, field, about, status, bounds_differ from agreements where happening = ? order by position",
        (happening,),
    ).fetchall()
    for position, field, about, status, bounds_differ in rows:
        sides: dict[int, list[tuple[str, SideSpan, int]]] = {}
        for side, value, account, starts, ends, words, origin in connection.execute(
            "select side, value, account, agreement_sides.starts, agreement_sides.ends, words, origin from agreement_sides"
            " join accounts on accounts.number = agreement_sides.account"
            " where agreement_sides.happening = ? and position = ? order by side, account",
            (happening, position),
        ):
            told = SideSpan(account=f"c{account}", span=Span(starts, ends, words))
            sides.setdefault(side, []).append((value, told, origin))
        yield AgreementLine(
            field=field, about=about, status=status, bounds_differ=bool(bounds_differ),
            sides=tuple(
                SideLine(value=group[0][0], origins=len({o for *_, o in group}), told=tuple(told for _, told, _ in group))
                for group in sides.values()
            ),
        )  # fmt: skip
