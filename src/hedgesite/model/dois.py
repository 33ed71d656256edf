"""What a DOI and its address look like.

Source: "The DOI Handbook" (doi.org), "Numbering" and "Resolution". Each pattern is a part of others, without groups.
"""

from __future__ import annotations

import re

RESOLVER = r"https?://(?:dx\.|www\.)?doi\.org/"
"""The beginning of an address that leads to a DOI."""
AT = "https://doi.org/"
"""The address of a DOI, up to the DOI itself."""
PREFIX = r"10\.[0-9]{4,9}/"
"""The beginning of a DOI: the number of its registrant, and the slash."""

DOI = re.compile(rf"{PREFIX}\S+")
"""A bare DOI. In running text it also takes the punctuation behind it."""


def without_resolver(text: str) -> str:
    """A DOI as it stands in its address; other texts as they are."""
    return re.sub(rf"^{RESOLVER}", "", text, flags=re.IGNORECASE)
