"""Formulas of word processors, where Pandoc writes what TeX would read otherwise or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.tree import Block, Inline, Math
from hedgesite.importer.tree_map import each_inline

_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
_WRITTEN = (
    # An asterisk behind a name is a product; TeX would look for a command with an asterisk.
    (re.compile(r"(\\(?!operatorname\*|begin|end)[A-Za-z]+)\*"), r"\1 *"),
    (re.compile(rf"\\overset\s*{_GROUP}\s*\{{\s*[︸⏟]\s*\}}"), r"\\underbrace{\1}"),
    (re.compile(rf"\\(?:over|under)set\s*{_GROUP}\s*\{{\s*[︷⏞]\s*\}}"), r"\\overbrace{\1}"),
    (re.compile(r"\\overset\s*\{\s*\\overleftrightarrow\s*\{\s*\}\s*\}"), r"\\overleftrightarrow"),
    (re.compile(r"\\overset\s*\{\s*⃑\s*\}"), r"\\overset{\\rightharpoonup}"),
    (re.compile(r"\\overset\s*\{\s*⃐\s*\}"), r"\\overset{\\leftharpoonup}"),
    (re.compile(r"∯"), r"\\oiint "),
    (re.compile(r"∰"), r"\\oiiint "),
)  # fmt: skip


def with_formulas_as_written(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks whose formulas mean what the word processor shows."""
    return each_inline(blocks, _as_written)


def _as_written(each: Inline) -> tuple[Inline, ...]:
    if not isinstance(each, Math):
        return (each,)
    tex = each.tex
    for pattern, replacement in _WRITTEN:
        tex = pattern.sub(replacement, tex)
    return (replace(each, tex=tex),)
