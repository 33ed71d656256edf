"""Ids made from the text of headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LETTERS = str.maketrans(
    {
        "đ": "dj", "ð": "d", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "þ": "th",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "dj", "е": "e", "ж": "z", "з": "z", "и": "i",
        "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "e", "й": "y", "і": "i",
        "ї": "yi", "є": "ye", "ґ": "g", "’": "", "'": "",
    }
)  # fmt: skip


def slug(text: str, taken: Collection[str], numbers: dict[str, int] | None = None) -> str:
    """An id for a heading: `Što je „hedging“?` becomes `sto-je-hedging`, with a number if that id is taken.

    `numbers` remembers the last number of each id, so that a thousand equal headings are not counted anew for each.
    """
    lower = text.lower().translate(_LETTERS)
    ascii_text = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "heading"
    numbers = {} if numbers is None else numbers
    number = numbers.get(base, 1)
    candidate = base if number == 1 else f"{base}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    numbers[base] = number
    return candidate
