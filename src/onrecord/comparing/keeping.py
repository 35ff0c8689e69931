"""Keeps the happenings of a ledger up to date: draws the accounts of one document, finds their happenings, and the agreement of those
that were touched. What belongs together is decided by `happenings` and `agreement`; here it is looked up and written down.

All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.comparing import keeping_verdicts
from onrecord.comparing.agreement import agreements
from onrecord.comparing.candidates import Candidates, keys_of
from onrecord.comparing.happenings import best_home
from onrecord.comparing.judging import Judgements, judgements, told_at
from onrecord.comparing.origins import Origin, grouped, origin_of
from onrecord.comparing.pairing import Pairing
from onrecord.comparing.sides import Account, Agreement
from onrecord.comparing.tellings import Telling, tellings
from onrecord.ledger.deciding import decided
from onrecord.ledger.reviewing import current_record, entries_of

_COMPARED = 24  # accounts of a happening that are compared with each other, the first and the last
_READ = 4  # stretches of other documents against which those of a new one are read
_FEWEST_WORDS = 3  # content words without which a sentence cannot be known again

_encode = msgspec.json.Encoder().encode
_telling = msgspec.json.Decoder(Telling).decode
_origin = msgspec.json.Decoder(Origin).decode


def keep(connection: sqlite3.Connection, document: int, regrouped: Iterable[int] = ()) -> None:
    """Draws the accounts of a document anew: after it was added, read again, or decided on. `regrouped` are documents that are in another
    copy group than before: the origins of what they tell are counted anew."""
    text, id = connection.execute("select text, id from documents where number = ?", (document,)).fetchone()
    reading, machine = current_record(connection, document)
    record, _ = decided(machine, entries_of(connection, document))
    former = _forget(connection, document)
    touched = {happening for _, _, happening in former}
    for other in regrouped:
        touched |= _regroup(connection, other)
    judged = judgements(connection)
    copies = copy_group(connection, document)
    candidates = Candidates(connection)
    kept = [one for one in tellings(record, text) if _is_worth_keeping(one) and not judged.rejects(id, told_at(one))]
    keeping_verdicts.forget(connection, id)
    twins = _copies_of(connection, document)
    pairing = Pairing(
        keeping_verdicts.Stretches(connection, document, text, kept), lambda one, other: {one, other} <= twins
    )
    pairing.read_most_promising(
        ((telling, member) for telling in kept for known in candidates.of(telling) for member in known.members), _READ
    )
    for telling in kept:
        home = _home(connection, telling, judged, former, candidates, pairing)
        candidates.take_in(home, telling)
        origin = origin_of(record, telling, copies)
        _write(connection, home, document, reading, telling, origin)
        touched.add(home)
    keeping_verdicts.write(connection, pairing)
    for happening in sorted(touched):
        redraw(connection, happening)


def _is_worth_keeping(telling: Telling) -> bool:
    anchored = (
        telling.moments or telling.sites or telling.actors or telling.recipients or telling.quantities or telling.names
    )
    return bool(anchored) and len(telling.words) >= _FEWEST_WORDS


def _home(
    connection: sqlite3.Connection,
    telling: Telling,
    judged: Judgements,
    former: Sequence[tuple[int, int, int]],
    candidates: Candidates,
    pairing: Pairing,
) -> int:
    """The happening of a telling: what reviewers decided, else the one it is most like, else the one that it was before and that nobody
    else tells, else a new one."""
    together = judged.together(connection, telling)
    if together is not None:
        return together
    apart = judged.apart(connection, telling)
    known = [one for one in candidates.of(telling) if one.number not in apart]
    best = best_home(telling, [one.members for one in known], pairing.likeness)
    if best is not None:
        return known[best].number
    for starts, ends, happening in former:
        span = told_at(telling)
        if starts < span.end and span.start < ends and happening not in apart:
            (left,) = connection.execute("select count(*) from accounts where happening = ?", (happening,)).fetchone()
            if not left:
                return happening
    return new_happening(connection)


def copy_group(connection: sqlite3.Connection, document: int) -> str | None:
    """The copy group of a document, by the id of its first document; None where it is nobody's copy."""
    row = connection.execute(
        "select documents.id from copy_groups join documents on documents.number = copy_groups.founder where document = ?",
        (document,),
    ).fetchone()
    return None if row is None else str(row[0])


def _copies_of(connection: sqlite3.Connection, document: int) -> set[str]:
    """The ids of the documents that are copies of one, it too."""
    rows = connection.execute(
        "select documents.id from copy_groups join documents on documents.number = copy_groups.document"
        " where founder = (select founder from copy_groups where document = ?)",
        (document,),
    ).fetchall()
    return {str(id) for (id,) in rows}


def _regroup(connection: sqlite3.Connection, document: int) -> set[int]:
    """Writes down the present copy group of a document in its accounts; gives their happenings."""
    rows = connection.execute(
        "select number, chain, happening from accounts where document = ?", (document,)
    ).fetchall()
    group = copy_group(connection, document)
    for number, chain, _ in rows:
        told = msgspec.structs.replace(_origin(chain), copies=group)
        connection.execute("update accounts set chain = ? where number = ?", (_encode(told).decode(), number))
    return {happening for *_, happening in rows}


def new_happening(connection: sqlite3.Connection) -> int:
    """A happening without accounts yet."""
    number = connection.execute(
        "insert into happenings (words, status, accounts, documents, origins) values ('', 'single-source', 0, 0, 0)"
    ).lastrowid
    assert number is not None
    return number


