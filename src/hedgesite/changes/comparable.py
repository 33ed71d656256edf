"""Turns the content of a thing into text by aspect, for comparison and display."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from hedgesite.changes.text_diff import Fact
from hedgesite.model.base import Prose, Ref, Value
from hedgesite.model.content import Codebook
from hedgesite.model.dates import Edtf
from hedgesite.model.index import Entity
from hedgesite.model.kinds import references_of
from hedgesite.model.library import FreePage, NumberedDisplay, Section
from hedgesite.model.source import Person, Source
from hedgesite.model.vocabulary import NAMING_FIELDS

Present = Callable[[str, str], str]
"""Maps the kind and id of a reference to the id in the later revision."""

_APART = {"id", "origin", "aliases"}


def facts_of(value: Value, present: Present, without: Iterable[str] = ()) -> dict[str, Fact]:
    """The fields of a value by their names in the file; nested fields are named `outer.inner`."""
    references, found = references_of(type(value)), dict[str, Fact]()
    for name, field in type(value).model_fields.items():
        if name not in _APART and name not in without:
            meant = references.get(name, "")
            found.update(_facts(field.alias or name, getattr(value, name), meant, present))
    return found


def thing_facts(thing: Entity, present: Present) -> dict[str, Fact]:
    """The fields of a thing. A section's exclude the text of its passages."""
    if isinstance(thing.item, Source):
        return source_facts(thing.item, present)
    if isinstance(thing.item, NumberedDisplay):
        return _display_facts(thing.item)
    assert thing.value
    facts = facts_of(thing.value, present, without=("passages",) if thing.kind == "section" else ())
    if isinstance(thing.item, Section):
        facts["headings"] = tuple(heading.text for heading in thing.item.body.headings)
    if isinstance(thing.item, FreePage):
        facts["words"] = thing.item.body.markdown
    return facts


def _display_facts(each: NumberedDisplay) -> dict[str, Fact]:
    display, images = each.display, each.display.images
    return {
        "section": each.section,
        "number": each.number,
        "tex" if each.kind == "equation" else "caption": display.markdown,
        "images": tuple(image.target for image in images),
        "alternative texts": tuple(image.alt for image in images),
        "credits": tuple(image.credit for image in images if image.credit),
        "licences": tuple(image.licence for image in images if image.licence),
        "width": display.width,
        "file": display.file,
        "rows": tuple(" | ".join(row) for row in display.rows),
    }


def codebook_facts(codebook: Codebook | None, present: Present) -> dict[str, Fact]:
    """Of the codebook, without its dimensions."""
    if codebook is None:
        return {}
    facts = dict(_facts("framework", codebook.framework, "", present))
    for trade_off in codebook.trade_offs:
        between = ", ".join(present("dimension", ref.id) for ref in trade_off.between)
        facts.update(_facts(f"trade-off ({between})", trade_off, "", present))
    return facts


def source_facts(source: Source, present: Present) -> dict[str, Fact]:
    """Of a source, by field."""
    facts: dict[str, Fact] = {"type": source.type}
    for role, persons in source.persons.items():
        others = ("and others",) if role in source.and_others else ()
        facts[role] = (*map(_person, persons), *others)
    facts.update((name, date.text) for name, date in source.dates.items())
    facts.update((name, value.text or value.raw) for name, value in source.fields.items())
    for name in facts.keys() & NAMING_FIELDS:
        facts[name] = tuple(present("source", key.strip()) for key in source.text(name).split(","))
    return facts


def markup_of(thing: Entity) -> dict[str, Fact]:
    """The source's raw fields, if they say more than their plain text."""
    fields = thing.item.fields if isinstance(thing.item, Source) else {}
    return {name: value.raw for name, value in fields.items() if value.raw != value.text}


def _facts(name: str, value: Any, kind: str, present: Present) -> Iterator[tuple[str, Fact]]:
    if isinstance(value, Value):
        yield from ((f"{name}.{inner}", fact) for inner, fact in facts_of(value, present).items())
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _facts(f"{name}.{key}", item, kind, present)
    elif isinstance(value, tuple):
        yield name, tuple(_in_words(item, kind, present) for item in value)
    else:
        yield name, _in_words(value, kind, present)


def _in_words(value: Any, kind: str, present: Present) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, Ref):
        return present(kind, value.id)
    if isinstance(value, Prose | Edtf):
        return value.text
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Value):
        facts = facts_of(value, present).items()
        parts = ((name, ", ".join(fact) if isinstance(fact, tuple) else fact) for name, fact in facts)
        return ", ".join(f"{name} {part}" for name, part in parts if part)
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _person(person: Person) -> str:
    if person.is_body:
        return person.literal
    family = f"{person.particle} {person.family}".strip()
    return ", ".join(part for part in (family, person.given, person.suffix) if part)
