"""Why a reference differs from Pandoc's: rules, each with what it leaves out of account on both sides.

A rule explains a difference only if nothing else is left when it has been applied to both texts. Used by
`libraries.py`; not part of the tests.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import combinations

from hedgesite.model.source import Source
from hedgesite.styles.csl.proper_names import proper_names
from hedgesite.styles.csl.title_language import is_foreign
from hedgesite.styles.languages import language_tag

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_LABELS = frozenset(
    ["no", "nos", "vol", "p", "pp", "in", "ed", "eds", "edited", "by", "and", "et", "al", "pt", "ch", "edn", "with"]
)
_LABEL = "(?:pp?|vols?|nos?|ch|band|bd|tome|v)"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_GENERIC = r"\s?\[?(?<![a-z] )(?:Journal \{*Article\}*|Book(?: \{*Section\}*)?|Thesis)(?:\]|\.)"
_STOPS = re.compile(r"[.,;:()]")
_ONE_PERSON = "one person has one name, however it is abbreviated"
_MOST = 3
"""So many rules may meet in one reference."""


def comparable(text: str) -> str:
    """Without what nobody sees: spaces of any kind, invisible signs, two codings of one letter, and the numbers of a
    list, which depend on what else stands in it.
    """
    seen = unicodedata.normalize("NFC", text.translate({0x200B: None, 0xAD: None, 0xB5: 0x3BC}))
    return re.sub(r"\s+", "", re.sub(r"^\s*(?:\[\d+\]|\d+\.)", "", seen))


def language_of_source(source: Source) -> str:
    written = source.text("langid") or source.text("language")
    return (language_tag(written, source.text("title")) or written) if written else ""


def _without(pattern: str, into: str = "") -> Callable[[str], str]:
    return lambda text: re.sub(pattern, into, text, flags=re.IGNORECASE)


def _everywhere(pattern: str, into: str = "") -> Callable[[Source, str], str]:
    return lambda _, text: re.sub(pattern, into, text, flags=re.IGNORECASE)


def _if_raw(pattern: str, change: Callable[[str], str]) -> Callable[[Source, str], str]:
    """A change for entries that contain something."""
    return lambda source, text: change(text) if re.search(pattern, source.raw, re.IGNORECASE) else text


def _addressless(text: str) -> str:
    text = re.sub(r"(?i)\bdoi:\s*(?!10\.)\w\S*", "", text)
    text = re.sub(
        r"(?i)(?:doi:?\s*)?(?:(?:https?|papers\d?)://|www\.|10\.\d{4,9}/)\S*(?:\s(?:and|&)\s10\.\S+)?", "", text
    )
    marks = (
        r"(?i)\bdoi\b:?|Available:|\[Online\]|Available at|Retrieved(?: [A-Z]\w+ \d+, \d+,)?(?: from)?"
        r"|\[?Unpublished manuscript\]?|Accessed:?(?: \d+)? \w+\.?(?: \d+)?(?:, \d+| \d{4})?"
    )
    # Only where an address was left out: a stop within a name such as `H.-W.` is no matter of addresses.
    return re.sub(r"[.,;:()\[\]]*(?:\s+[.,;:()\[\]]*|$)", " ", re.sub(marks, "", text))


def _nameless(source: Source, text: str) -> str:
    """Without the names at the beginning, of an entry whose names are not parted by `and` or end in an initial."""
    written = re.search(r"(?is)(?:author|editor)\s*=\s*[{\"](.*?)[}\"]\s*,?\s*\n", source.raw)
    faulty = r"(?i)\se\s|&|,[^,]*,[^,]*,|\s\w\.?(?:\s+and\b|$)|\.$|;|\(|and\s+others"
    unnumbered = re.sub(r"^\s*(?:\[\d+\]|\d+\.)", "", text)
    return re.sub(r"^[^\d“]*", "", unnumbered) if written and re.search(faulty, written[1]) else text


def _one_letter(_: Source, text: str) -> str:
    """LaTeX puts accents on dotless letters, and Unicode on the others."""
    return unicodedata.normalize("NFC", re.sub("ı(?=[\u0300-\u036f])", "i", text))


def _numbered(text: str) -> str:
    for number, word in enumerate(_ORDINALS, 1):
        ordinal = rf"{number}\s?(?:st|nd|rd|th|[aeoªº])\b\.?"
        text = re.sub(rf"(?i)\b(?:{word}\b|{ordinal})(?:\s*(?:edition|edn?)\b)?\.?", f"{number}", text)
    return text


def _unissued(source: Source, text: str) -> str:
    """The words without those of who issues an unsigned document, and in no order: styles put its author first."""
    if not {"author", "editor"}.isdisjoint(source.persons):
        return text
    issuers = (source.text(name) for name in ("institution", "organization", "publisher", "howpublished"))
    for issuer in sorted(filter(None, issuers), key=len, reverse=True):
        text = re.sub(re.escape(issuer), "", text, flags=re.IGNORECASE)
    found = re.findall(r"\w+", re.sub(r"\bRetrieved\b", "", text))
    return " ".join(sorted(found, key=str.casefold))


def _uncounted(source: Source, text: str) -> str:
    total = source.text("pagetotal").rstrip(".")
    if not total:
        return text
    return _STOPS.sub("", re.sub(rf"(?:\bpp?\.\s*)?(?<!\w){re.escape(total)}(?!\w)", "", text))


def _unparticled(source: Source, text: str) -> str:
    """Without particles and stops, of an entry whose names have some."""
    found = {person.particle for persons in source.persons.values() for person in persons if person.particle}
    for particle in found:
        text = re.sub(rf"(?<!\w){re.escape(particle)}(?!\w)", "", text)
    return re.sub(r"[., ]+", " ", text) if found else text


def _bodiless(source: Source, text: str) -> str:
    """Without the words of bodies and their initials, and without stops."""
    bodies = {person.literal for persons in source.persons.values() for person in persons if person.literal}
    for word in {word for body in bodies for word in re.findall(r"\w+", body)}:
        text = re.sub(rf"\b(?:{word}\b|{word[0]}\.)", "", text)
    return re.sub(r"[-.,&\s]+", " ", text) if bodies else text


def _schemeless(source: Source, text: str) -> str:
    address = source.text("url").split("://")[-1]
    return re.sub(rf"(?:Retrieved )?(?:https?://)?{re.escape(address)}[./]?", "", text) if "." in address else text


def _nothing_but_words(text: str) -> str:
    """The words in no order, since a chapter stands before its book, and without labels."""
    return " ".join(sorted(set(_words(text.replace("\xad", ""))) - _LABELS - {"chapter"}))


_TITLES = ("title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "issuetitle", "titleaddon")
_NAMES_OF = ("series", "eventtitle", "organization", "institution", "publisher", "journaltitle", "howpublished", "type")
_CASES = frozenset({"jurisdiction", "legislation", "legal"})


def _folded(text: str, written: set[str]) -> str:
    """The text without the capitals of some words."""
    return re.sub(r"[^\W\d_]+", lambda found: found[0].casefold() if found[0].casefold() in written else found[0], text)


def _letters(*texts: str) -> set[str]:
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)}


def _named(source: Source, text: str) -> str:
    """Without capitals of the words that name a series, a site, a meeting, its proceedings, a case or an act."""
    fields = [*_NAMES_OF, *(("booktitle", "booksubtitle") if source.type == "inproceedings" else ())]
    if source.type in _CASES:
        fields += _TITLES
    if source.type in {"periodical", "suppperiodical", "online"}:
        fields += ("title", "subtitle")
    return _folded(text, _letters(*map(source.text, fields)))


def _foreign(source: Source, text: str) -> str:
    """Without capitals, of an entry in another language than English: its series and its journal are in it as well."""
    language = language_of_source(source)[:2] or "en"
    return text.casefold() if language != "en" or any(is_foreign(source.text(name)) for name in _TITLES) else text


def _in_sentence_case(source: Source, text: str) -> str:
    """Without capitals of what has one within a title that is otherwise in small letters."""
    kept: set[str] = set()
    for name in _TITLES:
        words = re.findall(r"[^\W\d_]+", source.text(name))
        long = [word for word in words[1:] if len(word) >= _LONG]
        if sum(word.islower() for word in long) * 2 >= len(long):
            kept.update(word.casefold() for word in words if not word.islower())
    return _folded(text, kept)


_LONG = 4
"""Shorter words are small in title case as well."""
_MEETING = (
    "a series, a site, a meeting, a case or an act has a name, which keeps its capitals in the manuals of the APA and "
    "of Chicago"
)
_PARTICLE = "a particle is part of the family name in the style of the APA"
_FOREIGN = "a title in another language keeps its own capitals in the manuals of the APA, Chicago and the MLA"
_SENTENCE = "a name in a title that is in sentence case keeps its capital"
_CAPITALS = "a title keeps the capitals of the file"

RULES: tuple[tuple[str, Callable[[Source, str], str]], ...] = (
    ("escapes of LaTeX are the characters that LaTeX prints", lambda _, text: re.sub(r"[\\{}$]|%20|~|\xa0", "", text)),
    ("an accent and its letter are one letter", _one_letter),
    (
        "HTML is what a browser shows",
        lambda _, text: html.unescape(re.sub(r"</?(?:em|i|b|sub|sup)>", "", text, flags=re.I)),
    ),
    ("the address behind a title keeps its small letter", _everywhere("https?:", "https:")),
    ("the number of pages of a whole work is no place in it", _uncounted),
    ("who issues an unsigned document is its author", _unissued),
    (
        "a body that two fields name is named once",
        _everywhere(r"(?<=[ .])([^;.,()]{3,80});((?: [^;.,()]{1,80};){0,3}) \1(?=[.,)]|$)", r"\1;\2"),
    ),
    ("an address without a scheme is one", _schemeless),
    ("a body without braces is one as well", _bodiless),
    (_PARTICLE, _unparticled),
    (
        "the volume of a series is not that of the book again",
        _everywhere(r"(, vol\. (\w+)\b.*), vol\. \2\b\.?(?=[.,])", r"\1"),
    ),
    ("a stop stands within quotation marks, also those of a series", _everywhere(r"[\"“”]|(?<=[\"”])\.|\.(?=[\"”])")),
    (
        "a date in any notation is a date",
        _if_raw(
            r"date\s*=\s*.?\d{8}\b",
            _without(rf"\(?(?:n\.d\.|(?:\d\d? )?(?:(?:{_MONTH})\b\.? )?(?:\d\d?, )?\d{{4}})\)?\.?"),
        ),
    ),
    ("a chapter that is told by its title has one", _if_raw(r"chapter\s*=", _nothing_but_words)),
    ("the number of an edition is a number, also in words", _if_raw(r"edition\s*=", _numbered)),
    ("straight quotation marks are those of print", lambda _, text: re.sub(r"[\"“”‘’'`]+", "'", text)),
    (
        "a small word behind an abbreviation stays small",
        lambda _, text: re.sub(r"(?<=\. )(?:Of|On|In|For|The|And|To)\b", lambda found: found[0].lower(), text),
    ),
    (
        "names of countries and languages keep their capitals",
        lambda _, text: proper_names().sub(lambda found: found[0].casefold(), text),
    ),
    (_MEETING, _named),
    (_FOREIGN, _foreign),
    (_SENTENCE, _in_sentence_case),
    (_CAPITALS, lambda _, text: text.casefold()),
    ("publishers and institutions keep their “and”", _if_raw(r"\sand\s", _without(r"\s?(?:;|\band\b|&)"))),
    (
        "an address in `howpublished`, `note` or `doi` is an address, and only an address",
        _if_raw(
            r"(?:howpublished|note|url)\s*=.*(?:http|www|papers\d?:)|url\s*=\s*.\w+\.\w|doi\s*=\s*.?(?!10\.)|doi\W",
            _addressless,
        ),
    ),
    (
        "a preprint is known by its number",
        _if_raw(
            "eprint|arxiv",
            _without(
                r"\(?arxiv:[\w./-]+;?|https://arxiv\.org/\S+|(?:preprint|available)(?: at)?:?|\b\d{4}(?=\. https)"
                r"|pp\. ?\d+–\d+|(?:\b\d{4}, )?\b\d+–\d+(?=\.)|[().,;“”]"
            ),
        ),
    ),
    (
        "a month in words, or that Mendeley writes as a number, is a month",
        _if_raw(
            _MONTH,
            _without(
                rf"(?:no\. ?|Publication |PhD thesis )?\(?\b(?:{_MONTH})\b\.?(?: \d\d?\b| \d{{4}}\))?"
                rf"|\b\d\d? (?={_MONTH})|[(),.; –-]|:",
                " ",
            ),
        ),
    ),
    (
        "labels in fields are not printed twice",
        _if_raw(rf"=\s*.?{_LABEL}\b", _without(rf"(?:\b{_LABEL}\b\.? ?)+|[.,;:()]")),
    ),
    (
        "EndNote's word for every article is no kind of it",
        _if_raw(r"type\s*=\s*.{0,2}(?:journal|book|thesis)", _without(_GENERIC)),
    ),
    (
        "a first edition is not mentioned",
        _if_raw("edition", _without(r"\b(?:1(?:st)?|first) ed(?:it\w*)?\b|[.,;:()]")),
    ),
    ("`Retrieved` stands only before a date", lambda _, text: re.sub(r"Retrieved (?=http)", "", text)),
    (
        "an address of Google Books is the one that it gives out",
        lambda _, text: text.replace("books.google.com/books?", "books.google.com?"),
    ),
    ("a range of issues has a dash", _if_raw(r"number\s*=", _without(r"(?<=\d)–(?=\d)", "-"))),
    (
        "initials that databases join are initials",
        _if_raw(r"(?-i:\b[A-Z]{2,3}\b)[^=]*\}", _without(r"(?-i:(?:\b[A-Z]{1,3}\b\.?,?\s?)+)", "")),
    ),
    ("the initials of a compound name have stops", _if_raw("-", _without(r"(?<=\b[A-Z])\.?-(?=[A-Z]\b)", "-"))),
    (
        "commands, formulas and accents become the characters that LaTeX prints",
        _if_raw(r"[\\$]", _without(r"\\[a-z]+|[{}$^\\_|]|[^\x00-\x7f]|\bi\b")),
    ),
    (_ONE_PERSON, lambda _, text: re.sub(r"^(?:\s*———|[^“\d(]*?)[.,]?(?=\s*(?:\d{4}|“|[A-Z]))", "", text)),
    ("a date in words is printed once", _everywhere(r"\((.{6,80}), \1(?=-?[a-z]?\))", r"(\1")),
    ("what has no date says so in the style of the APA", _everywhere(r" ?\(n\.d\.(?:-[a-z])?\)\.")),
    ("`Jr` is an abbreviation", _everywhere(r"\b([JS]r)\.", r"\1")),
    ("a name in East Asian order has its family name", _everywhere(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+ ?")),
    ("works with one title keep the order of the file", lambda _, text: re.sub(r"(?<=\b\d{4})[a-z]\b", "", text)),
    ("names in a faulty notation keep all their words", _nameless),
    ("a title in the reader’s language stands in brackets", _if_raw("titleaddon", _without(r"[\[\].,]"))),
)
"""What each rule leaves out of account, in the order in which they are tried."""

JUDGED = frozenset({_CAPITALS})
"""Rules by which one of two readings is chosen; by all others, Pandoc's is not what the file or the manual says."""


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def _adds_fields(source: Source, ours: str, theirs: str) -> bool:
    """Whether ours is theirs with more, all of which stands in the entry."""
    more, less = _words(ours) - _words(theirs), _words(theirs) - _words(ours)
    shown = "".join(value.text for value in source.fields.values()) + source.raw
    return not set(less) - _LABELS and bool(more) and set(more) <= {*_words(shown), *_LABELS}


def rule_of(source: Source, ours: str, theirs: str) -> str:
    """The rules by which ours is right, or an empty string if none explains the difference."""
    # Nearly all of 14,000 combinations contain a rule that changes nothing here.
    effective = tuple(rule for rule in RULES if (rule[1](source, ours), rule[1](source, theirs)) != (ours, theirs))
    certain = tuple(rule for rule in effective if rule[0] not in JUDGED)
    return _first_of(certain, source, ours, theirs) or _first_of(effective, source, ours, theirs)


def _first_of(
    candidates: tuple[tuple[str, Callable[[Source, str], str]], ...], source: Source, ours: str, theirs: str
) -> str:
    for number in range(_MOST + 1):
        for rules in combinations(candidates, number):
            one, other = ours, theirs
            names_alike = any("———" in text or "et al" in text for text in (one, other))
            if not names_alike and any(name == _ONE_PERSON for name, _ in rules):
                continue
            for _, change in rules:
                one, other = change(source, one), change(source, other)
            names = [name for name, _ in rules]
            if comparable(one) == comparable(other):
                return " + ".join(names)
            if number < _MOST and _adds_fields(source, one, other):
                return " + ".join(("no field that was read is lost", *names))
    return ""
