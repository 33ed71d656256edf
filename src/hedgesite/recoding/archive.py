"""A REFI-QDA project as a tree of elements, read within bounds.

Only `project.qde` and the texts beside it are read, by their names in the archive. No path in the project is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hedgesite.bounded_archive import ArchiveError, members_of
from hedgesite.bounded_xml import Bounds, Element, XmlError, read_xml
from hedgesite.recoding.recoded import unreadable
from hedgesite.regular_files import MEBIBYTE

_PROJECT = "project.qde"
_TEXTS = "sources/"
_LARGEST_PROJECT = 16 * MEBIBYTE
_LARGEST_TEXT = 4 * MEBIBYTE
_LARGEST_TOGETHER = 64 * MEBIBYTE
_BOUNDS = Bounds(_LARGEST_PROJECT, deepest=60)
"""Codes within codes are the deepest part; programs have a handful of levels."""


@dataclass(frozen=True, slots=True)
class Project:
    """The root of a project, and the plain texts in its archive by their file names."""

    root: Element
    texts: Mapping[str, str]


def read_archive(data: bytes, shown: str) -> Project:
    """Unpack a project. Raises UnreadableCodesError if it is no archive, has no project, or exceeds a bound."""
    try:
        members = dict(members_of(data, _largest, _LARGEST_TOGETHER))
    except ArchiveError as error:
        raise unreadable(shown, f"the archive {error.why}", _FEWER) from None
    if _PROJECT not in members:
        raise unreadable(shown, f"the archive has no {_PROJECT}", "export the project as REFI-QDA")
    try:
        root = read_xml(members.pop(_PROJECT), _BOUNDS)
    except XmlError as error:
        place = f"{shown}/{_PROJECT}"
        raise unreadable(place, f"the project {error.why}", _AGAIN, error.line, error.column) from None
    return Project(
        root, {name.removeprefix(_TEXTS): text.decode("utf-8-sig", "replace") for name, text in members.items()}
    )


_FEWER = "export the project again, with the texts of the companion alone"
_AGAIN = "export it again as REFI-QDA, in UTF-8 and without a DOCTYPE"


def _largest(name: str) -> int:
    """Most bytes of a file in the archive; 0 for a file that is not read."""
    if name == _PROJECT:
        return _LARGEST_PROJECT
    return _LARGEST_TEXT if name.startswith(_TEXTS) and name.endswith(".txt") and name.count("/") == 1 else 0
