"""Tokens and sentences: cut as Universal Dependencies cuts English, with offsets that never slip."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analyse import analyse
from onrecord.model.sentences import is_hard_wrapped
from onrecord.model.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("He didn’t say", "He did n’t say"),
        ("It cannot stand", "It can not stand"),
        ("the dogs' food", "the dogs ' food"),
        ("O'Brien’s aide", "O'Brien ’s aide"),
        ("10,000–12,000 troops", "10,000 – 12,000 troops"),
        ("3.5% of $2.4bn", "3.5 % of $ 2.4 bn"),
        ("5km away at 4:30 p.m.", "5 km away at 4:30 p.m."),
        ("a well-known T-72", "a well - known T - 72"),
        ("Mr. Li of Acme Corp. spoke", "Mr. Li of Acme Corp. spoke"),
        ("see https://example.org/a, now", "see https://example.org/a , now"),
        ("words…but", "words … but"),
        ("''rigged'' ``so``", "'' rigged '' `` so ``"),
        ("the 1960s and the 21st", "the 1960s and the 21st"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert " ".join(token.text for token in tokenize(text)) == tokens


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“Stop!” he said. Then he left.", ["“Stop!” he said.", "Then he left."]),
        ("“We go.” The crowd cheered.", ["“We go.”", "The crowd cheered."]),
        ("Gen. Li met J. K. Rowling in the U.S. Army base.", ["Gen. Li met J. K. Rowling in the U.S. Army base."]),
        ("He lives in the U.S. The rest do not.", ["He lives in the U.S.", "The rest do not."]),
        ("It is No. 5 on the list. No. We know.", ["It is No. 5 on the list.", "No.", "We know."]),
        ("A heading\nA paragraph begins.", ["A heading", "A paragraph begins."]),
        ("Troops fired on\nthe border area\nof Kursk, where\nthey stand.\n\nNext.", ["Troops fired on\nthe border area\nof Kursk, where\nthey stand.", "Next."]),
        ("He left at 5 p.m. Monday.", ["He left at 5 p.m. Monday."]),
    ],
)  # fmt: skip
def test_sentences(text: str, sentences: list[str]) -> None:
    analysis = analyse(text)
    found = [text[slice(*analysis.characters(sentence))] for sentence in analysis.sentences]
    assert found == sentences


def test_a_few_lower_case_lines_do_not_make_a_text_hard_wrapped() -> None:
    assert not is_hard_wrapped("Heading\nand more\n" + "A full paragraph.\n" * 20)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_tokens_cover_all_but_white_space_and_sentences_cover_all_tokens(text: str) -> None:
    analysis = analyse(text)
    position = 0
    for token in analysis.tokens:
        assert not text[position : token.start].strip()
        assert token.text == text[token.start : token.end] != ""
        position = token.end
    assert not text[position:].strip()
    bounds = [index for sentence in analysis.sentences for index in sentence]
    assert bounds == sorted(bounds)
    assert [i for s in analysis.sentences for i in range(*s)] == list(range(len(analysis.tokens)))


def test_tokens_between_and_sentence_of() -> None:
    analysis = analyse("He said no. She left.")
    assert analysis.tokens_between(3, 7) == (1, 2)
    assert analysis.tokens_between(7, 8) == (2, 2)
    assert analysis.sentence_of(5) == 1
