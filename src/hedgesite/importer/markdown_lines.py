"""Lines of Markdown that only some tools understand, made readable for our parser, line by line so that places stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hedgesite.diagnostics import Rule
from hedgesite.importer.document import Document
from hedgesite.importer.markdown_divs import edge_of
from hedgesite.importer.markdown_drawn_tables import drawn_table
from hedgesite.importer.markdown_parts import FENCE
from hedgesite.importer.markdown_tex import QUOTING
from hedgesite.importer.writer import UNRESOLVED

# Blanks are taken off afterwards: looked for here, they would take quadratic time.
_SHORTCODE = re.compile(r"\{\{<\s{0,9}(?P<name>[\w-]{1,60})(?P<rest>[^>\n]{0,1000})>\}\}")
_LAYOUT_CODES = frozenset({"pagebreak", "placeholder", "lipsum", "fa", "iconify", "bi", "ai"})
"""Shortcodes that only arrange a page or adorn it."""
_LAYOUT = re.compile(
    r"\s*\\(?:newpage|pagebreak|clearpage|cleardoublepage|vspace\*?\{[^}]*\}|hspace\*?\{[^}]*\}|bigskip|medskip|smallskip|noindent|centering"
    r"|linenumbers|nolinenumbers|tableofcontents|listoffigures|listoftables|appendix|setlength.*|renewcommand.*|newcommand.*|setcounter.*"
    r"|singlespacing|doublespacing|onehalfspacing|raggedright|begingroup|endgroup|setstretch\{[^}]*\}|beginsupplement|blandscape|elandscape"
    r"|begin\{(?:landscape|center|flushleft|flushright|CJK\*?|adjustwidth|singlespace|doublespace)\}.*|end\{(?:landscape|center|flushleft|flushright|CJK\*?|adjustwidth|singlespace|doublespace)\})\s*$"
)
_ENVIRONMENT = re.compile(
    rf"\s{{0,3}}\\(?:begin|end)\{{(?!(?:{QUOTING})\}})[A-Za-z]+\*?\}}(?:\[[^\[\]]*\]|\{{[^{{}}]*\}})*\s*"
)
_GRAPHICS = re.compile(r"\s{0,3}\\includegraphics\s*(?:\[[^\[\]]*\]\s*)?\{(?P<path>[^{}]+)\}\s*")
_PAGES = re.compile(r"\s{0,3}\\includepdf\s*(?:\[[^\[\]]*\]\s*)?\{(?P<path>[^{}]+)\}\s*")
_COMMAND = re.compile(r"\s{0,3}\\[A-Za-z]{2,}\s*")
_BEGIN_MATH = re.compile(
    r"\s*\\begin\{(?P<name>equation|align|gather|multline|eqnarray|displaymath|flalign)(?P<star>\*?)\}"
)
_BEGIN_RAW = re.compile(
    r"\s{0,3}\\begin\{(?P<name>(?:sideways|wrap|long)?(?:table|figure)\*?|tabular[x*]?|longtabu|tikzpicture|algorithm|itemize|enumerate|description)\}"
)
_BEGINS_A_BLOCK = re.compile(r"\A(?=\s{0,3}(?:[-+*>](?:\s|$)|[=-]+\s*$|>))")
"""What would begin a list or a quotation, or make a heading of the line before; in a formula it is a sign."""
_LONGEST_FORMULA = 60
_LONGEST_RAW = 120
"""Most lines of a table in LaTeX."""


def with_readable_lines(text: str, fields: Mapping[str, Any], document: Document) -> str:
    """The text with the same number of lines: marks of divisions go, displayed LaTeX stands between dollar signs.

    `fields` are those of the header, which shortcodes name.
    """
    lines = text.split("\n")
    result: list[str] = []
    fence, has_marks = "", False
    at = 0
    while at < len(lines):
        line = lines[at]
        found = FENCE.match(line)
        if fence:
            is_end = bool(found and found["fence"].startswith(fence) and not found["info"].strip())
            result.append(line.replace("`", "~") if is_end and has_marks else line)
            fence = "" if is_end else fence
            at += 1
            continue
        if found:
            fence = found["fence"]
            # A caption with code in it is no end of the fence between waves.
            has_marks = "`" in found["info"]
            result.append(line.replace(fence, "~" * len(fence), 1) if has_marks else line)
            at += 1
            continue
        taken = _formula(lines, at) or _displayed(lines, at) or _raw(lines, at) or drawn_table(lines, at)
        if taken:
            result += taken
            at += len(taken)
            continue
        is_alone = not (at and _is_text(lines[at - 1])) and not (at + 1 < len(lines) and _is_text(lines[at + 1]))
        result.append(_line(line, fields, document, at) if is_alone or not _COMMAND.fullmatch(line) else line)
        at += 1
    return "\n".join(result)


def _is_text(line: str) -> bool:
    """Whether a line has words of a paragraph; commands of LaTeX before and after others have none."""
    return bool(line.strip()) and not line.lstrip().startswith("\\")


def _line(line: str, fields: Mapping[str, Any], document: Document, at: int) -> str:
    if ":::" in line and (edge := edge_of(line)) is not None:
        return edge
    if _LAYOUT.match(line):
        return ""
    if _COMMAND.fullmatch(line):
        document.left_out["commands of LaTeX in a line of their own"] += 1
        return ""
    if "\\" in line and (shown := _of_tex(line, document)) is not None:
        return shown
    if "{{<" not in line:
        return line
    is_alone = bool(_SHORTCODE.fullmatch(line.strip()))
    return _SHORTCODE.sub(lambda found: _shortcode(found, fields, document, at, is_alone=is_alone), line)


def _of_tex(line: str, document: Document) -> str | None:
    """What a line shows that only includes a file or is an edge of an environment; None if it is another one."""
    if found := _GRAPHICS.fullmatch(line):
        return f"![](<{found['path'].strip()}>)"
    if found := _PAGES.fullmatch(line):
        document.left_out["files whose pages LaTeX includes"] += 1
        return ""
    if _ENVIRONMENT.fullmatch(line):
        document.left_out["environments of LaTeX, whose words stay"] += 1 if "\\begin" in line else 0
        return ""
    return None


def _shortcode(found: re.Match[str], fields: Mapping[str, Any], document: Document, at: int, *, is_alone: bool) -> str:
    """What a shortcode stands for: a field of the header, an address, or nothing; else it is marked in its sentence."""
    name, rest = found["name"], found["rest"].strip("\"' \t")
    if name in _LAYOUT_CODES:
        return ""
    if name == "include":
        problem, remedy = f"'{rest}' is not included", "put its text into the manuscript here"
        document.findings.append(document.places.finding(Rule.IMPORT_TEXT, at + 1, found[0], problem, remedy))
        return ""
    if name == "meta" and (words := _field(fields, rest)):
        return words
    if address := re.match(r"https?://[^\s\"'<>]+", rest):
        return f"<{address[0]}>"
    if name == "kbd" and rest:
        return f"`{rest}`"
    document.left_out[f"shortcodes {name}"] += 1
    # Alone, it is an ornament; in a sentence, a word would be missing.
    return "" if is_alone else f"[{name} {rest}]{{.{UNRESOLVED}}}"


def _field(fields: Mapping[str, Any], name: str) -> str:
    """The value of a field of the header, such as `title` or `params.year`, if it is text or a number."""
    value: Any = fields
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _formula(lines: list[str], at: int) -> list[str]:
    """The lines of a formula between marks of its own, in which environments are part of it."""
    first = lines[at].lstrip()
    mark = next((close for opened, close in (("$$", "$$"), ("\\[", "\\]")) if first.startswith(opened)), "")
    if not mark or mark in first[2:]:
        return []
    for last in range(at + 1, min(at + _LONGEST_FORMULA, len(lines))):
        if mark in lines[last]:
            # R Markdown takes the brackets of LaTeX for marks of a formula too.
            taken = [first, *(_BEGINS_A_BLOCK.sub("{}", line, count=1) for line in lines[at + 1 : last + 1])]
            taken[0], taken[-1] = f"$${first[2:]}", taken[-1].replace(mark, "$$", 1)
            return taken
        if not lines[last].strip():
            break
    return []


def _displayed(lines: list[str], at: int) -> list[str]:
    """The lines of an environment of mathematics, between dollar signs."""
    found = _BEGIN_MATH.match(lines[at])
    if not found:
        return []
    ending = f"\\end{{{found['name']}{found['star']}}}"
    for last in range(at, min(at + _LONGEST_FORMULA, len(lines))):
        if ending in lines[last]:
            label = re.search(r"\\label\{([^{}]*)\}|\(\\#(eq:[^()]*)\)", "\n".join(lines[at : last + 1]))
            whole = [re.sub(r"\(\\#eq:[^()]*\)", "", line) for line in lines[at : last + 1]]
            whole = [_BEGINS_A_BLOCK.sub("{}", line, count=1) if line.strip() else "%" for line in whole]
            whole[0] = f"$${whole[0].lstrip()}"
            tail = f" {{#{(label[1] or label[2])}}}" if label else ""
            whole[-1] = f"{whole[-1].rstrip()}$${tail}"
            return whole
    return []


def _raw(lines: list[str], at: int) -> list[str]:
    """The lines of a table or figure in LaTeX, as Pandoc's raw block of as many lines."""
    found = _BEGIN_RAW.match(lines[at])
    if not found:
        return []
    ending = f"\\end{{{found['name']}}}"
    # At worst, each line begins a table that has no end.
    last = next((each for each in range(at, min(at + _LONGEST_RAW, len(lines))) if ending in lines[each]), at)
    if last - at < 2:
        return []
    # Two lines are joined to others, for the fences take two.
    tail = " ".join(re.sub(r"(?<!\\)%.*", "", line) for line in lines[last - 2 : last + 1])
    return ["```{=latex}", *lines[at : last - 2], tail, "```"]