def _forget(connection: sqlite3.Connection, document: int) -> list[tuple[int, int, int]]:
    """Takes the accounts of a document out; gives where each stood and its happening."""
    rows = connection.execute(
        "select number, told_starts, told_ends, happening from accounts where document = ?", (document,)
    ).fetchall()
    connection.executemany(
        "delete from agreement_sides where happening = ? and account = ?",
        [(happening, number) for number, _, _, happening in rows],
    )
    connection.executemany("delete from account_keys where account = ?", [(number,) for number, *_ in rows])
    connection.execute("delete from accounts where document = ?", (document,))
    return [(starts, ends, happening) for _, starts, ends, happening in rows]


def _write(
    connection: sqlite3.Connection, happening: int, document: int, reading: int, telling: Telling, origin: Origin
) -> None:
    passage, told = telling.passage, told_at(telling)
    number = connection.execute(
        "insert into accounts (happening, document, reading, starts, ends, passage, told_starts, told_ends, events, speaker, published, telling, chain)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            happening, document, reading, passage.start, passage.end, passage.text, told.start, told.end,
            json.dumps(telling.events),
            origin.last.name if origin.spoken else None, telling.published.isoformat() if telling.published else None,
            _encode(telling).decode(), _encode(origin).decode(),
        ),
    ).lastrowid  # fmt: skip
    connection.executemany(
        "insert or ignore into account_keys values (?, ?)", [(key, number) for key in keys_of(telling)]
    )


def redraw(connection: sqlite3.Connection, happening: int) -> None:
    """Writes down what a happening is and where its accounts agree."""
    every = connection.execute(
        "select number, document from accounts where happening = ? order by ifnull(published, '9'), number",
        (happening,),
    ).fetchall()
    connection.execute("delete from agreement_sides where happening = ?", (happening,))
    connection.execute("delete from agreements where happening = ?", (happening,))
    numbers = [number for number, _ in every]
    if len(numbers) > _COMPARED:
        numbers = [*numbers[: _COMPARED // 2], *numbers[-_COMPARED // 2 :]]
    rows = [
        connection.execute("select telling, chain, origin from accounts where number = ?", (number,)).fetchone()
        for number in numbers
    ]
    accounts = [Account(telling=_telling(telling), origin=_origin(chain)) for telling, chain, _ in rows]
    origins = grouped([account.origin for account in accounts])
    connection.executemany(
        "update accounts set origin = ? where number = ?",
        [
            (now + 1, number)
            for now, number, (*_, before) in zip(origins, numbers, rows, strict=True)
            if now + 1 != before
        ],
    )
    between = keeping_verdicts.between(connection, (account.telling.document for account in accounts))
    found = agreements(accounts, between) if len(accounts) > 1 else ()
    for position, agreement in enumerate(found):
        _write_agreement(connection, happening, position, agreement, numbers)
    documents = len({document for _, document in every})
    _describe(connection, happening, accounts, len(every), documents, len(set(origins)), _status(found, documents))


def _status(found: Iterable[Agreement], documents: int) -> str:
    """The gravest status of a happening's fields; corroborated is what happened."""
    statuses = {(one.field, one.status) for one in found}
    for status in ("disputed", "revised"):
        if any(known == status for _, known in statuses):
            return status
    return "corroborated" if ("happened", "corroborated") in statuses and documents > 1 else "single-source"


def _write_agreement(
    connection: sqlite3.Connection, happening: int, position: int, agreement: Agreement, numbers: Sequence[int]
) -> None:
    connection.execute(
        "insert into agreements values (?, ?, ?, ?, ?, ?)",
        (happening, position, agreement.field, agreement.about, agreement.status, int(agreement.bounds_differ)),
    )
    connection.executemany(
        "insert or ignore into agreement_sides values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (happening, position, number, side.value, numbers[account], span.start, span.end, span.text)
            for number, side in enumerate(agreement.sides)
            for account, span in zip(side.accounts, side.spans, strict=True)
        ],
    )


def _describe(
    connection: sqlite3.Connection,
    happening: int,
    accounts: Sequence[Account],
    told_by: int,
    documents: int,
    origins: int,
    status: str,
) -> None:
    told = [account.telling for account in accounts]
    types = Counter(type for telling in told for type in sorted(telling.types))
    moments = [telling.moment for telling in told if telling.moment]
    # The narrowest time and the most exact place that any account gives.
    moment = min(moments, key=lambda one: (one.end - one.start, one.start), default=None)
    sites = [telling.site for telling in told if telling.site]
    site = min(sites, key=lambda one: (one.lat is None, one.precision in ("country", "region", "area")), default=None)
    days = sorted(telling.published.isoformat() for telling in told if telling.published)
    words = min((telling.passage.text for telling in told if telling.types), key=len, default=None)
    words = words or min((telling.passage.text for telling in told), key=len, default="")
    connection.execute(
        "update happenings set type = ?, words = ?, status = ?, starts = ?, ends = ?, place = ?, country = ?,"
        " first_published = ?, last_published = ?, accounts = ?, documents = ?, origins = ? where number = ?",
        (
            types.most_common(1)[0][0] if types else None, words, status, moment.start.isoformat() if moment else None,
            moment.end.isoformat() if moment else None, site.name if site else None, site.country if site else None,
            days[0] if days else None, days[-1] if days else None, told_by, documents, origins, happening,
        ),
    )  # fmt: skip
