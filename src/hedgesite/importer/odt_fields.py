"""Citations that Zotero puts into a document of LibreOffice, which Pandoc leaves as words.

Source: Zotero's LibreOffice integration writes reference marks named `ZOTERO_ITEM CSL_CITATION {…} RND…`, whose JSON
follows the schema `csl-citation` of the Citation Style Language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from hedgesite.importer.tree import Block, Cite, Cited, Inline, Link, Mode, Text
from hedgesite.importer.tree_map import each_inline

_SCHEME = "hedgesite-citation:"
_MARK = re.compile(
    rb"<text:reference-mark-start\s+text:name=\"(?P<name>[^\"]*CSL_CITATION [^\"]*)\"\s*/>"
    rb"(?P<inner>(?:(?!<text:reference-mark|</?text:p[ >]).)*)"
    rb"<text:reference-mark-end\s+text:name=\"(?P=name)\"\s*/>",
    re.DOTALL,
)
_JSON = re.compile(r"CSL_CITATION\s+(\{.*\})", re.DOTALL)


def with_links(content: bytes, fields: list[Mapping[str, Any]]) -> bytes:
    """The content with a link in place of each field; `fields` gets what they hold, in the order of their numbers."""

    def link(found: re.Match[bytes]) -> bytes:
        inner = found["inner"]
        held = _held(found["name"])
        if held is None or inner.count(b"<text:span") != inner.count(b"</text:span>"):
            return found[0]
        fields.append(held)
        address = f"{_SCHEME}{len(fields) - 1}".encode()
        return b'<text:a xlink:type="simple" xlink:href="' + address + b'">' + inner + b"</text:a>"

    return _MARK.sub(link, content)


def _held(name: bytes) -> Mapping[str, Any] | None:
    found = _JSON.search(unescape(name.decode("utf-8", "replace")))
    try:
        held = json.loads(found[1]) if found else None
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, dict) and _items(held) else None


def _items(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    items = held.get("citationItems")
    good = [each for each in items if isinstance(each, dict) and each.get("id")] if isinstance(items, list) else []
    return good if good and all(isinstance(each.get("itemData"), dict) for each in good) else []


def sources_of(fields: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Items of CSL that the fields hold, each once."""
    found = {_id(item): {**item["itemData"], "id": _id(item)} for held in fields for item in _items(held)}
    return list(found.values())


def _id(item: Mapping[str, Any]) -> str:
    return str(item["itemData"].get("id") or item["id"])


def with_citations(blocks: Sequence[Block], fields: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Blocks in which the links of `with_links` are citations."""

    def cited(each: Inline) -> tuple[Inline, ...]:
        if not isinstance(each, Link) or not each.target.startswith(_SCHEME):
            return (each,)
        number = each.target.removeprefix(_SCHEME)
        if not number.isdecimal() or int(number) >= len(fields):
            return (each,)
        # The field says all that its words do, which the style writes anew.
        return (Cite(tuple(map(_cited, _items(fields[int(number)])))),)

    return each_inline(blocks, cited)


def _cited(item: Mapping[str, Any]) -> Cited:
    locator, suffix = str(item.get("locator") or ""), str(item.get("suffix") or "")
    mode = Mode.YEAR_ONLY if item.get("suppress-author") else Mode.PARENTHETICAL
    prefix = str(item.get("prefix") or "").strip()
    after = f"{f', {locator}' if locator else ''}{suffix}"
    return Cited(_id(item), mode, (Text(prefix),) if prefix else (), (Text(after),) if after else ())
