"""Elements of a JATS article as markup, for what Pandoc reads of it."""

from __future__ import annotations

import re

from hedgesite.bounded_xml import Element

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def as_markup(element: Element) -> str:
    """The element as markup without prefixes, as HTML holds MathML."""
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    closing = "\0"
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(f"</{each[1:]}>" if each.startswith(closing) else _escaped(each))
            continue
        attributes = "".join(
            f' {name}="{_escaped(value)}"' for name, value in each.attributes.items() if name.isalpha()
        )
        parts.append(f"<{each.tag}{attributes}>")
        waiting.append(f"{closing}{each.tag}")
        waiting += reversed(each.content)
    return "".join(parts)


def _escaped(text: str) -> str:
    return re.sub(r'[&<>"]', lambda found: _ESCAPES[found[0]], text)
