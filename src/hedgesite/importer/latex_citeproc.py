"""Citations, lists of references and code in LaTeX that Pandoc wrote, as R Markdown and Quarto leave it behind.

Source: Pandoc's default template for LaTeX, and its writer, for citations by citeproc, versions 2.11 to 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from hedgesite.importer.tree import Block, Cite, Cited, Inline, Link
from hedgesite.importer.tree_map import each_inline

_LIST = re.compile(r"\\begin\{CSLReferences\}(?:\s*\{[^{}]*\}){2}")
_ENTRY = re.compile(r"\\leavevmode\s*(?:\\vadjust\s+pre\s*\{)?\\hypertarget\{(?P<key>ref-[^{}]*)\}\{\}\}?%?")
_CITATION = re.compile(r"\\citeproc\s*\{(ref-[^{}]*)\}\s*(?=\{)")


_CODE = re.compile(
    r"(?:\\begin\{Shaded\}\s*)?\\begin\{Highlighting\}(?:\[[^\]]*\])?(?P<code>.*?)"
    r"\\end\{Highlighting\}(?:\s*\\end\{Shaded\})?",
    re.DOTALL,
)
_TOKEN = re.compile(r"\\[A-Za-z]+Tok\{(?P<inner>(?:[^{}\\]|\\[^A-Za-z]|\\textbackslash\{\})*)\}", re.DOTALL)
_SIGNS = {
    r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|", r"\textquotesingle{}": "'",
    r"\textquotedbl{}": '"', r"\textasciitilde{}": "~", r"\textasciigrave{}": "`", r"\^{}": "^",
    "{-}": "-", "{[}": "[", "{]}": "]",
}  # fmt: skip


def with_plain_code(text: str) -> str:
    """The text with code as it was before Pandoc coloured it, in `verbatim`."""
    if "\\end{Highlighting}" not in text:
        return text
    return _CODE.sub(lambda found: f"\\begin{{verbatim}}{_plain(found['code'])}\\end{{verbatim}}", text)


def _plain(code: str) -> str:
    for written, sign in _SIGNS.items():
        code = code.replace(written, sign)
    code = _TOKEN.sub(lambda found: found["inner"], code)
    return re.sub(r"\\([_{}%#$&])", r"\1", code).replace(r"\textbackslash{}", "\\")


def with_marked_entries(text: str) -> str:
    """The text with its list as `thebibliography` and its citations as links to the entries of the list."""
    if "CSLReferences" not in text:
        return text
    text = _LIST.sub(r"\\begin{thebibliography}", text).replace(r"\end{CSLReferences}", r"\end{thebibliography}")
    text = _ENTRY.sub(r"\\bibitem{\g<key>}", text)
    return _CITATION.sub(r"\\hyperlink{\1}", text)


def with_citations(blocks: Iterable[Block], keys: Set[str]) -> tuple[Block, ...]:
    """The blocks with citations in place of links to entries with these keys."""

    def cited(each: Inline) -> tuple[Inline, ...]:
        if isinstance(each, Link) and each.target.removeprefix("#") in keys:
            return (Cite((Cited(each.target.removeprefix("#")),), each.content),)
        return (each,)

    return each_inline(blocks, cited) if keys else tuple(blocks)
