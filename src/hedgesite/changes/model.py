"""What a revision changes, as values: nothing here knows how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hedgesite.diagnostics import Diagnostic


class Part(StrEnum):
    """Whether a piece of text stands in both revisions, or in one alone."""

    SAME = "same"
    LOST = "lost"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, or an item of a list."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of a thing (its words, its dimensions, a field of its entry) in which two revisions differ."""

    aspect: str
    pieces: tuple[Piece, ...]
    is_list: bool = False
    """Whether each piece is an item of its own, rather than part of a running text."""

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces if piece.part is Part.LOST)

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces if piece.part is Part.ADDED)


class Status(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that two revisions do not have alike."""

    kind: str
    """A kind of `hedgesite.model.kinds`, or `article` or `codebook`."""
    id: str
    """The present id, or the last one of a thing that was removed; empty for the article and the codebook."""
    status: Status
    title: str = ""
    section: str = ""
    """Of a passage."""
    former: str = ""
    """The id before, where it was another."""
    differences: tuple[Difference, ...] = ()

    def difference(self, aspect: str) -> Difference | None:
        """The difference in one aspect, or None where there is none."""
        return next((found for found in self.differences if found.aspect == aspect), None)


class Cover(StrEnum):
    """Where a link to a former address leads now."""

    REDIRECT = "redirect"
    PAGE = "page"
    """To the page that it led to, though not to the place on it."""
    OTHER = "other"
    """To another thing."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that a published link may hold and that nothing has any more."""

    kind: str
    id: str
    """The thing's id before."""
    before: str
    after: str | None
    """Where the thing stands now; None where it is gone."""
    cover: Cover


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that two revisions of a companion do not have alike."""

    passages: tuple[Change, ...] = ()
    """In article order; removed ones last."""
    sources: tuple[Change, ...] = ()
    others: tuple[Change, ...] = ()
    """The article, sections, the codebook, and everything else that passages point at."""
    addresses: tuple[Moved, ...] = ()
    appeared: tuple[Diagnostic, ...] = ()
    """Findings that the later revision has and the earlier had not. Files are named below the content directory."""
    gone: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()
    """`before`, `after`: revisions with faults that kept things from being read, which may therefore seem removed."""

    def __bool__(self) -> bool:
        return any((self.passages, self.sources, self.others, self.addresses, self.appeared, self.gone))
