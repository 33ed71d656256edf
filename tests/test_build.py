"""The pipeline: content and templates in, pages and files out, or the reasons why not."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.derive import derive
from hedgesite.diagnostics import Rule, as_text
from tests.companions import SITES, copy_site, write_files

pytestmark = pytest.mark.outside

TEMPLATES = templates_folder()


def build(name: str) -> Built:
    return build_pages(SITES / name / "content", TEMPLATES)


@pytest.fixture(scope="module")
def full() -> Built:
    return build("full")


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_a_good_companion_becomes_pages(name: str) -> None:
    built = build(name)
    assert as_text(built.report) == ""
    assert built.pages
    assert len({page.path for page in built.pages}) == len(built.pages)
    for page in built.pages:
        assert page.path == "" or page.path.endswith("/")
        assert page.title
        assert page.body.strip()


def test_every_thing_stands_on_a_page(full: Built) -> None:
    bodies = {page.path: page.body for page in full.pages}
    for thing, address in derive(full.library).routes.addresses.items():
        path, _, fragment = address.partition("#")
        assert path in bodies, thing
        assert not fragment or f'id="{fragment}"' in bodies[path], thing


def test_every_file_behind_a_page_exists(full: Built) -> None:
    origins = {page.origin for page in full.pages if page.origin}
    assert origins
    for origin in origins:
        assert (SITES / "full" / "content" / origin).is_file(), origin


def test_building_twice_gives_the_same(full: Built) -> None:
    again = build("full")
    assert again.pages == full.pages
    assert again.files == full.files
    assert again.redirects == full.redirects


def test_content_with_errors_becomes_no_pages(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    write_files(content, {"actors.yml": "- id: someone\n"})
    built = build_pages(content, TEMPLATES)
    assert built.report.errors
    assert (built.pages, dict(built.files), dict(built.redirects)) == ((), {}, {})


def test_a_companion_without_sections_is_one_all_the_same(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    shutil.rmtree(content / "sections")
    built = build_pages(content, TEMPLATES)
    assert [finding.rule for finding in built.report.diagnostics] == [Rule.SOURCE_UNCITED]
    assert built.pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if %}", "home.html:1:1: template: Expected an expression, got 'end of statement block'"),
        ("\n{{ nothing.at.all }}", "home.html:2:1: template: 'nothing' is undefined"),
        ("\n\n{% include 'none.html' %}", "home.html:3:1: template: 'none.html' not found in search path"),
        ("{{ 'a' | no_such_filter }}", "home.html:1:1: template: No filter named 'no_such_filter'."),
    ],
    ids=["syntax", "undefined", "missing", "filter"],
)
def test_a_template_that_fails_is_found_at_its_line(text: str, expected: str, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    (tmp_path / "templates/pages/home.html").write_text(text, "utf-8")
    built = build_pages(SITES / "minimal" / "content", tmp_path / "templates")
    assert built.pages == ()
    (finding,) = built.report.diagnostics
    assert finding.rule is Rule.TEMPLATE
    assert expected in str(finding)


def test_a_template_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    with (tmp_path / "templates/pages/home.html").open("a", encoding="utf-8") as home:
        home.write('<a href="nowhere/">a</a><p id="twice"></p><p id="twice"></p>')
    built = build_pages(SITES / "minimal" / "content", tmp_path / "templates")
    assert built.pages == ()
    assert {finding.rule for finding in built.report.diagnostics} == {Rule.DEAD_LINK, Rule.DUPLICATE_HTML_ID}
    assert all(finding.origin.file.endswith("content/article.yml") for finding in built.report.diagnostics)
    assert all(Path(finding.origin.file).is_file() for finding in built.report.diagnostics)


def test_the_real_companion_can_be_built() -> None:
    built = build_pages(SITES.parents[1] / "content", TEMPLATES)
    assert as_text(built.report) == ""
    assert len(built.pages) > 100


PRIVATE = (
    "@book{a, author={Doe, Jane}, title={T}, date={2020}, annotation={mine-1}, keywords={mine-2}, file={mine-3.pdf}}"
)


@pytest.mark.parametrize(
    ("opened", "shown"),
    [("", set()), ("published-fields: [annote, keywords]\n", {"mine-1", "mine-2"})],
    ids=["as-is", "opened"],
)
def test_private_fields_are_published_only_where_the_article_opens_them(
    tmp_path: Path, opened: str, shown: set[str]
) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    article = (content / "article.yml").read_text("utf-8")
    bibliography = (content / "references.bib").read_text("utf-8") + f"{PRIVATE}\n@comment{{jabref-x: mine-4}}\n"
    write_files(content, {"article.yml": f"{article}nocite: [a]\n{opened}", "references.bib": bibliography})
    built = build_pages(content, TEMPLATES)
    assert not built.report.errors
    everything = "".join(
        [*(page.body for page in built.pages), *(data.decode(errors="replace") for data in built.files.values())]
    )
    assert {word for word in ("mine-1", "mine-2", "mine-3", "mine-4") if word in everything} == shown


def test_icu_that_is_asked_for_and_missing_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    content = copy_site("minimal", tmp_path) / "content"
    article = (content / "article.yml").read_text("utf-8")
    (content / "article.yml").write_text(f"{article}collation: icu\n", "utf-8")
    (finding,) = build_pages(content, TEMPLATES).report.errors
    assert finding.rule is Rule.STYLE_UNUSABLE
    assert (finding.origin.line, finding.origin.column) == (article.count("\n") + 1, 12)
    assert finding.remedy == 'run: python -m pip install "hedgesite[icu]"'
