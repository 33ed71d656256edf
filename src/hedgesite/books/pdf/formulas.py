"""Formulas as drawings, since WeasyPrint lays out no MathML: drawn by ziamath from the MathML that pages have.

Source: https://ziamath.readthedocs.io.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, tostring

from ziamath.config import config
from ziamath.zmath import Math

from hedgesite.books.tree import MATHML, classes_of, parents_of

_MATH = f"{{{MATHML}}}math"
_SEMANTICS, _TEX = f"{{{MATHML}}}semantics", f"{{{MATHML}}}annotation"
_SIZE = 20.0
"""Pixels of an em in a drawing."""
_OF_THE_TEXT = 1.04
"""Size of formulas, of which the letters are smaller than those of the text around."""

# Drawings of the first version of SVG have no parts that refer to each other by ids.
config.svg2 = False


def draw_formulas(tree: Element, hand_over: Callable[[str, bytes], None]) -> None:
    """Replace each formula of a tree by an image with its TeX as alternative text; `hand_over` takes the drawings."""
    parents = parents_of(tree)
    for formula in list(tree.iter(_MATH)):
        parent = parents[formula]
        at = list(parent).index(formula)
        parent[at] = _image(formula, hand_over)
        parent[at].tail = formula.tail


def _image(formula: Element, hand_over: Callable[[str, bytes], None]) -> Element:
    tex = "".join(each.text or "" for each in formula.iter(_TEX))
    drawn, width, height, below = _drawn(formula)
    address = f"formula:{hashlib.sha256(drawn).hexdigest()[:24]}.svg"
    hand_over(address, drawn)
    style = f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {below:.3f}em"
    return Element("img", {"class": "ed-formula", "src": address, "alt": tex, "style": style})


_VARIANTS = {"i": "italic", "b": "bold", "code": "monospace"}
_SANS, _SMALL_CAPITALS, _BOX = "hs-math-sans", "hs-math-small-caps", "hs-math-box"
_ALIGNED = {"hs-math-start": "left", "hs-math-end": "right"}


_SELECTORS = re.compile("[\ufe00-\ufe0f]")
"""Selectors of variants of letters, which the font has not."""
_SPACED = frozenset("∧∨∩∪⊓⊔")
"""Binary operators around which ziamath leaves no space. Source: MathML Core, appendix B."""


def _plain(element: Element) -> list[Element]:
    """An element of MathML Core as ziamath knows it, which is MathML 3: without HTML and without classes."""
    name, classes = element.tag.rpartition("}")[2], classes_of(element)
    if name == "mtext" and len(element):
        return list(_words(element))
    made = Element(name, {key: value for key, value in element.items() if key != "class"})
    made.text = _SELECTORS.sub("", element.text or "")
    if name == "mo" and made.text in _SPACED and "lspace" not in made.attrib:
        made.attrib |= {"lspace": "0.2222em", "rspace": "0.2222em"}
    for each in classes:
        if each in _ALIGNED:
            made.set("columnalign", _ALIGNED[each])
    if _SANS in classes:
        made.set("mathvariant", "sans-serif")
    for child in element:
        made.extend(_plain(child))
    if _BOX in classes:
        made.tag = "menclose"
        made.set("notation", "box")
    return [made]


def _words(element: Element, variant: str = "") -> Iterator[Element]:
    """Words with elements of HTML as runs of one variant each."""
    if element.text:
        yield _run(element.text, variant)
    for child in element:
        classes = classes_of(child)
        own = "sans-serif" if _SANS in classes else _VARIANTS.get(child.tag.rpartition("}")[2], variant)
        for run in _words(child, own):
            # There are no small capitals to draw.
            run.text = (run.text or "").upper() if _SMALL_CAPITALS in classes else run.text
            yield run
        if child.tail:
            yield _run(child.tail, variant)


def _run(text: str, variant: str) -> Element:
    made = Element("mtext", {"mathvariant": variant} if variant else {})
    made.text = text
    return made


def _drawn(formula: Element) -> tuple[bytes, float, float, float]:
    """The drawing; its width, its height and where it ends, from the line on which letters stand, in em."""
    math = Element("math", {"display": formula.get("display", "inline")})
    for child in formula:
        math.extend(_plain(child[0] if child.tag == _SEMANTICS else child))
    drawing = Math(tostring(math, encoding="unicode"), size=_SIZE, margin=0)
    width, height = drawing.getsize()
    em = _SIZE / _OF_THE_TEXT
    return drawing.svg().encode(), width / em, height / em, drawing.getyofst() / em
