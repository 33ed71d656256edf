"""Drawings that LaTeX makes itself: each is an image that is missing, or the one that lies beside the manuscript.

No line is added or taken away, so that the places of Pandoc's messages stay.

Source: the manuals of TikZ and PGF ("Externalization Library"), standalone, pstricks, forest and svg; Inkscape's
export to PDF and LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_verbatim import LITERAL, Ends
from hedgesite.importer.reading import below

_DRAWINGS = (
    r"tikzpicture|pspicture\*?|pgfpicture|forest|circuitikz|bytefield|picture|dependency|ganttchart|axis|semilogyaxis"
    r"|semilogxaxis|loglogaxis|tikzcd|sequencediagram|neuralnetwork|psgraph"
)
_MATHS = r"equation\*?|align\*?|gather\*?|multline\*?|displaymath|math|eqnarray\*?|flalign\*?|alignat\*?"
_TOKEN = re.compile(
    rf"{LITERAL}|\\\\"
    rf"|\\(?P<how>begin|end)\s*\{{(?:(?P<drawing>{_DRAWINGS})|(?P<maths>{_MATHS}))\}}"
    r"|(?P<dollars>\$\$?)|\\(?P<bracket>[\[\]()])"
    r"|\\tikzsetnextfilename\s*\{(?P<next>[^{}\n]*)\}"
    r"|\\(?:includestandalone|includesvg)\s*(?:\[[^\[\]\n]{0,200}\])?\s*\{(?P<alone>[^{}\n]*)\}"
)
_PREFIX = re.compile(r"\\tikzexternalize\s*\[[^\[\]]{0,300}?prefix\s*=\s*(?P<prefix>[^,\]\s]+)")
_MISSING = "\\includegraphics{}"
_MOST_TOLD = 200
_ENDINGS = ("svg", "pdf", "png", "jpg", "jpeg", "eps")


def with_drawings(text: str, folder: Path, origin: Callable[[int, int], Origin]) -> tuple[str, list[Diagnostic]]:
    """The text with an image in place of each drawing, and a finding for each that is missing; those of formulas stay.

    `folder` is the manuscript's own, and `origin` gives the place of a line and a column.
    """
    edits = list(_edits(text, folder))
    starts = [each.start for each in edits if each.instead.startswith(_MISSING)]
    places = ((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for at in starts[:_MOST_TOLD])
    problem = "a drawing that LaTeX makes itself is not shown"
    remedy = "save it as an image, and put it in place of its placeholder in figures/"
    return edited(text, edits), [Diagnostic(Rule.IMPORT_TEXT, origin(*place), problem, remedy) for place in places]


def image_beside(path: Path, folder: Path) -> str:
    """The image with the name of a file, as it is named from a folder above it; empty if there is none."""
    for ending in _ENDINGS:
        beside = path.with_suffix(f".{ending}")
        if beside.is_file() and beside.is_relative_to(folder):
            return beside.relative_to(folder).as_posix()
    return ""


def _edits(text: str, folder: Path) -> Iterator[Edit]:
    ends, at, depth, start, maths, waiting = Ends(text), 0, 0, 0, "", ""
    prefix = found["prefix"] if (found := _PREFIX.search(text)) else ""
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found["literal"]:
            at = ends.after(found["literal"], at) or at
        elif found["drawing"] and not maths:
            start = found.start() if not depth else start
            depth = depth + 1 if found["how"] == "begin" else max(depth - 1, 0)
            if not depth and found["how"] == "end":
                yield _instead(text, start, at, _image(f"{prefix}{waiting}" if waiting else "", folder))
                waiting = ""
        elif depth:
            continue
        elif found["next"]:
            waiting = found["next"].strip()
            yield Edit(found.start(), at, "")
        elif found["alone"]:
            yield _instead(text, found.start(), at, _image(found["alone"].strip(), folder))
        else:
            maths = _maths_after(maths, found)


def _maths_after(maths: str, found: re.Match[str]) -> str:
    """The mark of the formula that is open after a token; empty if none is."""
    if found["maths"]:
        return found["maths"] if found["how"] == "begin" and not maths else "" if maths == found["maths"] else maths
    if found["dollars"]:
        return "" if maths.startswith("$") else maths or found["dollars"]
    if found["bracket"]:
        return maths or found["bracket"] if found["bracket"] in "[(" else "" if maths in ("[", "(") else maths
    return maths


def _image(name: str, folder: Path) -> str:
    if not name:
        return _MISSING
    path = next((path for ending in _ENDINGS if (path := below(folder, f"{name}.{ending}"))), None)
    return f"\\includegraphics{{{path.relative_to(folder.resolve()).as_posix() if path else name}}}"


def _instead(text: str, start: int, end: int, written: str) -> Edit:
    return Edit(start, end, written + "%\n" * text.count("\n", start, end))
