"""The styles as pybtex plugins: `pybtex-format --style chicago-author-date references.bib references.html`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from pybtex.database import BibliographyData, Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

from hedgesite.model.richtext import text_of, to_pybtex
from hedgesite.styles.author_date import AuthorDate
from hedgesite.styles.chicago import CHICAGO_17, CHICAGO_18
from hedgesite.styles.pybtex_entries import source_of


class ChicagoAuthorDate(BaseStyle):
    """The Chicago Manual of Style, 17th edition, chapter 15. Labels are those of citations."""

    style: ClassVar[AuthorDate] = CHICAGO_17

    def format_entries(
        self,
        entries: Iterable[Entry],
        bib_data: BibliographyData | None = None,  # noqa: ARG002 - pybtex's signature
    ) -> Iterator[FormattedEntry]:
        for listed in self.style.listed(map(source_of, entries)):
            text = to_pybtex(self.style.entry(listed, repeats=listed.repeats))
            yield FormattedEntry(listed.work.source.key, text, f"{text_of(listed.label)} {listed.year}")


class ChicagoAuthorDate18(ChicagoAuthorDate):
    """The Chicago Manual of Style, 18th edition, chapter 13."""

    style: ClassVar[AuthorDate] = CHICAGO_18
