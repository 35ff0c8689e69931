"""Publication dates: ISO 8601, written one way."""

from __future__ import annotations

import re
from datetime import date, datetime

# Only the extended form with a whole day: "20241105", "2024-W45" and "2024-11" are ISO 8601 too, but an article came out on a day.
_SHAPE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?)?")


def iso_date(value: str) -> str | None:
    """`value` as the record writes dates, "YYYY-MM-DD" or "YYYY-MM-DDThh:mm:ss" with an offset where one is given; None if
    it is no such date.

    >>> iso_date("2024-11-05"), iso_date("2024-11-05 18:30Z"), iso_date("2024-02-30"), iso_date("Tuesday")
    ('2024-11-05', '2024-11-05T18:30:00+00:00', None, None)
    """
    value = value.strip()
    if not value.isascii() or not _SHAPE.fullmatch(value):
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", "").upper()).isoformat()
    except ValueError:
        return None
