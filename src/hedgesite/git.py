"""Asks git about a repository that somebody else may have set up: nothing that its settings name runs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")
_OFFLINE = ("-c", "protocol.allow=never")
_OF_ANOTHER = frozenset(
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
    }
)  # fmt: skip
"""Variables by which git's hooks name the repository that they run in, whatever folder is asked about."""
_SECONDS = 10


class GitError(Exception):
    """Git does not answer; the message is its own, for programs alone."""


class NoGitError(Exception):
    """There is no git."""


def ask(folder: Path, *arguments: str, data: bytes | None = None, seconds: float | None = None) -> bytes:
    """What git prints in a folder, given `data`. Raises GitError, or NoGitError."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    # What git says is read, so that it has to be in English.
    environment = {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", "-C", str(folder), *settings, *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=environment)
    except OSError as error:
        raise NoGitError(str(error)) from None
    except subprocess.TimeoutExpired as error:
        raise GitError(str(error)) from None
    said = done.stderr.decode(errors="replace")
    # Without Apple's tools, macOS has a program of this name that says only how to get them.
    if said.startswith("xcrun:") or "xcode-select" in said:
        raise NoGitError(said)
    if done.returncode != 0:
        raise GitError(said)
    return done.stdout


def answer(folder: Path, *arguments: str) -> str:
    """What git prints in a folder without asking the web; empty if it fails, hangs or is missing."""
    try:
        return ask(folder, *_OFFLINE, *arguments, seconds=_SECONDS).decode("utf-8", "replace")
    except (GitError, NoGitError):
        return ""
