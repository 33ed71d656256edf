"""Files: which are read, in which order, and what is said of the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.load.files import ContentFiles, read_files, shown_path
from tests.companions import write_files


def read(content: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[ContentFiles, list[str]]:
    monkeypatch.chdir(content.parent)
    files, report = read_files(Path(content.name))
    return files, as_text(report).splitlines()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_files_are_read_by_name_and_folders_in_order(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["10-last.md", "02-second.md", "01_first.md", "a-letter.md"]
    write_files(content, {f"sections/{name}": name for name in names})
    write_files(content, {"data/2020.yml": "", "pages/about.md": "", "article.yml": "title: A\n"})
    files, findings = read(content, monkeypatch)
    assert findings == []
    assert [file.id for file in files.folders["sections"]] == ["first", "second", "last", "a-letter"]
    assert [file.shown for file in files.folders["data"]] == ["content/data/2020.yml"]
    assert [file.id for file in files.folders["data"]] == ["2020"]
    assert files.single["article.yml"].text == "title: A\n"
    assert files.root == "content"
    assert files.unread == frozenset()


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        ("\u2028é\u0085\n".encode(), "\u2028é\u0085\n"),
        (b"", ""),
    ],
    ids=["unix", "windows", "old mac", "byte order mark", "other breaks", "empty"],
)
def test_lines_end_alike_however_they_are_written(
    written: bytes, read_as: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "article.yml").write_bytes(written)
    files, findings = read(content, monkeypatch)
    assert findings == []
    assert files.single["article.yml"].text == read_as


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"caf\xe9", "1:4: file-encoding: the byte 0xe9 is not UTF-8"),
        ("é\r\né".encode() + b"\xff", "2:2: file-encoding: the byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbfab\xff", "1:3: file-encoding: the byte 0xff is not UTF-8"),
        ("title".encode("utf-16"), "1:1: file-encoding: the byte 0xff is not UTF-8"),
        (b"a\xc3", "1:2: file-encoding: the byte 0xc3 is not UTF-8"),
        (b"\xed\xa0\x80", "1:1: file-encoding: the byte 0xed is not UTF-8"),
    ],
)
def test_a_byte_that_is_no_utf_8_is_found(
    written: bytes, expected: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "article.yml").write_bytes(written)
    files, findings = read(content, monkeypatch)
    assert findings == [f"content/article.yml:{expected}; save the file as UTF-8"]
    assert files.single == {}
    assert files.unread == {"article.yml"}


def test_links_are_not_followed(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"elsewhere/secret.md": "secret", "elsewhere/actors.yml": "secret"})
    (content / "sections").symlink_to(tmp_path / "elsewhere")
    (content / "actors.yml").symlink_to(tmp_path / "elsewhere/actors.yml")
    (content / "events.yml").symlink_to("nowhere.yml")
    (content / "pages").mkdir()
    (content / "pages" / "loop").symlink_to("..")
    files, findings = read(content, monkeypatch)
    assert findings == [
        f"content/{name}:1:1: file-link: this is a symbolic link; put the file itself here"
        for name in ("actors.yml", "events.yml", "pages/loop", "sections")
    ]
    assert files.single == {}
    assert not any(files.folders.values())
    assert files.unread == {"actors.yml", "events.yml", "pages/loop", "sections"}


def test_the_content_directory_itself_may_be_a_link(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {"article.yml": "title: A\n"})
    linked = content.parent / "linked"
    linked.symlink_to(content)
    files, findings = read(linked, monkeypatch)
    assert findings == []
    assert files.single["article.yml"].shown == "linked/article.yml"


def test_hidden_files_are_nobody_s_business(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {".DS_Store": "", "sections/.one.md.swp": "", ".git/config": "", ".obsidian/a/b.md": ""})
    (content / ".#article.yml").symlink_to("someone@somewhere.1234")
    assert read(content, monkeypatch)[1] == []


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("introduction.md", "introduction"),
        ("01-introduction.md", "introduction"),
        ("01_introduction.md", "introduction"),
        ("2020.md", "2020"),
        ("2020-2021.md", "2021"),
        ("a-1.md", "a-1"),
    ],
)
def test_a_file_s_name_is_its_id(name: str, id: str, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {f"sections/{name}": ""})
    files, findings = read(content, monkeypatch)
    assert findings == []
    assert [file.id for file in files.folders["sections"]] == [id]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Introduction.md", "introduction.md"),
        ("the introduction.md", "the-introduction.md"),
        ("01 Introduction.md", "01-introduction.md"),
        ("été.md", "ete.md"),
        ("a_b.md", "a-b.md"),
        ("a.b.md", "a-b.md"),
        ("-a.md", "a.md"),
        ("Увод.md", "uvod.md"),
        ("….md", "an-id.md"),
        ("\u0663-one.md", "3-one.md"),
        ("e\u0301t\u00e9.md", "ete.md"),
        ("\u0430bout.md", "about.md"),
        ("one .md", "one.md"),
        ("one..md", "one.md"),
        ("C:one.md", "c-one.md"),
        ("$(touch one).md", "touch-one.md"),
    ],
)
def test_a_name_that_makes_no_id_is_refused(
    name: str, better: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(content, {f"sections/{name}": "text"})
    files, findings = read(content, monkeypatch)
    assert findings == [
        f"content/sections/{name}:1:1: file-name: '{name}' does not make an id or an address; "
        f"use a-z, 0-9 and hyphens, such as '{better}'"
    ]
    assert [file.text for file in files.folders["sections"]] == ["text"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("article.yaml", "article.yml"),
        ("Article.yml", "article.yml"),
        ("References.bib", "references.bib"),
        ("references.bibtex", "references.bib"),
        ("data/Trade.YAML", "data/trade.yml"),
        ("sections/one.markdown", "sections/one.md"),
        ("Pages/About.md", "pages/about.md"),
    ],
)
def test_a_slip_in_a_name_is_an_error(name: str, meant: str, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {name: ""})
    files, findings = read(content, monkeypatch)
    assert findings == [f"content/{name}:1:1: file-name: '{name}' is not read under this name; rename it to '{meant}'"]
    assert files.unread >= {meant}


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("notes.txt", "move it out of the content directory"),
        ("about.md", "move it to sections/ or pages/"),
        ("sections/part/one.md", "move it to sections/"),
        ("pages/deep/er/one.md", "move it to pages/"),
        ("sections/picture.png", "move it to figures/"),
        ("data/table.csv", "move it to tables/"),
        ("other/one.yml", "move it out of the content directory"),
        ("pages/article.yml", "move it to the content directory itself, beside article.yml"),
        ("sections/references.bib", "move it to the content directory itself, beside article.yml"),
        (
            "sections/draft.fodt",
            "move it out of the content directory; 'hedgesite import' makes sections of a manuscript",
        ),
        (
            "sections/draft.docx",
            "move it out of the content directory; 'hedgesite import' makes sections of a manuscript",
        ),
        (
            "figures/map.pdf",
            "if it is an image to show, save it as SVG, PNG or JPEG, in figures/; else move it out of the content "
            "directory",
        ),
        ("tables/trade.XLSX", "save the sheet as CSV, in tables/"),
    ],
)
def test_other_files_have_no_part(name: str, remedy: str, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {name: ""})
    assert read(content, monkeypatch)[1] == [
        f"content/{name}:1:1: file-unexpected: '{name}' does not belong here; {remedy}"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_name_that_is_no_text_can_be_shown(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (content / "sections").mkdir()
    Path(os.fsdecode(os.fsencode(content) + b"/sections/\xff.md")).write_text("", "utf-8")
    findings = read(content, monkeypatch)[1]
    assert findings[0].startswith("content/sections/\\xff.md:1:1: file-name: '\\xff.md' does not make an id")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(content / "article.yml")
    (content / "actors.yml").mkdir()
    files, findings = read(content, monkeypatch)
    assert findings == [
        "content/article.yml:1:1: file-encoding: this is not a regular file; put an ordinary file here",
    ]
    assert files.unread == {"article.yml"}


def test_a_file_that_may_not_be_read_is_said_so(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {"article.yml": ""})

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read(content, monkeypatch)[1] == [
        "content/article.yml:1:1: file-encoding: the file cannot be read: Permission denied; "
        "let its owner give you access to it"
    ]


@pytest.mark.parametrize(("name", "largest"), [("article.yml", 2), ("references.bib", 16), ("sections/one.md", 1)])
def test_a_huge_file_is_not_read(name: str, largest: int, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(content, {name: ""})
    with (content / name).open("wb") as file:
        file.truncate(largest * 1024 * 1024 + 1)
    assert read(content, monkeypatch)[1] == [
        f"content/{name}:1:1: file-encoding: the file has more than {largest} MiB; split it"
    ]


def test_a_control_character_is_no_text(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "sections/one.md"
    write_files(content, {name: "one\ntw\x1b[2Jo\n"})
    files, findings = read(content, monkeypatch)
    assert findings == [f"content/{name}:2:3: file-encoding: the control character U+001B is not text; remove it"]
    assert name in files.unread


@pytest.mark.parametrize(
    ("data", "found", "text"),
    [
        (
            b"a\nb\x0cc",
            ["2:2: file-encoding: U+000C is a control character; remove it; it is read as a blank"],
            "a\nb c",
        ),
        (
            b"a\x00b\x1bc\x85",
            [
                "1:2: file-encoding: U+0000 is a control character; remove it; it is read as a blank",
                "1:4: file-encoding: U+001B is a control character; remove it; it is read as a blank",
                "1:6: file-encoding: the byte 0x85 is not UTF-8; remove it; it is read as a blank",
            ],
            "a b c ",
        ),
        (
            b"a\xe9b\r\nc",
            ["1:2: file-encoding: the byte 0xe9 is not UTF-8; remove it; it is read as a blank"],
            "a b\nc",
        ),
        ("é".encode("latin-1") * 11, ["1:1: file-encoding: the byte 0xe9 is not UTF-8; save the file as UTF-8"], None),
        (b"\xff\xfe@\x00b\x00", ["1:1: file-encoding: the byte 0xff is not UTF-8; save the file as UTF-8"], None),
    ],
    ids=["form feed", "zero, escape and a byte", "one byte", "Latin-1", "UTF-16"],
)
def test_a_stray_byte_does_not_lose_a_bibliography(
    data: bytes, found: list[str], text: str | None, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "references.bib").write_bytes(data)
    files, findings = read(content, monkeypatch)
    assert findings == [f"content/references.bib:{one}" for one in found]
    assert (files.single["references.bib"].text if text else files.single.get("references.bib")) == text


WINDOWS_TAKES = ["CON", "con", "aux", "nul", "prn", "com1", "lpt9"]


@pytest.mark.parametrize("name", WINDOWS_TAKES)
@pytest.mark.parametrize("folder", ["sections", "pages"])
def test_a_name_that_windows_keeps_for_a_device_is_refused(
    name: str, folder: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(content, {f"{folder}/{name}.md": ""})
    (finding,) = read(content, monkeypatch)[1]
    assert f"content/{folder}/{name}.md:1:1: file-name: '{name}.md' " in finding


def test_paths_are_shown_as_their_user_would_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(Path("content/a.md")) == "content/a.md"
    assert shown_path(tmp_path / "content" / "a.md") == "content/a.md"
    assert shown_path(Path("content/../other/a.md")) == "other/a.md"
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert shown_path(Path("../content/a.md")) == f"{tmp_path.as_posix()}/content/a.md"
