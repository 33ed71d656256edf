"""Data derived from the content: addresses, backlinks, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hedgesite.derive.backlinks import CitationOccurrence, Relations, passages_by_section, relations_of
from hedgesite.derive.coding import Coverage, Matrix, SpectrumPosition, Support, coverage_of, matrix_of, spectrum_of
from hedgesite.derive.codings import Comparison, comparisons_of
from hedgesite.derive.evidence import EvidenceRecord, by_source, evidence_of
from hedgesite.derive.related import RelatedWork, related_works
from hedgesite.derive.routes import Routes, routes_of
from hedgesite.derive.timeline import Timeline, timeline_of
from hedgesite.model.codings import Coding
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Section

__all__ = [
    "CitationOccurrence",
    "Comparison",
    "Coverage",
    "Derived",
    "EvidenceRecord",
    "Matrix",
    "Relations",
    "Routes",
    "SpectrumPosition",
    "Support",
    "Timeline",
    "derive",
    "passages_by_section",
]


@dataclass(frozen=True, slots=True)
class Derived:
    """All derived data that pages show."""

    names: EntityIndex
    routes: Routes
    relations: Relations
    matrix: Matrix
    coverage: Coverage
    spectrum: Mapping[str, SpectrumPosition]
    """Positions by dimension id; dimensions that have no place on the spectrum are left out."""
    timeline: Timeline
    related: Mapping[str, tuple[RelatedWork, ...]]
    """Works that belong to a source, by its key; sources without any are left out."""
    comparisons: tuple[Comparison, ...]
    """Other coders' codings beside the companion's own."""
    sections_below: Mapping[str, tuple[Section, ...]]
    """Subsections by section id, in article order; sections without any are left out."""
    evidence: Mapping[str, tuple[EvidenceRecord, ...]]
    """By passage; passages without any are left out."""
    evidence_by_source: Mapping[str, tuple[EvidenceRecord, ...]]
    """The same by source."""


def derive(library: Library, original: Derived | None = None) -> Derived:
    """Derive addresses, backlinks and counts of a companion that has no errors.

    In another language, relations and addresses are those of the `original`.
    """
    names = EntityIndex.of(library)
    relations = original.relations if original else relations_of(library, names)
    matrix = matrix_of(library, relations)
    evidence = evidence_of(library, names)
    return Derived(
        names,
        original.routes if original else routes_of(names),
        relations,
        matrix,
        coverage_of(library, relations, matrix),
        spectrum_of(library.codebook, library.levels),
        timeline_of(library, names),
        related_works(library, names),
        _comparisons(library, original) if original else comparisons_of(library, names),
        _sections_below(library, names),
        evidence,
        by_source(evidence),
    )


def _comparisons(library: Library, original: Derived) -> tuple[Comparison, ...]:
    """The original's comparisons, which are of its words, named in the language."""
    codings: Mapping[str, Coding] = {each.id: each.value for each in library.entities.get("coding", ())}
    return tuple(replace(each, coding=codings[each.id]) for each in original.comparisons)


def _sections_below(library: Library, names: EntityIndex) -> Mapping[str, tuple[Section, ...]]:
    found: dict[str, list[Section]] = defaultdict(list)
    for section in library.sections:
        parent = section.matter.parent
        if parent and (id := names.resolve("section", parent.id)):
            found[id].append(section)
    return MappingProxyType({id: tuple(sections) for id, sections in found.items()})
