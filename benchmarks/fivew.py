"""Whether the main event of an article is among our events: who, what, where, when, against the 5W1H gold set.

    python -m benchmarks.fivew DATA [--command "onrecord read --format jsonl -q"] [--misses]

DATA holds `fivew/data`: 96 articles, each with phrases for who, what, where and when on which up to three coders agreed. The main
event counts as told where some event of the record has it, question by question:
  who    an actor or recipient of an event shares a content word with a phrase;
  what   the trigger or another mention of an event shares a content word's stem with a phrase;
  where  the place of an event shares a name with a phrase;
  when   the time of an event meets the day that the coders give, or shares its words.
A question is left out where the coders gave nothing. The record's events are PLOVER events, so articles on other happenings
(crashes, elections, sports, markets) can only be found by luck: `plover_*` are the figures over the articles in whose `what` phrases
OnRecord itself, given the phrase as a text, or in whose category a PLOVER word is found (`_PLOVER`). The last line is a JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.running import COMMAND, records

QUESTIONS = ("who", "what", "where", "when")
_PLOVER = re.compile(
    r"attack|bomb|kill|shoot|shot|murder|strike|war\b|troop|protest|riot|rally|march|talks|meet|visit|deal|agree|sanction|arrest"
    r"|charge|sue|accus|condemn|threat|demand|urge|reject|refus|resign|ban\b|jail|convict|sentenc|coup|siege|offensive|army|aid\b|raid",
    re.IGNORECASE,
)
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "for",
        "with",
        "by",
        "from",
        "his",
        "her",
        "its",
        "their",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "been",
        "that",
        "this",
    ]
)
_STEM = 5  # letters that words must share


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles as the set has them."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def phrases(article: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """What the coders answered, left out where they gave no words and no day."""
    found = article["fiveWoneH"].get(question, {}).get("annotated", [])
    return [one for one in found if one.get("text") or one.get("parsed")]


def stems(text: str) -> set[str]:
    """The content words of a text, cut to their first letters.

    >>> sorted(stems("The bombing of a consulate"))
    ['bombi', 'consu']
    """
    return {word[:_STEM] for word in re.findall(r"\w{3,}", text.lower()) if word not in _STOP}


def answers(record: dict[str, Any], question: str) -> list[tuple[str, str | None, str | None]]:
    """What our events say to a question: words, and start and end for "when"."""
    by_id = {one["id"]: one for kind in ("actors", "places", "times") for one in record[kind]}
    found: list[tuple[str, str | None, str | None]] = []
    for event in record["events"]:
        if question == "who":
            for key in (*event["actors"], *event["recipients"]):
                actor = by_id[key]
                found.append((" ".join([actor["name"], *(m["text"] for m in actor["mentions"])]), None, None))
        elif question == "what":
            found += [(span["text"], None, None) for span in (event["trigger"], *event["mentions"])]
        elif question == "where" and event["place"]:
            place = by_id[event["place"]]
            found.append((" ".join([place["name"], *(s["text"] for s in place["spans"])]), None, None))
        elif question == "when" and event["when"]:
            time = by_id[event["when"]]
            found.append((time["span"]["text"], time["start"], time["end"]))
    return found


def is_right(wanted: list[dict[str, Any]], given: list[tuple[str, str | None, str | None]]) -> bool:
    """Whether one of our answers meets one of the coders'."""
    for gold in wanted:
        for words, start, end in given:
            if gold.get("text") and stems(gold["text"]) & stems(words):
                return True
            if gold.get("parsed") and start and end and _meets(gold["parsed"], start, end):
                return True
    return False


def _meets(day: str, start: str, end: str) -> bool:
    try:
        told = datetime.fromisoformat(day[:10])
    except ValueError:
        return False
    first, last = (datetime.fromisoformat(edge).replace(tzinfo=None) for edge in (start, end))
    return first.date() <= told.date() <= last.date()


def measure(data: Path, command: str, misses: bool = False) -> dict[str, float]:
    """The figures."""
    listed = list(articles(data / "fivew/data"))
    rows = (
        {
            "id": one["dId"],
            "title": one["title"],
            "text": one["text"],
            "published": (one["date_publish"] or "")[:10] or None,
        }
        for one in listed
    )
    read = records(rows, command)
    right: dict[str, int] = {}
    asked: dict[str, int] = {}
    for article in listed:
        told = (
            " ".join(one.get("text") or "" for one in phrases(article, "what")) + " " + (article.get("category") or "")
        )
        sets = ["", "plover_"] if _PLOVER.search(told) else [""]
        for question in QUESTIONS:
            wanted = phrases(article, question)
            if not wanted:
                continue
            found = is_right(wanted, answers(read[article["dId"]], question))
            for name in sets:
                asked[name + question] = asked.get(name + question, 0) + 1
                right[name + question] = right.get(name + question, 0) + found
            if misses and not found:
                print(
                    question,
                    article.get("category"),
                    "|",
                    " / ".join(str(one.get("text") or one.get("parsed")) for one in wanted),
                )
    events = sum(len(record["events"]) for record in read.values()) / max(1, len(read))
    return {name: right[name] / count for name, count in sorted(asked.items())} | {
        "articles": len(listed),
        "plover_articles": asked.get("plover_what", 0),
        "events_per_article": events,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.command, options.misses)))


if __name__ == "__main__":
    main()
