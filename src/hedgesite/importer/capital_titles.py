"""What follows names in capitals in an entry: title, journal or book, imprint, year.

Sources: ABNT NBR 6023:2018, sections 7 and 8; ISO 690:2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hedgesite.importer.capital_names import capital_names
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.entries import ITALIC, ROMAN
from hedgesite.importer.names import as_bibtex, read_list
from hedgesite.importer.visits import take_addresses

_YEAR = re.compile(rf"(?<![\d/.-])(?<!p\. )(?<!p\.)(?:[c©]\s?)?(?P<year>{A_YEAR})(?P<letter>[a-z])?(?![\d\w/]|[–-]\d)")
_QUOTED = re.compile(r"\s*[“\"«„](?P<title>[^“”\"«»„]{3,400}?)[,.]?[”\"»“][,.]?\s*")
_SENTENCE = re.compile(r"(?P<title>.+?(?:(?<=[\w)\]’'»”\"]{2})\.(?!\w)|[?!]|(?=\s\[)))\s*(?=\s|$|\[)", re.DOTALL)
_WITHIN = re.compile(r"(?:In|Em|En|Dans|V|У)\s?:\s")
_EDITORS = re.compile(
    r"(?P<names>[^\d.]{3,20}(?:[^\d]{0,180}?))\s*[(\[](?:orgs?|eds?|coords?|dirs?|hrsg|comps?)\.?[)\]]\s*[.,:]\s*",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"\s*\[(?:en l[íi]nea|on-?line|em linha|en ligne|online)\]", re.IGNORECASE)
_VOLUME = re.compile(r"\b(?:v|vol|t|ano|año|jahrg)\.?\s?(?P<volume>\d{1,4}|[IVXLC]{1,6})\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:n|nº|n\.º|no|nr|núm|num|č|issue)\.?\s?[ºo°]?\.?\s?(?P<number>\d[\w/–-]{0,12})", re.IGNORECASE
)
_PAGES = re.compile(r"\b(?:pp?|págs?|s)\.?\s?(?P<pages>e?\d+(?:\s?[–-]\s?\d+)?)(?!\w)", re.IGNORECASE)
_IMPRINT = re.compile(
    r"(?P<place>[^\W\d_][^:.;\d]{1,50}(?:\s?\[?[A-Z]{2}\]?)?)\s?:\s(?P<publisher>[^:;]{2,90}?),\s\[?(?=[c©]?\s?(?:1[5-9]|20)\d\d)"
)
_EDITION = re.compile(
    r"(?P<edition>\d{1,3})\s?(?:[.ªºa]{1,2}|st|nd|rd|th)?\s?(?:ed|edi[cç][ãa]o|edici[óo]n|vyd|Aufl)\b\.?", re.IGNORECASE
)
_THESIS = re.compile(
    r"\b(?P<kind>(?:Tese|Tesis(?:\s(?:doctoral|de\s\w+))?|Thèse|Dissertação|Disertación|Monografia|Mémoire"
    r"|Trabalho de Conclusão de Curso|TCC)"
    r"(?:\s\([^()]{3,80}\))?)\s?[.,–-]{0,2}\s?(?P<institution>[^,.;\d]{3,100})?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(slots=True)
class Work:
    """What an entry says of a work beside its authors."""

    type: str = "misc"
    year: str = ""
    letter: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    left: str = ""

    def take(self, pattern: re.Pattern[str], *names: str) -> bool:
        """Take what a pattern finds out of what is left, as fields."""
        found = pattern.search(self.left)
        if found is None:
            return False
        for name in names:
            if found[name] and found[name].strip(" ,."):
                self.fields[name] = found[name].strip(" ,.")
        self.left = f"{self.left[: found.start()]} {self.left[found.end() :]}"
        return True


def read_after_names(marked: str) -> Work | None:
    """What follows the names; None if no title and neither a year nor an address is found."""
    work = Work()
    text, addresses = take_addresses(marked)
    title, work.left = _title(text)
    years = list(_YEAR.finditer(work.left.replace(ITALIC, " ").replace(ROMAN, " ")))
    if not title or not (years or addresses):
        return None
    work.fields |= {"title": title, **addresses}
    if years:
        work.year, work.letter = years[-1]["year"], years[-1]["letter"] or ""
        work.fields["date"] = work.year
    work.left = work.left.replace(ITALIC, "").replace(ROMAN, "")
    _container(work)
    rest = re.sub(rf"(?<!\d){work.year}{work.letter}(?!\d)", " ", work.left) if work.year else work.left
    if re.search(r"[^\W\d_]{4}", rest):
        work.fields["note"] = " ".join(rest.split()).strip(" .,;:–-")
    return work


def _title(text: str) -> tuple[str, str]:
    quoted = _QUOTED.match(text)
    if quoted:
        return quoted["title"].strip(), text[quoted.end() :]
    bare = text.strip()
    start = bare.find(ROMAN) + 1 if bare.startswith(ITALIC) else 0
    # A title in italics goes on with its subtitle, whose end is that of the sentence.
    if start and not re.match(r"\s*:", bare[start:]):
        return _plain(bare[:start]), bare[start:].lstrip(" .,")
    sentence = _SENTENCE.match(bare, start)
    return (_plain(bare[: sentence.end("title")]), bare[sentence.end() :]) if sentence else ("", text)


def _plain(marked: str) -> str:
    return marked.replace(ITALIC, "").replace(ROMAN, "").strip(" ,:").removesuffix(".")


def _container(work: Work) -> None:
    is_online = bool(_ONLINE.search(work.left))
    work.left = _ONLINE.sub("", work.left)
    work.left = work.left.strip(" .,")
    within, imprint, volume = _WITHIN.match(work.left), _IMPRINT.search(work.left), _VOLUME.search(work.left)
    if within:
        work.type = "incollection"
        work.left = work.left[within.end() :]
        _book_of_part(work)
    elif work.take(_THESIS, "kind", "institution"):
        work.type = "thesis"
        work.fields["type"] = work.fields.pop("kind")
        return
    elif (volume and not (imprint and imprint.start() < volume.start())) or (not imprint and _NUMBER.search(work.left)):
        _journal(work)
        return
    if work.take(_IMPRINT, "place", "publisher"):
        work.fields["location"] = work.fields.pop("place")
        work.type = "book" if work.type == "misc" else work.type
    work.take(_EDITION, "edition")
    if work.type == "incollection":
        work.take(_PAGES, "pages")
    elif work.type == "misc" and ("url" in work.fields or is_online):
        work.type = "online"


def _book_of_part(work: Work) -> None:
    editors = _EDITORS.match(work.left)
    if editors:
        named = capital_names(editors[0])
        persons = named.persons if named else read_list(editors["names"])[0]
        work.fields["editor"] = as_bibtex(persons)
        work.left = work.left[editors.end() :]
    sentence = _SENTENCE.match(work.left.strip())
    if sentence:
        work.fields["booktitle"] = sentence["title"].removesuffix(".").strip(" ,")
        work.left = work.left.strip()[sentence.end() :]


def _journal(work: Work) -> None:
    work.type = "article"
    name, _, rest = work.left.strip().partition(",")
    if re.search(r"\.\s", name) or not rest:
        name, _, rest = work.left.strip().partition(". ")
    work.fields["journaltitle"], work.left = name.strip(" ."), rest
    work.take(_VOLUME, "volume")
    work.take(_NUMBER, "number")
    work.take(_PAGES, "pages")
    place = re.match(r"\s*(?P<location>[^\W\d_][^\d,.:]{2,40}),", work.left)
    if place:
        work.fields["location"] = place["location"].strip()
        work.left = work.left[place.end() :]
    # Months beside the year say nothing that a field would hold.
    work.left = re.sub(r"\b[^\W\d_]{3,4}\.?(?:/[^\W\d_]{3,10}\.?)?\s(?=(?:1[5-9]|20)\d\d)", " ", work.left)
