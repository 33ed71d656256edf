"""The audit: links and fragments that lead nowhere, and ids that stand twice, are found."""

from __future__ import annotations

import pytest

from hedgesite.audit import audit_pages
from hedgesite.diagnostics import as_text
from hedgesite.model.page import Page


def page(path: str, body: str, origin: str = "") -> Page:
    return Page(path, "A title", "section", body, origin=origin)


def audit(body: str, at: str = "read/one/") -> list[str]:
    """Problems of a page with this body, on a site with some other pages."""
    others = [
        page("", '<h1 id="top-of-all">Home</h1>'),
        page("read/two/", '<p id="p">Text</p><a href="../one/">back</a>'),
        page("sources/", "Sources"),
    ]
    report = audit_pages([page(at, body), *others], ["downloads/all.csv", "assets/a.css"])
    return [finding.problem for finding in report.diagnostics]


@pytest.mark.parametrize(
    "href",
    [
        "#here",
        "#top",
        "",
        "./",
        "../one/",
        "../one/#here",
        "../two/",
        "../two/#p",
        "../../",
        "../../#top-of-all",
        "../two/./#p",
        "../../read/one/../two/",
        "../../read/../sources/.",
        "../../sources/",
        "../../sources/?kind=book#top",
        "../../downloads/all.csv",
        "https://example.org/#anything",
        "HTTPS://example.org",
        "mailto:someone@example.org",
        "data:image/png;base64,AAAA",
    ],
)
def test_links_that_lead_somewhere(href: str) -> None:
    assert audit(f'<p id="here"><a href="{href}">text</a></p>') == []


@pytest.mark.parametrize(
    "href",
    [
        "#nowhere",
        "../three/",
        "../two",
        "../two/#q",
        "../two/index.html",
        "two/",
        "../../sources/a/",
        "../../downloads/none.csv",
        "../../downloads/all.csv#row",
        "/",
        "/read/two/#p",
        "//example.org/",
        "..//two/",
        "../../../",
        "../../../sources/",
        "None",
        "../../../sources/none/",
    ],
)
def test_links_that_lead_nowhere(href: str) -> None:
    assert audit(f'<p id="here"><a class="x" href="{href}">text</a></p>') == [f"'{href}' on /read/one/ has no target"]


def test_every_dead_link_is_named_once() -> None:
    body = (
        '<a href="a/">1</a><a href="a/">2</a><img data-src="f.png" src="b.png">'
        '<a title="href=c" data-href="d/" href="e/">3</a><svg><use xlink:href="#g"/></svg>'
    )
    assert audit(body) == [f"'{href}' on /read/one/ has no target" for href in ("#g", "a/", "b.png", "e/")]


def test_references_in_html_are_read() -> None:
    assert audit('<p id="a&amp;b"></p><a href="#a&amp;b">text</a>') in ([], ["'#a&amp;b' on /read/one/ has no target"])
    assert audit('<a href="../two/?a=1&amp;b=2#p">text</a>') == []


def test_an_id_that_stands_twice() -> None:
    body = '<p id="a"></p><p id="b"></p><p id="a"></p><p data-id="b" aria-id="b"></p><p id="a"></p>'
    assert audit(body) == ["the id 'a' occurs 3 times on /read/one/"]


def test_pop_ups_and_names_are_on_the_page() -> None:
    body = (
        '<a href="#n" data-pop="n">1</a><p id="n" aria-labelledby="n o"></p>'
        '<a href="#n" data-pop="gone" aria-label="none" aria-controls="n" aria-describedby="away">2</a>'
        '<label for="n">3</label><label for="lost">4</label>'
    )
    assert audit(body) == [
        "aria-describedby refers to 'away' on /read/one/, which has no such id",
        "aria-labelledby refers to 'o' on /read/one/, which has no such id",
        "data-pop refers to 'gone' on /read/one/, which has no such id",
        "for refers to 'lost' on /read/one/, which has no such id",
    ]


def test_the_same_id_may_stand_on_other_pages() -> None:
    assert audit('<p id="p"></p>') == []


def test_findings_lead_to_the_file_behind_the_page() -> None:
    pages = [
        page("read/one/", '<a href="x/">x</a>', "sections/01-one.md"),
        page("sources/", '<p id="a"></p><p id="a"></p>'),
    ]
    assert as_text(audit_pages(pages, root="content")).splitlines() == [
        "/sources/:1:1: duplicate-html-id: the id 'a' occurs 2 times on /sources/; rename the heading or passage",
        "content/sections/01-one.md:1:1: dead-link: 'x/' on /read/one/ has no target; "
        "correct the template or the content that produces it",
    ]
