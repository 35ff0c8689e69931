"""Which language a text is in: said only when it is sure, so that short news, headlines and lists of names are read.

Recognised by py3langid (naive Bayes over character sequences, 140 languages, 2 MB, 0.1 ms for a sentence) on samples of at
most 2,400 characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from onrecord.knowledge.tables import rows

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"

# Calibrated on 1,050 PLOVER sentences as they are and in capitals, 1,500 MUC texts in capitals and 3,000 articles cut into
# their paragraphs: no English text of 60 letters was taken for another language with more than .80, while sentences of 18 other
# languages came out with .73 (Indonesian), .98 (Spanish) and above. A false refusal loses a document, so the bar is high.
_SURE = 0.9
_ENOUGH_LETTERS = 60
_ENOUGH_FOREIGN_LETTERS = 5
_ENGLISH_FROM = 0.5

_PIECE = 800
_PIECES = 3
_LATIN = re.compile("[A-Za-z\u00aa-\u024f\u0250-\u02af\u1e00-\u1eff]")
# Nigerian Pidgin is what the recogniser takes clipped headlines for; Latin is what it takes filler text for.
_NEAR_ENGLISH = frozenset({ENGLISH, "pcm"})


def recognise(text: str) -> str | None:
    """The language of `text` as a code of ISO 639 ("en", "de", "und" for letters of a foreign script that fit no language),
    or None where it is too short or too mixed to tell.

    >>> recognise("The minister said on Tuesday that the talks would go on until the end of the week.")
    'en'
    >>> recognise("Der Minister sagte am Dienstag, dass die Gespräche bis Ende der Woche weitergehen würden.")
    'de'
    >>> recognise("Merkel in Paris") is None
    True
    """
    sample = unicodedata.normalize("NFKC", sampled(text))
    letters = sum(map(str.isalpha, sample))
    latin = len(_LATIN.findall(sample))
    if letters >= _ENOUGH_FOREIGN_LETTERS and latin * 2 < letters:
        code, _ = _identifier().classify(sample)
        return "und" if code in _NEAR_ENGLISH or code == "zxx" else str(code)
    code, confidence = _identifier().classify(sample)
    if code in _NEAR_ENGLISH:
        return ENGLISH if confidence >= _ENGLISH_FROM else None
    if code == "zxx" or confidence < _SURE or letters < _ENOUGH_LETTERS:
        return None
    return str(code)


def sampled(text: str) -> str:
    """At most 2,400 characters of `text`: its beginning, middle and end, so that the cost does not grow with the text.

    >>> len(sampled("word " * 100_000))
    2402
    """
    if len(text) <= _PIECE * _PIECES:
        return text
    middle = (len(text) - _PIECE) // 2
    return "\n".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def language_name(code: str) -> str:
    """The English name of a code.

    >>> language_name("de"), language_name("und")
    ('German', 'a language other than English')
    """
    return _names().get(code, "a language other than English")


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("text/languages.txt", 2)}


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
