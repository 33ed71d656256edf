"""Citations whose markup holds only the year, `(Heron et al., <xref>2005</xref>)`, with the names before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hedgesite.importer.names import PARTICLE, UPPER
from hedgesite.importer.tree import Cite, Inline, Style, Styled, Text
from hedgesite.importer.tree_walk import words_of
from hedgesite.model.slugs import slug

_YEAR = re.compile(r"\s*(?:1[4-9]|20)\d\d[a-z]?\s*|\s*n\.d\.\s*")
_OPENING = re.compile(r"[(\[;]")
LEADS = r"see|also|e\.g\.|cf\.|i\.e\.|for|example|reviewed|in|review|as|but|and|compare|ver|vgl\.|см\."
"""Words between a bracket and what is cited in it."""
_LEAD = re.compile(rf"\s*(?:(?:{LEADS})[,:]?\s+){{0,4}}", re.IGNORECASE)
_NAMES = re.compile(
    rf"(?P<first>(?:{PARTICLE}\s+)*[{UPPER}][\w'’-]+)(?:[\s,]+(?:&|and|et\s+al\.?|und|et|y|e|i|и|{PARTICLE}|[{UPPER}][\w.'’-]*))*[\s,]*"
)
_LONGEST = 120
_MOST = 5
"""Most pieces of a text, such as "et al." in italics, between a bracket and a year."""


def with_names(content: Sequence[Inline], keys: Mapping[str, str]) -> tuple[Inline, ...]:
    """The content in which names between a bracket or a semicolon and a year belong to the citation of its source."""
    result: list[Inline] = []
    # Where the last citation with names ended: only after one does a semicolon part citations.
    named = -1
    for each in content:
        if isinstance(each, Cite) and each.written and not each.is_whole and _YEAR.fullmatch(words_of(each.written)):
            taken = _taken(result, len(result) == named + 2, keys.get(each.items[0].key, ""))
            if taken:
                at, kept, names = taken
                result[at:] = [Text(kept)]
                each = replace(each, written=(Text(f"{names}, "), *each.written))
                named = len(result)
        result.append(each)
    return tuple(result)


def _taken(before: Sequence[Inline], is_next: bool, key: str) -> tuple[int, str, str] | None:
    """Index of the text that has the bracket, what of it stays, and the names after it; None without such names."""
    words = ""
    for at in range(len(before) - 1, max(len(before) - 1 - _MOST, -1), -1):
        each = before[at]
        if isinstance(each, Styled) and each.style is Style.EMPHASIS:
            words = f"{words_of(each.content)}{words}"
            continue
        if not isinstance(each, Text):
            return None
        openings = list(_OPENING.finditer(each.text[-_LONGEST:]))
        if not openings:
            words = f"{each.text}{words}"
            if len(words) > _LONGEST:
                return None
            continue
        start = len(each.text) - len(each.text[-_LONGEST:]) + openings[-1].end()
        told = f"{each.text[start:]}{words}"
        lead = _LEAD.match(told)
        end = lead.end() if lead else 0
        names = _NAMES.fullmatch(told, end)
        is_theirs = names is not None and key.startswith(slug(names["first"], "-").split("-")[0])
        if names is None or not is_theirs or (openings[-1][0] == ";" and not is_next):
            return None
        return at, f"{each.text[:start]}{told[:end]}", names[0].strip(" ,")
    return None
