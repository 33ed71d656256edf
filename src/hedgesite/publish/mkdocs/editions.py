"""The shell around the pages of another language: its navigation, its words and its settings."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as ShellPage
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from hedgesite.build import Built, BuiltEdition
from hedgesite.model.page import NavEntry, Page
from hedgesite.publish.css_bundle import FOLDER
from hedgesite.publish.mkdocs.languages import name_switches, speak
from hedgesite.publish.mkdocs.pages import label_of
from hedgesite.render.edition_paths import ACCESSIBILITY
from hedgesite.render.text_kind import description_of_site
from hedgesite.render.version_words import version_in_words
from hedgesite.words import script_path, unmarked

_FILES = tuple(f"{FOLDER}/editions.{ending}" for ending in ("css", "js"))


class EditionTheme(Theme):
    """The theme with settings of its own: a copy of a theme would share them."""

    def __init__(self, theme: Theme) -> None:
        self.__dict__.update(theme.__dict__)
        self.own: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.own[key] if key in self.own else super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self.own[key] = value


class OriginalLink(Link):
    """A page in the companion's own language, in the navigation of another."""

    def __init__(self, title: str, url: str, kind: str) -> None:
        super().__init__(title, url or "./")
        self.meta = {"kind": kind}


@dataclass(frozen=True, slots=True)
class EditionShell:
    """What templates of the shell are given for the pages of another language."""

    language: str
    config: MkDocsConfig
    nav: Navigation
    gettext: Any

    def fill(self, context: TemplateContext) -> None:
        """Put it in place of what the templates have for the companion's own language."""
        context["config"], context["nav"] = self.config, self.nav
        context["_"] = self.gettext  # type: ignore[typeddict-unknown-key]  # a function for messages


def edition_shells(built: Built, files: Files, config: MkDocsConfig, palettes: object) -> Mapping[str, EditionShell]:
    """The shell of each other language; `palettes` are the settings before their switches were named."""
    kinds = {page.path: page for page in built.pages}
    return {
        each.language: EditionShell(
            each.language,
            _config(each, config, palettes),
            _navigation(each.nav, kinds, files),
            each.words.in_html().gettext,
        )
        for each in built.editions
    }


def leave_out_edition_files(files: Files, built: Built) -> None:
    """Take out the style and script of other languages where the companion has none."""
    for path in () if built.editions else _FILES:
        if file := files.get_file_from_path(path):
            files.remove(file)


def _config(edition: BuiltEdition, config: MkDocsConfig, palettes: object) -> MkDocsConfig:
    article, own = edition.article, copy.copy(config)
    own["theme"] = EditionTheme(config.theme)
    own.theme["palette"] = copy.deepcopy(palettes)
    speak(own, article.language, is_own=True)
    name_switches(own, edition.words)
    short = unmarked(article.short or article.title)
    own["site_name"] = escape(short)
    own["site_description"] = escape(unmarked(description_of_site(edition.words, article)))
    settings = {
        "short": short,
        "language": article.language,
        "words": {},
        "script": script_path(article.language),
        "made": edition.made,
        "version": version_in_words(edition.words, article.companion),
        "accessibility": f"{article.language}/{ACCESSIBILITY}" if len(edition.pages) > 1 else ACCESSIBILITY,
    }
    own["extra"] = {**config.extra, "hedgesite": {**config.extra["hedgesite"], **settings}}
    return own


def _navigation(entries: Sequence[NavEntry], pages: Mapping[str, Page], files: Files) -> Navigation:
    """The navigation as the shell has it, in which a page that the language lacks is a link to the original."""
    items: list[StructureItem] = []
    groups: dict[tuple[str, ...], list[StructureItem]] = {(): items}
    shown: list[ShellPage] = []
    for entry in entries:
        for depth in range(1, len(entry.nav)):
            path = entry.nav[:depth]
            if path not in groups:
                groups[path] = []
                group = Section(str(escape(path[-1])), groups[path])
                groups[path[:-1]].append(group)
        item = _item(entry, pages[entry.path], files)
        groups[entry.nav[:-1]].append(item)
        if isinstance(item, ShellPage):
            shown.append(item)
    _set_parents(items)
    nav = Navigation(items, shown)
    nav.homepage = shown[0] if shown else None
    for before, after in pairwise(shown):
        before.next_page, after.previous_page = after, before
    return nav


def _item(entry: NavEntry, page: Page, files: Files) -> StructureItem:
    file = files.get_file_from_path(f"{entry.path}index.md")
    assert file is not None
    if not entry.is_original:
        assert file.page is not None
        return file.page
    return OriginalLink(label_of(entry.nav[-1], entry.number, entry.depth), entry.path, page.kind)


def _set_parents(items: Iterable[StructureItem]) -> None:
    for item in items:
        if isinstance(item, Section):
            for child in item.children:
                child.parent = item
            _set_parents(item.children)
