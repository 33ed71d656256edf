"""The audit of the finished site finds every link without a target, in every kind of file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hedgesite.audit.scanner import ids_in, links_in, names_in, tags_of
from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.model.page import Page
from hedgesite.publish.mkdocs.shell import open_shell
from hedgesite.publish.site import PublishError
from hedgesite.publish.site_audit import audit_site
from tests.companions import copy_site, publish_site, settings_of, tree, write_files
from tests.search import INDEX_FILE
from tests.work import calls_made

pytestmark = pytest.mark.outside

HERE = "https://example.org/lake/"
ADDRESSES = {
    "action", "background", "cite", "data", "formaction", "href", "imagesrcset", "ping", "poster", "src", "srcset",
    "xlink:href",
}  # fmt: skip
"""Attributes that hold addresses (HTML, "Attributes"; SVG 2)."""
NAMES = {"data-pop", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns"}
"""Attributes that name ids of the same page."""


@pytest.fixture(scope="module", params=["", HERE], ids=["anywhere", "at an address"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built, str]:
    """The site of a companion with every feature, what it was built from and where it will be."""
    built, site = publish_site(copy_site("full", tmp_path_factory.mktemp("full")), site_url=request.param)
    return site, built, request.param


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A companion of which no page has to be there."""
    built = build_pages(copy_site("minimal", tmp_path_factory.mktemp("minimal")) / "content", templates_folder())
    return replace(built, pages=(), files={}, redirects={})


def found(folder: Path, built: Built, files: Mapping[str, str], site_url: str = "") -> list[str]:
    """What is said of a site of these files, and of some that are always there."""
    always = {
        "index.html": '<h1 id="start">Start</h1>',
        "read/one/index.html": '<p id="p">1</p><p id="é">2</p>',
        "a b.txt": "",
        "assets/s.css": "p { color: red }",
        "assets/i.svg": "<svg/>",
    }
    write_files(folder, {**always, **files})
    return [str(dead) for dead in audit_site(folder, built, site_url)]


def test_a_whole_site_has_nothing_dead(full: tuple[Path, Built, str]) -> None:
    assert audit_site(*full) == ()


def test_every_page_file_and_redirect_of_a_site_is_asked_for(full: tuple[Path, Built, str], tmp_path: Path) -> None:
    _, built, site_url = full
    asked = {dead.link for dead in audit_site(tmp_path, built, site_url)}
    assert asked == {
        *(f"{page.path}index.html" for page in built.pages),
        *(path for path in built.files if not path.endswith(".css")),
        *(f"{old}index.html" for old in built.redirects),
    }


