"""Every thing has an id and an address of its own, and a place in its tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.model.base import Ref
from hedgesite.model.library import Library
from hedgesite.model.names import Names

RESERVED = frozenset(
    {
        "read",
        "dimensions",
        "hypotheses",
        "timeline",
        "actors",
        "glossary",
        "data",
        "sources",
        "downloads",
        "assets",
        "search",
    }
)
"""First parts of addresses that the generator itself uses."""


def ids_are_unique(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`id-duplicate`: an id, or a former id, stands once in its kind. (Keys of sources are checked by their reader.)"""
    taken: dict[tuple[str, str], Origin] = {}
    for thing in names.things:
        if thing.kind == "source":
            continue
        for id in (thing.id, *thing.aliases):
            first = taken.setdefault((thing.kind, id), thing.origin)
            if first != thing.origin or (id in thing.aliases and id == thing.id):
                problem = f"the {thing.kind} id '{id}' is taken already at {first.file}:{first.line}"
                yield Diagnostic(Rule.ID_DUPLICATE, thing.origin, problem, "choose another id")


def pages_have_addresses_of_their_own(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`address-clash`: a free page or a language takes no address that is used."""
    languages = set(library.article.translations)
    for page in library.pages:
        for id in (page.id, *page.matter.aliases):
            if id in RESERVED or id in languages:
                problem = f"the address /{id}/ belongs to another page of the site"
                yield Diagnostic(Rule.ADDRESS_CLASH, Origin(page.file), problem, "rename the file")
    if "all" in {section.id for section in library.sections}:
        file = next(section.file for section in library.sections if section.id == "all")
        yield Diagnostic(
            Rule.ADDRESS_CLASH, Origin(file), "/read/all/ is the whole text on one page", "rename the file"
        )


def parents_form_a_tree(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`parent-cycle`: no section or hypothesis is its own ancestor."""
    sections = {section.id: section.matter.parent for section in library.sections}
    hypotheses = {hypothesis.id: hypothesis.parent for hypothesis in library.hypotheses}
    for parents in (sections, hypotheses):
        for id, parent in parents.items():
            if parent and _returns(id, parents):
                problem = f"'{id}' is its own ancestor through 'parent: {parent.id}'"
                yield Diagnostic(Rule.PARENT_CYCLE, parent.origin, problem, "give one of the circle another parent")


def _returns(start: str, parents: Mapping[str, Ref | None]) -> bool:
    seen: set[str] = set()
    parent = parents.get(start)
    while parent and parent.id not in seen:
        if parent.id == start:
            return True
        seen.add(parent.id)
        parent = parents.get(parent.id)
    return False
