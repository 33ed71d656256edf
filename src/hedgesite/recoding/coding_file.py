"""The file of another coding, with the companion's own codes as they stand beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
    ids = [passage.id for passage in library.passages if "dimensions" in recoded.passages.get(passage.id, ())]
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


def _sample(ids: Sequence[str], library: Library) -> str:
    number = len(library.passages)
    return "All passages." if len(ids) == number else f"{len(ids)} of the {number} passages."


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
