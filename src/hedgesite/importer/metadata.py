"""An article's metadata from a YAML header, or from what Pandoc found in a document.

Source: Pandoc User's Guide, "Metadata blocks"; Quarto, "Scholarly front matter"; what R Markdown's formats use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hedgesite.importer.dates import find_date
from hedgesite.importer.head import Head
from hedgesite.importer.persons import keywords_of, named, orcid_of
from hedgesite.importer.tree import Para, Text

MARKDOWN = "markdown"
"""Id of an abstract whose only text is Markdown that is still to be read."""
_FOR_PROGRAMS = frozenset(
    {
        "references", "bibliography", "csl", "nocite", "link-citations", "output", "format", "documentclass",
        "classoption", "geometry", "fontsize", "mainfont", "sansfont", "monofont", "linestretch", "header-includes",
        "toc", "toc-depth", "number-sections", "numbersections", "jupyter", "jupytext", "kernelspec", "knitr",
        "execute", "editor", "editor_options", "vignette", "params", "site", "template", "papersize", "colorlinks",
        "linkcolor", "urlcolor", "citecolor", "biblio-style", "natbib", "biblatex", "figPrefix", "tblPrefix",
        "eqnPrefix", "crossref", "filters", "engine", "draft", "linenumbers", "lineno", "floatsintext",
        "figsintext", "figurelist", "tablelist", "footnotelist", "wordcount",
        "mask", "theme", "css", "lof", "lot", "indent", "secnumdepth",
        "reference-section-title", "suppress-bibliography", "zotero", "mathjax", "html-math-method",
        "always_allow_html", "layout", "cover-image", "language_info", "date-format", "keep-tex", "pdf-engine",
        "book", "project", "website", "class", "shortauthor", "biblio-title", "link-bibliography", "margin-left",
        "margin-right", "margin-top", "margin-bottom", "citation-style",
    }
)  # fmt: skip
"""Fields that say how a program prints the manuscript, and nothing of the article."""


def read_metadata(data: Mapping[str, Any], head: Head) -> list[str]:
    """Read a header into `head`. Returns the names of fields that say something `article.yml` has no field for."""
    places = _places(data)
    unread = []
    for name, value in data.items():
        if value in (None, "", [], {}) or str(name) in _FOR_PROGRAMS or _is_switch(value):
            continue
        if not _read_field(str(name), value, head, places):
            unread.append(str(name))
    return unread


def _is_switch(value: object) -> bool:
    """Whether a value turns something on or off, which says nothing of the article."""
    return isinstance(value, bool) or str(value).casefold() in {"yes", "no", "true", "false", "on", "off"}


def simple_fields(lines: Iterable[str]) -> dict[str, str]:
    """The fields of one line of a header that is not YAML throughout, for instance because of R in it."""
    found = (re.match(r"(?P<name>[A-Za-z][\w-]*):\s+(?P<value>[^\s|>\[{&*!].*)$", line) for line in lines)
    return {each["name"]: each["value"].strip("'\" ") for each in found if each}


def _read_field(name: str, value: Any, head: Head, places: Mapping[str, str]) -> bool:
    words = _words(value)
    if name in {"title", "subtitle"}:
        setattr(head, name, plain(words))
    elif name in {"lang", "language"} and words:
        head.language = words
    elif name in {"author", "authors"}:
        head.authors += [author for item in _items(value) for author in _authors(item, places)]
    elif name in {"abstract", "abstracts", "summary"} and isinstance(value, str):
        head.abstracts[""] = [Para((Text(value),), id=MARKDOWN)]
    elif name in {"keywords", "keyword", "tags"}:
        items = value if isinstance(value, list) else keywords_of(words)
        head.keywords += [_words(word) for word in items if _words(word)]
    elif name == "date" and (date := _date(words)):
        head.dates.setdefault("published", date)
    elif name == "date" and words.startswith(("`r ", "today", "now", "last-modified")):
        # The day on which the manuscript is printed.
        return True
    elif name in {"doi", "DOI"} and (found := re.search(r"10\.\d{4,9}/\S+", words)):
        head.journal["doi"] = found[0]
    elif name == "journal":
        title = _words(value.get("title", value.get("name", ""))) if isinstance(value, dict) else words
        head.journal |= {"title": title} if title else {}
    elif name in {"volume", "issue"}:
        head.journal[name] = words
    elif name in {"acknowledgements", "acknowledgments", "acknowledgement", "thanks"} and words:
        head.acknowledgement = (Text(words),)
    else:
        return name in {"affiliation", "affiliations", "institute", "institutes"}
    return True


def _date(words: str) -> str:
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", words):
        return words
    found = find_date(words)
    return found[0] if found else ""


def plain(text: str) -> str:
    """Words of a short Markdown text, without emphasis and calls of notes."""
    text = re.sub(r"\^\[[^\[\]]*\]|\[\^[^\]\s]+\]", "", text)
    text = re.sub(r"`(?:r|\{\w+\}) [^`]*`", "…", text)
    return " ".join(re.sub(r"(?<![\\\w])[*_`]+|[*_`]+(?!\w)", "", text).replace("\\", "").split())


def _words(value: object) -> str:
    if isinstance(value, str | int | float):
        return " ".join(str(value).split())
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("text") or "")
    return "; ".join(filter(None, map(_words, value))) if isinstance(value, list) else str(value or "")


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _places(data: Mapping[str, Any]) -> dict[str, str]:
    """Affiliations by their id or number, in any of the shapes that templates use."""
    places: dict[str, str] = {}
    for name in ("affiliation", "affiliations", "institute", "institutes"):
        for number, item in enumerate(_items(data.get(name) or []), 1):
            if (
                isinstance(item, dict)
                and not ({"id", "name", "institution", "code", "address"} & set(item))
                and len(item) == 1
            ):
                (key, inner), *_ = item.items()
                places[str(key)] = _place(inner)
            elif isinstance(item, dict):
                keys = (item.get("id"), item.get("code"), item.get("index"), number)
                places |= {str(key): _place(item) for key in keys if key is not None}
            else:
                places[str(number)] = _words(item)
    return places


def _place(item: object) -> str:
    if not isinstance(item, dict):
        return _words(item)
    order = ("department", "name", "institution", "organization", "organisation", "address", "city", "country")
    parts = [_words(item[name]) for name in order if item.get(name)]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _authors(item: object, places: Mapping[str, str]) -> list[dict[str, str]]:
    if isinstance(item, str):
        # One field may hold several persons.
        names = re.split(r"\s*;\s*|,?\s+and\s+|\s*&\s*|\s*<br\s*/?>\s*|\s*\\\\and\s*", plain(item))
        if len(names) == 1 and item.count(",") > 1:
            names = item.split(",")
        return [named(name) for name in names if name.strip()]
    if not isinstance(item, dict):
        return []
    if len(item) == 1 and not {"name", "family", "given", "literal", "first", "last"} & set(item):
        (name, inner), *_ = item.items()
        return _authors({"name": name, **(inner if isinstance(inner, dict) else {})}, places)
    return [author] if (author := _author(item, places)) else []


def _author(item: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, str]:
    name = item.get("name") or item.get("literal") or item.get("author") or ""
    author: dict[str, str] = {}
    if isinstance(name, dict):
        item = {**item, **name}
        name = name.get("literal", "")
    given = _words(item.get("given") or item.get("first") or item.get("firstname") or item.get("given-names") or "")
    family = _words(item.get("family") or item.get("last") or item.get("lastname") or item.get("surname") or "")
    if family:
        author = {"given": given, "family": family} if given else {"family": family}
    elif _words(name):
        author = named(plain(_words(name)))
    if not author.get("family"):
        return {}
    if orcid := orcid_of(str(item.get("orcid", ""))):
        author["orcid"] = orcid
    own = item.get("affiliation", item.get("affiliations", item.get("institute", item.get("institution", ""))))
    found = [_own_place(each, places) for each in _items(own) if each]
    if text := "; ".join(dict.fromkeys(filter(None, found))):
        author["affiliation"] = text
    return author


def _own_place(item: object, places: Mapping[str, str]) -> str:
    if isinstance(item, dict):
        key = item.get("ref") or item.get("id")
        return places.get(str(key), "") or _place(item) if key is not None else _place(item)
    words = _words(item)
    parts = [places[part] for part in re.split(r"[,\s]+", words) if part in places]
    return places.get(words, "") or "; ".join(parts) or words
