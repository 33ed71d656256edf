"""Finished pages as the shell's own pages and files. Its templates escape nothing: whatever is text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as ShellPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from hedgesite.model.page import Page, TocEntry
from hedgesite.publish.css_bundle import FOLDER, STYLE_SHEET, STYLE_SHEETS, joined
from hedgesite.publish.edit_links import line_address, report_address
from hedgesite.publish.mkdocs.shell_cache import ShellFile

_SIGN = "\0"
"""No page can have such a title: content has no control characters."""


class FinishedPage(ShellPage):
    """A page whose body and table of contents are there already: nothing is read or converted."""

    def __init__(self, finished: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(finished.nav[-1] if finished.nav else finished.title), file, config)
        self.finished = finished
        # The day of the build would make other bytes of the same input; nothing shows this date.
        self.update_date = "1980-01-01"
        self.place = self.canonical_url or f"/{finished.path}"
        """The page's address, in full where the site's is known."""
        self.content_file = f"{Path(config.docs_dir).name}/{finished.origin}" if finished.origin else ""
        self.line_url = line_address(self.edit_url or "")
        self.report_url = report_address(config.repo_url or "", finished.title, self.place, self.content_file)

        self.kin = _kin(finished, self.url)
        self.untitled = SimpleNamespace(title=_SIGN, url=self.url)
        """What the shell makes a header of that kin share: each puts its own title in the place of the sign."""

        # The navigation asks for it on other pages, too, whether or not this one is written again.
        self.meta = {
            "title": escape(finished.title),
            "description": escape(finished.description),
            "kind": finished.kind,
            "language": finished.language,
            "head": finished.head,
            "search": {"exclude": True},
            "hide": ["toc", *([] if finished.kind == "section" else ["navigation"])],
        }

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.finished.body
        self.toc = TableOfContents([_anchor(entry) for entry in self.finished.toc])

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Links were audited before the shell saw them."""


def _kin(page: Page, url: str) -> tuple[object, ...] | None:
    """Equal for pages around which the shell puts the same; None for a page that stands in the navigation, which says
    where, or has a table of contents. All links are relative, so kin are in one folder."""
    if page.nav or page.toc[0].children:
        return None
    steps = url.rstrip("/").split("/")
    return (len(steps), *steps[:-1])


def shell_files(pages: Iterable[Page], config: MkDocsConfig) -> list[File]:
    """A file of the shell for each page; pages outside the navigation are marked so."""
    return [_file(page, config) for page in pages]


def _file(page: Page, config: MkDocsConfig) -> File:
    inclusion = InclusionLevel.INCLUDED if page.nav else InclusionLevel.NOT_IN_NAV
    file = ShellFile.generated(config, f"{page.path}index.md", content="", inclusion=inclusion)
    file.edit_uri = page.origin or None
    file.page = FinishedPage(page, file, config)
    return file


def join_style_sheets(files: Files, config: MkDocsConfig) -> None:
    """Put the one style sheet in the place of those it is made of."""
    sheets = [file for name in STYLE_SHEETS if (file := files.get_file_from_path(f"{FOLDER}/{name}.css"))]
    for sheet in sheets:
        files.remove(sheet)
    text = joined(sheet.content_string for sheet in sheets)
    files.append(File.generated(config, STYLE_SHEET, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def navigation(pages: Sequence[Page]) -> list[Any]:
    """The shell's navigation, in its own shape, from the labels that pages carry."""
    tree: dict[str, Any] = {}
    for page in pages:
        node = tree
        for label in page.nav[:-1]:
            node = node.setdefault(label, {})
        if page.nav:
            node[page.nav[-1]] = f"{page.path}index.md"
    return [_branch(label, node) for label, node in tree.items()]


def _branch(label: str, node: Any) -> dict[str, Any]:
    if isinstance(node, str):
        return {label: node}
    return {label: [_branch(name, below) for name, below in node.items()]}


def search_documents(pages: Iterable[Page]) -> list[dict[str, str]]:
    """What the shell's search finds, in its own shape: a document for each page and each place on it."""
    return [
        {
            "location": page.path + (f"#{entry.fragment}" if entry.fragment else ""),
            "title": str(escape(entry.title)),
            "text": str(entry.text),
        }
        for page in pages
        for entry in page.search
    ]


def _anchor(entry: TocEntry) -> AnchorLink:
    anchor = AnchorLink(escape(entry.title), entry.id, entry.level)
    anchor.children = [_anchor(child) for child in entry.children]
    return anchor
