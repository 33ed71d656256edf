"""Entries of a Chicago reference list by type of source: what follows the author and the year (15.9, 15.43–59)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hedgesite.styles import parts
from hedgesite.styles.head import Head
from hedgesite.styles.names import running
from hedgesite.styles.quotes import quoted, ranges
from hedgesite.styles.runs import NOTHING, Runs, capitalized, closed, italic, joined, plain, text_of
from hedgesite.styles.work import Work

Layout = Callable[[Work, Head], list[Runs]]
_CIRCULATED = re.compile(r"\b(working|discussion|occasional|conference) paper", re.IGNORECASE)
_OF_CHAPTER = ("translator", "interviewer")
"""Roles that belong to a chapter; the others belong to its book."""
_POSTS = frozenset({"tweet", "post", "toot", "socialmedia", "social media", "status", "comment"})


def entry_body(work: Work, head: Head) -> list[Runs]:
    """Sentences after the year, the empty ones included."""
    body = LAYOUTS.get(work.type, other)(work, head)
    return [
        *body,
        parts.original_title(work),
        *parts.notes(work),
        parts.accessed(work),
        parts.identifier(work),
    ]


def _unless_head(head: Head, title: Runs, field: str = "title") -> Runs:
    return NOTHING if head.field == field else title


def _said_by(work: Work, head: Head) -> list[Runs]:
    return [capitalized(phrase) for phrase in parts.contributors(work, head)]


def book(work: Work, head: Head) -> list[Runs]:
    """14.100–146: title, contributors, edition, volume, series, facts of publication."""
    return [
        _unless_head(head, parts.italic_title(work)),
        parts.addon(work),
        *_said_by(work, head),
        parts.edition(work),
        capitalized(parts.volume(work)),
        parts.volumes(work),
        parts.series(work),
        *parts.publication(work),
        capitalized(work.field("howpublished")),
    ]


def chapter(work: Work, head: Head) -> list[Runs]:
    """14.106–112: a contribution with a title of its own, in a book."""
    of_chapter = parts.contributors(work, head, _OF_CHAPTER)
    return [
        _unless_head(head, parts.quoted_title(work)),
        parts.addon(work),
        *map(capitalized, of_chapter),
        _within(work, head),
        *_after_book(work),
    ]


def part_of_own_book(work: Work, head: Head) -> list[Runs]:
    """14.107, 14.109: a chapter of a book by one author; without a book title, the book itself."""
    return chapter(work, head) if work.field("booktitle") else book(work, head)


def supplement(work: Work, head: Head) -> list[Runs]:
    """14.110: `Introduction to *Book*, by Its Author`."""
    title = work.title() or work.field("type")
    if not work.field("booktitle"):
        return chapter(work, head)
    generic = text_of(title).lower() in {"introduction", "foreword", "preface", "afterword", "postscript"}
    named = title if generic else quoted(title)
    return [closed(joined(" to ", (named, _book_clause(work, head)))), *_after_book(work)]


def _within(work: Work, head: Head) -> Runs:
    clause = _book_clause(work, head)
    return plain("In ") + clause if clause else NOTHING


def _book_clause(work: Work, head: Head) -> Runs:
    by = work.names("bookauthor")
    owner = plain(f"by {running(by.persons, others=by.others)}") if by and by.persons != head.persons else NOTHING
    book_title = work.italic_title("booktitle")
    roles = [role for role in parts.CONTRIBUTING if role not in _OF_CHAPTER]
    clause = [
        book_title + _addition(work) if book_title else NOTHING,
        parts.edition(work),
        parts.volume(work),
        owner,
        *parts.contributors(work, head, roles),
        parts.pages(work) if work.rules.chapter_pages else NOTHING,
    ]
    return comma_separated(clause) if book_title or work.field("maintitle") else NOTHING


def _addition(work: Work) -> Runs:
    addition = work.field("booktitleaddon")
    if not addition:
        return NOTHING
    return plain(" [") + addition + plain("]") if work.language else plain(", ") + addition


def comma_separated(clauses: list[Runs]) -> Runs:
    return joined(", ", clauses)


def _after_book(work: Work) -> list[Runs]:
    return [parts.series(work), *parts.publication(work)]


def conference_paper(work: Work, head: Head) -> list[Runs]:
    """14.217, 14.226: in its proceedings, or as it was given."""
    if work.field("booktitle"):
        return chapter(work, head)
    if work.field("journaltitle"):
        return article(work, head)
    return [_unless_head(head, parts.quoted_title(work)), parts.addon(work), presented(work), *parts.publication(work)]


def presented(work: Work) -> Runs:
    """`Paper presented at the Conference, Place, Date` (14.217)."""
    event = work.field("eventtitle")
    if not event:
        return NOTHING
    kind = text_of(parts.work_type(work)) or "paper"
    when = parts.date_in_full(work, "eventdate") or parts.date_in_full(work)
    article = "" if text_of(event).lower().startswith("the ") else "the "
    opening = plain(f"{kind[0].upper()}{kind[1:]} presented at {article}") + event
    return joined(", ", (opening, work.field("eventtitleaddon"), work.field("venue"), when))


def article(work: Work, head: Head) -> list[Runs]:
    """14.168–205, 15.46–49: in a journal, a magazine or a newspaper."""
    said = parts.contributors(work, head)
    special = _special_issue(work, said)
    return [
        _unless_head(head, parts.quoted_title(work)),
        parts.addon(work),
        *([special] if special else map(capitalized, said)),
        _periodical(work, head),
    ]


def _special_issue(work: Work, said: list[Runs]) -> Runs:
    """`In “Its Title,” edited by A` (14.179)."""
    title = work.title("issuetitle")
    if not title:
        return NOTHING
    opening = plain("In ") + quoted(title)
    return joined(" ", (closed(opening, ","), joined(", ", said))) if said else opening


def _periodical(work: Work, head: Head) -> Runs:
    name = _unless_head(head, work.periodical, "journaltitle")
    if work.field("issuetitle"):
        name = joined(", ", (plain("Special issue"), name))
    if work.is_news:
        page_numbers = NOTHING if "news" in work.text("entrysubtype").lower() else parts.pages(work)
        return joined(", ", (name, parts.date_in_full(work), page_numbers))
    era = _new_series(work)
    if era and work.field("volume"):
        return joined(", ", (name, era, _volume_issue_pages(work, named=False)))
    return joined(", ", (name, era)) + _volume_issue_pages(work, named=bool(name))


def _new_series(work: Work) -> Runs:
    """14.184."""
    text = work.text("series")
    known = {"newseries": "n.s.", "oldseries": "o.s."}.get(text.lower())
    if known or not text.isdigit():
        return plain(known or text)
    return plain(f"{parts.ordinal(int(text))} ser.")


def _volume_issue_pages(work: Work, *, named: bool) -> Runs:
    """`25 (100): 1–15`, `3:300–315`, `15 (Spring): 83–100`, `, no. 27, 5–8` (14.171, 15.47–48)."""
    volume, number = ranges(work.text("volume")), ranges(work.text("number"))
    page_numbers = parts.pages(work)
    if volume:
        issue = plain(number) or work.field("issue") or parts.day_and_month(work)
        counted = plain(f"{' ' if named else ''}{volume}") + (plain(" (") + issue + plain(")") if issue else NOTHING)
        separator = ": " if issue or work.rules.space_after_volume else ":"
        return joined(separator, (counted, page_numbers))
    issue_word = f"no{'s' if '–' in number else ''}. {number}" if number else ""
    clauses = (plain(issue_word), work.field("issue"), page_numbers)
    return plain(", " if named and any(clauses) else "") + joined(", ", clauses)


def special_issue(work: Work, head: Head) -> list[Runs]:
    """14.178: an issue of a periodical as a whole."""
    title = work.title("issuetitle") or (work.title() if work.field("journaltitle") else NOTHING)
    name = work.periodical or italic(work.title())
    opening = joined(", ", (plain("Special issue") if title else NOTHING, name))
    return [
        _unless_head(head, quoted(title)),
        *_said_by(work, head),
        opening + _volume_issue_pages(work, named=True),
    ]


def thesis(work: Work, head: Head) -> list[Runs]:
    """14.215."""
    kind = parts.work_type(work) or plain(parts.THESIS_KINDS.get(work.type, "Thesis"))
    university = work.field("institution", "school", "publisher", "organization")
    return [
        _unless_head(head, parts.quoted_title(work)),
        parts.addon(work),
        joined(", ", (kind, university)),
    ]


def report(work: Work, head: Head) -> list[Runs]:
    """14.218, 14.220: reports are books with a number; working papers are unpublished."""
    kind, number = parts.work_type(work), work.text("number")
    numbered = NOTHING if work.field("series") else _numbered(kind, number)
    if _CIRCULATED.search(text_of(kind)):
        issuer = _issuer(work, head)
        clause = joined(", ", (numbered or kind, issuer, work.field("location") if issuer else NOTHING))
        return [_unless_head(head, parts.quoted_title(work)), parts.addon(work), *_said_by(work, head), clause]
    return [
        _unless_head(head, parts.italic_title(work)),
        parts.addon(work),
        *_said_by(work, head),
        parts.edition(work) or _version(work),
        capitalized(parts.volume(work)),
        numbered or (NOTHING if parts.has_generic_type(work) else kind),
        parts.series(work),
        *_published_by(work, head),
    ]


def _published_by(work: Work, head: Head) -> list[Runs]:
    """Place and publisher, but not the author's name alone once more."""
    bodies = ("publisher", "institution", "organization")
    has_place = work.rules.places and bool(work.field("location"))
    if not has_place and names_head(work, head, work.text(*bodies)):
        return []
    return parts.publication(work, *bodies)


