"""Whatever mentions another thing mentions one that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Origin, Rule, suggestion
from hedgesite.model.base import Ref, origin_of
from hedgesite.model.library import Library
from hedgesite.model.names import KINDS, Names
from hedgesite.model.text import Body

_FILES = {
    "dimension": "dimensions.yml",
    "hypothesis": "hypotheses.yml",
    "actor": "actors.yml",
    "event": "events.yml",
    "term": "glossary.yml",
    "source": "references.bib",
    "series": "data/",
    "section": "sections/",
    "page": "pages/",
}


def fields_name_known_things(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`ref-unknown`: ids in YAML fields exist."""
    for kind, ref in _mentions(library):
        if names.resolve(kind, ref.id) is None and not names.is_silent(kind, ref.id):
            yield _unknown(Rule.REF_UNKNOWN, kind, ref.id, ref.origin, names)


def links_lead_somewhere(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`link-unknown`: the targets of typed links exist."""
    for body in bodies(library):
        for link in body.links:
            if link.kind not in KINDS or names.is_silent(link.kind, link.target):
                continue
            if names.resolve(link.kind, link.target) is None:
                yield _unknown(Rule.LINK_UNKNOWN, link.kind, link.target, link.origin, names)


def citations_have_sources(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`citation-unknown`: cited keys stand in references.bib."""
    for body in bodies(library):
        for group in body.citations:
            for citation in group.citations:
                key = citation.key
                if names.resolve("source", key) is None and not names.is_silent("source", key):
                    yield _unknown(Rule.CITATION_UNKNOWN, "source", key, citation.origin, names)


def annotations_have_passages(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`passage-unknown`: the front matter annotates passages that stand in its section."""
    for section in library.sections:
        present = [block.id for block in section.body.blocks]
        known = set(present)
        for id, annotation in section.matter.passages.items():
            if id not in known:
                what = f"the front matter annotates '{id}', and the section has no such passage"
                otherwise = f"write {{#{id}}} on the line before its block, or remove the annotation"
                yield Diagnostic(
                    Rule.PASSAGE_UNKNOWN,
                    origin_of(id, annotation.origin),
                    what,
                    suggestion(id, present, otherwise).split(", or use")[0],
                )


def bodies(library: Library) -> Iterator[Body]:
    """Every piece of Markdown: sections, free pages, and the fields of YAML files."""
    yield from (section.body for section in library.sections)
    yield from (page.body for page in library.pages)
    yield from library.prose.values()


def _mentions(library: Library) -> Iterator[tuple[str, Ref]]:
    """Every id in a YAML field, with the kind of thing that it must name."""
    yield from (("source", ref) for ref in library.article.nocite)
    for section in library.sections:
        if section.matter.parent:
            yield "section", section.matter.parent
        for annotation in section.matter.passages.values():
            yield from _each("dimension", annotation.dimensions)
            yield from _each("hypothesis", annotation.hypotheses)
            yield from _each("actor", annotation.actors)
            yield from _each("event", annotation.events)
            yield from _each("source", (item.source for item in annotation.evidence))
    for dimension in library.dimensions:
        yield from _each("source", dimension.sources)
        yield from _each("passage", (dimension.example,) if dimension.example else ())
    for trade_off in library.codebook.trade_offs if library.codebook else ():
        yield from _each("dimension", trade_off.between)
        yield from _each("passage", trade_off.passages)
    for hypothesis in library.hypotheses:
        yield from _each("hypothesis", (hypothesis.parent,) if hypothesis.parent else ())
        yield from _each("dimension", hypothesis.dimensions)
    for event in library.events:
        yield from _each("actor", event.actors)
        yield from _each("dimension", event.dimensions)
        yield from _each("source", event.sources)
    for term in library.terms:
        yield from _each("source", term.sources)
    for item in library.series:
        yield from _each("passage", item.series.passages)
        yield from _each("source", item.series.sources)
        yield from _each("dimension", item.series.dimensions)


def _each(kind: str, refs: Iterable[Ref]) -> Iterator[tuple[str, Ref]]:
    return ((kind, ref) for ref in refs)


def _unknown(rule: Rule, kind: str, id: str, origin: Origin, names: Names) -> Diagnostic:
    where = _FILES.get(kind, "the sections")
    unread = sorted(other for of_kind, other in names.unreadable if of_kind == kind and other != "*")
    remedy = suggestion(id, [*names.ids(kind), *unread], f"add it to {where} or correct the id")
    return Diagnostic(rule, origin, f"there is no {kind} '{id}'", remedy)
