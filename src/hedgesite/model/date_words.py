"""Months and seasons in words."""

from __future__ import annotations

# Python's own names of months follow the language of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
"""By the number that EDTF has for them in the place of a month."""
SEASON_NUMBERS = {name.lower(): number for number, name in SEASONS.items()} | {"fall": 23}


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or at least three letters of its beginning, whatever their case."""
    folded = word.casefold().rstrip(".,")
    of_that_name = (number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(folded))
    return next(of_that_name, None) if len(folded) >= 3 else None
