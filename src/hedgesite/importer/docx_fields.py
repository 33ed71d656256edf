"""Fields of reference managers in DOCX, made such that Pandoc tells their sources apart.

Mendeley numbers the items of each field anew (`ITEM-1`, `ITEM-2` …), and Pandoc takes sources of one id for one.

Source: ECMA-376, Part 1, 17.16.18 (complex fields) and 17.16.23 (instrText); the schema `csl-citation` of the Citation
Style Language.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

_PIECE = re.compile(
    rb"<w:fldChar\s[^>]*?w:fldCharType=\"(?P<mark>begin|separate|end)\"[^>]*>"
    rb"|(?P<open><w:instrText(?:\s[^>]*)?>)(?P<text>[^<]*)</w:instrText>"
)
_CITATION = re.compile(r"(?P<head>.*?CSL_CITATION\s*)(?P<json>\{.*\})(?P<tail>[^{}]*)", re.DOTALL)
_LOCAL = re.compile(r"ITEM-\d+")


def with_own_ids(content: bytes) -> bytes:
    """The content, in whose fields each item has an id that is the same for the same work, and for no other."""
    if b"CSL_CITATION" not in content or b"ITEM-" not in content:
        return content
    parts: list[bytes] = []
    at = 0
    for pieces in _instructions(content):
        written = _with_ids(unescape(b"".join(piece["text"] for piece in pieces).decode("utf-8", "replace")))
        if written is None:
            continue
        # The whole stands in the first piece: a program may have cut it anywhere.
        for piece in pieces:
            text = escape(written, quote=False).encode() if piece is pieces[0] else b""
            parts += [content[at : piece.start()], piece["open"], text, b"</w:instrText>"]
            at = piece.end()
    return b"".join([*parts, content[at:]])


_OF_CONTENTS = re.compile(rb"\s*(?:TOC|INDEX|TOA)\b")


def without_fields_of_contents(content: bytes) -> bytes:
    """The content without the marks of fields that list contents, and of fields that do not end; their words stay.

    Pandoc moves the words of each paragraph within such a field to the next one, and authors write on within it.
    """
    taken: list[re.Match[bytes]] = []
    fields: list[list[re.Match[bytes]]] = []
    for found in _PIECE.finditer(content):
        if found["mark"] == b"begin":
            fields.append([])
        if not fields:
            continue
        fields[-1].append(found)
        if found["mark"] == b"end":
            closed = fields.pop()
            is_list = _OF_CONTENTS.match(b"".join(each["text"] or b"" for each in closed))
            taken += closed if is_list else ()
    taken += [each for field in fields for each in field]
    parts: list[bytes] = []
    at = 0
    for each in sorted(taken, key=re.Match.start):
        if each["text"] is not None or each[0].endswith(b"/>"):
            parts.append(content[at : each.start()])
            at = each.end()
    return b"".join([*parts, content[at:]])


def _instructions(content: bytes) -> Iterator[list[re.Match[bytes]]]:
    """The pieces of each field's instruction."""
    pieces: list[re.Match[bytes]] = []
    for found in _PIECE.finditer(content):
        if found["mark"] is None:
            pieces.append(found)
            continue
        if pieces:
            yield pieces
        pieces = []
    if pieces:
        yield pieces


def _with_ids(instruction: str) -> str | None:
    found = _CITATION.fullmatch(instruction)
    try:
        held = json.loads(found["json"]) if found else None
    except (ValueError, RecursionError):
        return None
    items = held.get("citationItems") if isinstance(held, dict) else None
    if found is None or not isinstance(items, list):
        return None
    for item in items:
        if isinstance(item, dict) and _LOCAL.fullmatch(str(item.get("id", ""))):
            item["id"] = _id_of(item)
            if isinstance(item.get("itemData"), dict):
                item["itemData"]["id"] = item["id"]
    return f"{found['head']}{json.dumps(held, ensure_ascii=False)}{found['tail']}"


def _id_of(item: dict[str, Any]) -> str:
    uris = item.get("uris")
    data = item.get("itemData")
    named = [each for each in uris if isinstance(each, str)] if isinstance(uris, list) else []
    bare = {name: value for name, value in data.items() if name != "id"} if isinstance(data, dict) else {}
    work = named[0] if named else json.dumps(bare, sort_keys=True)
    return f"item-{hashlib.sha256(work.encode('utf-8', 'replace')).hexdigest()[:16]}"
