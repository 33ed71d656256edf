"""The address that a companion's workflows install hedgesite from: a repository with a commit or a tag.

A bare name would be unsafe: whoever registers it in a package index could run code wherever a companion is built.

Source: https://packaging.python.org/en/latest/specifications/version-specifiers/#direct-references
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNKNOWN = 'hedgesite: its address is not known yet, see "Where hedgesite comes from" in README.md'
"""A line that makes `pip install -r` stop and print it: it is not a valid requirement, so no index is asked."""

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?"
_PATH = r"(?:/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)+"
_URL = re.compile(rf"https://{_HOST}{_PATH}")
"""Excludes characters that end a requirement, begin a comment or marker, or expand a variable."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*(?:/[A-Za-z0-9][A-Za-z0-9._+-]*)*")
_MOVING = {"head", "main", "master", "trunk", "develop", "dev"}
_SSH = re.compile(r"(?:ssh://git@(?P<host>[a-z0-9.-]+)/|git@(?P<scp>[a-z0-9.-]+):)(?P<path>[^/].*)")
_SAME_OVER_HTTPS = {"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"}
"""Hosts on which a repository has the same path over SSH and HTTPS; for other hosts this is unknown."""


class AddressError(ValueError):
    """The companion cannot be installed from the address; the message gives the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class InstallAddress:
    """A repository over HTTPS, without credentials, and a commit or tag of it."""

    url: str
    revision: str

    @classmethod
    def of(cls, url: str, revision: str) -> InstallAddress:
        """Remove credentials. Raises AddressError if either part cannot stand in `requirements.txt` unchanged."""
        url = without_credentials(url)
        if not _URL.fullmatch(url):
            raise AddressError(f"{url!r} is not an https:// address of a repository, in letters, digits and ._~+-/")
        if not _is_revision(revision):
            raise AddressError(f"{revision!r} is neither a commit nor a tag: write the 40 digits of a commit, or a tag")
        return cls(url, revision)

    @property
    def is_commit(self) -> bool:
        """Whether the revision is permanent; a tag can be moved."""
        return bool(_COMMIT.fullmatch(self.revision))

    @property
    def requirement(self) -> str:
        """The line of `requirements.txt`."""
        return f"hedgesite[pdf] @ git+{self.url}@{self.revision}"


def read_address(text: str) -> InstallAddress:
    """Read `https://host/path@revision`, with `git+` before it or without. Raises AddressError."""
    scheme, _, rest = text.removeprefix("git+").partition("://")
    if scheme != "https":
        raise AddressError(f"{without_credentials(text)!r} is not an https:// address of a repository")
    host, slash, path = rest.partition("/")
    path, at, revision = path.partition("@")
    if not at:
        url = without_credentials(f"{scheme}://{host}{slash}{path}")
        raise AddressError(f"{url!r} names no commit: append @ and the 40 digits of a commit or a tag")
    return InstallAddress.of(f"{scheme}://{host}{slash}{path}", revision)


def without_credentials(url: str) -> str:
    """The address without user and password, because requirements are public."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def over_https(remote: str) -> str:
    """The HTTPS address of a remote given for SSH, if its host has the same path over HTTPS; else unchanged."""
    found = _SSH.fullmatch(remote)
    host = (found["host"] or found["scp"]) if found else ""
    return f"https://{host}/{found['path']}" if found and host in _SAME_OVER_HTTPS else remote


def _is_revision(text: str) -> bool:
    """Whether a text is a full commit hash, or a valid tag that is not a common branch name."""
    if _COMMIT.fullmatch(text):
        return True
    is_name = bool(_TAG.fullmatch(text)) and ".." not in text and not text.endswith((".", ".lock"))
    return is_name and text.lower() not in _MOVING
