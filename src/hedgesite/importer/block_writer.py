"""Writes the blocks of a section: passages with ids, figures, tables, equations, verse, lists, notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Origin
from hedgesite.importer.block_parts import listing, parts_of_block
from hedgesite.importer.block_text import block_text, blocks_text, in_line
from hedgesite.importer.display_labels import FIGURE_LABEL, TABLE_LABEL, without_label
from hedgesite.importer.escaping import escaped, fully_escaped
from hedgesite.importer.formulas import fitted, with_numbers, with_readable_formulas
from hedgesite.importer.plain_markdown import is_plain, is_plain_note, words_of_plain
from hedgesite.importer.table_writer import as_pipe_table
from hedgesite.importer.tree import (
    Block,
    Call,
    Code,
    Figure,
    Heading,
    Inline,
    Link,
    Listing,
    Math,
    Para,
    Picture,
    Rule,
    Table,
    Written,
)
from hedgesite.importer.tree_walk import contents_of, nodes_of, text_of, words_of
from hedgesite.importer.writer import Inlines, indented, ungrouped
from hedgesite.markdown import plain_text, scan_body
from hedgesite.messages import shortened

_MOST_MENDINGS = 20
_ID = re.compile(r"\{#([a-z0-9-]+)\}\n")
_MARKS = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_CALL = re.compile(r"\[\^([\w-]+)\]")


@dataclass(slots=True)
class Ids:
    """Hands out ids: `passage` for the text of a block, `fixed` for an id of the manuscript."""

    passage: Callable[[str], str]
    fixed: Mapping[str, str]


@dataclass(slots=True)
class BlockWriter:
    """Writes one section after another: `definitions` are its notes, `top` the level of the highest heading in any."""

    ids: Ids
    targets: Mapping[str, str]
    numbers: Mapping[str, str]
    images: Callable[[Picture, str], tuple[str, str]]
    """Path below `content/` and alternative text of an image with the caption that it stands with."""
    top: int = 2
    definitions: list[str] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    """Lines, and what could not be written as it is."""
    _labels: dict[str, None] = field(default_factory=dict)
    _written: dict[tuple[str, tuple[Block, ...]], str] = field(default_factory=dict)
    """Labels of the notes of the section."""
    _pictures: list[Picture] = field(default_factory=list)
    """Images within the block that is being written, where the content format has none: they follow it."""
    _owners: dict[str, object] = field(default_factory=dict)
    """The node that has an id of the manuscript."""

    def inlines(self, *, plain: bool = False) -> Inlines:
        return Inlines(self.targets, self.numbers, self._note, self._picture_words, self.lost, plain=plain)

    def section(self, blocks: Iterable[Block]) -> tuple[list[str], list[str]]:
        """The Markdown of a section's blocks, and the definitions of its notes."""
        self.definitions, self._labels = [], {}
        self._written.clear()
        written = [text for block in ungrouped(blocks) for text in self.passages(block)]
        return self._mended(written), self.definitions

    def _mended(self, written: list[str]) -> list[str]:
        """Blocks that are right by themselves, made right beside each other: one that is not becomes plain words."""
        if all(map(is_plain, written)) and all(map(is_plain_note, self.definitions)):
            return written
        for _ in range(_MOST_MENDINGS):
            text = "\n\n".join([*written, *self.definitions])
            _, report = scan_body(text, Origin(""), ids_required=True)
            line = next((each.origin.line for each in report.errors if each.rule.id != "image-missing"), 0)
            starts = [0]
            for each in written:
                starts.append(starts[-1] + each.count("\n") + 2)
            at = bisect_right(starts, line - 1) - 1
            if not line or at >= len(written):
                break
            id = _ID.match(written[at])
            words = _MARKS.sub(" ", written[at][id.end() :] if id else written[at])
            self.doubts.append((0, shortened(words, 60)))
            own = id[1] if id else self.ids.passage(words)
            written[at] = f"{{#{own}}}\n{fully_escaped(' '.join(words.split()))}"
        return written

    def passages(self, block: Block) -> Iterator[str]:
        """A block of the top level, in as many parts as the format needs, each with its id."""
        for part in parts_of_block(block):
            written = list(self._checked(part))
            for each in written:
                if each.strip():
                    yield each

    def _checked(self, part: Block) -> Iterator[str]:
        """A part that reads back as its words; else the same in a plainer form."""
        kept, self._pictures = len(self.definitions), []
        texts = list(self._top(part, plain=False))
        if not self._is_sound(part, texts):
            self._forget(kept)
            self._pictures = []
            texts = list(self._top(part, plain=True))
            if not self._is_sound(part, texts, strict=False):
                self.doubts.append((part.line, shortened(text_of(part), 60)))
        yield from texts
        pictures, self._pictures = self._pictures, []
        self.lost["images within a table or a list, which follow it"] += len(pictures)
        for each in pictures:
            yield from self._checked(Figure((replace(each, content=()),), each.content, (), part.line, each.id))

    def _forget(self, kept: int) -> None:
        """Drop the notes after the first `kept`, because what calls them is written again."""
        while len(self.definitions) > kept:
            self.definitions.pop()
            self._labels.popitem()
            self._written.clear()

    def _is_sound(self, part: Block, texts: Sequence[str], *, strict: bool = True) -> bool:
        if isinstance(part, Listing | Rule):
            return True
        if len(texts) == 1 and isinstance(part, Para) and is_plain(texts[0]):
            return "@" in texts[0] or self._says(part, words_of_plain(texts[0])) or _has_opaque(part)
        body, report = scan_body(_with_notes("\n\n".join(texts)), Origin(""), ids_required=True)
        if any(finding.rule.id != "image-missing" for finding in report.errors):
            return False
        if not strict or isinstance(part, Figure | Table | Heading):
            return True
        return bool(body.citations) or self._says(part, plain_text(body)) or _has_opaque(part)

    @staticmethod
    def _says(part: Block, text: str) -> bool:
        return _bare("".join(words_of(_only_text(content)) for content in contents_of(part))) == _bare(text)

    def _top(self, part: Block, *, plain: bool) -> Iterator[str]:
        writing = self.inlines(plain=plain)
        match part:
            case Heading(level=level, content=content):
                words = " ".join(writing.write(content).replace("\\\n", " ").split())
                if words:
                    yield f"{'#' * min(6, max(2, level - self.top + 2))} {words}"
            case Para(content=(Math(display=True) as math,)):
                yield from self._equation(math)
            case Figure():
                yield from self._figure(part, plain=plain)
            case Table():
                yield from self._table(part, plain=plain)
            case Rule():
                yield "* * *"
            case Listing():
                yield listing(part)
                self.counts["listing"] += 1
            case _:
                text = block_text(part, writing)
                if text.strip():
                    yield f"{{#{self._id(part, text)}}}\n{text}"
                    self.counts[part.__class__.__name__] += 1

    def _id(self, part: Block, text: str) -> str:
        return self._fixed(part) or self.ids.passage(text)

    def _fixed(self, node: Block | Math | Picture) -> str:
        """The id that the manuscript gives a node, unless another node has it already."""
        id = self.ids.fixed.get(node.id, "") if node.id else ""
        return id if id and self._owners.setdefault(id, node) is node else ""

    def _equation(self, math: Math) -> Iterator[str]:
        shown = fitted(with_numbers(math.tex, self.numbers), display=True)
        if shown is None:
            self.lost["formulas shown as TeX"] += 1
            yield f"```\n{math.tex.strip()}\n```"
        else:
            id = self._fixed(math)
            yield f"$$\n{shown}\n$$" + (f" {{#{id}}}" if id else "")
        self.counts["equation"] += 1

    def _figure(self, figure: Figure, *, plain: bool) -> Iterator[str]:
        writing = self.inlines(plain=plain)
        caption = writing.write(without_label(figure.caption, FIGURE_LABEL)).replace("\\\n", " ").strip()
        caption = re.sub(r"\$\$", "$", caption)
        id = self._fixed(figure) or self.ids.passage(words_of(figure.caption) or "figure")
        words = words_of(_only_text(with_readable_formulas(figure.caption)))
        pictures = figure.pictures or (Picture(""),)
        if len(pictures) == 1:
            path, alt = self.images(pictures[0], words)
            yield f'![{caption}]({path}){{#{id} alt="{_quoted(alt)}"}}'
        else:
            parts = [self._part(each, words, plain=plain) for each in pictures]
            yield "\n".join([*parts, f"Figure: {caption or escaped('—')} {{#{id}}}"])
        self.counts["figure"] += 1
        for block in figure.blocks:
            yield from self.passages(block)

    def _part(self, picture: Picture, words: str, *, plain: bool) -> str:
        own = self.inlines(plain=plain).write(picture.content).replace("\\\n", " ").strip()
        path, alt = self.images(picture, words_of(_only_text(with_readable_formulas(picture.content))) or words)
        id = self._fixed(picture)
        return f'![{own}]({path}){{{f"#{id} " if id else ""}alt="{_quoted(alt)}"}}'

    def _table(self, table: Table, *, plain: bool) -> Iterator[str]:
        writing = self.inlines(plain=plain)
        written = as_pipe_table(table, lambda blocks: in_line(blocks, writing))
        if not written:
            return
        caption = writing.write(without_label(table.caption, TABLE_LABEL)).replace("\\\n", " ").strip()
        id = self._fixed(table) or self.ids.passage(words_of(table.caption) or text_of(table)[:200] or "table")
        notes = in_line(table.notes, writing).strip()
        notes = re.sub(r"^(?:\*+)?Notes?(?:\*+)?\s*[.:](?:\*+)?\s*", "", notes)
        self.counts["table"] += 1
        caption = re.sub(r"\$\$", "$", caption)
        parts = [written, f"Table: {caption} {{#{id}}}"] if caption else [f"{{#{id}}}\n{written}"]
        yield "\n\n".join([*parts, f"Note: {notes}"] if notes else parts)

    def _note(self, call: Call) -> str:
        """The label of a note; one that is called again has the label that it has."""
        known = (call.label, call.note)
        if call.label and known in self._written:
            return self._written[known]
        label = self._new_note(call)
        self._written[known] = label
        return label

    def _new_note(self, call: Call) -> str:
        wanted = re.sub(r"[^A-Za-z0-9-]+", "-", call.label).strip("-")
        label, number = wanted, len(self._labels) + 1
        while not label or label in self._labels:
            label = f"{wanted}-{number}" if wanted else str(number)
            number += 1
        self._labels[label] = None
        place = len(self.definitions)
        self.definitions.append("")
        text = self._note_text(call.note)
        self.definitions[place] = f"[^{label}]: {indented(text, '', '    ')}"
        self.counts["note"] += 1
        return label

    def _note_text(self, blocks: Sequence[Block]) -> str:
        for plain in (False, True):
            kept = len(self.definitions)
            text = blocks_text(blocks, self.inlines(plain=plain)) or "—"
            if is_plain(text):
                return text
            _, report = scan_body(_with_notes(f"x[^0]\n\n[^0]: {indented(text, '', '    ')}"), Origin(""))
            if not report.errors or plain:
                return text
            self._forget(kept)
        return text

    def _picture_words(self, picture: Picture) -> str:
        self._pictures.append(picture)
        return ""


def _with_notes(markdown: str) -> str:
    """Markdown with a definition for each note that it calls and does not define."""
    labels = dict.fromkeys(_CALL.findall(markdown))
    return markdown + "".join(f"\n\n[^{label}]: x" for label in labels if f"[^{label}]: " not in markdown)


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"').replace("{", "(").replace("}", ")")


_BARE = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    return _BARE.sub("", text)


def _only_text(content: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(each for each in content if not isinstance(each, Call | Picture | Math))


def _has_opaque(part: Block) -> bool:
    return any(isinstance(node, Math | Written | Code | Link) for node in nodes_of(part))
