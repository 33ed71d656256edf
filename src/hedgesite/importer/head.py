"""The metadata of a manuscript: title, authors, abstracts, keywords, dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from hedgesite.importer.tree import Block, Inline


@dataclass(slots=True)
class Head:
    """The article's metadata, as far as the manuscript gives it."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    authors: list[dict[str, str]] = field(default_factory=list)
    abstracts: dict[str, list[Block]] = field(default_factory=dict)
    """Blocks by language; the article's own has the key ""."""
    titles: dict[str, str] = field(default_factory=dict)
    """Titles in other languages."""
    keywords: list[str] = field(default_factory=list)
    translated_keywords: dict[str, list[str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    journal: dict[str, str] = field(default_factory=dict)
    licence: dict[str, str] = field(default_factory=dict)
    acknowledgement: tuple[Inline, ...] = ()
    is_title_guessed: bool = False
    """Whether the title is only a bold paragraph of a title page."""
    style: str = ""
    """The style of citation, if it is not the one that a companion has of itself."""
    left_over: list[Block] = field(default_factory=list)
    """Blocks that `article.yml` has no field for."""

    @property
    def abstract(self) -> list[Block]:
        return self.abstracts.setdefault("", [])
