"""Entries of an APA reference list (Publication Manual, 7th edition, chapters 9 and 10), built from Chicago's parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from hedgesite.model.richtext import NOTHING, Runs, capitalized, italic, joined, plain, sentences, text_of
from hedgesite.model.source import Person
from hedgesite.styles import entry_parts
from hedgesite.styles.author_date import AuthorDate, Listed
from hedgesite.styles.dates import Era, full_date, is_precise
from hedgesite.styles.entry_head import Head
from hedgesite.styles.names import initials, series, surname, with_initials
from hedgesite.styles.options import LOCATOR_TERMS, StyleOptions
from hedgesite.styles.quotes import ranges, typographic
from hedgesite.styles.styled_source import StyledSource

Layout = Callable[[StyledSource, Head], list[Runs]]
_ROLES = MappingProxyType(
    {"editor": ("Ed.", "Eds."), "translator": ("Trans.", "Trans."), "director": ("Director", "Directors")}
)
_DATED_IN_FULL = frozenset({"online", "unpublished", "letter", "legal", "video", "audio", "interview", "misc", "movie"})
_BRACKETED = MappingProxyType(
    {"dataset": "Data set", "software": "Computer software", "video": "Video", "movie": "Film"}
)


_LOCATOR_TERMS = MappingProxyType(
    {
        **LOCATOR_TERMS,
        "appendix": ("Appendix", "Appendices"),
        "chapter": ("Chapter", "Chapters"),
        "figure": ("Figure", "Figures"),
        "note": ("note ", "notes "),
        "page": ("p.", "pp."),
        "paragraph": ("para.", "paras."),
        "section": ("Section", "Sections"),
        "table": ("Table", "Tables"),
        "volume": ("Vol.", "Vols."),
    }
)


class Apa(AuthorDate):
    """The Publication Manual of the American Psychological Association, 7th edition."""

    def entry(self, item: Listed, *, repeats: bool = False) -> Runs:  # noqa: ARG002 - names are always repeated
        """Author, date, title, source (9.4)."""
        work, head = item.work, item.head
        title, *source = LAYOUTS.get(work.type, standalone)(work, head)
        date = _date(work, item.suffix)
        is_titled = not head.persons and head.field in {"title", "key"}
        opening = [title, date] if is_titled else [_author(work, head), date, title]
        text = sentences([*opening, *source, *entry_parts.notes(work)])
        return joined(" ", (text, _retrieval(work)))


def _author(work: StyledSource, head: Head) -> Runs:
    if not head.persons:
        return head.runs
    names = plain(_listed(head.persons, work.options, others=head.others))
    one, many = _ROLES.get(head.role, ("", ""))
    label = many if len(head.persons) > 1 or head.others else one
    addon = work.field("nameaddon")
    return joined(
        " ", (names, plain("[") + addon + plain("]") if addon else NOTHING, plain(f"({label})" if label else ""))
    )


def _date(work: StyledSource, suffix: str) -> Runs:
    """`(2020, December 10)` for dailies, else `(2020a)` (9.14)."""
    day = ""
    date = work.source.dates.get("date")
    if date and is_precise(date) and (work.type in _DATED_IN_FULL or (work.type == "article" and work.is_news)):
        day = f", {full_date(date, with_year=False)}"
    return plain(f"({work.year.lettered(suffix)}{day})")


def _retrieval(work: StyledSource) -> Runs:
    """Retrieval date of works without a date (9.16), and the address without a period after it (9.35)."""
    address = entry_parts.identifier(work)
    date = work.source.dates.get("urldate")
    if address and date and not work.year.is_date and not work.text("doi"):
        return plain(f"Retrieved {full_date(date)}, from ") + address
    return address


def _details(*details: Runs) -> Runs:
    inside = joined(", ", details)
    return plain(" (") + inside + plain(")") if inside else NOTHING


def _bracketed(runs: Runs) -> Runs:
    return plain(" [") + runs + plain("]") if runs else NOTHING


def _edition_and_volume(work: StyledSource) -> tuple[Runs, ...]:
    return entry_parts.edition(work), capitalized(entry_parts.volume(work)), capitalized(entry_parts.volumes(work))


def standalone(work: StyledSource, head: Head) -> list[Runs]:
    """Books, reports, data sets, films, pages of a site."""
    number = work.text("number")
    numbered = joined(" ", (entry_parts.work_type(work), plain(f"No. {number}")))
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
    return [title + _bracketed(plain(medium)), entry_parts.series(work), _publisher(work, head)]


def _responsible(work: StyledSource, head: Head, role: str) -> Runs:
    """` (H. Bull & C. Holbraad, Eds.)`: persons other than those who head the entry."""
    names = work.names(role) if head.role != role else None
    if names is None:
        return NOTHING
    one, many = _ROLES[role]
    label = many if len(names.persons) > 1 or names.others else one
    return plain(f" ({_running(names.persons, others=names.others)}, {label})")


def _publisher(work: StyledSource, head: Head) -> Runs:
    """The publisher, unless it is the author (9.29)."""
    known = {person.literal.casefold() for person in head.persons} | {text_of(head.runs).casefold()}
    for name in ("publisher", "organization", "institution", "journaltitle", "howpublished"):
        runs = work.field(name)
        if runs and text_of(runs).casefold() not in known:
            return runs
    return NOTHING


def article(work: StyledSource, head: Head) -> list[Runs]:
    """`*Journal*, *25*(2), 1–15`."""
    name = NOTHING if head.field == "journaltitle" else italic(work.title("journaltitle"))
    number = ranges(work.text("number")) or work.text("issue")
    counted = italic(plain(ranges(work.text("volume")))) + plain(f"({number})" if number else "")
    eid = work.text("eid")
    pages = plain(ranges(work.text("pages"))) or plain(f"Article {eid}" if eid else "")
    return [work.title() + work.translated_title, joined(", ", (name, counted, pages))]


def chapter(work: StyledSource, head: Head) -> list[Runs]:
    """`In A. Editor & B. Editor (Eds.), *Book* (2nd ed., pp. 17–38). Publisher`."""
    pages = ranges(work.text("pages"))
    numbered = plain(f"{'pp.' if '–' in pages or ',' in pages else 'p.'} {pages}" if pages else "")
    book = italic(work.title("booktitle")) + _details(*_edition_and_volume(work), numbered)
    container = plain("In ") + joined(", ", (_of_book(work, head), book)) if work.field("booktitle") else NOTHING
    title = work.title() + work.translated_title + _responsible(work, head, "translator")
    return [title, container, _publisher(work, head)]


def _of_book(work: StyledSource, head: Head) -> Runs:
    """`A. Editor & B. Editor (Eds.)`, or the author of the book."""
    editors, authors = work.names("editor"), work.names("bookauthor")
    if editors and head.role != "editor":
        label = "Eds." if len(editors.persons) > 1 or editors.others else "Ed."
        return plain(f"{_running(editors.persons, others=editors.others)} ({label})")
    if authors is None or authors.persons == head.persons:
        return NOTHING
    return plain(_running(authors.persons, others=authors.others))


def thesis(work: StyledSource, _head: Head) -> list[Runs]:
    """`*Title* [Doctoral dissertation, University]`."""
    kind = entry_parts.work_type(work)
    words = {"PhD diss.": "Doctoral dissertation", "": "Thesis"}.get(text_of(kind), text_of(kind))
    university = work.field("institution", "school", "publisher")
    return [italic(work.title()) + work.translated_title + _bracketed(joined(", ", (plain(words), university)))]


def container_or_standalone(work: StyledSource, head: Head) -> list[Runs]:
    if work.field("booktitle"):
        return chapter(work, head)
    return article(work, head) if work.field("journaltitle") else standalone(work, head)


def _listed(persons: Sequence[Person], options: StyleOptions, *, others: bool = False) -> str:
    """All names inverted, given names as initials."""
    names = [_inverted_initials(person) for person in persons]
    if others:
        return f"{', '.join(names)}, et al."
    if len(names) > options.listed_names:
        return f"{', '.join(names[: options.shortened_names])}, . . . {names[-1]}"
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _running(persons: Sequence[Person], *, others: bool = False) -> str:
    return series([_direct_initials(person) for person in persons], others=others, conjunction="&")


def _inverted_initials(person: Person) -> str:
    if person.is_body:
        return typographic(person.literal)
    return typographic(", ".join(filter(None, (surname(person), initials(person.given), person.suffix))))


def _direct_initials(person: Person) -> str:
    return " ".join(filter(None, (with_initials(person), person.suffix)))


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

APA_7 = Apa(
    StyleOptions(
        "apa",
        cited_names=2,
        listed_names=20,
        shortened_names=19,
        repeated_name="",
        places=False,
        space_after_volume=True,
        locator_terms=_LOCATOR_TERMS,
        periodicals_without_article=False,
        particles_in_surname=True,
        periodical_as_author=False,
        quoted_titles=False,
        forthcoming="in press",
        comma_before_year=True,
        conjunction="&",
        eras=(Era.UNDATED, Era.DATED, Era.FORTHCOMING),
    )
)
