"""Entries of references.bib, in the many ways in which people and programs write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32


@dataclass(frozen=True)
class Entry:
    """An entry before it is written. Values are LaTeX."""

    type: str
    key: str
    fields: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    before: str = ""
    """Lines above it: remarks and `@string`."""

    def bibtex(self, seed: int) -> str:
        def choice(name: str, options: int) -> int:
            return crc32(f"{seed} {self.key} {name}".encode()) % options if seed else 0

        fields = dict(self.fields) | ({"ids": ", ".join(self.aliases)} if self.aliases else {})
        written = []
        for name, value in fields.items():
            shown = name.upper() if choice(f"{name}!", 9) == 1 else name
            can_be_quoted = '"' not in value and value.count("{") == value.count("}")
            if value in {"press", "jan"} or (value.isdigit() and choice(name, 3) == 1):
                text = value
            elif can_be_quoted and choice(name, 4) == 1:
                text = f'"{value}"'
            elif choice(name, 5) == 2 and " " in value:
                text = "{" + value.replace(" ", "\n      ", 1) + "}"
            else:
                text = f"{{{value}}}"
            written.append(f"  {shown:{14 if choice('align', 2) else 0}} = {text}")
        kind = self.type.upper() if choice("type", 4) == 1 else self.type
        opening, closing = ("(", ")") if choice("paren", 9) == 1 and ")" not in "".join(written) else ("{", "}")
        end = ",\n" if choice("comma", 2) else "\n"
        above = f"{self.before}\n" if self.before else ""
        return f"{above}@{kind}{opening}{self.key},\n" + ",\n".join(written) + end + f"{closing}\n"


def write_bibliography(entries: Iterable[Entry], seed: int) -> str:
    """The whole file."""
    return "\n".join(["@string{press = {Presses of Lake}}\n", *(entry.bibtex(seed) for entry in entries)])
