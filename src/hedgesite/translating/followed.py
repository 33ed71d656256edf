"""Which state of its original a text in another language follows: written into its front matter, nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from hedgesite.model.counterparts import Counterpart, hash_of_page, hash_of_passage
from hedgesite.model.library import Library

_HEAD = re.compile(
    r"(?P<before>\ufeff?\s*^---[ \t]*\r?\n)(?P<head>.*?)(?P<after>^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z))", re.S | re.M
)
_FIELD = re.compile(r"^source-hash[ \t]*:.*(?:\r?\n(?:[ \t]+.*|[ \t]*)(?=\r?\n))*\r?\n", re.M)


class UnknownPassagesError(Exception):
    """Ids that no text in the language has; the message names them."""


def with_hashes(library: Library, language: str, ids: Collection[str], texts: Mapping[str, str]) -> Mapping[str, str]:
    """The new texts of the files in which passages or free pages follow their originals as these are now.

    `texts` has the present text of each file by its path as findings show it. Only the field `source-hash` changes.
    Raises UnknownPassagesError for ids that no text in the language has.
    """
    wanted, found = set(ids), dict[str, str]()
    for each in library.counterparts:
        if each.language == language:
            hashes = dict(_hashes(library, each))
            mine = wanted & hashes.keys()
            if mine:
                wanted -= mine
                found[each.file] = _written(texts[each.file], each, {id: hashes[id] for id in mine})
    if wanted:
        raise UnknownPassagesError(", ".join(f"'{id}'" for id in sorted(wanted)))
    return found


def _hashes(library: Library, counterpart: Counterpart) -> Iterator[tuple[str, str]]:
    """The hash of each original that a text has a counterpart of, by id."""
    if counterpart.kind == "page":
        yield from ((page.id, hash_of_page(page.body)) for page in library.pages if page.id == counterpart.id)
        return
    present = {block.id for block in counterpart.body.blocks}
    for section in (each for each in library.sections if each.id == counterpart.id):
        blocks = (block for block in section.body.blocks if block.id in present)
        yield from ((block.id, hash_of_passage(section.body, block)) for block in blocks)


def _written(text: str, counterpart: Counterpart, new: Mapping[str, str]) -> str:
    """The text with other hashes in its front matter."""
    parts = _HEAD.match(text)
    assert parts is not None
    head = _FIELD.sub("", parts["head"], count=1)
    if counterpart.kind == "page":
        field = f'source-hash: "{new[counterpart.id]}"\n'
    else:
        known = {**getattr(counterpart.matter, "source_hash", {}), **new}
        order = [block.id for block in counterpart.body.blocks if block.id in known]
        lines = (f'  {id}: "{known[id]}"\n' for id in (*order, *(id for id in known if id not in order)))
        field = f"source-hash:\n{''.join(lines)}"
    if "\r\n" in parts["before"]:
        field = field.replace("\n", "\r\n")
    return f"{parts['before']}{head}{field}{parts['after']}{text[parts.end() :]}"
