"""Boxes of text in DOCX, which Pandoc leaves out without a word: their paragraphs follow the one that holds them.

Source: ECMA-376, Part 1, 17.17.1 (alternate content) and 20.4.2.38 (txbxContent); Part 4, 14.9.1.1 (VML).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from hedgesite.importer.docx_wrappers import WORDS

_TAG = re.compile(
    rb"<(?P<end>/?)(?P<name>w:p|w:txbxContent|mc:Fallback|v:group|wpg:wgp|wpc:wpc)(?:\s[^>]*?)?(?P<empty>/?)>"
)
_GROUPS = frozenset({b"v:group", b"wpg:wgp", b"wpc:wpc"})
_FALLBACK = re.compile(rb"<mc:Fallback>(?:(?!</?mc:Fallback).)*</mc:Fallback>", re.DOTALL)
_SHORTEST_TEXT = 12
"""Words of a box in a drawing of shapes from which on it is text: others are labels of axes and arrows."""
_MOST_LEVELS = 5
"""Boxes in boxes that are looked into: each level is copied once more."""


@dataclass(slots=True)
class _Holder:
    """A paragraph that is open: the boxes that stand in it, and whether shapes are drawn in it."""

    boxes: list[bytes] = field(default_factory=list)
    has_shapes: bool = False


def unboxed(content: bytes, left_out: Counter[str]) -> bytes:
    """The content, with the paragraphs of boxes after the paragraph that a box is anchored in.

    `left_out` counts the drawings of shapes, which cannot be shown, and their labels.
    """
    if b"<w:txbxContent" not in content:
        return content
    levels: list[list[bytes]] = [[]]
    """What is written so far, of the document and of each box that is open."""
    holders = [_Holder()]
    at = fallbacks = 0
    for tag in _TAG.finditer(content):
        is_end, name = bool(tag["end"]), tag["name"]
        if tag["empty"]:
            continue
        if name == b"mc:Fallback":
            fallbacks += -1 if is_end else 1
        elif name in _GROUPS:
            holders[-1].has_shapes = True
        elif name == b"w:p" and not is_end:
            holders.append(_Holder())
        elif name == b"w:p" and len(holders) > 1:
            levels[-1] += [content[at : tag.end()], *_kept(holders.pop(), left_out)]
            at = tag.end()
        elif name == b"w:txbxContent" and not is_end:
            if len(levels) > _MOST_LEVELS:
                return content
            levels[-1].append(content[at : tag.end()])
            levels.append([])
            at = tag.end()
        elif name == b"w:txbxContent" and len(levels) > 1:
            box = b"".join([*levels.pop(), content[at : tag.start()]])
            # The fallback has the same once more, for old programs.
            holders[-1].boxes += [] if fallbacks else [box]
            at = tag.start()
    if len(levels) > 1:
        return content
    return _FALLBACK.sub(_without_box, b"".join([*levels[0], content[at:]]))


def _without_box(fallback: re.Match[bytes]) -> bytes:
    # Pandoc loses the images beside a box whose fallback it reads.
    return b"" if b"<w:txbxContent" in fallback[0] and b"imagedata" not in fallback[0] else fallback[0]


def _kept(holder: _Holder, left_out: Counter[str]) -> list[bytes]:
    left_out["drawings made of shapes"] += holder.has_shapes
    kept = []
    for box in holder.boxes:
        words = b" ".join(WORDS.findall(box)).split()
        if holder.has_shapes and len(words) < _SHORTEST_TEXT and b"a:blip" not in box:
            left_out["labels in drawings made of shapes"] += bool(words)
        else:
            kept.append(box)
    return kept
