"""Views of passages with what they are coded to, and of the sections that contain them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import passages_by_section
from hedgesite.model.clauses import span_name
from hedgesite.model.front_matter import Annotation
from hedgesite.model.index import sections_above
from hedgesite.model.kinds import kind_of, references_of
from hedgesite.model.library import Passage, Section
from hedgesite.model.word_lists import ANALYSIS
from hedgesite.render.evidence_views import EvidenceView, evidence_views
from hedgesite.render.locator_words import page_in_words
from hedgesite.render.page_context import PageContext
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link, links


class SpanView(NamedTuple):
    """Words of a passage that are coded to a dimension."""

    id: str
    """Id of the element with the reason, to which the words in the text refer."""
    quote: str
    dimension: DimensionView
    why: Markup


class ReasonView(NamedTuple):
    """What a passage says to a hypothesis, and why."""

    hypothesis: LinkView
    relation: str
    why: Markup


class PassageView(NamedTuple):
    """A passage with its annotation."""

    id: str
    href: str
    number: int
    line: int
    """Line of its file on which its text begins; 0 if the page does not show its panel."""
    section: str
    name: str
    """`Introduction, passage 2`."""
    role: str
    """Role in words; empty for analysis."""
    text: str
    dimensions: tuple[DimensionView, ...]
    """Dimensions that the passage is coded to; links in its text do not count."""
    counted: tuple[str, ...]
    """Ids of these dimensions, and of those that they are parts of."""
    things: tuple[tuple[str, tuple[LinkView, ...]], ...]
    """Kinds other than dimensions, in words, with the things that the passage is coded or linked to.

    Hypotheses with a reason are in `reasons`.
    """
    evidence: tuple[EvidenceView, ...]
    spans: tuple[SpanView, ...]
    """Words of it that are coded; only where its panel is shown."""
    reasons: tuple[ReasonView, ...]
    """Hypotheses on which it bears, with a reason; only where its panel is shown."""
    note: Markup
    editorial: Markup
    fact: Markup
    """What another source says about a fact that the article states."""
    in_article: str
    """Place in the article: `§ 3, ¶ 4, p. 103`; empty if unknown."""
    sources: tuple[LinkView, ...]
    aliases: tuple[str, ...]
    """Former ids, which published links may still use."""

    @property
    def is_annotated(self) -> bool:
        """Whether there is more to show about the passage than its place here and in the article."""
        return bool(self.dimensions or self.things or self.evidence or self.spans or self.note)


class SectionView(NamedTuple):
    """A section, as contents and lists show it."""

    id: str
    href: str
    number: str
    """Number of a section, or letter of an appendix."""
    title: str
    short: str
    summary: Markup
    depth: int
    passages: tuple[PassageView, ...] = ()


def passage_view(context: PageContext, passage: Passage, *, in_text: bool = False, panel: bool = False) -> PassageView:
    """The view of a passage. Its evidence, which adds pop-ups, is included only where its text is shown."""
    annotation = passage.annotation
    reasons = _reasons(context, passage) if panel else ()
    coded = context.once(("coded", passage.id), lambda: _coded(context, passage))
    return PassageView(
        id=passage.id,
        href=context.to("passage", passage.id),
        number=passage.block.number,
        line=context.line_of(passage) if panel else 0,
        section=context.site.labels["section", passage.section],
        name=context.site.labels["passage", passage.id],
        role="" if annotation.role == ANALYSIS else context.site.kind_name("roles", annotation.role),
        text=context.text_of(passage),
        dimensions=coded.dimensions,
        counted=coded.counted,
        things=_coded_things(context, passage, {each.hypothesis.id for each in reasons}) if reasons else coded.things,
        evidence=evidence_views(context, context.site.derived.evidence.get(passage.id, ()), popup=True)
        if in_text
        else (),
        spans=_spans(context, passage) if panel else (),
        reasons=reasons,
        note=context.inline(annotation.note),
        editorial=context.inline(annotation.editorial),
        fact=context.inline(annotation.fact),
        in_article=context.site.library.section_by_id[passage.section].place_in_article(
            passage, page_in_words(context.words, annotation.page)
        ),
        sources=coded.sources,
        aliases=annotation.aliases,
    )


class _Coded(NamedTuple):
    """What a passage is coded or linked to, as the fields of `PassageView` of the same names say."""

    dimensions: tuple[DimensionView, ...]
    counted: tuple[str, ...]
    things: tuple[tuple[str, tuple[LinkView, ...]], ...]
    sources: tuple[LinkView, ...]


def _coded(context: PageContext, passage: Passage) -> _Coded:
    ids = context.site.derived.names.meant("dimension", passage.annotation.refs("dimensions"))
    return _Coded(
        views := dimension_views(context, ids),
        context.site.library.levels.with_parents(view.id for view in views),
        _coded_things(context, passage),
        links(context, "source", context.site.derived.relations.things_of[passage.id]),
    )


def span_id(name: str) -> str:
    """Id of the element with the reason for the code of a span with a name. No id of content has a colon."""
    return f"why:{name}"


def _spans(context: PageContext, passage: Passage) -> tuple[SpanView, ...]:
    names, found = context.site.derived.names, []
    for number, span in enumerate(passage.annotation.spans, 1):
        views = dimension_views(context, names.meant("dimension", (span.code,)))
        id = span_id(span_name(passage.id, number))
        found += [SpanView(id, span.quote, view, context.inline(span.why)) for view in views]
    return tuple(found)


def _reasons(context: PageContext, passage: Passage) -> tuple[ReasonView, ...]:
    names = context.site.derived.names
    links = ((each, names.resolve("hypothesis", each.id.id)) for each in passage.annotation.hypotheses)
    return tuple(
        ReasonView(link(context, "hypothesis", id), each.relation.value, context.inline(each.why))
        for each, id in links
        if id and (each.why or not each.is_support)
    )


def _coded_things(
    context: PageContext, passage: Passage, without: Collection[str] = ()
) -> tuple[tuple[str, tuple[LinkView, ...]], ...]:
    """What a passage is coded or linked to, by kind; `without` are hypotheses that are named elsewhere."""
    by_kind: dict[str, list[str]] = {}
    for kind, id in context.site.derived.relations.things_of[passage.id]:
        if kind != "hypothesis" or id not in without:
            by_kind.setdefault(kind, []).append(id)
    return tuple(
        (kind_of(kind).plural.capitalize(), tuple(link(context, kind, id) for id in by_kind[kind]))
        for kind in references_of(Annotation).values()
        if kind != "dimension" and kind in by_kind
    )


def section_view(context: PageContext, section: Section, passages: Iterable[Passage] = ()) -> SectionView:
    """A section, with the passages of it that are to be shown."""
    return SectionView(
        section.id,
        context.to("section", section.id),
        section.mark,
        section.title,
        section.short,
        context.inline(section.matter.summary),
        depth_of(context, section),
        tuple(passage_view(context, passage) for passage in passages),
    )


def depth_of(context: PageContext, section: Section) -> int:
    """Number of sections above a section."""
    return len(sections_above(context.site.library, context.site.derived.names, section))


def grouped_passages(context: PageContext, ids: Iterable[str]) -> tuple[SectionView, ...]:
    """Passages by section, both in article order."""
    return tuple(
        section_view(context, section, passages) for section, passages in passages_by_section(context.site.library, ids)
    )
