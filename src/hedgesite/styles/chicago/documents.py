"""Archives, treaties, acts, cases and patents (14.216–231, 14.258, 14.269–305, 15.54, 15.58)."""

from __future__ import annotations

import re

from hedgesite.model.richtext import NOTHING, Runs, capitalized, italic, joined, plain, text_of
from hedgesite.styles import entry_parts
from hedgesite.styles.chicago.books import presented
from hedgesite.styles.chicago.periodicals import container
from hedgesite.styles.chicago.shared import names_head, said_by, unless_head
from hedgesite.styles.entry_head import Head
from hedgesite.styles.quotes import quoted, ranges
from hedgesite.styles.styled_source import StyledSource

_US = re.compile(r"U\.?S\.? patent", re.IGNORECASE)
_OFFICE = re.compile(r"US\s?\d")


def unpublished(work: StyledSource, head: Head) -> list[Runs]:
    """14.114–116, 14.216–231: manuscripts, lectures, letters and other documents of archives."""
    archive = work.field("archive", "library", "institution", "organization", "publisher")
    box = joined(", ", (work.field("shelfmark", "number"), work.field("collection", "series")))
    return [
        unless_head(head, entry_parts.quoted_title(work)),
        entry_parts.addon(work),
        *said_by(work, head),
        presented(work)
        or capitalized(
            joined(", ", (entry_parts.work_type(work), work.field("howpublished"), entry_parts.date_in_full(work)))
        ),
        box,
        joined(", ", (archive, work.field("location"))),
    ]


def legal(work: StyledSource, head: Head) -> list[Runs]:
    """14.269–305, 15.58: treaties, acts and cases, as far as a reference list has them."""
    title = italic(work.title()) if work.type == "jurisdiction" else work.title()
    when = entry_parts.date_in_full(work) or entry_parts.date_in_full(work, "eventdate")
    kind, number = entry_parts.work_type(work), work.field("number")
    signed = joined(", ", (capitalized(work.field("howpublished")), NOTHING if number else capitalized(kind), when))
    docket = plain("No. ") if work.type == "jurisdiction" and not kind and text_of(number)[:1].isdecimal() else NOTHING
    number = joined(" ", (kind, docket + number)) if number else NOTHING
    court = work.field("institution", "organization", "publisher")
    issuer = NOTHING if names_head(work, head, text_of(court)) else court
    if work.type == "legal":
        printed = container(work, head) if work.field("volume") else work.periodical
        body = [quoted(work.title()) + work.translated_title, entry_parts.addon(work), number, signed, printed, issuer]
    else:
        body = [
            title + work.translated_title,
            entry_parts.addon(work),
            joined(", ", (_gazette(work),) if _is_gazette(work) else (number, _reporter(work))),
            issuer,
            signed,
        ]
    return [unless_head(head, body[0]), *body[1:]]


def _reporter(work: StyledSource) -> Runs:
    """`5 U.S. 137` (14.273–276)."""
    name = work.text("reporter") or work.text("journaltitle") or work.text("series")
    return joined(" ", map(plain, (work.text("volume"), name, ranges(work.text("pages")))))


def _is_gazette(work: StyledSource) -> bool:
    """Whether an act is printed in a gazette: not in a code or a reporter, whose volumes are numbers."""
    counted = work.text("volume") or work.text("number")
    return (
        work.type == "legislation"
        and bool(work.field("journaltitle") and counted)
        and not (work.text("volume").isdecimal())
    )


def _gazette(work: StyledSource) -> Runs:
    """`Official Gazette 116/2007`, `Official Journal of the European Union L 119: 1–88`."""
    counted = " ".join(filter(None, (work.text("volume"), work.text("number"))))
    return joined(": ", (joined(" ", (work.field("journaltitle"), plain(counted))), entry_parts.pages(work)))


def patent(work: StyledSource, head: Head) -> list[Runs]:
    """14.258."""
    kind = entry_parts.work_type(work) or plain("Patent")
    filed, issued = entry_parts.date_in_full(work, "origdate"), entry_parts.date_in_full(work)
    history = joined(", and ", [plain(word) + when for word, when in (("filed ", filed), ("issued ", issued)) if when])
    # The number may begin with the code of its office: `US1234567B2`.
    if _US.match(text_of(kind)) and _OFFICE.match(work.text("number")):
        kind = plain("Patent")
    return [
        unless_head(head, work.title()),
        joined(", ", (joined(" ", (kind, work.field("number"))), history)),
        entry_parts.place(work),
    ]
