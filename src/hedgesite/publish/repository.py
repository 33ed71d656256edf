"""The repository and the site's address, read from the environment or from git, so that a fork needs no changes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hedgesite.git import answer

_REMOTE = re.compile(
    r"(?:https?://(?:[^@/]+@)?(?P<web>[\w.-]+(?::\d+)?)/|(?:ssh://)?git@(?P<host>[\w.-]+)(?::\d+/|[:/]))"
    r"(?P<path>[\w./-]+?)(?:\.git)?/?"
)
_FORGES = re.compile(r"(?:^|[/.@])(github|gitlab|codeberg|bitbucket|gitea|forgejo)\.")
_EDITORS = {"gitlab": "-/edit", "codeberg": "_edit", "gitea": "_edit", "forgejo": "_edit", "bitbucket": "src"}
"""Path segment under which each host edits files, below a repository's address; `edit` on other hosts."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Addresses of a repository and of the site that it publishes; empty if unknown."""

    url: str = ""
    site: str = ""
    branch: str = "main"

    @property
    def name(self) -> str:
        return "/".join(self.url.rstrip("/").split("/")[-2:])

    def edit_uri(self, folder: str) -> str:
        """Path below the repository's address under which its host edits the files of a folder."""
        middle = _EDITORS.get(forge_of(self.url), "edit")
        return f"{middle}/{self.branch}/{folder.strip('/')}/"


def forge_of(url: str) -> str:
    """The software that a repository's host runs, guessed from its name: `github`, `gitlab`, …; empty if unknown."""
    forge = _FORGES.search(url)
    return forge[1] if forge else ""


def repository_of(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository:
    """Find the repository from the CI's environment, else from git's origin; empty if neither gives one."""
    if environment.get("GITHUB_REPOSITORY"):
        url = f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{environment['GITHUB_REPOSITORY']}"
        is_branch = environment.get("GITHUB_REF", "").startswith("refs/heads/")
        branch = environment.get("GITHUB_REF_NAME", "") if is_branch else ""
        return Repository(url, _github_pages(url), branch or _default_branch(folder))
    if environment.get("CI_PROJECT_URL"):
        branch = environment.get("CI_DEFAULT_BRANCH", "main")
        return Repository(environment["CI_PROJECT_URL"], environment.get("CI_PAGES_URL", ""), branch)
    match = _REMOTE.fullmatch(answer(folder, "remote", "get-url", "origin").strip())
    host = (match["web"] or match["host"]) if match else ""
    if match is None or not forge_of(host):
        return Repository()
    url = f"https://{host}/{match['path']}"
    return Repository(url, _github_pages(url), _default_branch(folder))


def _github_pages(url: str) -> str:
    match = re.fullmatch(r"https://github\.com/([^/]+)/([^/]+)", url)
    if match is None:
        return ""
    owner, name = match[1].lower(), match[2]
    return f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/")


def _default_branch(folder: Path) -> str:
    head = answer(folder, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").strip()
    return head.removeprefix("origin/") or "main"
