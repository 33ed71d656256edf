"""Small companions that tests build and break."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.check import check_library
from hedgesite.diagnostics import Report
from hedgesite.load import load_library
from hedgesite.model.library import Library
from hedgesite.publish import shell_for
from hedgesite.publish.settings import Settings, read_settings

SITES = Path(__file__).parent / "sites"
IN_ENGLISH = SITES / "no-catalogues"
"""Has no catalogue: pages of every companion say in English what hedgesite says, as in a language without one."""


def copy_site(name: str, to: Path) -> Path:
    """A companion of `tests/sites` with its mkdocs.yml, copied to where it may be changed and built."""
    shutil.copytree(SITES / name, to, dirs_exist_ok=True)
    return to


def overlay(case: Path, content: Path) -> None:
    """Lay the files of a case over a companion, and take out those named in its `without.txt`."""
    if (case / "content").is_dir():
        shutil.copytree(case / "content", content, dirs_exist_ok=True)
    if (case / "without.txt").is_file():
        for name in (case / "without.txt").read_text("utf-8").split():
            (content / name).unlink()


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write texts below a folder, by path."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def read(content: Path) -> tuple[Library, Report]:
    """A companion, and all that is found in its content."""
    library, report = load_library(content)
    return library, report + check_library(library)


def settings_of(folder: Path, **changes: Any) -> Settings:
    """The settings of the companion in a folder, some of them changed."""
    return replace(read_settings(folder / "mkdocs.yml").located(), **changes)


def publish_site(folder: Path, **changes: Any) -> tuple[Built, Path]:
    """Build the companion in a folder, some of its settings changed: what was built, and the folder of the site."""
    settings = settings_of(folder, **changes)
    built = build_pages(settings.docs_dir, templates_folder(), settings.site_url)
    return built, shell_for(settings).publish(built)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def in_one_language(html: str) -> str:
    """A page without what says that its words are English, for tests that ask what they say."""
    return re.sub(r' lang="en"', "", re.sub(r'<(span|tspan) lang="en">(.*?)</\1>', r"\2", html))
