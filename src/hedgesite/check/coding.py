"""Rules on coding: evidence is cited, passages are coded."""

from __future__ import annotations

from collections.abc import Iterable

from hedgesite.check.references import sources_cited
from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.model.front_matter import Role
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library


def passages_are_coded(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`passage-uncoded`: a passage is coded to a dimension or has another role."""
    if not library.dimensions:
        return
    for passage in library.passages:
        annotation = passage.annotation
        is_uncoded = not annotation.refs("dimensions") and annotation.role is Role.ANALYSIS
        if is_uncoded and not names.is_silent("passage", passage.id):
            remedy = "give it 'dimensions', or a 'role' such as context, theory or method, in the front matter"
            yield Diagnostic(Rule.PASSAGE_UNCODED, passage.origin, f"the passage '{passage.id}' is not coded", remedy)


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
