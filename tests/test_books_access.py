"""An EPUB is what EPUB Accessibility 1.1 asks for: true metadata, ways through the text, texts for images, languages.

Source: https://www.w3.org/TR/epub-a11y-11/. Ace by DAISY checks more, with a browser; these rules need none.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.diagnostics import as_text
from tests.companions import SITES, copy_site, write_files

XHTML, MATHML, OPS, OPF = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/1998/Math/MathML}",
    "{http://www.idpf.org/2007/ops}",
    "{http://www.idpf.org/2007/opf}",
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BOOKS = ("whole", "whole-ar", "whole-zh", "full", "notes")
ADORNING = {"whole": 1}
"""How many images of a book only adorn it."""
each_book = pytest.mark.parametrize("name", BOOKS)


def book_of(content: Path) -> Mapping[str, Element]:
    """The XML files of a companion's EPUB by name."""
    made = build_pages(content, templates_folder(), "https://example.org/bells/", books=("epub",))
    assert not made.report.errors, as_text(made.report)
    with ZipFile(io.BytesIO(made.files["downloads/companion.epub"])) as archive:
        names = (each for each in archive.namelist() if each.endswith((".xhtml", ".opf")))
        return {each.removeprefix("EPUB/"): fromstring(archive.read(each)) for each in names}


@cache
def book(name: str) -> Mapping[str, Element]:
    return book_of(SITES / name / "content")


def documents(files: Mapping[str, Element]) -> dict[str, Element]:
    return {name: tree for name, tree in files.items() if name.endswith(".xhtml")}


def metadata(files: Mapping[str, Element]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in files["package.opf"].iter(f"{OPF}meta"):
        found.setdefault(each.get("property", ""), []).append((each.text or "").strip())
    return found


def navs(files: Mapping[str, Element]) -> dict[str, list[tuple[str, str]]]:
    """Text and target of each line of the navigation, by what the list is."""
    return {
        nav.get(f"{OPS}type", ""): [("".join(a.itertext()), a.get("href", "")) for a in nav.iter(f"{XHTML}a")]
        for nav in files["nav.xhtml"].iter(f"{XHTML}nav")
    }


def targets(files: Mapping[str, Element]) -> set[str]:
    ids = {f"{name}#{e.get('id')}" for name, tree in documents(files).items() for e in tree.iter() if e.get("id")}
    return ids | set(documents(files))


@each_book
def test_metadata_say_what_readers_can_rely_on_and_are_true(name: str) -> None:
    files, said = book(name), metadata(book(name))
    for wanted in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"):
        assert all(said[f"schema:{wanted}"]), wanted
    assert len(said["schema:accessibilitySummary"][0]) > 20
    features = set(said["schema:accessibilityFeature"])
    trees = documents(files).values()
    has_math = any(True for tree in trees for _ in tree.iter(f"{MATHML}math"))
    has_index = any(e.get(f"{OPS}type") == "index" for tree in trees for e in tree.iter(f"{XHTML}section"))
    assert ("MathML" in features) is has_math
    assert ("index" in features) is has_index
    assert ("pageNavigation" in features) is ("page-list" in navs(files))


@each_book
def test_contents_and_landmarks_lead_into_the_text(name: str) -> None:
    files = book(name)
    lists = navs(files)
    assert {"toc", "landmarks"} <= set(lists)
    for lines in lists.values():
        assert lines
        assert [target for text, target in lines if target not in targets(files) or not text.strip()] == []
    kinds = {a.get(f"{OPS}type") for a in files["nav.xhtml"].iter(f"{XHTML}a")}
    assert {"toc", "bodymatter"} <= kinds


@each_book
def test_headings_begin_at_the_first_level_and_leave_none_out(name: str) -> None:
    for file, tree in documents(book(name)).items():
        levels = [int(e.tag[-1]) for e in tree.iter() if re.fullmatch(rf"{re.escape(XHTML)}h[1-6]", e.tag)]
        assert levels[:1] in ([1], []), file
        assert all(after <= before + 1 for before, after in pairwise(levels)), (file, levels)


@each_book
def test_images_and_formulas_have_texts_and_tables_have_heads(name: str) -> None:
    for file, tree in documents(book(name)).items():
        # An image that only adorns says so by an empty text.
        assert [e.get("src") for e in tree.iter(f"{XHTML}img") if "alt" not in e.attrib] == [], file
        assert sum(not e.get("alt") for e in tree.iter(f"{XHTML}img")) <= ADORNING.get(name, 0), file
        assert [e for e in tree.iter(f"{MATHML}math") if not (e.get("alttext") or "").strip()] == [], file
        assert [e for e in tree.iter(f"{XHTML}table") if next(e.iter(f"{XHTML}th"), None) is None] == [], file


@each_book
def test_every_text_says_its_language_in_both_ways(name: str) -> None:
    language = next(book(name)["package.opf"].iter("{http://purl.org/dc/elements/1.1/}language")).text
    for file, tree in documents(book(name)).items():
        assert tree.get("lang"), file
        assert [e for e in tree.iter() if e.get("lang", "") != e.get(LANG, "")] == [], file
    assert documents(book(name))["nav.xhtml"].get("lang") == language


PAGED = """---
title: The landing stage
passages:
  on-the-shore: {page: 103, role: context}
  at-the-oars: {page: "103", role: context}
  ashore: {page: xii, role: context}
  back-again: {page: 103, role: context}
---

{#on-the-shore}
The boat waits *on* the shore.

{#at-the-oars}
Two sit at the oars.

{#ashore}
> Nobody stays.

{#back-again}
It goes back.
"""


def test_pages_of_the_article_are_marked_and_listed_once_each(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    write_files(folder, {"content/sections/02-landing.md": PAGED})
    files = book_of(folder / "content")
    lists = navs(files)
    assert [text for text, _ in lists["page-list"]] == ["103", "xii"]
    assert {target for _, target in lists["page-list"]} <= targets(files)
    marks = [e for e in files["landing.xhtml"].iter() if e.get(f"{OPS}type") == "pagebreak"]
    assert [(mark.get("role"), mark.get("aria-label")) for mark in marks] == [
        ("doc-pagebreak", "103"),
        ("doc-pagebreak", "xii"),
    ]
    assert [f"landing.xhtml#{mark.get('id')}" for mark in marks] == [target for _, target in lists["page-list"]]
    passages = {e.get("id"): list(e) for e in files["landing.xhtml"].iter(f"{XHTML}div") if e.get("id")}
    assert passages["on-the-shore"][0] is marks[0]
    assert passages["ashore"][0] is marks[1]
    said = metadata(files)
    assert {"pageBreakMarkers", "pageNavigation"} <= set(said["schema:accessibilityFeature"])
    assert said["pageBreakSource"]


@pytest.mark.parametrize("page", ["'12 f.'", "[12]", "'page number twelve'", "-"])
def test_what_is_no_number_of_a_page_is_refused(page: str, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    write_files(folder, {"content/sections/02-landing.md": PAGED.replace("page: xii", f"page: {page}")})
    made = build_pages(folder / "content", templates_folder())
    assert [(each.rule.id, each.origin.line) for each in made.report.errors] == [("field-value", 6)]


def test_a_book_of_an_article_without_known_pages_has_no_list_of_them() -> None:
    assert "page-list" not in navs(book("whole"))
    assert "pageBreakSource" not in metadata(book("whole"))
