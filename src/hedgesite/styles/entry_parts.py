"""Parts of entries. Each function returns runs without a final period, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from urllib.parse import quote

from hedgesite.model.dois import without_resolver
from hedgesite.model.richtext import NOTHING, Runs, capitalized, italic, joined, marked, plain, text_of
from hedgesite.model.source import Person
from hedgesite.styles.bibtex_keys import EPRINT_SERVERS
from hedgesite.styles.bibtex_keys import KINDS as KIND_KEYS
from hedgesite.styles.countries import countries
from hedgesite.styles.dates import full_date, is_precise
from hedgesite.styles.edition import ordinal
from hedgesite.styles.entry_head import Head
from hedgesite.styles.generic_types import GENERIC_TYPES
from hedgesite.styles.names import running
from hedgesite.styles.names import series as series_of
from hedgesite.styles.quotes import quoted, ranges, short_ranges
from hedgesite.styles.styled_source import StyledSource

VERBS = MappingProxyType(
    {
        "author": "written by",
        "editor": "edited by",
        "compiler": "compiled by",
        "translator": "translated by",
        "annotator": "annotated by",
        "reviser": "revised by",
        "redactor": "redacted by",
        "director": "directed by",
        "producer": "produced by",
        "interviewer": "interview by",
        "introduction": "introduction by",
        "foreword": "foreword by",
        "afterword": "afterword by",
        "commentator": "commentary by",
        "illustrator": "illustrated by",
        "narrator": "narrated by",
        "performer": "performed by",
        "composer": "composed by",
        "conductor": "conducted by",
        "organizer": "organized by",
        "founder": "founded by",
        "continuator": "continued by",
        "collaborator": "in collaboration with",
    }
)
KINDS = MappingProxyType(
    {
        **KIND_KEYS,
        "phdthesis": "PhD diss.",
        "mastersthesis": KIND_KEYS["mathesis"],
        "software": "Computer software",
        "patentus": "US Patent",
        "patenteu": "European Patent",
        "patentde": "German Patent",
        "patentfr": "French Patent",
        "patentuk": "British Patent",
        "patrequs": "US patent request",
    }
)
"""Kinds of works as Chicago names them."""
SERIES = MappingProxyType({"newseries": "n.s.", "oldseries": "o.s."})
"""Keywords for a series (14.126, 14.184)."""
CONTRIBUTING = tuple(VERBS)
"""Roles in the order in which entries name them."""
_EXPORTED_NOTE = re.compile(
    r"_?(?:publisher|institution|company|distributor|place|number|num pages|number of pages|volume|pages|series"
    r"|series title|issue|section|edition|type|genre|medium|artwork size|language|issn|isbn|asin|oclc|doi|pmid|pmcid"
    r"|url|eprint|accepted|read status|citation key|cited by|library catalog|archive|rights|container title|event"
    r"|event title|event place|conference name|journal abbreviation|publication title|original date|page version id"
    r"|ads bibcode|backup publisher|tex\..*?):\s",
    re.IGNORECASE,
)
"""Names of fields, which no author writes into a note. All other notes are shown."""
_SAID_ELSEWHERE = re.compile(r"(?:arxiv|available (?:at|from)|accessed):\s+(?P<what>\S+)", re.IGNORECASE)


def contributors(work: StyledSource, head: Head, roles: Iterable[str] = CONTRIBUTING) -> list[Runs]:
    """`edited by A and B`, `edited and translated by C`: persons other than those who head the entry (14.103–105)."""
    by_persons: dict[tuple[tuple[Person, ...], bool], list[str]] = {}
    for role in roles:
        names = work.roles.get(role)
        if names and role != head.role:
            by_persons.setdefault((names.persons, names.others), []).append(VERBS[role])
    return [
        plain(f"{phrase} {running(persons, others=others)}")
        for (persons, others), verbs in by_persons.items()
        for phrase in _merged(verbs)
    ]


def _merged(verbs: Sequence[str]) -> list[str]:
    acts = [verb for verb in verbs if verb.endswith("ed by")]
    rest = [verb for verb in verbs if verb not in acts]
    if len(acts) < 2:
        return [*acts, *rest]
    return [" and ".join(verb.removesuffix(" by") for verb in acts) + " by", *rest]


def place(work: StyledSource, name: str = "location") -> Runs:
    """A place; BibLaTeX's keywords of countries, which may be joined by `and`, become their names."""
    named = countries(work.text(name))
    return plain(series_of(named)) if named else work.field(name)


def volume(work: StyledSource) -> Runs:
    """`vol. 2`, `vol. 2, pt. 1`, `vol. 9 of *The Whole*` (14.116–122)."""
    number, part, whole = work.text("volume"), work.text("part"), work.italic_title("maintitle")
    numbered = ", ".join(filter(None, (f"vol. {ranges(number)}" if number else "", f"pt. {part}" if part else "")))
    if whole and numbered:
        return plain(f"{numbered} of ") + whole
    return plain(numbered) or (plain("part of ") + whole if whole else NOTHING)


def volumes(work: StyledSource) -> Runs:
    """`3 vols.` of a work cited as a whole (14.117)."""
    total = work.text("volumes")
    return plain(f"{total} vols.") if total and total != "1" and not work.text("volume") else NOTHING


