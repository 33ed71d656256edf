"""Reads DOCX and ODT through Pandoc."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer import flat_odt
from hedgesite.importer.bylines import AUTHOR
from hedgesite.importer.citation_fields import Field, sources_of, with_citations
from hedgesite.importer.csl_sources import csl_entries
from hedgesite.importer.document import Document
from hedgesite.importer.docx_charts import Drawn, with_data
from hedgesite.importer.formulas import readable_words
from hedgesite.importer.images import Images
from hedgesite.importer.indentation import without_indentation
from hedgesite.importer.odt_drawings import with_math
from hedgesite.importer.odt_styles import read_marks
from hedgesite.importer.pandoc_json import NoPandocError, pandoc_json
from hedgesite.importer.pandoc_tree import PandocTree
from hedgesite.importer.persons import named
from hedgesite.importer.places import Places
from hedgesite.importer.plain_links import without_program_links
from hedgesite.importer.reading import refused_by_pandoc, unreadable, without_pandoc
from hedgesite.importer.sources import Entry, key_of
from hedgesite.importer.title_by_size import with_title_by_size
from hedgesite.importer.tree import Block, Break, Call, Cite, Para, Style, Styled, Text
from hedgesite.importer.tree_walk import nodes_of, text_of, words_of
from hedgesite.importer.word_files import PackError, cleaned, properties_of
from hedgesite.importer.word_formulas import with_formulas_as_written
from hedgesite.importer.word_pictures import with_alternatives
from hedgesite.importer.word_signs import kind_of
from hedgesite.importer.word_sizes import lines_of
from hedgesite.model.base import SOURCE_KEY_PATTERN
from hedgesite.pandoc import PandocError

_READERS = {".docx": "docx", ".odt": "odt", ".fodt": "odt"}


def read_word(path: Path, shown: str, data: bytes) -> Document:
    """The manuscript in a file of a word processor. Raises UnreadableError if Pandoc is missing or fails."""
    document = Document(Places(shown), images=Images(path.parent))
    ending = kind_of(data, path.suffix.lower())
    try:
        fields: list[Field] = []
        drawn: dict[str, Drawn] = {}
        data = (flat_odt.packed(data) if ending == ".fodt" else None) or data
        packed, images = cleaned(data, document.left_out, fields, ".docx" if ending == ".docx" else ".odt", drawn)
    except PackError as error:
        raise unreadable(shown, f"'{path.name}' {error}", error.remedy) from None
    document.images.packed = images
    blocks, meta, messages = _parsed(path, shown, packed, document)
    blocks = without_indentation(blocks)
    blocks = with_math(blocks) if ending != ".docx" else blocks
    blocks = read_marks(blocks, document.head) if ending != ".docx" else blocks
    document.is_titled = bool(document.head.title)
    blocks = with_alternatives(with_formulas_as_written(with_citations(blocks, fields) if fields else blocks))
    document.blocks = without_program_links(with_data(blocks, drawn) if drawn else blocks)
    for message in messages:
        if message.is_warning:
            problem, remedy = (
                f"Pandoc reports: {message.text[:300]}",
                "see what is missing there, and put it in by hand",
            )
            document.findings.append(Diagnostic(Rule.IMPORT_TEXT, Origin(shown), problem, remedy))
    # The head's own reader tells names from institutions.
    names = _list(meta.pop("author", None))
    document.blocks = (*(Para(_inlines(each, PandocTree()), id=AUTHOR) for each in names), *document.blocks)
    read_pandoc_metadata(meta, document)
    document.entries |= _unique(sources_of(fields))
    document.has_keys = any(isinstance(node, Cite) for node in nodes_of(document.blocks))
    # Word processors write the language that their user once chose: the words decide.
    document.assumed_language = document.head.language or _language_of(data)
    document.head.language = ""
    if not document.head.title:
        with_title_by_size(document, lines_of(packed))
    return document


def _parsed(
    path: Path, shown: str, data: bytes, document: Document
) -> tuple[tuple[Block, ...], dict[str, Any], list[Any]]:
    try:
        return pandoc_json(_READERS[kind_of(data, path.suffix.lower())], data, (), document.left_out)
    except NoPandocError:
        raise without_pandoc(path, shown) from None
    except PandocError as error:
        raise refused_by_pandoc(path, shown, error) from None


def read_pandoc_metadata(meta: dict[str, Any], document: Document) -> None:
    """Title, authors, abstract and date, as Pandoc found them."""
    head, tree = document.head, PandocTree()
    title = _inlines(meta.get("title"), tree)
    if title:
        head.title, document.is_titled = readable_words(title), True
    head.subtitle = head.subtitle or readable_words(_inlines(meta.get("subtitle"), tree))
    if language := words_of(_inlines(meta.get("lang"), tree)):
        head.language = language
    for author in _list(meta.get("author")):
        head.authors += _authors(author, tree)
    abstract = meta.get("abstract")
    if abstract:
        blocks = tree.blocks(abstract["c"]) if abstract["t"] == "MetaBlocks" else (Para(_inlines(abstract, tree)),)
        head.abstracts[""] = list(blocks)
    date = words_of(_inlines(meta.get("date"), tree))
    if found := re.search(r"\d{4}-\d\d-\d\d", date):
        head.dates.setdefault("published", found[0])


def _authors(value: Any, tree: PandocTree) -> list[dict[str, str]]:

    content = _inlines(value, tree)
    line: list[str] = []
    rest: list[str] = []
    notes: list[str] = []
    is_first = True
    for each in content:
        if isinstance(each, Break):
            is_first = False
        elif isinstance(each, Call):
            notes.append(" ".join(map(text_of, each.note)))
        elif isinstance(each, Styled) and each.style is Style.RAISED:
            line.append("\0") if is_first else None
        else:
            (line if is_first else rest).append(words_of((each,)) if not isinstance(each, Text) else each.text)
    names = [part.strip(" ,*\0") for part in re.split(r",|;|\band\b|&|\0", "".join(line))]
    found = [named(name) for name in names if re.search(r"\w", name) and len(name) < 80]
    place = "; ".join(filter(None, (" ".join("".join(rest).split()), *notes)))
    if place and len(found) == 1 and len(place) < 400:
        found[0]["affiliation"] = place
    return found


def _inlines(value: Any, tree: PandocTree) -> tuple[Any, ...]:
    if not isinstance(value, dict):
        return ()
    if value["t"] == "MetaInlines":
        return tree.inlines(value["c"])
    if value["t"] == "MetaString":
        return (Text(value["c"]),)
    if value["t"] == "MetaBlocks":
        return tuple(inline for block in tree.blocks(value["c"]) if isinstance(block, Para) for inline in block.content)
    if value["t"] == "MetaList":
        return tuple(inline for each in value["c"] for inline in _inlines(each, tree))
    return ()


def _list(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def _unique(items: list[Any]) -> dict[str, Entry]:
    """Sources with the keys that their author gave them; else with those of names and years."""
    keys: set[str] = set()
    numbers: dict[str, int] = {}
    found = {}
    for id, entry in csl_entries(items):
        own = str((entry.item or {}).get("citation-key", ""))
        is_free = re.fullmatch(SOURCE_KEY_PATTERN, own) and own not in keys
        key = own if is_free else key_of(entry.persons, "", entry.year, "", keys, numbers)
        keys.add(key)
        found[id] = replace(entry, key=key)
    return found


def _language_of(data: bytes) -> str:
    """The language in the file's properties."""
    language = re.search(rb"<dc:language>([\w-]+)</dc:language>", properties_of(data))
    return language[1].decode() if language else ""
