"""The same input gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _built(folder: Path, **environment: str) -> dict[str, str]:
    """Build a copy of the companion in a process of its own; path to digest of every file of the site."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [str(Path(sys.executable).parent / "hedgesite"), "build"]
    # Where the repository lives belongs to the input; the surroundings of this test do not.
    known = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI", "GIT_"))}
    subprocess.run(command, cwd=folder, env=known | environment, check=True, capture_output=True)
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {
        path.relative_to(folder / "site").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_place_locale_time_zone_and_clock_leave_no_trace(tmp_path: Path) -> None:
    one = _built(tmp_path / "one", TZ="UTC", PYTHONHASHSEED="1")
    other = _built(
        tmp_path / "some" / "where" / "else",
        TZ="Asia/Tokyo",
        LC_ALL="C",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1000000000",
    )
    assert len(one) > 300
    assert one == other
