"""Finished pages as MkDocs pages and files. Material's templates do not escape titles, so all text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as ShellPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from hedgesite.model.page import Page, TocEntry
from hedgesite.publish.css_bundle import (
    FOLDER,
    LOOKS,
    STYLE_SHEET,
    STYLE_SHEETS,
    is_own_script,
    is_own_style,
    joined,
    joined_scripts,
    without_blanks,
    without_comments,
)
from hedgesite.publish.edit_links import line_address, report_address
from hedgesite.publish.mkdocs.shell_cache import ShellFile
from hedgesite.words.cldr import own_title

_DEEPEST = 3
"""The deepest indentation of labels in the navigation, which is narrow."""
_SIGN = "\0"
"""A placeholder that no title can equal, because content has no control characters."""


class FinishedPage(ShellPage):
    """A page whose body and table of contents are already finished: MkDocs reads and converts nothing."""

    def __init__(self, rendered: Page, file: File, config: MkDocsConfig) -> None:
        label = rendered.nav[-1] if rendered.nav else rendered.title
        super().__init__(label_of(label, rendered.number, rendered.depth), file, config)
        self.rendered = rendered
        # The build date would change the bytes for equal input; no page shows this date.
        self.update_date = "1980-01-01"
        self.place = self.canonical_url or f"/{rendered.path}"
        """The page's address; absolute if the site's address is known."""
        self.content_file = f"{Path(config.docs_dir).name}/{rendered.origin}" if rendered.origin else ""
        self.line_url = line_address(self.edit_url or "")
        contact = config.extra["hedgesite"]["contact"]
        self.report_url = report_address(config.repo_url or "", rendered.title, self.place, self.content_file, contact)

        self.alternates = [_alternate(each, path, rendered, config) for each, path in rendered.alternates]
        self.beside = [_alternate(each, path, rendered, config) for each, path in rendered.beside]
        self.is_alternate = any(each["is_here"] for each in self.alternates)
        self.shell_key = _shell_key(rendered, self.url)
        self.untitled = SimpleNamespace(title=_SIGN, url=self.url)
        """Stand-in for this page in the header that similar pages share; each replaces the placeholder title in it."""

        # Set at once: the navigation of other pages reads it, whether or not this page is written again.
        self.meta = {
            "title": escape(rendered.title),
            "description": escape(rendered.description),
            "kind": rendered.kind,
            "language": rendered.language,
            "head": rendered.head,
            "hide": ["toc", *([] if rendered.kind == "section" else ["navigation"])],
        }

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.rendered.body
        self.toc = TableOfContents([_anchor(entry) for entry in self.rendered.toc])

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Do nothing: links were audited before MkDocs received the page."""


def _alternate(language: str, path: str, page: Page, config: MkDocsConfig) -> dict[str, object]:
    """A language in which a page can be read: its tag, its own name, the link, and the whole address if it is known."""
    address = f"{config.site_url.rstrip('/')}/{path}" if config.site_url else ""
    link = f"{'../' * page.path.count('/')}{path}" or "./"
    is_here = path == page.path
    return {
        "language": language,
        "name": own_title(language),
        "link": link,
        "address": address or link,
        "is_here": is_here,
    }


def label_of(name: str, number: str = "", depth: int = 0) -> Markup:
    """A page's label in the navigation."""
    label = escape(name)
    if not number:
        return label
    shown = Markup('<span class="hs-nav__number">{}</span> ').format(number)
    return shown + Markup('<span class="hs-nav__label hs-depth-{}">{}</span>').format(min(depth, _DEEPEST), label)


def _shell_key(page: Page, url: str) -> tuple[object, ...] | None:
    """Key that is equal for pages with the same surroundings. None for a page in the navigation or the footer, which
    highlight its position, or with a table of contents. Links are relative, so pages with one key lie in one folder.
    """
    if page.nav or page.toc[0].children or page.kind == "accessibility":
        return None
    steps = url.rstrip("/").split("/")
    return (len(steps), *steps[:-1])


def shell_files(pages: Iterable[Page], config: MkDocsConfig) -> list[File]:
    """An MkDocs file for each page; pages outside the navigation are marked as such."""
    return [_file(page, config) for page in pages]


def _file(page: Page, config: MkDocsConfig) -> File:
    inclusion = InclusionLevel.INCLUDED if page.nav and not page.edition else InclusionLevel.NOT_IN_NAV
    file = ShellFile.generated(config, f"{page.path}index.md", content="", inclusion=inclusion)
    file.edit_uri = page.origin or None
    file.page = FinishedPage(page, file, config)
    return file


def join_style_sheets(files: Files, config: MkDocsConfig, *, has_looks: bool) -> None:
    """Replace the style sheets that every page needs with the joined one, with that for looks where there are some;
    and the others with the same in short."""
    own = {file.src_uri: file for file in files if is_own_style(file.src_uri)}
    for file in own.values():
        files.remove(file)
    if not has_looks:
        own.pop(f"{FOLDER}/{LOOKS}.css", None)
    sheets = [path for name in STYLE_SHEETS if (path := f"{FOLDER}/{name}.css") in own]
    made = {STYLE_SHEET: joined(own[path].content_string for path in sheets)}
    made |= {path: without_comments(file.content_string) for path, file in own.items() if path not in sheets}
    for path, text in made.items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def shorten_scripts(files: Files, config: MkDocsConfig) -> None:
    """Replace the companion's own scripts with the same without comments and blanks, and join those that pages load
    together: phones load them slowly."""
    own = {file.src_uri: file for file in files if is_own_script(file.src_uri)}
    short = {path: without_blanks(file.content_string) for path, file in own.items()}
    for file in own.values():
        files.remove(file)
    for path, text in joined_scripts(short).items():
        files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def navigation(pages: Sequence[Page]) -> list[Any]:
    """MkDocs' navigation structure, from the labels that pages carry. Pages of one label stand beside each other."""
    tree: list[Any] = []
    groups: dict[tuple[str, ...], list[Any]] = {(): tree}
    for page in pages:
        if not page.nav or page.edition:
            continue
        for depth in range(1, len(page.nav)):
            path = page.nav[:depth]
            if path not in groups:
                groups[path] = []
                groups[path[:-1]].append({path[-1]: groups[path]})
        groups[page.nav[:-1]].append({page.nav[-1]: f"{page.path}index.md"})
    return tree


def _anchor(entry: TocEntry) -> AnchorLink:
    anchor = AnchorLink(escape(entry.title), entry.id, entry.level)
    anchor.children = [_anchor(child) for child in entry.children]
    return anchor
