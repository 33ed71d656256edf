"""Every thing has an id and an address of its own, and a place in its tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.markdown.slugs import RESERVED as RESERVED_PLACES
from hedgesite.model.base import DEVICES, origin_of
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
_PLACES = {
    "passage": RESERVED_PLACES,
    "event": {"top", "events"},
    "hypothesis": {"top", "counted"},
    "term": {"top"},
    "series": {"top"},
}
"""Ids of the pages themselves on which things stand side by side."""
_LONGEST_CIRCLE = 8
_NAMED_BY_FILE = {"section", "page", "series"}


def ids_are_unique(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`id-duplicate`: an id, or a former id, stands once in its kind. (Keys of sources are checked by their reader.)"""
    taken: dict[tuple[str, str], Origin] = {}
    written = [(thing, thing.id, thing.origin) for thing in names.things]
    written += [(thing, alias, origin_of(alias, thing.origin)) for thing in names.things for alias in thing.aliases]
    for thing, id, origin in written:
        if thing.kind == "source":
            continue
        first = taken.setdefault((thing.kind, id), origin)
        if first != origin:
            problem = f"the {thing.kind} id '{id}' is taken already at {first.file}:{first.line}"
            is_file = thing.kind in _NAMED_BY_FILE and id == thing.id
            yield Diagnostic(Rule.ID_DUPLICATE, origin, problem, "rename the file" if is_file else "choose another id")


def pages_have_addresses_of_their_own(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`address-clash`: a free page, a section or a former id takes no address that is used."""
    yield from _languages_are_folders_of_their_own(library)
    # Some file systems take no notice of case.
    reserved = RESERVED | {language.lower() for language in library.article.translations}
    for thing in names.things:
        taken = {"page": reserved, "section": {"all"}}.get(thing.kind, set())
        address = "/read/{}/" if thing.kind == "section" else "/{}/"
        for id, origin in ((thing.id, thing.origin), *((alias, origin_of(alias)) for alias in thing.aliases)):
            if id in taken:
                problem = f"the address {address.format(id)} belongs to another page of the site"
                remedy = "rename the file" if id == thing.id else "remove the alias"
                yield Diagnostic(Rule.ADDRESS_CLASH, origin, problem, remedy)


def _languages_are_folders_of_their_own(library: Library) -> Iterable[Diagnostic]:
    taken = set(RESERVED | DEVICES)
    for language in library.article.translations:
        if language.lower() in taken:
            problem = f"the address /{language}/ of a translation belongs to something else"
            origin = origin_of(language, library.article.origin)
            yield Diagnostic(Rule.ADDRESS_CLASH, origin, problem, "correct the language tag")
        taken.add(language.lower())


def things_have_places_of_their_own(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`address-clash`: a thing that stands on a page among others takes no id that the page itself uses."""
    for thing in names.things:
        taken = _PLACES.get(thing.kind, frozenset())
        for id, origin in ((thing.id, thing.origin), *((alias, origin_of(alias)) for alias in thing.aliases)):
            if id in taken:
                problem = f"the place #{id} belongs to the page that the {thing.kind} stands on"
                is_file = thing.kind in _NAMED_BY_FILE and id == thing.id
                yield Diagnostic(
                    Rule.ADDRESS_CLASH, origin, problem, "rename the file" if is_file else "choose another id"
                )


def parents_form_a_tree(library: Library, names: Names) -> Iterable[Diagnostic]:
    """`parent-cycle`: no section or hypothesis is its own ancestor. A circle is reported once."""
    for kind, parents in (
        ("section", {section.id: section.matter.parent for section in library.sections}),
        ("hypothesis", {hypothesis.id: hypothesis.parent for hypothesis in library.hypotheses}),
    ):
        above = {id: names.resolve(kind, parent.id) for id, parent in parents.items() if parent}
        known: set[str] = set()
        order = {id: place for place, id in enumerate(parents)}
        for id in parents:
            circle = _circle(id, above, known)
            first = min(circle, key=order.__getitem__, default="")
            parent = parents.get(first)
            if parent:
                problem = f"'{first}' is its own ancestor: {_shown(circle, circle.index(first))}"
                yield Diagnostic(Rule.PARENT_CYCLE, parent.origin, problem, "give one of them another parent, or none")


def _circle(start: str, above: Mapping[str, str | None], known: set[str]) -> list[str]:
    """The things that are each other's ancestors where a thing's ancestors lead to such; empty where they do not.

    `known` are the things whose ancestors were followed before: every thing is followed once, and a circle found once.
    """
    way: dict[str, int] = {}
    last: str | None = start
    while last and last not in known and last not in way:
        way[last] = len(way)
        last = above.get(last)
    known.update(way)
    return list(way)[way[last] :] if last and last in way else []


def _shown(circle: list[str], start: int) -> str:
    turned = [*circle[start:], *circle[:start], circle[start]]
    return " → ".join(turned if len(turned) <= _LONGEST_CIRCLE else [*turned[: _LONGEST_CIRCLE - 2], "…", turned[-1]])
