"""What formatting gives: references by key, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

SortKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the list shows it and as citations name it."""

    key: str
    html: str
    """The whole reference as safe HTML without an element around it. It always spells the author."""
    text: str
    """The same as plain text."""
    label: str
    """The author part of a citation: `Chernyavskiy et al.`, `Valiyev and Mamishova`, `OEC`, `Al Jazeera`."""
    year: str
    """`2018a`, `n.d.`, `forthcoming`, `[1813] 2003`."""
    name: str
    """Author, year and title, for accessible names."""
    sort_key: SortKey
    list_html: str
    """As `html`, but with a dash for the name of the entry before where the style wants it."""
    label_html: str
    """The label as safe HTML: titles in italics or quotation marks."""
    narrative_html: str
    """The label as it stands outside parentheses: APA says `and` there, not `&`."""
    list_text: str = ""
    """As `list_html`, as plain text."""


@dataclass(frozen=True, slots=True)
class References(Mapping[str, Reference]):
    """References by key, iterated in the order of the list. A source's other keys lead to it as well."""

    by_key: Mapping[str, Reference]
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, key: str) -> Reference:
        return self.by_key[key] if key in self.by_key else self.by_key[self.aliases[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)
