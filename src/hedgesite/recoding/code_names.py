"""Codes by the names that an export gives them, for projects in which another program has renewed the GUIDs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from hedgesite.bounded_xml import Element
from hedgesite.export.context import Context
from hedgesite.model.content import Dimension
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import kind_of, references_of
from hedgesite.recoding.recoded import ROLE

_DIMENSION = "dimension"


def codes_by_name(context: Context, elements: Iterator[Element]) -> Mapping[str, tuple[str, str]]:
    """Kind and id of the codes of a project, by their GUIDs: dimensions anywhere, others below the name of their kind.

    A name that two of a kind have means neither.
    """
    ids, kinds = _ids_by_name(context), _kinds_by_group()
    found: dict[str, tuple[str, str]] = {}
    for parent in elements:
        for code in parent.of("Code"):
            for kind in (_DIMENSION, *kinds.get(folded(parent.get("name")), ())):
                if id := ids.get((kind, folded(code.get("name")))):
                    found.setdefault(code.get("guid").lower(), (kind, id))
    return found


def folded(text: str) -> str:
    """A name as it is compared: in small letters, with single blanks."""
    return " ".join(text.split()).casefold()


def _kinds_by_group() -> Mapping[str, tuple[str, ...]]:
    """The kind of the codes that stand below a name in an export."""
    kinds = (kind_of(id) for id in references_of(Annotation).values() if id != _DIMENSION)
    return {folded(kind.plural): (kind.id,) for kind in kinds} | {"roles": (ROLE,)}


def _ids_by_name(context: Context) -> Mapping[tuple[str, str], str]:
    """Ids by kind and name."""
    own = context.library.words.own_kinds("roles")
    names = [
        *((_DIMENSION, name, each.id) for each in context.library.dimensions for name in _names(each)),
        *((each.kind, each.dated, each.id) for each in context.derived.names.things if each.kind != _DIMENSION),
        *((ROLE, own[id].name if id in own else id, id) for id in context.library.words.kinds("roles")),
    ]
    distinct = {(kind, folded(name), id) for kind, name, id in names}
    counts = Counter((kind, name) for kind, name, _ in distinct)
    return {(kind, name): id for kind, name, id in distinct if counts[kind, name] == 1}


def _names(dimension: Dimension) -> tuple[str, ...]:
    return dimension.name, dimension.short, dimension.mark, dimension.id
