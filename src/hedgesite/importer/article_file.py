"""Writes `article.yml` from what a manuscript says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from hedgesite.importer.head import Head
from hedgesite.importer.sections import as_yaml
from hedgesite.importer.tree import Block, Call, Inline, Para, Text
from hedgesite.importer.tree_map import mapped
from hedgesite.importer.tree_walk import text_of
from hedgesite.importer.writer import ungrouped
from hedgesite.model.article import Article
from hedgesite.model.base import FORMAT

Write = Callable[[Block], str]
"""Writes a block as Markdown without an id."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def article_yaml(head: Head, write: Write) -> str:
    """Text of `article.yml`: a draft with what is known, and placeholders for what is needed."""
    return as_yaml(_valid(_data(head, write)))


def _data(head: Head, write: Write) -> dict[str, Any]:
    data: dict[str, Any] = {"format": FORMAT, "title": head.title or "Untitled"}
    data |= {"subtitle": head.subtitle} if head.subtitle else {}
    data["language"] = head.language if _LANGUAGE.fullmatch(head.language) else "en"
    data |= {"text": "article", "draft": True}
    data |= {"style": head.style} if head.style else {}
    # The manuscript's own words become the text.
    data["authors"] = [dict(author) for author in head.authors] or [{"family": "Unknown"}]
    data["abstract"] = _markdown(head.abstracts.get("", []), write) or "…"
    data |= {"keywords": head.keywords} if head.keywords else {}
    if translations := dict(_translations(head, write)):
        data["translations"] = translations
    data |= {"dates": head.dates} if head.dates else {}
    data |= {"journal": head.journal} if head.journal else {}
    data |= {"licence": head.licence} if head.licence else {}
    thanks = write(Para(head.acknowledgement)) if head.acknowledgement else ""
    data |= {"acknowledgement": " ".join(thanks.split())} if thanks.strip() else {}
    return data


def _markdown(blocks: list[Block], write: Write) -> str:
    parts = []
    for block in ungrouped(mapped(blocks, _with_notes_in_place)):
        text = write(block).strip()
        parts.append(f"**{text.strip('*')}**" if getattr(block, "id", "") == "heading" and text else text)
    return "\n\n".join(filter(None, parts))


def _with_notes_in_place(content: tuple[Inline, ...], _: int) -> tuple[Inline, ...]:
    """Content with the words of its notes in brackets: an abstract has no place for notes."""
    words = (" ".join(" ".join(map(text_of, each.note)).split()) if isinstance(each, Call) else "" for each in content)
    return tuple(Text(f" ({said})") if said else each for said, each in zip(words, content, strict=True))


def _translations(head: Head, write: Write) -> Iterator[tuple[str, dict[str, Any]]]:
    for language, blocks in head.abstracts.items():
        abstract = _markdown(blocks, write)
        if language and abstract and _LANGUAGE.fullmatch(language) and language != head.language:
            found: dict[str, Any] = {
                "title": head.titles.get(language) or head.title or "Untitled",
                "abstract": abstract,
            }
            words = head.translated_keywords.get(language)
            yield language, found | ({"keywords": words} if words else {})


def _valid(data: dict[str, Any]) -> dict[str, Any]:
    """The data without values that the format refuses, such as an ORCID with a wrong check digit."""
    for _ in range(50):
        try:
            Article.model_validate(data)
        except ValidationError as error:
            if not any(_without(data, each["loc"]) for each in error.errors()):
                return data
        else:
            return data
    return data


def _without(data: Any, place: tuple[int | str, ...]) -> bool:
    """Remove the value at the longest part of a place that exists."""
    steps = list(place)
    at = data
    for step in steps[:-1]:
        inner = at.get(step) if isinstance(at, dict) else None
        if isinstance(at, list) and isinstance(step, int) and step < len(at):
            inner = at[step]
        if not isinstance(inner, dict | list):
            return isinstance(at, dict) and at.pop(step, None) is not None
        at = inner
    if isinstance(at, dict):
        return at.pop(steps[-1], None) is not None
    if isinstance(at, list) and isinstance(steps[-1], int) and steps[-1] < len(at):
        del at[steps[-1]]
        return True
    return False
