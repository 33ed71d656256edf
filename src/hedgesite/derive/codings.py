"""Other coders' codings, compared with the companion's own as it stood then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from hedgesite.derive.agreement import Agreement, agreement_of
from hedgesite.model.base import Ref
from hedgesite.model.codings import CodedPassage, Coding, text_hash
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import FileEntity, Library


@dataclass(frozen=True, slots=True)
class ComparedPassage:
    """A passage that two coders coded."""

    id: str
    """Its present id; the one in the file if there is no such passage any more."""
    first: frozenset[str]
    """The companion's codes when compared, at the level at which they are compared."""
    second: frozenset[str]
    present: bool
    """Whether the passage still exists."""
    text_changed: bool
    """Whether its text has changed since it was coded."""
    coded: CodedPassage

    @property
    def agrees(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class Comparison:
    """A coding beside the companion's own."""

    id: str
    coding: Coding
    codes: tuple[str, ...]
    """The codes that are compared, in the codebook's order."""
    joined: Mapping[str, str]
    """Parts that are compared as the dimension that they are parts of, since the coder had no parts to choose from."""
    passages: tuple[ComparedPassage, ...]
    """In article order; passages that exist no more are last."""
    whole: Mapping[str, str]
    """What each part among the codes is a part of."""

    @cached_property
    def agreement(self) -> Agreement:
        """Figures of the codes as they stood when compared. Settlements do not count."""
        return agreement_of(((passage.first, passage.second) for passage in self.passages), self.codes, self.whole)

    @cached_property
    def by_passage(self) -> Mapping[str, ComparedPassage]:
        return MappingProxyType({passage.id: passage for passage in self.passages if passage.present})

    @property
    def disagreements(self) -> tuple[ComparedPassage, ...]:
        return tuple(passage for passage in self.passages if not passage.agrees)


def comparisons_of(library: Library, names: EntityIndex) -> tuple[Comparison, ...]:
    """Compare every coding of a companion with its own, in the order of their files."""
    codings = library.entities.get("coding", ())
    hashes = {passage.id: text_hash(passage.block.text) for passage in library.passages} if codings else {}
    return tuple(_compared(library, names, item, hashes) for item in codings)


def _compared(library: Library, names: EntityIndex, item: FileEntity[Coding], hashes: Mapping[str, str]) -> Comparison:
    coding = item.value
    joined = _joined(library, names, coding)

    def codes(refs: Iterable[Ref]) -> frozenset[str]:
        return frozenset(joined.get(id, id) for id in names.meant("dimension", refs))

    passages = []
    for written, coded in coding.passages.items():
        id = names.resolve("passage", written)
        changed = id is not None and coded.text is not None and coded.text != hashes[id]
        passages.append(
            ComparedPassage(id or written, codes(coded.first), codes(coded.codes), id is not None, changed, coded)
        )
    last = len(library.passages)
    passages.sort(key=lambda passage: library.place_of.get(passage.id, last))
    used = frozenset().union(*(passage.first | passage.second for passage in passages))
    offered = codes(coding.offered) or used
    compared = tuple(each.id for each in library.dimensions if each.id in offered | used)
    whole = {part: above for part, above in library.levels.parent_of.items() if part in compared}
    return Comparison(item.id, coding, compared, MappingProxyType(joined), tuple(passages), MappingProxyType(whole))


def _joined(library: Library, names: EntityIndex, coding: Coding) -> dict[str, str]:
    """The parts that the coder could not choose, each with the dimension as which it is compared.

    Where the file does not say which codes there were, the coder had no parts of a dimension who used none of them.
    """
    second = {id for each in coding.passages.values() for id in names.meant("dimension", each.codes)}
    had = {*names.meant("dimension", coding.offered)} or second
    return {part: whole for whole, parts in library.levels.parts_of.items() for part in parts if not had & {*parts}}