class _Reader(HTMLParser):
    """All attributes of a page, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update((name, value or "") for name, value in attrs)


def test_a_parser_finds_the_same(full: tuple[Path, Built, str]) -> None:
    """The shell and the templates write attributes in one way only, which patterns can find."""
    for path in full[0].rglob("*.html"):
        text = path.read_text("utf-8")
        attributes = _Reader(text).attributes
        assert {name for name, _ in attributes} & ADDRESSES <= {"href", "src", "xlink:href"}
        links = {value for name, value in attributes if name in ("href", "src", "xlink:href")}
        named = {(name, value) for name, values in attributes if name in NAMES for value in values.split()}
        for html in (text, tags_of(text)):
            assert {value for name, value in attributes if name == "id"} == set(ids_in(html))
            assert links == {unescape(link) for link in links_in(html)}
            assert named == set(names_in(html))
        assert "style" not in {name for name, _ in attributes}, "an address in it would not be found"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="read/one/">1</a><a href="./read/one/#p">2</a><a href="">3</a>',
        '<a href="#start">1</a><a href="#top">2</a><a href="read/one/#top">3</a>',
        '<a href=".">1</a><a href="read/..">2</a><a href="read/one/index.html#p">3</a><a href="?q=1#start">4</a>',
        '<a href="a%20b.txt">1</a><a href="a&#32;b.txt">2</a>',
        '<a href="read/one/#%C3%A9">1</a><a href="read/one/#é">2</a>',
        '<a href="https://example.org/none">1</a><a href="//example.org/none">2</a><a href="mailto:a@b.c">3</a>',
        '<a href="/elsewhere/on/the/host/">1</a><img src="data:image/png;base64,AA">',
        '<link rel="stylesheet" href="assets/s.css"><img src="assets/i.svg#part">',
        '<label for="start">1</label><a aria-controls="start" data-pop="start" aria-label="none">2</a>',
        '<p>Write href="none/" and id="none" and data-href="none".</p><a data-href="none/" title="src=none">1</a>',
    ],
)
def test_what_leads_somewhere(html: str, nothing: Built, tmp_path: Path) -> None:
    files = {"index.html": f'<h1 id="start">Start</h1>{html}'}
    assert found(tmp_path, nothing, files) == []


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<a href="../none/">', "../none/"),
        ('<a href="../../read/one">', "../../read/one"),
        ('<a href="../../../">', "../../../"),
        ('<a href="../one/#q">', "../one/#q"),
        ('<a href="#q">', "#q"),
        ('<a href="//">', "//"),
        ('<a href="../../A%20B.txt">', "../../A%20B.txt"),
        ('<link rel="stylesheet" href="../../assets/none.css">', "../../assets/none.css"),
        ('<script src="none.js"></script>', "none.js"),
        ('<svg><use xlink:href="#shape"/></svg>', "#shape"),
        ('<label for="q">', "#q"),
        ('<a data-pop="q">', "#q"),
        ('<p aria-labelledby="p q">', "#q"),
        ('<meta http-equiv="refresh" content="0; url=../../none/">', "../../none/"),
        ('<link rel="manifest" href="none.webmanifest">', "none.webmanifest"),
    ],
)
def test_what_leads_nowhere_on_a_page(html: str, link: str, nothing: Built, tmp_path: Path) -> None:
    assert found(tmp_path, nothing, {"read/one/index.html": f'<p id="p">1</p>{html}'}) == [
        f"/read/one/: '{link}' has no target"
    ]


@pytest.mark.parametrize(
    ("file", "text", "link"),
    [
        ("assets/s.css", "@import 'none.css';", "none.css"),
        ("assets/s.css", 'a { background: url("../none.png") } b { background: url(i.svg) }', "../none.png"),
        (
            "assets/s.css",
            "a { background: url( none.png ); mask: url(#m), url('data:image/svg+xml,<svg/>') }",
            "none.png",
        ),
        (INDEX_FILE, 'a={"records":[\n[1,"none/","x","\\n[1,\\"no\\""]\n]};', "none/"),
        (INDEX_FILE, 'a={"records":[\n[1,"","x"],\n[10,"read/one/#q","x"]\n]};', "read/one/#q"),
        (INDEX_FILE, 'a={"records":[\n[1,"#start"],\n[1,"#q"]\n]};', "#q"),
        ("downloads/companion.json", '{"address": "read/one/#p", "also": {"address": "none/"}}', "none/"),
        ("app.webmanifest", '{"start_url": ".", "icons": [{"src": "assets/i.svg"}, {"src": "none.png"}]}', "none.png"),
        ("manifest.json", '{"start_url": "none/"}', "none/"),
    ],
)
def test_what_leads_nowhere_elsewhere(file: str, text: str, link: str, nothing: Built, tmp_path: Path) -> None:
    assert found(tmp_path, nothing, {file: text}) == [f"/{file}: '{link}' has no target"]


@pytest.mark.parametrize(
    ("file", "text", "link"),
    [
        ("sitemap.xml", f"<loc>{HERE}</loc><loc>{HERE}read/one/</loc><loc>{HERE}none/</loc>", f"{HERE}none/"),
        ("sitemap.xml", "<loc>https://example.org/read/one/</loc>", "https://example.org/read/one/"),
        ("read/one/index.html", f'<link rel="canonical" href="{HERE}none/">', f"{HERE}none/"),
        ("read/one/index.html", '<link rel="canonical" href="https://a.b/">', "https://a.b/"),
        ("downloads/companion.json", json.dumps([{"address": HERE}, {"address": f"{HERE}#q"}]), f"{HERE}#q"),
        ("404.html", '<a href="/lake/">1</a><a href="/lake/.">2</a><a href="/lake/none/">3</a>', "/lake/none/"),
    ],
)
def test_what_leads_nowhere_below_the_address(file: str, text: str, link: str, nothing: Built, tmp_path: Path) -> None:
    assert found(tmp_path, nothing, {file: text}, HERE) == [
        f"/{file.removesuffix('index.html')}: '{link}' has no target"
    ]


def test_the_page_for_missing_pages_is_taken_to_be_at_the_root(nothing: Built, tmp_path: Path) -> None:
    page = '<a href="/">1</a><a href="/.">2</a><a href="/read/one/">3</a><a href="/none/">4</a>'
    assert found(tmp_path, nothing, {"404.html": page}) == ["/404.html: '/none/' has no target"]


@pytest.mark.parametrize("site_url", ["", "https://example.org/", HERE])
def test_paths_of_the_host_that_every_page_has_are_the_owners(site_url: str, nothing: Built, tmp_path: Path) -> None:
    """Such as the way to the same site in another language, from mkdocs.yml: what is there, nobody knows here."""
    link = '<a href="/sr/">1</a>'
    files = {"index.html": f'<h1 id="start">1</h1>{link}', "read/one/index.html": f'<p id="p">1</p>{link}'}
    assert found(tmp_path, nothing, {**files, "404.html": link}, site_url) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"icons": ["a.png"], "start_url": 1}'])
def test_what_is_no_manifest_leads_nowhere_wrong(text: str, nothing: Built, tmp_path: Path) -> None:
    assert found(tmp_path, nothing, {"manifest.json": text}) == []


def test_one_nowhere_is_named_once(nothing: Built, tmp_path: Path) -> None:
    files = {f"read/{name}/index.html": '<img src="../../none.png"><img src="../../none.png">' for name in "abc"}
    assert found(tmp_path, nothing, {**files, "read/index.html": '<img src="../none.png">'}) == [
        "/read/a/: '../../none.png' has no target (and in 3 other files)"
    ]


def test_a_page_may_speak_of_links_beside_a_dead_one(nothing: Built, tmp_path: Path) -> None:
    text = 'Write href="one/" and src="two/".<a href="three/">3</a>'
    assert found(tmp_path, nothing, {"read/one/index.html": text}) == ["/read/one/: 'three/' has no target"]


def test_bodies_are_audited_already(nothing: Built, tmp_path: Path) -> None:
    """What stands in a body is held before; where the shell changes one, all of the page is."""
    body = '<p id="p">1</p><a href="audited/">2</a>'
    built = replace(nothing, pages=(Page("read/one/", "One", "section", body),))
    assert found(tmp_path, built, {"read/one/index.html": f"<header></header>{body}<footer></footer>"}) == []
    changed = body.replace("<p ", "<p class='x' ")
    assert found(tmp_path, built, {"read/one/index.html": changed}) == ["/read/one/: 'audited/' has no target"]


def test_work_grows_in_step_with_the_site(nothing: Built, tmp_path: Path) -> None:
    work = []
    for size in (20, 40, 80):
        pages = {
            f"read/{number}/index.html": f'<p id="p">1</p><a href="../{(number + 7) % size}/#p"><img src="../../a.txt">'
            for number in range(size)
        }
        folder = write_files(tmp_path / str(size), {"a.txt": "", **pages})
        work.append(calls_made(partial(audit_site, folder, nothing)))
    first, second, third = work
    assert third - second <= 2.1 * (second - first)


def test_a_site_with_something_dead_does_not_replace_the_old_one(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    built, site = publish_site(folder)
    before = tree(site)
    shell = open_shell(settings_of(folder))
    shell.config.extra_css = ["none.css"]
    with pytest.raises(PublishError) as raised:
        shell.publish(built)
    assert str(raised.value).splitlines() == [
        "the new site has 1 link without a target; the old site is unchanged",
        "  /accessibility/: '../none.css' has no target (and in 6 other files)",
        "correct mkdocs.yml, or the template that makes it",
    ]
    assert tree(folder / "site") == before
    assert list(folder.glob(".site*")) == []


def test_links_that_every_page_has_are_followed_once(nothing: Built, tmp_path: Path) -> None:
    """What is around the bodies leads to the same places from every page."""
    links, work = 60, []
    around = "".join(f'<a href="../../read/{number}/">1</a>' for number in range(links))
    for size in (100, 140):
        folder = write_files(tmp_path / str(size), {f"read/{number}/index.html": around for number in range(size)})
        work.append(calls_made(partial(audit_site, folder, nothing)))
    first, second = work
    assert (second - first) / 40 < 14 * links


def test_a_dead_link_is_counted_in_all_files_however_deep(nothing: Built, tmp_path: Path) -> None:
    files = {"a/b/index.html": '<a href="../../../x/">1</a>', "a/index.html": '<a href="../../x/">1</a>'}
    dead = found(tmp_path, nothing, {**files, "a/c/index.html": '<a href="../../../x/">1</a>'})
    assert dead == ["/a/b/: '../../../x/' has no target (and in 1 other file)", "/a/: '../../x/' has no target"]
