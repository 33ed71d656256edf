"""A second shell in a few lines, which publishes through the same protocol; and what needs no shell at all."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.publish.shell import PublishError
from hedgesite.timing import Stages
from tests.companions import copy_site, settings_of, tree
from tests.plain_shell import PlainShell

pytestmark = pytest.mark.outside


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


HREF = re.compile(r'<a\b[^>]*? href="([^"]*)"')
NAVIGATION = re.compile(r"<nav>.*?</nav>", re.DOTALL)


def test_every_page_and_fragment_is_where_its_links_lead(tmp_path: Path) -> None:
    folder = copy_site("swifts", tmp_path)
    built = build_pages(folder / "content", templates_folder())
    site = PlainShell(settings_of(folder)).publish(built)
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    in_navigation = {site / page.path / "index.html" for page in built.pages if page.nav}
    followed = 0
    for path, html in pages.items():
        for href in HREF.findall(html):
            written, _, fragment = href.partition("#")
            address = written.partition("?")[0]
            if ":" in address:
                continue
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, href)
            if fragment and target in pages:
                assert re.search(rf'\bid="{re.escape(fragment)}"', pages[target]), (path, href)
            followed += 1
        if navigation := NAVIGATION.search(html):
            assert {
                (path.parent / href / "index.html").resolve() for href in HREF.findall(navigation[0])
            } == in_navigation
    assert followed > 300
    assert len(in_navigation) > 10


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
        ({"extra/index.html": '<a href="../read/#nowhere">'}, "/extra/: '../read/#nowhere' has no target"),
        ({"sitemap.xml": "<loc>read/nowhere/</loc>"}, "/sitemap.xml: 'read/nowhere/' has no target"),
    ],
    ids=["a link", "a fragment", "its list"],
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
