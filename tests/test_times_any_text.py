"""Whatever the text: no crash, spans that hold, intervals that are intervals, and no time in noise."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.tables import rows
from onrecord.model.analyse import analyse
from onrecord.reading.times.find import find_times
from onrecord.records import Time
from onrecord.sources.document import Document

WORDS = sorted(
    {row[0] for row in rows("times/time_words.txt", 4)} | {row[0] for row in rows("times/time_holidays.txt", 3)}
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(str.title),
    st.integers(0, 99999).map(str),
    st.sampled_from(
        ["of", "in", "the", "'", "’s", "\n", "31", "29", "0000", "24:00", "1/1/1", "9999", "99999999", "Feb. 29"]
    ),
    st.text(max_size=4),
)
DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["0001-01-01", "9999-12-31", "2024-02-29T23:59", "x"]))


def read(text: str, published: str | None) -> tuple[Time, ...]:
    document = Document.of(text, published=published)
    return find_times(document, analyse(document.text))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join), DAYS)
def test_spans_and_intervals_hold(text: str, published: str | None) -> None:
    found = read(text, published)
    stored = Document.of(text).text
    last = 0
    for number, time in enumerate(found, 1):
        assert time.id == f"t{number}"
        assert stored[time.span.start : time.span.end] == time.span.text != ""
        assert time.span.start >= last
        last = time.span.end
        assert (time.start is None) == (time.end is None)
        if time.start and time.end:
            assert datetime.fromisoformat(time.start) < datetime.fromisoformat(time.end)
        if time.anchor == "published":
            assert published is not None
        elif time.anchor:
            assert int(time.anchor[1:]) < number


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300), DAYS)
def test_any_text(text: str, published: str | None) -> None:
    for time in read(text, published):
        assert Document.of(text).text[time.span.start : time.span.end] == time.span.text


@pytest.mark.parametrize("piece", ["a", "1 ", "the ", "year of ", "- ", "May ", "2000 ", "a few "])
def test_long_monotonous_text(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    for time in read(text, "2024-11-05"):
        assert text[time.span.start : time.span.end] == time.span.text
