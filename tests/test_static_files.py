"""Files of `static/` are published at the root, and what would harm readers or the site there is refused."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from hedgesite.build import build_pages, templates_folder
from hedgesite.diagnostics import Rule
from hedgesite.load.static_files import read_static
from hedgesite.model.static_file import MOST_FILES
from tests.companions import copy_site, publish_site, read, tree
from tests.hostile import PIXEL

PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def with_static(folder: Path, **files: bytes) -> Path:
    """The content of a small companion with files in `static/`."""
    content = copy_site("minimal", folder) / "content"
    for name, data in files.items():
        path = content / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return content


PUBLISHED = {
    "CNAME": b"companion.example.org\n",
    "robots.txt": b"User-agent: *\nAllow: /\n",
    "_headers": b"/*\n  X-Frame-Options: DENY\n  Referrer-Policy: no-referrer\n",
    ".well-known/security.txt": b"Contact: mailto:a@example.org\n",
    ".well-known/matrix/server": b'{"m.server": "example.org"}',
    "data/list.json": b'{"a": [1, 2]}',
    "proof.html": b"site-verification: proof.html",
    "Poster.pdf": PDF,
}


def test_files_of_the_list_are_published_as_they_are(tmp_path: Path) -> None:
    content = with_static(tmp_path, **PUBLISHED)
    built, site = publish_site(content.parent)
    assert not built.report.diagnostics
    found = tree(site)
    assert {path: found[path] for path in PUBLISHED} == PUBLISHED


def test_images_lose_their_metadata(tmp_path: Path) -> None:
    picture, secret = Image.new("RGB", (32, 32), "green"), PngImagePlugin.PngInfo()
    secret.add_text("Author", "a secret")
    written, icon = io.BytesIO(), io.BytesIO()
    picture.save(written, "PNG", pnginfo=secret)
    picture.save(icon, "ICO", sizes=[(16, 16), (32, 32)])
    # An icon holds whole PNG files, with all that they hold.
    assert b"a secret" in written.getvalue()
    content = with_static(tmp_path, **{"a.png": written.getvalue(), "favicon.ico": icon.getvalue()})
    files = build_pages(content, templates_folder()).files
    assert b"a secret" not in files["a.png"]
    with Image.open(io.BytesIO(files["favicon.ico"])) as image:
        assert image.info["sizes"] == {(16, 16), (32, 32)}
    with Image.open(io.BytesIO(files["a.png"])) as image:
        assert image.getpixel((3, 3)) == (0, 128, 0)


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "script": ("app.js", b"alert(1)", "is not published from here"),
    "style": ("x.css", b"a{}", "is not published from here"),
    "svg": ("x.svg", b"<svg/>", "is not published from here"),
    "page": ("x.html", b"<p>x</p>", "without '<'"),
    "lines": ("x.html", b"one\ntwo\n", "more than one line"),
    "nothing": ("x.html", b"", "one line"),
    "long": ("x.html", b"x" * 1025, "1024 bytes"),
    "in capitals": ("X.HTML", b"<p>x</p>", "is not published from here"),
    "no ending": ("LICENCE", b"x", "is not published from here"),
    "headers elsewhere": ("a/_headers", b"x", "is not published from here"),
    "hidden": (".htaccess", b"Header x", "hidden files"),
    "hidden folder": (".git/config", b"x", "hidden files"),
    "hidden below": (".well-known/.htaccess", b"x", "hidden files"),
    "well known below": ("a/.well-known/x.txt", b"x", "hidden files"),
    "script well known": (".well-known/x.js", b"x", "is not published from here"),
    "name": ("a b.txt", b"x", "no name for an address"),
    "device": ("con.txt", b"x", "no name for an address"),
    "overview": ("index.html", b"x", "the site itself writes 'index.html'"),
    "missing page": ("404.html", b"x", "the site itself writes '404.html'"),
    "missing page in capitals": ("404.HTML", b"x", "the site itself writes"),
    "assets": ("assets/x.txt", b"x", "the site itself writes 'assets'"),
    "downloads": ("Downloads/x.txt", b"x", "the site itself writes 'Downloads'"),
    "policy": ("_headers", b"/*\n  content-security-policy-report-only: x", "'content-security-policy'"),
    "access": ("_headers", b"/*\n  Access-Control-Allow-Origin: *", "'Access-Control'"),
    "type": ("_headers", b"/x.txt\n  Content-Type: text/html", "'Content-Type'"),
    "link": ("_headers", b"/*\n  Link: <https://x.example/a.css>; rel=stylesheet", "'Link'"),
    "taken away": ("_headers", b"/*\n  ! X-Content-Type-Options", "'X-Content-Type-Options'"),
    "no host": ("CNAME", b"a.example b.example", "not the name of one host"),
    "no json": ("x.json", b"{", "not JSON"),
    "deep json": ("x.json", b"[" * 100_000, "not JSON"),
    "no text": ("x.txt", b"\xff\xfe", "not text in UTF-8"),
    "control": ("x.txt", b"a\x00b", "which is not text"),
    "no image": ("x.png", b"<html>", "not a PNG"),
    "no icon": ("x.ico", b"\0\0\1\0", "not a ICO"),
    "no pdf": ("x.pdf", b"<html>", "not a PDF"),
    "pdf with a script": ("x.pdf", PDF.replace(b"/Type", b"/JavaScript (x) /Type"), "a script"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_do_harm_is_refused(name: str, tmp_path: Path) -> None:
    file, data, said = REFUSED[name]
    _, report = read(with_static(tmp_path, **{file: data}))
    assert [each.rule for each in report.errors] == [Rule.STATIC_FILE]
    assert said in report.errors[0].problem


def test_a_line_of_headers_is_named(tmp_path: Path) -> None:
    data = b"/*\n  Cache-Control: no-store\n  Access-Control-Allow-Origin: *\n/x\n  Content-Security-Policy: x\n"
    _, report = read(with_static(tmp_path, _headers=data))
    assert [each.origin.line for each in report.errors] == [3, 5]


def test_links_are_refused(tmp_path: Path) -> None:
    content = with_static(tmp_path, **{"x.txt": b"x"})
    (content / "static" / "y.txt").symlink_to(content / "article.yml")
    (content / "static" / "z").symlink_to(content)
    assert [each.problem for each in read(content)[1].errors] == ["this is a symbolic link"] * 2
    (content / "static" / "y.txt").unlink()
    (content / "static" / "z").unlink()
    (content / "static").rename(content.parent / "elsewhere")
    (content / "static").symlink_to(content.parent / "elsewhere")
    files, report = read_static(content)
    assert files == ()
    assert [each.rule for each in report.errors] == [Rule.STATIC_FILE]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    content = with_static(tmp_path, **{"x.txt": b"x"})
    os.mkfifo(content / "static" / "y.txt")
    assert [each.problem for each in read(content)[1].errors] == ["this is not a regular file"]


def test_names_that_differ_by_case_are_refused(tmp_path: Path) -> None:
    _, report = read(with_static(tmp_path, **{"a.txt": b"x", "A.txt": b"y"}))
    assert ["only by case" in each.problem for each in report.errors] == [True]


def test_there_are_not_too_many(tmp_path: Path) -> None:
    _, report = read(with_static(tmp_path, **{f"f{n}.txt": b"x" for n in range(MOST_FILES + 1)}))
    assert [f"more than {MOST_FILES} files" in each.problem for each in report.errors] == [True]


@pytest.mark.parametrize(
    ("file", "clash"),
    [
        ("sources/index.html", "sources/index.html"),
        ("Sources/Index.html", "sources/index.html"),
        ("sources/index.html/x.txt", "sources/index.html"),
    ],
)
def test_what_the_site_writes_itself_stays(file: str, clash: str, tmp_path: Path) -> None:
    content = with_static(tmp_path, **{file: b"x"})
    built = build_pages(content, templates_folder())
    assert [each.rule for each in built.report.errors] == [Rule.STATIC_FILE]
    assert f"the site itself writes '{clash}'" in built.report.errors[0].problem
    assert not built.pages


def test_a_file_beside_a_page_is_published(tmp_path: Path) -> None:
    content = with_static(tmp_path, **{"sources/note.txt": b"x", "sources/p.png": PIXEL})
    assert {"sources/note.txt", "sources/p.png"} <= set(build_pages(content, templates_folder()).files)


@pytest.mark.parametrize("file", [".github/workflows/publish.yml", "templates/new/dot-github/workflows/publish.yml"])
def test_workflows_publish_hidden_files_too(file: str) -> None:
    """GitHub's action leaves out `.well-known/` unless it is told otherwise."""
    text = (Path(__file__).parents[1] / file).read_text("utf-8")
    (step,) = re.findall(r"uses: actions/upload-pages-artifact@.*\n +with:\n((?: {10}.*\n)+)", text)
    assert "include-hidden-files: true" in step
