"""Builds SVG markup: elements, numbers, and estimates of text width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

Attributes = Mapping[str, str | float]

_NARROW = frozenset("ijlftrI.,:;|!'’‘()[]- ")
_WIDE = frozenset("mwMW@%—")


def element(name: str, attributes: Attributes, *children: str) -> Markup:
    """An element. Children that are not markup are escaped; empty attributes are omitted."""
    written = "".join(
        f' {key}="{escape(number(value) if not isinstance(value, str) else value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    inner = Markup("").join(children)
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def group(attributes: Attributes, children: Iterable[str]) -> Markup:
    """A `g` of elements."""
    return element("g", attributes, *children)


def text(content: str, x: float, y: float, css: str, anchor: str = "") -> Markup:
    """A line of text, vertically centred on `y`."""
    return element("text", {"x": x, "y": y, "dy": ".35em", "class": css, "text-anchor": anchor}, content)


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A straight line."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": css})


def bar(x: float, y: float, width: float, height: float, css: str, radius: float = 0) -> Markup:
    """A rectangle."""
    rounding = {"rx": radius} if radius else {}
    return element("rect", {"x": x, "y": y, "width": width, "height": height, **rounding, "class": css})


def number(value: float) -> str:
    """A coordinate, rounded to hundredths, identical on every machine."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def width_of(content: str, size: float) -> float:
    """Estimated width of a line of text in a sans-serif font; rather too large than too small."""
    return size * sum(_share_of_size(sign) for sign in content)


def _share_of_size(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.92
    return 0.7 if sign.isupper() else 0.6


def lines_of(content: str, room: float, size: float) -> list[str]:
    """A text broken between words into lines that fit; a word that is longer than a line stands alone."""
    lines: list[str] = []
    for word in content.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(content: str, room: float, size: float) -> str:
    """As many words of a text as fit, with an ellipsis where some don't."""
    if width_of(content, size) <= room:
        return content
    first = lines_of(content, room - width_of("…", size), size)[0]
    return f"{first.rstrip(',;:–—')}…"
