"""Journals, magazines and newspapers (14.164–205, 15.46–49)."""

from __future__ import annotations

import re

from hedgesite.model.richtext import NOTHING, Runs, capitalized, closed, italic, joined, plain
from hedgesite.styles import entry_parts
from hedgesite.styles.chicago.shared import said_by, unless_head
from hedgesite.styles.entry_head import Head
from hedgesite.styles.quotes import quoted, ranges
from hedgesite.styles.styled_source import StyledSource

_REVIEW_OF = re.compile("(?:book )?review of ", re.IGNORECASE)


def article(work: StyledSource, head: Head) -> list[Runs]:
    """14.168–205, 15.46–49: in a journal, a magazine or a newspaper."""
    contributors = entry_parts.contributors(work, head)
    special = _special_issue(work, contributors)
    reviewed = _REVIEW_OF.match(work.text("titleaddon")) if work.type == "review" else None
    addon = entry_parts.addon(work)
    if work.type == "review" and addon and not work.language and not reviewed:
        addon = plain("Review of ") + work.field("titleaddon")
    # What is no title of its own is not quoted (14.202).
    is_titled = work.type != "review" or not _REVIEW_OF.match(work.text("title"))
    return [
        unless_head(head, entry_parts.quoted_title(work) if is_titled else work.title()),
        addon,
        *([special] if special else map(capitalized, contributors)),
        container(work, head),
    ]


def _special_issue(work: StyledSource, contributors: list[Runs]) -> Runs:
    """`In “Its Title,” edited by A` (14.179)."""
    title = work.title("issuetitle")
    if not title:
        return NOTHING
    opening = plain("In ") + quoted(title)
    return joined(" ", (closed(opening, ","), joined(", ", contributors))) if contributors else opening


def container(work: StyledSource, head: Head) -> Runs:
    name = unless_head(head, work.periodical, "journaltitle")
    if work.field("issuetitle"):
        name = joined(", ", (plain("Special issue"), name))
    if work.is_news:
        # Newspapers of one name are told apart by their cities (14.193).
        place = entry_parts.place(work)
        name = name + plain(" (") + place + plain(")") if place and name else name or place
        page_numbers = NOTHING if "news" in work.text("entrysubtype").lower() else entry_parts.pages(work)
        return joined(", ", (name, entry_parts.date_in_full(work), page_numbers))
    era = entry_parts.series_name(work)
    if era and work.field("volume"):
        return joined(", ", (name, era, _volume_issue_pages(work, named=False)))
    return joined(", ", (name, era)) + _volume_issue_pages(work, named=bool(name))


def _volume_issue_pages(work: StyledSource, *, named: bool) -> Runs:
    """`25 (100): 1–15`, `3:300–315`, `15 (Spring): 83–100`, `, no. 27, 5–8` (14.171, 15.47–48)."""
    volume, number = ranges(work.text("volume")), ranges(work.text("number"))
    page_numbers = entry_parts.pages(work)
    if volume:
        issue = plain(number) or work.field("issue") or _month(work)
        counted = plain(f"{' ' if named else ''}{volume}") + (plain(" (") + issue + plain(")") if issue else NOTHING)
        separator = ": " if issue or work.options.space_after_volume else ":"
        return joined(separator, (counted, page_numbers))
    issue_word = f"no{'s' if '–' in number else ''}. {number}" if number else ""
    clauses = (plain(issue_word), work.field("issue"), page_numbers)
    return plain(", " if named and any(clauses) else "") + joined(", ", clauses)


def _month(work: StyledSource) -> Runs:
    """The month, if no issue number identifies the part of a journal; treaties are dated earlier in the entry."""
    return NOTHING if work.type == "legal" else entry_parts.day_and_month(work)


def special_issue(work: StyledSource, head: Head) -> list[Runs]:
    """14.178: an issue of a periodical as a whole."""
    title = work.title("issuetitle") or (work.title() if work.field("journaltitle") else NOTHING)
    name = work.periodical or italic(work.title())
    opening = joined(", ", (plain("Special issue") if title else NOTHING, name))
    return [
        unless_head(head, quoted(title)),
        *said_by(work, head),
        opening + _volume_issue_pages(work, named=True),
    ]
