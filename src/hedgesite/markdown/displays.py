"""Displays in the token stream: figures, tables and equations, which have a number and an id.

A display is `display_open`, what it shows, `caption_open`, an inline token, `caption_close`, `display_close`. Whoever
adds a kind wraps its blocks with `display_tokens` in a core rule; ids, numbers, links and pages follow from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from markdown_it.token import Token

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.markdown.attributes import Attributes, read_attributes
from hedgesite.markdown.plain_text import readable_inline
from hedgesite.markdown.source_map import Source
from hedgesite.model.text import Display, Image

CAPTION = "caption_open"
_TRAILING = re.compile(r"[ \t]+(?=\{[^{}\n]*(?:\"[^\"]*\"[^{}\n]*)*\}\s*\Z)")
LETTERS = ascii_lowercase
WIDTHS = ("full", "column", "margin")


def levelled(tokens: list[Token], level: int) -> list[Token]:
    """The tokens of a block, with their levels set by their nesting, the first at `level`."""
    for token in tokens:
        level += min(token.nesting, 0)
        token.level = level
        level += max(token.nesting, 0)
    return tokens


@dataclass(frozen=True, slots=True)
class Caption:
    """The tokens of a caption that was cut out of a paragraph, before it is parsed."""

    tokens: tuple[Token, Token, Token]

    @classmethod
    def of(cls, within: Token, start: int) -> Caption:
        """The caption that the text of an inline token from `start` on is, with attributes at its end."""
        content, attributes = take_trailing_attributes(within.content, start)
        inline = Token("inline", "", 0, content=content, children=[], map=within.map, level=within.level)
        inline.meta = {"within": _whole(within), "pos": start, "braces": attributes}
        return cls((_caption(1, within.level), inline, _caption(-1, within.level)))


def _whole(inline: Token) -> Token:
    """An inline token with the places of another, whose content may be cut off."""
    whole = Token("inline", "", 0, content=inline.content, map=inline.map)
    whole.meta = dict(inline.meta)
    return whole


def _caption(nesting: int, level: int) -> Token:
    name = CAPTION if nesting > 0 else "caption_close"
    return Token(name, "figcaption", nesting, level=level, block=True)  # type: ignore[arg-type]


def take_trailing_attributes(content: str, start: int = 0) -> tuple[str, Attributes | None]:
    """The text from `start` without the attributes at its end, and these, with offsets from the beginning."""
    space = _TRAILING.search(content, start)
    found = read_attributes(content, space.end()) if space else None
    if not space or not found or content[found[1] :].strip():
        return content[start:], None
    return content[start : space.start()], found[0]


def display_tokens(
    kind: str, block: Token, inner: Sequence[Token], caption: Token | None, used: tuple[str, ...]
) -> list[Token]:
    """Wrap what a display shows. It takes place, attributes and level from `block`; `used` are its own attributes."""
    opened = Token("display_open", "figure", 1, map=block.map, level=block.level, block=True)
    opened.meta = {"kind": kind, "used": used, "caption": caption}
    if "attributes" in block.meta:
        opened.meta["attributes"] = block.meta["attributes"]
    if caption is not None and caption.meta.get("braces"):
        opened.meta["inner"] = [(caption.meta["within"], caption.meta["braces"])]
    around = [_caption(1, block.level + 1), caption, _caption(-1, block.level + 1)] if caption else []
    closed = Token("display_close", "figure", -1, level=block.level, block=True)
    return [opened, *inner, *around, closed]


def _value(opened: Token, name: str) -> str:
    values: Mapping[str, tuple[str, Origin]] = opened.meta.get("values", {})
    return values.get(name, ("",))[0]


def _tex(formula: Token | None) -> str:
    return str(formula.meta["tex"]) if formula else ""


def _mathml(formula: Token | None) -> str:
    """Empty if the formula cannot be shown, which is reported."""
    return str(formula.meta["formula"].html) if formula and "formula" in formula.meta else ""


class DisplayReader:
    """Builds the facts of displays from their tokens and attributes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.displays: list[Display] = []
        self.diagnostics: list[Diagnostic] = []

    def read(self, tokens: Sequence[Token], id: str, origin: Origin, passage: str | None) -> None:
        """Read a display, whose tokens these are; its parts are read next."""
        display = self._display(tokens, id, origin, passage)
        self._add(display, tokens)

    def read_part(self, tokens: Sequence[Token], id: str, origin: Origin) -> None:
        """Read a part of the figure that was read last."""
        whole = next(each for each in reversed(self.displays) if not each.is_part)
        part = self._display(tokens, id, origin, whole.passage)
        self._add(replace(part, is_part=True, of=whole.id, letter=tokens[0].meta.get("letter", "")), tokens)

    def _display(self, tokens: Sequence[Token], id: str, origin: Origin, passage: str | None) -> Display:
        opened = tokens[0]
        caption: Token | None = opened.meta["caption"]
        images = tuple(self._images(tokens))
        return Display(
            kind=opened.meta["kind"],
            id=id,
            origin=origin,
            caption=readable_inline(caption.children or ()) if caption else "",
            markdown=caption.content if caption else _tex(opened.meta.get("formula")),
            mathml=_mathml(opened.meta.get("formula")),
            passage=passage,
            images=images,
            width=self._width(opened),
            credit=_value(opened, "credit"),
            licence=_value(opened, "licence"),
            file=opened.meta.get("file", ""),
            file_origin=self.source.of_inline(*opened.meta["target_at"]) if "target_at" in opened.meta else None,
            rows=opened.meta.get("rows", ()),
        )

    def read_formula(self, formula: Token, id: str, origin: Origin, passage: str | None) -> None:
        """Read an equation within a paragraph."""
        display = Display("equation", id, origin, "", _tex(formula), passage, mathml=_mathml(formula))
        formula.meta["shown_as"] = display
        self.displays.append(display)

    def _add(self, display: Display, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token is tokens[0] or token.type == CAPTION:
                token.meta["display"] = display
            for child in token.children or ():
                if child.type == "image" and not display.is_part:
                    child.meta["display"] = display
        self.displays.append(display)

    def _images(self, tokens: Sequence[Token]) -> Iterator[Image]:
        whole: Mapping[str, tuple[str, Origin]] = tokens[0].meta.get("values", {})
        values: dict[str, tuple[str, Origin]] = {}
        letter = ""
        for token in tokens:
            if token.type == "display_open":
                values = {name: each for name, each in whole.items() if name in ("credit", "licence")}
                values.update(token.meta.get("values", {}))
                letter = token.meta.get("letter", "")
            for child in token.children or ():
                if child.type == "image":
                    if "image" not in child.meta:
                        child.meta["image"] = self._image(token, child, values, letter)
                    yield child.meta["image"]

    def _image(self, inline: Token, child: Token, values: Mapping[str, tuple[str, Origin]], letter: str) -> Image:
        origin = self.source.of_inline(inline, child.meta["target_at"])
        target = str(child.attrs["src"])
        alt, _ = values.get("alt", ("", origin))
        decorative, said_at = values.get("decorative", ("no", origin))
        if decorative not in ("yes", "no"):
            self._report(Rule.ATTRIBUTE, said_at, f"'{decorative}' is neither yes nor no", "write decorative=yes")
        elif "alt" not in values and decorative != "yes":
            remedy = 'add {alt="what it shows"}, or {alt="" decorative=yes} if it says nothing'
            self._report(Rule.IMAGE_ALT, origin, f"the image '{target}' has no alternative text", remedy)
        elif not alt and decorative != "yes":
            remedy = "say what it shows, or add decorative=yes"
            self._report(Rule.IMAGE_ALT, values["alt"][1], f"the alternative text of '{target}' is empty", remedy)
        elif alt and decorative == "yes":
            problem = f"the image '{target}' is decorative and has an alternative text"
            self._report(Rule.IMAGE_ALT, said_at, problem, 'remove decorative=yes, or write alt=""')
        credit, licence = (values.get(name, ("", origin))[0] for name in ("credit", "licence"))
        return Image(target, origin, alt, decorative == "yes", credit, licence, letter)

    def _width(self, opened: Token) -> str:
        values: Mapping[str, tuple[str, Origin]] = opened.meta.get("values", {})
        value, origin = values.get("width", ("", self.source.origin))
        if value and value not in WIDTHS:
            self._report(Rule.ATTRIBUTE, origin, f"'{value}' is not a width", f"use one of: {', '.join(WIDTHS)}")
            return ""
        return value

    def _report(self, rule: Rule, origin: Origin, problem: str, remedy: str) -> None:
        self.diagnostics.append(Diagnostic(rule, origin, problem, remedy))
