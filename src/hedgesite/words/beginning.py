"""Sentences with which a new companion begins, in its language; some stand in it until its author writes others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hedgesite.words.counts import N_

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "abstract": N_("Put the article's abstract here."),
        "statement": N_("Put the article's main hypothesis here."),
        "theory": N_("Say in a paragraph what the theory holds, and cite whom it comes from."),
        "definition": N_("Say what the dimension is."),
        "applies": N_("Say when a passage is coded to it."),
        "excludes": N_("Say when it is not, though it may seem so."),
        "supports": N_("Say here which claim of the passage the source supports"),
        "note": N_("Say why the passage is coded as it is."),
        "paragraph": N_("Put the article's first paragraph here."),
        "makers": N_("Say here who made it, and how it stands to the article."),
    }
)
"""What is asked for to the sentence that asks for it."""

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "title": N_("Introduction"),
        "summary": N_("What a companion is made of."),
        "passage": N_("This is a passage. The line above it gives it an id, by which it can be linked and coded."),
        "citing": N_("A citation stands in brackets, with the page if there is one %(citation)s."),
        "links": N_(
            "Notes%(note)s and links to a [dimension](%(dimension)s), a [term](%(term)s) or "
            "[another passage](%(passage)s) are written so. Change anything and save: %(command)s shows it at once."
        ),
        "notes": N_("A note is Markdown too."),
        "term": N_("Companion"),
        "meaning": N_("A site that shows what the claims of an article rest on, passage by passage."),
        "about": N_("This is a research companion to %(title)s."),
        "claims": N_("This [companion](%(companion)s) shows what each of its claims rests on."),
        "framework": N_("The framework"),
    }
)
"""Texts that show how a companion is written."""

DIMENSIONS = (N_("One dimension"), N_("Another"), N_("A third"))
"""Names of the dimensions of a theory that has not been named."""
