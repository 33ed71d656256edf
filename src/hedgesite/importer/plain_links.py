"""Links of word processors as words: those of programs for references, and those within lists of references."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.tree import Block, Inline, Link, Styled, Text
from hedgesite.importer.tree_map import each_inline
from hedgesite.importer.tree_walk import words_of
from hedgesite.model.dois import without_resolver

_OF_A_PROGRAM = re.compile(
    r"https?://(?:www\.)?(?:zotero\.org/google-docs|paperpile\.com/[a-z]/|mendeley\.com/(?:reference-manager|catalogue))"
)
"""Addresses that a program puts under a citation or an entry, to find it again; they mean nothing to readers."""


def without_program_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without the links that programs for references put into the text; their words stay."""

    def opened(each: Inline) -> tuple[Inline, ...]:
        return each.content if isinstance(each, Link) and _OF_A_PROGRAM.match(each.target) else (each,)

    return each_inline(blocks, opened)


def unlinked(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The words of an entry; an address that its links have and its words have not stands behind them."""
    content = tuple(content)
    words = words_of(content)
    missing: list[str] = []

    def opened(each: Inline) -> tuple[Inline, ...]:
        if isinstance(each, Styled):
            return (replace(each, content=tuple(inner for found in each.content for inner in opened(found))),)
        if not isinstance(each, Link):
            return (each,)
        address = each.target.strip()
        if words_of(each.content).strip() == address:
            # Brackets around an address tell where it ends.
            return (each,)
        identifier = without_resolver(address).removeprefix("mailto:")
        if re.match(r"https?://", address) and identifier not in words and not _OF_A_PROGRAM.match(address):
            missing.append(address)
        return tuple(inner for found in each.content for inner in opened(found))

    shown = tuple(inner for found in content for inner in opened(found))
    return (*shown, *(Text(f" {address}") for address in dict.fromkeys(missing)))
