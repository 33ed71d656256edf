"""A second shell in a few lines, which publishes through the same protocol; and what needs no shell at all."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.model.page import Page
from hedgesite.publish.csp import NO_SCRIPT, with_policy
from hedgesite.publish.css_bundle import FOLDER, STYLE_SHEET, STYLE_SHEETS, joined
from hedgesite.publish.ownership import mark
from hedgesite.publish.settings import Settings
from hedgesite.publish.shell import Log, PublishError, Shell
from hedgesite.publish.site import redirect_pages
from hedgesite.timing import Stages
from tests.companions import copy_site, settings_of, tree

pytestmark = pytest.mark.outside

ASSETS = templates_folder() / "shell" / "assets"


class PlainShell(Shell):
    """Pages with a title, a way home and nothing else."""

    def __init__(self, settings: Settings, more: Mapping[str, str] | None = None) -> None:
        self.settings = settings
        self.more = more or {}
        """Further files of the site, by path."""
        self.told: list[str] = []

    def wrap(self, built: Built, folder: Path, stages: Stages) -> None:
        mark(folder, built.library)
        for number, page in enumerate(built.pages, start=1):
            stages.enter("shell")
            html = self.page(page)
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

    def page(self, page: Page) -> str:
        home = "../" * page.path.count("/") or "./"
        head = (
            f"<title>{escape(page.title)} - {escape(self.settings.site_name)}</title>"
            f'<link rel="stylesheet" href="{home}{STYLE_SHEET}">{page.head}'
        )
        top = f'<a href="{home}">{escape(self.settings.site_name)}</a>'
        html = f'<!doctype html><html lang="{page.language}"><head>{head}</head><body>{top}{page.body}</body></html>\n'
        return with_policy(html, NO_SCRIPT)

    def assets(self, folder: Path) -> Mapping[str, bytes]:
        files = {f"assets/{path}": data for path, data in tree(ASSETS).items()}
        # That of the dimensions is made for each companion, and is in its place already.
        paths = [f"{FOLDER}/{name}.css" for name in STYLE_SHEETS]
        sheets = [files.pop(path) if path in files else (folder / path).read_bytes() for path in paths]
        return {**files, STYLE_SHEET: joined(sheet.decode() for sheet in sheets).encode()}

    def serve(self, address: str | None, *, open_browser: bool, log: Log) -> None:
        log(20, f"{address}, {open_browser}")


def write(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_site("full", tmp_path / "companion")


def built_in(folder: Path) -> Built:
    built = build_pages(folder / "content", templates_folder())
    assert not built.report.errors
    return built


def test_another_shell_publishes_the_same_pages(folder: Path) -> None:
    built = built_in(folder)
    counts: list[tuple[int, int]] = []
    site = PlainShell(settings_of(folder)).publish(built, Stages(lambda done, pages: counts.append((done, pages))))
    assert site == folder / "site"
    for page in built.pages:
        assert page.body in (site / page.path / "index.html").read_text("utf-8"), page.path
    assert [path for path in built.files if not path.endswith(".css") and not (site / path).is_file()] == []
    assert built.redirects
    assert all((site / old / "index.html").is_file() for old in built.redirects)
    assert counts[-1] == (len(built.pages), len(built.pages))
    assert not list(folder.glob(".site*"))


def test_it_replaces_its_own_site_alone(folder: Path) -> None:
    shell, built = PlainShell(settings_of(folder)), built_in(folder)
    before = tree(shell.publish(built))
    assert tree(shell.publish(built)) == before
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(PublishError, match=r"holds 'mine\.txt'"):
        PlainShell(replace(shell.settings, site_dir=folder / "notes")).publish(built)


@pytest.mark.parametrize(
    ("more", "dead"),
    [
        ({"extra/index.html": '<a href="../none/">'}, "/extra/: '../none/' has no target"),
        ({"sitemap.xml": "<loc>read/nowhere/</loc>"}, "/sitemap.xml: 'read/nowhere/' has no target"),
    ],
    ids=["a link", "its list"],
)
def test_what_it_adds_is_audited(more: Mapping[str, str], dead: str, folder: Path) -> None:
    built = built_in(folder)
    before = tree(PlainShell(settings_of(folder)).publish(built))
    with pytest.raises(PublishError, match=re.escape(dead)):
        PlainShell(settings_of(folder), more).publish(built)
    assert tree(folder / "site") == before


def test_a_shell_that_breaks_leaves_the_old_site(folder: Path) -> None:
    built = built_in(folder)
    before = tree(PlainShell(settings_of(folder)).publish(built))
    with pytest.raises(PublishError, match="the site is left as it was"):
        PlainShell(settings_of(folder), {"index.html/below": ""}).publish(built)
    assert tree(folder / "site") == before


WITHOUT = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"mkdocs", "material", "properdocs"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refuse())
from hedgesite.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("check --strict --advice", 0),
        ("diff HEAD", 0),
        ("schema --ids --snippets words.code-snippets", 0),
        ("upgrade", 0),
        ("import article.md --into imported", 0),
        ("new another --title A --author B", 0),
        ("build", 2),
    ],
)
def test_the_shell_is_needed_by_nothing_but_the_site(command: str, status: int, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path / "companion")
    (folder / "article.md").write_text("# A\n\nWords.\n", "utf-8")
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-C", str(folder))
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        subprocess.run([*git, *arguments], check=True)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *command.split()], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert ("No module named" in done.stderr) == (command == "build")
