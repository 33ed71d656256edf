"""The sources as Pandoc receives them: CSL-JSON, with what its own reader of `.bib` files makes of them besides.

Sources: Pandoc's User's Guide, "Capitalization in titles"; the specification of CSL 1.0.2, "Text-case".
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from hedgesite.model.richtext import Run, Runs, written
from hedgesite.model.source import Source
from hedgesite.styles.csl.inlines import (
    BLANK,
    COLON,
    DATE,
    DATE_END,
    HYPHEN,
    STATE_END,
    UPRIGHT,
    UPRIGHT_END,
)
from hedgesite.styles.csl.item_names import APA, whole_name, with_particles
from hedgesite.styles.csl.item_terms import PERIODICAL_TYPES
from hedgesite.styles.csl.item_values import tags
from hedgesite.styles.csl.items import CslItem, csl_item
from hedgesite.styles.csl.keywords import keyword
from hedgesite.styles.csl.sentence_case import sentence_cased
from hedgesite.styles.csl.title_language import shown_language
from hedgesite.styles.dates import full_date, year_of
from hedgesite.styles.edition import is_first_edition, worded
from hedgesite.styles.languages import is_same_language
from hedgesite.styles.own_body import with_body_as_author
from hedgesite.styles.quotes import runs_backwards

BREAK = "break"
"""Id of a source that no companion has: cited between two citations, it keeps the second from being `ibid.`"""
_BREAK_ITEM = {"id": BREAK, "type": "book", "title": "-"}
_KEYED = MappingProxyType({"genre": "type", "status": "pubstate"})
_NEVER_PRINTED = frozenset({"abstract", "annote", "citation-key", "keyword"})

_REPORT = re.compile(r"@\s*techreport\b", re.IGNORECASE)
_LABELLED_VOLUME = re.compile(r"\bvolume\s*=\s*[{\"]+\s*((?:vols?|volume|bd|band|tome|том|cilt)\b\.?)", re.IGNORECASE)
_NUMERIC = re.compile(r"\D?\d+\D?(?:\s*[-–,&]\s*\D?\d+\D?)*")
"""Source: the specification of CSL 1.0.2, "Choose", on `is-numeric`."""
NOCASE = r'<span class="nocase">\g<0></span>'
_QUOTED = re.compile(r'(<span class="nocase">)"(?:([^"<>]*)")?(</span>)')
"""Quotation marks within what keeps its capitals, where processors do not see them."""
_SMALL = re.compile(r"(?<=[a-z]\. )(?:of|on|in|for|the|and|to)\b|\bvs?\.(?= )")
"""A small word behind an abbreviation, which processors take for the first of a sentence (`Proc. of a Meeting`), and
one that is small wherever it stands.
"""
_FOR_STANDARDS = re.compile(r'<if type="standard">.*?</if>', re.DOTALL)
"""Where a style has the authority only of standards, and not the court of a case."""
_SINGLE = frozenset({"legal_case", "patent"})
"""Types whose number is one, although it has a hyphen: `Case 24-62`."""
_IN_BRACKETS = re.compile(r" (\[[^\[\]<>]{2,}\])$")
"""A translation of a title or a description behind it."""
_WORD_OF_EDITION = re.compile(r"\s+ed(?:\.|ition)$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^\w+")
_CODE = re.compile(r"(\d+)\s+(\D[^§]*?)\s*§+\s*(.+)")


class _Habits(NamedTuple):
    """What a style does with variables, by its text."""

    has_volume_titles: bool
    names_courts: bool
    keeps_particles: bool

    @staticmethod
    def of(style: str) -> _Habits:
        named = "authority" in _FOR_STANDARDS.sub("", style)
        return _Habits("volume-title" in style, named, APA.search(style) is not None)


def bibliography(sources: Mapping[str, Source], language: str, style: str) -> bytes:
    """The sources by Pandoc's ids, as CSL-JSON; `style` is the text of the style, which may lack variables."""
    habits = _Habits.of(style)
    lettered = _lettered(sources.values())
    items = []
    for id, source in sources.items():
        item = _item(source, language)
        if source.key in lettered:
            item["issued"] = {"literal": lettered[source.key]}
        if habits.keeps_particles and "useprefix" not in source.text("options"):
            item = with_particles(item)
        if not habits.names_courts and "authority" in item and "publisher" not in item:
            item["publisher"] = item.pop("authority")
        if not habits.has_volume_titles and source.type not in PERIODICAL_TYPES:
            _join_volume_title(item)
        if "literal" in item.get("issued", {}):
            item["issued"] = {"literal": _marked(item["issued"]["literal"])}
        items.append({**item, "id": id})
    return json.dumps([*items, _BREAK_ITEM], ensure_ascii=False).encode()


