"""A companion before it is written: what a strategy draws, an edit changes, and a fault spoils."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.strategies.bib_writing import Entry, write_bibliography
from tests.strategies.yaml_writing import Hand

Files = dict[str, bytes]
"""A companion's files: path below its content directory to bytes."""


@dataclass(frozen=True)
class Piece:
    """A stretch of Markdown within a line, and what stands in it."""

    text: str
    cites: tuple[str, ...] = ()
    """Keys, or former keys, as written, in order."""
    note: Note | None = None
    """The note that is called."""
    glued: bool = False
    """Whether no space stands before it."""


@dataclass(frozen=True)
class Note:
    """A note with a label, defined below the text."""

    label: str
    text: Text


@dataclass(frozen=True)
class Text:
    """Markdown: paragraphs of sentences of pieces."""

    paragraphs: tuple[tuple[tuple[Piece, ...], ...], ...]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for paragraph in self.paragraphs for sentence in paragraph for piece in sentence]

    @property
    def notes(self) -> list[Note]:
        return list({piece.note.label: piece.note for piece in self.pieces if piece.note}.values())

    @property
    def cites(self) -> list[str]:
        """Of the text alone, not of the notes that it calls."""
        return [key for piece in self.pieces for key in piece.cites]

    @property
    def all_cites(self) -> list[str]:
        return [*self.cites, *(key for note in self.notes for key in note.text.all_cites)]

    def lines(self) -> list[str]:
        """Each paragraph in one line."""
        return [" ".join(_sentence(pieces) for pieces in paragraph) for paragraph in self.paragraphs]

    def __str__(self) -> str:
        return "\n\n".join(self.lines())


def _sentence(pieces: tuple[Piece, ...]) -> str:
    return "".join(("" if piece.glued or not at else " ") + piece.text for at, piece in enumerate(pieces)) + "."


@dataclass(frozen=True)
class Block:
    """A block of a section: a passage where it has an id, else a heading or code."""

    shape: str
    """paragraph, list, numbered, quote, table, definitions, heading, code, or raw: Markdown as it is."""
    text: Text
    id: str = ""
    attributes: str = ""
    """After the id, between the braces."""
    wrapped: int = 0
    """Words to a line; 0 for all."""

    def markdown(self) -> str:
        lines = [self._wrap(line) for line in self.text.lines()]
        body = {
            "paragraph": lambda: lines[0],
            "list": lambda: "\n".join("- " + line.replace("\n", "\n  ") for line in lines),
            "numbered": lambda: "\n".join(f"{n}. " + line.replace("\n", "\n   ") for n, line in enumerate(lines, 1)),
            "quote": lambda: "> " + "\n\n".join(lines).replace("\n", "\n> "),
            "table": lambda: (
                "| A | B |\n|---|--:|\n" + "\n".join(f"| {' '.join(line.split())} | 1 |" for line in lines)
            ),
            "definitions": lambda: "\n\n".join(
                f"Word\n: {line}".replace("\n", "\n  ").replace("\n  :", "\n:") for line in lines
            ),
            "raw": lambda: str(self.text.pieces[0].text),
            "heading": lambda: f"## {lines[0].replace(chr(10), ' ')}",
            "code": lambda: f"```\n{lines[0]} @nobody [@none] <b>\n```",
        }[self.shape]()
        if not self.id:
            return body
        # The two writings of an id mean the same: ids of even length take the one that previews do not show.
        given = f"#{self.id}{self.attributes}"
        return f"{f'{{{given}}}' if len(self.id) % 2 else f'<!-- {given} -->'}\n{body}"

    def _wrap(self, line: str) -> str:
        if not self.wrapped:
            return line
        words = re.split(r" (?=[^\W\d_])", line)
        at = range(0, len(words), self.wrapped)
        return "\n".join(" ".join(words[n : n + self.wrapped]) for n in at).replace("\\\n\n", "\\\n")


