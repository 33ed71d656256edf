"""Rules on coding: evidence is cited, passages are coded."""

from __future__ import annotations

from collections.abc import Iterable

from hedgesite.check.references import sources_cited
from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.messages import Known, suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Passage
from hedgesite.model.word_lists import ANALYSIS


def passages_are_coded(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`passage-uncoded`: a passage is coded to a dimension or has another role.

    A section that nobody has begun to code has one finding.
    """
    if not library.dimensions:
        return
    for section in library.sections:
        # A passage whose id is misspelt in the front matter is reported there.
        present = Known(passage.id for passage in section.passages)
        meant = {present.nearest(id) for id in section.matter.passages if id not in present.names}
        uncoded = [
            passage
            for passage in section.passages
            if is_uncoded(passage) and passage.id not in meant and not names.is_silent("passage", passage.id)
        ]
        if len(uncoded) > 1 and not section.matter.passages:
            problem = f"none of the {len(uncoded)} passages of text of the section '{section.id}' is coded"
            yield Diagnostic(Rule.PASSAGE_UNCODED, uncoded[0].origin, problem, f"give each {_CODES}")
            continue
        for passage in uncoded:
            problem = f"the passage '{passage.id}' is not coded"
            yield Diagnostic(Rule.PASSAGE_UNCODED, passage.origin, problem, f"give it {_CODES}")


_CODES = "'dimensions', or a 'role' such as context, theory or method, in the front matter"


def is_uncoded(passage: Passage) -> bool:
    """Whether nothing says what a passage is about: no dimension, and no role but the one that all begin with."""
    return not passage.annotation.refs("dimensions") and passage.annotation.role == ANALYSIS


def codings_name_passages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`coding-passage`: the passages of another coding are passages of the text, each named once."""
    known = names.known["passage"]
    for item in library.entities.get("coding", ()):
        seen: set[str] = set()
        for written, coded in item.value.passages.items():
            id = names.resolve("passage", written)
            origin = origin_of(written, coded.origin)
            if id is None and not names.is_silent("passage", written):
                problem = f"there is no passage '{written}' any more; it is compared all the same"
                yield Diagnostic(Rule.CODING_PASSAGE, origin, problem, suggestion(written, known, _FORMER))
            elif id in seen:
                problem = f"'{written}' is the passage '{id}', which this coding names already"
                yield Diagnostic(Rule.CODING_PASSAGE, origin, problem, "remove one of the two, which both count")
            seen.add(id or written)


_FORMER = "list it under 'aliases' of the passage that it has become, or leave it as it is"


def evidence_is_cited(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`evidence-uncited`: the source of an evidence record is cited in its passage or the passage's notes."""
    for section in library.sections:
        cited = sources_cited(section, names)
        # An annotation of no passage is reported once, by its id.
        present = {passage.id for passage in section.passages}
        for id, annotation in section.matter.passages.items():
            for item in annotation.evidence if id in present else ():
                key = names.resolve("source", item.source.id)
                if key and key not in cited[id]:
                    problem = f"evidence names '{item.source.id}', which the passage '{id}' does not cite"
                    remedy = "cite it where it supports the claim, or correct the source"
                    yield Diagnostic(Rule.EVIDENCE_UNCITED, item.source.origin, problem, remedy)
