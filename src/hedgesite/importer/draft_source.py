"""A source while its entry is being parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hedgesite.importer.entries import ITALIC, ROMAN

_DASHES = re.compile(r"\s*[-–—]+\s*")


def page_range(pages: str | None) -> str:
    """Pages as BibTeX writes them, `33--35`; empty if there are none."""
    return _DASHES.sub("--", pages or "")


@dataclass(slots=True)
class DraftSource:
    """A source while its entry is being parsed."""

    type: str = "misc"
    fields: dict[str, str] = field(default_factory=dict)
    left_over: str = ""
    is_quoted: bool = False
    """Whether the title is in quotation marks, as titles of parts of larger works are."""
    is_italic: bool = False
    """Whether the title is emphasised, as titles of whole works are."""

    def put(self, name: str, value: str | None) -> None:
        text = (value or "").replace(ITALIC, "").replace(ROMAN, "").strip(" ,;:")
        text = text[:-1] if text.endswith(".") and name not in {"editor", "edition"} else text
        if text:
            self.fields[name] = text
