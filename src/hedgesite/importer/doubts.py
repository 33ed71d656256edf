"""What an author should look at after an import: what is missing, was guessed, or could not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.bibliography import Merged
from hedgesite.importer.document import Document
from hedgesite.importer.images import NAMELESS
from hedgesite.importer.layout import Layout
from hedgesite.importer.page_breaks import Unbroken
from hedgesite.importer.places import Places
from hedgesite.importer.reference_list import ReferenceList
from hedgesite.importer.sections import Part, Written
from hedgesite.importer.tally import left_out
from hedgesite.importer.tree_walk import text_of
from hedgesite.importer.unlisted import cited_in_notes, references_as_text
from hedgesite.messages import shortened


def of_list(places: Places, layout: Layout) -> Iterator[Diagnostic]:
    """What to see about a list of references that has no heading."""
    if layout.is_untitled_list:
        first = layout.references[0]
        problem = (
            f"the last {len(layout.references)} paragraphs are taken for the list of references, which has no heading"
        )
        yield places.finding(Rule.IMPORT_DOUBT, first.line, text_of(first), problem, "see whether the list is whole")


def of_breaks(places: Places, unbroken: Unbroken) -> Iterator[Diagnostic]:
    """What to see about paragraphs that a page parted, or may have parted."""
    for block in unbroken.joined:
        words = text_of(block)
        problem = f"'{shortened(words, 40)}' is joined to the paragraph before, which does not end"
        yield places.finding(Rule.IMPORT_DOUBT, block.line, words, problem, "part the two if they are two passages")
    for block in unbroken.unsure:
        words = text_of(block)
        problem = f"the paragraph before '{shortened(words, 40)}' does not end"
        yield places.finding(Rule.IMPORT_TEXT, block.line, words, problem, "join the two if they are one passage")


def doubts(
    document: Document, listed: ReferenceList, merged: Merged, written: Written, parts: Sequence[Part]
) -> Iterator[Diagnostic]:
    """What to see about the rest of a manuscript."""
    places, head = document.places, document.head
    for name, value in (("title", head.title), ("authors", head.authors), ("abstract", head.abstract)):
        if not value:
            remedy = f"write its '{name}' into article.yml, in place of the placeholder"
            yield places.finding(Rule.IMPORT_HEAD, 1, "", f"the manuscript's head gives no {name}", remedy)
    if head.is_title_guessed:
        problem = f"'{shortened(head.title, 60)}' is taken for the title, since it stands out above the text"
        yield places.finding(
            Rule.IMPORT_DOUBT, 1, head.title, problem, "correct 'title' in article.yml if it is another"
        )
    problem = "the companion publishes the article's own text" + (
        f", under {head.licence['name']}" if head.licence else ""
    )
    remedy = "say by what right in 'licence' or 'acknowledgement' of article.yml, then remove 'draft'"
    yield places.finding(Rule.IMPORT_HEAD, 1, "", problem, remedy)
    for block in (*head.left_over, *listed.others):
        words = shortened(text_of(block))
        problem = (
            f"no field is found for '{words}'"
            if block in head.left_over
            else f"'{words}' is in the list of references, but is not an entry"
        )
        remedy = "move it to where it belongs; pages/from-the-manuscript.md holds it"
        rule = Rule.IMPORT_HEAD if block in head.left_over else Rule.IMPORT_TEXT
        yield places.finding(rule, block.line, text_of(block), problem, remedy)
    if not listed.sources and not document.entries and not merged.keys:
        remedy = "put a heading such as References above it"
        yield places.finding(Rule.IMPORT_REFERENCE, 1, "", "the manuscript has no list of references", remedy)
        yield from _cited_in_notes(places, parts)
    yield from _of_writing(document, written, parts)
    if merged.unused:
        problem = f"{merged.unused} entries of the bibliography are not cited, and are left out"
        yield places.finding(Rule.IMPORT_REFERENCE, 1, "", problem, "copy those that you need into references.bib")


def _cited_in_notes(places: Places, parts: Sequence[Part]) -> Iterator[Diagnostic]:
    """A finding for each note that cites a work; one for all where no line could tell them apart."""
    found = list(cited_in_notes(block for part in parts for block in part.blocks))
    remedy = "add the work to references.bib, and cite it by its key"
    if len(found) > 1 and not places.text:
        words = shortened(found[0][1], 60)
        problem = f"{len(found)} notes cite works that are no sources of the companion, such as '{words}'"
        yield places.finding(Rule.IMPORT_CITATION, 1, "", problem, remedy.replace("the work", "each work"))
        return
    for line, words in found:
        problem = f"the note '{shortened(words, 60)}' cites a work that is no source of the companion"
        yield places.finding(Rule.IMPORT_CITATION, line, words, problem, remedy)


def _of_writing(document: Document, written: Written, parts: Sequence[Part]) -> Iterator[Diagnostic]:
    places = document.places
    if not any(part.blocks for part in parts):
        yield places.finding(
            Rule.IMPORT_MANUSCRIPT, 1, "", "the manuscript gives no section", "see whether its text is in another file"
        )
    texts = () if document.is_marked_up else (block for part in parts for block in part.blocks)
    for block, number in references_as_text(texts):
        problem = f"{number} paragraphs from here on look like references, but stand in the text"
        remedy = "put a heading such as References above them, and import again"
        yield places.finding(Rule.IMPORT_MANUSCRIPT, block.line, text_of(block), problem, remedy)
    for name, why in document.images.missing.items():
        what = "an image" if name == NAMELESS else f"the image '{name}'"
        problem, remedy = f"{what} is not shown: {why}", "replace its placeholder in figures/"
        yield Diagnostic(Rule.IMPORT_TEXT, places.of(name), problem, remedy)
    for name, pages in document.images.in_part.items():
        problem = f"the image '{name}' has {pages} pages, of which the first one is shown"
        yield Diagnostic(Rule.IMPORT_DOUBT, places.of(name), problem, "see whether it is the one that is meant")
    for line, words in written.writer.doubts:
        problem = f"'{words}' is written without its styles, or differs"
        yield places.finding(Rule.IMPORT_TEXT, line, words, problem, "compare it with the manuscript")
    for what, number in (*document.left_out.items(), *written.writer.lost.items()):
        if number:
            yield places.finding(Rule.IMPORT_TEXT, 1, "", *left_out(what, number))
