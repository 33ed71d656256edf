"""Formulas and the numbers of equations in HTML."""

from __future__ import annotations

from html import escape

from hedgesite.markdown import formula_html
from hedgesite.mathml import Formula
from hedgesite.model.text import Display
from hedgesite.render.display_html import Href
from hedgesite.render.site import Site


def equation_number(site: Site, href: Href, display: Display, tag: str) -> str:
    """The number of an equation, which links to it; empty for one without an id."""
    numbered = site.library.displays.get((display.kind, display.id))
    if numbered is None:
        return ""
    label = escape(site.labels[display.kind, display.id])
    target = href(site.derived.routes[display.kind, display.id])
    return f'<{tag} class="hs-formula__number"><a href="{target}" aria-label="{label}">({numbered.number})</a></{tag}>'


def formula_of(site: Site, href: Href, formula: Formula, shown_as: Display | None) -> str:
    """A formula; an equation within a paragraph has its id, and its number beside it."""
    html = formula_html(formula)
    if shown_as is None:
        return html
    id = f' id="{shown_as.id}"' if shown_as.id else ""
    return f'<span class="hs-formula-line"{id}>{html}{equation_number(site, href, shown_as, "span")}</span>'
