"""Rich text as flat runs, which are cheap to join, punctuate and write. pybtex's is converted once, when read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from pybtex.richtext import BaseText, HRef, Protected, String, Symbol, Tag, Text

from hedgesite.model.direction import Direction, direction_of, runs_against, stretches_against
from hedgesite.model.fields import is_web_address

Mark = tuple[str, str]
"""A name (`i`, `em`, `sup`, `a`, `lang`, `nocase`, …) and a value (an address, a language tag, or nothing)."""

Run = tuple[str, tuple[Mark, ...]]
Runs = tuple[Run, ...]
"""Text in runs, each with its marks, outermost first. Runs are joined with `+`."""

NOTHING: Runs = ()
_ITALIC: Mark = ("i", "")
_ISOLATED: Mark = ("bdi", "")
NO_CASE: Mark = ("nocase", "")
"""Text in protective braces: every style keeps its capitals."""
_TAG_MARKS = {
    "em": "em",
    "emph": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "sup": "sup",
    "sub": "sub",
    "sc": "sc",
    "textsc": "sc",
    "tt": "code",
    "code": "code",
}
_SYMBOLS = {"nbsp": "\N{NO-BREAK SPACE}", "ndash": "–", "newblock": " "}
_CLOSING_QUOTES = "”’"
_INNER_CAPITAL = re.compile(r"[a-z]+[A-Z]|(?:doi|hdl|urn|pmid):|https?://|www\.")
_TERMINAL = ".?!…"
_BLANKS = re.compile(" {2,}")


def plain(text: str) -> Runs:
    return ((text, ()),) if text else NOTHING


def joined(separator: str, parts: Iterable[Runs]) -> Runs:
    """The non-empty parts, joined by the separator."""
    between = plain(separator)
    result: list[Run] = []
    for part in parts:
        if part:
            if result:
                result.extend(between)
            result.extend(part)
    return tuple(result)


def text_of(runs: Runs) -> str:
    return "".join(text for text, _ in runs)


def with_text(runs: Runs, text: str) -> Runs:
    """Replace the text by one of the same length, keeping the marks."""
    result = []
    start = 0
    for old, marks in runs:
        result.append((text[start : start + len(old)], marks))
        start += len(old)
    return tuple(result)


def marked(runs: Runs, name: str, value: str = "") -> Runs:
    mark = (name, value)
    return tuple((text, (mark, *marks)) for text, marks in runs)


def italic(runs: Runs) -> Runs:
    """Set in italics; emphasis within becomes roman (8.173)."""
    return tuple(
        (text, tuple(m for m in marks if m[0] != "em") if ("em", "") in marks else (_ITALIC, *marks))
        for text, marks in runs
    )


def capitalized(runs: Runs) -> Runs:
    """The text with its first letter in upper case, unless another letter of the word is."""
    if not runs:
        return runs
    (text, marks), *rest = runs
    # `arXiv`, `eLife` and `doi:` are written so everywhere.
    if _INNER_CAPITAL.match(text):
        return runs
    return ((text[:1].upper() + text[1:], marks), *rest)


def spaced_once(runs: Iterable[Run]) -> Runs:
    """Runs without blanks at the ends and after another blank, which braces keep from BibTeX: `{{ A } B}`."""
    spaced: list[Run] = []
    for text, marks in runs:
        once = _BLANKS.sub(" ", text)
        if not spaced or spaced[-1][0].endswith(" "):
            once = once.lstrip(" ")
        if once:
            spaced.append((once, marks))
    if spaced and (text := spaced[-1][0].rstrip(" ")) != spaced[-1][0]:
        spaced[-1:] = [(text, spaced[-1][1])] if text else []
    return tuple(spaced)


def closed(runs: Runs, stop: str = ".") -> Runs:
    """End in `stop`, inside closing quotation marks (6.9), unless a stronger mark already ends the text (6.123)."""
    if not runs:
        return runs
    text = text_of(runs)
    # Without an opening single quotation mark, a final ’ is an apostrophe and stays before the stop.
    closers = _CLOSING_QUOTES if "‘" in text else "”"
    bare = text.rstrip(closers)
    last = bare[-1:]
    if last == stop or (stop == "." and last in _TERMINAL):
        return runs
    return _inserted(runs, len(bare), stop)


def _inserted(runs: Runs, position: int, text: str) -> Runs:
    result: list[Run] = []
    for old, marks in runs:
        if 0 < position <= len(old):
            result.append((old[:position], marks))
            result.append((text, marks if position < len(old) else ()))
            if old[position:]:
                result.append((old[position:], marks))
        else:
            result.append((old, marks))
        position -= len(old)
    return tuple(result)


def sentences(parts: Iterable[Runs]) -> Runs:
    """Close each part with a period, and join them with spaces."""
    return joined(" ", (closed(part) for part in parts))


def to_html(runs: Runs, direction: Direction = "ltr") -> str:
    """Render safe HTML: text and attribute values are escaped, and only known elements occur.

    What runs against the direction of the text around is isolated: it keeps its own order, and the rest keeps its.
    """
    return written(_isolated(runs, direction), _tags, lambda text: escape(text, quote=False))


def _isolated(runs: Runs, direction: Direction) -> Runs:
    """Stretches against the direction with the mark `bdi`. What is in a language has its own direction already."""
    if not any(runs_against(text, direction) for text, _ in runs):
        return runs
    result: list[Run] = []
    for kept, group in groupby(runs, _kept_whole):
        part = tuple(group)
        stretches = list(stretches_against(text_of(part), direction))
        if kept == "a":
            # An address is one word, whatever signs it begins and ends with.
            stretches = [(0, len(text_of(part)))]
        result.extend(_split(part, [] if kept == "lang" else stretches))
    return tuple(result)


def _kept_whole(run: Run) -> str:
    """Which mark of a run makes it one piece: its language, or that it is an address."""
    text, marks = run
    names = {name for name, _ in marks}
    return "lang" if "lang" in names else "a" if "a" in names and is_web_address(text) else ""


def _split(runs: Runs, stretches: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """The same runs, cut where stretches begin and end; those within one are marked."""
    cuts = sorted({at for stretch in stretches for at in stretch})
    start = 0
    for text, marks in runs:
        end = start + len(text)
        places = [start, *(at for at in cuts if start < at < end), end]
        for one, other in pairwise(places):
            inside = any(first <= one and other <= last for first, last in stretches)
            yield text[one - start : other - start], (_ISOLATED, *marks) if inside else marks
        start = end


def written(runs: Runs, tags: Callable[[Mark], tuple[str, str]], shown: Callable[[str], str] = str) -> str:
    """Write runs as markup: `tags` returns a mark's opening and closing tag. Marks that neighbours share stay open."""
    out: list[str] = []
    opened: list[Mark] = []
    for text, marks in (*(run for run in runs if run[0]), ("", ())):
        common = 0
        while common < min(len(opened), len(marks)) and opened[common] == marks[common]:
            common += 1
        while len(opened) > common:
            out.append(tags(opened.pop())[1])
        for mark in marks[common:]:
            out.append(tags(mark)[0])
            opened.append(mark)
        out.append(shown(text))
    return "".join(out)


