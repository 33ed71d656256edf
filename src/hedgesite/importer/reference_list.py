"""The list of references at the end of a manuscript, from the tree into sources, with the number of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Origin
from hedgesite.importer.blocks import read_pieces
from hedgesite.importer.capital_entries import read_capitals
from hedgesite.importer.colon_entries import begins_with_names, read_colons
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.entries import DASH, YEAR, Listed, names_of, read_entries
from hedgesite.importer.full_names import read_full
from hedgesite.importer.gbt_entries import read_gbt
from hedgesite.importer.late_years import read_late
from hedgesite.importer.names import read_list
from hedgesite.importer.plain_links import unlinked
from hedgesite.importer.repeated_sources import KnownSources
from hedgesite.importer.sources import Entry, key_of, read_sources
from hedgesite.importer.text import Manuscript
from hedgesite.importer.tree import Anchor, Block, Group, Inline, Items, Para, Quote, Terms
from hedgesite.importer.tree_walk import nodes_of, words_of
from hedgesite.importer.writer import Inlines

_NUMBER = re.compile(r"\s*(?:\[(?P<a>\d{1,4})\]|\(?(?P<b>\d{1,4})[.)\]]|(?P<c>\d{1,3})\s(?=[A-ZÀ-Þ][^\s\d]+[ ,]))\s*")
_BARE_NUMBER = re.compile(r"\s*(\d{1,3})\s+(?=\S)")
_FIRST_YEAR = re.compile(YEAR)


@dataclass(slots=True)
class ReferenceList:
    """Sources in the order of the list."""

    sources: list[Entry] = field(default_factory=list)
    by_number: dict[str, Entry] = field(default_factory=dict)
    by_anchor: dict[str, Entry] = field(default_factory=dict)
    """By the id that the manuscript gives a reference."""
    others: list[Block] = field(default_factory=list)
    """Blocks in the list that are no entries."""
    findings: list[Diagnostic] = field(default_factory=list)
    plain: int = 0
    """Number of sources of which only the words are known."""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    block: Block
    number: str
    anchors: tuple[str, ...]
    is_entry: bool = False
    """Whether it is an entry for certain: an item of a list, or one with an id."""


_READERS = (read_gbt, read_capitals, read_late, read_full, read_colons)
"""Readers of entries that the parser of lists would misread, which expects authors and year in front."""


def read_reference_list(blocks: Iterable[Block], shown: str, text: str, known: Iterable[Entry] = ()) -> ReferenceList:
    """Sources from a list; `text` is the text that cites them, `shown` the manuscript's path.

    `known` are sources that fields of the manuscript hold: their lines in the list give numbers and ids alone.
    """
    lines = _counted(list(_lines(blocks)))
    numbered = sum(bool(line.number) for line in lines) > len(lines) / 2
    result = ReferenceList()
    lines = _unknown(lines, KnownSources(known), result)
    if not lines:
        return result
    written = "\n\n".join(_as_markdown(line, at, numbered=numbered) for at, line in enumerate(lines, 1))
    manuscript = Manuscript(shown, written)
    entries, others = read_entries(manuscript, read_pieces(manuscript, 0), begins_with_names)
    keys: set[str] = set()
    numbers: dict[str, int] = {}
    late = _read_late(entries, keys, numbers)
    rest = [each for each in entries if each.offset not in late]
    sources, unread, doubts = read_sources(manuscript, rest, text, keys)
    keys |= {source.key for source in sources}
    at_offset = {**late, **{entry.offset: entry for entry in sources}}
    for listed in unread:
        at_offset[listed.offset] = _in_words(listed, keys, numbers)
        result.plain += 1
    starts = [found.start() for found in re.finditer(r"(?:\A|(?<=\n\n))(?=.)", written)]
    for offset, entry in sorted(at_offset.items()):
        line = lines[max(bisect_right(starts, offset) - 1, 0)]
        entry = replace(entry, offset=line.block.line)
        result.sources.append(entry)
        if line.number:
            result.by_number.setdefault(line.number, entry)
        result.by_anchor |= dict.fromkeys(line.anchors, entry)
    result.others = [lines[max(bisect_right(starts, piece.start) - 1, 0)].block for piece in others]
    result.findings = [_placed(each, manuscript, lines) for each in doubts]
    return result


def _read_late(entries: list[Listed], keys: set[str], numbers: dict[str, int]) -> dict[int, Entry]:
    """What the readers of entries know, by offset."""
    found: dict[int, Entry] = {}
    names = ""
    for each in entries:
        is_same = DASH.match(each.marked)
        # Its names are those above, however their entry was read.
        told = replace(each, marked=f"{names} {each.marked[is_same.end() :]}") if names and is_same else each
        entry = next(filter(None, (read(told, keys, numbers) for read in _READERS)), None)
        if entry:
            found[each.offset] = entry
        if not is_same:
            names = names_of(each, entry.fields.get("title", "")) if entry else ""
    return found


def _unknown(lines: list[_Line], known: KnownSources, result: ReferenceList) -> list[_Line]:
    rest: list[_Line] = []
    for line in lines:
        entry = known.repeated(line.text)
        if entry is None:
            rest.append(line)
            continue
        if line.number:
            result.by_number.setdefault(line.number, entry)
        result.by_anchor |= dict.fromkeys(line.anchors, entry)
    return rest


_ITALIC_OTHERS = re.compile(r"\*(et\s+al\.?,?|и\s+др\.?,?|u\.\s?a\.?,?)\*")
"""Words for further authors in italics, which are no title."""
_TAGS = re.compile(r"\\?</?(?:span|sup|sub|sc|em|i|b)(?:\s[^<>]{0,100})?\\?>")
"""Tags that programs which format references leave as words."""


def _counted(lines: list[_Line]) -> list[_Line]:
    """The lines with the numbers that only their order shows to be numbers: "11 R Core Team" after the tenth."""
    counted: list[_Line] = []
    last = 0
    for line in lines:
        found = _BARE_NUMBER.match(line.text) if not line.number else None
        if found and int(found[1]) == last + 1:
            line = replace(line, number=found[1], text=line.text[found.end() :])
        last = int(line.number) if line.number.isdecimal() else last
        counted.append(line)
    numbered = sum(bool(line.number) for line in counted)
    return counted if numbered > len(lines) / 2 else lines


def _placed(finding: Diagnostic, manuscript: Manuscript, lines: list[_Line]) -> Diagnostic:
    number = finding.origin.line
    # Each entry is one line, and an empty line is between two.
    line = lines[min((number - 1) // 2, len(lines) - 1)]
    return replace(finding, origin=Origin(manuscript.file, line.block.line or 1))


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    for block in _with_anchors(blocks):
        match block:
            case Items(items=items, marker=marker, start=start):
                for at, item in enumerate(items):
                    own = f"{start + at}" if re.search(r"\w", marker) else ""
                    yield from _line([each for each in _with_anchors(item) if isinstance(each, Para)], block, own)
            case Terms(items=terms):
                for term, inner in terms:
                    label = words_of(term).strip("[]() .")
                    yield from _line([each for each in inner if isinstance(each, Para)], block, label)
            case Para():
                yield from _line([block], block, "")


def _with_anchors(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without groups; the id of a group is that of the paragraph in it, or after it if it is empty."""
    waiting: list[Inline] = []
    for block in blocks:
        if isinstance(block, Group | Quote):
            waiting += [Anchor(block.id)] if block.id else []
            inner: Iterable[Block] = _with_anchors(block.blocks)
        else:
            inner = (block,)
        for each in inner:
            if isinstance(each, Para) and waiting:
                each = replace(each, content=(*waiting, *each.content))
                waiting = []
            yield each


