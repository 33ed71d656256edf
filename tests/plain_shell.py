"""A whole shell in a few lines: plain HTML, with a navigation and a footer, and no program behind it.

It shows what a shell owes a companion (`hedgesite.publish.shell.Shell`), and that nothing else has to know which one it
is. The handbook says when that is needed: docs/explanation/when-the-shell-stops.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from hedgesite.build import Built, templates_folder
from hedgesite.model.page import Page
from hedgesite.publish.csp import NO_SCRIPT, with_policy
from hedgesite.publish.css_bundle import FOLDER, STYLE_SHEET, STYLE_SHEETS, joined
from hedgesite.publish.ownership import mark
from hedgesite.publish.settings import Settings
from hedgesite.publish.shell import Log, Shell
from hedgesite.publish.site import redirect_pages
from hedgesite.timing import Stages
from tests.companions import tree

ASSETS = templates_folder() / "shell" / "assets"


class PlainShell(Shell):
    """Pages with a title, the navigation in one list, and a footer."""

    def __init__(self, settings: Settings, more: Mapping[str, str] | None = None) -> None:
        self.settings = settings
        self.more = more or {}
        """Further files of the site, by path."""

    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        mark(folder, built.library)
        for number, page in enumerate(built.pages, start=1):
            stages.enter("shell")
            html = self.page(page, built)
            stages.enter("write")
            write(folder / page.path / "index.html", html)
            stages.count(number, len(built.pages))
        write(folder / "404.html", with_policy("<!doctype html><head><title>Not here</title></head>", NO_SCRIPT))
        for path, data in built.files.items():
            write(folder / path, data)
        for old, redirecting in redirect_pages(built):
            write(folder / old / "index.html", with_policy(redirecting, NO_SCRIPT))
        for path, data in self.assets(folder).items():
            write(folder / path, data)
        for path, text in self.more.items():
            write(folder / path, text)

    def page(self, page: Page, built: Built) -> str:
        """A page with what stands around it. All of its addresses are relative: a site may lie anywhere."""
        home = "../" * page.path.count("/") or "./"
        article = built.library.article
        links = "".join(
            f'<li><a href="{home}{each.path}"{" aria-current=page" * (each is page)}>{escape(each.nav[-1])}</a></li>'
            for each in built.pages
            if each.nav
        )
        head = (
            f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(page.title)} - {escape(self.settings.site_name)}</title>"
            f'<link rel="stylesheet" href="{home}{STYLE_SHEET}">{page.head}'
        )
        body = (
            f'<nav><ul>{links}</ul></nav><main class="hs-page">{page.body}</main>'
            f'<footer><a href="{home}accessibility/">{escape(built.words.gettext("Accessibility"))}</a></footer>'
        )
        language = page.language or article.language
        html = f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>\n'
        return with_policy(html, NO_SCRIPT)

    def assets(self, folder: Path) -> Mapping[str, bytes]:
        """Style sheets, joined, and scripts, by path."""
        files = {f"assets/{path}": data for path, data in tree(ASSETS).items()}
        # That of the dimensions is made for each companion, and is in its place already.
        paths = [f"{FOLDER}/{name}.css" for name in STYLE_SHEETS]
        sheets = [files.pop(path) if path in files else (folder / path).read_bytes() for path in paths]
        return {**files, STYLE_SHEET: joined(sheet.decode() for sheet in sheets).encode()}

    def serve(self, address: str | None, *, open_browser: bool, log: Log) -> None:
        log(20, f"{address}, {open_browser}")


def write(path: Path, data: str | bytes) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
