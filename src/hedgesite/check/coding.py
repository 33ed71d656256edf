"""Rules on coding: evidence is cited, passages are coded."""

from __future__ import annotations

from collections.abc import Iterable

from hedgesite.check.references import sources_cited
from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.messages import suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.word_lists import ANALYSIS


def passages_are_coded(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`passage-uncoded`: a passage is coded to a dimension or has another role."""
    if not library.dimensions:
        return
    for passage in library.passages:
        annotation = passage.annotation
        is_uncoded = not annotation.refs("dimensions") and annotation.role == ANALYSIS
        if is_uncoded and not names.is_silent("passage", passage.id):
            remedy = "give it 'dimensions', or a 'role' such as context, theory or method, in the front matter"
            yield Diagnostic(Rule.PASSAGE_UNCODED, passage.origin, f"the passage '{passage.id}' is not coded", remedy)


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
        for id, annotation in section.matter.passages.items():
            for item in annotation.evidence:
                key = names.resolve("source", item.source.id)
                if key and key not in cited[id]:
                    problem = f"evidence names '{item.source.id}', which the passage '{id}' does not cite"
                    remedy = "cite it where it supports the claim, or correct the source"
                    yield Diagnostic(Rule.EVIDENCE_UNCITED, item.source.origin, problem, remedy)
