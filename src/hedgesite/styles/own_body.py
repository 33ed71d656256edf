"""The body that stands for the author of a document without one, in every style.

Sources: The Chicago Manual of Style, 17th ed., 14.84 and 15.37; Publication Manual of the APA, 7th ed., 9.11.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from hedgesite.model.source import Person, Source

_BODIES = MappingProxyType(
    {
        "report": ("institution", "organization", "publisher"),
        "manual": ("organization", "institution", "publisher"),
        "standard": ("organization", "institution", "publisher"),
        "online": ("organization", "institution", "publisher"),
        "dataset": ("organization", "institution", "publisher"),
        "software": ("organization", "institution", "publisher"),
        "booklet": ("organization", "publisher"),
        "misc": ("organization", "institution"),
        "patent": ("holder",),
    }
)
"""Fields that name the body, by entry type."""
_HEADS = ("author", "editor", "compiler", "translator", "director")
"""Roles that come first where there is no author."""


def field_of_body(source: Source) -> str:
    """Name of the field with the body; empty if there is none."""
    return next((name for name in _BODIES.get(source.type, ()) if source.text(name)), "")


def with_body_as_author(source: Source) -> Source:
    """The source with its body as the author if no person comes first: styles of CSL print few publishers."""
    name = field_of_body(source)
    if not name or any(source.persons.get(role) for role in _HEADS):
        return source
    body = source.text(name)
    # A body is printed once, though programs export it as the publisher as well.
    fields = {field: value for field, value in source.fields.items() if field not in _issuers(source, body)}
    persons = {**source.persons, "author": (Person(literal=body),)}
    return replace(source, fields=MappingProxyType(fields), persons=MappingProxyType(persons))


def _issuers(source: Source, body: str) -> frozenset[str]:
    """The fields of the source that contain only this body."""
    return frozenset(name for name in _BODIES[source.type] if source.text(name) == body)
