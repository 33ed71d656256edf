"""Links and ids in HTML and style sheets, found by patterns, and where relative links lead.

The templates and the shell write attributes in one way only, with double quotes: patterns find them many times faster
than a parser. A test holds them to a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"<[a-z][^\s<>]*+\s[^<>]*+>")
"""A tag with attributes. Of text that looks like one, the page has no `<`: it is escaped."""
# A literal first, so that a search runs at the speed of one, and what must stand before it only then.
_HREF = re.compile(r'href="(?<=[\s:]href=")([^"]*)"')
_SRC = re.compile(r'src="(?<=\ssrc=")([^"]*)"')
_IDS = re.compile(r'id="(?<=\sid=")([^"]*)"')
_NAMES = (
    ("data-pop=", re.compile(r'(data-pop)="(?<=\sdata-pop=")([^"]*)"')),
    ("aria-", re.compile(r'(aria-(?<=\saria-)(?:labelledby|describedby|controls|details|owns))="([^"]*)"')),
    ("for=", re.compile(r'(for)="(?<=\sfor=")([^"]*)"')),
)
"""Attributes that name ids of the same page, with what stands in HTML that has one."""
_REDIRECT = re.compile(r'http-equiv="refresh" content="[^"]*?url=([^"]*)"')
_CANONICAL = re.compile(r'rel="canonical" href="([^"]*)"')
_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^\s"')]+))""")
SCHEME = r"[a-z][a-z0-9+.-]*:"
"""How an address in full begins: `https:`, `mailto:` or the like."""


def tags_of(html: str) -> str:
    """The tags alone: code in the text of a page may well speak of `href="…"`."""
    return "".join(_TAG.findall(html))


def ids_in(html: str) -> list[str]:
    """Every id, as often as it stands there."""
    return _IDS.findall(html)


def links_in(html: str) -> dict[str, None]:
    """What `href` and `src` say, each once, as it is written."""
    return dict.fromkeys(_HREF.findall(html) + _SRC.findall(html))


def names_in(html: str) -> Iterator[tuple[str, str]]:
    """Attributes with the id of the same page that each names."""
    for literal, pattern in _NAMES:
        for attribute, named in dict.fromkeys(pattern.findall(html)) if literal in html else ():
            # Of these alone, the value is a list.
            for id in named.split() if attribute.startswith("aria-") else (named,):
                yield attribute, id


def redirects_in(html: str) -> list[str]:
    """Where a browser is sent on to."""
    return _REDIRECT.findall(html) if "http-equiv" in html else []


def canonical_in(html: str) -> str:
    """The address that the page says it has; empty where it says none."""
    found = _CANONICAL.search(html)
    return found[1] if found else ""


def style_links_in(text: str) -> Iterator[str]:
    """Addresses in a style sheet, each once; not those of shapes in the same document."""
    for link in dict.fromkeys("".join(found) for found in _STYLE.findall(text)):
        if not link.startswith("#"):
            yield link


@dataclass(frozen=True)
class Addresses:
    """Where relative links lead; remembered, since most pages link to the same places."""

    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def resolved(self, folder: str, path: str) -> str | None:
        """The path below the site's root that `path` means on a page in `folder`; both end in `/` where they are one.

        None above the root, or where the path is no relative one.
        """
        while path.startswith("../"):
            if not folder:
                return None
            folder, path = folder[: folder.rfind("/", 0, -1) + 1], path[3:]
        key = folder, path
        if key not in self._known:
            self._known[key] = _resolved(folder, path)
        return self._known[key]


def _resolved(folder: str, path: str) -> str | None:
    if path.startswith("/"):
        return None
    parts = folder.split("/")[:-1]
    *above, last = path.split("/")
    for part in (*above, last if last in (".", "..") else "."):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join((*parts, last.strip(".") and last))
