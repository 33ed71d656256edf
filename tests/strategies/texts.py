"""Strategies of texts that use every construct, each with the words that a reader must find on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

SCRIPTS = ("wort{}z", "слово{}", "كلمة{}", "字{}词")
"""Words of several scripts; the number makes each the only one of its kind."""


@dataclass
class Words:
    """Makes words that nothing else is called, and remembers those that must be shown and those that must not."""

    draw: st.DrawFn
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    numbers: int = 100

    def new(self) -> str:
        self.numbers += 1
        return self.draw(st.sampled_from(SCRIPTS)).format(self.numbers)

    def __call__(self) -> str:
        self.shown.append(self.new())
        return self.shown[-1]

    def unseen(self) -> str:
        self.hidden.append(self.new())
        return self.hidden[-1]

    @property
    def id(self) -> str:
        self.numbers += 1
        return f"id-{self.numbers}"


_INLINE: tuple[Callable[[Words], str], ...] = (
    lambda word: word(),
    lambda word: f"*{word()}*",
    lambda word: f"**{word()} {word()}**",
    lambda word: f"`{word()}`",
    lambda word: f"`{word()}`{{.r}}",
    lambda word: f"x^{word()}^",
    lambda word: f"H~{word()}~O",
    lambda word: f"~~{word()} {word()}~~",
    lambda word: f"[{word()}]{{.smallcaps}}",
    lambda word: f'["{word()}" {word()}]{{lang=de}}',
    lambda word: f'"{word()}"',
    lambda word: f"'{word()}'s",
    lambda word: f"[{word()} *{word()}*](https://example.org/a_(b))",
    lambda word: f"[{word()}](source:example2020)",
    lambda word: f"^[{word()} *{word()}* [@example2020, 7].]",
    lambda word: f"[{word()} @example2020, 7, {word()}]",
    lambda word: f"@example2020 [{word()}]",
    lambda word: f"$x = \\text{{{word()}}}$",
    lambda word: f"<!-- {word.unseen()} -->",
    lambda word: f"{word()}\\ {word()}",
    lambda word: f"\\*{word()}\\*",
    lambda word: f"$5 {word()} $10",
    lambda word: f"{word()} --- {word()}...",
    lambda word: f"https://example.org/{word.numbers} {word()}",
    lambda word: f"({word()}; {word()}: {word()})",
)


def line(word: Words) -> str:
    """A line of text; no construct of the whole line begins it."""
    pieces = word.draw(st.lists(st.sampled_from(_INLINE), max_size=5))
    return " ".join([word(), *(piece(word) for piece in pieces), word()])


def paragraph(word: Words) -> str:
    return "\n".join(line(word) for _ in range(word.draw(st.integers(1, 3))))


def _quotation(word: Words) -> str:
    return f"> {line(word)}\n>\n> -- {line(word)}"


def _verse(word: Words) -> str:
    return f"| {line(word)}\n|    {line(word)}"


def _list(word: Words) -> str:
    mark = word.draw(st.sampled_from(("- ", "1. ", "a) ", "i. ", "(1) ")))
    second = {"- ": "- ", "1. ": "2. ", "a) ": "b) ", "i. ": "ii. ", "(1) ": "(2) "}[mark]
    return f"{mark}{line(word)}\n{second}{line(word)}\n\n{' ' * len(second)}{line(word)}"


def _boxes(word: Words) -> str:
    return f"- [ ] {line(word)}\n- [x] {line(word)}"


def _definition(word: Words) -> str:
    return f"{word()}\n: {line(word)}"


def _table(word: Words) -> str:
    note = word.unseen()
    word.shown.append(word.hidden.pop())
    return (
        f"| {word()} | {word()} |\n|:--|--:|\n| {line(word)} | 1 |\n| {word()}[^{note}] | $x|y$ |\n\n"
        f"Table: {line(word)} {{#{word.id}}}\n\nNote: {line(word)}\n\n[^{note}]: {note} {line(word)}"
    )


def _figure(word: Words) -> str:
    return f'![{line(word)}](figures/a.png){{#{word.id} alt="{word()}" credit="{word()}"}}'


def _figures(word: Words) -> str:
    first, second = (f'![{word()}](figures/{name}.png){{alt="{name}"}}' for name in "ab")
    return f"{first}\n{second}\nFigure: {line(word)} {{#{word.id}}}"


def _table_file(word: Words) -> str:
    return f"![{line(word)}](tables/t.csv){{#{word.id}}}\n\nNote: {line(word)}"


def _equation(word: Words) -> str:
    return f"$$\nx = \\text{{{word()}}}\n$$ {{#{word.id}}}"


def _noted(word: Words) -> str:
    label = word.id
    return f"{line(word)}[^{label}]\n\n[^{label}]: {line(word)}\n\n    {line(word)}\n\n    > {line(word)}"


_BLOCKS = (paragraph, _quotation, _verse, _list, _boxes, _definition, _noted)
_DISPLAYS = (_table, _figure, _figures, _table_file, _equation)


def _block(word: Words) -> str:
    kind = word.draw(st.sampled_from((*_BLOCKS, *_DISPLAYS, "heading", "comment", "epigraph")))
    if kind == "heading":
        return f"## {line(word)}\n\n{{#{word.id}}}\n{paragraph(word)}"
    if kind == "comment":
        return f"<!-- {word.unseen()}\n\n{word.unseen()} -->"
    if kind == "epigraph":
        return f"{{.epigraph #{word.id}}}\n{_quotation(word)}"
    assert callable(kind)
    written = kind(word)
    return written if kind in _DISPLAYS else f"{{#{word.id}}}\n{written}"


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, Words]:
    """The body of a section, and its words."""
    word = Words(draw)
    blocks = [_block(word) for _ in range(draw(st.integers(1, 6)))]
    return "\n\n".join(blocks) + "\n", word
