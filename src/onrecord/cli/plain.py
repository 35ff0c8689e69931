"""Text of documents made fit for a terminal: nothing in it is obeyed, and nothing in it fails to print.

News text is anybody's text: an escape sequence in a headline could recolour the terminal or rename its window, a direction
mark could show words in another order than they stand, square brackets could be taken for rich's markup. All that is shown here goes
through `shown` and becomes a `rich.text.Text`, which knows no markup.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Part = str | tuple[str, str]
"""Words, or words with a style of rich."""

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
# Controls, direction marks, interlinear annotations, tags, noncharacters and lone surrogates.
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_PLAIN_MARKS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "…": "...",
        "·": "-", "•": "*", "→": "->", "×": "x", "≈": "~", "£": "GBP", "€": "EUR", "�": "?",
    }
)  # fmt: skip


def shown(text: str, encoding: str = "utf-8") -> str:
    r"""`text` on one line, with controls as visible signs and with what `encoding` lacks in plain letters or as "?".

    >>> shown("a\x1b[31m  red\n[bold]")
    'a␛[31m red [bold]'
    >>> shown("“Café” – Курск", "ascii")
    '"Cafe" - ?????'
    """
    if not text.isascii() or not text.isprintable():
        text = _OBEYED.sub(_visible, _SPACE.sub(" ", _INVISIBLE.sub("", text)))
    else:
        text = _SPACE.sub(" ", text)
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        text = text.translate(_PLAIN_MARKS)
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = bare.encode("ascii", "replace").decode("ascii")
    return text


def line(console: Console, *parts: Part) -> Text:
    """The parts as one styled text that `console` can print."""
    from rich.text import Text

    text = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        text.append(shown(words, console.encoding), style)
    return text


def clipped(text: str, most: int) -> str:
    """At most so many characters, cut in the middle.

    >>> clipped("from the beginning to the end", 15)
    'from th … e end'
    """
    if len(text) <= most:
        return text
    half = (most - 2) // 2
    return f"{text[: half + 1]} … {text[-(most - half - 4) :]}"


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"
