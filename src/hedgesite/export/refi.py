"""REFI-QDA: codebook and coded passages for programs of qualitative analysis (NVivo, ATLAS.ti, MAXQDA, QualCoder, …).

Source: "REFI-QDA: Exchange of processed data between qualitative data analysis software packages", version 1.5: its two
XML schemas, section 8 (the archive) and section 10.2 (positions are code points, the first of the file is 0; its
examples show that the end is that after the last one of the selection).

Codes are the dimensions of the codebook below the framework that they belong to, and parts below their dimensions.
The project adds whatever else the passages are coded to: hypotheses, actors, events, and roles other than analysis.
Every section is a plain-text source. A passage that is coded or annotated is a selection named by its id; a coded span
is one named by that id and its words. GUIDs follow from the article's title and the ids, so that a later export updates
an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hedgesite.derive import EvidenceRecord
from hedgesite.export.archive import archive
from hedgesite.export.context import Context, place_in_article, spoken_locator
from hedgesite.export.guids import Guids, spans_of
from hedgesite.export.texts import SectionText
from hedgesite.export.xml_files import add, add_text, document, root
from hedgesite.messages import shortened
from hedgesite.model.clauses import span_name
from hedgesite.model.content import Dimension
from hedgesite.model.evidence import Relation
from hedgesite.model.front_matter import Annotation
from hedgesite.model.kinds import kind_of, references_of
from hedgesite.model.library import Passage, Section
from hedgesite.model.word_lists import ANALYSIS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ORIGIN = "hedgesite"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_PROJECT = "urn:QDA-XML:project:1.0"


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its subcodes. A code without a colour only groups others."""

    kind: str
    id: str
    name: str
    description: str = ""
    colour: str = ""
    codable: bool = True
    parts: tuple[Code, ...] = ()


def codebook_qdc(context: Context) -> bytes:
    """The dimensions as a codebook file. There must be at least one."""
    top = root("CodeBook", _CODEBOOK, origin=_ORIGIN)
    _add_codes(top, (_dimensions(context),), Guids.of_article(context))
    return document(top)


def project_qdpx(context: Context) -> bytes:
    """The codebook, the sections and their coded passages as a project file. There must be a section."""
    guids = Guids.of_article(context)
    texts = {section.id: context.texts.section(section) for section in context.library.sections}
    article = context.library.article
    user = guids.of("user", "companion")
    top = root("Project", _PROJECT, name=article.title, origin=_ORIGIN, creatingUserGUID=user)
    users = add(top, "Users")
    add(users, "User", guid=user, name=_makers(context))
    for comparison in context.derived.comparisons:
        add(users, "User", guid=guids.of("user", f"coding:{comparison.id}"), name=str(comparison.coding.who))
    if codes := tuple(_project_codes(context)):
        _add_codes(add(top, "CodeBook"), codes, guids)
    sources = add(top, "Sources")
    for section in context.library.sections:
        _add_source(sources, context, section, texts[section.id], guids)
    add_text(top, "Description", _about(context))
    files = {f"sources/{guids.of('text', id)}.txt": text.text.encode() for id, text in texts.items()}
    return archive({"project.qde": document(top), **files})


def _dimensions(context: Context) -> Code:
    codebook = context.library.codebook
    assert codebook is not None
    prose, levels = context.texts.prose, context.library.levels
    by_id = {dimension.id: dimension for dimension in codebook.dimensions}

    def code(dimension: Dimension) -> Code:
        description = (
            f"{prose(dimension.definition)}\n\nApplies: {prose(dimension.applies)}"
            f"\n\nDoes not apply: {prose(dimension.excludes)}"
        )
        below = tuple(code(by_id[id]) for id in levels.parts_of.get(dimension.id, ()))
        return Code("dimension", dimension.id, dimension.name, description, dimension.colour, parts=below)

    parts = tuple(code(each) for each in codebook.dimensions if each.id not in levels.parent_of)
    framework = codebook.framework
    about = _paragraphs(prose(framework.description), context.release)
    return Code("group", "framework", framework.name, about, codable=False, parts=parts)


def _project_codes(context: Context) -> Iterator[Code]:
    library, prose = context.library, context.texts.prose
    if library.codebook:
        yield _dimensions(context)
    groups: dict[str, list[Code]] = {}
    for kind in map(kind_of, references_of(Annotation).values()):
        if kind.id != "dimension":
            things = context.derived.names.of_kind(kind.id).values()
            groups[kind.plural] = [Code(kind.id, thing.id, thing.dated, prose(thing.about)) for thing in things]
    own = library.words.own_kinds("roles")
    roles = (role for role in library.words.kinds("roles") if role != ANALYSIS)
    groups["roles"] = [Code("role", role, own[role].name if role in own else role) for role in roles]
    coded = {code for passage in library.passages for code in _codes_of(context, passage)}
    for name, codes in groups.items():
        if used := tuple(code for code in codes if (code.kind, code.id) in coded):
            yield Code("group", name, name.capitalize(), codable=False, parts=used)


