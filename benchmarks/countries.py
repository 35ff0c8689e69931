"""Whether the country of an actor is read off the words that name it: every name, adjective and capital of the world in carrier sentences.

    python benchmarks/countries.py [--misses]

The words are those of src/onrecord/knowledge/actors/countries.txt, which tools/make_countries.py makes from CLDR and GeoNames: the
members of the United Nations, the Holy See, Palestine, Taiwan, Kosovo and the territories that have news of their own. A carrier is
read whole, as a document, and who speaks in it must have the country; of a capital that is a place ("in Paris") there may be no actor.
A wrong country is told apart from none. The last line is a JSON object of the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.knowledge.tables import rows
from onrecord.model.analyse import lay_out
from onrecord.model.reader import load_model
from onrecord.reading.reader import record_of
from onrecord.sources.document import Document

CARRIERS = {
    "name": (
        "{} said on Monday that the talks had failed.",
        "The president of {} said on Monday that the talks had failed.",
        "The government of {} said on Monday that the talks had failed.",
        "{}’s foreign minister said on Monday that the talks had failed.",
    ),
    "adjective": (
        "The {} government said on Monday that the talks had failed.",
        "{} officials said on Monday that the talks had failed.",
        "The {} foreign minister, Jane Roe, said on Monday that the talks had failed.",
    ),
    "capital": ("{} said on Monday that the talks had failed.",),
    "place": ("It was cold in {}, a witness said on Monday.", "The talks took place in {}, a witness said on Monday."),
}
"""Kind of word → sentences; the actor in question speaks."""
TWO_COUNTRIES = frozenset({"-", "Dominican", "Congolese"})
"""Adjectives that are left out: none, or one of two countries."""


class Case(NamedTuple):
    """A sentence with the country of its speaker, None where the word is only a place."""

    kind: str
    word: str
    text: str
    country: str | None


def cases() -> Iterator[Case]:
    """Every word in every carrier of its kind."""
    for alpha2, alpha3, name, _, adjectives, _, capitals in rows("actors/countries.txt", 7):
        del alpha2
        yield from _filled("name", name, alpha3)
        for adjective in adjectives.split("|")[:1]:
            if adjective not in TWO_COUNTRIES:
                yield from _filled("adjective", adjective, alpha3)
        for capital in capitals.split("|")[:1]:
            if capital != "-":
                yield from _filled("capital", capital, alpha3)
                yield from _filled("place", capital, None)


def _filled(kind: str, word: str, country: str | None) -> Iterator[Case]:
    for carrier in CARRIERS[kind]:
        text = carrier.format(word)
        yield Case(kind, word, text[0].upper() + text[1:], country)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print the sentences that were read wrong")
    args = parser.parse_args()
    asked = list(cases())
    documents = [Document.of(one.text) for one in asked]
    grounds = [lay_out(document.text) for document in documents]
    analyses = load_model().analyse_many([(one.text, one.tokens, one.sentences) for one in grounds])
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    total = Counter(one.kind for one in asked)
    for one, document, analysis in zip(asked, documents, analyses, strict=True):
        record = record_of(document, analysis)
        actors = {actor.id: actor for actor in record.actors}
        if one.kind == "place":
            named = [actor for actor in record.actors if any(one.word in span.text for span in actor.mentions)]
            read, good = named[0].name if named else None, not named
        else:
            speakers = [actors[said.source] for said in record.statements if said.source]
            read = speakers[0].country if speakers else None
            good = read == one.country
            wrong[one.kind] += read is not None and not good
        right[one.kind] += good
        if args.misses and not good:
            print(f"{one.kind}\t{one.country}\t{read}\t{one.text}")
    figures = {f"{kind}_right": round(right[kind] / total[kind], 4) for kind in total}
    figures |= {f"{kind}_wrong_country": wrong[kind] for kind in ("name", "adjective", "capital")}
    actors_asked = [kind for kind in total if kind != "place"]
    figures["right"] = round(sum(right[kind] for kind in actors_asked) / sum(total[kind] for kind in actors_asked), 4)
    figures["cases"] = sum(total.values())
    for name, value in figures.items():
        print(f"{name:24} {value}")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
