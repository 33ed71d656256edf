"""Converts a manuscript into the files of a companion; the steps are in order here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Report
from hedgesite.importer.article_file import article_yaml
from hedgesite.importer.bibliography import Merged, used_entries
from hedgesite.importer.block_text import block_text
from hedgesite.importer.captions import with_captions
from hedgesite.importer.citation_style import with_style
from hedgesite.importer.citations import Found
from hedgesite.importer.citing import Cited, resolve
from hedgesite.importer.contents_list import without_contents
from hedgesite.importer.convert import read_manuscript
from hedgesite.importer.document import Document
from hedgesite.importer.doubts import doubts, of_breaks, of_list
from hedgesite.importer.head_reader import read_head, take_thanks
from hedgesite.importer.known_targets import with_known_targets
from hedgesite.importer.language_guess import with_language
from hedgesite.importer.layout import Layout, lay_out, relevelled
from hedgesite.importer.layout_tables import without_layout_tables
from hedgesite.importer.manubot import resolve_identifiers
from hedgesite.importer.page_breaks import Unbroken, join_broken
from hedgesite.importer.printed_notes import with_printed_notes
from hedgesite.importer.read_latex import APPENDIX
from hedgesite.importer.read_markdown import markdown_document
from hedgesite.importer.reference_list import ReferenceList, read_reference_list
from hedgesite.importer.sections import Written, as_yaml, parts_of, write_sections
from hedgesite.importer.sources import Entry, as_bib
from hedgesite.importer.stray_abstracts import take_stray_abstracts
from hedgesite.importer.tally import Row, rows_of
from hedgesite.importer.text import Manuscript
from hedgesite.importer.title_headings import name_of
from hedgesite.importer.titles import OPENINGS
from hedgesite.importer.tree import Block, Heading, Para, Text
from hedgesite.importer.tree import Cited as CitedKey
from hedgesite.importer.tree import Written as WrittenCitation
from hedgesite.importer.tree_walk import nodes_of, text_of, words_of


@dataclass(frozen=True, slots=True)
class Imported:
    """A companion made from a manuscript, not yet written to disk."""

    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts by path below the content directory."""
    title: str = "Untitled"
    author: str = "Unknown"
    """The first author, as `Family, Given`."""
    images: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    report: Report = field(default_factory=Report)
    brackets: tuple[Found, ...] = ()
    """Every bracket that cites by author and year, or seems to: those of the text, then those of the notes."""
    rows: tuple[Row, ...] = ()
    """How many of each kind reached the companion, worst first."""
    citations: tuple[int, int] = (0, 0)
    """The number of citations, and the number of those that were resolved."""
    sections: int = 0
    passages: int = 0
    sources: int = 0


def import_file(path: Path, shown_path: str) -> Imported:
    """Import the manuscript in a file. Raises UnreadableError if the file gives no manuscript."""
    return import_document(read_manuscript(path, shown_path))


def import_text(manuscript: Manuscript) -> Imported:
    """Import a manuscript in Markdown that lies in no folder."""
    return import_document(markdown_document(manuscript.text, manuscript.file))


def import_document(document: Document) -> Imported:
    """Make a companion of a manuscript."""
    findings: list[Diagnostic] = []
    # Templates of JATS have names without letters.
    document.head.authors = [each for each in document.head.authors if each.get("family") or each.get("given")]
    blocks = with_captions(without_layout_tables(without_contents(document.blocks, document.left_out)))
    blocks = _with_appendix(with_printed_notes(blocks, document.places, findings))
    layout = lay_out(blocks, titled=document.is_titled, marked=document.is_marked_up)
    findings += with_language(document, layout.body)
    front = take_stray_abstracts(_read_front(document, layout), document.head)
    unbroken = Unbroken(list(front)) if document.is_marked_up else join_broken(front)
    findings += of_breaks(document.places, unbroken)
    findings += of_list(document.places, layout)
    body = unbroken.blocks
    listed = _references(document, layout, body)
    merged = _merged(document, blocks)
    sources = _sources(document, listed, merged)
    cited = resolve((*body, *_sub_articles(document)), document, listed, merged, sources)
    unstyled = with_style(document, cited)
    parts = parts_of(cited.blocks, document.head.title)
    written = write_sections(parts, document.images.place)
    files = _files(document, written, sources, merged, cited)
    findings = [*document.findings, *findings, *listed.findings, *merged.findings, *cited.findings]
    findings += [unstyled] if unstyled else []
    findings += doubts(document, listed, merged, written, parts)
    number = len({source.key for source in sources} | set(merged.keys.values()))
    return Imported(
        files=MappingProxyType(files),
        title=document.head.title or "Untitled",
        author=_first_author(document),
        images=MappingProxyType(document.images.files),
        report=Report.of(findings),
        brackets=cited.brackets,
        rows=rows_of(document, written, cited, number),
        citations=(cited.found, cited.resolved),
        sections=len(parts),
        passages=written.passages,
        sources=number,
    )


