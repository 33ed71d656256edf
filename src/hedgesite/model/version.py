"""Content types of `versions/*.yml`: what each version of the companion changed, as it was recorded.

A record outlives what it names: ids in it are those of its time, and no reference is looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hedgesite.model.base import DEVICES, Value
from hedgesite.model.fields import Count, Day, Text, Url
from hedgesite.model.slugs import slug

FOLDER = "versions"
"""Below the content directory, with one file for each version."""
FEED = "changes/feed.atom"
"""Address of the feed below the site's root."""
_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_LONGEST = 60
"""Most characters of a version's name."""
MOST_CHANGES = 2_000
"""Most changes that one record lists; the rest is counted."""
ContentHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class ChangeStatus(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class RecordedPiece(Value):
    """Words of a text, or an item of a list: one of the three fields is given."""

    same: str = ""
    """In both versions."""
    lost: str = ""
    """Only in the earlier version."""
    added: str = ""
    """Only in the later version."""


class RecordedDifference(Value):
    """One aspect of a thing that differs."""

    aspect: Text
    """What differs: `words`, `citations`, or the name of a field such as `dimensions`."""
    pieces: tuple[RecordedPiece, ...] = ()


class RecordedChange(Value):
    """A thing that this version added, removed or changed."""

    kind: Text
    """Kind of the thing: `passage`, `source`, `dimension`, …, or `article`, `codebook`, `words`."""
    id: str = ""
    """Id of the thing in this version; in the earlier one if it was removed."""
    status: ChangeStatus
    title: str = ""
    former: str = ""
    """Id of the thing in the earlier version, if it had another."""
    section: str = ""
    """Id of the section that a passage is in."""
    differences: tuple[RecordedDifference, ...] = ()


class Version(Value):
    """One file of `versions/`, which `hedgesite diff --record` writes. The file's name is the version's."""

    date: Day
    """Day on which the version was published."""
    since: str = ""
    """The earlier version that this one is compared with; empty for the first one."""
    former_site: Url | None = None
    """Address at which the site of the earlier version is kept."""
    summary: str = ""
    """What changed, in one's own words: plain text."""
    content: ContentHash
    """Hash of the companion's content, by which `hedgesite check --advice` tells whether it has changed since."""
    changes: tuple[RecordedChange, ...] = Field(default=(), max_length=MOST_CHANGES)
    """What changed, in the terms of the research: passages in article order, then sources, then everything else."""
    more: Count = 0
    """Number of further changes that the list leaves out."""


@dataclass(frozen=True, slots=True)
class RecordedVersion:
    """A version with its name."""

    name: str
    """`v1.1`."""
    value: Version
    file: str

    @property
    def bare(self) -> str:
        """The name as `companion.version` may write it: `1.1`."""
        return bare_name(self.name)

    @property
    def anchor(self) -> str:
        """The id of its place on the page of changes."""
        return self.name.replace(".", "-")


def is_version_name(text: str) -> bool:
    """Whether a text can name a version, and its file on every operating system."""
    is_written_so = _NAME.fullmatch(text) is not None and len(text) <= _LONGEST
    return is_written_so and text.partition(".")[0] not in DEVICES


def bare_name(name: str) -> str:
    """A version's name as a file can have it, without `v` before its number: `1.1` of `v1.1`, `2-beta` of `2 (beta)`.

    Empty if nothing of the name can stand in a file's.
    """
    parts = (slug(part, "") for part in name.strip().split("."))
    return re.sub(r"\Av(?=[0-9])", "", ".".join(part for part in parts if part))
