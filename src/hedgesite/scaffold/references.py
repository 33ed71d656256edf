"""Brings a bibliography that a reference manager exported to BibLaTeX: it may be BibTeX, CSL-JSON or RIS."""

from __future__ import annotations

import json
import re

from hedgesite.load.bibtex.from_csl import bib_file
from hedgesite.messages import shortened
from hedgesite.scaffold.ris_reader import RIS, read_ris

_OTHERS = (
    (re.compile(r"PMID *- |[A-Z]{2,4} *- .*\n(?:.*\n){0,40}?PMID *- "), "PubMed", "import it into Zotero, and export"),
    (re.compile(r"%[0A] \w.*"), "EndNote", "export it as RIS or BibTeX, or import it into Zotero, and export"),
    (
        re.compile(r"(?:FN .*\n)?VR \d"),
        "the Web of Science",
        "export it as BibTeX or RIS, or import it into Zotero, and export",
    ),
    (re.compile(r"RT \w"), "RefWorks", "export it as RIS or BibTeX, or import it into Zotero, and export"),
    (
        re.compile(r"\"?Authors?\"?[,;\t]|.*[,\t]\"?Title\"?[,\t]"),
        "a database, as a table",
        "export it as BibTeX or RIS, or import it into Zotero, and export",
    ),
)
"""How tagged exports of other programs begin, whose they are, and how one gets a bibliography from them."""


class ReferencesError(ValueError):
    """The file is none of the formats, or cannot be read; the message gives the reason and the remedy."""


def as_bib(text: str) -> tuple[str, str]:
    """The text of a `.bib` file, and the name of the format that it had. Raises ReferencesError."""
    beginning = text.lstrip("\ufeff \t\r\n")
    if beginning[:1] in {"[", "{"}:
        return bib_file(_items(beginning)), "CSL-JSON"
    if RIS.search(beginning):
        return bib_file(read_ris(beginning)), "RIS"
    if beginning.startswith("<"):
        raise ReferencesError("it is XML or HTML; export it as BibLaTeX, CSL-JSON or RIS")
    if beginning and not re.search(r"@\s*\w+\s*[{(]", beginning):
        for pattern, program, remedy in _OTHERS:
            if pattern.match(beginning):
                raise ReferencesError(f"it is an export of {program}; {remedy} it from there as BibLaTeX")
        # A bibliography may consist of comments so far.
        if beginning.startswith("%"):
            return text, "BibTeX"
        problem = f"'{shortened(beginning.splitlines()[0])}' begins neither BibTeX nor CSL-JSON nor RIS"
        raise ReferencesError(f"{problem}; export it in one of these formats")
    return text, "BibTeX"


def _items(text: str) -> list[dict[str, object]]:
    """The items of CSL-JSON: a list, a mapping with the list under `items`, or a single item."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReferencesError(f"it is not valid JSON ({error}); export it again") from None
    items = data.get("items", [data]) if isinstance(data, dict) else data
    for number, item in enumerate(items if isinstance(items, list) else [items], start=1):
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            raise ReferencesError(f"its item {number} is none of CSL-JSON; export it as CSL-JSON")
    return list(items)
