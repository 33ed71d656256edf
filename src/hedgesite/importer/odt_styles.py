"""Paragraphs that an ODT marks as title, subtitle, author or abstract by their style, which Pandoc does not tell.

Source: OpenDocument 1.3, Part 3, 16.2 (style:style, style:parent-style-name); the styles of LibreOffice and of Pandoc.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from hedgesite.importer.bylines import AUTHOR
from hedgesite.importer.head import Head
from hedgesite.importer.head_title import joined
from hedgesite.importer.titles import bare, is_abstract_title
from hedgesite.importer.tree import Block, Inline, Para
from hedgesite.importer.tree_map import Edit, edited, flat, mapped
from hedgesite.importer.tree_walk import text_of

_MARKS = MappingProxyType({b"Title": "\uf8f1", b"Subtitle": "\uf8f2", b"Author": "\uf8f3", b"Abstract": "\uf8f4"})
"""Characters of private use, put before the words of a paragraph while Pandoc reads it."""
_TITLE, _SUBTITLE, _AUTHOR, _ = _MARKS.values()
_DERIVED = re.compile(
    rb'<style:style\s(?=[^>]*style:name="(?P<name>[^"]+)")(?=[^>]*style:parent-style-name="(?P<parent>[^"]+)")[^>]*>'
)
_PARAGRAPH = re.compile(rb'<text:p\s[^>]*?text:style-name="(?P<style>[^"]+)"[^>]*(?<!/)>')
_MOST = 60
"""Paragraphs at the beginning that are looked at."""


def with_marks(content: bytes) -> bytes:
    """The content with a mark before the words of each paragraph at its beginning that has one of the styles."""
    parents = {found["name"]: found["parent"] for found in _DERIVED.finditer(content)}
    parts, at = [], 0
    for found, _ in zip(_PARAGRAPH.finditer(content), range(_MOST), strict=False):
        style = parents.get(found["style"], found["style"])
        if mark := _MARKS.get(style):
            parts += [content[at : found.end()], mark.encode()]
            at = found.end()
    return b"".join([*parts, content[at:]])


def _without_marks(content: tuple[Inline, ...], _line: int) -> tuple[Inline, ...]:
    """Content without the mark of a paragraph that Pandoc put into another block, such as a cell."""
    first = flat(content)[:1]
    return edited(content, [Edit(0, 1, ())]) if first and first in _MARKS.values() else content


def read_marks(blocks: tuple[Block, ...], head: Head) -> tuple[Block, ...]:
    """Put what is marked as title, subtitle and abstract into the head. Returns the other blocks, without marks."""
    kept: list[Block] = []
    for block in blocks:
        mark = text_of(block)[:1] if isinstance(block, Para) else ""
        if not isinstance(block, Para) or mark not in _MARKS.values():
            kept += mapped((block,), _without_marks)
            continue
        plain = replace(block, content=edited(block.content, [Edit(0, 1, ())]))
        words = joined([plain])
        if mark == _TITLE:
            head.title = f"{head.title} {words}".strip()
        elif mark == _SUBTITLE:
            head.subtitle = f"{head.subtitle} {words}".strip()
        elif mark == _AUTHOR:
            kept.append(replace(plain, id=AUTHOR))
        elif words and is_abstract_title(bare(words)):
            # The words below it may have another style.
            kept.append(plain)
        elif words:
            head.abstract.append(plain)
    return tuple(kept)
