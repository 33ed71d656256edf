"""Roman numerals: numbers of pages, months, items of lists and, rarely, years."""

from __future__ import annotations

import re

_NUMERAL = re.compile(r"(?=.)m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def number_of_roman(written: str) -> int:
    """The number that a Roman numeral of either case means; 0 if the text is not one."""
    if not _NUMERAL.fullmatch(written):
        return 0
    values = [_VALUES[letter] for letter in written.lower()]
    return sum(value if value >= after else -value for value, after in zip(values, [*values[1:], 0], strict=True))


_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman_of(number: int) -> str:
    """The Roman numeral of a number of one to four digits, in capitals."""
    text = ""
    for value, sign in _SIGNS:
        text += sign * (number // value)
        number %= value
    return text
