"""Entries of an APA reference list (Publication Manual, 7th edition, chapters 9 and 10), through Chicago's parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hedgesite.model.richtext import NOTHING, Runs, capitalized, italic, joined, plain, sentences, text_of
from hedgesite.styles import parts
from hedgesite.styles.dates import full_date, is_precise
from hedgesite.styles.head import Head
from hedgesite.styles.names import listed_apa, running_apa
from hedgesite.styles.quotes import ranges
from hedgesite.styles.work import Work

Layout = Callable[[Work, Head], list[Runs]]
_ROLES = MappingProxyType(
    {"editor": ("Ed.", "Eds."), "translator": ("Trans.", "Trans."), "director": ("Director", "Directors")}
)
_DATED_IN_FULL = frozenset({"online", "unpublished", "letter", "legal", "video", "audio", "interview", "misc", "movie"})
_BRACKETED = MappingProxyType(
    {"dataset": "Data set", "software": "Computer software", "video": "Video", "movie": "Film"}
)


def entry(work: Work, head: Head, suffix: str) -> Runs:
    """Author, date, title, source (9.4)."""
    title, *source = LAYOUTS.get(work.type, standalone)(work, head)
    date = _date(work, suffix)
    opening = (
        [title, date] if not head.persons and head.field in {"title", "key"} else [_author(work, head), date, title]
    )
    text = sentences([*opening, *source, *parts.notes(work)])
    return joined(" ", (text, _retrieval(work)))


def _author(work: Work, head: Head) -> Runs:
    if not head.persons:
        return head.runs
    names = plain(listed_apa(head.persons, work.rules, others=head.others))
    one, many = _ROLES.get(head.role, ("", ""))
    label = many if len(head.persons) > 1 or head.others else one
    addon = work.field("nameaddon")
    return joined(
        " ", (names, plain("[") + addon + plain("]") if addon else NOTHING, plain(f"({label})" if label else ""))
    )


def _date(work: Work, suffix: str) -> Runs:
    """`(2020, December 10)` of what appears daily, else `(2020a)` (9.14)."""
    year = work.year
    between = "" if not suffix or year.text[-1:].isdigit() else "-"
    day = ""
    date = work.source.dates.get("date")
    if date and is_precise(date) and (work.type in _DATED_IN_FULL or (work.type == "article" and work.is_news)):
        day = f", {full_date(date, with_year=False)}"
    return plain(f"({year.text}{between}{suffix}{day})")


def _retrieval(work: Work) -> Runs:
    """No period follows an address (9.35); the day of retrieval stands with what has no date (9.16)."""
    address = parts.identifier(work)
    date = work.source.dates.get("urldate")
    if address and date and not work.year.is_date and not work.text("doi"):
        return plain(f"Retrieved {full_date(date)}, from ") + address
    return address


def _details(*details: Runs) -> Runs:
    inside = joined(", ", details)
    return plain(" (") + inside + plain(")") if inside else NOTHING


def _bracketed(runs: Runs) -> Runs:
    return plain(" [") + runs + plain("]") if runs else NOTHING


def _edition_and_volume(work: Work) -> tuple[Runs, ...]:
    return parts.edition(work), capitalized(parts.volume(work)), capitalized(parts.volumes(work))


def standalone(work: Work, head: Head) -> list[Runs]:
    """Books, reports, data sets, films, pages of a site."""
    number = work.text("number")
    numbered = joined(" ", (parts.work_type(work), plain(f"No. {number}")))
    version = work.text("version")
    medium = _BRACKETED.get(work.type, "")
    title = (
        italic(work.title())
        + work.translated_title
        + _details(
            *_edition_and_volume(work),
            numbered if number and not work.field("series") else NOTHING,
            plain(f"Version {version}" if version else ""),
        )
    )
    title += _responsible(work, head, "editor") + _responsible(work, head, "translator")
    return [title + _bracketed(plain(medium)), parts.series(work), _publisher(work, head)]


def _responsible(work: Work, head: Head, role: str) -> Runs:
    """` (H. Bull & C. Holbraad, Eds.)` of those who do not head the entry."""
    names = work.names(role) if head.role != role else None
    if names is None:
        return NOTHING
    one, many = _ROLES[role]
    label = many if len(names.persons) > 1 or names.others else one
    return plain(f" ({running_apa(names.persons, others=names.others)}, {label})")


def _publisher(work: Work, head: Head) -> Runs:
    """Left out where the author has published the work (9.29)."""
    known = {person.literal.casefold() for person in head.persons} | {text_of(head.runs).casefold()}
    for name in ("publisher", "organization", "institution", "journaltitle", "howpublished"):
        runs = work.field(name)
        if runs and text_of(runs).casefold() not in known:
            return runs
    return NOTHING


def article(work: Work, head: Head) -> list[Runs]:
    """`*Journal*, *25*(2), 1–15`."""
    name = NOTHING if head.field == "journaltitle" else italic(work.title("journaltitle"))
    number = ranges(work.text("number")) or work.text("issue")
    counted = italic(plain(ranges(work.text("volume")))) + plain(f"({number})" if number else "")
    eid = work.text("eid")
    pages = plain(ranges(work.text("pages"))) or plain(f"Article {eid}" if eid else "")
    return [work.title() + work.translated_title, joined(", ", (name, counted, pages))]


def chapter(work: Work, head: Head) -> list[Runs]:
    """`In A. Editor & B. Editor (Eds.), *Book* (2nd ed., pp. 17–38). Publisher`."""
    pages = ranges(work.text("pages"))
    numbered = plain(f"{'pp.' if '–' in pages or ',' in pages else 'p.'} {pages}" if pages else "")
    book = italic(work.title("booktitle")) + _details(*_edition_and_volume(work), numbered)
    container = plain("In ") + joined(", ", (_of_book(work, head), book)) if work.field("booktitle") else NOTHING
    title = work.title() + work.translated_title + _responsible(work, head, "translator")
    return [title, container, _publisher(work, head)]


def _of_book(work: Work, head: Head) -> Runs:
    """`A. Editor & B. Editor (Eds.)`, or the author of the book."""
    editors, authors = work.names("editor"), work.names("bookauthor")
    if editors and head.role != "editor":
        label = "Eds." if len(editors.persons) > 1 or editors.others else "Ed."
        return plain(f"{running_apa(editors.persons, others=editors.others)} ({label})")
    if authors is None or authors.persons == head.persons:
        return NOTHING
    return plain(running_apa(authors.persons, others=authors.others))


def thesis(work: Work, _head: Head) -> list[Runs]:
    """`*Title* [Doctoral dissertation, University]`."""
    kind = parts.work_type(work)
    words = {"PhD diss.": "Doctoral dissertation", "": "Thesis"}.get(text_of(kind), text_of(kind))
    university = work.field("institution", "school", "publisher")
    return [italic(work.title()) + work.translated_title + _bracketed(joined(", ", (plain(words), university)))]


def container_or_standalone(work: Work, head: Head) -> list[Runs]:
    if work.field("booktitle"):
        return chapter(work, head)
    return article(work, head) if work.field("journaltitle") else standalone(work, head)


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        **dict.fromkeys(("article", "review", "suppperiodical"), article),
        **dict.fromkeys(
            [
                "incollection",
                "inbook",
                "bookinbook",
                "inproceedings",
                "inreference",
                "suppbook",
                "suppcollection",
                "conference",
            ],
            container_or_standalone,
        ),
        "thesis": thesis,
        "misc": container_or_standalone,
    }
)
