"""Copies of sources: what is refused, what is published of them, and whom a PDF names."""

from __future__ import annotations

import io
import shutil
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import Rule
from hedgesite.images import Fault, inspect_copy
from hedgesite.images.pdf import PdfError, names_in_pdf
from tests.exports import MINIMAL

PAGE = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
END = b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def pdf(*parts: bytes) -> bytes:
    return PAGE + b"".join(parts) + END


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"2 0 obj\n<< " + dictionary + b" >>\nstream\n" + content + b"\nendstream\nendobj\n"


def image(kind: str, *, author: str = "") -> bytes:
    written = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", author)
    more = {"pnginfo": info} if kind == "PNG" else {"exif": exif(author)}
    Image.new("RGB", (4, 3), "#123456").save(written, kind, **more)
    return written.getvalue()


def exif(author: str) -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = author
    return found


def test_a_pdf_that_names_nobody_is_fine() -> None:
    assert names_in_pdf(pdf()) == ()


@pytest.mark.parametrize(
    ("part", "names"),
    [
        (
            b"<< /Author (A. Writer) /Producer (Printer \\(2\\)) >>",
            (("Author", "A. Writer"), ("Producer", "Printer (2)")),
        ),
        (b"<< /Author <FEFF0416> >>", (("Author", "Ж"),)),
        (b"<< /Author (\xfe\xff\x04\x16) >>", (("Author", "Ж"),)),
        (b"<< /Author (Na\\357ve) >>", (("Author", "Naïve"),)),
        (b"<< /Auth#6fr (A. Writer) >>", (("Author", "A. Writer"),)),
        (b"<< /Author () >>", ()),
        (
            stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"<< /Author (Packed) >>")),
            (("Author", "Packed"),),
        ),
        (
            stream(
                b"/Type /Metadata /Subtype /XML",
                b"<dc:creator><rdf:Seq><rdf:li>A &amp; B</rdf:li></rdf:Seq></dc:creator><pdf:Producer>P</pdf:Producer>",
            ),
            (("Author", "A & B"), ("Producer", "P")),
        ),
        (stream(b"/Length 9", b"/Author (Nobody) /JS /Launch"), ()),
    ],
)
def test_whom_a_pdf_names(part: bytes, names: tuple[tuple[str, str], ...]) -> None:
    assert names_in_pdf(pdf(part)) == names


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<html></html>", "not a PDF"),
        (PAGE, "not whole"),
        (pdf(b"<< /S /JavaScript /JS (x) >>"), "a script"),
        (pdf(b"<< /S /J#61vaScript >>"), "a script"),
        (pdf(b"<< /S /Launch >>"), "a command"),
        (pdf(b"<< /EmbeddedFiles 3 0 R >>"), "another file"),
        (pdf(b"<< /XFA 3 0 R >>"), "a form with scripts"),
        (pdf(b"<< /Encrypt 3 0 R >>"), "encrypted"),
        (pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"<< /JS (x) >>"))), "a script"),
        (pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", b"no zlib")), "cannot be read"),
        (pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(bytes(40 * 2**20)))), "too large"),
    ],
)
def test_a_pdf_that_is_not_published(data: bytes, problem: str) -> None:
    with pytest.raises(PdfError, match=problem):
        names_in_pdf(data)


