"""The PDF: everything is on its sheets, in its tags, and the same twice."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from hedgesite.books.book import Place
from hedgesite.books.pdf.document import make_pdf, ranges
from hedgesite.books.pdf.formulas import draw_formulas
from hedgesite.books.pdf.layout import HandedOver, Layout, RefusedError
from hedgesite.books.pdf.notes import place_notes
from hedgesite.books.tree import read_html
from hedgesite.mathml import Formula, convert
from tests.companions import SITES
from tests.test_books_epub import book
from tests.test_formulas import WRITTEN

_SPOKEN_FOR = re.compile(r"[\s\u00ad\u2010\u2011\ufffe\u200e\u200f\u2066-\u2069-]+")
"""Blanks, and hyphens, which the layout adds."""
_HEAD, _FOOT = 62.0, 60.0
"""Points of a sheet above and below the text: running heads and numbers of sheets."""
IN_LANGUAGES = [pytest.param(name, marks=pytest.mark.slow) for name in ("whole-de", "whole-zh", "full", "numeric")]
FROM_RIGHT_TO_LEFT = [pytest.param(name, marks=pytest.mark.slow) for name in ("whole-ar", "hebrew")]


@cache
def pdf(name: str) -> bytes:
    return make_pdf(book(name))[0]


@cache
def reader(name: str) -> Any:
    return PdfReader(io.BytesIO(pdf(name)))


@cache
def sheets(name: str) -> tuple[str, ...]:
    """The text of each sheet without its head and its foot."""
    with pypdfium2.PdfDocument(pdf(name)) as document:
        texts = (sheet.get_textpage() for sheet in document)
        return tuple(each.get_text_bounded(0, _FOOT, 600, 842 - _HEAD) for each in texts)


def settled(text: str) -> str:
    return _SPOKEN_FOR.sub("", text)


@pytest.mark.parametrize("name", ["whole", *IN_LANGUAGES])
def test_every_text_of_the_book_is_on_a_sheet(name: str) -> None:
    whole = settled("".join(sheets(name)))
    assert [text for text in printed_texts(name) if settled(text) not in whole] == []


@pytest.mark.parametrize("name", FROM_RIGHT_TO_LEFT)
def test_every_word_that_runs_from_right_to_left_is_on_a_sheet(name: str) -> None:
    """Programs that read a PDF put words of two directions in another order, and say letters of a ligature twice."""
    shown = {word for sheet in sheets(name) for word in re.findall(r"[\u0590-\u06ff]+", sheet)}
    wanted = {word for text in printed_texts(name) for word in re.findall(r"[\u05d0-\u05ea\u0620-\u064a]+", text)}
    missing = {word for word in wanted if not any(_is_in(word, each) or _is_in(word[::-1], each) for each in shown)}
    assert len(wanted) > 50
    assert missing == set()


def _is_in(word: str, shown: str) -> bool:
    letters = iter(shown)
    return word in shown or (len(shown) <= len(word) + 1 and all(letter in letters for letter in word))


def printed_texts(name: str) -> list[str]:
    """The texts of a book but for formulas, which are drawings: their TeX is in the tags."""
    trees = (tree for chapter in book(name).chapters() for tree in (chapter.tree, *chapter.notes))
    return [text for tree in trees for text in _outside_formulas(tree) if text.strip()]


def _outside_formulas(element: Element) -> Iterator[str]:
    if not element.tag.startswith("{"):
        yield element.text or ""
        for child in element:
            yield from _outside_formulas(child)
            yield child.tail or ""


def test_notes_are_at_the_foot_of_the_sheet_that_calls_them() -> None:
    for sheet in sheets("whole"):
        for note, called in (("Note of the cell.", "Bruges"), ("Right after the quotation.", "The bell calls.")):
            assert (note in sheet) == (called in sheet)


def elements(node: Any) -> Iterator[Any]:
    """The tags below a tag."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for each in node:
            yield from elements(each)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node["/K"])


