"""What arranges a LaTeX page, written as Pandoc reads it: columns of tables, boxes around content, notes in two halves.

No line is added or taken away, so that the places of Pandoc's messages stay.

Source: the packages array, tabularx, tabulary, longtable, dcolumn, siunitx, graphicx, adjustbox, wrapfig, multicol and
todonotes; LaTeX2e unofficial reference manual, "Footnotes".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_tables import TABLES
from hedgesite.importer.latex_verbatim import ENVIRONMENT, Ends

_TABLES = rf"{TABLES}|tabularray"
_PLAIN = "landscape|singlespacing|singlespace|doublespace|onehalfspace|sloppypar|samepage|fullwidth|framed|shaded"
"""Environments without arguments. Pandoc drops all of one that has something in it that it cannot read."""
_COMMAND = re.compile(
    rf"\\begin\s*\{{(?P<table>{_TABLES})\}}"
    r"|\\begin\s*\{(?P<boxed>adjustbox|multicols\*?|CJK\*?|spacing|mdframed|tcolorbox|adjustwidth\*?|paracol|addmargin\*?"
    rf"|{_PLAIN})\}}"
    r"|\\begin\s*\{(?P<float>table\*|figure\*|wrapfigure|wraptable|floatingfigure|SCfigure\*?|SCtable\*?|marginfigure|margintable|sidewaysfigure\*?|sidewaystable\*?)\}"
    rf"|\\end\s*\{{(?P<end>{_TABLES}|adjustbox|multicols\*?|CJK\*?|spacing|mdframed|tcolorbox|adjustwidth\*?|paracol"
    rf"|{_PLAIN}"
    r"|addmargin\*?|table\*|figure\*|wrapfigure|wraptable|floatingfigure|SCfigure\*?|SCtable\*?|marginfigure|margintable|sidewaysfigure\*?|sidewaystable\*?)\}"
    r"|\\(?P<box>resizebox\*?|scalebox|rotatebox|adjustbox|makebox|framebox|todo|missingfigure|fx(?:note|warning|error|fatal)|footnotetext|footnotemark)"
    r"(?![A-Za-z@])"
    rf"|(?P<verbatim>\\begin\s*\{{(?P<literal>{ENVIRONMENT})\}}"
    r"|\\verb\*?(?P<mark>[^a-zA-Z\s*{\[])[^\n]*?(?P=mark)|(?<!\\)%[^\n]*)"
)
_BOXES = {"resizebox": 2, "resizebox*": 2, "scalebox": 1, "rotatebox": 1, "adjustbox": 1, "makebox": 0, "framebox": 0}
"""How many arguments stand before the content."""
_WIDE = frozenset({"tabularx", "tabulary", "tabular*", "xltabular", "supertabular*", "xtabular*"})
_REPEATED = re.compile(r"(\\endfirsthead)(?P<again>.{0,4000}?\\endhead)(?![A-Za-z])", re.DOTALL)
_FOOT = re.compile(
    r"(?P<kept>\\endhead|\\endfirsthead)(?P<foot>(?:(?!\\\\\s*\\\\).){0,1000}?\\endfoot)(?![A-Za-z])", re.DOTALL
)
_COLUMN = re.compile(r"\*\s*\{(?P<times>\d{1,2})\}\s*\{|(?P<between>[><@!])\s*\{|(?P<letter>[A-Za-z])|[\[{]")
_TO_WIDTH = re.compile(r"\s*(?:to|spread)\s*[^{}\n]{1,80}(?=\{)")
"""The width of a table of the package tabu."""
_SWITCH = re.compile(
    r"(?<!\\)\\(?:noindent|indent|centering|centerfloat|raggedright|raggedleft|flushleft|flushright|relax|ignorespaces"
    r"|ignorespacesafterend|leavevmode|protect|sloppy|fussy|cbstart|cbend|cbdelete|singlespacing|doublespacing"
    r"|onehalfspacing|onehalfspace|allowbreak|nobreak|unskip|strut|selectfont|normalfont|justifying|justify|RaggedRight"
    r"|bigskip|medskip|smallskip|vfill|newpage|clearpage|cleardoublepage|onecolumn|twocolumn|nopagebreak"
    r"|upshape|mdseries|raggedbottom|samepage|unboldmath|null|maketitle|(?P<blank>q?quad|hfill))"
    r"(?![A-Za-z@])[ \t]*(?=\{(?!\}))"
)
"""A command without arguments before a group, which Pandoc would take for one and leave out with it."""
_DEEPEST = 5
_ALIGNED = {"c": "c", "C": "c", "r": "r", "R": "r", "S": "r"}
OWN_NOTES = "notes of the author to themselves (\\todo)"
"""How the report calls them."""


def arranged(text: str, left_out: Counter[str]) -> str:
    """The text without what only arranges it. `left_out` counts the author's notes to themselves."""
    text = _SWITCH.sub(lambda found: "\\ " if found["blank"] else "", text)
    known, ends, parts, at = Groups(text), Ends(text), list[str](), 0
    notes = _notes(known)
    while found := _COMMAND.search(text, at):
        parts.append(text[at : found.start()])
        if found["verbatim"]:
            at = (ends.after(found["literal"], found.end()) if found["literal"] else None) or found.end()
            parts.append(text[found.start() : at])
            continue
        written, at = _written(known, found, notes, left_out)
        taken = text[found.start() : at].count("\n") - written.count("\n")
        parts += [written, "%\n" * taken]
    return _FOOT.sub(_without("foot"), _REPEATED.sub(_without("again"), "".join([*parts, text[at:]])))


