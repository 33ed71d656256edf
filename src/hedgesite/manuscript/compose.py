"""Citations in Pandoc's syntax. Source: Pandoc User's Guide, "Citation syntax"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from hedgesite.manuscript.brackets import Item


def group(items: Sequence[Item], *, narrative: bool) -> str:
    """`[see @a, 3; @b]`; what is not resolved keeps brackets of its own. If narrative, it begins with years alone."""
    parts = []
    runs = groupby(enumerate(items), key=lambda pair: pair[1].is_resolved)
    for is_resolved, run in runs:
        pairs = list(run)
        if is_resolved:
            parts.append("[" + "; ".join(_cited(item, narrative and index == 0) for index, item in pairs) + "]")
        else:
            parts.append("(" + ";".join(item.written for _, item in pairs).strip() + ")")
    return " ".join(parts)


def in_words(items: Sequence[Item]) -> str:
    """`(founded in 1994; see Kuik [-@kuik2016, 3])`: the bracket holds words of the text, which stay where they are."""
    return "(" + ";".join(_worded(item) if item.is_resolved else item.written for item in items) + ")"


def _worded(item: Item) -> str:
    lead = item.written[: len(item.written) - len(item.written.lstrip())]
    words = " ".join(part for part in (item.prefix, item.name.strip(" ,")) if part)
    return f"{lead}{words} [{_cited(item, True)}]"


def _cited(item: Item, year_only: bool) -> str:
    keys = [f"{'-' if year_only else ''}@{answer.entries[0].key}" for answer in item.answers]
    prefix = "" if year_only else " ".join(item.prefix.split())
    return (f"{prefix} " if prefix else "") + "; ".join(keys) + locator(item.rest)


def locator(rest: str) -> str:
    """What follows the key: a locator after a colon, or after no mark at all, gets its comma; a stray stop goes."""
    text = " ".join(rest.split()).rstrip(",:")
    text = re.sub(r"(?<=\d)\.$", "", text)
    if not text or text == ".":
        return ""
    if text.startswith((":", ",", ".")):
        text = text[1:].lstrip()
        return f", {text}" if text else ""
    return f", {text}" if re.match(r"\d|pp?\.", text) else f" {text}"
