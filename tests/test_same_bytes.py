"""The same input gives the same bytes, wherever and whenever it is built: held over this repository's companion."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[1]
HEDGESITE = (sys.executable, "-c", "from hedgesite.cli import main; main()")
ELSEWHERE = (sys.executable, str(ROOT / "tests" / "elsewhere.py"))
LONG_AGO = 500_000_000
ADDRESS = "https://example.org/hedging/"


def _copied(folder: Path) -> Path:
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(f"{text}site_url: {ADDRESS}\n", "utf-8")
    return folder


def _built(folder: Path, command: Sequence[str], cwd: Path, **environment: str) -> dict[str, str]:
    """Build the companion in a process of its own; path to digest of every file of the site."""
    # Where the repository lives belongs to the input; the surroundings of this test do not.
    known = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI", "GIT_", "LC_"))}
    arguments = ("build", "--strict", "-f", os.path.relpath(folder / "mkdocs.yml", cwd))
    done = subprocess.run(
        [*command, *arguments], cwd=cwd, env=known | environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return digests(folder / "site")


def digests(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the companion, built once."""
    folder = _copied(tmp_path_factory.mktemp("first") / "companion")
    assert len(_built(folder, HEDGESITE, folder, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")) > 150
    return folder


def test_twice_in_one_place(first: Path) -> None:
    before = digests(first / "site")
    again = _built(first, HEDGESITE, first, TZ="UTC", PYTHONHASHSEED="3", SOURCE_DATE_EPOCH="1000000000")
    assert differing(before, again) == []


def test_place_locale_time_zone_clock_and_file_system_leave_no_trace(first: Path, tmp_path: Path) -> None:
    """In another folder, called from another one, in a locale of ASCII, in another time zone years later, with entries
    of folders in another order, files of another age and a narrow umask."""
    folder = _copied(tmp_path / "some where" / "“else” & <further>")
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    ascii_locale = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    other = _built(folder, ELSEWHERE, tmp_path, TZ="Pacific/Chatham", PYTHONHASHSEED="2", **ascii_locale)
    assert differing(digests(first / "site"), other) == []
    assert not (folder / "site" / "index.html").stat().st_mode & 0o077


def test_a_compressed_file_says_neither_when_nor_where_it_was_made(first: Path) -> None:
    """The header's modification time and file name (RFC 1952, section 2.3)."""
    header = (first / "site" / "sitemap.xml.gz").read_bytes()
    magic, flags, modified = struct.unpack("<3sBL", header[:8])
    assert magic == b"\x1f\x8b\x08"
    assert modified == 315_532_800, "the first of January 1980, as in all other archives"
    assert flags == 0x08
    assert header[10:].partition(b"\0")[0] == b"sitemap.xml"
