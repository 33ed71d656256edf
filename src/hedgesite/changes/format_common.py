"""Shared by both output formats: headings, a line of counts, and excerpts of long texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hedgesite.changes.model import Change, Changes, Cover, Difference, Moved, Part, Piece, Status
from hedgesite.changes.passages import EVIDENCE, REASON, SPAN
from hedgesite.diagnostics import Diagnostic
from hedgesite.model import kinds
from hedgesite.model.front_matter import Annotation

WORDS = ("words", "markup")
CITING = ("citations", "locators", "form of citations")
_CONTEXT = 6
"""Number of unchanged words shown on either side of changed ones."""

COVERS = {
    Cover.REDIRECT: "a redirect covers it",
    Cover.PAGE: "links still reach the page, not the place on it",
    Cover.OTHER: "links now lead to something else",
    Cover.NOTHING: "nothing covers it: links to it die; add 'aliases'",
}

MARKS = {Status.ADDED: "+", Status.REMOVED: "-", Status.CHANGED: "~"}


def counts(changes: Changes) -> str:
    """One line that says how much changed of what."""
    found: Counter[str] = Counter()
    for change in changes.passages:
        found.update(_deeds(change))
    for kind, many in (("source", changes.sources), ("", changes.others)):
        found.update(f"{kind or change.kind} {change.status}" for change in many)
    for change in changes.translated:
        deeds = _deeds(change) if change.kind == "passage" else (f"{change.kind} {change.status}",)
        found.update(f"{deed} in {change.language}" for deed in deeds)
    found["finding new"] = len(changes.appeared)
    found["finding mended"] = len(changes.gone)
    found["address without a redirect"] = sum(moved.cover is not Cover.REDIRECT for moved in changes.addresses)
    return " · ".join(_counted(number, what) for what, number in found.items() if number) or "nothing changes"


def _deeds(change: Change) -> Iterator[str]:
    if change.status is not Status.CHANGED:
        yield f"passage {change.status}"
        return
    aspects = {difference.aspect for difference in change.differences}
    coding = ("role", *kinds.references_of(Annotation), "note", "editorial", "fact")
    for deed, about in (("reworded", WORDS), ("recoded", coding), ("moved", ("section", "place"))):
        beginnings = {"reworded": ("note ^",), "recoded": (f"{SPAN} ", f"{REASON} ")}.get(deed, ())
        if aspects & set(about) or any(name.startswith(beginnings) for name in aspects):
            yield f"passage {deed}"
    if change.former:
        yield "passage renamed"
    if aspects & {"paragraphs", "page"}:
        yield "passage with another place in the article"
    if any(aspect.startswith(EVIDENCE) for aspect in aspects):
        yield "passage with other evidence"
    if aspects & set(CITING):
        yield "passage with other citations"


def _counted(number: int, what: str) -> str:
    noun, _, rest = what.partition(" ")
    plurals = {"address": "addresses", **{kind.id: kind.plural for kind in kinds.KINDS}}
    return f"{number} {noun if number == 1 else plurals.get(noun, noun + 's')} {rest}".rstrip()


def excerpt(difference: Difference) -> tuple[Piece, ...]:
    """The pieces to show: unchanged words only next to changed ones."""
    if difference.is_list:
        return difference.pieces
    last = len(difference.pieces) - 1
    return tuple(
        Piece(piece.part, _shortened(piece.text, opens=index == 0, closes=index == last))
        if piece.part is Part.SAME
        else piece
        for index, piece in enumerate(difference.pieces)
    )


def _shortened(text: str, *, opens: bool, closes: bool) -> str:
    words = text.split()
    head = [] if opens else words[:_CONTEXT]
    tail = [] if closes else words[-_CONTEXT:]
    return text if len(words) <= len(head) + len(tail) else " ".join((*head, "…", *tail))


def headed(changes: Changes) -> Iterator[tuple[str, Iterable[Change]]]:
    """Changes by heading."""
    yield "Passages", changes.passages
    yield "Sources", changes.sources
    yield "Article, codebook and everything else", changes.others
    yield "Texts in other languages", changes.translated


def name_of(change: Change) -> str:
    """Kind and id, without the kind if the heading names it; and the language of a text in another."""
    if change.language:
        return f"{change.kind} {change.id} ({change.language})"
    return change.id if change.kind in {"passage", "source"} else f"{change.kind} {change.id}".rstrip()


def unread(changes: Changes) -> Iterator[str]:
    """What is said of each revision whose faults kept parts of it from being read."""
    for revision in changes.unread:
        yield f"The revision {revision} has faults that kept parts of it from being read: they may seem removed."


def findings(changes: Changes) -> tuple[tuple[str, Sequence[Diagnostic]], ...]:
    """New and mended findings by heading."""
    return ("New findings", changes.appeared), ("Mended findings", changes.gone)


def where_to(moved: Moved) -> str:
    """The present place of a thing that had an address."""
    return f"/{moved.after}" if moved.after is not None else "gone"
