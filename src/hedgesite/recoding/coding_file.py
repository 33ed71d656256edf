"""The file of another coding, with the companion's own codes as they stand beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from hedgesite.model.codings import text_hash
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.recoding.recoded import Recoded


@dataclass(frozen=True, slots=True)
class NewCoding:
    """What the file says of the coding besides its codes."""

    who: str
    date: str
    """EDTF."""
    blind_to: tuple[str, ...] = ()
    sample: str = ""
    """How the passages were chosen; empty if it is to be said of them all."""


def coding_file(library: Library, names: EntityIndex, recoded: Recoded, about: NewCoding) -> str:
    """The text of a file for `codings/`. The comparison is with the companion's codes as they are now."""
    ids = list(_compared(library, recoded))
    lines = [
        "# yaml-language-server: $schema=../../schemas/coding.schema.json",
        f"who: {_text(about.who)}",
        f"date: {about.date}",
    ]
    if about.blind_to:
        lines.append(f"blind-to: [{', '.join(map(_text, about.blind_to))}]")
    else:
        lines.append("# What the coder had not seen; without it, readers are told that the coding was not blind.")
        lines.append("# blind-to: [the companion's codes]")
    lines += [
        f"sample: {_text(about.sample or _sample(ids, library))}",
        f"codebook: {_text(_version(library))}",
        *([f"offered: {_list(recoded.offered)}"] if recoded.offered else []),
        "passages:",
    ]
    for id in ids:
        passage = library.passage_by_id[id]
        lines += [
            f"  {id}:",
            f'    text: "{text_hash(passage.block.text)}"',
            f"    codes: {_list(recoded.passages[id]['dimensions'])}",
            f"    first: {_list(names.meant('dimension', passage.annotation.refs('dimensions')))}",
        ]
    return "\n".join(lines) + "\n"


def _compared(library: Library, recoded: Recoded) -> Iterator[str]:
    """Passages that the coder judged. A figure to which neither coder gives a code does not count as agreement."""
    of_text = {passage.id for passage in library.text_passages}
    for passage in library.passages:
        given = recoded.passages.get(passage.id, {})
        if "dimensions" in given and (
            passage.id in of_text or given["dimensions"] or passage.annotation.refs("dimensions")
        ):
            yield passage.id


def _sample(ids: Sequence[str], library: Library) -> str:
    of_text = {passage.id for passage in library.text_passages}
    return "All passages." if of_text <= set(ids) else f"{len(ids)} of the {len(of_text | set(ids))} passages."


def _version(library: Library) -> str:
    """A name of the codebook that changes with its rules."""
    rules = (f"{d.id}\n{d.definition.text}\n{d.applies.text}\n{d.excludes.text}" for d in library.dimensions)
    return f"The codebook with the checksum {hashlib.sha256(chr(10).join(rules).encode()).hexdigest()[:12]}"


def _list(ids: Sequence[str]) -> str:
    return f"[{', '.join(ids)}]"


def _text(text: str) -> str:
    """A scalar on one line, quoted where YAML needs it."""
    line = [" ".join(text.split())]
    dumped: str = yaml.safe_dump(line, allow_unicode=True, width=float("inf"), default_flow_style=True)
    return dumped.strip()[1:-1]
