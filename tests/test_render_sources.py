"""A source's card links to nothing but the web."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.words import words_for
from tests.companions import copy_site

MINIMAL = Path(__file__).parent / "sites" / "minimal" / "content"


@pytest.mark.parametrize(
    ("address", "linked"),
    [("https://web.archive.org/web/1/https://example.org", True), ("javascript:alert(1)", False), ("//evil", False)],
)
def test_an_archived_copy_is_linked_where_it_is_a_web_address(tmp_path: Path, address: str, linked: bool) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIMAL, content)
    entry = f"@online{{kept, title={{Kept}}, author={{Example, A.}}, date={{2020}}, archive-url={{{address}}}}}\n"
    with (content / "references.bib").open("a", encoding="utf-8") as file:
        file.write(entry)
    built = build_pages(content, templates_folder())
    card = next(page.body for page in built.pages if page.path == "sources/kept/")
    assert (f'href="{address}"' in card) is linked
    assert "Archived copy" in card if linked else "Archived copy" not in card


RELATED = """
@book{kritik, author={Kant, I.}, date={1781}, title={Kritik}, publisher={P}}
@book{critique, author={Kant, I.}, date={1929}, title={Critique}, publisher={P},
  related={kritik}, relatedtype={translationof}}
@article{strawson, author={Strawson, P.}, date={1930}, title={On Kant}, journaltitle={J},
  related={critique}, relatedtype={reviewof}}
@book{second, author={Kant, I.}, date={1787}, title={Kritik}, publisher={P},
  related={kritik}, relatedstring={Revision of:}}
@collection{whole, editor={Roe, R.}, date={1990}, title={Whole}, publisher={P}}
@incollection{part, author={Doe, J.}, title={Part of it}, crossref={whole}}
@misc{self, author={Doe, J.}, title={Itself}, date={2000}, related={self}}
"""


def related_on(path: str, pages: dict[str, str]) -> list[tuple[str, list[str]]]:
    block = re.search(r'<h2 id="related">.*?(?=<section aria-labelledby|<nav)', pages[path], re.DOTALL)
    groups = re.findall(r'<h3 class="hs-group__title">(.*?)</h3>(.*?)</ul>', block[0] if block else "", re.DOTALL)
    card = re.compile(r'class="hs-source__card" href="(?:\.\./)*(?:sources/)?([^/"]+)/"')
    return [(how, card.findall(works)) for how, works in groups]


def test_a_card_gathers_editions_translations_and_reviews(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    for name, more in (
        ("references.bib", RELATED),
        ("article.yml", "nocite: [kritik, strawson, second, part, self]\n"),
    ):
        (content / name).write_text((content / name).read_text("utf-8") + more, "utf-8")
    built = build_pages(content, templates_folder())
    assert not built.report.errors
    pages = {page.path.removeprefix("sources/").strip("/"): page.body for page in built.pages}
    assert related_on("critique", pages) == [("Translation of", ["kritik"]), ("Reviewed in", ["strawson"])]
    assert related_on("kritik", pages) == [("Translated as", ["critique"]), ("Related", ["second"])]
    assert related_on("strawson", pages) == [("Review of", ["critique"])]
    assert related_on("second", pages) == [("Revision of", ["kritik"])]
    assert related_on("part", pages) == [("Part of", ["whole"])]
    assert related_on("whole", pages) == [("Contains", ["part"])]
    assert related_on("self", pages) == []


WORKS = """
@misc{a, author={Doe, J.}, title={A}, date={2000}, langid={ngerman}}
@video{b, author={Doe, J.}, title={B}, date={2001}, language={french and tr}}
@customa{c, author={Doe, J.}, title={C}, date={2002}, language={Elvish}}
@misc{d, author={Doe, J.}, title={D}, date={2003}, type={Postcard}}
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "de",
            {
                "a": ("sonstiges Werk", "Deutsch"),
                "b": ("Videoaufnahme", "Französisch und Türkisch"),
                "c": ("sonstiges Werk", "Elvish"),
                "d": ("postcard", "Ohne Angabe"),
            },
        ),
        (
            "en",
            {
                "a": ("other work", "German"),
                "b": ("video recording", "French and Turkish"),
                "c": ("other work", "Elvish"),
                "d": ("postcard", "Not given"),
            },
        ),
    ],
)
def test_kinds_and_languages_are_in_words_of_the_page(
    tmp_path: Path, language: str, expected: dict[str, tuple[str, str]]
) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    more = {"references.bib": WORKS, "article.yml": f"language: {language}\nnocite: [a, b, c, d]\n"}
    for name, text in more.items():
        (content / name).write_text((content / name).read_text("utf-8") + text, "utf-8")
    built = build_pages(content, templates_folder())
    assert not built.report.errors
    pages = {page.path: page.body for page in built.pages}
    names = "|".join(words_for(language).gettext(name) for name in ("Kind", "Language"))
    pattern = re.compile(rf"<dt>(?:{names})</dt><dd>(.*?)</dd>")
    shown = {key: tuple(pattern.findall(pages[f"sources/{key}/"])) for key in expected}
    assert shown == expected
    assert 'data-language="German"' in pages["sources/"], "addresses of a chosen language are the same everywhere"
    label = expected["a"][1]
    assert re.search(rf'data-value="German"[^>]*>.*?{label}', pages["sources/"], re.DOTALL)
