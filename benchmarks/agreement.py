"""Whether the agreement of two accounts is told right, against the pairs of benchmarks/agreement.

    python -m benchmarks.agreement benchmarks/agreement/open.jsonl [--command "onrecord read --format jsonl -q"] [--misses]
    python -m benchmarks.agreement benchmarks/agreement/real.jsonl --data ../shared/data        openings of real articles, the part for tests

The texts are read through the command line as a user would read them; their tellings are gathered into happenings and the accounts of
the happenings that both texts tell are compared. The kind of a pair is what a reader of that comparison would call it:

    different          no happening is told by both
    denial             they disagree on whether it happened
    disputed-actors    … on who did it
    disputed-figures   … on how many
    revised            a count was changed
    bounds             all counts can be true, but are bounded differently
    agree              none of these

The last line is a JSON object: accuracy overall and by kind; `disputes` is how many pairs are called disputed or denied, `dispute_precision` the
share of these that are, and in that way.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.openings import with_texts
from benchmarks.running import COMMAND, records
from onrecord.comparing.sides import Agreement
from onrecord.comparing.together import compared
from onrecord.records import Record

KINDS = ("agree", "bounds", "disputed-figures", "disputed-actors", "denial", "revised", "different")

PARTED = ("disputed-figures", "disputed-actors", "denial")


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


def decided(one: Record, other: Record, texts: tuple[str, str], read: bool = True) -> str:
    """The kind of a pair of records."""
    happenings = compared([(one, texts[0]), (other, texts[1])], read=read)
    shared = [each for each in happenings if len({account.telling.document for account in each.accounts}) == 2]
    return kind_of([one for each in shared for one in each.agreements]) if shared else "different"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--data", type=Path, help="the gold sets, where the pairs are openings of articles there")
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument(
        "--by-records", action="store_true", help="decide by the records alone, reading no stretch against another"
    )
    parser.add_argument("--misses", action="store_true", help="print every pair decided wrongly")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines() if line]
    if options.data:
        pairs = list(with_texts((pair for pair in pairs if pair["part"] == "test"), options.data))
    rows = [{"id": f"{pair['id']}{side}", **pair[side]} for pair in pairs for side in "ab"]
    read = records(rows, options.command)
    right, every, confused = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for pair in pairs:
        ours = [msgspec.convert(read[f"{pair['id']}{side}"], Record) for side in "ab"]
        found = decided(ours[0], ours[1], (pair["a"]["text"], pair["b"]["text"]), not options.by_records)
        every[pair["kind"]] += 1
        right[pair["kind"]] += found == pair["kind"]
        confused[pair["kind"], found] += 1
        if options.misses and found != pair["kind"]:
            print(f"{pair['id']} {pair['kind']} taken for {found}\n  {pair['a']['text']}\n  {pair['b']['text']}")
    report: dict[str, Any] = {"accuracy": round(sum(right.values()) / sum(every.values()), 4)}
    parted = [(kind, found) for (kind, found), number in confused.items() for _ in range(number) if found in PARTED]
    report["disputes"] = len(parted)
    report["dispute_precision"] = round(sum(kind == found for kind, found in parted) / max(1, len(parted)), 3)
    report |= {kind: round(right[kind] / every[kind], 3) for kind in KINDS if every[kind]}
    for (kind, found), number in sorted(confused.items()):
        if kind != found:
            print(f"{kind} taken for {found}: {number}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