def _tags(mark: Mark) -> tuple[str, str]:
    name, value = mark
    match name:
        case "a":
            return f'<a href="{escape(value)}" rel="noopener noreferrer">', "</a>"
        case "lang":
            return f'<span lang="{escape(value)}" dir="{direction_of(value)}">', "</span>"
        case "sc":
            return '<span class="small-caps">', "</span>"
    return f"<{name}>", f"</{name}>"


def without(runs: Runs, name: str) -> Runs:
    """The same without a mark."""
    return tuple((text, tuple(mark for mark in marks if mark[0] != name)) for text, marks in runs)


def without_links(runs: Runs) -> Runs:
    """The same for the inside of a link."""
    return without(runs, "a")


def to_pybtex(runs: Runs) -> Text:
    """pybtex's rich text. Languages are lost: pybtex has no word for them."""
    parts: list[BaseText] = []
    for text, marks in runs:
        part: BaseText = String(text)
        for name, value in reversed(marks):
            if name == "a":
                part = HRef(value, part)
            elif name != "lang":
                part = Tag(name, part)
        parts.append(part)
    return Text(*parts)


def from_pybtex(rich: BaseText, marks: tuple[Mark, ...] = ()) -> Runs:
    """Convert pybtex's rich text to runs. Of links to anything but the web, only the text is kept."""
    if isinstance(rich, String):
        return ((rich.value, marks),) if rich.value else NOTHING
    if isinstance(rich, Symbol):
        return ((_SYMBOLS.get(rich.name, ""), marks),)
    if isinstance(rich, Protected):
        marks = (*marks, NO_CASE)
    elif isinstance(rich, HRef) and is_web_address(rich.url):
        marks = (*marks, ("a", rich.url))
    elif isinstance(rich, Tag) and rich.name in _TAG_MARKS:
        marks = (*marks, (_TAG_MARKS[rich.name], ""))
    return tuple(run for part in getattr(rich, "parts", ()) for run in from_pybtex(part, marks))
