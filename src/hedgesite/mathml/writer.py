"""MathML written anew: what a converter returns is parsed, and only what stands in these lists is written.

Source: MathML Core, https://www.w3.org/TR/mathml-core/. Style attributes become classes of our own, because the pages'
policy allows no inline styles.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

_LENGTH = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:em|ex|px|pt|%)?")
_FLAG = re.compile(r"true|false")
_LEVEL = re.compile(r"[+-]?\d")
_FORM = re.compile(r"prefix|infix|postfix")
_NORMAL = re.compile(r"normal")
_STYLE = {"displaystyle": _FLAG, "scriptlevel": _LEVEL}
_SPACES = {"lspace": _LENGTH, "rspace": _LENGTH}
_OPERATOR = dict.fromkeys(("stretchy", "symmetric", "largeop", "movablelimits", "fence", "separator"), _FLAG)
_SIZES = dict.fromkeys(("width", "height", "depth"), _LENGTH)
_ACCENTS = {"accent": _FLAG, "accentunder": _FLAG}

ELEMENTS: dict[str, dict[str, re.Pattern[str]]] = {
    "mi": {"mathvariant": _NORMAL},
    "mn": {},
    "mo": {**_OPERATOR, **_SPACES, "form": _FORM, "minsize": _LENGTH, "maxsize": _LENGTH},
    "mtext": {},
    "mspace": _SIZES,
    "mrow": _STYLE,
    "mfrac": {**_STYLE, "linethickness": _LENGTH},
    "msqrt": {},
    "mroot": {},
    "msub": {},
    "msup": {},
    "msubsup": {},
    "munder": _ACCENTS,
    "mover": _ACCENTS,
    "munderover": _ACCENTS,
    "mmultiscripts": {},
    "mprescripts": {},
    "mphantom": {},
    "mpadded": {**_SIZES, **_SPACES, "voffset": _LENGTH},
    "mtable": _STYLE,
    "mtr": {},
    "mtd": {},
    # Inside mtext only, where HTML is allowed.
    "b": {},
    "code": {},
    "i": {},
    "span": {},
}
"""Every element that a formula may hold, with its attributes and the pattern of their values."""
_NUMBER_OF_PARTS = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
"""Elements whose children stand for different parts."""
_WORDS = frozenset(("b", "code", "i", "span"))

CLASSES = {
    ("text-align", "right"): "end",
    ("text-align", "left"): "start",
    ("padding-left", "0"): "close-start",
    ("padding-right", "0"): "close-end",
    ("padding-left", "1em"): "wide-start",
    ("padding-right", "0.2778em"): "relation-end",
    ("padding-right", "0.1667em"): "operator-end",
    ("padding-top", "0"): "close-top",
    ("padding-bottom", "0"): "close-bottom",
    ("padding-top", "0.1667em"): "open-top",
    ("margin-left", "-0.16666667em"): "back-thin",
    ("margin-left", "-0.22222222em"): "back-medium",
    ("margin-left", "-0.2777778em"): "back-thick",
    ("font-variant-caps", "small-caps"): "small-caps",
    ("font-family", "sans-serif"): "sans",
    ("font-family", "monospace"): "mono",
    **{
        (f"border-{side}", f"0.05em {line} currentcolor"): f"{line}-{name}"
        for side, name in (("left", "start"), ("right", "end"), ("top", "top"), ("bottom", "bottom"))
        for line in ("solid", "dashed")
    },
}
"""Declarations of the converter that have a class in the style sheet."""
KNOWN_CLASSES = {"math-core-sans-serif-font": "sans"}
"""Classes of the converter, and ours."""
_IMPLIED = frozenset((("justify-items", "end"), ("justify-items", "start")))
_PREFIX = "hs-math-"


class UnknownMarkupError(Exception):
    """Raised for an element, attribute or value that is not in the lists. Nothing of the formula is written."""


def write(mathml: str) -> str:
    """The inside of a `<math>` element, written anew as one element. Raises UnknownMarkupError."""
    try:
        root = ElementTree.fromstring(mathml)
    except ElementTree.ParseError as error:
        raise UnknownMarkupError(str(error)) from error
    if root.tag != "math":
        raise UnknownMarkupError(root.tag)
    if len(root) == 1 and not (root.text or "").strip():
        return _element(root[0], "math")
    return f"<mrow>{_content(root)}</mrow>"


def _content(element: ElementTree.Element) -> str:
    parts = [_text(element.text, element.tag)]
    _set_forms(element)
    for child in element:
        parts.append(_element(child, element.tag))
        parts.append(_text(child.tail, element.tag))
    return "".join(parts)


_FENCES = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋⟦⟧")


def _set_forms(row: ElementTree.Element) -> None:
    """Tell browsers that an operator beside words stands between two operands: they do not count words as one."""
    children = list(row)
    for before, operator, after in zip(children, children[1:], children[2:], strict=False):
        if operator.tag != "mo" or "form" in operator.attrib or (operator.text or "") in _FENCES:
            continue
        beside_words = "mtext" in (before.tag, after.tag)
        if beside_words and "mo" not in (before.tag, after.tag) and row.tag in ("mrow", "math", "mtd"):
            operator.set("form", "infix")


_HOLDS_TEXT = frozenset(("mi", "mn", "mo", "mtext", *_WORDS))


def _text(text: str | None, within: str) -> str:
    if not text:
        return ""
    if within in _HOLDS_TEXT:
        return escape(text, quote=False)
    if text.strip():
        raise UnknownMarkupError(f"text in {within}")
    return ""


def _element(element: ElementTree.Element, within: str) -> str:
    tag = element.tag
    attributes = dict(element.attrib)
    framed = tag == "menclose" and attributes.pop("notation", "") == "box"
    if framed:
        tag = "mrow"
    if tag not in ELEMENTS or (tag in _WORDS) != (within in _WORDS or within == "mtext"):
        raise UnknownMarkupError(tag)
    written = "".join(f' {name}="{value}"' for name, value in _attributes(tag, attributes, framed))
    # Scripts that begin a cell have no base, and would stand in its place.
    missing = "<mrow></mrow>" * (_NUMBER_OF_PARTS.get(tag, 0) - len(element))
    return f"<{tag}{written}>{missing}{_content(element)}</{tag}>"


def _attributes(tag: str, attributes: dict[str, str], framed: bool) -> list[tuple[str, str]]:
    allowed = ELEMENTS[tag]
    classes = [f"{_PREFIX}box"] if framed else []
    if attributes.get("class") in KNOWN_CLASSES:
        classes.append(_PREFIX + KNOWN_CLASSES[attributes.pop("class")])
    classes += _classes(attributes.pop("style", ""))
    found = []
    for name, value in sorted(attributes.items()):
        if name not in allowed or not allowed[name].fullmatch(value):
            raise UnknownMarkupError(f"{tag} {name}={value}")
        found.append((name, value))
    return ([("class", " ".join(classes))] if classes else []) + found


def _classes(style: str) -> list[str]:
    classes = []
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = declaration.partition(":")
        pair = (name.strip(), value.strip())
        if pair in _IMPLIED:
            continue
        if pair not in CLASSES:
            raise UnknownMarkupError(declaration)
        classes.append(_PREFIX + CLASSES[pair])
    return classes