def _line(paragraphs: Sequence[Para], block: Block, number: str) -> Iterator[_Line]:
    content: list[Inline] = [inline for each in paragraphs for inline in each.content]
    if not words_of(content).strip():
        return
    writing = Inlines({}, {}, lambda _: "0", lambda picture: picture.alt)
    text = " ".join(writing.write(unlinked(content)).replace("\\\n", " ").replace("[^0]", "").split())
    text = re.sub(r"\\([\[\]])", r"\1", text)
    text = _TAGS.sub("", _ITALIC_OTHERS.sub(r"\1", text)).replace("\u2010", "-").replace("\u2011", "-")
    found = _NUMBER.match(text)
    if found and not number:
        number = found["a"] or found["b"] or found["c"]
        text = text[found.end() :]
    anchors = tuple(node.id for node in nodes_of(tuple(content)) if isinstance(node, Anchor))
    first = paragraphs[0]
    placed = block if not isinstance(block, Items) or not first.line else first
    anchors = (*anchors, *((block.id,) if block.id else ()))
    yield _Line(text, placed, number, anchors, bool(anchors) or not isinstance(block, Para))


def _as_markdown(line: _Line, at: int, *, numbered: bool) -> str:
    # What has an id of its own is whole, even if it ends without a stop.
    text = f"{line.text}." if line.anchors and line.text[-1:].isalpha() else line.text
    if numbered and line.number:
        return f"{at}. {text}"
    return f"- {text}" if line.is_entry else text


def _in_words(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry:
    """A source of which only the words are known: its first names, its year, and all words as its title."""
    words = listed.words
    # Numbers of addresses are no years.
    bare = re.sub(r"https?://\S+", " ", words)
    years = [found for found in _FIRST_YEAR.finditer(bare) if found["year"].isdigit()]
    names = re.split(rf"\.\s|[“\"«„:]|\s\(?(?={A_YEAR})", words, maxsplit=1)[0]
    persons, others = read_list(names) if 1 < len(names) < 300 else ((), False)
    if any(len(f"{person.literal}{person.family}") > 60 for person in persons):
        persons = ()
    year = years[-1]["year"] if years else ""
    entry = Entry(
        key=key_of(persons, "", year, "", keys, numbers),
        type="misc",
        offset=listed.offset,
        plain=words,
        persons=persons,
        others=others,
        year=year,
        fields=MappingProxyType({"title": words, **({"date": year} if year else {})}),
    )
    keys.add(entry.key)
    return entry
