"""Every payload in every field: what comes of it in a book and on sheets is text, and nothing of it is asked for."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from hedgesite.books.book import Book
from hedgesite.books.epub.book import make_epub
from hedgesite.books.pdf.document import _Pdf, make_pdf
from tests.companions import SITES, copy_site, write_files
from tests.hostile import EVALUATED, HOST, Hostile, all_payloads, write_hostile_companion
from tests.test_books_access import PAGED
from tests.test_books_epub import book_from
from tests.test_safety_payloads import BLANK_OR_CONTROL, FORMULAS, SCHEMES, TEXT_ATTRIBUTES, TEXT_MARKUP

pytestmark = pytest.mark.slow

_USUAL = ("full", "whole", "bilingual", "looks")
_NAMED_BY_BOOKS = frozenset({"link", "item", "img", "rootfile"})
"""Elements of a book that name a file of it."""
_RUNS = frozenset({"/JS", "/JavaScript", "/AA", "/OpenAction", "/EF", "/XFA", "/Launch", "/RichMediaContent"})
"""What a PDF runs or holds within it. Source: PDF 2.0, ISO 32000-2, sections 7.11, 12.6 and 13.7."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of a companion with every payload in every field."""
    content = tmp_path_factory.mktemp("hostile") / "content"
    content.mkdir()
    write_hostile_companion(content, Hostile(all_payloads(), 30))
    return book_from(content)


def files_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees_of(files: dict[str, bytes]) -> dict[str, Element]:
    return {name: fromstring(data) for name, data in files.items() if re.search(r"\.(?:xhtml|opf|svg|xml)\Z", name)}


def plain(name: str) -> str:
    return name.rpartition("}")[2]


def shapes(trees: Iterable[Element]) -> set[tuple[str, str]]:
    """Each element with each of its attributes, without their namespaces; anything may have a language."""
    found = {(plain(each.tag), plain(name)) for tree in trees for each in tree.iter() for name in ("", *each.keys())}
    return {(tag, name) for tag, name in found if name not in {"lang", "dir"}}


@cache
def usual(form: str) -> set[tuple[str, str]]:
    """What companions that mean no harm have in a book or on sheets, and what an author may write."""
    found: set[tuple[str, str]] = {(tag, "") for tag in TEXT_MARKUP} | TEXT_ATTRIBUTES | FORMULAS
    with TemporaryDirectory() as empty:
        # A companion that knows the pages of its article.
        paged = copy_site("minimal", Path(empty))
        write_files(paged, {"content/sections/02-landing.md": PAGED})
        for folder in (paged, *(SITES / name for name in _USUAL)):
            made = book_from(folder / "content")
            found |= shapes(trees_of(files_of(make_epub(made))).values() if form == "epub" else [document(made)])
    return found


def document(made: Book) -> Element:
    """All that sheets are laid out from, but for indexes and contents, which name sheets."""
    pdf = _Pdf(made, lambda *_: None)
    return pdf._document(pdf.chapters)


def assert_harmless_address(tag: str, address: str) -> None:
    assert not BLANK_OR_CONTROL.search(address), (tag, address)
    scheme = re.match(r"[^/?#]*?:", address)
    assert (scheme[0][:-1].lower() if scheme else "") in SCHEMES, (tag, address)
    assert not address.startswith(("//", "\\", "/")), (tag, address)


def test_a_book_holds_no_payload_but_as_text(hostile: Book) -> None:
    files = files_of(make_epub(hostile))
    trees = trees_of(files)
    assert len(trees) > 25
    assert shapes(trees.values()) <= usual("epub")
    for name, tree in trees.items():
        assert EVALUATED not in "".join(tree.itertext())
        for element in tree.iter():
            tag = plain(element.tag)
            for address in (value for key, value in element.items() if plain(key) in {"href", "src", "full-path"}):
                assert_harmless_address(tag, address)
                if tag in _NAMED_BY_BOOKS:
                    folder = "" if name.startswith("META-INF") else "EPUB/"
                    assert f"{folder}{address}" in files, (name, address)
    assert not re.search(rb"url\(|@import|expression|tripped", files["EPUB/style.css"])
    assert all(re.fullmatch(r"(?:EPUB|META-INF)/(?:images/)?[a-z0-9.-]+|mimetype", name) for name in files)


def test_sheets_are_laid_out_from_no_payload_but_as_text(hostile: Book) -> None:
    html = document(hostile)
    drawn = {"img"}
    assert shapes([html]) <= usual("pdf")
    for element in html.iter():
        tag = plain(element.tag)
        if tag in drawn:
            assert re.fullmatch(r"(?:site|formula):[a-z0-9./-]+", element.get("src", "")), element.attrib
        elif "href" in element.attrib:
            assert_harmless_address(tag, element.attrib["href"])


def values_in(pdf: Any) -> Iterator[tuple[str, Any]]:
    """Each entry of each dictionary of a PDF."""
    left, seen = [pdf.trailer], set[int]()
    while left:
        each = left.pop()
        if isinstance(each, IndirectObject):
            if each.idnum not in seen:
                seen.add(each.idnum)
                left.append(each.get_object())
        elif isinstance(each, DictionaryObject):
            yield from each.items()
            left.extend(each.values())
        elif isinstance(each, ArrayObject):
            left.extend(each)


def test_a_pdf_runs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    """Every eighth payload, since sheets take their time; hosts in it are one that listens here."""
    content = tmp_path / "content"
    content.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        here = f"127.0.0.1:{server.getsockname()[1]}"
        texts = tuple(text.replace(HOST, here) for text in all_payloads()[::8])
        assert sum(here in text for text in texts) > 5
        write_hostile_companion(content, Hostile(texts, 30))
        made = book_from(content)
        make_epub(made)
        pdf = PdfReader(io.BytesIO(make_pdf(made)[0]))
        with pytest.raises(BlockingIOError):
            server.accept()
    found = list(values_in(pdf))
    assert {name for name, _ in found} & _RUNS == set()
    assert {str(value) for name, value in found if name == "/S" and value in {"/URI", "/GoTo", "/GoToR"}} == {"/URI"}
    for address in (str(value) for name, value in found if name == "/URI" and not isinstance(value, DictionaryObject)):
        assert re.match(r"(?:https?|mailto):", address), address
    assert not pdf.attachments
    about, described = pdf.metadata, pdf.xmp_metadata
    assert about
    assert described
    assert str(about.title).startswith(made.site.library.article.title)
    assert described.dc_title
    titles = [str(each["/Title"]) for each in pdf.outline if not isinstance(each, list)]
    assert not [title for title in titles if EVALUATED in title]
    assert len(titles) > 10
