"""The sheet of styles of a DOCX, and values of its elements.

Source: ECMA-376, Part 1, 17.7.4.17 (style).
"""

from __future__ import annotations

import re

STYLE = re.compile(
    rb"<w:style\s(?P<head>[^>]*?w:styleId=\"(?P<id>[^\"]*)\"[^>]*)>(?P<inner>(?:(?!</w:style>).)*)", re.DOTALL
)


def value(tag: bytes, xml: bytes) -> bytes:
    """The value of the first element with a tag, such as `basedOn`; empty if there is none."""
    found = re.search(rb"<w:" + tag + rb'\s[^>]*?w:val="([^"]*)"', xml)
    return found[1] if found else b""


def attribute(name: bytes, head: bytes) -> bytes:
    """An attribute in the head of an element, by its name with its prefix; empty if there is none."""
    found = re.search(name + rb'="([^"]*)"', head)
    return found[1] if found else b""