def _numbered(kind: Runs, number: str) -> Runs:
    if not number:
        return NOTHING
    bare = number.replace(" ", "").replace(".", "").isalnum() and number[0].isdigit()
    kind = kind or (plain("Report") if bare else NOTHING)
    return joined(" ", (kind, plain(f"no. {ranges(number)}" if bare else number)))


def _issuer(work: Work, head: Head) -> Runs:
    """Who put the work out, unless the entry already begins with that name."""
    for name in ("organization", "publisher", "institution", "howpublished"):
        runs = work.field(name)
        if runs and not names_head(work, head, text_of(runs)):
            return runs
    return NOTHING


def names_head(work: Work, head: Head, text: str) -> bool:
    known = {person.literal.casefold() for person in head.persons} | {head.short.casefold()}
    return text.casefold() in known or (bool(head.field) and work.text(head.field) == text)


def online(work: Work, head: Head) -> list[Runs]:
    """14.205–210, 15.50–52: title, site, date."""
    site = _unless_head(head, work.periodical, "journaltitle") or _issuer(work, head)
    when = parts.date_in_full(work)
    is_post = work.text("entrysubtype", "type").lower() in _POSTS
    dated = bool(work.field("journaltitle")) or is_post
    return [
        _unless_head(head, parts.quoted_title(work)),
        parts.addon(work),
        *_said_by(work, head),
        *([joined(", ", (site, when))] if dated else [site, when]),
    ]


