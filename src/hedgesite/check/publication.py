"""Rules that only a site for the public must keep."""

from __future__ import annotations

from collections.abc import Iterable

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library


def companion_is_no_draft(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`draft`: what is to be published is not called a draft."""
    if library.draft:
        remedy = "remove 'draft' when the companion is ready for readers, or build it without --no-drafts"
        yield Diagnostic(Rule.DRAFT, library.draft, "the companion is a draft", remedy)
