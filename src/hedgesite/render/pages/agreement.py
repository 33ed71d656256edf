"""`/agreement/`: how far other coders agree with the companion's codes."""

from __future__ import annotations

from hedgesite.model.kinds import kind_of
from hedgesite.model.page import Page
from hedgesite.render.agreement_views import coding_view
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import index_page


def agreement_page(context: PageContext) -> Page:
    """Each other coding with its figures, each explained in a sentence, and its disagreements side by side."""
    return index_page(
        context,
        kind_of("coding"),
        context.words.gettext("The same passages were coded a second time. How far do the two codings agree?"),
        codings=[coding_view(context, comparison) for comparison in context.site.derived.comparisons],
    )
