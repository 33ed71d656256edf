"""SVG images: bounded before they are cleaned, cleaned by svg-hush, then written anew from a list.

svg-hush is Cloudflare's cleaner, which parses XML and keeps what its own list allows. What it returns is not trusted:
only elements and attributes that are listed here are copied, and no reference leaves the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from py_svg_hush import filter_svg

MOST_BYTES = 2 * 1024 * 1024
DEEPEST = 64
MOST_ELEMENTS = 20_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "switch",
        "title",
        "desc",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "pattern",
        "clipPath",
        "mask",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
    ]
)
_UNSHOWN = frozenset({"script", "metadata"})
"""Elements that draw nothing and are left out silently."""
_LOST = frozenset(
    {"image", "foreignObject", "animate", "animateMotion", "animateTransform", "animateColor", "set", "a", "video"}
)
"""Elements whose loss would be seen, or that make of an image more than one."""
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OUTSIDE = re.compile(
    r"url\s*\((?!\s*['\"]?\s*#)|@|\\|expression|javascript:|data:|image-set|-moz-binding", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LARGEST_SIDE = 20_000


class SvgError(Exception):
    """An SVG image cannot be shown; the message says why."""

    def __init__(self, problem: str, remedy: str, *, is_size: bool = False) -> None:
        super().__init__(problem)
        self.remedy = remedy
        self.is_size = is_size


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A cleaned image, and its size in pixels."""

    data: bytes
    width: int
    height: int


def clean_svg(data: bytes) -> CleanSvg:
    """Clean an image. Raises SvgError if it cannot be read, is too large, or would lose something that it shows."""
    _bound(data)
    try:
        cleaned = filter_svg(data, {})
        root = ElementTree.fromstring(cleaned)
    except (ValueError, ElementTree.ParseError) as error:
        raise SvgError(f"the SVG cannot be read: {' '.join(str(error).split())[:80]}", "export it again") from error
    width, height = _size(root)
    anew = _copied(root)
    anew.set("width", str(width))
    anew.set("height", str(height))
    if not anew.get("viewBox"):
        anew.set("viewBox", f"0 0 {width} {height}")
    ElementTree.register_namespace("", _SVG)
    return CleanSvg(ElementTree.tostring(anew, "utf-8", xml_declaration=True), width, height)


def _bound(data: bytes) -> None:
    """Refuse what would be costly or lossy to clean, with a parser that builds nothing."""
    if len(data) > MOST_BYTES:
        problem = f"the SVG has more than {MOST_BYTES // 1024 // 1024} MiB"
        raise SvgError(problem, "simplify its paths, or export it as PNG", is_size=True)
    bounds = _Bounds()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = bounds.opened
    parser.EndElementHandler = bounds.closed
    parser.EntityDeclHandler = bounds.entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SvgError(f"the SVG is not well-formed XML: {error}", "export it again") from error
    if bounds.root != f"{_SVG} svg":
        raise SvgError("the file's root element is not an SVG image", "export it as SVG")


class _Bounds:
    """Handlers that count elements and their depth."""

    def __init__(self) -> None:
        self.root = ""
        self.depth = 0
        self.elements = 0

    def opened(self, name: str, _attributes: object) -> None:
        self.root = self.root or name
        self.depth += 1
        self.elements += 1
        local = name.rpartition(" ")[2]
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            bound = f"nested more than {DEEPEST} deep" if self.depth > DEEPEST else f"more than {MOST_ELEMENTS}"
            raise SvgError(f"the elements of the SVG are {bound}", "simplify it, or export it as PNG", is_size=True)
        if local in _LOST:
            raise SvgError(f"the SVG contains <{local}>, which is not shown", "remove it, or export the image as PNG")

    def closed(self, _name: str) -> None:
        self.depth -= 1

    def entity(self, *_declared: object) -> None:
        raise SvgError("the SVG declares an entity", "save it as plain SVG, without a document type")


def _copied(element: ElementTree.Element) -> ElementTree.Element:
    """A copy with what is listed alone. The depth is bounded, so recursion is safe."""
    local = _local(element.tag)
    anew = ElementTree.Element(f"{{{_SVG}}}{local}")
    for name, value in element.attrib.items():
        if written := _attribute(name, value):
            anew.set(written, value)
    anew.text, anew.tail = element.text, element.tail
    if local == "style" and _OUTSIDE.search(element.text or ""):
        raise SvgError(
            "a style sheet in the SVG has rules with @, references to other files or escapes",
            "save it with presentation attributes instead of a style sheet",
        )
    for child in element:
        if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{_SVG}}}"):
            continue
        if _local(child.tag) in _ELEMENTS:
            anew.append(_copied(child))
        elif _local(child.tag) not in _UNSHOWN:
            problem = f"the SVG contains <{_local(child.tag)}>, which is not shown"
            raise SvgError(problem, "remove it, or export the image as PNG")
    return anew


def _attribute(name: str, value: str) -> str:
    """Name under which an attribute is written; empty if it is left out."""
    if name in ("href", f"{{{_XLINK}}}href"):
        return "href" if value.startswith("#") else ""
    is_safe = _ATTRIBUTE.fullmatch(name) and not name.lower().startswith("on") and not _OUTSIDE.search(value)
    return name if is_safe else ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _size(root: ElementTree.Element) -> tuple[int, int]:
    """Width and height in pixels, from the attributes or, in proportion, from the view box."""
    box = [float(part) for part in re.findall(r"-?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?", root.get("viewBox", ""))]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    if not width or not height:
        raise SvgError("the SVG has no size", "give it width and height, or a viewBox")
    if max(width, height) > _LARGEST_SIDE:
        raise SvgError(f"the SVG has a side of more than {_LARGEST_SIDE} pixels", "reduce its size", is_size=True)
    return max(1, round(width)), max(1, round(height))


def _length(written: str) -> float:
    found = _NUMBER.fullmatch(written)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
