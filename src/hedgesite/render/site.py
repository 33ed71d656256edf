"""The input of page rendering: the library, derived data, formatted references and templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup

from hedgesite.derive import Derived
from hedgesite.derive.coding import Cooccurrence, cooccurrence_of
from hedgesite.model.article import Article
from hedgesite.model.base import Prose
from hedgesite.model.direction import Direction, direction_of
from hedgesite.model.download import Downloads
from hedgesite.model.editions import Edition, languages_of_prose
from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library
from hedgesite.render.cite_this import Parts
from hedgesite.render.dependencies import Dependencies
from hedgesite.render.edition_paths import SIDE_BY_SIDE
from hedgesite.render.made_alike import MadeAlike
from hedgesite.render.sentences import Sentences
from hedgesite.styles import References
from hedgesite.styles.csl.coins import context_object
from hedgesite.styles.csl.items import csl_item
from hedgesite.words import ENGLISH, Words

_EMPTY = Markup('<span class="Z3988" title="{}"></span>')


@dataclass(frozen=True)
class Site:
    """The input of all pages."""

    library: Library
    derived: Derived
    references: References
    """References by source key, in the order of the list."""
    labels: Mapping[tuple[str, str], str]
    """Kind and id to the name shown for a link without text."""
    downloads: Downloads
    templates: jinja2.Environment
    words: Words = ENGLISH
    site_url: str = ""
    """Where the site is published; empty if unknown."""
    images: Mapping[str, PublishedImage] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Published images by path below the content directory."""
    edition: Edition | None = None
    """The language of these pages, if it is not the companion's: `library` is that of the edition."""
    original: Site | None = field(default=None, repr=False)
    """The companion in its own language, for pages that show both."""
    paths: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Paths of the pages that other languages have, by language; without the folder of the language."""

    @cached_property
    def direction(self) -> Direction:
        """Of the companion's language."""
        return direction_of(self.library.article.language)

    @property
    def language(self) -> str:
        return self.library.article.language

    @property
    def cited(self) -> Article:
        """The article as it is cited: under its own title, whatever the language of these pages."""
        return self.edition.cited if self.edition else self.library.article

    @cached_property
    def cited_parts(self) -> Parts:
        """What the citations of all passages have in common."""
        return Parts.of(self.words, self.cited)

    @property
    def original_language(self) -> str:
        """The companion's own language."""
        return self.edition.original.article.language if self.edition else self.language

    def address(self, address: str) -> str:
        """An address below the site's root: in the language of these pages, where it has that page."""
        if self.edition is None:
            return address
        return f"{self.edition.language}/{address}" if self.has_page(address.partition("#")[0]) else address

    def has_page(self, path: str) -> bool:
        """Whether a page of the companion, by its path in the companion's own language, is in the language too."""
        return self.edition is None or path in self.paths[self.edition.language]

    def alternates(self, path: str) -> tuple[tuple[str, str], ...]:
        """Every language that has a page, with its path; empty if only one has. Texts side by side are in all."""
        path = path.removesuffix(SIDE_BY_SIDE)
        others = ((language, f"{language}/{path}") for language, paths in self.paths.items() if path in paths)
        found = ((self.original_language, path), *others)
        return found if len(found) > 1 else ()

    def beside(self, path: str) -> tuple[tuple[str, str], ...]:
        """Pages on which a text stands beside that in another language: the other one, with the path."""
        both = f"{path}{SIDE_BY_SIDE}"
        if self.edition:
            return ((self.original_language, self.address(both)),) if self.has_page(both) else ()
        return tuple((language, f"{language}/{both}") for language, paths in self.paths.items() if both in paths)

    def is_said(self, kind: str, id: str) -> bool:
        """Whether a section, a passage or a free page has a text in the language of these pages."""
        if self.edition is None:
            return True
        if kind != "passage":
            return (kind, id) in self.edition
        section = self.library.section_by_id[self.library.passage_by_id[id].section]
        return section.original is not None and id in section.blocks

    def is_said_prose(self, prose: Prose) -> bool:
        """Whether a Markdown field is in the language of these pages."""
        return self.edition is None or self._prose_languages.get(prose) == self.edition.language

    @cached_property
    def _prose_languages(self) -> Mapping[Prose, str]:
        return languages_of_prose(self.edition.original) if self.edition else {}

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences around citations, in an edition."""
        return Sentences(self.library)

    def kind_name(self, name: str, id: str) -> str:
        """What readers see of an item of a list of kinds: the companion's own name, or the usual one."""
        own = self.library.words.own_kinds(name).get(id)
        usual = id.replace("-", " ")
        return own.name if own else self.words.term(f"{usual} hypothesis" if name == "hypothesis-kinds" else usual)

    @cached_property
    def dependencies(self) -> Dependencies:
        """The words of the sections, which pages read through their `PageContext`."""
        return Dependencies(self.library)

    @cached_property
    def made_alike(self) -> MadeAlike:
        """What pages that lie equally deep have in common."""
        return MadeAlike(frozenset(self.address(place).partition("#")[0] for place in self.derived.routes.places))

    @cached_property
    def cooccurrence(self) -> Cooccurrence:
        """Which actors appear together."""
        return cooccurrence_of(self.library, self.derived.relations)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Source keys in the order of the list."""
        return tuple(self.references)

    @cached_property
    def articles_sources(self) -> tuple[str, ...]:
        """Keys of the sources that the article cites or lists, in the order of the list."""
        return tuple(key for key in self.references if key not in self.library.companions_own)

    @cached_property
    def companions_own(self) -> tuple[str, ...]:
        """Keys of the sources that only the companion cites, in the order of the list."""
        return tuple(key for key in self.references if key in self.library.companions_own)

    def context_object(self, key: str) -> str:
        """A source as reference managers read it from a page."""
        if key not in self._context_objects:
            item = csl_item(self.library.source_by_key[key], self.library.article.language)
            self._context_objects[key] = context_object(item)
        return self._context_objects[key]

    def context_objects(self, keys: Iterable[str]) -> Markup:
        """An empty element for each source."""
        return Markup("").join(map(_EMPTY.format, map(self.context_object, keys)))

    @cached_property
    def numbered_sections(self) -> int:
        """Number of sections that are not appendices."""
        return sum(not section.letter for section in self.library.sections)

    @cached_property
    def _context_objects(self) -> dict[str, str]:
        return {}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Source key to its place in the list, from 0."""
        return {key: place for place, key in enumerate(self.references)}

    def render(self, template: str, **variables: Any) -> Markup:
        """Render a template below `pages/` or `fragments/`."""
        return Markup(self.templates.get_template(template).render(**variables).strip())
