"""Who takes part: the persons that the text names with an office, a given name or an apposition, each with all its mentions.

Organisations, groups and unnamed participants join the cast when they speak (see `speakers`): a short list that holds is better
than a long one with noise.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import honorifics, organizations, same_offices, words_for
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Entity, Range
from onrecord.reading.actors.appositions import Apposition, read_apposition
from onrecord.reading.actors.cast import Cast, Participant
from onrecord.reading.actors.evidence import is_party_tag, without_office
from onrecord.reading.actors.name_words import bare, is_capital, run_from, title_at
from onrecord.reading.actors.names import folded, surname
from onrecord.reading.actors.phrase import Phrase
from onrecord.reading.actors.phrases import read_phrase
from onrecord.reading.numbering import in_order
from onrecord.records import Actor, Place, Span
from onrecord.sources.document import Document

_LONE = 0.8  # the same of a name of one word
_LEAST = 0.6  # probability of the model that a name of several words is a person's
# Confidence that a person is one, by what shows it; judged on whole articles, not yet measured against a gold set.
_CONFIDENCE = {"title": 0.95, "apposition": 0.95, "given": 0.9, "surname": 0.85, "bare": 0.6}


def find_actors(document: Document, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Actor, ...]:
    """The persons of a document, in order of first mention.

    >>> from onrecord.model.analyse import analyse
    >>> text = "Ukraine’s Defense Minister Rustem Umerov spoke. Umerov, 42, left."
    >>> [(a.name, a.role, a.country, a.sector, len(a.mentions)) for a in find_actors(Document.of(text), analyse(text), ())]
    [('Rustem Umerov', 'Defense Minister', 'UKR', 'MIL', 2)]
    """
    cast = Cast()
    taken = frozenset((span.start, span.end) for place in places for span in place.spans)
    # Full names first, so that "President Roe" of the headline is the Jane Roe of the text.
    for found in sorted(_person_phrases(analysis, taken), key=_is_lone):
        _admit(cast, analysis, found)
    _admit_lone_names(cast, analysis)
    _add_short_mentions(cast, analysis, taken)
    return in_order(cast.actors(), ())[0]


def _is_lone(found: tuple[Phrase, Apposition | None]) -> bool:
    name = found[0].name
    return name is None or name.last - name.first < 2


def _person_phrases(
    analysis: Analysis, taken: frozenset[tuple[int, int]]
) -> Iterator[tuple[Phrase, Apposition | None]]:
    """The phrases that surely name a person, with the apposition behind."""
    return _written_persons(analysis, taken) if analysis.entities is None else _modelled_persons(analysis)


def _modelled_persons(analysis: Analysis) -> Iterator[tuple[Phrase, Apposition | None]]:
    """The model's persons who have an office or a name of several words."""
    assert analysis.entities is not None
    headings: dict[int, bool] = {}
    for entity in analysis.entities:
        if entity.label != "Person":
            continue
        number = analysis.sentence_of(entity.first)
        sentence = analysis.sentences[number]
        if number not in headings:
            headings[number] = _is_heading(analysis, sentence)
        name = without_office(analysis, Range(entity.first, min(entity.last, sentence.last)))
        name = _trimmed(analysis, name)
        if headings[number] or name.first >= name.last or is_party_tag(analysis, name.first):
            continue
        first = _with_office(analysis, name.first, sentence.first)
        phrase = read_phrase(analysis, first, name.last)
        if phrase is None or phrase.kind != "person" or phrase.name is None or phrase.name.last != name.last:
            continue
        several = phrase.name.last - phrase.name.first > 1
        if phrase.evidence == "title" or (several and entity.probability >= _LEAST):
            yield phrase, read_apposition(analysis, name.last, sentence.last)


def _trimmed(analysis: Analysis, name: Range) -> Range:
    """A name up to a line's end and without a possessive mark."""
    tokens = analysis.tokens
    last = name.last
    for index in range(name.first + 1, name.last):
        if "\n" in analysis.text[tokens[index - 1].end : tokens[index].start]:
            last = index
            break
    while last > name.first and tokens[last - 1].text in words_for("possessive"):
        last -= 1
    return Range(name.first, last)