def _codes_of(context: Context, passage: Passage) -> list[tuple[str, str]]:
    """Kind and id of everything that a passage is coded to as a whole."""
    annotation = passage.annotation
    codes = [
        (kind, id)
        for field, kind in references_of(Annotation).items()
        for id in context.derived.names.meant(kind, annotation.refs(field, with_spans=False))
    ]
    return codes if annotation.role == ANALYSIS else [*codes, ("role", annotation.role)]


def _add_codes(parent: Element, codes: Iterable[Code], guids: Guids) -> None:
    inside = add(parent, "Codes")
    for code in codes:
        _add_code(inside, code, guids)


def _add_code(parent: Element, code: Code, guids: Guids) -> None:
    element = add(
        parent, "Code", guid=guids.of(code.kind, code.id), name=code.name, isCodable=str(code.codable).lower()
    )
    if code.colour:
        element.set("color", code.colour)
    add_text(element, "Description", code.description)
    for part in code.parts:
        _add_code(element, part, guids)


def _add_source(parent: Element, context: Context, section: Section, text: SectionText, guids: Guids) -> None:
    element = add(
        parent,
        "TextSource",
        guid=guids.of("section", section.id),
        name=f"{section.number:02} {section.title}",
        plainTextPath=f"internal://{guids.of('text', section.id)}.txt",
        creatingUser=guids.of("user", "companion"),
    )
    summary = context.texts.prose(section.matter.summary)
    add_text(element, "Description", _paragraphs(summary, context.address("section", section.id)))
    for passage in section.passages:
        if passage.id in text.passages:
            _add_selection(element, context, passage, text.passages[passage.id], guids)
        _add_spans(element, context, passage, text.clauses, guids)


def _add_selection(parent: Element, context: Context, passage: Passage, place: tuple[int, int], guids: Guids) -> None:
    codes, description = _codes_of(context, passage), _description(context, passage)
    again = tuple(context.coded_again(passage.id))
    if not (codes or description or any(given for _, given in again)):
        return
    element = _selection(parent, guids.of("passage", passage.id), passage.id, place, guids)
    add_text(element, "Description", description)
    for kind, id in codes:
        _add_coding(element, kind, id, passage.id, guids)
    for other, given in again:
        for id in given:
            guid, coder = guids.of("coding", f"{other}:{passage.id}:{id}"), guids.of("user", f"coding:{other}")
            coding = add(element, "Coding", guid=guid, creatingUser=coder)
            add(coding, "CodeRef", targetGUID=guids.of("dimension", id))


def _add_spans(
    parent: Element, context: Context, passage: Passage, places: Mapping[str, tuple[int, int]], guids: Guids
) -> None:
    """A selection for each coded span of a passage, named by the passage and its words."""
    for number, span, code, guid in spans_of(context, passage, guids):
        name = f"{passage.id}: {shortened(span.quote)}"
        element = _selection(parent, guid, name, places[span_name(passage.id, number)], guids)
        add_text(element, "Description", context.texts.prose(span.why))
        _add_coding(element, "dimension", code, guid, guids)


def _selection(parent: Element, guid: str, name: str, place: tuple[int, int], guids: Guids) -> Element:
    return add(
        parent,
        "PlainTextSelection",
        guid=guid,
        name=name,
        startPosition=str(place[0]),
        endPosition=str(place[1]),
        creatingUser=guids.of("user", "companion"),
    )


def _add_coding(selection: Element, kind: str, id: str, owner: str, guids: Guids) -> None:
    user = guids.of("user", "companion")
    coding = add(selection, "Coding", guid=guids.of("coding", f"{owner}:{kind}:{id}"), creatingUser=user)
    add(coding, "CodeRef", targetGUID=guids.of(kind, id))


def _description(context: Context, passage: Passage) -> str:
    """Position in the article, note, doubts, facts and evidence."""
    annotation, prose = passage.annotation, context.texts.prose
    place = place_in_article(context, passage)
    doubt, fact = prose(annotation.editorial), prose(annotation.fact)
    evidence = (_evidence(context, record) for record in context.derived.evidence.get(passage.id, ()))
    return _paragraphs(
        f"In the article: {place}" if place else "",
        prose(annotation.note),
        f"Editorial note: {doubt}" if doubt else "",
        f"Note on a fact: {fact}" if fact else "",
        *evidence,
    )


def _evidence(context: Context, record: EvidenceRecord) -> str:
    """A record as lines: the claim, then the words of the source and their translation."""
    item, place = record.item, spoken_locator(record)
    source = context.texts.labels["source", record.source] + (f", {place}" if place else "")
    kind = str(item.kind) if item.relation is Relation.SUPPORTS else f"{item.kind}, {item.relation}"
    lines = (
        f"Evidence: {source} ({kind}): {item.supports}",
        f"Quotation: {item.quote}" if item.quote else "",
        f"Translation: {item.translation}" if item.translation else "",
        context.texts.prose(item.note),
    )
    return "\n".join(line for line in lines if line)


def _makers(context: Context) -> str:
    companion = context.library.article.companion
    return ", ".join(author.name for author in companion.authors) or companion.title or "Companion"


def _about(context: Context) -> str:
    article = context.library.article
    authors = article.author_names
    title = article.full_title
    statement = context.texts.prose(article.companion.statement)
    about = f"Research companion to “{title}” by {authors}."
    return _paragraphs(about, context.release, statement, context.site_url)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
