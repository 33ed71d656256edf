"""The outline of a long page: what its headings say, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.render.outline import outline_of
from tests.companions import copy_site

FIGURES = '<span aria-hidden="true">16</span>'
LONG = "<p>A long text.</p>" * 1000


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Web page", "Web page"),
        ('Web page <span class="hs-count">16 works</span>', "Web page"),
        (f'Web page <span class="hs-count">{FIGURES}<span class="hs-hidden">16 works</span></span>', "Web page"),
        ("The <em>Anschluss</em> of 1938", "The Anschluss of 1938"),
        ("Oil &amp; gas", "Oil & gas"),
        (
            "Under <math><semantics><msub><mi>M</mi><mn>1</mn></msub>"
            '<annotation encoding="application/x-tex">M_1</annotation></semantics></math>',
            "Under M₁",
        ),
    ],
)
def test_an_outline_says_headings_without_their_counts(heading: str, title: str) -> None:
    body = f'<h2 id="first">{heading}</h2><h2 id="second">Second</h2>{LONG}'
    assert [(each.href, each.title) for each in outline_of(body)] == [("#first", title), ("#second", "Second")]


def test_a_short_page_and_one_with_an_outline_of_its_own_get_none() -> None:
    headings = '<h2 id="first">First</h2><h2 id="second">Second</h2>'
    assert not outline_of(headings)
    assert not outline_of(f'{headings}{LONG}<nav class="hs-jump"></nav>')


def test_the_contents_of_a_section_say_formulas_as_they_are_read(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    (section, *_) = sorted((content / "sections").glob("*.md"))
    section.write_text(f"{section.read_text()}\n## Under $\\mathcal{{M}}_1$\n\n{{#said-under-it}}\nMoles dig.\n")
    built = build_pages(content, templates_folder())
    titles = [entry.title for page in built.pages for entry in (page.toc[0].children if page.toc else ())]
    assert "Under ℳ₁" in titles
