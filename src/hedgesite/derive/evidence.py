"""What claims and hypotheses rest on: the evidence of each passage, and what passages say to each hypothesis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.derive.backlinks import Relations
from hedgesite.markdown import locator_of
from hedgesite.model.evidence import HypothesisLink, Relation
from hedgesite.model.front_matter import Evidence
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Section
from hedgesite.model.text import Locator
from hedgesite.model.word_lists import ANALYSIS


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """What one source says to a claim of one passage."""

    source: str
    passage: str
    item: Evidence
    locator: Locator | None
    """Place in the source: the record's own, or the only one that the passage cites; None if there is none, or if it
    has a form of its own.
    """
    number: int
    """Among the records of its passage, from 1."""

    @property
    def place(self) -> str:
        """A place in a form of its own, as it is written."""
        return str(self.item.locator or "") if self.locator is None else ""


def evidence_of(library: Library, names: EntityIndex) -> Mapping[str, tuple[EvidenceRecord, ...]]:
    """The records by passage, in the order of the files. Records of unknown sources are left out."""
    found: dict[str, tuple[EvidenceRecord, ...]] = {}
    for section in library.sections:
        cited = _places_cited(section, names)
        for passage in section.passages:
            keys = ((names.resolve("source", item.source.id), item) for item in passage.annotation.evidence)
            records = tuple(
                EvidenceRecord(key, passage.id, item, _locator(item, cited[passage.id, key]), number)
                for number, (key, item) in enumerate(keys, 1)
                if key
            )
            if records:
                found[passage.id] = records
    return MappingProxyType(found)


def by_source(records: Mapping[str, tuple[EvidenceRecord, ...]]) -> Mapping[str, tuple[EvidenceRecord, ...]]:
    """The same records by source, in article order."""
    found: dict[str, list[EvidenceRecord]] = defaultdict(list)
    for of_passage in records.values():
        for record in of_passage:
            found[record.source].append(record)
    return MappingProxyType({key: tuple(them) for key, them in found.items()})


def _places_cited(section: Section, names: EntityIndex) -> Mapping[tuple[str, str], set[Locator | None]]:
    """The places of each source that a passage cites, by passage and source."""
    found: dict[tuple[str, str], set[Locator | None]] = defaultdict(set)
    for group in (section.original or section).body.citations:
        for citation in group.citations:
            if group.passage and (key := names.resolve("source", citation.key)):
                found[group.passage, key].add(citation.locator)
    return found


def _locator(item: Evidence, cited: set[Locator | None]) -> Locator | None:
    if item.locator:
        return locator_of(item.locator)
    # A passage may cite several places in a source, or one place and the whole work. The record could mean any of them.
    return next(iter(cited)) if len(cited) == 1 else None


@dataclass(frozen=True, slots=True)
class HypothesisSides:
    """What the passages that bear on a hypothesis say to it. All lists are in article order."""

    links: Mapping[Relation, tuple[tuple[str, HypothesisLink], ...]]
    """Passages that are linked to it, with the link, by what they say to it; every relation is present."""
    disputed: Mapping[Relation, tuple[EvidenceRecord, ...]]
    """Records that qualify or contradict a claim of a passage that supports the hypothesis; every relation is present.
    """
    unsourced: tuple[str, ...]
    """Passages of analysis that bear on it and cite no source."""


def sides_of(
    library: Library, names: EntityIndex, relations: Relations, evidence: Mapping[str, tuple[EvidenceRecord, ...]]
) -> Mapping[str, HypothesisSides]:
    """Derive what speaks for each hypothesis, what qualifies it, what speaks against it, and what rests on nothing."""
    linked: dict[str, dict[str, HypothesisLink]] = {hypothesis.id: {} for hypothesis in library.hypotheses}
    for passage in library.passages:
        for link in passage.annotation.hypotheses:
            if id := names.resolve("hypothesis", link.id.id):
                linked[id].setdefault(passage.id, link)
    return MappingProxyType({id: _sides(library, relations, evidence, id, links) for id, links in linked.items()})


def _sides(
    library: Library,
    relations: Relations,
    evidence: Mapping[str, tuple[EvidenceRecord, ...]],
    id: str,
    links: Mapping[str, HypothesisLink],
) -> HypothesisSides:
    for_it = [passage for passage, link in links.items() if link.relation is Relation.SUPPORTS]
    records = [record for passage in for_it for record in evidence.get(passage, ())]
    against = (Relation.QUALIFIES, Relation.CONTRADICTS)
    bearing = relations.passages_of.get(("hypothesis", id), ())
    return HypothesisSides(
        MappingProxyType({of: tuple(pair for pair in links.items() if pair[1].relation is of) for of in Relation}),
        MappingProxyType(
            {of: tuple(each for each in records if of in against and each.item.relation is of) for of in Relation}
        ),
        tuple(
            passage
            for passage in bearing
            if library.passage_by_id[passage].annotation.role == ANALYSIS
            and not any(kind == "source" for kind, _ in relations.things_of[passage])
        ),
    )