def _item(source: Source, language: str) -> dict[str, Any]:
    cased = with_body_as_author(sentence_cased(source, language))
    item = _cited_as(_in_words(csl_item(cased, language), source, language), language)
    # Pandoc writes the titles of an item without a language in the title case of English.
    if "language" not in item and (guessed := shown_language(source)):
        item["language"] = guessed
    if _is_any_report(source):
        del item["genre"]
    if "title-short" not in item and (short := _short_title(cased)):
        item["title-short"] = short
    if label := _label_of_volume(source):
        item["volume"] = f"{label} {source.text('volume')}"
    for variable, field in (("issued", "date"), ("original-date", "origdate"), ("event-date", "eventdate")):
        if "raw" in item.get(variable, {}):
            # CSL has no words for decades and open ends.
            words = year_of(source).text if field == "date" else full_date(source.dates[field])
            item[variable] = {"literal": words}
    if _is_about(source):
        # Processors write an approximate year as an uncertain one: `[1850?]` for `ca. 1850`.
        item["issued"] = {"literal": year_of(source).text}
    if source.type == "software" and item.get("title", "")[:1].islower():
        item["title"] = _FIRST_WORD.sub(NOCASE, item["title"])
    return item


def _in_words(item: CslItem, source: Source, language: str) -> CslItem:
    """The item with its type and its state in the article's language, where keys stand for them."""
    words = {variable: keyword(source.text(field), language) for variable, field in _KEYED.items() if variable in item}
    return {**item, **{variable: word for variable, word in words.items() if word}}


def _join_volume_title(item: dict[str, Any]) -> None:
    """Name the volume with the whole work, in a style that has no place for it: `The Whole: The Volume`."""
    if volume := item.pop("volume-title", ""):
        whole = "container-title" if "container-title" in item else "title"
        item[whole] = f"{item[whole]}: {volume}"


def _marked(date: str) -> str:
    """A date in words between its marks; a stop at the end stays outside, where Pandoc sees it."""
    text = date.rstrip(".")
    return f"{DATE}{text}{DATE_END}{date[len(text) :]}"


def _is_about(source: Source) -> bool:
    """Whether the date is an approximate year, which is not uncertain besides."""
    date = source.dates.get("date")
    point = date.start if date and not date.is_interval else None
    return point is not None and point.approximate and not point.uncertain and point.month is None and point.year > 0


def _is_any_report(source: Source) -> bool:
    """Whether the type of a report is only the default: programs export every report as `@techreport`, since BibTeX has
    no other entry type for reports.
    """
    return _REPORT.match(source.raw) is not None and source.text("type") == "techreport"


def _label_of_volume(source: Source) -> str:
    """What stands before a volume such as `Vol. I`: styles write a label of their own only before numbers."""
    found = _LABELLED_VOLUME.search(source.raw)
    volume = source.text("volume")
    return found[1] if found and volume != found[1] and not _NUMERIC.fullmatch(volume) else ""


def _cited_as(item: CslItem, language: str) -> dict[str, Any]:
    """An item without what its author wrote for other uses, and with the variables that styles know."""
    cited = {name: value for name, value in item.items() if name not in _NEVER_PRINTED}
    if cited["type"] == "document":
        # Pandoc has no type for @misc either: styles print such a title as that of a work that stands alone.
        cited["type"] = ""
    for variable, value in cited.items():
        if isinstance(value, list):
            cited[variable] = [whole_name(name) for name in value]
    for variable in _REWRITTEN.keys() & cited.keys():
        cited[variable] = _REWRITTEN[variable](cited[variable])
    if cited["type"] in _SINGLE and "number" in cited:
        cited["number"] = cited["number"].replace("-", HYPHEN)
    if edition := _edition(cited, language):
        cited["edition"] = edition
    else:
        cited.pop("edition", None)
    if cited["type"] in {"legislation", "regulation", "bill"}:
        cited |= _as_printed(cited)
    if part := cited.pop("part", ""):
        cited["volume"] = f"{cited['volume']}.{part}" if "volume" in cited else part
    if cited.get("event-date") == cited.get("issued"):
        # What an event and its paper have in common is printed once.
        cited.pop("event-date", None)
    if "event-title" in cited:
        # The name of the variable before CSL 1.0.2, which many styles still use.
        cited["event"] = cited["event-title"]
    # Few styles print `status`, and all print a date.
    if "issued" not in cited and "status" in cited:
        cited["issued"] = {"literal": f"{cited.pop('status')}{STATE_END}"}
    return cited


