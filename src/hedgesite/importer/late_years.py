"""Entries whose year stands late: Vancouver, IEEE, GOST. The parser of lists expects authors and year in front.

Source: ICMJE, "Samples of Formatted References"; IEEE Reference Guide; GOST R 7.0.5-2008.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.entries import Listed
from hedgesite.importer.names import PARTICLE, UPPER
from hedgesite.importer.sources import Entry, key_of
from hedgesite.model.dois import PREFIX
from hedgesite.model.source import Person

# A second word of capitals alone is initials: `Heron AB, Gull C`.
_FAMILY = rf"(?:{PARTICLE}\s+)*[{UPPER}][\w'’-]+(?:[ -](?![{UPPER}]{{1,4}}(?!\w))[{UPPER}][\w'’-]+)?"
_INITIAL = rf"[{UPPER}](?![^\W\d_A-ZÀ-ÖØ-ÞА-Я])"
_AFTER = (
    rf"{_FAMILY},?\s(?:{_INITIAL}\.?[\s-]?){{1,4}}(?:(?<=\s){PARTICLE}|\s{PARTICLE})*(?:\s?(?:Jr|Sr|[23][nr]d)\.?)?"
)
_BEFORE = rf"(?:[{UPPER}]\.[\s-]?){{1,4}}\s?{_FAMILY}"
_OTHERS = r"(?:et\s+al\.?|и\s+др\.?|и\s+соавт\.?|i\s+in\.)"
_NAMES = re.compile(
    rf"(?P<names>(?:{_AFTER}|{_BEFORE})(?:\s*(?:,|;|\band\b|&|\bи\b|\by\b)+\s*(?:and\s+|&\s*)?(?:{_AFTER}|{_BEFORE}))*)"
    rf"(?P<others>,?\s*{_OTHERS})?\s*(?P<end>[.,:]\s*|(?<=\.)\s*|$)"
)
_ONE = re.compile(rf"(?P<after>{_AFTER})|(?P<before>{_BEFORE})")
_YEAR = re.compile(rf"(?<![\d–-])(?P<year>{A_YEAR})(?P<letter>[a-z])?(?!\d)")
_QUOTED = re.compile(
    r"[“\"«„](?P<title>[^”\"»]+?)[,.]?[”\"»]\s*[,.]?\s*(?:in:?\s+)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_SENTENCE = re.compile(r"(?P<title>.+?)(?:(?<=[\w)\]’'»”]{2})\.|[?!]|\s//|\s/\s)(?:\s+|$)(?P<rest>.*)", re.DOTALL)
_JOURNAL = re.compile(
    r"(?P<journal>[^\d;:]+?)[.,;]?\s*(?:\(?(?:1[5-9]|20)\d\d[^;:.]{0,12}\)?[;.,]\s*)?(?:vol\.?\s*|т\.\s*)?(?P<volume>(?!(?:1[5-9]|20)\d\d(?!\d))\d{1,4})?\s*[,.]?\s*"
    rf"(?:\(?(?:no\.?\s*|№\s*|n\.\s*|issue\s*)?(?P<number>\d[\w–/-]*)\)?)?\s*[:,.]\s*(?:pp?\.?\s*|[СсS]\.\s*)?(?P<pages>(?!{A_YEAR}\W*$)[a-z]?\d[\w]*(?:\s*[–-]\s*\w+)?)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"(?P<place>[^\d:;,.]{1,60}\.?)\s*:\s*(?P<publisher>[^;,]{2,100})[;,]\s*(?:1[5-9]|20)\d\d")
_COMMAS = re.compile(
    rf"(?P<place>[{UPPER}][^:;,.\d]{{1,40}}),\s(?P<publisher>[^:;,.\d\[\]]{{2,80}}),?\s{A_YEAR}[a-z]?\W*$"
)
"""`Paris, Gallimard, 1975`"""
_JOURNAL_ALONE = re.compile(r"(?P<journal>[^\d;:]{3,120}?)(?:\s\[[^\[\]]*\])?\.\s(?:1[5-9]|20)\d\d\W*$")
"""`Lake Journal [Internet]. 1997`"""
_ONLINE = re.compile(
    r"\s?\[(?:Internet|serial online|online|electronic resource|cited[^\[\]]{0,40})\]|Available (?:from|at):?", re.I
)
_DOI = re.compile(rf"{PREFIX}[^\s>]+")
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def read_late(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    """The source of an entry whose authors come first and whose year comes after the title; None for other entries."""
    words = listed.words
    names = _NAMES.match(words)
    years = list(_YEAR.finditer(words))
    if not names or not years:
        return None
    rest = words[names.end() :]
    quoted = _QUOTED.match(rest)
    found = quoted or _SENTENCE.match(rest)
    # A year right after the names is what the parser of lists reads.
    if not found or years[0].start() < names.end() + 6 or _YEAR.search(found["title"][:6]):
        return None
    if not quoted and not _is_late(rest, found):
        return None
    persons = tuple(map(_person, _ONE.finditer(names["names"])))
    year = _of_imprint(found["rest"]) or years[-1]
    fields = {"title": found["title"].strip(" .,"), "date": year["year"], **_fields(found["rest"])}
    kind = "article" if "journaltitle" in fields else "book" if "publisher" in fields else "misc"
    entry = Entry(
        key=key_of(persons, "", year["year"], year["letter"] or "", keys, numbers),
        type=kind,
        offset=listed.offset,
        plain=words,
        persons=persons,
        others=bool(names["others"]),
        year=year["year"],
        letter=year["letter"] or "",
        fields=MappingProxyType(fields),
    )
    keys.add(entry.key)
    return entry


def _is_late(rest: str, title: re.Match[str]) -> bool:
    return _YEAR.search(rest[: title.start("rest")]) is None and _YEAR.search(title["rest"]) is not None


def _of_imprint(rest: str) -> re.Match[str] | None:
    """The first year after a title; later ones are those of visits."""
    return _YEAR.search(_ADDRESS.sub("", rest))


def _person(found: re.Match[str]) -> Person:
    words = found[0].replace(",", " ").split()
    if found["after"]:
        at = next((n for n, word in enumerate(words) if n and re.fullmatch(rf"(?:[{UPPER}]\.?-?)+", word)), len(words))
        last = next((n for n in range(len(words), at, -1) if not re.fullmatch(PARTICLE, words[n - 1])), at)
        # Some lists put particles behind the initials: `Schreeb J von`.
        family, given = [*words[last:], *words[:at]], words[at:last]
    else:
        at = next((n for n, word in enumerate(words) if not re.fullmatch(rf"(?:[{UPPER}]\.-?)+", word)), len(words) - 1)
        family, given = words[at:], words[:at]
    initials = " ".join(re.sub(rf"(?<=[{UPPER}])(?=[{UPPER}])", " ", part) for part in given)
    return Person(" ".join(family), re.sub(rf"([{UPPER}])(?![.\w])", r"\1.", initials))


def _fields(rest: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    if doi := _DOI.search(rest):
        fields["doi"] = doi[0].rstrip(".,;)")
    elif address := _ADDRESS.search(rest):
        fields["url"] = address[0].rstrip(".,;)")
    bare = _ONLINE.sub("", _ADDRESS.sub("", rest))
    imprint = _IMPRINT.match(bare) or _COMMAS.match(bare)
    journal = (_JOURNAL.match(bare) or _JOURNAL_ALONE.match(bare)) if not imprint else None
    if imprint:
        fields |= {"location": imprint["place"].strip(" "), "publisher": imprint["publisher"].strip()}
    elif journal and len(journal["journal"].strip()) > 2:
        fields["journaltitle"] = journal["journal"].strip(" .,;/")
        fields |= {name: each.strip() for name, each in journal.groupdict().items() if each and name != "journal"}
    elif bare.strip(" .,;"):
        fields["note"] = bare.strip(" .,;")
    return fields
