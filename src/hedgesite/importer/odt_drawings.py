"""Formulas and groups of drawings in ODT, which Pandoc leaves out without a word.

Source: OpenDocument 1.3, Part 3, 10.3 (shapes and groups). The extension TexMaths draws formulas as groups whose
description holds `size§mode§TeX§format§resolution§…`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from hedgesite.importer.pandoc_tree import math_of
from hedgesite.importer.tree import Block, Break, Call, Inline, Link, Styled, Text
from hedgesite.importer.tree_map import mapped

_SCHEME = "hedgesite-formula:"
_FORMULA = re.compile(
    rb"<draw:(?P<shape>g|frame)(?:\s[^>]*)?(?<!/)>(?:(?!<draw:(?P=shape)[\s/>]|</draw:(?P=shape)>).)*?"
    rb"<svg:title>TexMaths</svg:title>\s*<svg:desc>(?P<held>[^<]*)</svg:desc>.*?</draw:(?P=shape)>",
    re.DOTALL,
)
_GROUP = re.compile(rb"</?draw:g(?:\s[^>]*)?>")
_SHAPE = re.compile(rb"<draw:(?:custom-shape|path|polygon|polyline|line|connector|ellipse|circle|rect)[\s/>]")


def with_formulas(content: bytes, left_out: Counter[str]) -> bytes:
    """The content with a link in place of each formula, and with the images of groups in the open.

    `left_out` counts the shapes, which cannot be shown.
    """
    left_out["shapes drawn in the word processor"] += len(_SHAPE.findall(content))
    return _GROUP.sub(b"", _FORMULA.sub(_link, content) if b"TexMaths" in content else content)


def _link(found: re.Match[bytes]) -> bytes:
    held = unescape(found["held"].decode("utf-8", "replace")).split("§")
    if len(held) < 3 or not held[2].strip():
        return found[0]
    return link_to(f"{_SCHEME}{held[2].strip().encode().hex()}", b"formula")


def link_to(address: str, inner: bytes) -> bytes:
    """A link around content of an ODT."""
    return b'<text:a xlink:type="simple" xlink:href="' + address.encode() + b'">' + inner + b"</text:a>"


def with_math(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which the links of `with_formulas` are formulas: in a paragraph of its own, one is a display."""

    def change(content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        alone = (
            sum(not (isinstance(each, Break) or (isinstance(each, Text) and not each.text.strip())) for each in content)
            == 1
        )
        return tuple(formula(each, line, alone) for each in content)

    def formula(each: Inline, line: int, alone: bool) -> Inline:
        match each:
            case Link(target=target) if target.startswith(_SCHEME):
                try:
                    tex = bytes.fromhex(target.removeprefix(_SCHEME)).decode()
                except ValueError:
                    return each
                return math_of(tex, display=alone)
            case Styled(content=content) | Link(content=content):
                return replace(each, content=tuple(formula(inner, line, alone) for inner in content))
            case Call(note=note):
                return replace(each, note=mapped(note, change, line))
        return each

    return mapped(blocks, change)