@pytest.mark.parametrize(
    ("path", "data", "problem"),
    [
        ("evidence/a.pdf", image("PNG"), "not a PDF but a PNG"),
        ("evidence/a.png", image("JPEG"), "not a PNG but a JPEG"),
        ("evidence/a.png", pdf(), "not a PNG but a PDF"),
        ("evidence/a.txt", pdf(), "not plain text but a PDF"),
        ("evidence/a.png", b"\x89PNG\r\n\x1a\nbroken", "not a PNG that can be read"),
        ("evidence/a.txt", b"<!DOCTYPE html><title>x</title>", "saved web page"),
        ("evidence/a.pdf", b"\n<?xml version='1.0'?><!-- saved --><HTML>", "saved web page"),
        ("evidence/a.txt", b"MIME-Version: 1.0\nContent-Type: multipart/related; x", "saved web page"),
        ("evidence/a.txt", "café".encode("latin-1"), "not text in UTF-8"),
        ("evidence/a.txt", b"a\x00b", "U+0000"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(path: str, data: bytes, problem: str) -> None:
    fault = inspect_copy(path, path, data)
    assert isinstance(fault, Fault)
    assert fault.rule is Rule.EVIDENCE_FILE
    assert problem in fault.problem


SECTION = """---
title: Introduction
passages:
  only-passage:
    role: context
    evidence:
      - {source: example2020, kind: official, supports: It, archive: ARCHIVE}
---

{#only-passage}
One passage cites one source [@example2020, 7].
"""


def built_with(folder: Path, archive: str, files: dict[str, bytes]) -> Built:
    content = folder / "content"
    shutil.copytree(MINIMAL, content)
    (content / "evidence").mkdir()
    for name, data in files.items():
        (content / "evidence" / name).write_bytes(data)
    section = next((content / "sections").iterdir())
    section.write_text(SECTION.replace("ARCHIVE", archive), encoding="utf-8")
    return build_pages(content, templates_folder())


def rules(built: Built) -> list[str]:
    return [finding.rule.id for finding in built.report.diagnostics]


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.webp", "WEBP")])
def test_images_are_published_without_their_metadata(tmp_path: Path, name: str, kind: str) -> None:
    data = image(kind, author="A. Writer")
    assert b"A. Writer" in data
    built = built_with(tmp_path, f"{{file: {name}, licence: CC0}}", {name: data})
    assert rules(built) == []
    published = built.files[f"downloads/evidence/{name}"]
    assert b"A. Writer" not in published
    with Image.open(io.BytesIO(published)) as shown:
        assert (shown.format, shown.size) == (kind, (4, 3))
    page = next(page.body for page in built.pages if page.path.startswith("read/") and 'id="only-passage"' in page.body)
    assert f'href="../../downloads/evidence/{name}"' in page
    assert "(CC0)" in page


def test_a_pdf_is_published_as_it_is_and_its_names_are_told(tmp_path: Path) -> None:
    data = pdf(b"<< /Author (A. Writer) >>")
    built = built_with(tmp_path, "{file: evidence/a.pdf, licence: CC0}", {"a.pdf": data})
    assert rules(built) == ["evidence-metadata"]
    assert "Author 'A. Writer'" in built.report.diagnostics[0].problem
    assert built.files["downloads/evidence/a.pdf"] == data


def test_what_no_evidence_names_is_not_published(tmp_path: Path) -> None:
    built = built_with(tmp_path, "https://web.archive.org/web/1/https://example.org/", {"a.txt": b"Minutes."})
    assert rules(built) == ["evidence-unused"]
    assert not [path for path in built.files if path.startswith("downloads/evidence/")]


@pytest.mark.parametrize(
    ("archive", "files", "problem", "remedy"),
    [
        ("a.txt", {"a.txt": b"Minutes."}, "no licence", "licence: …"),
        ("{file: b.txt, licence: CC0}", {"a.txt": b"Minutes."}, "there is no copy", "did you mean 'evidence/a.txt'?"),
        ("{file: page.html, licence: CC0}", {}, "there is no copy", "archive of the web"),
        ("javascript:alert(1)", {}, "there is no copy", "https://"),
        ("{file: ../../secret.txt, licence: CC0}", {}, "there is no copy", "put it into evidence/"),
    ],
)
def test_what_is_named_and_cannot_be_published(
    tmp_path: Path, archive: str, files: dict[str, bytes], problem: str, remedy: str
) -> None:
    built = built_with(tmp_path, archive, files)
    (found,) = built.report.errors
    assert found.rule is Rule.EVIDENCE_FILE
    assert problem in found.problem
    assert remedy in found.remedy


def test_a_file_that_is_refused_is_reported_once(tmp_path: Path) -> None:
    built = built_with(tmp_path, "{file: a.pdf, licence: CC0}", {"a.pdf": b"no PDF"})
    assert rules(built) == ["evidence-file"]


def test_a_saved_page_and_a_file_that_is_too_large_are_never_opened(tmp_path: Path) -> None:
    built = built_with(
        tmp_path, "https://example.org/a", {"page.html": b"<script>", "large.pdf": bytes(10 * 2**20 + 1)}
    )
    assert rules(built) == ["evidence-file", "evidence-file"]
    large, page = built.report.errors
    assert "10 MiB" in large.problem
    assert "save it as a PDF" in page.remedy
