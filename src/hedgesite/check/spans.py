"""Rules on the words that coding and evidence quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.markdown import PassageWords, words_of
from hedgesite.messages import shortened
from hedgesite.model.base import origin_of
from hedgesite.model.clauses import clauses_in
from hedgesite.model.evidence import Clause
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library

_MOST_WORDS = 150
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""A word; in Chinese and Japanese, which have no blanks, two characters."""


def clauses_are_in_their_passages(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`span-unknown`: words that spans and evidence quote are in their passage, in one place."""
    for section in library.sections:
        wanted = clauses_in(section)
        words = words_of(section.body, tuple(wanted)) if wanted else {}
        for id, found in words.items():
            for _, clause in wanted[id]:
                yield from _misplaced(id, found, clause)


def _misplaced(passage: str, words: PassageWords, clause: Clause) -> Iterator[Diagnostic]:
    places, quote = words.places(clause), shortened(clause.quote)
    if len(places) == 1:
        return
    origin = origin_of(clause.quote, clause.origin)
    if len(places) > 1:
        has_context = bool(clause.before or clause.after)
        often = "twice" if len(places) == 2 else f"{len(places)} times"
        problem = f"the words '{quote}' are in the passage '{passage}' {often}" + (
            " with what 'before' and 'after' say" if has_context else ""
        )
        remedy = "give 'before' or 'after': the words directly before or after those that you mean"
        yield Diagnostic(Rule.SPAN_UNKNOWN, origin, problem, f"quote more of them, or {remedy}")
        return
    without = clause.model_copy(update={"before": "", "after": ""})
    if (clause.before or clause.after) and words.places(without):
        problem = f"the words '{quote}' are in the passage '{passage}', but not with what 'before' and 'after' say"
        remedy = "correct 'before' and 'after', or remove them if the words are there only once"
        yield Diagnostic(Rule.SPAN_UNKNOWN, origin, problem, remedy)
        return
    near = shortened(words.nearest(clause.quote), 120)
    remedy = f"did you mean '{near}'?" if near else "quote words of the passage, without citations and notes"
    yield Diagnostic(Rule.SPAN_UNKNOWN, origin, f"the words '{quote}' are not in the passage '{passage}'", remedy)


def quotations_are_short(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`quote-long`: a quotation from a source has at most 150 words."""
    for section in library.sections:
        for annotation in section.matter.passages.values():
            for item in annotation.evidence:
                number = len(_WORD.findall(item.quote or ""))
                if number > _MOST_WORDS:
                    problem = f"the quotation from '{item.source.id}' has {number} words"
                    remedy = f"quote at most {_MOST_WORDS}, and give the place in the source for the rest"
                    yield Diagnostic(Rule.QUOTE_LONG, origin_of(item.quote or "", item.origin), problem, remedy)
