"""Counts knowledge/places/place_names_usage.tsv and places/place_names_common.tsv: how news uses the names that can be places.

    PYTHONPATH=src:. python -m training.places.usage raw/articles.jsonl.gz

Every second article, its first 6,000 characters, without the model. Names at the head of a sentence are not counted, nor are those with
a feature word ("Kent County"). Run it before evidence.py.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.knowledge.gazetteer import gazetteer
from onrecord.knowledge.geography import given_names, place_titles
from onrecord.model.analyse import lay_out
from onrecord.model.analysis import Analysis
from onrecord.reading.places.toponym_candidates import candidates

KNOWLEDGE = Path("src/onrecord/knowledge")
_LOCATIVE = frozenset(("in", "near", "outside", "across", "throughout"))
_OFTEN_ENOUGH = 8  # times a name is seen
_LOWER_ENOUGH = 4  # times a word is seen in small letters
_SMOOTHING = 4
_COMMON_HEAD = """\
# Words that are names of places and also ordinary words: how much of their use in news is in small letters (mostly: above 70%, often: above
# 30%, sometimes: above 10%). Counted in 3,000 US news articles of 2012-2020 by training/places/usage.py.
# word <TAB> how much
"""
_USAGE_HEAD = """\
# How names that can be places are used in news: how often they follow "in", "near", "outside" or "across" (never: below 1.2%, rarely: below
# 4%, sometimes: below 12%, often), and how often a given name or title (people: above 6%, person: above 25%, none). Counted in the
# same 3,000 articles by training/places/usage.py.
# name <TAB> after "in" <TAB> after a given name
"""


@dataclass
class Counts:
    """How often each word is written small and with a capital, and each name is seen, stands after "in", after a given name."""

    small: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)
    person: Counter[str] = field(default_factory=Counter)

    def add(self, analysis: Analysis) -> None:
        """Counts one article."""
        tokens, firsts = analysis.tokens, {sentence.first for sentence in analysis.sentences}
        for number, token in enumerate(tokens):
            word = token.text
            if word.isalpha() and len(word) > 1:
                if word.islower():
                    self.small[word] += 1
                elif word[0].isupper() and word[1:].islower() and number not in firsts:
                    self.capital[word.lower()] += 1
        for mention in candidates(analysis):
            if mention.feature or "abbreviation" in mention.evidence or mention.first in firsts:
                continue
            self.seen[mention.name] += 1
            before = tokens[mention.first - 1].text if mention.first else ""
            after = tokens[mention.last].text if mention.last < len(tokens) else ""
            self.placed[mention.name] += before in _LOCATIVE and not after[:1].isupper()
            named = before in given_names() or before.lower().rstrip(".") in place_titles()
            self.person[mention.name] += before[:1].isupper() and named

    def common(self) -> Iterator[tuple[str, str]]:
        """The words that are also place names, with how much they are written small."""
        for word, count in sorted(self.small.items()):
            share = count / (count + self.capital[word])
            if count >= _LOWER_ENOUGH and share >= 0.1 and gazetteer().find(word.capitalize()):
                yield word, "mostly" if share > 0.7 else "often" if share > 0.3 else "sometimes"

    def usage(self) -> Iterator[tuple[str, str, str]]:
        """The names, with how often they stand after "in" and after a given name."""
        for name, count in sorted(self.seen.items()):
            if count < _OFTEN_ENOUGH:
                continue
            placed = (self.placed[name] + 0.2) / (count + _SMOOTHING)
            person = self.person[name] / (count + _SMOOTHING)
            yield (
                name,
                "never" if placed < 0.012 else "rarely" if placed < 0.04 else "sometimes" if placed < 0.12 else "often",
                "person" if person > 0.25 else "people" if person > 0.06 else "none",
            )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, help="one JSON object a line with its text under `text`, gzipped")
    parser.add_argument("--to", type=Path, default=KNOWLEDGE, help="folder of the tables")
    given = parser.parse_args(arguments)
    counts = Counts()
    with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 2 == 0:
                counts.add(lay_out(json.loads(line)["text"][:6000]))
    for name, head, found in (
        ("places/place_names_common.tsv", _COMMON_HEAD, counts.common()),
        ("places/place_names_usage.tsv", _USAGE_HEAD, counts.usage()),
    ):
        (given.to / name).write_text(head + "".join("\t".join(row) + "\n" for row in found), "utf-8")


if __name__ == "__main__":
    main()
