"""The languages that pages can be in, each with what its catalogue says of how it was made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parents[2] / "src" / "hedgesite" / "locale"
_SENTENCE_END = re.compile(r"(?<=\.)\s+")


def catalogues() -> tuple[Path, ...]:
    """The catalogue of each language."""
    return tuple(sorted(CATALOGUES.glob("*/LC_MESSAGES/hedgesite.po")))


def how_made(header: str) -> str:
    """The sentences of a catalogue's header comment that say how it was made; empty where none does."""
    text = " ".join(line.lstrip("#").strip() for line in header.splitlines())
    return " ".join(each for each in _SENTENCE_END.split(text) if re.search(r"\bmade\b", each))


def _languages() -> str:
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield from ("| language | catalogue | how it was made |", "|---|---|---|")
    for path in catalogues():
        language = path.parts[-3]
        with path.open("rb") as opened:
            made = how_made(read_po(opened, locale=language).header_comment)
        link = f"[`{language}`](../../{path.relative_to(CATALOGUES.parents[2]).as_posix()})"
        yield f"| {Locale.parse(language).english_name} | {link} | {made.replace('|', chr(92) + '|')} |"


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"languages": _languages})
