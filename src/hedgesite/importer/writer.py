"""Writes the tree as Markdown of the content format, block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from hedgesite.importer.escaping import at_start, escaped, fully_escaped
from hedgesite.importer.formulas import fitted, with_numbers
from hedgesite.importer.tree import (
    Anchor,
    Block,
    Break,
    Call,
    Cite,
    Code,
    Group,
    Inline,
    Link,
    Math,
    Para,
    Picture,
    Style,
    Styled,
    Text,
    Written,
)
from hedgesite.importer.tree_walk import words_of
from hedgesite.model.fields import is_web_address

_MARKS = {
    Style.EMPHASIS: "*",
    Style.STRONG: "**",
    Style.STRUCK: "~~",
    Style.RAISED: "^",
    Style.LOWERED: "~",
}
_BEGINS_WITH_SIGN = re.compile(r"\A(?P<mark>\*{1,2})(?P<sign>(?:\\?[^\w\s*~^\\\[\]$`&<])+)(?=\w)")
_ENDS_WITH_SIGN = re.compile(r"(?<=\w)(?P<sign>(?:\\?[^\w\s*~^\\\[\]$`;>])+)(?P<mark>\*{1,2})\Z")
_ONLY_SIGNS = re.compile(r"\A(\*{1,2})([^\w*`$]+)\1\Z")
_MAIL = re.compile(r"mailto:[^\s@<>()]+@[^\s@<>()]+")
_BALANCED = re.compile(r"[^()<>\s]*(?:\([^()<>\s]*\)[^()<>\s]*)*")
_AFTER_FORMULAS = frozenset("0123456789$")
_ENDS_WITH_FORMULA = re.compile(r"(?<!\\)\$\Z")
_OPENING_BREAK = re.compile(r"\A(?:\\\n\s*)+")
_ENDING_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)(?:\\\n\s*)*\\\Z")
_ENDS_WITH_KEY = re.compile(r"(?<![\w\\\[])@(?P<key>\w[\w:.#$%&+?<>~/-]*)\Z")
_GOES_ON = re.compile(r"[:.#$%&+?<>~/-]*\w")
UNRESOLVED = "unresolved"
"""Class of what the import could not resolve."""


@dataclass(slots=True)
class Inlines:
    """Writes inline content. `note` takes the blocks of a note and gives its label."""

    targets: Mapping[str, str]
    """Typed link by id of the manuscript, such as `figure:map`."""
    numbers: Mapping[str, str]
    """The number of a figure, table or equation by its id."""
    note: Callable[[Call], str]
    picture: Callable[[Picture], str]
    """The words that stand for an image within a text."""
    lost: Counter[str] = field(default_factory=Counter)
    plain: bool = False
    """Whether styles are left out, because they could not be read back."""

    def write(self, content: Iterable[Inline], *, linked: bool = False) -> str:
        parts: list[str] = []
        before: Inline | None = None
        for each in content:
            piece = self._one(each, linked=linked)
            # Within a word, emphasis neither begins nor ends with a sign: it would be read as an asterisk.
            if isinstance(before, Styled) and piece[:1].isalnum():
                parts[-1] = _ONLY_SIGNS.sub(r"\2", _ENDS_WITH_SIGN.sub(r"\g<mark>\g<sign>", parts[-1]))
            if isinstance(each, Styled) and parts and parts[-1][-1:].isalnum():
                piece = _ONLY_SIGNS.sub(r"\2", _BEGINS_WITH_SIGN.sub(r"\g<sign>\g<mark>", piece))
            before = each
            # Two marks of emphasis must not touch: they would read as one.
            if parts and piece[:1] in {"*", "~", "^"} and parts[-1][-1:] == piece[:1] and parts[-1][-2:-1] != "\\":
                piece = f"&#8203;{piece}" if not self.plain else piece
            # A key would read on into the letters after it, and is none within a word.
            if parts and _GOES_ON.match(piece):
                parts[-1] = _ENDS_WITH_KEY.sub(r"@{\g<key>}", parts[-1])
            if isinstance(each, Written) and piece[:1] == "@" and parts and parts[-1][-1:].isalnum():
                piece = f"&#8203;{piece}"
            # A dollar sign before a figure closes no formula, and two of them open a displayed one.
            if parts and piece[:1] in _AFTER_FORMULAS and _ENDS_WITH_FORMULA.search(parts[-1]):
                piece = f"&#8203;{piece}"
            parts.append(piece)
        return "".join(parts)

    def _one(self, each: Inline, *, linked: bool) -> str:
        match each:
            case Text(text):
                return fully_escaped(text) if self.plain else escaped(text)
            case Styled():
                return self._styled(each, linked=linked)
            case Code(text):
                return code(text)
            case Math(tex=tex, display=display):
                return self.math(tex, display=display)
            case Link():
                return self._link(each, linked=linked)
            case Call():
                return "" if linked else f"[^{self.note(each)}]"
            case Written(markdown=markdown, words=words):
                return escaped(words) if linked else markdown
            case Cite(written=inner):
                return self.write(inner, linked=linked)
            case Break():
                return "\\\n"
            case Picture():
                return escaped(self.picture(each))
            case Anchor():
                return ""
        return ""

    def math(self, tex: str, *, display: bool) -> str:
        """A formula, or its TeX as code if it cannot be shown."""
        shown = fitted(with_numbers(tex, self.numbers), display=display)
        if shown is None:
            self.lost["formulas shown as TeX"] += 1
            return code(" ".join(tex.split()))
        return f"$${shown}$$" if display else f"${shown}$"

    def _styled(self, each: Styled, *, linked: bool) -> str:
        inner = self.write(each.content, linked=linked)
        words = inner.strip()
        if self.plain or not words:
            return inner
        if each.style is Style.SMALL_CAPITALS:
            return f"[{inner}]{{.smallcaps}}"
        lead, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        if words.startswith("[^") and re.fullmatch(r"(?:\[\^[\w-]+\][,\s]*)+", words):
            return inner
        mark = _MARKS[each.style]
        if each.style in {Style.RAISED, Style.LOWERED}:
            words = re.sub(r"\s+", "&nbsp;", words.replace("\\\n", " "))
        else:
            # A line break in Markdown's emphasis is read, two in a row are not.
            words = _ENDING_BREAK.sub(r"\1", _OPENING_BREAK.sub("", words))
        if mark in {"*", "**"} and words.startswith("*") and not words.startswith("**"):
            words = words if mark == "**" else words.strip("*")
        return f"{lead}{mark}{words}{mark}{tail}" if words else inner

    def _link(self, each: Link, *, linked: bool) -> str:
        target = each.target.strip()
        if linked or self.plain:
            return self.write(each.content, linked=linked)
        if target.startswith("#"):
            return self._reference(each, target[1:])
        if not _is_address(target) or any(_is_link(inner) for inner in each.content):
            return self.write(each.content)
        words = words_of(each.content).strip()
        url = quote(target, safe=":/?#[]@!$&'()*+,;=%~-._")
        if not words or words in {target, target.removeprefix("mailto:")}:
            return f"<{url.removeprefix('mailto:')}>"
        inner = self.write(each.content, linked=True).replace("\\\n", " ")
        return f"[{inner}](<{url}>)" if not _BALANCED.fullmatch(url) else f"[{inner}]({url})"

    def _reference(self, each: Link, id: str) -> str:
        target = self.targets.get(id, "")
        words = words_of(each.content).strip()
        if not target:
            if words and not re.fullmatch(rf"\[?{re.escape(id)}\]?", words):
                return self.write(each.content)
            self.lost["references without a target"] += 1
            return f"[{escaped(words or id)}]{{.{UNRESOLVED}}}"
        if not words:
            return f"[]({target})"
        number = self.numbers.get(id, "")
        if re.fullmatch(rf"\[?{re.escape(id)}\]?", words) or (number and _NUMBER.fullmatch(words)):
            # Pages number displays themselves, and Pandoc counts the parts of a figure as figures.
            return f"[{number}]({target})" if number else f"[]({target})"
        inner = self.write(each.content, linked=True).replace("\\\n", " ")
        return f"[{inner}]({target})"


_NUMBER = re.compile(r"\d+")


def _is_link(each: Inline) -> bool:
    return isinstance(each, Call | Cite | Written | Link | Picture) or (
        isinstance(each, Styled) and any(_is_link(inner) for inner in each.content)
    )


def _is_address(target: str) -> bool:
    return bool(_MAIL.fullmatch(target)) or (
        re.match(r"https?://", target) is not None and is_web_address(quote(target, safe=":/?#[]@!$&'()*+,;=%~-._"))
    )


def code(text: str) -> str:
    """Text as code within a line."""
    words = " ".join(text.split())
    if not words:
        return ""
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def ungrouped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without the groups around them."""
    for block in blocks:
        if isinstance(block, Group):
            yield from ungrouped(block.blocks)
        else:
            yield block


_BREAKS_AROUND = re.compile(r"\A(?:\s*\\\n)+|(?:\\\n\s*)+\Z")


def paragraph(markdown: str) -> str:
    """Inline Markdown as a paragraph."""
    text = _BREAKS_AROUND.sub("", markdown).strip()
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(at_start(line) for line in lines)


def indented(text: str, first: str, rest: str) -> str:
    """Lines with a prefix of the first and one of the others; empty lines stay empty."""
    head, *lines = text.split("\n")
    return "\n".join([f"{first}{head}", *(f"{rest}{line}" if line else rest.rstrip() for line in lines)])


__all__ = ["Inlines", "Para", "Sequence", "code", "indented", "paragraph", "ungrouped"]
