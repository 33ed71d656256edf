"""Template views of other coders' codings: figures in words, codes side by side, and what a passage's panel says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import Comparison
from hedgesite.derive.agreement import Cells, CodeAgreement, Doubt, Figure
from hedgesite.derive.codings import ComparedPassage
from hedgesite.model.library import Passage
from hedgesite.render.page_context import PageContext
from hedgesite.render.views import DimensionView, dimension_view, dimension_views
from hedgesite.words import date_in_words
from hedgesite.words.counts import N_


class FigureView(NamedTuple):
    """A figure with its interval, both empty where it has no meaning."""

    value: str
    interval: str


class CodeView(NamedTuple):
    """A row of the table of codes."""

    dimension: DimensionView
    cells: Cells
    percent: FigureView
    kappa: FigureView
    doubt: str
    """Why its kappa has no meaning, or little; empty if it can be read as it is."""


class PairView(NamedTuple):
    """A passage that two coders coded."""

    id: str
    href: str
    """Empty if there is no such passage any more."""
    name: str
    text: str
    first: tuple[DimensionView, ...]
    second: tuple[DimensionView, ...]
    is_settled: bool
    settled: tuple[DimensionView, ...]
    reason: Markup
    text_changed: bool


class CodingView(NamedTuple):
    """A coding with its comparison."""

    id: str
    who: str
    date: str
    blind_to: tuple[str, ...]
    in_sight: tuple[str, ...]
    sample: Markup
    codebook: str
    note: Markup
    aliases: tuple[str, ...]
    passages: int
    same: int
    changed: int
    """Number of passages whose text has changed since."""
    joined: tuple[DimensionView, ...]
    """Dimensions whose parts are compared as one."""
    pooled: FigureView
    alpha: FigureView
    codes: tuple[CodeView, ...]
    disagreements: tuple[PairView, ...]
    settled: int


class SecondView(NamedTuple):
    """What the panel of a passage says of another coding."""

    href: str
    who: str
    agrees: bool
    codes: tuple[DimensionView, ...]
    is_settled: bool


DOUBTS = {
    Doubt.NEVER: N_("Neither reading used this code, so there is no kappa."),
    Doubt.ALWAYS: N_("Both readings used this code everywhere, so there is no kappa."),
    Doubt.ONE_NEVER: N_("Only one reading used this code at all: kappa is then 0, however many passages agree."),
    Doubt.RARE: N_("This code stands in few passages, so that a single one changes kappa much."),
    Doubt.COMMON: N_("This code is missing from few passages, so that a single one changes kappa much."),
}


def figure_view(context: PageContext, figure: Figure, *, as_percent: bool = False) -> FigureView:
    """A figure with two decimals, or in hundredths, and the ends of its interval."""
    number = _percent if as_percent else _number
    if figure.value is None:
        return FigureView("", "")
    if figure.low is None or figure.high is None:
        return FigureView(number(context, figure.value), "")
    ends = {"low": number(context, figure.low), "high": number(context, figure.high)}
    return FigureView(number(context, figure.value), context.words.gettext("%(low)s to %(high)s", **ends))


def coding_view(context: PageContext, comparison: Comparison) -> CodingView:
    """A coding and its comparison, for its section of the page."""
    coding, agreement, words = comparison.coding, comparison.agreement, context.words
    for compared in comparison.by_passage.values():
        # The page says which texts have changed, and so it is made again when one does.
        context.text_of(context.site.library.passage_by_id[compared.id])
    pairs = tuple(_pair(context, compared) for compared in comparison.disagreements)
    return CodingView(
        comparison.id,
        coding.who,
        date_in_words(words, coding.date),
        coding.blind_to,
        coding.in_sight,
        context.inline(coding.sample),
        coding.codebook,
        context.inline(coding.note),
        coding.aliases,
        agreement.passages,
        agreement.same,
        sum(compared.text_changed for compared in comparison.passages),
        dimension_views(context, comparison.joined.values()),
        figure_view(context, agreement.pooled),
        figure_view(context, agreement.alpha),
        tuple(_code(context, each) for each in agreement.codes),
        pairs,
        sum(pair.is_settled for pair in pairs),
    )


def second_views(context: PageContext, passage: Passage) -> tuple[SecondView, ...]:
    """What other coders made of a passage."""
    found = []
    for comparison in context.site.derived.comparisons:
        compared = comparison.by_passage.get(passage.id)
        if compared:
            place = f"{comparison.id}--{passage.id}" if not compared.agrees else comparison.id
            href = f"{context.to('coding', comparison.id).partition('#')[0]}#{place}"
            codes = dimension_views(context, compared.second)
            who = comparison.coding.who
            found.append(SecondView(href, who, compared.agrees, codes, compared.coded.settled is not None))
    return tuple(found)


def _code(context: PageContext, agreement: CodeAgreement) -> CodeView:
    dimension = next(each for each in context.site.library.dimensions if each.id == agreement.code)
    return CodeView(
        dimension_view(context, dimension),
        agreement.cells,
        figure_view(context, agreement.percent, as_percent=True),
        figure_view(context, agreement.kappa),
        context.words.gettext(DOUBTS[agreement.doubt]) if agreement.doubt else "",
    )


def _pair(context: PageContext, compared: ComparedPassage) -> PairView:
    library, settled = context.site.library, compared.coded.settled
    passage = library.passage_by_id.get(compared.id)
    return PairView(
        compared.id,
        context.to("passage", passage.id) if passage else "",
        context.site.labels["passage", passage.id] if passage else compared.id,
        context.text_of(passage) if passage else "",
        dimension_views(context, compared.first),
        dimension_views(context, compared.second),
        settled is not None,
        dimension_views(context, _settled_dimensions(context, compared)),
        context.inline(settled.reason) if settled else Markup(),
        compared.text_changed,
    )


def _settled_dimensions(context: PageContext, compared: ComparedPassage) -> Iterable[str]:
    """Dimensions that the coders agreed on afterwards."""
    settled = compared.coded.settled
    return context.site.derived.names.meant("dimension", settled.codes) if settled else ()


def _percent(context: PageContext, value: float) -> str:
    return context.words.gettext("%(number)s%%", number=context.words.number(round(100 * value)))


def _number(context: PageContext, value: float) -> str:
    # Adding zero turns the -0.0 that rounding can make into 0.
    return context.words.number(round(value, 2) + 0.0)
