"""Conversion of one entry's raw fields to a source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from hedgesite.diagnostics import Rule, Severity
from hedgesite.load.bibtex.dates import (
    DateText,
    Reading,
    join_date,
    read_date,
    read_visit,
    read_year,
    share_year,
    without_sort_key,
)
from hedgesite.load.bibtex.labels import LABELLED, without_label
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.load.bibtex.macros import RawField
from hedgesite.load.bibtex.misplaced import month_of_number, put_right
from hedgesite.load.bibtex.misspelt import meant_field
from hedgesite.load.bibtex.names import read_names
from hedgesite.load.bibtex.relations import Node
from hedgesite.load.bibtex.required_fields import missing
from hedgesite.load.bibtex.splitter import RawEntry
from hedgesite.load.bibtex.verbatim import (
    address_in,
    doi_in_note,
    doi_of,
    doi_of_address,
    doi_within,
    eprint_of,
    verbatim_text,
)
from hedgesite.load.latex import to_plain, to_runs
from hedgesite.load.latex_tokens import LatexProblem
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import is_web_address
from hedgesite.model.richtext import plain, text_of
from hedgesite.model.source import FieldValue, Person, Source
from hedgesite.model.vocabulary import (
    DATE_FIELDS,
    DATE_PREFIXES,
    FIELD_ALIASES,
    MARKDOWN_FIELDS,
    PERSON_FIELDS,
    VERBATIM_FIELDS,
)

_WITHOUT_VALUE = {"ids", "xdata"}
_WITHOUT_SCHEME = re.compile(r"(?://)?(?=www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/|$))", re.IGNORECASE)
_TWO_ADDRESSES = re.compile(r"(?P<first>https?://[^\s,;]+)[\s,;]\s*(?:\S+\s+)?https?://", re.IGNORECASE)


def decode(entry: RawEntry, node: Node, aliases: Iterable[str], report: LocatedReport) -> Source:
    """Convert an entry to a source; `node` has its fields by BibLaTeX name, including inherited ones."""
    decoder = _Decoder(node, report)
    decoder.decode()
    decoder.check_requirements(entry)
    return Source(
        key=entry.key,
        type=node.type,
        origin=report.origin(entry.start),
        fields=MappingProxyType(decoder.fields),
        persons=MappingProxyType(decoder.persons),
        and_others=frozenset(decoder.and_others),
        dates=MappingProxyType(decoder.dates),
        aliases=tuple(aliases),
        raw=entry.raw,
    )


class _Decoder:
    def __init__(self, node: Node, report: LocatedReport) -> None:
        self.node = node
        self.report = report
        self.fields: dict[str, FieldValue] = {}
        self.persons: dict[str, tuple[Person, ...]] = {}
        self.and_others: set[str] = set()
        self.dates: dict[str, Edtf] = {}

    def decode(self) -> None:
        if number := month_of_number(self.node.fields):
            self.warn(number, f"the number '{number.raw}' is read as the month", "write it as the month")
        put_right(self.node.type, self.node.fields)
        for name, field in self.node.fields.items():
            if name in PERSON_FIELDS:
                self.add_persons(name, field)
            elif name == "url":
                self.add_url(field)
            elif name in VERBATIM_FIELDS:
                self.add_verbatim(name, field)
            elif name in MARKDOWN_FIELDS:
                self.add_text(name, field, field.raw)
            elif not (name in DATE_FIELDS or name in _WITHOUT_VALUE):
                self.add_rich(name, field)
        for prefix in DATE_PREFIXES:
            self.add_date(prefix)
        self.find_url()
        self.find_doi()

    def warn(self, field: RawField, problem: str, remedy: str, rule: Rule = Rule.BIB_FIELD) -> None:
        self.report.add(rule, field.start, problem, remedy)

    def warn_of_latex(self, field: RawField, problems: Iterable[LatexProblem]) -> None:
        for offset, problem, remedy in problems:
            place = field.value_start + offset
            self.report.add(Rule.BIB_LATEX, place, f"{problem} (field '{field.name}' of '{self.node.key}')", remedy)

    def add_rich(self, name: str, field: RawField) -> None:
        if name in LABELLED:
            field = without_label(name, field)
        rich, problems = to_runs(field.raw)
        if problems:
            self.warn_of_latex(field, problems)
        self.fields[name] = FieldValue(field.raw, text_of(rich), rich, self.report.origin(field.start))

    def add_text(self, name: str, field: RawField, text: str) -> None:
        self.fields[name] = FieldValue(field.raw, text, plain(text), self.report.origin(field.start))

    def add_persons(self, name: str, field: RawField) -> None:
        names = read_names(field.raw)
        for offset, problem, remedy in names.problems:
            self.report.add(Rule.BIB_NAME, field.value_start + offset, problem, remedy)
        self.warn_of_latex(field, names.latex_problems)
        if names.persons:
            self.persons[name] = names.persons
        if names.and_others:
            self.and_others.add(name)

    def add_verbatim(self, name: str, field: RawField) -> None:
        text = verbatim_text(field.raw)
        if name == "doi":
            doi = doi_of(text) or doi_within(text)
            if doi and doi_of(text) is None:
                self.warn(field, f"the doi '{text}' is read as '{doi}'", f"write '{doi}'")
            if doi is None:
                self.warn(field, f"'{text}' is not a DOI", "write a DOI as 10.1234/abc; put other addresses in url")
                return
            text = doi
        if name == "eprint":
            server, text, kind = eprint_of(text)
            for other, found in (("eprinttype", server), ("eprintclass", kind)):
                if found and other not in self.node.fields:
                    self.add_text(other, field, found)
        self.add_text(name, field, text)

    def add_url(self, field: RawField) -> None:
        text = verbatim_text(field.raw)
        # An address with a space is almost always right but for that, so it is repaired instead of dropped.
        spaceless = text.replace(" ", "%20")
        if scheme := _WITHOUT_SCHEME.match(spaceless):
            spaceless = text = f"https://{spaceless[scheme.end() :]}"
        if two := _TWO_ADDRESSES.match(text):
            spaceless = text = two["first"]
            self.warn(field, f"the url has more than one address; '{text}' is used", "give one address")
        if not is_web_address(spaceless):
            remedy = "give an address that begins with https:// or http://"
            self.warn(field, f"the url '{text}' is not a web address and is left out", remedy)
            return
        if spaceless != text:
            self.warn(field, f"the url '{text}' contains a space", "write it as %20")
        self.add_text("url", field, spaceless)

    def find_url(self) -> None:
        """Take the address from the fields in which authors put it because BibTeX has no `url`."""
        for name in ("howpublished", "doi"):
            field = self.node.fields.get(name)
            if field and "url" not in self.fields and (address := address_in(field.raw)):
                if name == "howpublished":
                    del self.fields[name]
                elif name in self.fields:
                    return
                self.add_text("url", field, address)

    def find_doi(self) -> None:
        """Take the DOI from the address that leads to it, or from the note, in which Zotero puts it if its item has no
        field for one.
        """
        url, note = self.fields.get("url"), self.node.fields.get("note")
        if "doi" in self.fields:
            return
        if url and (doi := doi_of_address(url.text)):
            del self.fields["url"]
            self.fields["doi"] = FieldValue(url.raw, doi, plain(doi), url.origin)
        elif note and (doi := doi_in_note(verbatim_text(note.raw))):
            self.add_text("doi", note, doi)
            if verbatim_text(note.raw).removesuffix(".").endswith(doi) and note.raw.lower().startswith("doi"):
                del self.fields["note"]

    def add_date(self, prefix: str) -> None:
        date, year, month = (self.node.fields.get(f"{prefix}{part}") for part in ("date", "year", "month"))
        if date is not None and year is not None and self.has_day_alone(prefix, date, year):
            date, year, month = None, self.node.fields[f"{prefix}year"], self.node.fields.get(f"{prefix}month")
        if date is not None:
            self.add_date_field(prefix, date, is_year=False)
            if year is not None and f"{prefix}date" in self.dates:
                self.compare(self.dates[f"{prefix}date"], year)
                return
        if year is not None and f"{prefix}date" not in self.dates:
            self.add_date_field(prefix, year, is_year=True)
            if month is not None and f"{prefix}date" in self.dates:
                self.join_month(prefix, month)
        elif month is not None and date is None:
            self.warn(month, f"'{self.node.key}' has a month but no year", "give the year")
            self.add_rich(f"{prefix}month", month)

    def has_day_alone(self, prefix: str, date: RawField, year: RawField) -> bool:
        """Whether a `date` that is none stands beside a year, which is the date then: some put day and month there.

        Others put the day there on which they entered the work: BibLaTeX reads no `12.10.2003` either.
        """
        text, known = verbatim_text(date.raw), read_year(verbatim_text(without_sort_key(year.raw))).date
        read = read_date(text)
        is_other = bool(known and read.date and read.remedy and not share_year(known, read.date))
        if known is None or not (is_other or read.reading is Reading.UNREADABLE):
            return False
        joined = None if is_other else join_date(known.text, text, "")
        used = joined or known
        fault = "is not in its year" if is_other else "is not a date"
        problem = f"the date '{text}' of '{self.node.key}' {fault}; with its year it is read as '{used.text}'"
        self.report.add(Rule.BIB_DATE, date.start, problem, f"write '{used.text}'", Severity.WARNING)
        if joined:
            self.node.fields[f"{prefix}year"] = year._replace(raw=joined.text)
            self.node.fields.pop(f"{prefix}month", None)
        return True

    def add_date_field(self, prefix: str, field: RawField, *, is_year: bool) -> None:
        text = verbatim_text(without_sort_key(field.raw))
        read = read_year(text) if is_year else read_visit(text) if prefix == "url" else read_date(text)
        if read.remedy and read.date:
            self.warn(field, f"the {field.name} '{text}' is read as '{read.date.text}'", read.remedy)
        if read.date:
            self.dates[f"{prefix}date"] = read.date
            self.add_more_of_date(prefix, field, read)
        # BibTeX has no `pubstate`: authors write "forthcoming" in `year`.
        elif read.reading is Reading.STATE and "pubstate" not in self.fields:
            self.add_rich("pubstate", field)
        else:
            self.add_rich(f"{prefix}year", field._replace(raw=without_sort_key(field.raw)))
        if read.reading in {Reading.UNREADABLE, Reading.WORDS}:
            remedy = "write it as 2020-11-10, 2008-08, 2007/2020 or 2015~"
            # A year can be told from the text, which is shown as written: that stops no build.
            level = Severity.WARNING if read.reading is Reading.WORDS or prefix else None
            problem = f"the {field.name} '{text}' of '{self.node.key}' is not a date"
            self.report.add(Rule.BIB_DATE, field.start, problem, remedy, level)

    def add_more_of_date(self, prefix: str, field: RawField, read: DateText) -> None:
        """Keep the original year and the letter that a date field contains besides the date."""
        if read.original and not prefix and "origdate" not in self.dates:
            self.dates["origdate"] = read.original
        if read.letter and not prefix:
            self.add_text("extradate", field, read.letter)

    def join_month(self, prefix: str, month: RawField) -> None:
        name = f"{prefix}date"
        year = self.dates[name]
        if year.start is None or year.start.month is not None:
            return
        day = self.node.fields.get(f"{prefix}day")
        text, problems = to_plain(month.raw)
        self.warn_of_latex(month, problems)
        joined, undayed = join_date(year.text, text, day.raw if day else ""), join_date(year.text, text, "")
        if known := joined or undayed:
            self.dates[name] = known
        if joined:
            return
        wrong = f"day '{day.raw}' of the month '{text}'" if day and undayed else f"month '{text}'"
        problem = f"the {wrong} does not make a date with the year '{year.text}'"
        remedy = "write date = {2020-11-10} or {2008-08} instead"
        self.report.add(Rule.BIB_DATE, month.start, problem, remedy, Severity.WARNING)
        # The year is known, so that only the month is shown as written.
        if not undayed:
            self.add_rich(f"{prefix}month", month)

    def compare(self, date: Edtf, year: RawField) -> None:
        """Warn if `date` and `year` differ."""
        other = read_year(verbatim_text(year.raw)).date
        if other is None or not share_year(other, date):
            problem = f"date '{date.text}' and year '{year.raw}' of '{self.node.key}' disagree"
            self.warn(year, problem, "remove the year; the date is used")

    def check_requirements(self, entry: RawEntry) -> None:
        given = self.fields.keys() | self.persons.keys() | self.dates.keys()
        # What a misspelt field was meant for is not missing as well.
        given |= {FIELD_ALIASES.get(meant, meant) for name in self.node.fields if (meant := meant_field(name))}
        printed = self.dates.get("date") or self.dates.get("origdate")
        year = printed.start.year if printed and printed.start else None
        for name, hole in missing(self.node.type, given, year):
            problem = f"@{entry.type} '{entry.key}' has {hole}"
            self.report.add(Rule.BIB_MISSING_FIELD, entry.start, problem, f"give its {name}")
        undated = not {"date", "urldate", "pubstate", "year"} & given
        if self.node.type == "online" and "url" in given and undated:
            problem = f"@online '{entry.key}' has a url, but neither a date nor an urldate"
            self.report.add(Rule.BIB_FIELD, entry.start, problem, "add the date of access as urldate")
