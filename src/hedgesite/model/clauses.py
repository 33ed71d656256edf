"""The clauses of passages: words that are coded, and words that rest on a source, each with a name."""

from __future__ import annotations

from collections.abc import Mapping

from hedgesite.model.evidence import Clause
from hedgesite.model.front_matter import Annotation
from hedgesite.model.library import Section


def span_name(passage: str, number: int) -> str:
    """Name of the coded span with a number, from 1, of a passage."""
    return f"{passage}:{number}"


def clause_name(passage: str, number: int) -> str:
    """Name of the words that rest on the evidence record with a number, from 1, of a passage."""
    return f"{passage}:e{number}"


def passage_of(name: str) -> str:
    """The passage of a clause with a name."""
    return name.rpartition(":")[0]


def number_of(name: str) -> int:
    """The number of a coded span with a name."""
    return int(name.rpartition(":")[2])


def clauses_of(passage: str, annotation: Annotation) -> tuple[tuple[str, Clause], ...]:
    """Every clause that an annotation names, with its name."""
    spans = ((span_name(passage, number), span) for number, span in enumerate(annotation.spans, 1))
    evidence = (
        (clause_name(passage, number), item.clause) for number, item in enumerate(annotation.evidence, 1) if item.clause
    )
    return (*spans, *evidence)


def clauses_in(section: Section) -> Mapping[str, tuple[tuple[str, Clause], ...]]:
    """The clauses of a section by passage; passages without any are left out."""
    found = {id: clauses_of(id, annotation) for id, annotation in section.matter.passages.items()}
    return {id: clauses for id, clauses in found.items() if clauses}
