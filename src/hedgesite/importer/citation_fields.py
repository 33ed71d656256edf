"""Citations that fields of a document hold, as objects of the schema `csl-citation`, whatever program wrote them.

In the document that Pandoc reads, each of these fields is a link to the number of its object; afterwards the links are
citations.

Source: the schema `csl-citation` of the Citation Style Language; locators, CSL 1.0.2, appendix IV.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from hedgesite.importer.tree import Block, Cite, Cited, Inline, Link, Mode, Text
from hedgesite.importer.tree_map import each_inline
from hedgesite.importer.tree_walk import words_of
from hedgesite.markdown.locators import LOCATOR_TERMS

Field = Mapping[str, Any]
SCHEME = "hedgesite-citation:"
_NUMBERED_ANEW = re.compile(r"ITEM-\d+")
_YEAR = r"(?:1[4-9]|20)\d\d[a-z]?"
_YEAR_ALONE = re.compile(rf"[(\[]?\s*{_YEAR}\s*[)\]]?")
_NARRATIVE = re.compile(rf"[^\W\d_][^\d()\[\]]{{0,150}}[(\[]\s*{_YEAR}\s*[)\]]")
_SHORT = 2
"""The place of the singular's short form among the forms of a locator's term."""


def citation_in(text: str) -> Field | None:
    """The object that JSON is; None if it is none, or has an item without a source."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) and _items(held) else None


def citation_of(instruction: str) -> Field | None:
    """The object in an instruction such as `ADDIN ZOTERO_ITEM CSL_CITATION {…} RND1`; None if there is none."""
    _, mark, rest = instruction.partition("CSL_CITATION")
    return citation_in(rest[rest.find("{") : rest.rfind("}") + 1]) if mark else None


def _items(held: Field) -> list[dict[str, Any]]:
    items = held.get("citationItems")
    good = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    has_sources = all(isinstance(each.get("itemData"), dict) and each["itemData"] for each in good)
    return good if has_sources else []


def sources_of(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """Items of CSL that the fields hold, each once."""
    found = {_id(item): {**item["itemData"], "id": _id(item)} for held in fields for item in _items(held)}
    return list(found.values())


def _id(item: Mapping[str, Any]) -> str:
    """What tells the source of an item from all others.

    Zotero numbers the items of each computer, and Mendeley those of each field: the address in a library tells more.
    """
    uris, data = item.get("uris"), item["itemData"]
    named = [each for each in uris if isinstance(each, str)] if isinstance(uris, list) else []
    if named:
        return named[0]
    id = str(data.get("id") or item.get("id") or "")
    if id and not _NUMBERED_ANEW.fullmatch(id):
        return id
    work = json.dumps({name: value for name, value in data.items() if name != "id"}, sort_keys=True)
    return f"item-{hashlib.sha256(work.encode('utf-8', 'replace')).hexdigest()[:16]}"


def with_citations(blocks: Sequence[Block], fields: Sequence[Field]) -> tuple[Block, ...]:
    """Blocks in which links to fields are citations."""

    def cited(each: Inline, *, in_note: bool) -> tuple[Inline, ...]:
        if not isinstance(each, Link) or not each.target.startswith(SCHEME):
            return (each,)
        number = each.target.removeprefix(SCHEME)
        if not number.isdecimal() or int(number) >= len(fields):
            return (each,)
        return (_cite(_items(fields[int(number)]), each.content, in_note=in_note),)

    return each_inline(blocks, partial(cited, in_note=False), partial(cited, in_note=True))


def _cite(items: Sequence[Mapping[str, Any]], words: tuple[Inline, ...], *, in_note: bool) -> Cite:
    cited = tuple(map(_cited, items))
    shown = words_of(words).strip()
    # Authors write over what the field shows, and some programs have no sign for a citation in a sentence.
    if len(cited) == 1 and cited[0].mode is Mode.PARENTHETICAL and not in_note and not cited[0].prefix:
        if _YEAR_ALONE.fullmatch(shown):
            cited = (replace(cited[0], mode=Mode.YEAR_ONLY),)
        elif _NARRATIVE.fullmatch(shown):
            cited = (replace(cited[0], mode=Mode.NARRATIVE),)
    return Cite(cited, words, is_whole=True)


def _cited(item: Mapping[str, Any]) -> Cited:
    mode = Mode.PARENTHETICAL
    if item.get("suppress-author"):
        mode = Mode.YEAR_ONLY
    elif item.get("composite") or item.get("author-only"):
        mode = Mode.NARRATIVE
    prefix, suffix = str(item.get("prefix") or "").strip(), str(item.get("suffix") or "")
    after = f"{_locator(item)}{suffix}"
    return Cited(_id(item), mode, (Text(prefix),) if prefix else (), (Text(after),) if after.strip() else ())


def _locator(item: Mapping[str, Any]) -> str:
    value, label = str(item.get("locator") or "").strip(), str(item.get("label") or "page")
    forms = LOCATOR_TERMS.get(label, ())
    # A page needs no term, and one that names its own term needs no other.
    is_bare = value[:1].isdigit() and label != "page" and forms
    return f", {forms[_SHORT]} {value}" if value and is_bare else f", {value}" if value else ""
