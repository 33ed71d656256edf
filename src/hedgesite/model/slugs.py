"""Ids and parts of addresses, derived from text in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii

from hedgesite.model.base import LONGEST_ID, is_id

# Letters that anyascii transliterates differently: Serbian text gets the same id in both scripts, and ids published
# before anyascii was used stay the same.
_LETTERS = str.maketrans(
    {
        "đ": "dj", "ж": "z", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "ї": "yi", "є": "ye",
        "’": "", "'": "",
    }
)  # fmt: skip
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BETWEEN = re.compile(r"[^a-z0-9]+")


def slug(text: str, otherwise: str) -> str:
    """Words of ASCII letters and digits, joined by hyphens: `Što je „država“?` becomes `sto-je-drzava`.

    `otherwise` is returned for a text without letters and digits.
    """
    lower = text.lower().translate(_LETTERS)
    return _BETWEEN.sub("-", _NOT_ASCII.sub(_in_ascii, lower)).strip("-") or otherwise


def id_of(text: str, otherwise: str) -> str:
    """The nearest valid id for a text: its slug, cut to the longest id, with `-1` if the result is reserved."""
    id = slug(text, otherwise)[:LONGEST_ID].rstrip("-")
    return id if is_id(id) else f"{id}-1"


def numbered(base: str, taken: Container[str], numbers: dict[str, int]) -> str:
    """A name that is not taken: the base, or the base with a number.

    `numbers` remembers the last number of each base, so that many equal names take linear time.
    """
    number = numbers.get(base, 1)
    candidate = base if number == 1 else f"{base}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    numbers[base] = number
    return candidate


def _in_ascii(found: re.Match[str]) -> str:
    """ASCII for a letter, a combining mark or a digit; for other characters only what they decompose to."""
    decomposed = unicodedata.normalize("NFKD", found[0]).encode("ascii", "ignore").decode()
    is_sign = unicodedata.category(found[0])[0] not in "LMN"
    return decomposed or ("" if is_sign else _BETWEEN.sub("", anyascii(found[0]).lower()))
