"""Formulas in a line of plain text, as they are read: `1 − (1 − p)ᵏ` rather than TeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_PLAIN = "0123456789+−=()aehijklmnoprstuvxβγφχ"
_RAISED = dict(zip("0123456789+−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_LOWERED = dict(zip(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵩᵪ", strict=True))
_PRIMES = frozenset("′″‴⁗°")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_LEFT_OUT = dict.fromkeys((*map(ord, "\u2061\u2062\u2063\u2064\u200b"), *range(0xFE00, 0xFE10)))
_LETTERS = ("\U0001d400", "\U0001d7ff")
"""First and last of the letters of mathematics: those of any font in bold, script and so on."""
_ACCENTS = {"^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304", "‾": "\u0304", "˙": "\u0307", "¨": "\u0308"}
_ACCENTS |= {"ˇ": "\u030c", "→": "\u20d7", "ˆ": "\u0302", "_": "\u0305", "\u0332": "\u0305"}
_FORMULA = re.compile(r"\$\$.{1,5000}?\$\$|\$(?:[^$\\]|\\.)+\$", re.DOTALL)
_SIDES = frozenset("=<>≤≥≈≠≡∼≃≅∝→←↔⇒⇐⇔∈∉⊂⊆⊃⊇∪∩×⋅·±∓÷∗∧∨+−-∣")
"""Operators that have a blank on both sides where they stand between two operands."""


@lru_cache(maxsize=8192)
def in_line(html: str) -> str:
    """The text of a `<math>` element of ours, in one line. Fractions get strokes, roots a sign."""
    return " ".join(_text(ElementTree.fromstring(html)).split())


def in_lines(text: str, formulas: Iterable[tuple[str, str]]) -> str:
    """A plain text in which formulas can be read; `formulas` are pairs of what the text has for one, and its MathML."""
    if "$" not in text:
        return text
    known, parts, at = dict(formulas), list[str](), 0
    while found := _FORMULA.search(text, at):
        html = known.get(found[0])
        # What begins with a sign of money is no formula, but one can begin within it.
        end = found.end() if html else found.start() + 1
        parts += (text[at : found.start()], in_line(html) if html else text[found.start() : end])
        at = end
    return "".join((*parts, text[at:]))


def _text(element: Element) -> str:
    tag = element.tag
    if tag in ("annotation", "mphantom", "mprescripts"):
        return ""
    if tag == "mfrac" and element.get("linethickness", "").startswith("0"):
        return " ".join(map(_text, element))
    if tag in _WRITERS:
        return _WRITERS[tag]([_text(child) for child in element])
    if not len(element):
        return _letters(element)
    return (element.text or "").strip("\n") + _row(element) if tag != "mtext" else "".join(element.itertext())


def _letters(element: Element) -> str:
    if element.tag == "mspace":
        return " "
    first, last = _LETTERS
    letters = (unicodedata.normalize("NFKC", each) if first <= each <= last else each for each in element.text or "")
    return "".join(letters).translate(_LEFT_OUT)


def _row(row: Element) -> str:
    children = list(row)
    parts: list[str] = []
    for at, child in enumerate(children):
        text = _text(child)
        is_between = 0 < at < len(children) - 1 and "".join(parts).strip()[-1:] not in ("", "(", "[", "{", ",")
        # A name such as `sin` and what follows it are not one word.
        before = next(filter(None, reversed(parts)), "")
        if len(before) > 1 and before[:2].isalpha() and text[:1].isalnum():
            parts.append(" ")
        parts.append(f" {text} " if child.tag == "mo" and text in _SIDES and is_between else text)
        if (
            child.tag == "mo"
            and text in (",", ";")
            and child.get("rspace") != "0"
            and child.get("separator") != "false"
        ):
            parts.append(" ")
    return "".join(parts)


def _grouped(text: str) -> str:
    """A part that is more than one sign, in parentheses unless it has some."""
    text = text.strip()
    is_one = len(text) < 2 or text.isalnum() or (text.startswith("(") and text.find(")") == len(text) - 1)
    return text if is_one else f"({text})"


def _moved(text: str, letters: dict[str, str], sign: str) -> str:
    text = "".join(text.split()) if len(text) < 8 else text.strip()
    text = "°" if text == "∘" and sign == "^" else text
    if not text or _PRIMES.issuperset(text):
        return text
    return "".join(letters[each] for each in text) if letters.keys() >= set(text) else f"{sign}{_grouped(text)}"


def _scripts(base: str, below: str, above: str) -> str:
    below, above = ("" if part.strip() in _BRACES else part for part in (below, above))
    return f"{base}{_moved(below, _LOWERED, '_')}{_moved(above, _RAISED, '^')}"


def _over(parts: list[str]) -> str:
    base, mark = parts[0].strip(), _ACCENTS.get(parts[1].strip(), parts[1].strip())
    if unicodedata.combining(mark[:1] or " ") and base.isalnum():
        return unicodedata.normalize("NFC", "".join(f"{each}{mark}" for each in base))
    return _scripts(base, "", mark)


def _rows(rows: Iterable[str]) -> str:
    return "; ".join(filter(None, (row.strip() for row in rows)))


_WRITERS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"{_grouped(parts[0])}/{_grouped(parts[1])}",
    "msqrt": lambda parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda parts: f"{_moved(parts[1], _RAISED, '')}√{_grouped(parts[0])}",
    "msub": lambda parts: _scripts(parts[0], parts[1], ""),
    "msup": lambda parts: _scripts(parts[0], "", parts[1]),
    "msubsup": lambda parts: _scripts(*parts),
    "munder": lambda parts: _scripts(parts[0], parts[1], ""),
    "mover": _over,
    "munderover": lambda parts: _scripts(*parts),
    "mtable": _rows,
    "mtr": lambda cells: " ".join(cells),
}