@dataclass(frozen=True)
class Page:
    """A section or a free page."""

    id: str
    number: str
    """What its file's name begins with."""
    matter: dict[str, Any]
    blocks: tuple[Block, ...]

    @property
    def texts(self) -> list[Text]:
        return [block.text for block in self.blocks if block.shape != "code"]

    @property
    def passages(self) -> list[Block]:
        return [block for block in self.blocks if block.id]

    @property
    def notes(self) -> list[Note]:
        found = [note for text in self.texts for note in text.notes]
        return list({note.label: note for note in found}.values())

    def markdown(self, hand: Hand) -> str:
        notes = [f"[^{note.label}]: {note.text!s}".replace("\n\n", "\n\n    ") for note in self.notes]
        body = "\n\n".join([*(block.markdown() for block in self.blocks), *notes])
        return f"---\n{hand.write(self.matter)}---\n\n{body}\n"


@dataclass(frozen=True)
class Companion:
    """Everything below `content/`, as plain data and Markdown in pieces. Never changed in place."""

    hand: int
    """How YAML and BibTeX are written, where there is a choice."""
    article: dict[str, Any]
    codebook: dict[str, Any] | None
    hypotheses: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    events: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    series: dict[str, dict[str, Any]]
    sections: tuple[Page, ...]
    pages: tuple[Page, ...]
    entries: tuple[Entry, ...]
    other_hands: dict[str, int] = field(default_factory=dict)
    """By path, where a file is written otherwise than the rest."""
    shown: Files = field(default_factory=dict)
    """Images and tables that sections show, by path."""

    def copy(self, **changes: Any) -> Companion:
        """The same, changed; nothing that may be changed in place is shared."""
        return replace(copy.deepcopy(self), **changes)

    def files(self) -> Files:
        """The files, in the order of their paths."""
        written = {"article.yml": self._yaml("article.yml", self.article)}
        if self.codebook is not None:
            written["dimensions.yml"] = self._yaml("dimensions.yml", self.codebook)
        for name, items in self.lists().items():
            if items:
                written[f"{name}.yml"] = self._yaml(f"{name}.yml", items)
        for id, series in self.series.items():
            written[f"data/{id}.yml"] = self._yaml(f"data/{id}.yml", series)
        for folder, pages in (("sections", self.sections), ("pages", self.pages)):
            for page in pages:
                path = f"{folder}/{page.number}{page.id}.md"
                written[path] = page.markdown(self._hand(path))
        written["references.bib"] = write_bibliography(self.entries, self._hand("references.bib").seed)
        files = {path: text.encode() for path, text in written.items()} | self.shown
        return dict(sorted(files.items()))

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        """The files that hold a list of things with ids."""
        return {
            "hypotheses": self.hypotheses,
            "actors": self.actors,
            "events": self.events,
            "glossary": self.terms,
        }

    def path_of(self, page: Page) -> str:
        return f"{'sections' if page in self.sections else 'pages'}/{page.number}{page.id}.md"

    def fields(self) -> Iterator[Text]:
        """Every Markdown field of the YAML."""
        yield from _texts([self.article, self.codebook, *self.lists().values(), list(self.series.values())])
        yield from _texts([page.matter for page in (*self.sections, *self.pages)])

    def names(self, kind: str) -> list[str]:
        """What a mention of this kind may say: ids and former ids."""
        things: list[tuple[str, dict[str, Any]]]
        if kind == "source":
            return [name for entry in self.entries for name in (entry.key, *entry.aliases)]
        if kind == "passage":
            found = (
                (block.id, page.matter["passages"].get(block.id, {}))
                for page in self.sections
                for block in page.passages
            )
            things = list(found)
        elif kind == "section":
            things = [(page.id, page.matter) for page in self.sections]
        elif kind == "series":
            things = list(self.series.items())
        else:
            things = [(item["id"], item) for item in self.things(kind)]
        return [name for id, item in things for name in (id, *item.get("aliases", ()))]

    def things(self, kind: str) -> list[dict[str, Any]]:
        """The things of a kind that stands in a list."""
        dimensions = self.codebook["dimensions"] if self.codebook else []
        by_kind: dict[str, list[dict[str, Any]]] = {
            "dimension": dimensions,
            "hypothesis": self.hypotheses,
            "actor": self.actors,
            "event": self.events,
            "term": self.terms,
        }
        return by_kind[kind]

    def _hand(self, path: str) -> Hand:
        return Hand(self.other_hands.get(path, self.hand))

    def _yaml(self, path: str, data: object) -> str:
        return self._hand(path).write(data)


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
