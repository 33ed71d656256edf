"""Exact versions for `make site` and `make test`: they fit pyproject.toml, have hashes, and name no index."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / ".ci" / "locks"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
BASE: list[str] = [*PROJECT["project"]["dependencies"], *GROUPS["build"], *PROJECT["build-system"]["requires"]]
WANTED = {
    "site": BASE,
    "books": [*BASE, *EXTRAS["pdf"]],
    "test": [*BASE, *EXTRAS["test"], *EXTRAS["import"], *EXTRAS["pdf"]],
    "fuzz": [*BASE, *EXTRAS["test"], *EXTRAS["import"], *EXTRAS["pdf"], *EXTRAS["fuzz"]],
    "lock": GROUPS["lock"],
}


def locked(name: str) -> Iterator[tuple[Requirement, int]]:
    """Each requirement of a lock, and how many hashes it has."""
    text = (LOCKS / f"{name}.txt").read_text("utf-8")
    for item in re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines():
        yield Requirement(item.split(" --hash=")[0]), item.count("--hash=sha256:")


def pins(name: str) -> dict[str, set[str]]:
    """Versions by package; there are several where Python versions need several."""
    found: dict[str, set[str]] = {}
    for requirement, _ in locked(name):
        found.setdefault(canonicalize_name(requirement.name), set()).update(
            specifier.version for specifier in requirement.specifier
        )
    return found


@pytest.mark.parametrize("name", WANTED)
def test_every_version_is_exact_and_has_hashes(name: str) -> None:
    for requirement, hashes in locked(name):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], str(requirement)
        assert requirement.url is None
        assert hashes, str(requirement)


@pytest.mark.parametrize("name", WANTED)
def test_what_pyproject_asks_for_is_locked_at_a_version_it_allows(name: str) -> None:
    versions = pins(name)
    allowed: dict[str, list[SpecifierSet]] = {}
    for wanted in map(Requirement, WANTED[name]):
        allowed.setdefault(canonicalize_name(wanted.name), []).append(wanted.specifier)
    for package, ranges in allowed.items():
        found = versions.get(package, set())
        assert all(any(each.contains(version) for version in found) for each in ranges), f"{package}: run `make lock`"
        assert all(any(each.contains(version) for each in ranges) for version in found), f"{package}: run `make lock`"


def test_a_larger_lock_holds_the_versions_of_a_smaller_one() -> None:
    site, books, test, fuzz = pins("site"), pins("books"), pins("test"), pins("fuzz")
    assert site.items() <= books.items() <= test.items() <= fuzz.items()


def test_no_lock_names_an_index() -> None:
    for file in (*LOCKS.iterdir(), *(ROOT / ".ci" / "npm").iterdir()):
        assert "://" not in file.read_text("utf-8"), file.name


def test_npm_packages_are_exact_and_have_hashes() -> None:
    wanted = json.loads((ROOT / ".ci" / "npm" / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((ROOT / ".ci" / "npm" / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock.pop("")["dependencies"] == wanted
    assert {name.removeprefix("node_modules/") for name in lock} >= set(wanted)
    for name, package in lock.items():
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", package["version"]), name
        assert package["integrity"].startswith("sha512-"), name


def test_markers_are_about_the_interpreter_and_the_system_alone() -> None:
    """So that one lock serves every machine."""
    known = {"extra", *default_environment()}
    for name in WANTED:
        for requirement, _ in locked(name):
            assert set(re.findall(r"[a-z_]{6,}(?= (?:[<>=!]|not|in))", str(requirement.marker or ""))) <= known
