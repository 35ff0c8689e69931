"""Quotation marks: every typography, nested, over paragraphs, broken; never a crash, never a shifted offset."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.statements.quotations import LONGEST, Quotation, find_quotations


def outer(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text).outer]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” she said.", ["“We won,”"]),
        ('"We won," she said. "Twice."', ['"We won,"', '"Twice."']),
        ("‘We won,’ she said.", ["‘We won,’"]),
        ("'We can't lose,' she said.", ["'We can't lose,'"]),
        ("``We won,'' she said.", ["``We won,''"]),
        ("''We won,'' she said.", ["''We won,''"]),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("»Wir gehen«, sagte er.", ["»Wir gehen«"]),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("‹Wir gehen›, sagte er.", ["‹Wir gehen›"]),
        ('“Curly then straight," she said.', ['“Curly then straight,"']),
        ("”Wrong way,” she said. ”Again.”", ["”Wrong way,”", "”Again.”"]),
        ("“Both alike,“ she said.", ["“Both alike,“"]),
        ('said,"No space before",she added', ['"No space before"']),
    ],
)
def test_typographies(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers’ plan isn’t the players' plan.",
        "It was rock ’n’ roll in the ’90s, ’til dawn.",
        'He is 6\'2" tall, the screen 24" wide.',
        "The statement ended. ” he said.",
        'A stray " in the middle of a line. It goes on.',
        "No marks at all.",
        "",
        '""',
    ],
)
def test_apostrophes_measures_and_strays_are_no_quotations(text: str) -> None:
    assert outer(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert outer("‘The ministers’ plan failed,’ he said.") == ["‘The ministers’ plan failed,’"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“He told us ‘no’ twice,” she said.", "‘no’"),
        ('"We are "happy" today," he said.', '"happy"'),
        ("'She called it \"art\" once,' he said.", '"art"'),
    ],
)
def test_nested(text: str, inner: str) -> None:
    found = find_quotations(text).all
    assert [q.depth for q in found] == [0, 1]
    assert text[found[1].start : found[1].end] == inner


def test_paragraphs_that_each_open_are_one_quotation() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The end,” she said. “More.”"
    found = find_quotations(text).outer
    assert [q.closed for q in found] == [False, False, True, True]
    assert [q.group == found[0].group for q in found] == [True, True, True, False]


def test_a_quotation_that_goes_on_without_opening_again() -> None:
    text = "She said, “It begins here.\nAnd it ends here,” then left."
    assert outer(text) == ["“It begins here.", "And it ends here,”"]
    first, second = find_quotations(text).outer
    assert first.group == second.group


def test_a_stray_mark_costs_one_paragraph_at_most() -> None:
    text = "“Open for ever, he said.\nA second paragraph.\nA “third” one."
    assert outer(text) == ["“Open for ever, he said.", "“third”"]


def test_two_marks_far_apart_are_two_strays() -> None:
    assert outer('He said "a' + " word" * LONGEST + ' and" left.') == []


def test_lookup_by_offset() -> None:
    found = find_quotations("He said “no” twice.")
    assert [found.index_at(offset) for offset in (0, 7, 8, 11, 12)] == [-1, -1, 0, 0, -1]
    assert found.at(9) == Quotation(8, 12, 9, 11, 0, True, 1, False)


marked = st.text(alphabet=st.sampled_from(list("ab .,\n\"'“”‘’«»„`s2")), max_size=80)


@given(st.one_of(st.text(max_size=80), marked))
@settings(max_examples=100, deadline=None)
def test_spans_lie_in_the_text_and_nest(text: str) -> None:
    ends = [0]
    previous = -1
    for q in find_quotations(text).all:
        assert 0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text)
        assert q.start > previous
        previous = q.start
        del ends[q.depth + 1 :]
        assert len(ends) == q.depth + 1
        assert q.depth == 0 or q.end <= ends[-1]
        ends.append(q.end)


@pytest.mark.parametrize("piece", ['"', "'", "“", "‘a ", '" a', "“a\n", "s' ", "''"])
def test_long_rubbish_is_read_through(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert all(q.end - q.start <= LONGEST for q in find_quotations(text).all)
