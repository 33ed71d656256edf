"""The outline of a long page: its headings, which the rendered page is read for."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup, escape

from hedgesite.mathml.in_line import in_line

_LONG = 15_000
"""Characters of HTML from which a page is long: about three screens."""
_FEWEST = 2
"""Fewest headings that make an outline worth its place."""
_MOST = 40
"""Most headings with which sub-headings are shown too."""
_OWN = 'class="hs-jump"'
"""Mark of pages whose template has an outline of its own."""
_HEADING = re.compile(r'<h(?P<level>[23])\b[^<>]*?\bid="(?P<id>[^"]+)"[^<>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)
_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_COUNT = re.compile(r'<span class="hs-count">(?:[^<]|<span\b[^<>]*>[^<]*</span>)*</span>')
"""A count: in figures for the eye, in words for screen readers."""


class OutlineView(NamedTuple):
    """A heading of the page."""

    href: str
    title: str
    level: int


def _words(title: str) -> str:
    """The words of a heading, with its formulas as they are read."""
    read = _FORMULA.sub(lambda found: escape(in_line(found[0])), _COUNT.sub("", title))
    return Markup(read).striptags()


def outline_of(body: str) -> list[OutlineView]:
    """The headings of a long page; empty if it is short, or has an outline of its own."""
    if len(body) < _LONG or _OWN in body:
        return []
    found = [
        OutlineView(f"#{each['id']}", _words(each["title"]), int(each["level"])) for each in _HEADING.finditer(body)
    ]
    if len(found) < _FEWEST:
        return []
    return [each for each in found if each.level == 2] if len(found) > _MOST else found
