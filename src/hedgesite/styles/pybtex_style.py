"""The styles as pybtex plugins: `pybtex-format --style chicago-author-date references.bib references.html`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from pybtex.database import BibliographyData, Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

from hedgesite.model.richtext import text_of, to_pybtex
from hedgesite.styles.entries import entry
from hedgesite.styles.pybtex_entries import source_of
from hedgesite.styles.references import in_list_order
from hedgesite.styles.rules import APA_7, CHICAGO_17, CHICAGO_18, Rules


class ChicagoAuthorDate(BaseStyle):
    """The Chicago Manual of Style, 17th edition, chapter 15. Labels are what citations show."""

    rules: ClassVar[Rules] = CHICAGO_17

    def format_entries(
        self,
        entries: Iterable[Entry],
        bib_data: BibliographyData | None = None,  # noqa: ARG002 - pybtex's signature
    ) -> Iterator[FormattedEntry]:
        for listed in in_list_order([source_of(item) for item in entries], self.rules):
            text = to_pybtex(entry(listed.work, listed.head, listed.suffix, repeats=listed.repeats_in_list))
            yield FormattedEntry(listed.work.source.key, text, f"{text_of(listed.label)} {listed.year}")


class ChicagoAuthorDate18(ChicagoAuthorDate):
    """The Chicago Manual of Style, 18th edition, chapter 13."""

    rules: ClassVar[Rules] = CHICAGO_18


class Apa(ChicagoAuthorDate):
    """The Publication Manual of the American Psychological Association, 7th edition."""

    rules: ClassVar[Rules] = APA_7
