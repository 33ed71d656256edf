"""Template views of evidence: what a source says to a claim, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import EvidenceRecord
from hedgesite.model.evidence import Archive, Relation
from hedgesite.model.evidence_file import path_of
from hedgesite.render.locator_words import spoken
from hedgesite.render.page_context import PageContext


class EvidenceView(NamedTuple):
    """That a source speaks to a claim."""

    href: str
    source: str
    kind: str
    supports: str
    relation: str
    place: str
    """Place in the source, such as `p. 12`; empty if there is none."""
    clause: str
    """Words of the passage that rest on the source; empty if all of it does."""
    quote: str
    lang: str
    """Language of the quotation; empty if it is that around."""
    translation: str
    archive: str
    """Link to a stable copy."""
    is_web: bool
    """Whether that is an address of the web."""
    licence: str
    """Licence of the copy."""
    access: str
    note: Markup
    popup: str
    passage: str
    """Name of the passage whose claim it is."""
    passage_href: str


def evidence_view(context: PageContext, record: EvidenceRecord, *, popup: bool = False) -> EvidenceView:
    """One record; with `popup`, the pop-up of its source is added to the page."""
    item, archive = record.item, record.item.archive
    return EvidenceView(
        href=context.to("source", record.source),
        source=context.site.labels["source", record.source],
        kind=context.site.kind_name("evidence-kinds", item.kind),
        supports=item.supports,
        relation=item.relation.value,
        place=spoken(context.words, record.locator) or record.place,
        clause=item.clause.quote if item.clause else "",
        quote=item.quote or "",
        lang=item.lang or "",
        translation=item.translation or "",
        archive=_copy(context, archive) if archive else "",
        is_web=bool(archive and archive.url),
        licence=archive.licence if archive else "",
        access=item.access or "",
        note=context.inline(item.note),
        popup=context.popup_id("source", record.source) if popup else "",
        passage=context.site.labels["passage", record.passage],
        passage_href=context.to("passage", record.passage),
    )


def _copy(context: PageContext, archive: Archive) -> str:
    """Link to a copy; empty if there is no such file, which is reported elsewhere."""
    if archive.url:
        return str(archive.url)
    copy = context.site.library.copies.get(path_of(archive.file)) if archive.file else None
    return context.href(copy.address) if copy else ""


class Contested(NamedTuple):
    """Records about one source, those that do not simply support a claim counted."""

    records: tuple[EvidenceView, ...]
    against: int
    """Number of records that contradict a claim."""


def evidence_about(context: PageContext, source: str) -> Contested:
    """What a source shows, passage by passage."""
    records = context.site.derived.evidence_by_source.get(source, ())
    against = sum(record.item.relation is Relation.CONTRADICTS for record in records)
    return Contested(evidence_views(context, records), against)


def evidence_views(
    context: PageContext, records: Iterable[EvidenceRecord], *, popup: bool = False
) -> tuple[EvidenceView, ...]:
    """Views of records, in their order."""
    return tuple(evidence_view(context, record, popup=popup) for record in records)
