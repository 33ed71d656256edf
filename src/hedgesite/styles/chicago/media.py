"""Sites, data, software, recordings, works of art and interviews (14.205–213, 14.235, 14.257–268, 15.50–57)."""

from __future__ import annotations

from hedgesite.model.richtext import NOTHING, Runs, capitalized, joined, plain, text_of
from hedgesite.styles import entry_parts
from hedgesite.styles.chicago.periodicals import container
from hedgesite.styles.chicago.shared import issuer_of, said_by, unless_head, version
from hedgesite.styles.edition import edition
from hedgesite.styles.entry_head import Head
from hedgesite.styles.styled_source import StyledSource

_POSTS = frozenset({"tweet", "post", "toot", "socialmedia", "social media", "status", "comment"})


def online(work: StyledSource, head: Head) -> list[Runs]:
    """14.205–210, 15.50–52: title, site, date."""
    site = unless_head(head, work.periodical, "journaltitle") or issuer_of(work, head)
    when = entry_parts.date_in_full(work)
    is_post = work.text("entrysubtype", "type").lower() in _POSTS
    dated = bool(work.field("journaltitle")) or is_post
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        *said_by(work, head),
        *([joined(", ", (site, when))] if dated else [site, when]),
    ]


def edition_of_data(work: StyledSource, head: Head) -> list[Runs]:
    """14.257, 14.268: data sets, whose titles are quoted, and software, whose names are in italics."""
    is_software = work.type == "software"
    return [
        unless_head(head, entry_parts.italic_title(work) if is_software else entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        *said_by(work, head),
        version(work, "V." if is_software else "Version"),
        edition(work),
        entry_parts.work_type(work),
        issuer_of(work, head) if not work.field("location") else entry_parts.publication(work)[0],
        work.field("howpublished") if work.field("publisher", "organization", "institution") else NOTHING,
    ]


def audiovisual(work: StyledSource, head: Head) -> list[Runs]:
    """14.261–268: recordings, broadcasts, films, podcasts, works of art."""
    programme = work.italic_title("booktitle") or work.italic_title("maintitle") or work.periodical
    medium = joined(", ", (capitalized(entry_parts.work_type(work)), work.field("howpublished")))
    contributors = said_by(work, head)
    if programme:
        title = unless_head(head, entry_parts.quoted_title(work))
        number = work.field("number")
        # A bare number is that of an episode (14.265).
        episode = plain("episode ") + number if text_of(number).isdecimal() else number
        place = joined(", ", (programme, capitalized(entry_parts.volume(work)), episode))
        return [title, *contributors, *_broadcast(work, place), medium]
    return [
        unless_head(head, entry_parts.italic_title(work)),
        entry_parts.addon(work),
        *contributors,
        joined(" ", (entry_parts.publication(work)[-1], work.field("number"))),
        entry_parts.date_in_full(work),
        medium,
    ]


def _broadcast(work: StyledSource, place: Runs) -> list[Runs]:
    """`*Programme*. Aired June 3, 2012, on AMC` (14.265); a podcast is published like a periodical (14.267)."""
    when, station = entry_parts.date_in_full(work), work.field("publisher", "organization", "institution")
    if work.type == "video" and when:
        return [place, plain("Aired ") + joined(", on ", (when, station))]
    return [joined(", ", (place, station, when))]


def artwork(work: StyledSource, head: Head) -> list[Runs]:
    """14.235: title, medium, and the collection that holds it."""
    holder = joined(", ", (work.field("institution", "library", "organization"), work.field("location")))
    if work.field("publisher") and not work.field("institution", "library", "organization"):
        # A map or a print is published as a book is (14.237).
        holder = entry_parts.publication(work)[-1]
    medium = joined(", ", (capitalized(entry_parts.work_type(work)), work.field("howpublished")))
    return [unless_head(head, entry_parts.italic_title(work)), *said_by(work, head), medium, holder]


def interview(work: StyledSource, head: Head) -> list[Runs]:
    """14.211–213: the person interviewed heads the entry."""
    where = container(work, head) if work.field("journaltitle") else NOTHING
    issuer = issuer_of(work, head)
    place = where or joined(
        ", ", (issuer, work.field("location") if issuer else NOTHING, entry_parts.date_in_full(work))
    )
    contributors = said_by(work, head)
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        *contributors,
        entry_parts.work_type(work) if not contributors else NOTHING,
        place,
    ]