@cache
def tags(name: str) -> tuple[Any, ...]:
    root: Any = reader(name).trailer["/Root"]
    return tuple(elements(root["/StructTreeRoot"]["/K"]))


def test_it_says_what_pdf_ua_asks_of_a_document() -> None:
    document = reader("whole")
    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert document.metadata
    assert document.metadata.title == "Bells of a harbour town: how a sound was shared"
    assert document.metadata.author == "A. Example"
    assert all(page.get("/Tabs") == "/S" for page in document.pages)
    assert [document.page_labels[number] for number in (0, 1, 2, 3, 4)] == ["i", "ii", "iii", "1", "2"]


def test_tags_say_what_stands_on_the_sheets() -> None:
    found = tags("whole")
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert all(each.get("/Alt") for each in figures)
    assert "E = mc^2" in {each["/Alt"] for each in figures}
    assert "Map with a tower beside the water" in {each["/Alt"] for each in figures}
    notes = [each for each in found if each["/S"] == "/Note"]
    assert len(notes) == sum(len(chapter.notes) for chapter in book("whole").chapters())
    assert len({each["/ID"] for each in notes}) == len(notes)
    heads = [each for each in found if each["/S"] == "/TH"]
    assert {each["/A"]["/Scope"] for each in heads} == {"/Column", "/Row"}


def test_the_outline_has_all_parts() -> None:
    titles = [str(each["/Title"]) for each in reader("whole").outline if not isinstance(each, list)]
    parts = [part for part in book("whole").parts if part.kind != "titlepage"]
    assert all(part.title in title for part, title in zip(parts[1:], titles[2:], strict=False))
    assert titles[0] == "Abstract"
    assert titles[1] == "Contents"
    assert titles[-2:] == ["Index of dimensions", "Index of sources"]


def test_contents_and_indexes_name_sheets() -> None:
    contents = sheets("whole")[2]
    assert re.search(r"Everything a text is made of\s+(\d+)", contents.replace("\r\n", " "))
    index = next(sheet for sheet in sheets("whole") if sheet.strip().startswith("Index of dimensions"))
    coded = next(number for number, sheet in enumerate(sheets("whole")[3:], 1) if "town ‘counts’ its bells" in sheet)
    assert re.search(rf"Shared use\s+1, {coded}\b", index), index


@pytest.mark.parametrize(
    ("sheet_of", "shown"),
    [
        ({"a": 1, "b": 2, "c": 3, "d": 7}, [("1–3", "#a"), ("7", "#d")]),
        ({"a": 4, "b": 4, "c": 4}, [("4", "#a")]),
        ({"b": 9, "a": 2}, [("2", "#a"), ("9", "#b")]),
        ({}, []),
    ],
)
def test_sheets_that_follow_each_other_are_one_range(sheet_of: dict[str, int], shown: list[tuple[str, str]]) -> None:
    assert ranges([Place(id, id) for id in "abcd"], sheet_of) == shown


def test_a_note_within_a_note_follows_it() -> None:
    call = '<sup><a role="doc-noteref" href="#{}">x</a></sup>'
    tree = read_html(f"<p>One{call.format('n1')} and two{call.format('n2')}.</p>")
    notes = [read_html(f"<p>First{call.format('n3')}\n line.</p>"), read_html("<p>2</p>"), read_html("<p>3</p>")]
    for number, note in enumerate(notes, 1):
        note.set("id", f"n{number}")
    place_notes(tree, notes)
    assert [each.get("id") for each in tree.iter("article")] == ["n1", "n3", "n2"]
    assert "".join(tree.itertext()) == "OnexFirstx line.3 and twox2."


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "https://example.org/a.png", "data:text/plain,a", "ftp://x/"]
)
def test_nothing_is_fetched_that_was_not_handed_over(address: str) -> None:
    with pytest.raises(RefusedError):
        HandedOver({"site:a.png": b"a"}).fetch(address)
    assert HandedOver({"site:a.png": b"a"}).fetch("site:a.png").read() == b"a"


