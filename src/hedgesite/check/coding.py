"""Rules on coding and sources: evidence is cited, passages are coded, listed sources are used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hedgesite.check.references import bodies, sources_cited
from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.model import kinds
from hedgesite.model.base import SOURCE_KEY_PATTERN, Ref
from hedgesite.model.front_matter import FrontMatter, Role
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library

_NAMING = ("crossref", "xref", "entryset", "related")
"""Fields that refer to other entries, which count as used if the entry is. Source: biblatex manual, section 2.2.3."""


def passages_are_coded(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`passage-uncoded`: a passage is coded to a dimension or has another role."""
    if not library.dimensions:
        return
    for passage in library.passages:
        annotation = passage.annotation
        is_uncoded = not annotation.dimensions and annotation.role is Role.ANALYSIS
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


def sources_are_used(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`source-uncited`: a listed source is cited somewhere, named by a field, or listed under nocite."""
    if not library.is_complete:
        return
    # Front matter is left out: evidence alone is not a use, because it must be cited as well.
    values = (value for value in library.values() if not isinstance(value, FrontMatter))
    fields = (leaf for value in values for kind, leaf in kinds.leaves(value) if kind == "source")
    # Listing a source as the companion's own is not a use either.
    own = set(library.article.companion.sources)
    used = {names.resolve("source", ref.id) for ref in fields if isinstance(ref, Ref) and ref not in own}
    for body in bodies(library):
        used |= {names.resolve("source", c.key) for group in body.citations for c in group.citations}
    waiting = [key for key in used if key]
    while waiting:
        source = library.source_by_key[waiting.pop()]
        named = {names.resolve("source", key.strip()) for name in _NAMING for key in source.text(name).split(",")}
        waiting += [key for key in named - used if key]
        used |= named
    for source in library.sources:
        if source.key not in used and re.fullmatch(SOURCE_KEY_PATTERN, source.key):
            problem = f"the source '{source.key}' is never cited"
            remedy = "cite it, list it under 'nocite' in article.yml, or remove the entry"
            yield Diagnostic(Rule.SOURCE_UNCITED, source.origin, problem, remedy)
