"""A draft says so on every page and asks to be left out of indexes; what is to be published is refused if it is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.cli import main
from hedgesite.diagnostics import Rule
from tests.companions import SITES, copy_site, publish_site, tree, write_files

pytestmark = pytest.mark.outside
CHECKS = [
    *(SITES.parents[1] / "templates" / "new").rglob("check.yml"),
    SITES.parents[1] / ".github" / "workflows" / "check.yml",
    SITES.parents[1] / ".gitlab-ci.yml",
]
WORKFLOWS = [
    *(SITES.parents[1] / "templates" / "new").rglob("publish.yml"),
    SITES.parents[1] / ".github" / "workflows" / "publish.yml",
]


def drafted(to: Path, name: str = "full", draft: str = "draft: true") -> Path:
    folder = copy_site(name, to)
    article = folder / "content" / "article.yml"
    write_files(folder, {"content/article.yml": f"{article.read_text('utf-8').rstrip()}\n{draft}\n"})
    return folder


def pages_of(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_every_page_of_a_draft_says_so_and_asks_to_be_left_out(tmp_path: Path) -> None:
    built, site = publish_site(drafted(tmp_path), site_url="https://companion.example/here/")
    redirects = {f"{old}index.html" for old in built.redirects}
    pages = {path: text for path, text in pages_of(site).items() if path not in redirects}
    assert {"404.html", "index.html", "sources/index.html", "read/all/index.html"} <= set(pages)
    for path, text in pages.items():
        head, _, body = text.partition("</head>")
        assert head.count('<meta name="robots" content="noindex">') == 1, path
        assert body.count('class="hs-draft"') == 1, path
        assert "citation_" not in head, path
        assert "application/ld+json" not in head, path
    assert "<loc>" not in (site / "sitemap.xml").read_text("utf-8")
    style = (site / "assets" / "hedgesite" / "hedgesite.css").read_text("utf-8")
    assert re.search(r'@page\s*\{\s*@top-center\s*\{\s*content:\s*"Brouillon"', style)


@pytest.mark.parametrize("draft", ["", "draft: false"])
def test_what_is_no_draft_says_nothing_of_drafts(tmp_path: Path, draft: str) -> None:
    folder = drafted(tmp_path, draft=draft)
    _, site = publish_site(folder, site_url="https://companion.example/here/")
    assert not [path for path, text in pages_of(site).items() if "hs-draft" in text]
    home = (site / "index.html").read_text("utf-8")
    assert 'content="noindex"' not in home
    assert 'name="citation_title"' in home
    assert "<loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert "@top-center" not in (site / "assets" / "hedgesite" / "hedgesite.css").read_text("utf-8")
    done = CliRunner().invoke(main, ["build", "--no-drafts", "-f", str(folder / "mkdocs.yml")])
    assert done.exit_code == 0, done.output


def test_a_draft_is_refused_where_it_is_to_be_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path, "minimal")
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    before = tree(folder / "site")
    refused = CliRunner().invoke(main, ["build", "--no-drafts"])
    assert refused.exit_code == 1
    line = 1 + (folder / "content" / "article.yml").read_text("utf-8").splitlines().index("draft: true")
    assert refused.stdout.startswith(f"content/article.yml:{line}:8: {Rule.DRAFT.id}: the companion is a draft; ")
    assert "the site is left as it was" in refused.stderr
    assert tree(folder / "site") == before


@pytest.mark.parametrize("value", ["perhaps", "[true]", "{a: b}", "2", "null"])
def test_a_draft_is_true_or_false(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    folder = drafted(tmp_path, "minimal", f"draft: {value}")
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 1
    assert ": field-value: " in done.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.relative_to(SITES.parents[1]).as_posix())
def test_a_workflow_that_publishes_refuses_drafts(workflow: Path) -> None:
    builds = [line for line in workflow.read_text("utf-8").splitlines() if "hedgesite build" in line]
    assert builds
    assert all("--no-drafts" in line for line in builds)


def add_to(folder: Path, name: str, text: str) -> None:
    write_files(folder, {name: (folder / name).read_text("utf-8").rstrip() + f"\n{text}"})


UNCITED = "\n@book{a1999, author={A, B}, title={A Lake}, date={1999}, publisher={P}, location={Q}}\n"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("draft", "status"), [("draft: true", 0), ("", 1)])
def test_warnings_of_a_draft_pass_where_those_of_a_publication_fail(
    command: str, draft: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drafted(tmp_path, "minimal", draft)
    add_to(folder, "content/references.bib", UNCITED)
    add_to(folder, "content/sections/introduction.md", "\n{#more}\nA ==habit== of elsewhere.\n")
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, [command, "--strict-unless-draft"])
    assert done.exit_code == status, done.output
    assert f": {Rule.SOURCE_UNCITED.id}: " in done.stdout
    assert (folder / "site").exists() is (command == "build" and not status)
    if command == "check":
        assert (f": {Rule.MARKDOWN_HABIT.id}: " in done.stdout) is (not status)
        assert ("It is a draft: warnings do not fail it" in done.stderr) is (not status)
    assert CliRunner().invoke(main, [command, "--strict"]).exit_code == 1


@pytest.mark.parametrize("command", ["check", "build"])
def test_errors_fail_drafts_too(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path, "minimal")
    add_to(folder, "content/sections/introduction.md", "\n{#more}\nSo [@nobody].\n")
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(main, [command, "--strict-unless-draft"]).exit_code == 1


@pytest.mark.parametrize("workflow", CHECKS, ids=lambda path: path.relative_to(SITES.parents[1]).as_posix())
def test_a_workflow_that_checks_lets_drafts_pass(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert "hedgesite check --strict-unless-draft" in text
    assert "hedgesite build --strict-unless-draft" in text
