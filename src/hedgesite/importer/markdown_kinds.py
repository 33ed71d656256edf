"""Kinds of displays that the header of a Quarto manuscript defines, as figures, tables or listings.

Source: Quarto, "Cross-Reference Options", "Custom float types"; the text has `@suppfig-map`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from hedgesite.markdown.lookalikes import DISPLAYS

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_KNOWN = frozenset(DISPLAYS.split("|"))
_MOST = 20
_EXAMPLE = re.compile(r"^(?<![^\n])[ ]{0,3}\(@(?P<label>[\w-]*)\)(?=[ \t])", re.MULTILINE)
"""Source: Pandoc User's Guide, "Numbered example lists"."""


def with_known_kinds(text: str, fields: Mapping[str, Any]) -> str:
    """The text with ids that begin with a kind that is known, in place of one that the header defines."""
    crossref = fields.get("crossref")
    custom = crossref.get("custom") if isinstance(crossref, Mapping) else None
    found = [each for each in custom if isinstance(each, Mapping)] if isinstance(custom, list) else []
    kinds = {str(each.get("key")): _kind(each) for each in found[:_MOST] if _KEY.fullmatch(str(each.get("key")))}
    kinds = {key: kind for key, kind in kinds.items() if key not in _KNOWN}
    if not kinds:
        return text
    keys = "|".join(sorted(kinds, key=len, reverse=True))
    return re.sub(
        rf"(?P<mark>@|\{{#|#\|\s*label:\s*[\"']?)(?P<key>{keys})(?=-\w)",
        lambda of: f"{of['mark']}{kinds[of['key']]}-{of['key']}",
        text,
    )


def with_labels(text: str) -> str:
    """The text with what labels of bookdown's and of Pandoc's stand for: words of captions, and numbers of examples."""
    return _with_example_numbers(_with_words(text))


def _with_words(text: str) -> str:
    """The text with words in place of their labels: a paragraph has `(ref:map) A *map*.`, a caption `(ref:map)`."""
    words = {found["label"]: found["words"].strip().replace('"', '\\"') for found in _WORDS.finditer(text)}
    if not words:
        return text
    return _LABEL.sub(lambda of: words.get(of["label"], of[0]), _WORDS.sub("", text))


def _with_example_numbers(text: str) -> str:
    """The text with numbers in place of the labels of examples: `(@wet) Rain.`, `as (@wet) shows`."""
    numbers: dict[str, int] = {}
    for number, found in enumerate(_EXAMPLE.finditer(text), 1):
        if found["label"]:
            numbers.setdefault(found["label"], number)
    count = itertools.count(1)
    text = _EXAMPLE.sub(lambda _: f"({next(count)})", text)
    if not numbers:
        return text
    return re.sub(
        r"\(@(?P<label>[\w-]+)\)", lambda of: f"({numbers[of['label']]})" if of["label"] in numbers else of[0], text
    )


_WORDS = re.compile(r"^\(ref:(?P<label>[\w/-]+)\)[ \t]+(?P<words>\S[^\n]*)$", re.MULTILINE)
"""Source: bookdown, "Text references"."""
_LABEL = re.compile(r"\(ref:(?P<label>[\w/-]+)\)")


def _kind(custom: Mapping[str, Any]) -> str:
    """The known kind that is most like another one."""
    words = " ".join(str(custom.get(name, "")) for name in ("key", "reference-prefix", "caption-prefix")).casefold()
    return "tbl" if "tab" in words or "tbl" in words else "lst" if "list" in words or "code" in words else "fig"
