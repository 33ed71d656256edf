"""Turns blocks into sections: files with front matter, a passage id before each block, and notes below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from hedgesite.importer.blocks import Kind, Piece, title_of
from hedgesite.importer.citations import Citations
from hedgesite.importer.notes import Notes
from hedgesite.importer.segmentation import NUMBERING
from hedgesite.importer.text import Manuscript, Stretch, plain
from hedgesite.model.slugs import id_of, numbered, slug

_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he his her i if in into is it its no not of on or our "
        "she so such than that the their them then there these they this those to was we were what when which while "
        "who will with towards toward between within through during against would can could may might also however "
        "more most both one",
    )
)
_CITATION = re.compile(r"\[[^\[\]@]*+@[^\[\]]*+\]|\((?=[^()]*?\d{4})[^()]*+\)")
_PASSAGES = frozenset({Kind.PARAGRAPH, Kind.LIST, Kind.PASSAGE})
_LONGEST_SHORT = 42
_LONGEST_ID = 48


@dataclass(slots=True)
class Part:
    """A section while it is being made."""

    id: str
    title: str
    parent: str = ""
    blocks: list[Piece] = field(default_factory=list)
    start: int = 0
    """Offset in the manuscript."""


@dataclass(slots=True)
class Written:
    """The files of all sections."""

    files: dict[str, str] = field(default_factory=dict)
    """Texts by path below the content directory."""
    passages: int = 0


def parts_of(manuscript: Manuscript, body: Sequence[Piece], title: str) -> list[Part]:
    """Sections in order. Headings of the two highest levels start sections; the lower ones have a parent."""
    levels = [piece.level for piece in body if piece.kind is Kind.HEADING]
    top = min(levels, default=1)
    parts: list[Part] = []
    # `/read/all/` is the page with the whole text, so no section can have this id.
    taken, numbers = {"all"}, dict[str, int]()
    above = ""
    for piece in body:
        is_section = piece.kind is Kind.HEADING and piece.level <= top + 1
        if is_section or not parts:
            words = title_of(manuscript, piece) if is_section else title
            part = Part(_section_id(words, taken, numbers), words or "Untitled", start=piece.start)
            taken.add(part.id)
            part.parent = above if is_section and piece.level > top else ""
            above = part.id if is_section and piece.level == top else above
            parts.append(part)
        if not is_section:
            parts[-1].blocks.append(piece)
    return parts


def write_sections(manuscript: Manuscript, parts: Sequence[Part], citations: Citations, notes: Notes) -> Written:
    """One file for each section, in the order of the manuscript."""
    result, numbers = Written(), dict[str, int]()
    top = min((piece.level for part in parts for piece in part.blocks if piece.kind is Kind.HEADING), default=2)
    taken = {part.id for part in parts}
    taken |= {slug(title_of(manuscript, block), "heading") for part in parts for block in part.blocks if block.level}
    texts = [[_text(manuscript, block, citations, top) for block in part.blocks] for part in parts]
    placed = [notes.placed(list(zip(own, part.blocks, strict=True))) for own, part in zip(texts, parts, strict=True)]
    starts = [part.start for part in parts]
    for piece, definition in notes.uncalled():
        home = bisect_right(starts, piece.start) - 1
        placed[max(home, 0)][1].append(definition)
    digits = len(str(len(parts))) if len(parts) > 99 else 2
    for number, (part, (own, definitions)) in enumerate(zip(parts, placed, strict=True), 1):
        blocks = list(_with_ids(own, part.blocks, taken, numbers))
        result.passages += sum(block.kind in _PASSAGES for block in part.blocks)
        body = "\n\n".join([*blocks, *definitions])
        result.files[f"sections/{number:0{digits}}-{part.id}.md"] = (
            f"{_front_matter(part)}\n{body}\n" if body else (_front_matter(part))
        )
    return result


def with_targets(manuscript: Manuscript, files: dict[str, str], targets: Iterable[Piece]) -> dict[str, str]:
    """Add to each section the link targets that it uses."""
    users: dict[str, list[str]] = {}
    lines: dict[str, list[str]] = {path: [] for path in files}
    for path, text in files.items():
        for label in dict.fromkeys(map(_label, _IN_BRACKETS.findall(text))):
            users.setdefault(label, []).append(path)
    for target in targets:
        line = manuscript.text[target.start : target.spans[-1].end].strip()
        for path in users.get(_label(target.label), ()):
            lines[path].append(f"\n{line}\n")
    return {path: text + "".join(lines[path]) for path, text in files.items()}


_IN_BRACKETS = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*+)\]", re.DOTALL)


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _text(manuscript: Manuscript, block: Piece, citations: Citations, top: int) -> str:
    stretch = Stretch.of(manuscript, block.spans)
    if block.kind is Kind.HEADING:
        return f"{'#' * min(6, block.level - top + 2)} {title_of(manuscript, block)}"
    return stretch.text if block.kind in (Kind.PLAIN, Kind.RULE) else citations.rewrite(stretch)


def _with_ids(texts: Iterable[str], blocks: Iterable[Piece], taken: set[str], numbers: dict[str, int]) -> Iterator[str]:
    for text, block in zip(texts, blocks, strict=True):
        if block.kind not in _PASSAGES:
            yield text
            continue
        id = passage_id(text, taken, numbers)
        taken.add(id)
        yield f"{{#{id}}}\n{text}"


def passage_id(text: str, taken: set[str], numbers: dict[str, int]) -> str:
    """An id from the first meaningful words, numbered if it is taken; `numbers` as for `numbered`."""
    words = [word.strip("'’") for word in re.findall(r"[^\W_][\w'’-]*", plain(_CITATION.sub(" ", text)))]
    meaningful = [word for word in words if word.casefold() not in _STOP_WORDS and not re.match(r"\d+$", word)]
    chosen: list[str] = []
    for word in meaningful or words:
        # Four words usually make an id that a reader recognises and a writer can type.
        if len(chosen) == 4 or len(slug(" ".join([*chosen, word]), "")) > _LONGEST_ID:
            break
        chosen.append(word)
    return numbered(id_of(" ".join(chosen), "passage"), taken, numbers)


def _section_id(title: str, taken: set[str], numbers: dict[str, int]) -> str:
    title = NUMBERING.sub("", title)
    words = [word for word in title.split() if word.casefold() not in _STOP_WORDS] or title.split()
    del words[_LONGEST_ID:]
    while len(slug(" ".join(words), "")) > _LONGEST_ID and len(words) > 1:
        words.pop()
    return numbered(id_of(slug(" ".join(words), "section")[:_LONGEST_ID], "section"), taken, numbers)


def _front_matter(part: Part) -> str:
    matter = {"title": part.title, "short": _short(part.title)}
    if part.parent:
        matter["parent"] = part.parent
    return f"---\n{as_yaml(matter)}---\n"


def as_yaml(data: object) -> str:
    """YAML in the given order, with letters of all scripts unescaped."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _short(title: str) -> str:
    """The title if it is short; else its part before a colon, or as many words as fit."""
    head = re.split(r"[:–—]\s", title)[0].strip()
    if len(head) <= _LONGEST_SHORT:
        return head
    words: list[str] = []
    for word in head.split():
        if len(" ".join([*words, word])) > _LONGEST_SHORT:
            break
        words.append(word)
    # A short title that ends in "of the" reads as cut off.
    small = [at for at, word in enumerate(words) if at > 1 and word.casefold() in _STOP_WORDS]
    words = words[: small[-1]] if small else words
    return " ".join(words).rstrip(",;") or head[:_LONGEST_SHORT]
