"""Commands of LaTeX within Markdown, as authors for R Markdown and Quarto write them, made Markdown.

Source: Pandoc User's Guide, "Raw TeX"; the manuals of natbib and biblatex for the commands of citing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = {
    **dict.fromkeys(("emph", "textit", "textsl", "underline", "uline", "foreignquote"), ("*", "*")),
    **dict.fromkeys(("textbf", "mathbf"), ("**", "**")),
    **dict.fromkeys(("text", "mbox", "textrm", "textsf", "textsc", "textnormal", "texttt"), ("", "")),
    **dict.fromkeys(("footnote", "thanks", "endnote"), ("^[", "]")),
    "textsuperscript": ("^", "^"), "textsubscript": ("~", "~"), "sout": ("~~", "~~"), "url": ("<", ">"),
    "enquote": ("“", "”"),
}  # fmt: skip
"""What stands before and after the argument of a command."""
_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "S": "§", "P": "¶",
    "textdegree": "°", "LaTeX": "LaTeX", "TeX": "TeX", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ",
    "hfill": " ", "hfil": " ", "vfill": " ", "noindent": "", "indent": "", "newpage": "", "clearpage": "",
    "pagebreak": "", "bigskip": "", "medskip": "", "smallskip": "", "centering": "", "par": " ", "small": "",
    "footnotesize": "", "normalsize": "", "large": "", "protect": "", "itshape": "", "bfseries": "", "xspace": "",
}  # fmt: skip
_LAYOUT = frozenset(
    {"vspace", "hspace", "label", "pagestyle", "thispagestyle", "phantomsection", "addcontentsline", "setlength",
     "singlespacing", "doublespacing", "linespread", "fontsize", "selectfont", "bibliographystyle", "bibliography",
     "printbibliography", "vskip", "hskip", "index", "pdfbookmark", "captionsetup",
     "spacing", "setstretch", "pagenumbering", "color", "pagecolor", "hypersetup"}
)  # fmt: skip
"""Commands that say only how the text is printed: they go, with what stands in their braces."""
_COLOURS = frozenset({"textcolor", "colorbox"})
"""Commands of which the second argument is what they show."""
_NARRATIVE = frozenset(
    {"citet", "textcite", "Textcite", "Citet", "citeA", "citeauthor", "citealt", "shortciteA", "cite*"}
)
_YEAR_ONLY = frozenset({"citeyear", "citeyearpar", "citeyearNP"})
_SKIPPED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<code>`[^`\n]+`|\$\$[^$]+\$\$|\$[^$\n]+\$|\\[^A-Za-z])"
    r"|\\(?P<name>[A-Za-z]+\*?)(?P<options>(?:\[[^\[\]\n{}]{0,300}\]){0,2})(?P<open>\{)?|(?P<brace>[{}])"
)
_CITE = re.compile(
    r"(?:[Aa]uto|[Pp]aren|[Tt]ext|[Ff]oot|[Ss]mart|super|short)?[Cc]ite(?:[pt]|A|alp|alt|year|yearpar|yearNP|author|NP)?\*?"
)
QUOTING = "quote|quotation|displayquote|blockquote|citacao|citação|cita|zitat"
"""Environments of quotations."""
_QUOTES = re.compile(rf"^[ \t]*\\(?P<edge>begin|end)\{{(?:{QUOTING})\}}(?:\[[^\[\]\n]*\])?[ \t]*$", re.MULTILINE)
_TEX = re.compile(r"\\[A-Za-z]{2}|\\[SP]\b")


def without_tex(text: str) -> str:
    """The text with as many lines, and with Markdown for the commands that have their like in it.

    Code and formulas stay as they are, and so do commands that are not known.
    """
    if not _TEX.search(text):
        return text
    parts: list[str] = []
    end = 0
    for found in _SKIPPED.finditer(text):
        parts += [_rewritten(_quoted(text[end : found.start()])), found[0]]
        end = found.end()
    return "".join([*parts, _rewritten(_quoted(text[end:]))])


def _quoted(text: str) -> str:
    """The text with the marks of a quotation before its lines, instead of an environment around them."""
    if not _QUOTES.search(text):
        return text
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if found := _QUOTES.match(line):
            depth = max(0, depth + (1 if found["edge"] == "begin" else -1))
            lines.append("")
        else:
            lines.append(f"> {line.strip()}" if depth else line)
    return "\n".join(lines)


def _rewritten(text: str) -> str:
    tokens = list(_TOKEN.finditer(text))
    closing = _closing(tokens)
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(_edits(text, tokens, closing)):
        # What lies in a command that is gone is gone with it.
        if start >= at:
            parts += [text[at:start], new, "\n" * text.count("\n", start, end)]
            at = end
    return "".join([*parts, text[at:]])


def _closing(tokens: list[re.Match[str]]) -> dict[int, int]:
    """Offsets of closing braces by those of the opening ones."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for token in tokens:
        if token["open"]:
            waiting.append(token.end("open") - 1)
        elif token["brace"] == "{":
            waiting.append(token.start())
        elif token["brace"] == "}" and waiting:
            found[waiting.pop()] = token.start()
    return found


def _edits(text: str, tokens: list[re.Match[str]], closing: dict[int, int]) -> Iterator[tuple[int, int, str]]:
    """Yield a start offset, an end offset and the Markdown that replaces the LaTeX between them."""
    for token in tokens:
        name = token["name"]
        if not name:
            continue
        close = closing.get(token.end() - 1) if token["open"] else None
        bare = name.removesuffix("*")
        if close is not None and _CITE.fullmatch(name):
            yield token.start(), close + 1, _citation(name, token["options"], text[token.end() : close])
        elif close is not None and bare == "href" and text[close + 1 : close + 2] == "{":
            last = closing.get(close + 1)
            if last is not None:
                yield token.start(), close + 2, "["
                yield last, last + 1, f"]({text[token.end() : close]})"
        elif close is not None and bare in _COLOURS and (last := closing.get(close + 1)) is not None:
            yield token.start(), close + 2, ""
            yield last, last + 1, ""
        elif close is not None and bare in _LAYOUT:
            yield token.start(), close + 1, ""
        elif close is not None and bare in _PAIRS:
            before, after = _PAIRS[bare]
            yield token.start(), token.end(), before
            yield close, close + 1, after
        elif name in _SIGNS:
            end = token.end() if not token["open"] else token.end() - 1
            end = close + 1 if close is not None and close == token.end() else end
            yield token.start(), end, _SIGNS[name]
        elif bare in _LAYOUT and not token["open"]:
            yield token.start(), token.end(), ""


def _citation(name: str, options: str, keys: str) -> str:
    names = [key.strip() for key in keys.split(",") if key.strip()]
    given = [each.strip() for each in re.findall(r"\[([^\[\]]*)\]", options)]
    before, after = (given[0], given[1]) if len(given) == 2 else ("", given[0] if given else "")
    bare = name.removesuffix("*")
    if not names:
        return ""
    if bare in _NARRATIVE and len(names) == 1 and not before:
        return f"@{names[0]}" + (f" [{_locator(after)}]" if after else "")
    sign = "-@" if bare in _YEAR_ONLY else "@"
    listed = "; ".join(f"{sign}{key}" for key in names)
    written = f"[{f'{before} ' if before else ''}{listed}{f', {_locator(after)}' if after else ''}]"
    return f"^{written}" if bare.casefold().startswith("footcite") else written


def _locator(words: str) -> str:
    return words.replace("~", " ")
