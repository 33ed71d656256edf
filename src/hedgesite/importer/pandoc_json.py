"""Runs Pandoc on a document and gives its tree, its metadata and its messages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from hedgesite.importer.pandoc_tree import PandocTree
from hedgesite.importer.tree import Block
from hedgesite.pandoc import Message, PandocError, convert, pandoc

_LIMIT = 256 * 1024 * 1024
"""Bytes of JSON: some fifty times those of the text."""
_CONTROL = re.compile(r"(?<!\\)(?P<before>(?:\\\\)*)\\(?:[bf]|u00(?:0[0-8bcef]|1[0-9a-f]|7f))")
"""A control character in JSON. Macros of fonts leave some behind, and no content file may hold them."""


class NoPandocError(Exception):
    """Pandoc is not installed."""

    def __init__(self) -> None:
        super().__init__("Pandoc is not installed")


def pandoc_json(
    format: str, data: bytes, arguments: Sequence[str] = (), lost: Counter[str] | None = None
) -> tuple[tuple[Block, ...], dict[str, Any], list[Message]]:
    """Read `data` in a format that Pandoc knows. Raises NoPandocError and PandocError."""
    program = pandoc()
    if program is None:
        raise NoPandocError
    text, messages = convert(program, ["--verbose", f"--from={format}", "--to=json", *arguments], data, most=_LIMIT)
    try:
        document = json.loads(_CONTROL.sub(r"\g<before>", text))
    except (ValueError, RecursionError):
        raise PandocError("gives a tree that is too deep to be read") from None
    tree = PandocTree(Counter() if lost is None else lost)
    try:
        return tree.blocks(document["blocks"]), document["meta"], messages
    except RecursionError:
        raise PandocError("gives a tree that is too deep to be read") from None
