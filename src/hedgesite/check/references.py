"""Rules on references: every target exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, suggestion
from hedgesite.model import kinds
from hedgesite.model.base import Ref, origin_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Passage, Section
from hedgesite.model.text import Body, TypedLink


def fields_name_known_things(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`ref-unknown`: ids that YAML fields refer to exist."""
    for kind, ref in (leaf for value in library.values() for leaf in kinds.leaves(value)):
        if isinstance(ref, Ref):
            yield from unknown(Rule.REF_UNKNOWN, kind, ref.id, ref.origin, names)


def links_lead_somewhere(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`link-unknown`: the targets of typed links exist."""
    for body in bodies(library):
        for link in body.links:
            yield from unknown(Rule.LINK_UNKNOWN, link.kind, link.target, link.origin, names)
            if link.file:
                yield from _elsewhere(library, link, names)


def _elsewhere(library: Library, link: TypedLink, names: EntityIndex) -> Iterator[Diagnostic]:
    """A relative link whose target is in another file than the one that it names."""
    id = names.resolve(link.kind, link.target)
    item = names.by_id[link.kind, id].item if id else None
    file = library.section_by_id[item.section].file if isinstance(item, Passage) else getattr(item, "file", link.file)
    name = PurePath(file).name
    if name != link.file:
        problem = f"the {link.kind} '{link.target}' is not in '{link.file}'"
        remedy = f"write {name}#{id}" if isinstance(item, Passage) else f"write {name}"
        yield Diagnostic(Rule.LINK_UNKNOWN, link.origin, problem, remedy)


def citations_have_sources(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`citation-unknown`: cited keys are in references.bib."""
    for body in bodies(library):
        for group in body.citations:
            for citation in group.citations:
                yield from unknown(Rule.CITATION_UNKNOWN, "source", citation.key, citation.origin, names)


def annotations_have_passages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`passage-unknown`: the front matter annotates passages that exist in its section."""
    for section in library.sections:
        present = Known(block.id for block in section.body.blocks)
        known = set(present.names)
        for id, annotation in section.matter.passages.items():
            if id not in known:
                what = f"the front matter annotates '{id}', but the section has no such passage"
                otherwise = f"write {{#{id}}} on the line before its block, or remove the annotation"
                yield Diagnostic(
                    Rule.PASSAGE_UNKNOWN,
                    origin_of(id, annotation.origin),
                    what,
                    suggestion(id, present, otherwise).split(", or use")[0],
                )


def sources_cited(section: Section, names: EntityIndex) -> Mapping[str, set[str]]:
    """Keys cited by each passage of a section or by its notes, and those that it misspells."""
    cited: dict[str, set[str]] = defaultdict(set)
    known = names.known["source"]
    for group in section.body.citations:
        written = (citation.key for citation in group.citations)
        keys = (names.resolve("source", key) or known.nearest(key) for key in written)
        cited[group.passage or ""].update(key for key in keys if key)
    return cited


def cited_in(body: Body, names: EntityIndex) -> Iterator[tuple[str, str]]:
    """Each citation of a known source: its key, and the passage that cites it, itself or in a note."""
    for group in body.citations:
        for citation in group.citations:
            if key := names.resolve("source", citation.key):
                yield key, group.passage or ""


def bodies(library: Library) -> Iterator[Body]:
    """Every Markdown body: sections, free pages, and fields of YAML files."""
    yield from library.texts
    yield from library.prose.values()


def unknown(rule: Rule, kind: str, id: str, origin: Origin, names: EntityIndex) -> Iterator[Diagnostic]:
    """A finding if nothing has the id, unless that follows from another fault."""
    if names.resolve(kind, id) is not None or names.is_silent(kind, id):
        return
    where = kinds.kind_of(kind).file.partition("*")[0] or "the sections"
    several = id.split()
    if len(several) > 1 and all(names.resolve(kind, each) for each in several):
        remedy = f"part the ids with commas: {', '.join(several)}"
    else:
        remedy = suggestion(id, names.known[kind], f"add it to {where} or correct the id")
    yield Diagnostic(rule, origin, no_such(kind, id), remedy)


def no_such(kind: str, id: str) -> str:
    """The problem of a reference to what does not exist."""
    return f"there is no {kind} '{id}'"
