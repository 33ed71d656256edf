"""Links to what was not written, such as an equation that stands in a note, become their words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ID = re.compile(r"\{#([a-z0-9-]+)")
_LINK = re.compile(r"(?<![\\!])\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<kind>figure|table|equation):(?P<id>[a-z0-9-]+)\)")


def with_known_targets(files: Mapping[str, str]) -> dict[str, str]:
    """The texts of sections, in which every link to a display has a target."""
    known = {id for text in files.values() for id in _ID.findall(text)}

    def kept(found: re.Match[str]) -> str:
        return found[0] if found["id"] in known else found["words"] or found["id"]

    return {name: _LINK.sub(kept, text) for name, text in files.items()}
