"""Headlines In Title Case read once more with their words in lower case: capitals on every word make the model take verbs for names."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Analysis, Range

_LEAST_WORDS, _MOST_WORDS = 4, 40
_CAPITALISED = 0.75  # of the words of more than three letters
_LONG = 4
_NAMES = frozenset({"Person", "Organization", "Location", "NORP"})


def with_headlines_read(analysis: Analysis) -> Analysis:
    """The same analysis, where sentences in title case have the parts of speech, lemmas and tree of the same words in lower case.

    >>> found = with_headlines_read(analyse("Gunmen Kidnap Mayor In Northern Haiti"))
    >>> found.upos[1], found.lemmas[1]
    ('VERB', 'kidnap')
    """
    titles = [sentence for sentence in analysis.sentences if _is_title(analysis, sentence)]
    if not titles or None in (analysis.upos, analysis.heads, analysis.deprels, analysis.lemmas):
        return analysis
    upos, heads = list(analysis.upos or ()), list(analysis.heads or ())
    deprels, lemmas = list(analysis.deprels or ()), list(analysis.lemmas or ())
    for sentence in titles:
        again = analyse(_lowered(analysis, sentence))
        length = sentence.last - sentence.first
        if len(again.tokens) != length or not again.upos or not again.heads or not again.deprels or not again.lemmas:
            continue
        span = slice(sentence.first, sentence.last)
        upos[span], lemmas[span], deprels[span] = again.upos, again.lemmas, again.deprels
        heads[span] = [head + sentence.first if head >= 0 else head for head in again.heads]
    return replace(analysis, upos=tuple(upos), heads=tuple(heads), deprels=tuple(deprels), lemmas=tuple(lemmas))


def _is_title(analysis: Analysis, sentence: Range) -> bool:
    if not _LEAST_WORDS <= sentence.last - sentence.first <= _MOST_WORDS:
        return False
    words = [token.text for token in analysis.tokens[sentence.first : sentence.last] if token.text.isalpha()]
    long = [word for word in words if len(word) >= _LONG]
    if len(long) < _LEAST_WORDS - 1 or all(word.isupper() for word in words):
        return False
    return (
        sum(1 for word in long if word[0].isupper()) >= _CAPITALISED * len(long)
        and len([word for word in long if word[0].isupper() and not word.isupper()]) >= _LEAST_WORDS - 1
    )


def _lowered(analysis: Analysis, sentence: Range) -> str:
    """The words of a sentence in lower case, names and acronyms apart; as long as it was."""
    start, end = analysis.characters(sentence)
    characters = list(analysis.text[start:end])
    for token in range(sentence.first + 1, sentence.last):
        word = analysis.tokens[token]
        entity = analysis.entity_at(token)
        if word.text.isupper() or (entity is not None and entity.label in _NAMES):
            continue
        lower = word.text.lower()
        if len(lower) == len(word.text):
            characters[word.start - start : word.end - start] = lower
    return "".join(characters)
