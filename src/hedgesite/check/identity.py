"""Rules on identity: unique ids, unique addresses, and parents without cycles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import circular
from hedgesite.model import kinds
from hedgesite.model.base import DEVICES, Ref, origin_of
from hedgesite.model.index import Entity, EntityIndex
from hedgesite.model.library import Library

_OF_THE_SITE = frozenset({"downloads", "assets", "search", "figures", "accessibility"})


def ids_are_unique(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`id-duplicate`: a current or former id is unique within its kind. (The BibTeX reader checks source keys.)"""
    taken: dict[tuple[str, str], Origin] = {}
    written = [(thing, thing.id, thing.origin) for thing in names.things]
    written += [(thing, alias, origin_of(alias, thing.origin)) for thing in names.things for alias in thing.aliases]
    copied: set[str] = set()
    for thing, id, origin in written:
        if thing.kind == "source":
            continue
        first = taken.setdefault((kinds.kind_of(thing.kind).space or thing.kind, id), origin)
        # What a copied section holds is there twice because the section is.
        if first != origin and (thing.kind == "section" or origin.file not in copied):
            copied |= {origin.file} if thing.kind == "section" and id == thing.id else set()
            problem = f"the {thing.kind} id '{id}' is used already at {first.file}:{first.line}"
            remedy = _renaming(thing, id, "choose another id")
            if origin.file in copied:
                remedy += ", or remove it if it is a copy"
            yield Diagnostic(Rule.ID_DUPLICATE, origin, problem, remedy)


def reserved_addresses() -> frozenset[str]:
    """First parts of addresses that the generator uses."""
    pages = {kind.address.partition("/")[0] for kind in kinds.KINDS}
    return _OF_THE_SITE | {page for page in pages if "{" not in page}


def things_have_addresses_of_their_own(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`address-clash`: no thing has an address or an anchor that the site itself uses."""
    yield from _languages_are_folders_of_their_own(library)
    # Some file systems ignore case.
    reserved = reserved_addresses() | {language.lower() for language in library.article.translations}
    in_sections = kinds.reserved_in_sections(section.id for section in library.sections)
    for thing in names.things:
        kind = kinds.kind_of(thing.kind)
        taken = reserved if kind.address.startswith("{id}") else kind.reserved
        taken = in_sections if "{section}" in kind.address else taken
        for id, origin in ((thing.id, thing.origin), *((alias, origin_of(alias)) for alias in thing.aliases)):
            if id in taken and kind.is_anchor:
                problem = f"the anchor #{id} is reserved on the page of the {kind.id}"
                yield Diagnostic(Rule.ADDRESS_CLASH, origin, problem, _renaming(thing, id, "choose another id"))
            elif id in taken:
                problem = f"the address /{kind.address.format(id=id)} is used by another page of the site"
                yield Diagnostic(Rule.ADDRESS_CLASH, origin, problem, _renaming(thing, id, "remove the alias"))


def _renaming(thing: Entity, id: str, otherwise: str) -> str:
    return "rename the file" if kinds.kind_of(thing.kind).folder and id == thing.id else otherwise


def _languages_are_folders_of_their_own(library: Library) -> Iterable[Diagnostic]:
    taken = {*reserved_addresses(), *DEVICES}
    for language in library.article.translations:
        if language.lower() in taken:
            problem = f"the address /{language}/ of a translation is already used"
            origin = origin_of(language, library.article.origin)
            yield Diagnostic(Rule.ADDRESS_CLASH, origin, problem, "correct the language tag")
        taken.add(language.lower())


def parents_form_a_tree(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`parent-cycle`: no section or hypothesis is its own ancestor. A cycle is reported once."""
    for kind in (kind.id for kind in kinds.KINDS if "parent" in kind.references):
        parents: dict[str, Ref | None] = {
            id: getattr(thing.value, "parent", None) for id, thing in names.of_kind(kind).items()
        }
        above = {id: names.resolve(kind, parent.id) for id, parent in parents.items() if parent}
        known: set[str] = set()
        order = {id: place for place, id in enumerate(parents)}
        for id in parents:
            circle = _circle(id, above, known)
            first = min(circle, key=order.__getitem__, default="")
            parent = parents.get(first)
            if parent:
                start = circle.index(first)
                problem = f"'{first}' is its own ancestor: {circular([*circle[start:], *circle[:start]])}"
                yield Diagnostic(Rule.PARENT_CYCLE, parent.origin, problem, "give one of them another parent, or none")


def _circle(start: str, above: Mapping[str, str | None], known: set[str]) -> list[str]:
    """The cycle that a thing's ancestors lead to; empty if they lead to none.

    `known` collects things whose ancestors were followed already, so that every thing is visited once and a cycle is
    found once.
    """
    way: dict[str, int] = {}
    last: str | None = start
    while last and last not in known and last not in way:
        way[last] = len(way)
        last = above.get(last)
    known.update(way)
    return list(way)[way[last] :] if last and last in way else []
