"""Years in the digits of other scripts."""

from __future__ import annotations

import re
import unicodedata


def western(words: str) -> str:
    """A year in the digits of other scripts as one in ours, without the sign of its era: `۲۰۰۷ م`."""
    if words.isascii():
        return words
    digits = "".join(str(unicodedata.decimal(each, each)) for each in words)
    year = re.fullmatch(r"\W*(\d{4})\s*[^\W\d_]{0,2}\.?\W*", digits)
    return year[1] if year else digits
