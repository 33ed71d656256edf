"""Citations that name the title of a work beside its year, as essays do: `Kranich (Lakes of the North, 1998)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hedgesite.importer.author_year_matcher import Answer, Labels, Outcome, Year
from hedgesite.importer.citation_parser import YEAR, Item, name_at_end

_FEWEST_LETTERS = 5
_LONGEST = 200
_NOT_TITLES = re.compile(
    r"\W*(?:born|died|founded|until|since|from|nacid[oa]|geboren|gestorben|né|née|mort|desde|depuis|seit)\b|.*\d",
    re.IGNORECASE,
)


def with_titles(items: Sequence[Item], before: str, labels: Labels) -> list[Item]:
    """The items of a bracket; a single one of a title and a year cites the work of the author before it or in it."""
    only = items[0] if len(items) == 1 else None
    if only is None or only.is_resolved or only.is_ibid or len(only.written) > _LONGEST:
        return list(items)
    year = YEAR.search(only.written)
    words = only.written[: year.start()].strip(" ,") if year else ""
    if year is None or not year["year"] or only.written[year.end() :].strip() or not _may_be_title(words):
        return list(items)
    exact = Year(year["year"], year["letter"] or "")
    author, comma, title = words.partition(",")
    named = name_at_end(before, labels, exact, narrative=True)
    answer = labels.find(author.strip(), exact) if comma and title.strip() else Answer(Outcome.UNKNOWN)
    if answer.outcome is not Outcome.FOUND:
        answer = labels.find(named[1], exact) if named else answer
    if answer.outcome is not Outcome.FOUND:
        return list(items)
    return [replace(only, name=words, prefix="", years=(exact,), rest="", answers=(answer,), keeps_words=True)]


def _may_be_title(words: str) -> bool:
    return len(re.findall(r"[^\W\d_]", words)) >= _FEWEST_LETTERS and not _NOT_TITLES.match(words)