def series(work: StyledSource) -> Runs:
    """A series and the number in it, in roman (14.123)."""
    name, number = work.field("series"), work.text("number")
    # `newseries` is a keyword of BibLaTeX, and no name.
    known = SERIES.get(text_of(name).lower())
    if known:
        return plain(", ".join(filter(None, (known, ranges(number)))))
    return joined(" ", (name, plain(ranges(number)))) if name else NOTHING


def series_name(work: StyledSource) -> Runs:
    """`n.s.`, `3rd ser.` for BibLaTeX's keywords and the number of a journal's series (14.184), else the name."""
    text = work.text("series")
    if text.isdecimal():
        return plain(f"{ordinal(int(text))} ser.")
    return plain(SERIES.get(text.lower(), text))


def publication(work: StyledSource, *bodies: str) -> list[Runs]:
    """Place and publisher (14.127–146); of a reprint, those of the original first (15.40)."""
    bodies = bodies or ("publisher", "organization", "institution", "school")
    now = _place_and_publisher(work, place(work), work.field(*bodies))
    original = _place_and_publisher(work, work.field("origlocation"), work.field("origpublisher"))
    if original and now:
        return [original, plain("Reprint, ") + now]
    return [now]


def _place_and_publisher(work: StyledSource, place: Runs, publisher: Runs) -> Runs:
    if publisher and not work.options.places:
        return publisher
    return joined(": ", (place, publisher))


def pages(work: StyledSource) -> Runs:
    text = ranges(work.text("pages"))
    return plain(short_ranges(text) if work.options.short_ranges else text) or work.field("eid")


def work_type(work: StyledSource) -> Runs:
    """The kind of thesis, report or patent in words."""
    written = work.field("type")
    if text_of(written).lower() in GENERIC_TYPES:
        return NOTHING
    known = KINDS.get(text_of(written).lower().replace(" ", ""))
    return plain(known) if known else written


def has_generic_type(work: StyledSource) -> bool:
    """Whether the type is a keyword of BibLaTeX or EndNote, which repeats the kind of entry."""
    written = work.text("type").lower()
    return written in GENERIC_TYPES or written.replace(" ", "") in KINDS


def date_in_full(work: StyledSource, name: str = "date") -> Runs:
    """The date, if it is more precise than the year at the head of the entry."""
    date = work.source.dates.get(name)
    if date is None or not is_precise(date):
        return NOTHING
    return plain(full_date(date, with_year=work.options.repeated_year or name != "date"))


def day_and_month(work: StyledSource) -> Runs:
    date = work.source.dates.get("date")
    # What no calendar knows, such as "Q1", stands as it was written.
    return plain(full_date(date, with_year=False)) if date and is_precise(date) else work.field("month")


def accessed(work: StyledSource) -> Runs:
    """The access date, if there is neither a date nor a DOI (14.12, 15.50)."""
    date = work.source.dates.get("urldate")
    if date is None or work.year.is_date or work.text("doi"):
        return NOTHING
    return plain(f"Accessed {full_date(date)}")


def identifier(work: StyledSource) -> Runs:
    """A DOI, else an address, else the number on a preprint server (14.6–11)."""
    doi = work.source.text("doi").strip()
    if doi:
        return link(f"https://doi.org/{re.sub(r'^doi:[ ]*', '', without_resolver(doi), flags=re.I)}")
    url = work.source.text("url").strip()
    if url:
        return link(url)
    eprint, server = work.source.text("eprint").strip(), work.source.text("eprinttype").strip().lower()
    if not eprint:
        return NOTHING
    if server in EPRINT_SERVERS:
        return link(EPRINT_SERVERS[server].address + eprint)
    return link(eprint) if eprint.startswith(("http://", "https://")) else joined(" ", (plain(server), plain(eprint)))


def link(address: str) -> Runs:
    """The address as its own link text; plain text unless it is http(s)."""
    shown = plain(address)
    if not address.lower().startswith(("http://", "https://")):
        return shown
    return marked(shown, "a", quote(address, safe="%/:=&?~#+!$,;'@()*[]-._"))


def notes(work: StyledSource) -> list[Runs]:
    """The author's notes, without lines that reference managers leave behind (`Publisher: X`)."""
    note = work.field("note")
    if _EXPORTED_NOTE.match(text_of(note)) or _is_said_elsewhere(work, text_of(note)):
        note = NOTHING
    return [capitalized(note), capitalized(work.field("addendum"))]


def _is_said_elsewhere(work: StyledSource, note: str) -> bool:
    """Whether a note repeats the address of a work, or says when a work with a date was visited (14.12)."""
    said = _SAID_ELSEWHERE.match(note)
    if said is None:
        return False
    places = " ".join(work.source.text(name) for name in ("url", "doi", "eprint", "journaltitle"))
    return said["what"].rstrip(".") in places or (note.lower().startswith("accessed") and work.year.is_date)


def original_title(work: StyledSource) -> Runs:
    """`Originally published as *Title*` of a translation (14.99)."""
    title = work.field("origtitle")
    return plain("Originally published as ") + italic(title) if title else NOTHING


def quoted_title(work: StyledSource) -> Runs:
    return quoted(work.title()) + work.translated_title


def italic_title(work: StyledSource) -> Runs:
    return italic(work.title()) + work.translated_title


def addon(work: StyledSource) -> Runs:
    """An addition to the title, unless it is a translation of it."""
    return NOTHING if work.language else capitalized(work.field("titleaddon"))