def unpublished(work: Work, head: Head) -> list[Runs]:
    """14.114–116, 14.216–231: manuscripts, lectures, letters and other documents of archives."""
    archive = work.field("archive", "library", "institution", "organization", "publisher")
    box = joined(", ", (work.field("shelfmark", "number"), work.field("collection", "series")))
    return [
        _unless_head(head, parts.quoted_title(work)),
        parts.addon(work),
        *_said_by(work, head),
        presented(work)
        or joined(", ", (capitalized(parts.work_type(work)), work.field("howpublished"), parts.date_in_full(work))),
        box,
        joined(", ", (archive, work.field("location"))),
    ]


def edition_of_data(work: Work, head: Head) -> list[Runs]:
    """14.257, 14.268: data sets and software."""
    return [
        _unless_head(head, parts.italic_title(work)),
        parts.addon(work),
        *_said_by(work, head),
        _version(work),
        parts.edition(work),
        parts.work_type(work),
        _issuer(work, head) if not work.field("location") else parts.publication(work)[0],
        work.field("howpublished") if work.field("publisher", "organization", "institution") else NOTHING,
    ]


def _version(work: Work) -> Runs:
    text = work.text("version").strip()
    return plain(f"V. {text}" if text[:1].isdigit() else text)


def legal(work: Work, head: Head) -> list[Runs]:
    """14.269–305, 15.58: treaties, acts and cases, as far as a reference list has them."""
    title = italic(work.title()) if work.type == "jurisdiction" else work.title()
    when = parts.date_in_full(work) or parts.date_in_full(work, "eventdate")
    signed = joined(", ", (capitalized(work.field("howpublished")), when))
    number = joined(" ", (parts.work_type(work), work.field("number")))
    court = work.field("institution", "organization", "publisher")
    issuer = NOTHING if names_head(work, head, text_of(court)) else court
    if work.type == "legal":
        printed = _periodical(work, head) if work.field("volume") else work.periodical
        body = [quoted(work.title()) + work.translated_title, parts.addon(work), number, signed, printed, issuer]
    else:
        body = [
            title + work.translated_title,
            parts.addon(work),
            joined(", ", (number, _reporter(work))),
            issuer,
            signed,
        ]
    return [_unless_head(head, body[0]), *body[1:]]


def _reporter(work: Work) -> Runs:
    """`5 U.S. 137` (14.273–276)."""
    name = work.text("journaltitle") or work.text("series")
    return joined(" ", map(plain, (work.text("volume"), name, ranges(work.text("pages")))))


