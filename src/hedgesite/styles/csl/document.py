"""The document that Pandoc receives: a paragraph for each citation, and the sources as CSL-JSON.

Source: Pandoc User's Guide, "Citations"; the type `Citation` of pandoc-types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hedgesite.markdown import render_markup
from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles.csl.inlines import Inline, from_html, string, words
from hedgesite.styles.csl.style_file import LABELS, word_of
from hedgesite.styles.quotes import ranges

Block = dict[str, Any]
Content = tuple[tuple[object, ...], ...]

_MODES = MappingProxyType(
    {
        CitationMode.PARENTHETICAL: "NormalCitation",
        CitationMode.NARRATIVE: "AuthorInText",
        CitationMode.YEAR_ONLY: "SuppressAuthor",
    }
)
_VERSION = [1, 23, 1]
"""The version of pandoc-types whose JSON this is. Pandoc accepts later ones with the same first two numbers."""
_TWO = re.compile(r"(\d\w*) and (\d\w*)$")
"""Two places, which Pandoc counts only if a sign stands between them."""
_RESET = "reset-citation-positions"
_LABELS = MappingProxyType(
    {
        "appendix": "appendix",
        "number": "issue",
        "sub-verbo": "sub verbo",
        **{label: label for label in LABELS},
    }
)


@dataclass
class Document:
    """Citations in the order in which Pandoc receives them. Each `add` returns the number of its paragraph."""

    ids: Mapping[str, str]
    """Pandoc's id of a source, by key and by alias."""
    reads_locators: bool = False
    """Whether Pandoc looks for locators in suffixes: it knows the terms of many languages, such as `S. 33`."""
    blocks: list[Block] = field(default_factory=list)

    def add(self, group: CitationGroup, note: int = 0, *, in_note: bool = False) -> int:
        """A group as the text has it; `note` is the number of the note that it becomes or stands in."""
        cite = _cite([self._citation(one, note) for one in group.citations if one.key in self.ids])
        return self._push([{"t": "Note", "c": [_para([cite])]}] if in_note else [cite])

    def add_plain(self, ids: Sequence[str], mode: CitationMode = CitationMode.PARENTHETICAL, note: int = 0) -> int:
        """Sources without prefix, locator and suffix."""
        return self._push([_cite([_citation(id, mode, note) for id in ids])])

    def start_anew(self) -> None:
        """What was cited before counts as not yet cited."""
        self.blocks.append({"t": "Header", "c": [1, ["", [_RESET], []], []]})

    def _push(self, inlines: list[Inline]) -> int:
        self.blocks.append(_para(inlines))
        return len(self.blocks) - 1

    def _citation(self, citation: Citation, note: int) -> dict[str, Any]:
        prefix = from_html(render_markup(citation.prefix)) if citation.prefix else []
        suffix = _suffix(citation, has_term=self.reads_locators)
        return _citation(self.ids[citation.key], citation.mode, note, prefix, suffix)

    def json(self, language: str) -> bytes:
        meta = {
            "link-citations": {"t": "MetaBool", "c": True},
            "lang": {"t": "MetaString", "c": language},
            "nocite": {"t": "MetaInlines", "c": [_cite([_citation("*", CitationMode.PARENTHETICAL, 0)])]},
        }
        return json.dumps({"pandoc-api-version": _VERSION, "meta": meta, "blocks": self.blocks}).encode()


def _para(inlines: list[Inline]) -> Block:
    return {"t": "Para", "c": inlines}


def _cite(citations: list[dict[str, Any]]) -> Inline:
    return {"t": "Cite", "c": [citations, [string("?")]]}


def _citation(
    id: str, mode: CitationMode, note: int, prefix: Iterable[Inline] = (), suffix: Iterable[Inline] = ()
) -> dict[str, Any]:
    return {
        "citationId": id,
        "citationPrefix": list(prefix),
        "citationSuffix": list(suffix),
        "citationMode": {"t": _MODES[mode]},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _suffix(citation: Citation, *, has_term: bool) -> list[Inline]:
    """Locator and suffix. Braces say where the locator ends, and empty ones that there is none; with `has_term` the
    suffix may begin with the term of another language.
    """
    suffix = from_html(render_markup(citation.suffix.lstrip())) if citation.suffix.strip() else []
    space: list[Inline] = [{"t": "Space"}] if suffix and citation.suffix[:1].isspace() else []
    if not citation.locator and has_term:
        return [*space, *suffix]
    if not citation.locator:
        return [*words("{}"), *space, *suffix] if suffix else []
    located, rest = _located(citation.locator)
    return [*words(located), *words(rest), *space, *suffix]


def _located(locator: Locator) -> tuple[str, str]:
    """The locator in braces, and what follows its number: of `vol. 2, 115-118` Pandoc would make several volumes."""
    value, rest = ranges(locator.value.translate({ord("{"): None, ord("}"): None}).strip()), ""
    label = _LABELS.get(locator.label.strip().lower(), "")
    value = _TWO.sub(r"\1 & \2", value)
    if locator.many is False and locator.label != "page":
        value, comma, after = value.partition(",")
        rest = comma + after
    return f"{{{word_of(label) if label else locator.label} {value}}}", rest
