"""Kinds of displays that the header of a Quarto manuscript defines, as figures, tables or listings.

Source: Quarto, "Cross-Reference Options", "Custom float types"; the text has `@suppfig-map`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_KNOWN = frozenset({"fig", "tbl", "sec", "eq", "lst"})
_MOST = 20


def with_known_kinds(text: str, fields: Mapping[str, Any]) -> str:
    """The text with ids that begin with a kind that is known, in place of one that the header defines."""
    crossref = fields.get("crossref")
    custom = crossref.get("custom") if isinstance(crossref, Mapping) else None
    found = [each for each in custom if isinstance(each, Mapping)] if isinstance(custom, list) else []
    kinds = {str(each.get("key")): _kind(each) for each in found[:_MOST] if _KEY.fullmatch(str(each.get("key")))}
    kinds = {key: kind for key, kind in kinds.items() if key not in _KNOWN}
    if not kinds:
        return text
    keys = "|".join(sorted(kinds, key=len, reverse=True))
    return re.sub(
        rf"(?P<mark>@|\{{#|#\|\s*label:\s*[\"']?)(?P<key>{keys})(?=-\w)",
        lambda of: f"{of['mark']}{kinds[of['key']]}-{of['key']}",
        text,
    )


def _kind(custom: Mapping[str, Any]) -> str:
    """The known kind that is most like another one."""
    words = " ".join(str(custom.get(name, "")) for name in ("key", "reference-prefix", "caption-prefix")).casefold()
    return "tbl" if "tab" in words or "tbl" in words else "lst" if "list" in words or "code" in words else "fig"
