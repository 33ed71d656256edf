"""Names of months and seasons."""

from __future__ import annotations

# `calendar.month_name` is not used because it depends on the locale of the machine.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
"""Season by its EDTF number, which stands in for a month."""
SEASON_NUMBERS = {name.lower(): number for number, name in SEASONS.items()} | {"fall": 23}


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name, or for its first three or more letters, ignoring case; else None."""
    folded = word.casefold().rstrip(".,")
    of_that_name = (number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(folded))
    return next(of_that_name, None) if len(folded) >= 3 else None
