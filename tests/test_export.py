"""All downloads: which there are, that they never change by themselves, and what each looks like for sites/full."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hedgesite.export
from hedgesite.build import build_pages, templates_folder
from hedgesite.export.export import EXPORTS, SOURCE_EXPORTS, Export, SourceExport
from tests.companions import in_one_language
from tests.exports import COMPANIONS, FULL, GOLDEN, MINIMAL, TESTS, cards_of, context_of, downloads_of, exported

WHOLE = {
    "CITATION.cff",
    "downloads/annotations.jsonld",
    "downloads/codebook.qdc",
    "downloads/companion.json",
    "downloads/companion.qdpx",
    "downloads/companion.schema.json",
    "downloads/content.zip",
    "downloads/passages.csv",
    "downloads/references.bib",
    "downloads/references.csl.json",
    "downloads/references.ris",
}
FORMATS = (".bib", ".csl.json", ".ris", ".txt")


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_every_download_is_there(content: Path) -> None:
    context = context_of(content)
    addresses = [context.derived.routes["source", source.key] for source in context.library.sources]
    names = [address.removeprefix("sources/").strip("/") for address in addresses]
    assert sorted(cards_of(content)) == sorted(f"{name}{format}" for name in names for format in FORMATS)
    whole = WHOLE if context.library.dimensions else WHOLE - {"downloads/codebook.qdc"}
    assert list(downloads_of(content)) == sorted(whole)
    assert {file.path for file in exported(content).files} == whole


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_a_reference_is_plain_text(content: Path) -> None:
    for key, reference in context_of(content).references.items():
        plain, *_ = exported(content).of_source(key)
        assert (plain.media_type, plain.data.decode()) == ("text/plain", f"{reference.text}\n")


def test_downloads_are_as_before(update_cases: bool) -> None:
    """An archive is compared file by file."""
    found = {name.removeprefix("downloads/"): data for name, data in downloads_of(FULL).items()}
    found.update({f"sources/{name}": data for name, data in cards_of(FULL).items()})
    with zipfile.ZipFile(io.BytesIO(found.pop("companion.qdpx"))) as archive:
        found.update({f"companion.qdpx/{name}": archive.read(name) for name in archive.namelist()})
    # Its files are those of the companion: `test_content_zip.py`.
    del found["content.zip"]
    folder = GOLDEN / "full"
    if update_cases:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for name, data in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    expected = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert sorted(found) == sorted(expected)
    assert [name for name, data in found.items() if data != expected[name].read_bytes()] == []


SCRIPT = """
import hashlib, sys
from pathlib import Path
from tests.exports import cards_of, downloads_of
files = {**downloads_of(Path(sys.argv[1])), **cards_of(Path(sys.argv[1]))}
print(hashlib.sha256(b"".join(name.encode() + data for name, data in files.items())).hexdigest())
"""


def test_the_same_companion_gives_the_same_bytes() -> None:
    """Whatever the order of sets, the time zone and the language of the machine."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(FULL)],
            cwd=TESTS.parent,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(TESTS.parent)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Baku"))
    }
    assert len(digests) == 1


def test_downloads_cannot_be_changed() -> None:
    files = downloads_of(MINIMAL)
    with pytest.raises(TypeError):
        files["downloads/other"] = b""  # type: ignore[index]


def test_pages_and_files_follow_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new export is a function and a row: the file is made, and the overview leads to it."""
    invented = Export(
        "Number of passages",
        "for a test",
        "number.txt",
        "text/plain",
        lambda context: b"%d" % len(context.library.passages),
    )
    one = SourceExport(
        "Key", "key", "text/plain", lambda _, key: key.encode(), lambda context: "\n".join(context.references).encode()
    )
    monkeypatch.setattr(hedgesite.export, "EXPORTS", (*EXPORTS, invented))
    monkeypatch.setattr(hedgesite.export, "SOURCE_EXPORTS", (*SOURCE_EXPORTS, one))
    built = build_pages(FULL, templates_folder())
    pages = {page.path: in_one_language(page.body) for page in built.pages}
    assert built.files["downloads/number.txt"] == b"%d" % len(built.library.passages)
    assert '<a href="downloads/number.txt" download>Number of passages</a>' in pages[""]
    assert '<a href="../downloads/references.key" download>Key</a>' in pages["sources/"]
    for key in context_of(FULL).references:
        address = context_of(FULL).derived.routes["source", key]
        name = address.removeprefix("sources/").strip("/")
        assert f'href="data:text/plain;charset=utf-8,{key}" download="{name}.key"' in pages[address]


def test_media_types_and_paths_are_given_once_each() -> None:
    assert len({each.path for each in EXPORTS}) == len(EXPORTS)
    assert len({each.ending for each in SOURCE_EXPORTS}) == len(SOURCE_EXPORTS)
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", each.media_type) for each in (*EXPORTS, *SOURCE_EXPORTS))
