"""The companion's own files as they are given away: without comments, and without what is for its authors alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ContentText:
    """A text file of the companion."""

    path: str
    """Below the content directory."""
    text: str = field(repr=False)
    digest: str
    """Hash of what the file says, whatever its comments, blanks and line breaks."""


def digest_of(text: str) -> str:
    """Hash of a text, whatever its blanks and line breaks."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
