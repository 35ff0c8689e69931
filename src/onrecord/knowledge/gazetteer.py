"""The gazetteer: what places a name can mean. One read-only file, mapped into memory, looked up in a few microseconds.

The file is made by tools/build_gazetteer.py from GeoNames (CC BY 4.0), Natural Earth (public domain) and a table of our own; its
header names them. Layout, little-endian throughout:

    magic (8 bytes) · length of header (8) · header (JSON, padded to a multiple of 8)
    keys     one 64-bit number for every name of every place, sorted: 43 bits of the name's hash, 2 bits of how it names, 19 bits of which place
    places   fixed records of 28 bytes (see _PLACE)
    names    UTF-8, each ended by a line feed

Of the names only hashes are kept: among a million of them, one unknown word in some ten million is taken for a place.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.knowledge.tables import rows

MAGIC = b"ONRGAZ1\n"
PLACE = struct.Struct(
    "<IffIIHHBBBB"
)  # geonames, lat, lon, population, offset of name, admin1, admin2, country, kind, precision, unused
NOWHERE = 0xFFFF
HASH_BITS, NAMING_BITS, INDEX_BITS = 43, 2, 19
_SPREAD = 2048  # keys to either side of where a hash is expected
PRECISIONS = ("point", "place", "district", "region", "country", "area")

MAIN, ALTERNATE, SHORTENED, FOREIGN = range(4)
"""How a name names its place: its main name, another name in Latin letters, its name less the kind ("Laurel" for Laurel County),
a name in another script."""

_NOT_IN_KEYS = re.compile(r"['’‘ʼʻ`´′ʹ.·]+")
_BREAKS = re.compile(r"[\s\-‐‑–—_/,()]+")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")


class Entry(NamedTuple):
    """One place of the gazetteer. `number` is its place in the file; `kind` a GeoNames feature code; `country` ISO 3166-1 alpha-3;
    `admin1` and `admin2` are the numbers of the divisions that hold it; `naming` says how the name looked up names it."""

    number: int
    naming: int
    geonames: int | None
    name: str
    kind: str
    lat: float | None
    lon: float | None
    population: int
    country: str | None
    admin1: int | None
    admin2: int | None
    precision: str


def key(name: str) -> str:
    """The form under which a name is kept: no capitals, marks, apostrophes or periods; one space for every break; no leading "the".

    >>> [key(n) for n in ("Zaporizhzhya", "Kramators’k", "Stratford-upon-Avon", "Saint Louis", "St. Louis", "The Hague", "São Paulo")]
    ['zaporizhzhya', 'kramatorsk', 'stratford upon avon', 'st louis', 'st louis', 'hague', 'sao paulo']
    """
    if name.isascii() and name.isalpha():
        plain = name.lower()
        return _SAINT.sub("st", plain) if "sa" in plain else plain
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = (
            "".join(c for c in name if not unicodedata.combining(c))
            .replace("ł", "l")
            .replace("Ł", "l")
            .replace("ı", "i")
        )
        name = name.replace("ø", "o").replace("Ø", "o").replace("đ", "d").replace("æ", "ae").replace("Æ", "ae")
    plain = _BREAKS.sub(" ", _NOT_IN_KEYS.sub("", name.casefold())).strip()
    if plain.startswith("the "):
        plain = plain[4:]
    return _SAINT.sub("st", plain) if "sa" in plain else plain


def hashed(plain: str) -> int:
    """The hash of a key, HASH_BITS wide."""
    return int.from_bytes(blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "little") >> (
        64 - HASH_BITS
    )


class Gazetteer:
    """An open gazetteer file.

    >>> [(e.name, e.country, e.kind) for e in gazetteer().find("Sudzha")]
    [('Sudzha', 'RUS', 'PPL')]
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is no gazetteer of this version")
        length = int.from_bytes(self._map[8:16], "little")
        self.header: dict[str, Any] = json.loads(self._map[16 : 16 + length])
        at = 16 + length
        view = memoryview(self._map)
        raw = view[at : at + 8 * self.header["keys"]]
        if sys.byteorder == "big":
            swapped = array("Q", raw.tobytes())
            swapped.byteswap()
            self._keys = memoryview(swapped)
        else:
            self._keys = raw.cast("Q")
        self._places = at + 8 * self.header["keys"]
        self._names = self._places + PLACE.size * self.header["places"]
        self._countries: list[str | None] = self.header["countries"]
        self._kinds: list[str] = self.header["kinds"]
        self._renamed = {int(number): name for number, name in rows("places/place_renamed.tsv", 2)}
        self.find = lru_cache(maxsize=65536)(self._find)
        self.entry = lru_cache(maxsize=65536)(self._entry)

    def _find(self, name: str) -> tuple[Entry, ...]:
        """Every place that `name` can mean, in no order of likelihood; a place found under two names comes once."""
        plain = key(name)
        if not plain:
            return ()
        low = hashed(plain) << (NAMING_BITS + INDEX_BITS)
        high = low + (1 << (NAMING_BITS + INDEX_BITS))
        keys, found = self._keys, {}
        count = len(keys)
        # hashes are spread evenly, so the place of this one is known to a few thousand keys
        guess = (low * count) >> 64
        first, last = max(0, guess - _SPREAD), min(count, guess + _SPREAD)
        if first and keys[first] >= low:
            first = 0
        if last < count and keys[last] < low:
            last = count
        at = bisect_left(keys, low, first, last)
        while at < count and keys[at] < high:
            packed = keys[at] - low
            index, naming = packed & ((1 << INDEX_BITS) - 1), packed >> INDEX_BITS
            if index not in found:
                found[index] = self._entry(index, naming)
            at += 1
        return tuple(found.values())

    def _entry(self, index: int, naming: int = MAIN) -> Entry:
        """The place of this number."""
        geonames, lat, lon, population, name, admin1, admin2, country, kind, precision, _ = PLACE.unpack_from(
            self._map, self._places + index * PLACE.size
        )
        start = self._names + name
        written = self._map
        located = lat == lat  # not a number where nothing is known of where it lies
        return Entry._make(
            (
                index,
                naming,
                geonames or None,
                self._renamed.get(geonames) or written[start : written.find(b"\n", start)].decode(),
                self._kinds[kind],
                round(lat, 4) if located else None,
                round(lon, 4) if located else None,
                population,
                self._countries[country],
                None if admin1 == NOWHERE else admin1,
                None if admin2 == NOWHERE else admin2,
                PRECISIONS[precision],
            )
        )

    def first_divisions(self, country: str) -> tuple[Entry, ...]:
        """The first-order divisions of a country whose point is known.

        >>> "Donetsk Oblast" in {division.name for division in gazetteer().first_divisions("UKR")}
        True
        """
        return self._divisions.get(country, ())

    @cached_property
    def _divisions(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in (self._entry(index) for index in range(self.header["first_divisions"])):
            if entry.country and entry.lat is not None:
                found.setdefault(entry.country, []).append(entry)
        return {country: tuple(entries) for country, entries in found.items()}

    def __iter__(self) -> Iterator[Entry]:
        return (self._entry(index) for index in range(self.header["places"]))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, opened once."""
    with as_file(files(__package__).joinpath("gazetteer.bin")) as path:
        return Gazetteer(path)
