"""Plain text of tokens, without markup, citations and note calls.

A narrative citation is replaced by an ellipsis, because its sentence would not make sense without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from hedgesite.mathml.in_line import in_lines
from hedgesite.model.text import CitationMode

_CLOSING = frozenset(".,;:!?)]}”’»")


@dataclass(slots=True)
class PlainText:
    """Builder of plain text that records the offsets at which something was left out."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    left_out: list[tuple[int, Token]] = field(default_factory=list)
    _gap: bool = False

    def add(self, text: str) -> None:
        if not text:
            return
        if not self.length:
            text = text.lstrip()
        elif self._gap and (text[0].isspace() or text[0] in _CLOSING):
            self._drop_last_space()
        if text:
            self._gap = False
            self.chunks.append(text)
            self.length += len(text)

    def leave_out(self, token: Token) -> None:
        self.left_out.append((self.length, token))
        self._gap = True

    def _drop_last_space(self) -> None:
        while self.chunks and self.chunks[-1].endswith(" "):
            self.chunks[-1] = self.chunks[-1].removesuffix(" ")
            self.length -= 1
            if not self.chunks[-1]:
                self.chunks.pop()
        for index in range(len(self.left_out) - 1, -1, -1):
            at, token = self.left_out[index]
            if at <= self.length:
                break
            self.left_out[index] = (self.length, token)

    def __str__(self) -> str:
        return "".join(self.chunks).rstrip()


def in_words(kind: str, target: str) -> str:  # noqa: ARG001
    """Stand-in for the name of a thing: its id in words, since only the whole library knows the name."""
    return target.replace("-", " ")


def plain_inline(children: Iterable[Token] | None, name: Callable[[str, str], str] = in_words) -> PlainText:
    """The plain text of inline tokens. `name` gives what stands for a typed link without text, by kind and target."""
    plain = PlainText()
    empty_link = ""
    for token in children or ():
        if token.type in ("citation", "note_call"):
            plain.leave_out(token)
            plain.add("…" if _is_narrative(token) else "")
        elif token.type in ("softbreak", "hardbreak"):
            plain.add(" ")
        elif token.type == "math":
            empty_link = ""
            plain.add(formula_text(token))
        elif token.type == "image":
            plain.add(str(plain_inline(token.children)))
        elif token.type == "link_open":
            empty_link = _name(token, name)
        elif token.type == "link_close":
            plain.add(empty_link)
            empty_link = ""
        elif token.content:
            empty_link = ""
            plain.add(token.content)
    return plain


def formula_text(token: Token) -> str:
    """A formula in plain text: its TeX between dollar signs."""
    return " ".join(str(token.meta["source"]).split())


def formula_pairs(token: Token) -> dict[str, str]:
    """A formula in each form that plain text has of it, with its MathML; nothing for other tokens."""
    formula = token.meta.get("formula") if token.type == "math" else None
    return dict.fromkeys((formula_text(token), formula.text), formula.html) if formula else {}


def readable_inline(children: Sequence[Token]) -> str:
    """The plain text of inline tokens, with formulas as they are read."""
    pairs = [pair for token in children for pair in formula_pairs(token).items()]
    return in_lines(str(plain_inline(children)), pairs)


def _is_narrative(token: Token) -> bool:
    return token.type == "citation" and token.meta["cited"][0].mode is CitationMode.NARRATIVE


def plain_blocks(tokens: Sequence[Token], name: Callable[[str, str], str] = in_words) -> str:
    """The plain text of block tokens in one line."""
    texts = [
        str(plain_inline(token.children, name)) if token.type == "inline" else " ".join(token.content.split())
        for token in tokens
        if token.type in ("inline", "fence", "code_block")
    ]
    return " ".join(text for text in texts if text)


def has_nameless_links(tokens: Iterable[Token]) -> bool:
    """Whether a typed link of block tokens may have no text."""
    return any("[](" in token.content for token in tokens if token.type == "inline")


def _name(link: Token, name: Callable[[str, str], str]) -> str:
    kind, target = link.meta["link"]
    return name(kind, target) if kind not in ("external", "none") else ""
