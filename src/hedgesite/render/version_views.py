"""Views of the recorded versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgesite.model import kinds
from hedgesite.model.front_matter import Annotation
from hedgesite.model.version import ChangeStatus, RecordedChange, RecordedDifference, RecordedPiece, RecordedVersion
from hedgesite.render.page_context import PageContext
from hedgesite.words import Words, date_in_words

MOST_SHOWN = 300
"""Most changes that the page lists, of all versions together; of the others it says the number."""
MOST_CHARACTERS = 60_000
"""Most characters of what differs that the page shows; of further changes it says what they are about."""
_REWORDED = frozenset({"words", "markup"})
_MOVED = frozenset({"section", "place"})
_SPAN = "code of "
_ABOUT = {
    _SPAN: ("", "Dimensions"),
    "evidence from ": ("source", "Sources"),
    "reason for ": ("hypothesis", "Hypotheses"),
}
"""Beginnings of aspects, each with the kind of what follows it, and the term for it."""
_CITED = frozenset({"citations", "locators", "form of citations"})


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One aspect of a thing that differs."""

    label: str
    """What differs, in words; empty for a field that has none."""
    field: str
    """Name of the field in the files, if it has no words."""
    about: str
    """What within the thing differs, by its name: the words that a code is on, the source of evidence."""
    pieces: tuple[RecordedPiece, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A thing that a version changed."""

    status: str
    name: str
    kind: str
    """Its kind in words; empty where the heading says it."""
    href: str
    """Empty for a thing that is gone."""
    former: str
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A recorded version."""

    name: str
    anchor: str
    date: str
    since: str
    since_href: str
    """Empty if the earlier version has no record."""
    former_site: str
    summary: str
    groups: tuple[tuple[str, int, tuple[ChangeView, ...]], ...]
    """Heading, number of changes, and those that are listed."""
    more: int
    """Number of changes that are not listed."""


def version_views(context: PageContext) -> list[VersionView]:
    """The versions, the latest first."""
    room, characters = MOST_SHOWN, MOST_CHARACTERS
    views = []
    for recorded in context.site.library.versions:
        shown = []
        for heading, changes in groups_of(context.words, recorded.value.changes):
            listed = []
            for change in changes[:room]:
                characters -= _length(change)
                listed.append(_change(context, change if characters >= 0 else _without_pieces(change)))
            room -= len(listed)
            shown.append((heading, len(changes), tuple(listed)))
        more = recorded.value.more + sum(number - len(listed) for _, number, listed in shown)
        views.append(_version(context, recorded, tuple(shown), more))
    return views


def _length(change: RecordedChange) -> int:
    pieces = (piece for each in change.differences for piece in each.pieces)
    return sum(len(piece.same) + len(piece.lost) + len(piece.added) for piece in pieces)


def _without_pieces(change: RecordedChange) -> RecordedChange:
    differences = tuple(each.model_copy(update={"pieces": ()}) for each in change.differences)
    return change.model_copy(update={"differences": differences})


def groups_of(words: Words, changes: Sequence[RecordedChange]) -> list[tuple[str, list[RecordedChange]]]:
    """Changes by heading: passages, sources, everything else."""
    known = {"passage": words.term("Passages"), "source": words.term("Sources")}
    groups: dict[str, list[RecordedChange]] = {}
    rest = words.gettext("Article, codebook and the rest")
    for kind in (*known, ""):
        found = [each for each in changes if (each.kind == kind if kind else each.kind not in known)]
        if found:
            groups[known.get(kind, rest)] = found
    return list(groups.items())


def _version(
    context: PageContext,
    recorded: RecordedVersion,
    groups: tuple[tuple[str, int, tuple[ChangeView, ...]], ...],
    more: int,
) -> VersionView:
    version = recorded.value
    earlier = {each.name: each.anchor for each in context.site.library.versions}.get(version.since, "")
    return VersionView(
        recorded.name,
        recorded.anchor,
        date_in_words(context.words, version.date),
        version.since,
        f"#{earlier}" if earlier else "",
        str(version.former_site or ""),
        version.summary,
        groups,
        more,
    )


def _change(context: PageContext, change: RecordedChange) -> ChangeView:
    id = context.site.derived.names.resolve(change.kind, change.id) if change.kind in kinds.ids() else None
    is_gone = id is None or change.status is ChangeStatus.REMOVED
    label = "" if is_gone or id is None else context.site.labels[change.kind, id]
    return ChangeView(
        status_in_words(context.words, change.status),
        label or change.title or change.id,
        _kind(context, change),
        "" if is_gone or id is None else context.to(change.kind, id),
        change.former,
        tuple(_differences(context, change)),
    )


def _kind(context: PageContext, change: RecordedChange) -> str:
    """The kind of what is listed under everything else."""
    if change.kind in {"passage", "source"}:
        return ""
    return _of_kind(context.words, change.kind)


def _of_kind(words: Words, kind: str) -> str:
    if kind in kinds.ids():
        return words.term(kinds.kind_of(kind).plural.capitalize())
    return {"article": words.gettext("Article"), "codebook": words.gettext("Codebook")}.get(kind, "")


def status_in_words(words: Words, status: ChangeStatus) -> str:
    """`new`, `gone` or `changed`."""
    match status:
        case ChangeStatus.ADDED:
            return words.gettext("added")
        case ChangeStatus.REMOVED:
            return words.gettext("removed")
        case ChangeStatus.CHANGED:
            return words.gettext("changed")


def _differences(context: PageContext, change: RecordedChange) -> Iterator[DifferenceView]:
    for each in change.differences:
        label = _label(context.words, change.kind, each)
        # Where it stood is said in ids, which nobody sees.
        pieces = () if each.aspect in _MOVED else tuple(_named(context, change.kind, each, it) for it in each.pieces)
        about = _about(context, each.aspect) if change.kind == "passage" else ""
        yield DifferenceView(label, "" if label else each.aspect, about, pieces)


def _label(words: Words, kind: str, difference: RecordedDifference) -> str:
    """What differs, in words; empty for a field that only the files name."""
    aspect = difference.aspect
    if aspect in _MOVED:
        return words.gettext("moved")
    if aspect in _REWORDED:
        return words.gettext("reworded")
    if kind != "passage":
        return ""
    if aspect.startswith("note ^"):
        return words.gettext("reworded")
    if aspect in _CITED:
        return words.gettext("citations")
    for beginning, (_, label) in _ABOUT.items():
        if aspect.startswith(beginning):
            return words.term(label)
    return words.term(aspect.capitalize()) if aspect in kinds.references_of(Annotation) else ""


def _about(context: PageContext, aspect: str) -> str:
    """The words that a code is on, the source that evidence is from, or the hypothesis that a reason is for."""
    for beginning, (kind, _) in _ABOUT.items():
        if aspect.startswith(beginning):
            rest = aspect.removeprefix(beginning)
            return _name(context, kind, rest) if kind else rest
    return ""


def _named(context: PageContext, kind: str, difference: RecordedDifference, piece: RecordedPiece) -> RecordedPiece:
    """An item of a list of ids, or the id before a reason, by the name of the thing if there still is one."""
    if kind != "passage":
        return piece
    meant = kinds.references_of(Annotation).get(difference.aspect, "")
    parts = {part: getattr(piece, part) for part in ("same", "lost", "added")}
    if meant:
        return piece.model_copy(update={part: _name(context, meant, id) for part, id in parts.items()})
    if difference.aspect.startswith(_SPAN):
        coded = {part: text.partition(": ") for part, text in parts.items()}
        return piece.model_copy(
            update={part: f"{_name(context, 'dimension', id)}{colon}{why}" for part, (id, colon, why) in coded.items()}
        )
    return piece


def _name(context: PageContext, kind: str, id: str) -> str:
    present = context.site.derived.names.resolve(kind, id) if id else None
    return str(context.site.labels[kind, present]) if present else id
