"""Tables of LaTeX as Pandoc reads them: without what only draws, without blank lines and without rows in a cell.

Pandoc gives up a whole table for one command in it that it does not know, or for a blank line between rows. No line is
added or taken away, so that the places of Pandoc's messages stay.

Source: the packages array, makecell, multirow, colortbl, hhline and tabularray; what stargazer, texreg, kableExtra,
modelsummary, flextable, gt, xtable, esttab, outreg2 and pandas write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_groups import NESTED, Groups
from hedgesite.importer.latex_tblr import from_tblr
from hedgesite.importer.latex_verbatim import LITERAL, Ends

TABLES = r"tabular\*?|tabularx|tabulary|longtable\*?|xltabular|longtabu|tabu|supertabular\*?|xtabular\*?"
_NEW_TABLES = "tblr|talltblr|longtblr|booktabs|longtabs|talltabs"
_BRACES = rf"\{{{NESTED}\}}"
_TOKEN = re.compile(
    rf"{LITERAL}"
    rf"|\\(?P<how>begin|end)\s*\{{(?P<name>{TABLES}|{_NEW_TABLES})\}}"
    r"|\\(?P<float>begin|end)\s*\{table\*?\}"
    r"|(?P<setting>\\arrayrulecolor\s*(?:\[[^\[\]\n]{0,80}\])?\s*\{[^{}\n]*\}"
    rf"|\\newcolumntype\*?\s*\{{?[^{{}}\n]{{1,20}}\}}?\s*(?:\[[^\[\]\n]{{0,80}}\]\s*){{0,2}}{_BRACES}"
    r"|\\global\s*\\(?:setlength\s*\{[^{}\n]*\}\s*\{[^{}\n]*\}|arrayrulewidth\s*=?\s*[\d.]+[a-z]{2}))"
    r"|(?P<heading>\\(?:part|chapter|(?:sub)*section)\*?\s*[\[{])"
)
_DRAWS = re.compile(
    r"\\(?:ascline|docline)\s*(?:\{[^{}]*\}\s*){3}"
    rf"|\\(?:hhline|noalign)\s*{_BRACES}"
    r"|\\(?:arrayrulecolor|rowcolor|cellcolor|textcolor|color|columncolor)\s*(?:\[[^\[\]\n]{0,80}\])?\s*\{[^{}\n]*\}"
    r"|\\fontsize\s*\{[^{}\n]*\}\s*\{[^{}\n]*\}|\\selectfont(?![A-Za-z])|\\global\\setmainfont\s*\{[^{}\n]*\}"
    r"|\\(?:cline|cmidrule)\s*(?:\([^()\n]*\))?\s*\{[^{}\n]*\}(?:\s*\\morecmidrules)?"
    r"|\\(?:addlinespace|vspace\*?)\s*(?:\[[^\[\]\n]{0,80}\]|\{[^{}\n]*\})?|\\rule\s*(?:\[[^\[\]\n]{0,80}\])?\s*\{[^{}\n]*\}\s*\{[^{}\n]*\}|\\(?:arraybackslash|raggedright|centering)(?![A-Za-z])"
    r"|\\(?:makecell|thead|shortstack|specialcell|Centerstack|Longstack)\*?\s*(?:\[[^\[\]\n]{0,20}\])*(?=\s*\{)"
    r"|\\parbox\s*(?:\[[^\[\]\n]{0,20}\])*\s*\{[^{}\n]*\}(?=\s*\{)"
)
_SPAN = re.compile(rf"(?P<count>\\multicolumn\s*\{{\s*\d+\s*\}}\s*)(?P<spec>{_BRACES})")
_ROWS = re.compile(
    r"\\multirow\s*(?:\[[^\[\]\n]{0,80}\])?\s*(?P<count>\{[^{}\n]*\})\s*(?:\[[^\[\]\n]{0,80}\])?\s*\{[^{}\n]*\}(?:\[[^\[\]\n]{0,80}\])?"
)
_EMPTY = re.compile(
    r"(?P<before>\\\\(?:\[[^\[\]\n]{0,20}\])?|\\(?:hline|toprule|midrule|bottomrule))"
    r"(?P<row>(?:[\s&]|%[^\n]*\n)*\\\\(?:\[[^\[\]\n]{0,20}\])?)+"
)
_BLANK = re.compile(r"\n(?P<lines>(?:[ \t]*\n)+)")
_ROW = re.compile(
    r"(?P<comment>%[^\n]*)|\\\\\*?(?:\[[^\[\]\n]{0,20}\])?|\\tabularnewline(?![A-Za-z])"
    r"|\\(?P<how>begin|end)\s*\{tabular\}|\\.|[{}]",
    re.DOTALL,
)
_RAISED = re.compile(
    r"(?P<math>\$[^$]*\$|\\\((?:[^$\\]|\\[^()]){0,500}\\\)|\\.)|\^\{(?P<words>[^{}$\\&]{1,12})\}", re.DOTALL
)
_INNER = re.compile(r"\\begin\s*\{tabular\}\s*(?:\[[a-z]\]\s*)?(?:\{(?:[^{}]|\{[^{}]*\})*\})")


def with_plain_tables(text: str) -> str:
    """The text with tables that Pandoc can read."""
    return edited(text, _edits(text))


def _edits(text: str) -> Iterator[Edit]:
    ends, at = Ends(text), 0
    opened: list[re.Match[str]] = []
    groups, in_float = Groups(text), False
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found["literal"]:
            at = ends.after(found["literal"], at) or at
        elif found["setting"]:
            if not opened:
                yield Edit(found.start(), at, "%\n" * found[0].count("\n"))
        elif found["float"]:
            in_float = found["float"] == "begin"
        elif found["heading"]:
            # A table that nothing closes must not take the blank lines of all that follows.
            opened.clear()
        elif found["how"] == "begin":
            opened.append(found)
        elif opened and opened[-1]["name"] == found["name"]:
            begin = opened.pop()
            if not opened:
                yield _edit(groups, begin, found, in_float=in_float)
        elif found["how"]:
            opened.clear()


def _edit(groups: Groups, begin: re.Match[str], end: re.Match[str], *, in_float: bool) -> Edit:
    text = groups.text
    if re.fullmatch(_NEW_TABLES, begin["name"]):
        outer, at = "", begin.end()
        while option := groups.option(at):
            outer, at = outer + text[slice(*option)] + ",", option[1] + 1
        inner = groups.group(at)
        at = inner[1] + 1 if inner else at
        written = from_tblr(outer, text[slice(*inner)] if inner else "", text[at : end.start()], in_float=in_float)
        start, close = begin.start(), end.end()
    else:
        written, start, close = text[begin.end() : end.start()], begin.end(), end.start()
    plain = _plain(written)
    missing = text.count("\n", start, close) - plain.count("\n")
    return Edit(start, close, plain if not missing else f"{plain}%\n" + "%\n" * (missing - 1))


def _plain(table: str) -> str:
    table = _BLANK.sub(lambda found: "\n" + "%\n" * found["lines"].count("\n"), table)
    table = _DRAWS.sub(lambda found: " " + "%\n" * found[0].count("\n"), table)
    table = _ROWS.sub(r"\\multirow\g<count>{*}", table)
    table = _EMPTY.sub(lambda found: found["before"] + "%\n" * found[0].count("\n"), table)
    table = _SPAN.sub(_span, table).replace("\\caption*", "\\caption")
    return _RAISED.sub(_raised, "".join(_in_cells(table)))


def _span(found: re.Match[str]) -> str:
    letter = re.search(r"[lcr]", re.sub(r"\{[^{}]*\}", "", found["spec"][1:-1]))
    return f"{found['count']}{{{letter[0] if letter else 'l'}}}" + "%\n" * found["spec"].count("\n")


def _raised(found: re.Match[str]) -> str:
    # Columns of decimal numbers are formulas, in which a star is raised without a sign of a formula.
    return found[0] if found["math"] else f"\\textsuperscript{{{found['words']}}}"


def _in_cells(table: str) -> Iterator[str]:
    """The table, in which no row ends within a cell: its line breaks end rows for Pandoc."""
    at = depth = inner = 0
    while found := _ROW.search(table, at):
        yield table[at : found.start()]
        at = found.end()
        written = found[0]
        if found["comment"]:
            pass
        elif found["how"] == "begin" and (opened := _single_column(table, found.start())):
            inner, written, at = inner + 1, "{", opened
        elif found["how"] == "end" and inner:
            inner, written = inner - 1, "}"
        elif written in "{}":
            depth = max(depth + (1 if written == "{" else -1), 0)
        elif written.startswith(("\\\\", "\\tabularnewline")) and (depth or inner):
            written = "\\newline "
        yield written
    yield table[at:]


def _single_column(table: str, start: int) -> int:
    """Where the content of a table of one column begins that breaks the lines of a cell; 0 if it is a real table."""
    opened = _INNER.match(table, start)
    if opened is None:
        return 0
    close = table.find("\\end{tabular}", opened.end(), opened.end() + 2000)
    is_single = close >= 0 and not re.search(r"(?<!\\)&", table[opened.end() : close])
    return opened.end() if is_single else 0
