"""Books and their parts; papers, theses and reports (14.100–146, 14.215–220, 14.226)."""

from __future__ import annotations

import re

from hedgesite.model.richtext import NOTHING, Runs, capitalized, closed, joined, plain, text_of
from hedgesite.styles import entry_parts
from hedgesite.styles.chicago.periodicals import article
from hedgesite.styles.chicago.shared import comma_separated, issuer_of, names_head, said_by, unless_head, version
from hedgesite.styles.edition import edition
from hedgesite.styles.entry_head import Head
from hedgesite.styles.names import running
from hedgesite.styles.quotes import quoted, ranges
from hedgesite.styles.styled_source import StyledSource

_CIRCULATED = re.compile(r"\b(working|discussion|occasional|conference) paper", re.IGNORECASE)
_OF_CHAPTER = ("translator", "interviewer")
"""Roles that belong to a chapter; all others belong to its book."""


def book(work: StyledSource, head: Head) -> list[Runs]:
    """14.100–146: title, contributors, edition, volume, series, facts of publication."""
    return [
        unless_head(head, entry_parts.italic_title(work)),
        entry_parts.addon(work),
        *said_by(work, head),
        capitalized(edition(work)),
        capitalized(entry_parts.volume(work)),
        entry_parts.volumes(work),
        entry_parts.series(work),
        *entry_parts.publication(work),
        capitalized(work.field("howpublished")),
    ]


def chapter(work: StyledSource, head: Head) -> list[Runs]:
    """14.106–112: a contribution with a title of its own, in a book."""
    of_chapter = entry_parts.contributors(work, head, _roles_of_chapter(work))
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        *map(capitalized, of_chapter),
        _within(work, head),
        *_after_book(work),
    ]


def _roles_of_chapter(work: StyledSource) -> list[str]:
    """Who edits the book and translates as well translates the book."""
    return [role for role in _OF_CHAPTER if role != "translator" or work.roles.get(role) != work.roles.get("editor")]


def part_of_own_book(work: StyledSource, head: Head) -> list[Runs]:
    """14.107, 14.109: a chapter of a book by one author; without a book title, the book itself."""
    return chapter(work, head) if work.field("booktitle") else book(work, head)


def supplement(work: StyledSource, head: Head) -> list[Runs]:
    """14.110: `Introduction to *Book*, by Its Author`."""
    title = work.title() or work.field("type")
    if not work.field("booktitle"):
        return chapter(work, head)
    generic = text_of(title).lower() in {"introduction", "foreword", "preface", "afterword", "postscript"}
    named = title if generic else quoted(title)
    return [closed(capitalized(joined(" to ", (named, _book_clause(work, head))))), *_after_book(work)]


def _within(work: StyledSource, head: Head) -> Runs:
    clause = _book_clause(work, head)
    return plain("In ") + clause if clause else NOTHING


def _book_clause(work: StyledSource, head: Head) -> Runs:
    by = work.names("bookauthor")
    owner = plain(f"by {running(by.persons, others=by.others)}") if by and by.persons != head.persons else NOTHING
    book_title = work.italic_title("booktitle")
    roles = [role for role in entry_parts.CONTRIBUTING if role not in _roles_of_chapter(work)]
    clause = [
        book_title + _addition(work) if book_title else NOTHING,
        edition(work),
        owner,
        *entry_parts.contributors(work, head, roles),
        *_volume_and_pages(work),
    ]
    return comma_separated(clause) if book_title or work.field("maintitle") else NOTHING


def _volume_and_pages(work: StyledSource) -> list[Runs]:
    """`vol. 2 of *The Whole*, 17–38`, `7:2247–2252` (14.116, 14.122)."""
    page_numbers = entry_parts.pages(work) if work.options.chapter_pages else NOTHING
    number = work.text("volume")
    if page_numbers and number and not work.field("maintitle") and not work.field("part"):
        return [plain(f"{ranges(number)}:") + page_numbers]
    return [entry_parts.volume(work), page_numbers]


def _addition(work: StyledSource) -> Runs:
    addition = work.field("booktitleaddon")
    if not addition:
        return NOTHING
    return plain(" [") + addition + plain("]") if work.language else plain(", ") + addition


def _after_book(work: StyledSource) -> list[Runs]:
    return [entry_parts.series(work), *entry_parts.publication(work)]


def conference_paper(work: StyledSource, head: Head) -> list[Runs]:
    """14.217, 14.226: in its proceedings, or as it was given."""
    if work.field("booktitle"):
        return chapter(work, head)
    if work.field("journaltitle"):
        return article(work, head)
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        presented(work),
        *entry_parts.publication(work),
    ]


def presented(work: StyledSource) -> Runs:
    """`Paper presented at the Conference, Place, Date` (14.217)."""
    event = work.field("eventtitle")
    if not event:
        return NOTHING
    kind = text_of(entry_parts.work_type(work)) or "paper"
    when = entry_parts.date_in_full(work, "eventdate") or entry_parts.date_in_full(work)
    article = "" if text_of(event).lower().startswith("the ") else "the "
    opening = plain(f"{kind[0].upper()}{kind[1:]} presented at {article}") + event
    return joined(", ", (opening, work.field("eventtitleaddon"), work.field("venue"), when))


def thesis(work: StyledSource, head: Head) -> list[Runs]:
    """14.215."""
    kind = entry_parts.work_type(work) or plain(entry_parts.KINDS.get(work.type, "Thesis"))
    university = work.field("institution", "school", "publisher", "organization")
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        joined(", ", (kind, university)),
    ]


def report(work: StyledSource, head: Head) -> list[Runs]:
    """14.218, 14.220: reports are books with a number; working papers are unpublished."""
    kind, number = entry_parts.work_type(work), work.text("number")
    numbered = NOTHING if work.field("series") else _numbered(kind, number)
    if _CIRCULATED.search(text_of(kind)):
        issuer = issuer_of(work, head)
        clause = joined(", ", (numbered or kind, issuer, work.field("location") if issuer else NOTHING))
        return [
            unless_head(head, entry_parts.quoted_title(work)),
            entry_parts.addon(work),
            *said_by(work, head),
            capitalized(clause) if numbered or kind else clause,
        ]
    return [
        unless_head(head, entry_parts.italic_title(work)),
        entry_parts.addon(work),
        *said_by(work, head),
        edition(work) or version(work),
        capitalized(entry_parts.volume(work)),
        capitalized(numbered or (NOTHING if entry_parts.has_generic_type(work) else kind)),
        entry_parts.series(work),
        *_published_by(work, head),
    ]


def _published_by(work: StyledSource, head: Head) -> list[Runs]:
    """Place and publisher, unless they only repeat the author's name."""
    bodies = ("publisher", "institution", "organization")
    has_place = work.options.places and bool(work.field("location"))
    if not has_place and names_head(work, head, work.text(*bodies)):
        return []
    return entry_parts.publication(work, *bodies)


def _numbered(kind: Runs, number: str) -> Runs:
    if not number:
        return NOTHING
    number = number.rstrip(".")
    bare = number.replace(" ", "").replace(".", "").isalnum() and number[0].isdigit()
    kind = kind or (plain("Report") if bare else NOTHING)
    return joined(" ", (kind, plain(f"no. {ranges(number)}" if bare else number)))
