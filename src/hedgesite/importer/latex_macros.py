"""Definitions of macros in the style files that lie beside a manuscript, which Pandoc does not open.

Source: LaTeX2e unofficial reference manual, "Class and package commands"; The TeXbook, chapter 20, on `\\def`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hedgesite.importer.chapters import decode_latex
from hedgesite.importer.formulas import CHEMISTRY
from hedgesite.importer.latex_citations import OF_PACKAGES
from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.reading import MARKUP_LIMIT, UnreadableError, below, read_bytes

_MOST_FILES = 50
_LONGEST = 300
"""Characters of a definition: a longer one draws a title page or a header rather than saying something."""
_NAMED = re.compile(
    r"(?<!\\)\\(?P<what>usepackage|RequirePackage|RequirePackageWithOptions|documentclass|LoadClass|LoadClassWithOptions)"
    r"\s*(?:\[[^\]]*\]\s*)?\{(?P<names>[^{}]*)\}"
)
_DEFINITION = re.compile(
    r"\\(?P<how>newcommand|providecommand|renewcommand|DeclareRobustCommand|DeclareMathOperator|def|let)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<name>[A-Za-z]+))(?P<arguments>(?:\s*\[[^\]{}]*\]|#[1-9])*)\s*=?\s*"
)
_OF_PANDOC = frozenset(
    {
        "title", "subtitle", "author", "date", "thanks", "maketitle", "abstract", "address", "institute", "email",
        "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "appendix",
        "footnote", "footnotemark", "footnotetext", "caption", "label", "ref", "eqref", "pageref", "autoref", "cref",
        "Cref", "vref", "nameref", "hyperref", "href", "url", "nolinkurl", "item", "emph", "textbf", "textit",
        "textrm", "textsf", "textsc", "texttt", "textsl", "textup", "underline", "uline", "sout", "enquote",
        "includegraphics", "tableofcontents", "bibliography", "bibitem", "printbibliography", "newline", "linebreak",
        "newpage", "clearpage", "cleardoublepage", "noindent", "indent", "centering", "par", "hline", "toprule",
        "midrule", "bottomrule", "multicolumn", "multirow", "verb", "lstinline", "mintinline", "input", "include",
        "textcolor", "color", "colorbox", "mbox", "fbox", "hbox", "vspace", "hspace", "vskip", "hskip", "medskip",
        "smallskip", "bigskip", "today", "LaTeX", "TeX", "ldots", "dots", "textsuperscript", "textsubscript",
        "marginpar",
        "small", "footnotesize", "scriptsize", "tiny", "normalsize", "large", "Large", "LARGE", "huge", "Huge",
        "frontmatter", "mainmatter", "backmatter", "and", "relax", "begingroup", "endgroup", "index", "gls", "Gls",
    }
)  # fmt: skip
"""Commands that Pandoc knows, or that are left out in any case. A class draws them, and means the same."""
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?")
_USED = re.compile(r"\\([A-Za-z]+)")


def with_local_macros(text: str, folder: Path) -> str:
    """The text with the definitions that it needs from style files beside it, on the line of `\\begin{document}`.

    A definition of the text itself comes later, and is not replaced.
    """
    begin = document_begin(text)
    if begin is None:
        return text
    found: dict[str, str] = {}
    for source in _sources(text[: begin[0]], folder):
        found.update(_definitions(source))
    own = {name for name, _ in _definitions(text[: begin[0]])}
    needed = _needed(text[begin[1] :], found)
    lines = "".join(found[name] for name in found if name in needed and name not in own)
    return f"{text[: begin[0]]}{lines}{text[begin[0] :]}"


def with_chemistry(text: str) -> str:
    """The text with `\\ce` of the package mhchem as a formula."""
    begin = document_begin(text)
    if begin is None or not re.search(r"\\ce\s*\{", text) or re.search(r"command\*?\s*\{?\\ce(?![A-Za-z])", text):
        return text
    macro = f"\\newcommand{{\\ce}}[1]{{\\ensuremath{{\\{CHEMISTRY}{{#1}}}}}}"
    return f"{text[: begin[0]]}{macro}{text[begin[0] :]}"


def _needed(body: str, definitions: dict[str, str]) -> set[str]:
    """Names of the definitions that a text uses, and that those use in turn."""
    waiting = {found[1] for found in _USED.finditer(body)} & definitions.keys()
    needed: set[str] = set()
    while waiting:
        needed |= waiting
        used = {found[1] for name in waiting for found in _USED.finditer(definitions[name])}
        waiting = (used & definitions.keys()) - needed
    return needed


def _sources(text: str, folder: Path) -> Iterator[str]:
    """The texts of the style files and classes that a text names, each after those that it names itself."""
    seen: set[Path] = set()

    def read(text: str) -> Iterator[str]:
        for found in _NAMED.finditer(_COMMENT.sub(r"\1\n", text)):
            ending = ".cls" if "lass" in found["what"] else ".sty"
            for name in found["names"].split(","):
                path = below(folder, f"{name.strip()}{ending}")
                if path is None or path in seen or len(seen) >= _MOST_FILES:
                    continue
                seen.add(path)
                try:
                    source, _ = decode_latex(read_bytes(path, path.name, MARKUP_LIMIT), path.name)
                except UnreadableError:
                    # Its macros stay unknown, and are reported where they stand.
                    continue
                yield from read(source)
                yield source

    return read(text)


def _definitions(source: str) -> Iterator[tuple[str, str]]:
    """The short definitions of a text that use nothing internal, each on one line, by name."""
    source = _COMMENT.sub(r"\1", source)
    for found in _DEFINITION.finditer(source):
        end = _end(source, found.end())
        written = " ".join(source[found.start() : end].split())
        if end > found.end() and len(written) <= _LONGEST and "@" not in written:
            name = found["braced"] or found["name"]
            if name in _OF_PANDOC or name in OF_PACKAGES:
                continue
            # Of two definitions the first one would count, and a class redefines what Pandoc knows better.
            yield name, re.sub(r"^\\(?:renewcommand|DeclareRobustCommand)", r"\\newcommand", written)


def _end(source: str, start: int) -> int:
    """The end of the group or the command that begins at an offset; the offset itself if there is neither."""
    command = re.compile(r"\\(?:[A-Za-z]+|.)").match(source, start)
    if command:
        return command.end()
    if source[start : start + 1] != "{":
        return start
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start, start + 4 * _LONGEST):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth and found[0] == "}":
            return found.end()
    return start
