"""The input of page rendering: the library, derived data, formatted references and templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
from markupsafe import Markup, escape

from hedgesite.cache.compiled_templates import compiled_templates
from hedgesite.derive import Derived
from hedgesite.derive.coding import Cooccurrence, cooccurrence_of
from hedgesite.model.article import Article
from hedgesite.model.base import Prose
from hedgesite.model.direction import Direction, direction_of, direction_of_text, runs_against
from hedgesite.model.download import Downloads
from hedgesite.model.editions import Edition, languages_of_prose
from hedgesite.model.fields import TitleText
from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library
from hedgesite.model.translations import BEGIN, END, in_the_original
from hedgesite.render.cite_this import Parts
from hedgesite.render.dependencies import Dependencies
from hedgesite.render.edition_paths import SIDE_BY_SIDE
from hedgesite.render.made_alike import MadeAlike
from hedgesite.render.own_templates import NO_TEMPLATES, OwnTemplates, with_own
from hedgesite.render.quick_output import FORM
from hedgesite.render.quoted import between, ended, quoted_sentence, with_subtitle
from hedgesite.render.sandbox import Sandbox, Templates
from hedgesite.render.sentences import Sentences
from hedgesite.styles import References
from hedgesite.styles.csl.coins import context_object
from hedgesite.styles.csl.items import csl_item
from hedgesite.words import ENGLISH, Words, count_in_words, date_in_words
from hedgesite.words.within import within

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


_LONG_WORD = 12
"""Letters of a word, with its space, that few languages exceed on average."""


def environment(
    folder: Path, direction: Direction = "ltr", words: Words = ENGLISH, own: OwnTemplates = NO_TEMPLATES
) -> jinja2.Environment:
    """The Jinja environment of the page templates: escaping on, undefined names refused, nothing read from content, and
    messages in one language.

    `direction` is that of the companion's language. With templates of its own, all of them run in a sandbox.
    """
    usual = jinja2.FileSystemLoader(folder)
    made = (Sandbox if own else Templates)(
        loader=with_own(own, usual) if own else usual,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # Filters of constants would be evaluated at compile time and cached beyond a change of the filter.
        optimized=False,
        # Compiled for the sandbox, templates differ.
        bytecode_cache=compiled_templates("own-pages" if own else "pages", FORM),
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    _install(made, words)
    made.filters["date"] = partial(date_in_words, words)
    made.filters["term"] = words.term
    made.filters["listed"] = partial(listed, words)
    made.filters["words"] = first_words
    made.filters["count"] = partial(count_in_words, words)
    made.filters["marked"] = marked
    made.filters["isolated"] = partial(isolated, direction=direction)
    made.filters["within"] = within
    made.filters["ended"] = partial(ended, words)
    made.filters["with_subtitle"] = partial(with_subtitle, words)
    made.filters["quoted_sentence"] = partial(quoted_sentence, words)
    made.filters["dir"] = partial(dir_attribute, direction=direction)
    made.filters["direction"] = direction_of
    made.globals |= {"direction": direction, **between(words)}
    return made


def listed(words: Words, items: Sequence[str]) -> Markup:
    """`a, b, and c`, of texts and of HTML."""
    places = [f"{{{number}}}" for number in range(len(items))]
    return escape(words.listed(places)).format(*items)


def isolated(text: str, direction: Direction) -> str:
    """A name; where it runs against the text around, in an element that keeps the two orders apart."""
    shown = marked(text)
    return Markup("<bdi>{}</bdi>").format(shown) if runs_against(text, direction) else shown


def marked(text: str) -> str:
    """A title or name with its emphasis; any other text as it is."""
    return Markup(text.html) if isinstance(text, TitleText) else text


def dir_attribute(html: str, direction: Direction) -> Markup:
    """The attribute `dir` for an element with a text of its own, such as a reference, where that runs the other way."""
    if not runs_against(html, direction):
        return Markup("")
    own = direction_of_text(html.striptags() if isinstance(html, Markup) else html, direction)
    return Markup(f' dir="{own}"') if own != direction else Markup("")


def _install(made: jinja2.Environment, words: Words) -> None:
    """Give templates `_`, `ngettext`, `pgettext` and `trans`: fields are filled in by name, and escaped."""
    catalogue = words.in_html().catalogue
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # an extension adds it
    install(
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext, npgettext=catalogue.npgettext
    )
    # Messages that say the same everywhere are looked up once: pages have many, and Jinja's own way to each is long.
    constant = cache(lambda message: Markup(catalogue.gettext(message)) % {})

    def gettext(message: str, **variables: object) -> Markup:
        return Markup(catalogue.gettext(message)) % variables if variables else constant(message)

    made.globals |= {"_": gettext, "gettext": gettext}


def first_words(text: str, number: int = 40) -> str:
    """The beginning of a text, cut between words; in scripts that write none apart, between letters."""
    if text.startswith(BEGIN):
        return in_the_original(first_words(text.strip(f"{BEGIN}{END}"), number))
    words = text.split()
    shown = " ".join(words[:number])
    if len(words) <= number and len(shown) <= number * _LONG_WORD:
        return text
    return shown[: number * _LONG_WORD].rstrip(",;:.–—，、；：。") + " …"