def _admit_lone_names(cast: Cast, analysis: Analysis) -> None:
    """Adds the persons whom the text calls by one word alone ("Putin"), where the model sees one each of several times, surely once."""
    found: dict[str, list[Entity]] = {}
    for entity in analysis.entities or ():
        if entity.last - entity.first == 1:
            found.setdefault(analysis.tokens[entity.first].text, []).append(entity)
    for word, entities in found.items():
        if (
            len(entities) < 2
            or not is_capital(word)
            or word.isupper()
            or any(one.label != "Person" for one in entities)
        ):
            continue
        if max(one.probability for one in entities) < _LONE or cast.persons(word) or word in organizations():
            continue
        phrase = read_phrase(analysis, entities[0].first, entities[0].last)
        if phrase is not None and phrase.kind == "person":
            _admit(cast, analysis, (phrase, None))


def _written_persons(
    analysis: Analysis, taken: frozenset[tuple[int, int]]
) -> Iterator[tuple[Phrase, Apposition | None]]:
    """The same by the way of writing, where no model ran."""
    tokens, lone = analysis.tokens, _lone_capitals(analysis)
    for sentence in analysis.sentences:
        if _is_heading(analysis, sentence):
            continue
        index = sentence.first
        while index < sentence.last:
            if not _starts_name(analysis, index, sentence):
                index += 1
                continue
            end = run_from(analysis, index, sentence.last)
            first = _with_office(analysis, index, sentence.first)
            phrase = read_phrase(analysis, first, max(end, index + 1))
            index = max(end, index + 1)
            if phrase is None or phrase.kind != "person" or phrase.name is None or phrase.name.last != end:
                continue
            if analysis.characters(phrase.name) in taken:
                continue
            behind = read_apposition(analysis, end, sentence.last)
            several = phrase.name.last - phrase.name.first > 1
            if phrase.evidence == "title" or (
                several and (behind is not None or (phrase.evidence == "given" and tokens[end - 1].text in lone))
            ):
                yield phrase, behind


def _lone_capitals(analysis: Analysis) -> frozenset[str]:
    """The capitalised words that stand somewhere without another one before or behind, as surnames do when taken up."""
    tokens, found, no_names = analysis.tokens, set(), word_list("text/capital_words.txt")
    for index, token in enumerate(tokens):
        if not is_capital(token.text):
            continue
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        courtesy = bare(before) in honorifics()
        if (courtesy or not is_capital(before) or before in no_names) and not is_capital(after):
            found.add(token.text)
    return frozenset(found)


def _starts_name(analysis: Analysis, index: int, sentence: Range) -> bool:
    word = analysis.tokens[index].text
    if not is_capital(word):
        return False
    return word not in word_list("text/capital_words.txt") or title_at(analysis, index, sentence.last) > 0


def _is_heading(analysis: Analysis, sentence: Range) -> bool:
    """Whether most words are capitalised, so that capitals say nothing."""
    words = [analysis.tokens[i].text for i in range(sentence.first, min(sentence.last, sentence.first + 40))]
    letters = [word for word in words if word[:1].isalpha()]
    capitals = sum(1 for word in letters if word[0].isupper())
    return len(letters) > 4 and words[-1][-1] not in '.?!”"' and capitals * 10 >= len(letters) * 7


def _with_office(analysis: Analysis, index: int, floor: int) -> int:
    """The start of a name's phrase: titles and their modifiers before it, and the possessor before those."""
    tokens, modifiers = analysis.tokens, word_list("actors/role_modifiers.txt")
    first, office = index, False
    while first > floor:
        word = tokens[first - 1].text
        if tokens[first].start - tokens[first - 1].end > 1:
            break
        country = _country_before(analysis, first, floor, by_name=office)
        if country < first:
            first = country
            continue
        lower = bare(word)
        title = _title_before(analysis, first, floor)
        if lower in modifiers or title:
            first -= max(1, title)
            office = True
        elif word in words_for("possessive") and first - 2 >= floor and is_capital(tokens[first - 2].text):
            owner = analysis.entity_at(first - 2)
            first = max(floor, owner.first) if owner is not None and owner.last == first - 1 else first - 2
        elif is_capital(word) and first < index and word not in word_list("text/capital_words.txt"):
            first -= 1
        else:
            break
    while first < index and tokens[first].text in words_for("possessive"):
        first += 1
    return first


