"""Scanner of links and ids in HTML and style sheets, and resolution of relative links.

The templates and the shell always write attributes in double quotes, so regular expressions find them, many times
faster than a parser. A test compares the results with those of a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_TAG = re.compile(r"<[a-z][^\s<>]*+\s[^<>]*+>")
"""A tag with attributes. Text that looks like a tag cannot match, because its `<` is escaped."""
# Each pattern begins with a literal for speed; the lookbehind then checks the character before it.
_HREF = re.compile(r'href="(?<=[\s:]href=")([^"]*)"')
_SRC = re.compile(r'src="(?<=\ssrc=")([^"]*)"')
_IDS = re.compile(r'id="(?<=\sid=")([^"]*)"')
_NAMES = (
    ("data-pop=", re.compile(r'(data-pop)="(?<=\sdata-pop=")([^"]*)"')),
    ("aria-", re.compile(r'(aria-(?<=\saria-)(?:labelledby|describedby|controls|details|owns))="([^"]*)"')),
    ("for=", re.compile(r'(for)="(?<=\sfor=")([^"]*)"')),
)
"""Attributes that refer to ids of the same page, each with a literal to test for before its pattern is tried."""
_REDIRECT = re.compile(r'http-equiv="refresh" content="[^"]*?url=([^"]*)"')
_CANONICAL = re.compile(r'rel="canonical" href="([^"]*)"')
_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)(?:"([^"]*)"|'([^']*)'|([^\s"')]+))""")
_LOADING = re.compile(
    r"<(?:link|script|img|source|iframe|frame|embed|object|video|audio|track|input|image|use)\s[^<>]*+>"
)
_LOADED = re.compile(r'\s(?:src|srcset|href|data|poster)="([^"]*)"')
_OPENED_RELATION = re.compile(
    r'\srel="[^"]*\b(?:stylesheet|icon|manifest|(?:module)?preload|(?:dns-)?prefetch|preconnect)\b'
)
_STYLES = (
    re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL),
    re.compile(r'style="(?<=\sstyle=")([^"]*)"'),
)
"""A style sheet within a page, and the style of an element."""
SCHEME = r"[a-z][a-z0-9+.-]*:"
"""Scheme of an absolute address: `https:`, `mailto:` and so on."""


def tags_of(html: str) -> str:
    """Only the tags: code in a page's text may contain `href="…"`."""
    return "".join(_TAG.findall(html))


def ids_in(html: str) -> list[str]:
    """All ids, including repeated ones."""
    return _IDS.findall(html)


def links_in(html: str) -> dict[str, None]:
    """Distinct values of `href` and `src`, as written."""
    return dict.fromkeys(_HREF.findall(html) + _SRC.findall(html))


def names_in(html: str) -> Iterator[tuple[str, str]]:
    """Pairs of an attribute and the id on the same page that it refers to."""
    for literal, pattern in _NAMES:
        for attribute, named in dict.fromkeys(pattern.findall(html)) if literal in html else ():
            # Only ARIA attributes take a list of ids.
            for id in named.split() if attribute.startswith("aria-") else (named,):
                yield attribute, id


def loads_in(html: str) -> Iterator[str]:
    """Addresses that a browser opens with the page, by itself: scripts, styles, images, fonts, frames."""
    for tag in _LOADING.findall(html):
        yield from _loads_of(tag)
    yield from style_links_in("\n".join(found for pattern in _STYLES for found in pattern.findall(html)))


@lru_cache(maxsize=1024)
def _loads_of(tag: str) -> tuple[str, ...]:
    # Kept, because all pages of a folder load the same files.
    if tag.startswith("<link") and not _OPENED_RELATION.search(tag):
        return ()
    return tuple(part.split()[0] for found in _LOADED.findall(tag) for part in found.split(",") if part.strip())


def redirects_in(html: str) -> list[str]:
    """Targets of redirects."""
    return _REDIRECT.findall(html) if "http-equiv" in html else []


def canonical_in(html: str) -> str:
    """Canonical address of the page; empty if it has none."""
    found = _CANONICAL.search(html)
    return found[1] if found else ""


def style_links_in(text: str) -> Iterator[str]:
    """Distinct addresses in a style sheet, except those of shapes in the same document."""
    for link in dict.fromkeys("".join(found) for found in _STYLE.findall(text)):
        if not link.startswith("#"):
            yield link


@dataclass(frozen=True)
class Addresses:
    """Resolver of relative links, with a cache because most pages link to the same places."""

    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def resolved(self, folder: str, path: str) -> str | None:
        """Resolve a link `path` on a page in `folder` to a path below the site's root; folders end in `/`.

        None if the result is above the root or the path is not relative.
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