def _merged(document: Document, blocks: Sequence[Block]) -> Merged:
    """The entries of the manuscript's bibliographies that it cites; identifiers that it cites become sources."""
    used = _used(document, blocks)
    merged = used_entries(document.bibliographies, used, keeps_all=document.keeps_all)
    resolve_identifiers(set(used) - set(merged.keys) - set(document.entries), document)
    return merged


def _files(
    document: Document, written: Written, sources: Sequence[Entry], merged: Merged, cited: Cited
) -> dict[str, str]:
    """Texts by path below the content directory."""
    writer = written.writer
    files = with_known_targets(written.files)
    bibliography = "\n\n".join(filter(None, (*merged.parts, as_bib(sources)))).rstrip()
    files["references.bib"] = f"{bibliography}\n" if bibliography else ""
    files["article.yml"] = article_yaml(document.head, lambda block: block_text(block, writer.inlines()))
    if page := _page(cited.aside, written):
        files["pages/from-the-manuscript.md"] = page
    return files


def _first_author(document: Document) -> str:
    first = next(iter(document.head.authors), {"family": "Unknown"})
    return f"{first['family']}, {first['given']}" if first.get("given") else first["family"]


def _with_appendix(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which the headings after LaTeX's `\\appendix` are those of appendices."""
    kept: list[Block] = []
    is_after = False
    for block in blocks:
        if isinstance(block, Para) and words_of(block.content).strip() == APPENDIX:
            is_after = True
        elif is_after and isinstance(block, Heading) and not block.classes:
            kept.append(replace(block, classes=("appendix",)))
        else:
            kept.append(block)
    return tuple(kept)


def _read_front(document: Document, layout: Layout) -> list[Block]:
    head = document.head
    if layout.title is not None:
        head.title = " ".join(words_of(layout.title.content).split())
    if document.has_head:
        return take_thanks([*layout.head, *layout.body], head)
    first = next((name_of(block) for block in layout.body if isinstance(block, Heading)), "")
    opening = read_head(layout.head, head, opening=first if first in OPENINGS else "", has_sections=bool(first))
    return take_thanks([*opening, *layout.body], head)


def _references(document: Document, layout: Layout, body: Sequence[Block]) -> ReferenceList:
    text = "\n".join(map(text_of, body))
    # A list that a reference manager wrote repeats the sources of its fields; JATS tells its own apart by their ids.
    known = () if document.listed or document.order else document.entries.values()
    return read_reference_list((*layout.references, *document.listed), document.places.file, text, known)


def _used(document: Document, blocks: Sequence[Block]) -> frozenset[str]:
    keys: set[str] = set()
    for node in nodes_of((tuple(blocks), tuple(document.head.abstracts.get("", ())))):
        if isinstance(node, CitedKey):
            keys.add(node.key)
        elif isinstance(node, WrittenCitation):
            keys.update(node.keys)
    return frozenset(keys)


def _sources(document: Document, listed: ReferenceList, merged: Merged) -> list[Entry]:
    taken = set(merged.keys.values())
    found: list[Entry] = []
    for entry in (*document.entries.values(), *listed.sources):
        if entry.key not in taken:
            taken.add(entry.key)
            found.append(entry)
    return found


def _sub_articles(document: Document) -> Iterator[Block]:
    for title, language, blocks in document.parts:
        classes = ("sub-article", *((f"lang-{language}",) if language else ()))
        yield Heading(1, (Text(title),), classes=classes)
        yield from relevelled(blocks, 1)


def _page(blocks: Sequence[Block], written: Written) -> str:
    """A page with what the manuscript says that no field and no section has."""
    texts, definitions = written.writer.section(blocks)
    if not texts:
        return ""
    matter = as_yaml({"title": "From the manuscript", "short": "From the manuscript"})
    return f"---\n{matter}---\n\n" + "\n\n".join([*texts, *definitions]) + "\n"


__all__ = ["Cited", "Imported", "import_document", "import_file", "import_text"]