def test_a_sheet_that_asks_for_a_file_is_not_made() -> None:
    html = Element("html", {"lang": "en"})
    SubElement(SubElement(html, "body"), "img", {"src": "file:///etc/hostname", "alt": "a"})
    with pytest.raises(BaseException, match="Error fetching"):
        Layout("", {}).sheets(html)


def test_progress_is_told_sheet_by_sheet() -> None:
    told: list[tuple[int, int]] = []
    make_pdf(book("minimal"), lambda done, of: told.append((done, of)))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert len(told) == len(PdfReader(io.BytesIO(make_pdf(book("minimal"))[0])).pages)
    assert all(done <= of for done, of in told)


def test_it_is_the_same_twice_and_weasyprint_has_nothing_to_say_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert make_pdf(book("whole")) == (pdf("whole"), "")
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.slow
def test_it_is_the_same_in_another_process_and_at_another_time(tmp_path: Path) -> None:
    file = tmp_path / "again.pdf"
    program = (
        "import sys, time; time.time = lambda: 1e9;"
        "from tests.test_books_epub import book; from hedgesite.books.pdf.document import make_pdf;"
        "from pathlib import Path; Path(sys.argv[1]).write_bytes(make_pdf(book('whole'))[0])"
    )
    subprocess.run([sys.executable, "-c", program, str(file)], check=True, cwd=SITES.parents[1])
    assert file.read_bytes() == pdf("whole")


FRACTIONS = [tex for tex in WRITTEN if "\\frac" in tex]


@pytest.mark.slow
def test_numerators_stand_apart_from_denominators_on_a_sheet() -> None:
    fractions = [mfrac for tex in FRACTIONS for mfrac in outer_fractions(tex)]
    assert len(fractions) > 50
    files: dict[str, bytes] = {}
    html = Element("html", {"lang": "en"})
    body = SubElement(html, "body")
    for each in fractions:
        math = SubElement(SubElement(body, "p"), each.tag.replace("mfrac", "math"), {"display": "block"})
        math.append(each)
    draw_formulas(html, files.__setitem__)
    style = "@page { size: 160mm 60mm; margin: 5mm } p { break-before: page; font: 20pt serif }"
    data = Layout(style, files).sheets(html).write_pdf()
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == len(fractions)
        for sheet, each in zip(document, fractions, strict=True):
            assert_apart(sheet.render(scale=3, grayscale=True).to_numpy(), "".join(each.itertext()))


def outer_fractions(tex: str) -> list[Element]:
    formula = convert(tex, display=True)
    assert isinstance(formula, Formula)
    tree = read_html(formula.html)
    found = [each for each in tree.iter() if each.tag.endswith("}mfrac") and each.get("linethickness") != "0"]
    return [each for each in found if not any(each in list(other.iter())[1:] for other in found)]


def assert_apart(ink: Any, name: str) -> None:
    """A line, and above and below it something that does not touch it."""
    dark = (ink < 160).reshape(ink.shape[0], -1)
    runs = [longest_run(row) if row.any() else 0 for row in dark]
    # The line of a fraction is longer than that of a root within it.
    lines = [row for row, run in enumerate(runs) if run > 0.985 * max(runs)]
    assert lines[-1] - lines[0] == len(lines) - 1, name
    rows = dark.any(axis=1)
    gaps = [not rows[row] for edge, step in ((lines[0], -1), (lines[-1], 1)) for row in (edge + 2 * step,)]
    assert gaps == [True, True], name
    assert rows[: lines[0]].any(), name
    assert rows[lines[-1] + 1 :].any(), name


def longest_run(row: Any) -> int:
    run = best = 0
    for dark in row:
        run = run + 1 if dark else 0
        best = max(best, run)
    return best
