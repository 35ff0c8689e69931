"""Bytes → text, without guessing more than the bytes allow.

In order: a byte order mark; UTF-8; UTF-16 without a mark; what the page or the server declares; UTF-8 with a few damaged
bytes (each becomes U+FFFD); Windows-1252, where its characters look like Western text; what charset-normalizer recognises.
Whatever fits nothing is `NotText`.
"""

from __future__ import annotations

import codecs
import logging
import re

from onrecord.errors import NotText
from onrecord.knowledge.tables import rows

_log = logging.getLogger(__name__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The names under which pages declare Windows-1252 without knowing (WHATWG Encoding Standard, "Names and labels").
_REALLY_1252 = frozenset({"ascii", "iso8859-1", "latin-1", "cp1252"})
_SAMPLE = 64_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.1
_MOST_DAMAGE = 0.01
# Letters with accents, typographic quotation marks, dashes, signs of money and of units: what Windows-1252 adds to ASCII in print.
_WESTERN = re.compile("[À-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”„‚«»‹›–—…•·€£¥¢©®™°±²³¹¼½¾§¶ª¡¿†‡\xa0\xad]")
_MOST_WESTERN = 0.2


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """The text of `data`, its byte order mark dropped and all else kept, line ends included.

    Args:
        declared: the encoding that the page or the server names; used where the bytes are not UTF-8 and it fits them.

    Raises:
        NotText: the bytes are no text.

    >>> decode(b"\\xef\\xbb\\xbfHe said no.\\r\\n", name="a.txt")
    'He said no.\\r\\n'
    >>> decode(b"\\x93No,\\x94 he said in Orl\\xe9ans.", name="a.txt")
    '“No,” he said in Orléans.'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _fully(data[len(mark) :], encoding, name)
    _refuse_known_files(data, name)
    text = _strictly(data, "utf-8")
    if text is None or "\0" in text[:_SAMPLE]:
        wide = _unmarked_utf16(data)
        if wide is not None:
            return _fully(data, wide, name)
    if text is None:
        text = _declared(data, declared) or _damaged(data, name) or _western(data) or _recognised(data)
    if text is None or _is_binary(text):
        raise _not_text(name, "binary data, or text in no encoding that can be told")
    return text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _fully(data: bytes, encoding: str, name: str) -> str:
    """What the mark at its beginning promises; a damaged character becomes U+FFFD and is told."""
    text = data.decode(encoding, "replace")
    if _is_binary(text):
        raise _not_text(name, "binary data")
    _tell_damage(text.count("\ufffd") - data.count("\ufffd".encode(encoding)), name)
    return text


def _refuse_known_files(data: bytes, name: str) -> None:
    for signature, kind, remedy in rows("text/file_signatures.txt", 3):
        if data.startswith(bytes.fromhex(signature)):
            raise NotText(f"{name} is {kind}, not text.", remedy)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark shows as ASCII with every second byte NUL."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        encoding = codecs.lookup(declared.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Python also lists codecs that are no encodings of text (zip, hex); their decoders refuse bytes or give none.
    if not encoding._is_text_encoding:
        return None
    return _strictly(data, "cp1252" if encoding.name in _REALLY_1252 else encoding.name)


def _damaged(data: bytes, name: str) -> str | None:
    """UTF-8 with few bad bytes among sound characters of several bytes."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = sum(1 for character in text if character > "\x7f") - text.count("\ufffd")
    if sound < bad or bad > len(text) * _MOST_DAMAGE + 1:
        return None
    _tell_damage(bad, name)
    return text


def _western(data: bytes) -> str | None:
    text = _strictly(data, "cp1252")
    if text is None:
        return None
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    western = len(_WESTERN.findall(text[:_SAMPLE]))
    few = len(beyond) <= len(text[:_SAMPLE]) * _MOST_WESTERN
    return text if few and western >= len(beyond) * 0.95 else None


def _recognised(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return None if best is None else _strictly(data, best.encoding)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(len(sample) * _MOST_CONTROLS, 2)


def _tell_damage(count: int, name: str) -> None:
    if count > 0:
        characters = "1 damaged character" if count == 1 else f"{count:,} damaged characters"
        _log.warning("%s: %s stored as U+FFFD.", name, characters)


def _not_text(name: str, what: str) -> NotText:
    return NotText(f"{name} is {what}.", "Give plain text, HTML or JSONL, best in UTF-8.")
