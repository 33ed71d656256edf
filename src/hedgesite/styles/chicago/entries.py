"""The Chicago Manual of Style, author-date: head, year and body in its order (15.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hedgesite.model.richtext import NOTHING, Runs, capitalized, joined, plain, sentences, text_of
from hedgesite.model.source import Person
from hedgesite.styles.author_date import AuthorDate, Listed
from hedgesite.styles.chicago.layouts import entry_body
from hedgesite.styles.entry_head import Head
from hedgesite.styles.names import direct, inverted, series, surname
from hedgesite.styles.options import StyleOptions
from hedgesite.styles.styled_source import StyledSource


class Chicago(AuthorDate):
    """The Chicago Manual of Style in one of its editions."""

    def entry(self, item: Listed, *, repeats: bool = False) -> Runs:
        work, head = item.work, item.head
        opening = _opening(work, head, repeats=False)
        body = entry_body(work, head, text_of(opening))
        opening = _opening(work, head, repeats=True) if repeats else opening
        return sentences([opening, _year(work, item.suffix), *body, _cited_as(head)])


def _opening(work: StyledSource, head: Head, *, repeats: bool) -> Runs:
    """The author's names, `ed.` after an editor's, the short form before a body's full name (15.17, 15.36–37)."""
    if not head.persons and not repeats:
        return _short_first(head, head.runs or plain(head.short))
    names = work.options.repeated_name if repeats else _listed(head.persons, work.options, others=head.others)
    opening = plain(names) if repeats else _short_first(head, plain(names)) + _pen_name(work)
    return joined(", ", (opening, plain(head.role_label)))


def _short_first(head: Head, full: Runs) -> Runs:
    # Some write the short form behind the name as well.
    name, repeated = text_of(full), f" ({head.short})"
    full = plain(name.removesuffix(repeated)) if name.endswith(repeated) else full
    return plain(f"{head.short} (") + full + plain(")") if head.shows_short else full


def _cited_as(head: Head) -> Runs:
    """The short form of a work, by which citations name it and which the entry does not begin with."""
    named = head.persons and head.short and not head.shows_short and not head.persons[0].is_body
    # `van den Keere` is found as `Keere, Pieter van den`.
    named = named and not direct(head.persons[0]).endswith(f" {head.short}")
    return plain(f"Cited as {head.short}") if named and head.short not in map(surname, head.persons) else NOTHING


def _pen_name(work: StyledSource) -> Runs:
    """The addition to a name: a social-media handle in parentheses, a real name in brackets (14.80–82, 14.209)."""
    addon = work.field("nameaddon")
    if not addon:
        return NOTHING
    opening, closing = (" (", ")") if text_of(addon).startswith("@") else (" [", "]")
    return plain(opening) + addon + plain(closing)


def _year(work: StyledSource, suffix: str) -> Runs:
    """`2018a`, `n.d.-a`, `Forthcoming`, `(1813) 2003` (15.20, 15.40, 15.44–45)."""
    year = work.year
    text = plain(year.lettered(suffix))
    text = text if year.text == "n.d." else capitalized(text)
    return plain(f"({year.original}) ") + text if year.original else text


def _listed(persons: Sequence[Person], options: StyleOptions, *, others: bool = False) -> str:
    """The names that open an entry, the first inverted (14.76)."""
    if len(persons) > options.listed_names:
        persons, others = persons[: options.shortened_names], True
    names = [inverted(persons[0]), *map(direct, persons[1:])]
    if others:
        return f"{', '.join(names)}, et al."
    if len(names) == 2:
        is_inverted = "," in names[0] and not persons[0].is_body
        return f"{names[0]}, and {names[1]}" if is_inverted else f"{names[0]} and {names[1]}"
    return series(names)


CHICAGO_17 = Chicago(StyleOptions("chicago-author-date"))
"""17th edition, chapters 14 and 15."""
CHICAGO_18 = Chicago(
    replace(
        CHICAGO_17.options,
        name="chicago-author-date-18",
        cited_names=2,
        listed_names=6,
        shortened_names=3,
        repeated_name="",
        places=False,
        repeated_year=False,
        entry_label="under",
        chapter_pages=False,
    )
)
"""18th edition, chapter 13."""
