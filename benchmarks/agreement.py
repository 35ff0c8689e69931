"""Whether the agreement of two accounts is told right, against the pairs of benchmarks/agreement.

    python -m benchmarks.agreement benchmarks/agreement/open.jsonl [--command "onrecord read --format jsonl -q"] [--misses]

The texts are read through the command line as a user would read them; their tellings are gathered into happenings and the accounts of
the happenings that both texts tell are compared. The kind of a pair is what a reader of that comparison would call it:

    different          no happening is told by both
    denial             they disagree on whether it happened
    disputed-actors    … on who did it
    disputed-figures   … on how many
    revised            a count was changed
    bounds             all counts can be true, but are bounded differently
    agree              none of these

The last line is a JSON object: accuracy overall and by kind.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.running import COMMAND, records
from onrecord.comparing.agreement import Account, Agreement, agreements
from onrecord.comparing.happenings import clusters
from onrecord.comparing.origins import origin_of
from onrecord.comparing.tellings import tellings
from onrecord.records import Record

KINDS = ("agree", "bounds", "disputed-figures", "disputed-actors", "denial", "revised", "different")


def kind_of(found: Sequence[Agreement]) -> str:
    """What a reader of these agreements would call the pair; the gravest difference decides."""
    told = {(one.field, one.status) for one in found}
    if ("happened", "disputed") in told or ("happened", "revised") in told:
        return "denial"
    if ("who", "disputed") in told:
        return "disputed-actors"
    if ("how many", "disputed") in told:
        return "disputed-figures"
    if ("how many", "revised") in told:
        return "revised"
    return "bounds" if any(one.bounds_differ for one in found) else "agree"


def decided(one: Record, other: Record, texts: tuple[str, str]) -> str:
    """The kind of a pair of records."""
    read = {record.document.id: record for record in (one, other)}
    every = [*tellings(one, texts[0]), *tellings(other, texts[1])]
    every.sort(key=lambda telling: str(telling.published))
    shared: list[Agreement] = []
    common = False
    for happening in clusters(every):
        if len({telling.document for telling in happening}) == 2:
            common = True
            shared += agreements(
                [Account(telling=t, origin=origin_of(read[t.document], t)) for t in happening],
            )
    return kind_of(shared) if common else "different"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--misses", action="store_true", help="print every pair decided wrongly")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines() if line]
    rows = [{"id": f"{pair['id']}{side}", **pair[side]} for pair in pairs for side in "ab"]
    read = records(rows, options.command)
    right, every, confused = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for pair in pairs:
        ours = [msgspec.convert(read[f"{pair['id']}{side}"], Record) for side in "ab"]
        found = decided(ours[0], ours[1], (pair["a"]["text"], pair["b"]["text"]))
        every[pair["kind"]] += 1
        right[pair["kind"]] += found == pair["kind"]
        confused[pair["kind"], found] += 1
        if options.misses and found != pair["kind"]:
            print(f"{pair['id']} {pair['kind']} taken for {found}\n  {pair['a']['text']}\n  {pair['b']['text']}")
    report: dict[str, Any] = {"accuracy": round(sum(right.values()) / sum(every.values()), 4)}
    report |= {kind: round(right[kind] / every[kind], 3) for kind in KINDS if every[kind]}
    for (kind, found), number in sorted(confused.items()):
        if kind != found:
            print(f"{kind} taken for {found}: {number}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