def _without(name: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[1] + "%\n" * found[name].count("\n")


def _written(known: Groups, found: re.Match[str], notes: Mapping[int, str], left_out: Counter[str]) -> tuple[str, int]:
    """What stands in place of a command, and where the text goes on."""
    at = known.options(found.end())
    if name := found["table"]:
        wide = _TO_WIDTH.match(known.text, at)
        at = wide.end() if wide else at
        after, columns = known.groups(at, 2 if name in _WIDE else 1)
        if columns is None:
            return found[0], found.end()
        return f"\\begin{{{_table(name)}}}{{{_columns(known.text[slice(*columns)])}}}", after
    if found["boxed"]:
        counts = {"CJK": 2, "CJK*": 2, "mdframed": 0, "tcolorbox": 0, "adjustwidth": 2, "adjustwidth*": 2}
        count = 0 if re.fullmatch(_PLAIN, found["boxed"]) else counts.get(found["boxed"], 1)
        return "\\par ", known.options(known.groups(at, count)[0])
    if name := found["float"]:
        count = (
            0
            if name.startswith(("SC", "margin", "sideways")) or name in {"table*", "figure*"}
            else 1
            if name == "floatingfigure"
            else 2
        )
        return f"\\begin{{{_float(name)}}}", known.groups(at, count)[0]
    if name := found["end"]:
        is_table = re.fullmatch(_TABLES, name)
        kind = _table(name) if is_table else _float(name)
        return (f"\\end{{{kind}}}" if kind else "\\par "), found.end()
    return _box(known, found, at, notes, left_out)


def _box(
    known: Groups, found: re.Match[str], at: int, notes: Mapping[int, str], left_out: Counter[str]
) -> tuple[str, int]:
    name = found["box"]
    if name in {"footnotemark", "footnotetext"}:
        if found.start() not in notes:
            return found[0], found.end()
        return notes[found.start()], at if name == "footnotemark" else known.groups(at, 1)[0]
    if name in {"todo", "missingfigure"} or name.startswith("fx"):
        after, note = known.groups(at, 1)
        left_out[OWN_NOTES] += note is not None
        return ("", after) if note else (found[0], found.end())
    after = known.options(known.groups(at, _BOXES[name])[0])
    return ("", after) if known.group(after) else (found[0], found.end())


def _table(name: str) -> str:
    return "longtable" if name in {"longtable", "longtabu", "xltabular"} else "tabular"


def _float(name: str) -> str:
    return "figure" if "fig" in name else "table" if "table" in name else ""


def _notes(known: Groups) -> dict[int, str]:
    """What stands in place of the marks of notes and of their texts, by position, where the two belong together."""
    waiting: list[tuple[int, str]] = []
    found: dict[int, str] = {}
    for each in re.finditer(r"\\footnote(?P<kind>mark|text)\s*(?:\[(?P<number>\w{1,9})\])?", known.text):
        number = each["number"] or ""
        if each["kind"] == "mark":
            waiting.append((each.start(), number))
            continue
        _, content = known.groups(each.end(), 1)
        mark = next((one for one in waiting[:50] if one[1] == number), waiting[0] if waiting else None)
        if content and mark:
            waiting.remove(mark)
            words = re.sub(r"\n\s*\n", r"\\par ", known.text[slice(*content)]).replace("\n", " ")
            found |= {mark[0]: f"\\footnote{{{words}}}", each.start(): ""}
    return found


def _columns(spec: str, depth: int = 0) -> str:
    """A letter for each column. Repetitions are read to a depth of `_DEEPEST`, since each level is read again."""
    known, at, letters = Groups(spec), 0, list[str]()
    while found := _COLUMN.search(spec, at):
        at = found.end()
        opened = at - 1
        if found["letter"]:
            letters.append(_ALIGNED.get(found["letter"], "l"))
            continue
        close = known.closes.get(opened) if spec[opened] == "{" else spec.find("]", opened)
        if close is None or close < 0:
            break
        if found["times"] and depth < _DEEPEST:
            letters += _columns(spec[at:close], depth + 1) * int(found["times"])
        at = close + 1
    return "".join(letters[:200]) or "l"
