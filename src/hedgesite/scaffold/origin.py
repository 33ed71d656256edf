"""Finds the repository that this copy of hedgesite was installed from.

Source: https://packaging.python.org/en/latest/specifications/direct-url/
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import hedgesite
from hedgesite.git import answer
from hedgesite.scaffold.install import AddressError, InstallAddress, over_https


def installed_from() -> InstallAddress | None:
    """The repository and commit that pip installed this copy from, or those of the checkout that it runs in.

    None if the installation does not state them, if the origin lacks the checkout's commit, or if others could not
    install from the address.
    """
    try:
        text = distribution("hedgesite").read_text("direct_url.json")
        data = json.loads(text or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    return address_in(data, Path(hedgesite.__file__))


def address_in(data: Any, module: Path) -> InstallAddress | None:
    """The address in a `direct_url.json`, for the copy whose `hedgesite/__init__.py` is given."""
    if not isinstance(data, dict) or not isinstance(data.get("url"), str) or "subdirectory" in data:
        return None
    version_control, folder = data.get("vcs_info"), data.get("dir_info")
    if isinstance(version_control, dict) and version_control.get("vcs") == "git":
        return _address(data["url"], str(version_control.get("commit_id", "")))
    parts = urlsplit(data["url"])
    if isinstance(folder, dict) and folder.get("editable") is True and (parts.scheme, parts.netloc) == ("file", ""):
        return _of_checkout(Path(url2pathname(parts.path)), module)
    return None


def _address(url: str, commit: str) -> InstallAddress | None:
    try:
        address = InstallAddress.of(over_https(url), commit)
    except AddressError:
        return None
    return address if address.is_commit else None


def _of_checkout(folder: Path, module: Path) -> InstallAddress | None:
    """The origin and commit of a checkout, if it is the running one and its commit is published."""
    runs_here = module.resolve().parent.parent == (folder / "src").resolve()
    top = answer(folder, "rev-parse", "--show-toplevel").strip() if runs_here else ""
    # A folder without a repository of its own may lie inside another one, whose origin is not hedgesite's.
    if not top or Path(top).resolve() != folder.resolve():
        return None
    commit = answer(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    # The raw setting is read, because `git remote get-url` applies the user's own abbreviations.
    url = answer(folder, "config", "--get", "remote.origin.url").strip()
    known = commit and answer(folder, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes/origin/").strip()
    return _address(url, commit) if known else None
