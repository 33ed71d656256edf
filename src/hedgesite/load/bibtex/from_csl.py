"""Writes items of CSL as entries of BibLaTeX.

Sources: the item types and variables of CSL 1.0.2 (docs.citationstyles.org, appendices III and IV); the manual of
biblatex, sections 2.1 to 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from types import MappingProxyType
from typing import Any

from hedgesite.load.bibtex.csl_notes import without_fields_of_programs
from hedgesite.load.bibtex.digits import western
from hedgesite.load.bibtex.escaping import escaped
from hedgesite.model.base import SOURCE_KEY_PATTERN
from hedgesite.model.csl_variables import DATES, FIELDS, VERBATIM
from hedgesite.model.slugs import id_of

Item = dict[str, Any]

_TYPES = MappingProxyType(
    {
        "article": "online", "article-journal": "article", "article-magazine": "article",
        "article-newspaper": "article", "bill": "legislation", "book": "book", "broadcast": "video",
        "chapter": "incollection", "classic": "book", "dataset": "dataset", "entry": "inreference",
        "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "figure": "image",
        "graphic": "artwork", "interview": "misc", "legal_case": "jurisdiction", "legislation": "legislation",
        "manuscript": "unpublished", "map": "image", "motion_picture": "movie", "musical_score": "music",
        "pamphlet": "booklet", "paper-conference": "inproceedings", "patent": "patent", "performance": "performance",
        "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "online",
        "regulation": "legislation", "report": "report", "review": "review", "review-book": "review",
        "software": "software", "song": "audio", "speech": "unpublished", "standard": "standard", "thesis": "thesis",
        "treaty": "legal", "webpage": "online",
    }
)  # fmt: skip
"""BibLaTeX's type by CSL's; `misc` for all others."""
_SUBTYPES = MappingProxyType(
    {
        "article-magazine": "magazine", "article-newspaper": "newspaper", "bill": "bill", "interview": "interview",
        "map": "map", "post": "forum", "post-weblog": "blog", "regulation": "regulation", "review-book": "book",
        "entry-dictionary": "dictionary",
    }
)  # fmt: skip
_NAMES_OF_ITEMS = frozenset({"id", "citation-key"})
_PERIODICALS = frozenset({"article", "review", "periodical"})
_IN_BOOKS = frozenset({"incollection", "inproceedings", "inreference"})
_ISSUED = frozenset({"report", "thesis"})
_ROLES = MappingProxyType(
    {"container-author": "bookauthor", **{role: role for role in ("author", "editor", "translator", "director")}}
)
_TYPED_ROLES = (
    "collection-editor",
    "composer",
    "compiler",
    "illustrator",
    "interviewer",
    "performer",
    "producer",
    "contributor",
)
"""Persons whose role `editoratype` and its like name."""
_COMMANDS = MappingProxyType(
    {
        "b": r"\textbf{",
        "em": r"\emph{",
        "i": r"\emph{",
        "sc": r"\textsc{",
        "sub": r"\textsubscript{",
        "sup": r"\textsuperscript{",
    }
)
_TAG = re.compile(r"<(/?)(i|em|b|sup|sub|sc|span)\b([^>]*)>")
_KEY_IN_NOTE = re.compile(r"^\s*(?:citation[ -]key|citekey)\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_SEASON = 20


def bib_file(items: Iterable[Item]) -> str:
    """A `.bib` file with an entry for each item. What has no field stands in a comment before its entry."""
    taken: set[str] = set()
    copies = [without_fields_of_programs(dict(item)) for item in items]
    return "\n".join(entry(item, _key(item, taken)) for item in copies)


def entry(item: Item, key: str) -> str:
    """The entry of an item under a key. A comment before it lists the variables that no field can hold."""
    item = {name: value for name, value in item.items() if name not in _NAMES_OF_ITEMS}
    csl_type = item.pop("type", "")
    type = _TYPES.get(csl_type, "misc")
    if type == "book" and "editor" in item and "author" not in item:
        type = "collection"
    fields = [("entrysubtype", _SUBTYPES.get(csl_type, "")), *_fields(item, type)]
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
    left = [*item.pop("unread", ()), *(f"{name}: {value}" for name, value in item.items() if value not in ("", None))]
    # An @ in a comment would begin an entry.
    comment = "".join(f"% Not taken over: {' '.join(line.replace('@', '(at)').split())}\n" for line in left)
    return comment + ",\n".join([f"@{type}{{{key}", *lines]) + "\n}\n"


def _fields(item: Item, type: str) -> Iterator[tuple[str, str]]:
    """Names and values of the fields. What becomes one is taken out of the item."""
    yield from _names(item)
    yield from _dates(item)
    yield from _hosts(item, type)
    numbers = ("issue",) if type in _PERIODICALS else ("collection-number", "number", "issue")
    variable = next((name for name in numbers if item.get(name)), "")
    yield "number", _latex(item.pop(variable, ""))
    yield "institution" if type in _ISSUED else "publisher", _braced_list(item.pop("publisher", ""))
    for variable, name in FIELDS.items():
        yield name, _latex(item.pop(variable, ""))
    for variable, name in VERBATIM.items():
        # A book has several ISBNs as often as one, with blanks between them.
        blank = " " if name in {"isbn", "issn"} else ""
        yield name, blank.join(re.sub(r"[{}]", "", str(item.pop(variable, ""))).split())


def _hosts(item: Item, type: str) -> Iterator[tuple[str, str]]:
    """The title of what contains the work, and of the volume that it is or stands in."""
    volume, host = _latex(item.pop("volume-title", "")), _latex(item.pop("container-title", ""))
    if type == "periodical" and host:
        yield "issuetitle", _latex(item.pop("title", ""))
        yield "title", host
    elif type in _PERIODICALS:
        yield "journaltitle", host
        yield "issuetitle", volume
    elif type in _IN_BOOKS and volume:
        yield "maintitle", host
        yield "booktitle", volume
    elif volume:
        yield "maintitle", _latex(item.pop("title", ""))
        yield "title", volume
        yield "booktitle", host
    else:
        yield "booktitle", host


def _names(item: Item) -> Iterator[tuple[str, str]]:
    first = [name for name in item.get("author", ()) if isinstance(name, dict)]
    yield "options", "useprefix=true" * any(name.get("non-dropping-particle") for name in first)
    for variable, field in _ROLES.items():
        yield field, _list_of(item.pop(variable, ()))
    yield "organization", _list_of(item.pop("organizer", ()))
    roles = [role for role in _TYPED_ROLES if item.get(role)]
    # BibLaTeX has three fields for persons with other roles.
    for role, field in zip(roles, ("editora", "editorb", "editorc"), strict=False):
        yield field, _list_of(item.pop(role))
        yield f"{field}type", {"collection-editor": "series editor", "contributor": "collaborator"}.get(role, role)


def _list_of(names: object) -> str:
    people = [name for name in names if isinstance(name, dict)] if isinstance(names, list | tuple) else []
    return " and ".join(filter(None, map(_name, people)))


def _name(name: Item) -> str:
    if name.get("literal") == "others":
        return "others"
    if name.get("literal"):
        return f"{{{_latex(name['literal'])}}}"
    particles = [str(name[part]) for part in ("dropping-particle", "non-dropping-particle") if name.get(part)]
    family = _latex(name.get("family", ""))
    # A comma or the word `and` would divide the name, and small words before it would become its particle.
    family = f"{{{family}}}" if re.search(r",|\band\b|^[^\W\dA-Z_]+\s", family) else family
    suffix, given = _latex(name.get("suffix", "")), _latex(name.get("given", ""))
    given = f"{{{given}}}" if "," in given else given
    whole = " ".join([*map(_latex, particles), family])
    if not whole:
        # Programs write names without a family name as given names alone.
        return f"{{{given}}}" if given else ""
    if not suffix and not given:
        return f"{{{whole}}}" if " " in whole else whole
    return ", ".join([whole, suffix, given] if suffix else [whole, given])


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    for variable, field in DATES.items():
        written = item.pop(variable, None)
        date = written if isinstance(written, dict) else {"literal": written} if written else {}
        text = _edtf(date)
        if text:
            yield field, text
        elif other := str(date.get("raw") or date.get("literal") or ""):
            # Juris-M writes a day in four digits.
            other = re.sub(r"^(\d{4}-\d\d)-00(\d\d)$", r"\1-\2", western(other))
            # Words such as `1814/1995` are no range.
            is_date = re.fullmatch(rf"-?\d{{4}}(?:-\d\d){{0,2}}[~?]?{'(?:/.*)?' if 'raw' in date else ''}", other)
            yield field if is_date else field.replace("date", "year"), other if is_date else _latex(other)


def _edtf(date: Item) -> str:
    """Numbers of CSL as a date of EDTF; empty if there are none."""
    points = []
    for parts in date.get("date-parts") or ():
        try:
            year, *rest = [int(part) for part in parts if part not in ("", None)]
        except (TypeError, ValueError):
            return ""
        # CSL counts 44 BCE as -44, EDTF counts a year 0.
        written = f"{year:04}" if year >= 0 else f"-{-year - 1:04}"
        if not rest and str(date.get("season", "")) in {"1", "2", "3", "4"}:
            rest = [_SEASON + int(date["season"])]
        points.append("-".join([written, *(f"{part:02}" for part in rest[:2])]) + ("~" if date.get("circa") else ""))
    return "/".join(points[:2])


def _braced_list(text: object) -> str:
    """A publisher as one: the word `and` would make two of it."""
    written = _latex(text)
    return f"{{{written}}}" if re.search(r"\band\b", written) else written


def _latex(value: object) -> str:
    """A value with CSL's few tags as LaTeX."""
    if value in ("", None) or isinstance(value, dict | list):
        return ""
    parts: list[str] = []
    opened: list[str] = []
    text, at = str(value), 0
    for match in _TAG.finditer(text):
        parts.append(escaped(unescape(text[at : match.start()])))
        at = match.end()
        if match[1]:
            parts.append("}" * bool(opened and opened.pop()))
            continue
        is_small = "small-caps" in match[3]
        opened.append(_COMMANDS["sc"] if is_small else _COMMANDS.get(match[2], "{"))
        parts.append(opened[-1])
    return "".join([*parts, escaped(unescape(text[at:])), "}" * len(opened)])


def _key(item: Item, taken: set[str]) -> str:
    """The key that the reference manager gave; else one of author and year."""
    id = str(item.pop("id", ""))
    noted = _KEY_IN_NOTE.search(str(item.get("note", "")))
    if noted:
        item["note"] = _KEY_IN_NOTE.sub("", str(item["note"])).strip()
    given = str(item.pop("citation-key", "") or (noted[1] if noted else ""))
    wanted = given or id
    # A number that no one chose is that of a record.
    if not re.fullmatch(SOURCE_KEY_PATTERN, wanted) or "://" in wanted or (id.isdigit() and not given):
        wanted = _made_key(item)
    key, number = wanted, 1
    while key.casefold() in taken:
        number += 1
        key = f"{wanted}-{number}"
    taken.add(key.casefold())
    return key


def _made_key(item: Item) -> str:
    people = item.get("author") or item.get("editor") or ()
    first: Item = people[0] if people and isinstance(people[0], dict) else {}
    name = str(first.get("family") or first.get("literal") or item.get("title") or "source")
    date = item.get("issued")
    year = _edtf(date)[:4] if isinstance(date, dict) else ""
    return f"{id_of(' '.join(name.split()[:3]), 'source')}{year}"