def patent(work: Work, head: Head) -> list[Runs]:
    """14.258."""
    kind = parts.work_type(work) or plain("Patent")
    filed, issued = parts.date_in_full(work, "origdate"), parts.date_in_full(work)
    history = joined(", and ", [plain(word) + when for word, when in (("filed ", filed), ("issued ", issued)) if when])
    return [
        _unless_head(head, work.title()),
        joined(", ", (joined(" ", (kind, work.field("number"))), history)),
    ]


def audiovisual(work: Work, head: Head) -> list[Runs]:
    """14.261–268: recordings, broadcasts, films, podcasts, works of art."""
    programme = work.italic_title("booktitle") or work.italic_title("maintitle") or work.periodical
    medium = joined(", ", (capitalized(parts.work_type(work)), work.field("howpublished")))
    said = _said_by(work, head)
    if programme:
        title = _unless_head(head, parts.quoted_title(work))
        place = joined(", ", (programme, capitalized(parts.volume(work)), work.field("number")))
        return [title, *said, *_broadcast(work, place), medium]
    return [
        _unless_head(head, parts.italic_title(work)),
        parts.addon(work),
        *said,
        joined(" ", (parts.publication(work)[-1], work.field("number"))),
        parts.date_in_full(work),
        medium,
    ]


def _broadcast(work: Work, place: Runs) -> list[Runs]:
    """`*Programme*. Aired June 3, 2012, on AMC` (14.265); a podcast is published like a periodical (14.267)."""
    when, station = parts.date_in_full(work), work.field("publisher", "organization", "institution")
    if work.type == "video" and when:
        return [place, plain("Aired ") + joined(", on ", (when, station))]
    return [joined(", ", (place, station, when))]


def artwork(work: Work, head: Head) -> list[Runs]:
    """14.235: title, medium, where it is kept."""
    kept = joined(", ", (work.field("institution", "library", "organization", "publisher"), work.field("location")))
    medium = joined(", ", (capitalized(parts.work_type(work)), work.field("howpublished")))
    return [_unless_head(head, parts.italic_title(work)), *_said_by(work, head), medium, kept]


def interview(work: Work, head: Head) -> list[Runs]:
    """14.211–213: the person interviewed heads the entry."""
    where = _periodical(work, head) if work.field("journaltitle") else NOTHING
    issuer = _issuer(work, head)
    place = where or joined(", ", (issuer, work.field("location") if issuer else NOTHING, parts.date_in_full(work)))
    said = _said_by(work, head)
    return [_unless_head(head, parts.quoted_title(work)), *said, parts.work_type(work) if not said else NOTHING, place]


def other(work: Work, head: Head) -> list[Runs]:
    """Whatever the Manual has no form for: by the fields it has, like the nearest that it has one for."""
    if work.names("interviewer") or work.text("type").lower().startswith("interview"):
        return interview(work, head)
    if work.field("journaltitle"):
        return article(work, head)
    if work.field("booktitle"):
        return chapter(work, head)
    if work.field("archive", "library", "shelfmark", "collection", "eventtitle"):
        return unpublished(work, head)
    if work.is_booklike:
        return book(work, head)
    return [*online(work, head), joined(" ", (parts.work_type(work), work.field("number")))]


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        **dict.fromkeys(
            [
                "book",
                "mvbook",
                "collection",
                "mvcollection",
                "proceedings",
                "mvproceedings",
                "reference",
                "mvreference",
                "booklet",
                "manual",
                "standard",
                "commentary",
            ],
            book,
        ),
        **dict.fromkeys(("incollection", "inreference"), chapter),
        **dict.fromkeys(("inbook", "bookinbook"), part_of_own_book),
        **dict.fromkeys(("suppbook", "suppcollection"), supplement),
        **dict.fromkeys(("inproceedings", "conference"), conference_paper),
        **dict.fromkeys(("article", "review", "suppperiodical"), article),
        "periodical": special_issue,
        **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), thesis),
        **dict.fromkeys(("report", "techreport"), report),
        **dict.fromkeys(("online", "electronic", "www"), online),
        **dict.fromkeys(("unpublished", "letter"), unpublished),
        **dict.fromkeys(("dataset", "software"), edition_of_data),
        **dict.fromkeys(("legal", "legislation", "jurisdiction"), legal),
        "patent": patent,
        **dict.fromkeys(("audio", "music", "video", "movie", "performance"), audiovisual),
        **dict.fromkeys(("artwork", "image"), artwork),
        "interview": interview,
    }
)