def _country_before(analysis: Analysis, last: int, floor: int, *, by_name: bool) -> int:
    """The first token of the country's adjective (or name, if that will do) that ends before token `last`, `last` where none does."""
    end = analysis.tokens[last - 1].end
    for found in reversed(countries_between(analysis.text, max(analysis.tokens[floor].start, end - 40), end)):
        if found.end == end and (by_name or found.kind != "name"):
            return max(floor, analysis.tokens_between(found.start, end).first)
        break
    return last


def _title_before(analysis: Analysis, last: int, floor: int) -> int:
    """How many tokens before token `last` make a title, the longest; 0 for none."""
    lengths = (length for length in (3, 2, 1) if last - length >= floor)
    return next((length for length in lengths if title_at(analysis, last - length, last) == length), 0)


def _admit(cast: Cast, analysis: Analysis, found: tuple[Phrase, Apposition | None]) -> Participant:
    """Adds a person's phrase to the cast: a new participant, or a mention of one already there."""
    phrase, behind = found
    assert phrase.name is not None
    name = clean_name(analysis, phrase.name)
    evidence = "apposition" if behind else phrase.evidence
    gender = phrase.gender or (behind.gender if behind else None)
    candidates = cast.persons(name, gender)
    member = candidates[-1] if candidates else cast.add(name, "person", _CONFIDENCE.get(evidence, 0.6))
    cast.known_as(member, name)
    member.learn(
        role=phrase.role or (behind.role if behind else None),
        country=phrase.country or (behind.country if behind else None),
        sector=phrase.sector or (behind.sector if behind else None),
        gender=gender, told=told_gender(phrase, behind),
        heads=heads_of(phrase.role, behind.role if behind else None), confidence=_CONFIDENCE.get(evidence, 0.6),
    )  # fmt: skip
    last = behind.span.last if behind and behind.role == member.role else phrase.core.last
    start, end = analysis.characters(Range(phrase.core.first, last))
    member.mention(Span.of(analysis.text, start, end))
    return member


def told_gender(phrase: Phrase, behind: Apposition | None) -> bool:
    """Whether a title or a noun tells the gender, not only the given name."""
    return phrase.gender_told or (phrase.gender is None and behind is not None and behind.gender is not None)


def clean_name(analysis: Analysis, name: Range) -> str:
    """The characters of a name, white space as one blank."""
    start, end = analysis.characters(name)
    return " ".join(analysis.text[start:end].split())


def heads_of(*roles: str | None) -> set[str]:
    """The words by which a role may be taken up again ("the president", "the minister"), lower case.

    >>> sorted(heads_of("Defense Minister", "head of the counter-disinformation department"))
    ['head', 'minister']
    """
    heads = set()
    for role in roles:
        words = role.lower().replace(",", " ").split() if role else []
        for position, word in enumerate(words):
            if word in words_for("role end"):
                words = words[:position]
                break
        if words:
            head = words[-1].rstrip(".")
            heads |= {head, *same_offices().get(head, ())}
    return heads


def _add_short_mentions(cast: Cast, analysis: Analysis, taken: frozenset[tuple[int, int]]) -> None:
    """Mentions by surname or full name alone."""
    surnames = frozenset(folded(name) for name in cast.surnames())
    if not surnames:
        return
    tokens, no_names = analysis.tokens, word_list("text/capital_words.txt")
    index = 0
    while index < len(tokens):
        word = tokens[index].text
        if (not is_capital(word) and word not in words_for("leading particle")) or word in no_names:
            index += 1
            continue
        sentence = analysis.sentences[analysis.sentence_of(index)]
        end = run_from(analysis, index, sentence.last)
        entity = analysis.entity_at(end - 1) if end > index else None
        if entity is not None and entity.label == "Person" and index < entity.first:
            index = entity.first  # "Considering Trump"
        if end > index:
            run = Range(index, end)
            name = clean_name(analysis, run)
            if folded(surname(name)) in surnames and analysis.characters(run) not in taken:
                candidates = cast.persons(name)
                if candidates:
                    nearest(candidates, tokens[index].start).mention(Span.of(analysis.text, *analysis.characters(run)))
        index = max(end, index + 1)


def nearest(candidates: list[Participant], position: int) -> Participant:
    """The candidate mentioned last at `position` or before it."""
    return max(candidates, key=lambda member: member.last_before(position + 1))
