"""Companions with every construct that a text can have, in four languages: what their pages show, to the letter.

`tests/golden/pages/` has, for each page of the text, its headings, its passages without their margins, and its notes.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import as_text
from tests.companions import SITES, in_one_language
from tests.exports import TESTS

WHOLE = ("whole", "whole-ar", "whole-de", "whole-zh")
PAGES = ("read/everything/", "read/things/", "read/annex/", "glossary/", "about/")
GOLDEN = TESTS / "golden" / "pages"
_PARTS = re.compile(
    r'<h2.*?</h2>|(?<=<div class="hs-passage__text">).*?(?=</div>\n<div class="hs-passage__margin">)'
    r'|<section class="hs-endnotes".*?</section>|<dd>.*?</dd>',
    re.DOTALL,
)


@cache
def built(name: str) -> Built:
    return build_pages(SITES / name / "content", templates_folder())


def shown(name: str, path: str) -> str:
    body = next(page.body for page in built(name).pages if page.path == path)
    body = body.partition("<template")[0]
    parts = [body] if path == "about/" else _PARTS.findall(body)
    return in_one_language("\n".join(part.strip() for part in parts)) + "\n"


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("path", PAGES)
def test_pages_show_every_construct(name: str, path: str, update_cases: bool) -> None:
    assert as_text(built(name).report) == ""
    golden = GOLDEN / name / f"{path.strip('/').replace('/', '-')}.html"
    if update_cases:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(shown(name, path), "utf-8")
    assert golden.read_text("utf-8") == shown(name, path)


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_of_a_comment_is_published(name: str) -> None:
    comments = [
        text for path in (SITES / name).rglob("*.md") for text in re.findall("<!-- (.*?) -->", path.read_text("utf-8"))
    ]
    assert comments
    for comment in comments:
        assert not any(comment in page.body for page in built(name).pages)
        assert not any(comment.encode() in data for data in built(name).files.values())


@pytest.mark.parametrize("name", WHOLE)
def test_displays_of_an_appendix_are_counted_after_its_letter(name: str) -> None:
    displays = built(name).library.displays
    numbers = {id: each.number for (_, id), each in displays.items() if each.section == "annex"}
    assert numbers == {"annex-map": "A1", "annex-table": "A1", "annex-sum": "A1"}
    assert displays["table", "span"].number == "3"


@pytest.mark.parametrize("name", WHOLE)
def test_an_appendix_has_its_letter_in_the_navigation(name: str) -> None:
    marks = {page.path: page.number for page in built(name).pages if page.number}
    assert marks["read/annex/"] == "A"
    assert marks["read/things/"] == str(len(marks) - 1)