def _edition(cited: Mapping[str, Any], language: str) -> str:
    """The edition, if it is not the first, with the word for it where English words tell it."""
    edition: str = cited.get("edition", "")
    if is_first_edition(edition):
        return ""
    if cited["type"] == "article-newspaper":
        return _WORD_OF_EDITION.sub("", edition)
    is_told = is_same_language(cited.get("language") or language, "en") and not edition.isdecimal()
    return worded(edition) if is_told else edition


def _titled(title: str) -> str:
    upright = _IN_BRACKETS.sub(rf"{UPRIGHT} \1{UPRIGHT_END}", title)
    return _SMALL.sub(NOCASE, _QUOTED.sub(_outside, upright))


def _outside(quoted: re.Match[str]) -> str:
    """Quotation marks outside what they stood in; one alone, without what protected it."""
    opening, text, closing = quoted.groups()
    return '"' if text is None else f'"{opening}{text}{closing}"'


def _without_hyphens(pages: str) -> str:
    """Pages whose numbers have hyphens: `1-15–1-20`, or `15-1`, the first page of a chapter."""
    if "–" in pages and "-" in pages:
        return pages.replace("-", HYPHEN).replace("–", "-")
    return pages.replace("-", HYPHEN) if runs_backwards(pages) else pages


_REWRITTEN: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        **dict.fromkeys(("title", "container-title", "collection-title", "volume-title"), _titled),
        # It is in another language than the title.
        "original-title": lambda text: f'<span class="nocase">{text}</span>',
        # A number with blanks would be several, with `Nos.` before them.
        "number": lambda text: text.replace(" ", BLANK),
        "page": _without_hyphens,
        "note": lambda text: text.replace(":", COLON),
    }
)
"""How the value of a variable is written, so that Pandoc reads what is meant."""


def _as_printed(act: dict[str, Any]) -> dict[str, Any]:
    """Where an act is printed: `42 U.S.C. § 7401` in its variables, or the number of a gazette behind its name. Styles
    write `Pub. L. No.` before all other numbers.
    """
    if code := _CODE.fullmatch(act.get("number", "").replace(BLANK, " ")):
        del act["number"]
        return {"volume": code[1], "container-title": code[2], "section": code[3]}
    if "number" in act and "container-title" in act:
        return {"container-title": f"{act['container-title']} {act.pop('number')}"}
    return {}


def _short_title(source: Source) -> str:
    """What a note that cites a work again calls it: its title without the subtitle."""
    title = source.fields.get("title")
    if title is None or source.type == "periodical" or "maintitle" in source.fields:
        return ""
    has_more = "subtitle" in source.fields or "titleaddon" in source.fields
    runs = tuple(_up_to_colon(title.rich))
    return written(runs, tags) if has_more or runs != title.rich else ""


def _up_to_colon(runs: Runs) -> Iterator[Run]:
    for text, marks in runs:
        before, colon, after = text.partition(": ")
        yield before, marks
        if colon and after:
            return


def _lettered(sources: Iterable[Source]) -> Mapping[str, str]:
    """Years with the letters that the file gives, by key, unless they might be those that the style gives."""
    alike: dict[tuple[object, str], list[tuple[str, str]]] = defaultdict(list)
    for source in sources:
        date = source.dates.get("date")
        if date is not None:
            who = source.persons.get("author") or source.persons.get("editor") or source.text("title")
            is_year = not date.is_interval and date.text.isdecimal()
            alike[who, date.text[:4]].append((source.key, source.text("extradate") if is_year else ""))
    found: dict[str, str] = {}
    for (_, year), group in alike.items():
        letters = [letter for _, letter in group]
        if all(letters) and len(set(letters)) == len(letters):
            found |= {key: f"{year}{letter}" for key, letter in group}
    return found
