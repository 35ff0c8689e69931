"""Accounts that differ in one thing only, made from written ones: what the comparer would never see otherwise, since reporters' pairs
share few words.

    agree               the same text by another outlet, with or without its last sentence
    different           every day of the week in it moved on, and published so much later
    revised             the first number of people changed, told by the same outlet the day after
    disputed-figures    the same by another outlet on the same day, from another speaker
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OUTLETS = ("Reuters", "AFP", "AP", "dpa", "BBC News", "Al Jazeera", "The Guardian", "RFE/RL")
_DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
_COUNT = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (people|soldiers|civilians|workers|police officers|villagers|passengers)\b"
)
_SPEAKER = re.compile(r", (?:the |a |an )?[\w '-]{3,40} said\b[^.]{0,30}\.")
_SPEAKERS = (
    ", witnesses said.",
    ", the opposition said.",
    ", a doctor at the hospital said.",
    ", local officials said.",
)


def edited(rows: Sequence[Row], number: int, seed: int = 3) -> Iterator[Row]:
    """So many pairs of each kind, from accounts drawn by chance."""
    draw = random.Random(seed)
    accounts = [row["a"] for row in rows if row["a"].get("published") and row["a"].get("outlet")]
    draw.shuffle(accounts)
    makers = (
        ("agree", _again),
        ("different", _another_day),
        ("revised", _recounted),
        ("disputed-figures", _counted_by_others),
    )
    for kind, make in makers:
        made = (found for account in accounts if (found := make(account, draw)) is not None)
        for place, (other, where) in zip(range(number), made, strict=False):
            one, later = other
            yield {
                "id": f"edit-{kind}-{place}",
                "kind": kind,
                "a": one,
                "b": later,
                **({"where": where} if where else {}),
            }


Made = tuple[tuple[Row, Row], dict[str, str] | None]


def _again(account: Row, draw: random.Random) -> Made | None:
    sentences = account["text"].split(". ")
    short = ". ".join(sentences[:-1]) + "." if len(sentences) > 1 and draw.random() < 0.5 else account["text"]
    return (account, {**account, "outlet": _other(account, draw), "text": short}), None


def _another_day(account: Row, draw: random.Random) -> Made | None:
    if not _DAY.search(account["text"]):
        return None
    days = draw.choice((1, 1, 2, 3, 5))
    text = _DAY.sub(lambda found: DAYS[(DAYS.index(found[0]) + days) % 7], account["text"])
    later = {
        **account,
        "outlet": draw.choice((account["outlet"], _other(account, draw))),
        "text": text,
        "published": _later(account, days),
    }
    return (account, later), None


def _recounted(account: Row, draw: random.Random) -> Made | None:
    found = _COUNT.search(account["text"])
    if found is None:
        return None
    number = draw.randint(13, 90)
    later = {**account, "text": _with(account["text"], found, number), "published": _later(account, 1)}
    return (account, later), {"a": found[1], "b": str(number)}


def _counted_by_others(account: Row, draw: random.Random) -> Made | None:
    found, speaker = _COUNT.search(account["text"]), _SPEAKER.search(account["text"])
    if found is None or speaker is None or speaker.start() < found.end():
        return None
    number = draw.randint(13, 90)
    text = account["text"][: speaker.start()] + draw.choice(_SPEAKERS) + account["text"][speaker.end() :]
    other = {**account, "outlet": _other(account, draw), "text": _with(text, found, number)}
    return (account, other), {"a": found[1], "b": str(number)}


def _with(text: str, found: re.Match[str], number: int) -> str:
    return f"{text[: found.start(1)]}{number}{text[found.end(1) :]}"


def _later(account: Row, days: int) -> str:
    return (date.fromisoformat(account["published"][:10]) + timedelta(days=days)).isoformat()


def _other(account: Row, draw: random.Random) -> str:
    return draw.choice([outlet for outlet in OUTLETS if outlet != account["outlet"]])
