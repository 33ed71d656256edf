"""Paragraphs within paragraphs of an ODT, which templates write against the format: Pandoc leaves the inner ones out.

Source: OpenDocument 1.3, Part 3, 5.1.3 (text:p), which holds no paragraphs but those of notes, boxes and comments.
"""

from __future__ import annotations

import re

# Every element, since shapes hold paragraphs, too.
_TAG = re.compile(rb"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?=[\s/>])(?:[^<>\"/]|\"[^\"<]*\"|/(?!>))*(?P<alone>/?)>")
_PARAGRAPHS = (b"text:p", b"text:h")


def unnested(content: bytes) -> bytes:
    """The content with each paragraph that stands right within another one behind the first part of it."""
    parts: list[bytes] = []
    at = 0
    stack: list[tuple[bytes, bool]] = []
    """The elements that are open, and whether each is a paragraph that parted another one."""
    for tag in _TAG.finditer(content):
        if tag["alone"]:
            continue
        if not tag["end"]:
            parts_one = tag["name"] in _PARAGRAPHS and bool(stack) and stack[-1][0] in _PARAGRAPHS
            stack.append((tag["name"], parts_one))
            if parts_one:
                parts += [content[at : tag.start()], b"</" + stack[-2][0] + b">"]
                at = tag.start()
        elif stack and stack[-1][0] == tag["name"]:
            _, parted = stack.pop()
            if parted:
                parts += [content[at : tag.end()], b"<" + stack[-1][0] + b">"]
                at = tag.end()
        else:
            # The tags do not match: the content is left as it is.
            return content
    return b"".join([*parts, content[at:]])
