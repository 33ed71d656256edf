"""The pages of the companion's other languages, as a part of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from types import MappingProxyType

import jinja2

from hedgesite.cache.build_cache import BuildCache
from hedgesite.cache.directory_snapshot import state_of
from hedgesite.cache.keys import BuildKey
from hedgesite.derive import Derived, derive
from hedgesite.export import export_edition_search
from hedgesite.model.article import Article
from hedgesite.model.direction import direction_of
from hedgesite.model.download import Downloads
from hedgesite.model.editions import Edition, edition_of
from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library
from hedgesite.model.page import NavEntry, Page
from hedgesite.render import edition_paths, environment, in_edition, make_site, navigation_of, render_pages
from hedgesite.render.own_templates import OwnTemplates
from hedgesite.render.site import Site
from hedgesite.styles import References
from hedgesite.words import Words, script, script_path, words_for

Formatter = Callable[[Library, BuildKey, BuildCache], References]


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """What the shell says and shows around the pages of another language."""

    article: Article
    """The article's front matter in the language."""
    edition: Edition
    words: Words
    nav: tuple[NavEntry, ...]
    pages: tuple[Page, ...]
    former: Mapping[str, str]
    """Former addresses in the companion's own language to the present ones."""
    files: Mapping[str, bytes]
    """Scripts that only its pages load, by path below the site's root."""

    @property
    def redirects(self) -> Mapping[str, str]:
        """Former addresses of what the edition has to the present ones."""
        folder, paths = f"{self.language}/", {page.path for page in self.pages}
        known = self.former.items()
        return {f"{folder}{old}": f"{folder}{new}" for old, new in known if f"{folder}{new}" in paths}

    @property
    def made(self) -> str:
        """How the words of the language were made; empty if the companion does not say."""
        return self.edition.original.article.translations[self.language].made or ""

    @property
    def language(self) -> str:
        return self.article.language


@dataclass(frozen=True, slots=True)
class Editions:
    """The companion's other languages, before their pages are made."""

    found: tuple[Edition, ...]
    paths: Mapping[str, frozenset[str]]
    """Paths of the pages that each has, by language; without the folder of the language."""

    @classmethod
    def of(cls, library: Library, derived: Derived, key: BuildKey, cache: BuildCache) -> Editions:
        """The editions of a companion; `key` is that of its build."""
        whole = _with_texts(key, library)
        found = tuple(
            cache.edition(language).library.get_or_make(whole, partial(edition_of, library, language))
            for language in library.article.translations
        )
        return cls(found, MappingProxyType({each.language: edition_paths(each, derived.routes) for each in found}))


@dataclass(frozen=True, slots=True)
class EditionBuilder:
    """Everything that the editions of a build share."""

    derived: Derived
    """Of the companion in its own language."""
    downloads: Downloads
    images: Mapping[str, PublishedImage]
    templates: Path
    own: OwnTemplates
    catalogues: Path
    site_url: str
    key: BuildKey
    cache: BuildCache
    references: Formatter

    def build(self, editions: Editions, original: Site) -> Iterator[BuiltEdition]:
        """Each edition with its pages. Raises jinja2.TemplateError and StyleError."""
        for edition in editions.found:
            cache = self.cache.edition(edition.language)
            words = words_for(edition.language, self.catalogues)
            references = self.references(edition.library, self.key, cache)
            templates = page_templates(cache, self.templates, edition.language, words, self.own)
            key = _with_texts(self.key, edition.original, references, templates)
            make = partial(self._built, edition, cache, words, references, templates, editions, original)
            yield cache.built.get_or_make(key, make)

    def _built(
        self,
        edition: Edition,
        cache: BuildCache,
        words: Words,
        references: References,
        templates: jinja2.Environment,
        editions: Editions,
        original: Site,
    ) -> BuiltEdition:
        derived, paths = derive(edition.library, self.derived), editions.paths[edition.language]
        given = edition.library, derived, references, self.downloads, templates, words, self.site_url, self.images
        site = in_edition(make_site(*given, editions.paths), edition, original)
        pages = render_pages(site, cache.pages)
        index = export_edition_search(edition, derived, references, pages, paths, words)
        said = words_script(words, edition.language, self.templates, PurePath(*index).name)
        files = MappingProxyType({**index, script_path(edition.language): said})
        former = derived.routes.redirects
        return BuiltEdition(edition.library.article, edition, words, navigation_of(site), pages, former, files)


def _with_texts(key: BuildKey, library: Library, *more: object) -> BuildKey:
    """A build key with all texts: where an edition has no words, it shows those of the original."""
    return replace(key, identical=(*key.identical, *library.texts, *more))


def page_templates(
    cache: BuildCache, folder: Path, language: str, words: Words, own: OwnTemplates
) -> jinja2.Environment:
    """The templates of the pages in a language, kept as long as their folder and the words are the same."""
    direction = direction_of(language)
    key = folder, state_of(folder), direction, words.language, words.page, words.own, own.key
    made: jinja2.Environment = cache.templates.get_or_make(key, lambda: environment(folder, direction, words, own))
    return made


def words_script(words: Words, language: str, templates: Path, index: str = "") -> bytes:
    """What the scripts of the pages in a language say, and the name of their index where it is one of their own."""
    functions = (templates / "fragments" / "words.js").read_text("utf-8")
    return script(words, language, functions, index).encode()
