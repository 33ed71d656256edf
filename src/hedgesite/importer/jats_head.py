"""An article's metadata from the front matter of JATS.

Source: Journal Article Tag Suite 1.3, `<article-meta>`, `<journal-meta>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgesite.bounded_xml import Element
from hedgesite.importer.head import Head
from hedgesite.importer.jats_references import person_of
from hedgesite.importer.jats_tree import JatsTree
from hedgesite.importer.persons import orcid_of
from hedgesite.importer.tree import Block, Heading, Para
from hedgesite.model.dois import without_resolver


def read_jats_head(root: Element, tree: JatsTree, head: Head) -> None:
    """Add the metadata of an article to `head`."""
    front = root.first("front") or root.first("front-stub") or root
    meta = front.first("article-meta") or front
    head.language = head.language or root.get("lang")
    titles = meta.first("title-group") or meta
    title = titles.first("article-title")
    if title:
        head.title = _words(title)
    head.subtitle = titles.words("subtitle")
    head.authors += _authors(meta)
    head.abstracts[""] = [block for each in meta.children if _is_abstract(each) for block in _abstract(each, tree)]
    for each in meta.children:
        if each.tag == "trans-abstract" and each.get("lang"):
            head.abstracts.setdefault(each.get("lang"), []).extend(_abstract(each, tree))
    for each in titles.children:
        if each.tag == "trans-title-group" and each.first("trans-title"):
            head.titles[each.get("lang") or _language(each)] = each.words("trans-title")
    _read_keywords(meta, head)
    _read_journal(front, meta, head)
    _read_dates(meta, head)
    _read_licence(meta, head)


def _words(element: Element) -> str:
    """Words without the calls of notes."""
    kept = [each for each in element.content if isinstance(each, str) or each.tag not in {"xref", "fn"}]
    return Element("", {}, 0, kept).text


def _language(group: Element) -> str:
    return next((each.get("lang") for each in group.children if each.get("lang")), "")


def _is_abstract(element: Element) -> bool:
    return element.tag == "abstract" and element.get("abstract-type") in {"", "main", "summary", "structured"}


def _abstract(element: Element, tree: JatsTree) -> Iterator[Block]:
    for block in tree.blocks([each for each in element.children if each.tag not in {"title", "label"}]):
        # `article.yml` has paragraphs: the headings of a structured abstract become bold words.
        yield Para(block.content, block.line, "heading") if isinstance(block, Heading) else block


def further_abstracts(root: Element) -> Iterator[Element]:
    """Abstracts of other kinds, such as a digest, an author summary or highlights."""
    front = root.first("front") or root
    meta = front.first("article-meta") or front
    for each in meta.children:
        if each.tag == "abstract" and not _is_abstract(each):
            yield each


def _authors(meta: Element) -> Iterator[dict[str, str]]:
    places = {each.get("id"): _place(each) for each in meta.all("aff")}
    for person in meta.all("contrib"):
        if person.get("contrib-type", "author") not in {"author", ""}:
            continue
        name = person.first("name") or person.first("name-alternatives", "name") or person.first("string-name")
        named = person_of(name or person.first("collab") or Element("collab", {}, 0))
        if not named:
            continue
        author = {"family": named.literal or named.family}
        if named.given:
            author = {"given": named.given, **author}
        orcid = orcid_of(person.words("contrib-id"))
        if orcid:
            author["orcid"] = orcid
        ids = [each.get("rid") for each in person.all("xref") if each.get("ref-type") == "aff"]
        own = [_place(each) for each in person.all("aff")]
        found = [places[id] for ids_ in ids for id in ids_.split() if places.get(id)] or own
        if not found and not ids and len(places) == 1:
            found = list(places.values())
        if found:
            author["affiliation"] = "; ".join(dict.fromkeys(found))
        yield author


def _place(element: Element) -> str:
    kept = [each for each in element.content if isinstance(each, str) or each.tag not in {"label", "sup", "email"}]
    institutions = [each.text for each in element.all("institution") if each.get("content-type") == "original"]
    return institutions[0] if institutions else Element("", {}, 0, kept).text.strip(" ,;")


def _read_keywords(meta: Element, head: Head) -> None:
    for group in meta.all("kwd-group"):
        words = [each.text for each in group.all("kwd") if each.text]
        language = group.get("lang")
        if not language or language.split("-")[0] == (head.language or language).split("-")[0]:
            head.keywords += [word for word in words if word not in head.keywords]
        else:
            head.translated_keywords.setdefault(language, []).extend(words)


def _read_journal(front: Element, meta: Element, head: Head) -> None:
    about = front.first("journal-meta")
    journal = {
        "title": (_below(about, "journal-title")), "publisher": _below(about, "publisher-name"),
        "place": _below(about, "publisher-loc"), "volume": meta.words("volume"), "issue": meta.words("issue"),
        "first-page": meta.words("fpage") or meta.words("elocation-id"), "last-page": meta.words("lpage"),
    }  # fmt: skip
    for each in meta.children:
        if each.tag == "article-id" and each.get("pub-id-type") == "doi":
            journal["doi"] = without_resolver(each.text)
    head.journal |= {name: value for name, value in journal.items() if value}


def _below(element: Element | None, tag: str) -> str:
    found = element.below(tag) if element else None
    return found.text if found else ""


_DATES = {"received": "received", "rev-recd": "revised", "accepted": "accepted"}


def _read_dates(meta: Element, head: Head) -> None:
    for each in meta.all("date"):
        name = _DATES.get(each.get("date-type"))
        if name and (date := _date(each)):
            head.dates[name] = date
    published = [date for each in meta.children if each.tag == "pub-date" and (date := _date(each))]
    if published:
        head.dates["published"] = max(published, key=len)


def _date(element: Element) -> str:
    year, month, day = (element.words(name) for name in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        return ""
    parts = [year]
    for part, most in ((month, 12), (day, 31)):
        if not part.isdecimal() or not 1 <= int(part) <= most:
            break
        parts.append(f"{int(part):02}")
    return "-".join(parts)


_LICENCE = re.compile(r"creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/(?P<version>\d\.\d)|publicdomain/zero)")


def _read_licence(meta: Element, head: Head) -> None:
    licence = meta.below("license")
    if licence is None:
        return
    links = [licence.get("href"), *(each.get("href") or each.text for each in licence.all("ext-link", "license_ref"))]
    for url in links:
        if found := _LICENCE.search(url):
            name = f"CC {found['kind'].upper()} {found['version']}" if found["kind"] else "CC0 1.0"
            head.licence = {"name": name, "url": url.strip()}
            return
