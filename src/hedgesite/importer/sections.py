"""Turns blocks into sections: files with front matter, a passage id before each block, and notes below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import yaml

from hedgesite.importer.block_writer import BlockWriter, Ids
from hedgesite.importer.display_names import name_displays
from hedgesite.importer.formulas import readable_words
from hedgesite.importer.layout import is_appendix
from hedgesite.importer.text import plain
from hedgesite.importer.titles import NUMBERING
from hedgesite.importer.tree import Anchor, Block, Call, Heading, Para, Picture
from hedgesite.importer.tree_walk import nodes_of, words_of
from hedgesite.model.kinds import reserved_in_sections
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
_CITATION = re.compile(
    r"(?<!\\)\[(?:[^\[\]\\]|\\.){0,300}+\]\{\.unresolved\}|\[[^\[\]@]*+@[^\[\]]*+\]|\((?=[^()]*?\d{4})[^()]*+\)"
)
_LONGEST_SHORT = 42
_LONGEST_ID = 48


@dataclass(slots=True)
class Part:
    """A section while it is being made."""

    id: str
    title: str
    parent: str = ""
    blocks: list[Block] = field(default_factory=list)
    line: int = 0
    is_appendix: bool = False
    language: str = ""


@dataclass(slots=True)
class Written:
    """The files of all sections, and what wrote them."""

    writer: BlockWriter
    files: dict[str, str] = field(default_factory=dict)
    """Texts by path below the content directory."""
    passages: int = 0


def parts_of(body: Sequence[Block], title: str) -> list[Part]:
    """Sections in order. Headings of the two highest levels start sections; the lower ones have a parent."""
    levels = [block.level for block in body if isinstance(block, Heading)]
    top = min(levels, default=1)
    parts: list[Part] = []
    # `/read/all/` is the page with the whole text, so no section can have this id.
    taken, numbers = {"all"}, dict[str, int]()
    above: Part | None = None
    for block in body:
        is_section = isinstance(block, Heading) and block.level <= top + 1 and bool(words_of(block.content).strip())
        if not is_section and parts:
            parts[-1].blocks.append(block)
            continue
        words = _title(block) if isinstance(block, Heading) and is_section else title
        part = Part(_section_id(words, taken, numbers), words or "Untitled", line=block.line)
        taken.add(part.id)
        if isinstance(block, Heading) and is_section:
            is_lower = block.level > top and above is not None
            part.parent = above.id if is_lower and above else ""
            own = next((name.removeprefix("lang-") for name in block.classes if name.startswith("lang-")), "")
            part.language = own or (above.language if is_lower and above else "")
            part.is_appendix = is_appendix(block) or bool(is_lower and above and above.is_appendix)
            above = part if block.level == top else above
            part.blocks += _notes_of_title(block)
            part.blocks.insert(0, Para((Anchor(block.id),), block.line)) if block.id else None
        else:
            part.blocks.append(block)
        parts.append(part)
    return parts


def _title(heading: Heading) -> str:
    # Titles stand in menus too, which show no formulas.
    return readable_words(heading.content)


def _notes_of_title(heading: Heading) -> list[Block]:
    """The notes that a title calls, which stands in front matter, as calls in a paragraph below it."""
    calls = tuple(node for node in nodes_of(heading.content) if isinstance(node, Call))
    return [Para(calls, heading.line)] if calls else []


def write_sections(parts: Sequence[Part], images: Callable[[Picture, str], tuple[str, str]]) -> Written:
    """One file for each section, in the order of the manuscript."""
    levels = (block.level for part in parts for block in part.blocks if isinstance(block, Heading))
    taken, numbers = {part.id for part in parts}, dict[str, int]()
    taken |= reserved_in_sections(taken) | {
        slug(words_of(block.content), "heading")
        for part in parts
        for block in part.blocks
        if isinstance(block, Heading)
    }

    def passage(text: str) -> str:
        id = passage_id(text, taken, numbers)
        taken.add(id)
        return id

    named = name_displays(parts, taken, numbers)
    writer = BlockWriter(Ids(passage, named.ids), named.targets, named.numbers, images, min(levels, default=2))
    result = Written(writer)
    digits = len(str(len(parts))) if len(parts) > 99 else 2
    for number, part in enumerate(_in_order(parts), 1):
        blocks, definitions = writer.section(_called_in_text(part.blocks))
        body = "\n\n".join([*blocks, *definitions])
        result.files[f"sections/{number:0{digits}}-{part.id}.md"] = (
            f"{_front_matter(part)}\n{body}\n" if body else (_front_matter(part))
        )
    kinds = ("Para", "Quote", "Items", "Terms", "Verse")
    result.passages = sum(writer.counts[kind] for kind in kinds) + writer.counts["table"]
    return result


def _called_in_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks in which the notes of a title are called at the beginning of the first paragraph."""
    kept = [block for block in blocks if not (isinstance(block, Para) and _is_anchor(block))]
    if len(kept) > 1 and isinstance(kept[0], Para) and all(isinstance(each, Call) for each in kept[0].content):
        after = kept[1]
        if isinstance(after, Para):
            return [replace(after, content=(*after.content, *kept[0].content)), *kept[2:]]
    return kept


def _is_anchor(block: Para) -> bool:
    return bool(block.content) and all(isinstance(each, Anchor) for each in block.content)


def _in_order(parts: Sequence[Part]) -> list[Part]:
    """The sections and then the appendices, as the content format has them."""
    return [*(part for part in parts if not part.is_appendix), *(part for part in parts if part.is_appendix)]


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
    matter: dict[str, object] = {"title": part.title, "short": _short(part.title)}
    if part.parent:
        matter["parent"] = part.parent
    if part.language:
        matter["language"] = part.language
    if part.is_appendix:
        matter["appendix"] = True
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
    while len(words) > 1 and words[-1].casefold() in _STOP_WORDS:
        words.pop()
    return " ".join(words).rstrip(",;") or head[:_LONGEST_SHORT]
