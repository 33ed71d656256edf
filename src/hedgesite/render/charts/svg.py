"""SVG as a drawing of shapes, from left to right until it is written: elements, numbers and room for text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from hedgesite.model.direction import Direction

Attributes = Mapping[str, str | float]

_NARROW = frozenset("ijlftrI.,:;|!'’‘()[]- ")
_WIDE = frozenset("mwMW@%—")


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a drawing. Lengths are in units of its view box."""

    name: str
    attributes: Attributes
    children: tuple[Shape | str, ...] = ()

    def __html__(self) -> str:
        written = "".join(
            f' {key}="{escape(number(value) if not isinstance(value, str) else value)}"'
            for key, value in self.attributes.items()
            if value != ""
        )
        inner = Markup("").join(self.children)
        return f"<{self.name}{written}>{inner}</{self.name}>" if inner else f"<{self.name}{written}/>"


def element(name: str, attributes: Attributes, *children: Shape | str) -> Shape:
    """An element; children that are not shapes become text; empty attributes are left out."""
    return Shape(name, attributes, children)


def drawn(drawing: Shape, width: float, direction: Direction) -> Markup:
    """A drawing, written for a page of a direction: from right to left, places are mirrored and letters are not."""
    if direction == "ltr":
        return Markup(drawing.__html__())
    mirrored = _mirrored(drawing, width)
    return Markup(replace(mirrored, attributes={**mirrored.attributes, "direction": direction}).__html__())


def _mirrored(shape: Shape, width: float) -> Shape:
    attributes = dict(shape.attributes)
    if shape.name == "path":
        attributes["transform"] = f"matrix(-1 0 0 1 {number(width)} 0)"
    for key in ("x", "x1", "x2", "cx"):
        at = attributes.get(key)
        if isinstance(at, int | float):
            reach = attributes.get("width", 0) if shape.name == "rect" else 0
            attributes[key] = width - at - (reach if isinstance(reach, int | float) else 0)
    children = tuple(_mirrored(child, width) if isinstance(child, Shape) else child for child in shape.children)
    return Shape(shape.name, attributes, children)


def group(attributes: Attributes, children: Iterable[Shape]) -> Shape:
    """A `g` of elements."""
    return element("g", attributes, *children)


def text(content: str, x: float, y: float, css: str, anchor: str = "") -> Shape:
    """A line of text whose middle is at the height `y`; `anchor` is of the line, whichever way it runs."""
    return element("text", {"x": x, "y": y, "dy": ".35em", "class": css, "text-anchor": anchor}, content)


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Shape:
    """A straight line."""
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": css})


def bar(x: float, y: float, width: float, height: float, css: str, radius: float = 0) -> Shape:
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
    """As many words of a text as fit, or letters of its first, with an ellipsis where some don't."""
    if width_of(content, size) <= room:
        return content
    left = room - width_of("…", size)
    first = lines_of(content, left, size)[0].rstrip(",;:–—")
    while len(first) > 1 and width_of(first, size) > left:
        first = first[:-1]
    return f"{first}…"
