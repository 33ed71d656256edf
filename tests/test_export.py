"""All downloads: which there are, that they never change by themselves, and what each looks like for sites/full."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hedgesite.export import export_files
from tests.exports import COMPANIONS, FULL, GOLDEN, MINIMAL, TESTS, context_of, downloads_of

WHOLE = {
    "downloads/codebook.qdc",
    "downloads/companion.json",
    "downloads/companion.qdpx",
    "downloads/companion.schema.json",
    "downloads/passages.csv",
    "downloads/references.bib",
    "downloads/references.csl.json",
    "downloads/references.ris",
}
FORMATS = (".bib", ".csl.json", ".ris", ".txt")


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_every_download_is_there(content: Path) -> None:
    context = context_of(content)
    addresses = [context.derived.routes["source", source.key].strip("/") for source in context.library.sources]
    single = {f"downloads/{address}{format}" for address in addresses for format in FORMATS}
    whole = WHOLE if context.library.dimensions else WHOLE - {"downloads/codebook.qdc"}
    assert list(downloads_of(content)) == sorted(single | whole)


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_a_reference_is_plain_text(content: Path) -> None:
    context, files = context_of(content), downloads_of(content)
    for key, reference in context.references.items():
        address = context.derived.routes["source", key].strip("/")
        assert files[f"downloads/{address}.txt"].decode() == f"{reference.text}\n"


def test_downloads_are_as_before(update_cases: bool) -> None:
    """An archive is compared file by file."""
    found = {name.removeprefix("downloads/"): data for name, data in downloads_of(FULL).items()}
    with zipfile.ZipFile(io.BytesIO(found.pop("companion.qdpx"))) as archive:
        found.update({f"companion.qdpx/{name}": archive.read(name) for name in archive.namelist()})
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
from tests.exports import downloads_of
files = downloads_of(Path(sys.argv[1]))
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
    context = context_of(MINIMAL)
    files = export_files(context.library, context.derived, context.references)
    with pytest.raises(TypeError):
        files["downloads/other"] = b""  # type: ignore[index]
