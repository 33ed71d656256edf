"""The distribution: built, installed and used outside of the repository, with no network."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.companions import copy_site, tree
from tests.installed import REPOSITORY

pytestmark = pytest.mark.outside


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program, *rest = arguments
    command = [str(installed / "bin" / program), *rest]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env={"PATH": "/usr/bin:/bin"})


def test_wheel_holds_the_package_and_its_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.partition("/")[0].endswith(".dist-info")}
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    beside = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert beside["templates"] == "hedgesite/templates"
    expected = {name for name in tree(REPOSITORY / "src") if "__pycache__" not in name}
    expected |= {f"{inside}/{name}" for folder, inside in beside.items() for name in tree(REPOSITORY / folder)}
    assert names == expected
    assert "hedgesite/py.typed" in names


@pytest.mark.skipif(sys.platform == "win32", reason="commands lie elsewhere")
def test_installed_copy_is_what_runs(installed: Path, tmp_path: Path) -> None:
    code = "import hedgesite.build as b; print(b.__file__); print(b.templates_folder())"
    done = run(installed, "python", "-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    package, templates = map(Path, done.stdout.split())
    assert package.is_relative_to(installed)
    assert templates == package.parent / "templates"


@pytest.mark.skipif(sys.platform == "win32", reason="commands lie elsewhere")
def test_installed_command_builds_a_companion_anywhere(installed: Path, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    done = run(installed, "hedgesite", "build", "--strict", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    site = tree(folder / "site")
    assert {"index.html", "read/introduction/index.html", "sources/example2020/index.html"} <= set(site)
    assert not [path for path, data in site.items() if str(REPOSITORY).encode() in data]


@pytest.mark.skipif(sys.platform == "win32", reason="commands lie elsewhere")
def test_installed_plugin_is_found_by_mkdocs(installed: Path, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    done = run(installed, "python", "-m", "mkdocs", "build", "--quiet", "--strict", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "site/index.html").is_file()
