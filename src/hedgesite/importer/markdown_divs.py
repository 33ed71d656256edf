"""Divisions of Markdown between colons: figures and tables with captions, callouts, theorems, parts for one format.

Sources: Pandoc User's Guide, "Divs and Spans"; Quarto, "Cross References", "Callouts", "Tabsets" and "Conditional
Content"; bookdown, "Theorems and proofs".
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from hedgesite.importer.figure_parts import figure_of, joined
from hedgesite.importer.markdown_inlines import read_braces
from hedgesite.importer.tree import (
    Anchor,
    Block,
    Figure,
    Group,
    Heading,
    Inline,
    Link,
    Listing,
    Para,
    Picture,
    Style,
    Styled,
    Table,
    Text,
)

_LINE = re.compile(
    r"(?P<indent>(?:[ ]{0,3}>[ ]?){0,5}\s{0,12}):{3,}[ \t]*(?:\{(?P<braces>.*)\}|(?P<word>[\w-]+))?[ \t]*:*[ \t]*$"
)
_OPEN, _CLOSE = "<!DIV", "<!END"
_DEEPEST = 12
"""Most divisions in each other; deeper ones are taken for their content."""
DISPLAY = "display"
"""Class of a group that is a figure, a table or a listing with its caption as its last paragraph."""
_DISPLAYS = re.compile(r"(?:fig|tbl|tab|lst)[-:]")
_TITLED = ("callout", "panel-tabset", "block", "alertblock", "exampleblock", "rmd")
_THEOREMS = {
    "thm": "Theorem", "lem": "Lemma", "cor": "Corollary", "prp": "Proposition", "cnj": "Conjecture",
    "def": "Definition", "exm": "Example", "exr": "Exercise", "hyp": "Hypothesis", "rem": "Remark",
    "sol": "Solution", "alg": "Algorithm",
}  # fmt: skip
_UNNUMBERED = frozenset({"proof", "remark", "solution"})
_SITE = frozenset({"html", "html5"})


@dataclass(slots=True)
class Divs:
    """What divisions of a document leave behind."""

    lost: Counter[str]
    names: dict[str, str] = field(default_factory=dict)
    """Names of theorems, such as `Theorem 2`, by id."""
    numbers: Counter[str] = field(default_factory=Counter)


def edge_of(line: str) -> str | None:
    """The mark that stands for the first or last line of a division; None if the line is neither.

    It is a declaration of HTML, which ends a paragraph as the colons do.
    """
    found = _LINE.match(line)
    if found is None:
        return None
    if found["braces"] is None and found["word"] is None:
        return f"{found['indent']}{_CLOSE}>"
    given = found["braces"] if found["word"] is None else f".{found['word']}"
    return f"{found['indent']}{_OPEN} {html.escape(given)}>"


def ends_of(tokens: Sequence[Token]) -> dict[int, int]:
    """Indexes of the marks that end divisions by those that begin them, among tokens of one level."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth or token.type != "html_block":
            continue
        if token.content.startswith(_OPEN):
            waiting.append(at)
        elif token.content.startswith(_CLOSE) and waiting:
            begin = waiting.pop()
            if len(waiting) < _DEEPEST:
                found[begin] = at
    return found


def is_edge(token: Token) -> bool:
    return token.type == "html_block" and token.content.startswith((_OPEN, _CLOSE))


def shaped(token: Token, blocks: tuple[Block, ...], line: int, divs: Divs) -> Iterator[Block]:
    """What a division is in the tree."""
    given = html.unescape(token.content.strip().removeprefix(_OPEN).removesuffix(">"))
    id, classes, others = read_braces(given)
    if _is_hidden(classes, others):
        divs.lost["parts for other formats than HTML"] += 1
        return
    kind = _theorem(id, classes)
    if _DISPLAYS.match(id):
        yield Group(blocks, (DISPLAY, id[:3], others.get("fig-cap", others.get("tbl-cap", ""))), line, id)
        return
    if kind:
        blocks = _named(kind, blocks, line, id, others, divs)
    elif any(name.startswith(_TITLED) for name in classes):
        title = (Heading(6, (Text(others["title"]),), line),) if others.get("title") else ()
        blocks = (*title, *(replace(each, level=6) if isinstance(each, Heading) else each for each in blocks))
    if id:
        yield Para((Anchor(id),), line)
    yield from blocks


def _is_hidden(classes: tuple[str, ...], others: dict[str, str]) -> bool:
    """Whether readers of a site do not see a part."""
    if when := others.get("when-format"):
        is_shown = "content-visible" in classes
        return (
            is_shown != (when.split(":")[0] in _SITE) if {"content-visible", "content-hidden"} & set(classes) else False
        )
    if unless := others.get("unless-format"):
        return ("content-visible" in classes) == (unless.split(":")[0] in _SITE)
    return "content-hidden" in classes and not any(name.startswith(("when-", "unless-")) for name in others)


def _theorem(id: str, classes: tuple[str, ...]) -> str:
    """The name of a kind of theorem; empty if a division is none."""
    for short, word in _THEOREMS.items():
        if re.match(rf"{short}[-:]", id) or word.lower() in classes:
            return word
    return "Proof" if "proof" in classes else ""


def _named(
    kind: str, blocks: tuple[Block, ...], line: int, id: str, others: dict[str, str], divs: Divs
) -> tuple[Block, ...]:
    """The blocks of a theorem with its name and number before its words."""
    title: tuple[Inline, ...] = (Text(others["name"]),) if others.get("name") else ()
    if blocks and isinstance(blocks[0], Heading):
        title, blocks = blocks[0].content, blocks[1:]
    words = kind
    if kind.lower() not in _UNNUMBERED:
        divs.numbers[kind] += 1
        words = f"{kind} {divs.numbers[kind]}"
    if id:
        divs.names[id] = words
    lead: tuple[Inline, ...] = (Text(words), *((Text(" ("), *title, Text(")")) if title else ()), Text("."))
    style = Style.EMPHASIS if kind == "Proof" else Style.STRONG
    content = (Styled(style, joined(lead)),)
    if blocks and isinstance(blocks[0], Para):
        return (replace(blocks[0], content=(*content, Text(" "), *blocks[0].content)), *blocks[1:])
    return (Para(content, line), *blocks)


def display_of(group: Group, blocks: Iterable[Block]) -> Iterator[Block]:
    """The figure, table or listing in a division, with the last paragraph as its caption."""
    inner = list(blocks)
    _, kind, words = group.classes
    caption: tuple[Inline, ...] = (Text(words),) if words else ()
    last = inner[-1] if inner else None
    if isinstance(last, Para) and not any(isinstance(each, Picture) for each in last.content):
        caption = last.content
        inner.pop()
    tables = [at for at, each in enumerate(inner) if isinstance(each, Table)]
    if kind in {"tbl", "tab"} and tables:
        at = tables[0]
        table = inner[at]
        assert isinstance(table, Table)
        inner[at] = replace(table, caption=caption or table.caption, id=group.id)
        yield from inner
    elif kind == "lst" and any(isinstance(each, Listing) for each in inner):
        yield Figure((), caption, tuple(inner), group.line, group.id)
    else:
        yield figure_of(tuple(inner), caption, group.id, group.line)


def named_links(each: Inline, names: dict[str, str]) -> tuple[Inline, ...]:
    """A reference to a theorem, whose words are its name."""
    if isinstance(each, Link) and not each.content and each.target[1:] in names:
        return (replace(each, content=(Text(names[each.target[1:]]),)),)
    return (each,)
