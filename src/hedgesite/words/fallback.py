"""What is said in English on a page of another language, since its catalogue lacks the message.

The message is marked where it is looked up, which knows nothing of the HTML that it becomes part of; the finished page
turns marks into `lang`. In attributes, which have no language of their own, they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from gettext import NullTranslations
from typing import NamedTuple

from hedgesite.model.direction import Direction, direction_of
from hedgesite.model.page import Page, TocEntry
from hedgesite.model.translations import BEGIN as ORIGINAL_BEGIN
from hedgesite.model.translations import END as ORIGINAL_END

BEGIN, END = "\ufdd0", "\ufdd1"
"""Around a message that is in English. Unicode keeps both for programs: they are no characters of any text."""
_BEGINS = {BEGIN: END, ORIGINAL_BEGIN: ORIGINAL_END}
_ENDS = {end: begin for begin, end in _BEGINS.items()}
_MARKS = re.compile(f"[{''.join((*_BEGINS, *_ENDS))}]")
_TOKEN = re.compile(r"""(<!--.*?-->|</?[a-zA-Z](?:[^"'<>]|"[^"]*"|'[^']*')*>|[\ufdd0-\ufdd3])""", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w:-]*)")
_LANG = re.compile(r"\slang=", re.IGNORECASE)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements of HTML without content. Source: the HTML Standard, "Void elements"."""
_TEXT_ALONE = frozenset({"desc", "option", "script", "style", "textarea", "title"})
"""Elements that have no elements within."""


class MarkedEnglish(NullTranslations):
    """The last resort of a language's catalogue: every message in English, and marked so."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002  (English is the same in every context)
        return marked(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return marked(msgid1 if n == 1 else msgid2)


def marked(text: str) -> str:
    """A text with the marks of English around it."""
    return f"{BEGIN}{text}{END}"


def is_marked(text: str) -> bool:
    return BEGIN in text


def unmarked(text: str) -> str:
    """A text without marks, for where no language can be given."""
    return _MARKS.sub("", text) if _has_marks(text) else text


def _has_marks(text: str) -> bool:
    # Four searches for one character each are many times faster than one for a class of them.
    return any(mark in text for pair in _BEGINS.items() for mark in pair)


def with_languages(html: str, direction: str = "ltr", original: str = "en") -> str:
    """HTML in which `lang` is on what was marked: on the element that it fills, else on one of its own.

    `direction` is that of the page around, and `original` the companion's language, for words of the original.
    """
    if not _has_marks(html):
        return html
    tokens = [token for token in _TOKEN.split(html) if token]
    known = {BEGIN: _attributes("en", direction), ORIGINAL_BEGIN: _attributes(original, direction)}
    for pair in _pairs(tokens):
        attributes = known[tokens[pair.begin]]
        before, after = tokens[pair.begin - 1] if pair.begin else "", "".join(tokens[pair.end + 1 : pair.end + 2])
        fills = _is_start(before) and after.startswith("</") and not _LANG.search(before)
        if fills:
            tokens[pair.begin - 1] = f"{before[:-1]}{attributes}>"
        elif pair.within not in _TEXT_ALONE:
            name = "tspan" if pair.is_drawn else "span"
            tokens[pair.begin], tokens[pair.end] = f"<{name}{attributes}>", f"</{name}>"
    return unmarked("".join(tokens))


def _attributes(language: str, around: str) -> str:
    own = direction_of(language)
    return f' lang="{language}"' if own == around else f' lang="{language}" dir="{own}"'


def with_page_languages(page: Page, direction: Direction, original: str = "en") -> Page:
    """A page with `lang` on what its words have in English alone, or in the companion's language."""
    return replace(
        page,
        title=unmarked(page.title),
        body=with_languages(page.body, direction, original),
        toc=tuple(map(_unmarked_entry, page.toc)),
        description=unmarked(page.description),
        head=unmarked(page.head),
        search=replace(page.search, text=unmarked(page.search.text), names=unmarked(page.search.names))
        if page.search
        else None,
        nav=tuple(map(unmarked, page.nav)),
    )


def _unmarked_entry(entry: TocEntry) -> TocEntry:
    return replace(entry, title=unmarked(entry.title), children=tuple(map(_unmarked_entry, entry.children)))


class _Pair(NamedTuple):
    """Two marks that belong together, by their places among the tokens."""

    begin: int
    end: int
    within: str
    """Name of the element around."""
    is_drawn: bool
    """Whether that is part of an SVG drawing."""


def _pairs(tokens: Sequence[str]) -> Iterator[_Pair]:
    """The outermost pairs. A mark that has no partner within its element is of no message."""
    elements: list[str] = []
    begun: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if token in _BEGINS:
            begun.append((place, len(elements)))
        elif token in _ENDS:
            if begun and begun[-1][1] == len(elements) and tokens[begun[-1][0]] == _ENDS[token]:
                begin, _ = begun.pop()
                if not any(tokens[each] == tokens[begin] for each, _ in begun):
                    yield _Pair(begin, place, elements[-1] if elements else "", "svg" in elements)
        elif token.startswith("</"):
            if elements:
                elements.pop()
            while begun and begun[-1][1] > len(elements):
                begun.pop()
        elif _is_start(token):
            elements.append(_name(token))


def _is_start(token: str) -> bool:
    return token.startswith("<") and token[1:2].isalpha() and not token.endswith("/>") and _name(token) not in VOID


def _name(token: str) -> str:
    found = _NAME.match(token)
    return found[1].lower() if found else ""
