"""Ids and numbers of what the text refers to: sections, figures, tables, equations."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hedgesite.importer.caption_anchors import anchors_of
from hedgesite.importer.display_labels import FIGURE_LABEL, TABLE_LABEL, without_label
from hedgesite.importer.tree import Anchor, Block, Figure, Heading, Math, Picture, Table
from hedgesite.importer.tree_walk import nodes_of, words_of
from hedgesite.markdown.displays import LETTERS
from hedgesite.model.slugs import id_of, numbered


class HasBlocks(Protocol):
    """A section."""

    @property
    def id(self) -> str: ...

    @property
    def blocks(self) -> Sequence[Block]: ...


@dataclass(slots=True)
class Named:
    """What ids of the manuscript become."""

    ids: dict[str, str] = field(default_factory=dict)
    """Ids of figures, tables and equations."""
    targets: dict[str, str] = field(default_factory=dict)
    """Typed links, such as `figure:map` and `section:method`."""
    numbers: dict[str, str] = field(default_factory=dict)


def name_displays(parts: Sequence[HasBlocks], taken: set[str], counts: dict[str, int]) -> Named:
    """Name all that has an id. `taken` are ids in use, and `counts` is as for `numbered`."""
    named = Named()
    order = {"figure": 0, "table": 0, "equation": 0}
    letters: dict[int, str] = {}
    for part in parts:
        for node in nodes_of(tuple(part.blocks)):
            if isinstance(node, Heading | Anchor) and node.id:
                named.targets.setdefault(node.id, f"section:{part.id}")
                continue
            kind = _kind_of(node, letters)
            if not kind:
                continue
            letter = letters.pop(id(node), None)
            # The parts of a figure have its number.
            order[kind] += letter is None
            letters |= _letters(node)
            own = getattr(node, "id", "")
            if own and own not in named.ids:
                written = _words_for(node, own).replace(":", "-").replace("_", "-").replace(".", "-")
                new = numbered(id_of(written, kind)[:60], taken, counts)
                taken.add(new)
                named.ids[own] = new
                named.targets[own] = f"{kind}:{new}"
                named.numbers[own] = f"{order[kind]}{letter or ''}"
                for other in anchors_of(getattr(node, "caption", ())):
                    named.targets.setdefault(other.id, named.targets[own])
                    named.numbers.setdefault(other.id, named.numbers[own])
    for given in (named.targets, named.numbers):
        for own, value in _short(given):
            for prefix in ("fig", "tab", "eq"):
                # A heading "Results" has the id `results`, which is not what `fig:results` means.
                given.setdefault(f"{prefix}:{own}", value)
    return named


_OF_A_PROGRAM = re.compile(r"_(?:Ref|Toc|Hlk|bookmark)\d*|refFigure\d*|refTable\d*|Ref_\w+_\w*")
"""Names of marks that word processors give to captions."""
_WORDS = 4


def _words_for(node: object, id: str) -> str:
    """What a display is named by: its id, or words of its caption if a program gave the id."""
    if not _OF_A_PROGRAM.fullmatch(id):
        return id
    label = TABLE_LABEL if isinstance(node, Table) else FIGURE_LABEL
    words = words_of(without_label(getattr(node, "caption", ()), label)).split()
    return " ".join(words[:_WORDS])[:48] or id


def _letters(node: object) -> dict[int, str]:
    """The letters of the parts of a figure, by the identity of their images; empty for one image."""
    if not isinstance(node, Figure):
        return {}
    letters = LETTERS if len(node.pictures) > 1 else ("",)
    return {id(picture): letter for picture, letter in zip(node.pictures, letters, strict=False)}


def _short(given: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Chunks of R name their figures without the prefix by which the text refers to them."""
    return ((id, value) for id, value in list(given.items()) if ":" not in id and not value.startswith("section:"))


def _kind_of(node: object, parts: Container[int]) -> str:
    if isinstance(node, Figure):
        return "figure"
    if isinstance(node, Picture) and (node.id or id(node) in parts):
        return "figure"
    if isinstance(node, Table):
        return "table"
    return "equation" if isinstance(node, Math) and node.display and node.id else ""
