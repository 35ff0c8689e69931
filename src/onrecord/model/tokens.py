"""Text → tokens with offsets, cut as Universal Dependencies cuts English: punctuation, quotation marks, currency signs and
clitics ("n't", "’s") stand alone; numbers, abbreviations, addresses of the web and words with inner periods stay whole.
"""

from __future__ import annotations

import re

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Token

_APOSTROPHE = "['’ʼ]"
_LETTER = r"[^\W\d_]"
# "no", "art" and the like end sentences far more often than they stand for a longer word; they never keep their period.
_ABBREVIATED = "|".join(
    sorted(
        (re.escape(word) for word, kind in rows("text/abbreviations.txt", 2) if kind != "number" or len(word) > 3),
        key=len,
    )[::-1]
)

_CHUNK = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]+(?<![.,;:!?)\]'’])                   # a web address
    | [^\W_][\w.+-]*@[^\W_][\w-]*(?:\.\w+)+                              # a mail address
    | [@\#]\w+                                                           # a handle, a hashtag
    | (?:{_LETTER}\.){{2,}}                                              # U.S.  a.m.
    | \b(?:{_ABBREVIATED})\.(?!\.)                                       # Mr.  Corp.
    | \d+(?:[.,:]\d+)*(?=(?:tn|bn|mn|m|k|km|kg|cm|mm|mph|kph|am|pm|ft|lbs?|pc|hrs?|million|billion)\b)  # the 2.4 of 2.4bn
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)                             # 10,000  3.5  4:30  21st
    | \w+(?:[.{_APOSTROPHE[1:-1]}]\w+)*                                  # words, clitics still on; Yahoo.com
    | \.{{2,}} | -{{2,}} | '' | ``                                       # runs that mean one mark
    | \S                                                                 # every other character by itself
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLITIC = re.compile(
    rf"(?i)(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$|(?<=^can)not$|(?<=^gon)na$|(?<=^wan)na$|(?<=^got)ta$"
)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, in order, none empty, none overlapping; what lies between them is white space.

    >>> [token.text for token in tokenize("“We didn’t pay $2.4bn,” Mr. Li’s aide said at 4:30 p.m.")]
    ['“', 'We', 'did', 'n’t', 'pay', '$', '2.4', 'bn', ',', '”', 'Mr.', 'Li', '’s', 'aide', 'said', 'at', '4:30', 'p.m.']
    """
    tokens: list[Token] = []
    for found in _CHUNK.finditer(text):
        chunk, start, end = found.group(), found.start(), found.end()
        clitic = _CLITIC.search(chunk) if end - start > 2 else None
        if clitic and clitic.start():
            cut = start + clitic.start()
            tokens.append(Token(start, cut, text[start:cut]))
            start, chunk = cut, text[cut:end]
        tokens.append(Token(start, end, chunk))
    return tuple(tokens)
