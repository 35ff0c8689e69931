"""Single words of a phrase: which are written as names are, which begin a title, which join the words of one name."""

from __future__ import annotations

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import (
    given_names,
    institution_words,
    organizations,
    title_length,
    title_starts,
    titles,
    words_for,
)
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range


def is_capital(word: str) -> bool:
    """Whether a token is written as a name is.

    >>> [is_capital(w) for w in ("Umerov", "al-Hamad", "U.N.", "iPhone", "10")]
    [True, False, True, False, False]
    """
    return word[:1].isupper() and (len(word) > 1 or word.isalpha())


def bare(word: str) -> str:
    """A token as the tables have it: lower case, no final period."""
    return word.lower().rstrip(".") if len(word) > 1 else word.lower()


def title_at(analysis: Analysis, index: int, last: int) -> int:
    """How many tokens from `index` make a title (the longest), 0 for none."""
    table, tokens = titles(), analysis.tokens
    if index >= last or bare(tokens[index].text) not in title_starts():
        return 0
    words = [bare(tokens[i].text) for i in range(index, min(index + title_length(), last))]
    for length in range(len(words), 0, -1):
        joined = " ".join(words[:length]).replace(" - ", "-")
        if joined in table and not goes_on(analysis, index + length, last):
            return length
    return 0


def goes_on(analysis: Analysis, index: int, last: int) -> bool:
    """Whether a hyphen ties a further word to the one before token `index`: the "major" of "major-domo" is no title."""
    tokens = analysis.tokens
    return index < last and tokens[index].text in "-‑" and tokens[index - 1].end == tokens[index].start


def last_title(analysis: Analysis, within: Range) -> Range | None:
    office = None
    index = within.first
    while index < within.last:
        length = title_at(analysis, index, within.last)
        if length:
            office = Range(index, index + length)
        index += length or 1
    return office if office and office.last == within.last else None


def run_from(analysis: Analysis, first: int, last: int) -> int:
    """The end of the run of name-like tokens that starts at `first`: capitals, particles and hyphens between them."""
    tokens, particles = analysis.tokens, word_list("actors/particles.txt")
    end = index = first
    while index < last:
        word = tokens[index].text
        touching = index > first and tokens[index - 1].end == tokens[index].start
        if is_capital(word):
            if index > first and not touching and "\n" in analysis.text[tokens[index - 1].end : tokens[index].start]:
                break
            end = index = index + 1
        elif ends_hyphenated(analysis, index, first):
            end = index = index + 1
        elif (
            (index > first and (bare(word) in particles or (word in "-‑" and touching)))
            or after_initial(analysis, index, first)
            or (index == first and index + 1 < last and word in words_for("leading particle"))
        ):
            index += 1
        else:
            break
    return end


def ends_hyphenated(analysis: Analysis, index: int, first: int) -> bool:
    """Whether the token is the second half of a name such as "Chung-yu", not that of "U.S.-led"."""
    tokens = analysis.tokens
    if index < first + 2 or tokens[index - 1].text not in "-‑" or not tokens[index].text.isalpha():
        return False
    touching = tokens[index - 1].end == tokens[index].start and tokens[index - 2].end == tokens[index - 1].start
    return touching and len(tokens[index].text) <= 5 and tokens[index].text not in word_list("text/hyphen_endings.txt")


def after_initial(analysis: Analysis, index: int, first: int) -> bool:
    """Whether the token is the period of an initial: the "." of "Donald J. Trump"."""
    tokens = analysis.tokens
    return (
        index > first
        and tokens[index].text == "."
        and len(tokens[index - 1].text) == 1
        and tokens[index - 1].text.isupper()
    )


def country_end(analysis: Analysis, index: int, last: int) -> int:
    """The token after the country's name that starts at token `index`, `index` where none does."""
    start, end = analysis.tokens[index].start, analysis.tokens[last - 1].end
    for found in countries_between(analysis.text, start, min(end, start + 60)):
        if found.start == start:
            return analysis.tokens_between(start, found.end).last
        break
    return index


def inside_name(analysis: Analysis, index: int, begin: int, last: int) -> bool:
    """Whether a joining word stands inside the name of an organisation: "Ministry of Defense", "Council on Foreign Relations"."""
    tokens = analysis.tokens
    if tokens[index].text.lower() not in words_for("joining") or index + 1 >= last:
        return False
    after = tokens[index + 1].text
    if after.lower() == "the" and index + 2 < last:
        after = tokens[index + 2].text
    before = [tokens[i].text for i in range(begin, index)]
    joined = " ".join([*before[-3:], tokens[index].text, after]).removeprefix("The ").removeprefix("the ")
    if any(name.startswith(joined) for name in organizations()):
        return True
    if not is_capital(after) or not is_capital(tokens[index - 1].text) or after in word_list("text/capital_words.txt"):
        return False
    institutions = institution_words()
    if not any(word in institutions for word in before):
        return False
    if tokens[index].text.lower() in ("and", "in", "to"):
        return before[-2:-1] == ["of"] and after not in institutions and after not in given_names()
    return True


def opens_name(word: str) -> bool:
    """Whether a name can begin with this word: no joining word or lone mark, no weekday or month."""
    if word in word_list("times/calendar_words.txt"):
        return False
    return is_capital(word) or word in words_for("leading particle")


def belongs(analysis: Analysis, index: int, following: int, floor: int, last: int) -> bool:
    tokens = analysis.tokens
    word = tokens[index].text
    if is_capital(word):
        return True
    if following == last:
        return ends_hyphenated(analysis, index, floor) and is_capital(tokens[index - 2].text)
    lower = bare(word)
    if word in "-‑–":
        return tokens[index].end == tokens[index + 1].start
    if after_initial(analysis, index, floor) or ends_hyphenated(analysis, index, floor):
        return True
    if lower in word_list("actors/particles.txt"):
        return index > floor or word in words_for("leading particle")
    return index > floor and (
        inside_name(analysis, index, floor, last) or (lower == "the" and inside_name(analysis, index - 1, floor, last))
    )
