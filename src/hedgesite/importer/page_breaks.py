"""Joins paragraphs that the end of a page broke, as text taken from a printed page has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hedgesite.importer.pandoc_tree import joined
from hedgesite.importer.tree import Block, Para, Text
from hedgesite.importer.tree_map import flat

_ENDS_OPEN = re.compile(r"[\w,–-]$")


@dataclass(slots=True)
class Unbroken:
    """Blocks, the second halves that were joined, and paragraphs that may be second halves."""

    blocks: list[Block] = field(default_factory=list)
    joined: list[Para] = field(default_factory=list)
    unsure: list[Para] = field(default_factory=list)


def join_broken(blocks: Iterable[Block]) -> Unbroken:
    """Join two paragraphs if the first has no end and the second begins in lower case.

    Those that continue with a capital letter are uncertain, and stay apart.
    """
    result = Unbroken()
    tail = ""
    for block in blocks:
        before = result.blocks[-1] if result.blocks else None
        words = flat(block.content).lstrip() if isinstance(block, Para) else ""
        if isinstance(block, Para) and isinstance(before, Para) and _is_broken(tail, words):
            if words[0].islower():
                result.joined.append(block)
                result.blocks[-1] = replace(before, content=joined((*before.content, Text(" "), *block.content)))
                tail = words
                continue
            result.unsure.append(block)
        result.blocks.append(block)
        tail = words
    return result


def _is_broken(before: str, after: str) -> bool:
    # Short lines, such as captions and headings without markup, often lack a final stop.
    is_prose = len(before.split()) > 5
    return is_prose and bool(_ENDS_OPEN.search(before.rstrip()[-1:])) and after[:1].isalpha()
