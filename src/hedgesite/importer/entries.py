"""Splits a plain list of references into entries, and parses how each begins: authors and year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markdown_it.common.utils import stripEscape

from hedgesite.importer.blocks import Kind, Piece
from hedgesite.importer.dates import A_YEAR, NO_DATE
from hedgesite.importer.text import Manuscript, Span, Stretch

ITALIC, ROMAN = "\x02", "\x03"
"""Mark emphasis in plain text, in place of Markdown's asterisks."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of the list."""

    offset: int
    """Offset in the manuscript."""
    markdown: str
    """The entry in one line of Markdown."""
    marked: str
    """Plain text with `ITALIC` and `ROMAN` around emphasised words."""
    is_joined: bool = False
    """Whether it was joined from two halves that a page break had split."""

    @property
    def words(self) -> str:
        """Plain text."""
        return self.marked.replace(ITALIC, "").replace(ROMAN, "")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an entry."""

    names: str
    year: str
    """Four digits, `n.d.`, `forthcoming`, or empty."""
    letter: str
    when: str
    """Month and day beside the year, as in APA."""
    short: str
    """A body's short form, in brackets before or after its name."""
    editors: bool
    rest: str
    same_author: bool = False
    """Whether a dash stands for the author of the previous entry."""


# Years from 1500: earlier four-digit numbers are quantities more often than dates of works.
YEAR = rf"(?P<year>{A_YEAR}|{NO_DATE}|[Ff]orthcoming|[Ii]n press)(?P<letter>(?<=\d)[a-z])?"
_YEAR_IN_HEAD = re.compile(
    rf"(?P<open>[(\[])?(?<![\w-]){YEAR}(?![\w/]|-\d)(?P<when>,\s[^()\[\]]{{3,25}}(?=\)))?(?(open)[)\]])"
)
_BEFORE_TITLE = re.compile(rf"[“\"«„{ITALIC}]|(?<=[\s.,])‘")
_SHORT = re.compile(r"^\[(?P<short>[^\[\]]{2,60})\]\s*")
_SHORT_AFTER = re.compile(r"\s*[\[(](?P<short>[A-ZÀ-ÞА-Я][\w&-]{1,11})[\])][\s.]*$")
_EDITORS = re.compile(r"[\s,]*[\[(]?\b(?:eds?|hrsg|ur|prir|ред)\.?[\])]?[\s,.]*$", re.IGNORECASE)
DASH = re.compile(r"^(?:[—―–]{1,3}|-{2,4}|_{2,})[\s.,]*")
"""Stands for the author of the entry above."""
_MARKER = re.compile(r"[-*+•]\s+|\(?\d{1,3}[.)]\s+|\[\d{1,3}\]\s+")
_LINK = re.compile(r"(?<!\\)\[(?P<text>(?:[^\[\]\\]|\\.)*+)\]\((?P<url>https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_EMPHASIS = re.compile(r"(?<!\*)\*(?!\*)(?P<a>[^*]+)\*(?!\*)|(?<![\w_])_(?P<b>[^_]+)_(?![\w_])")
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
# A year further on belongs to the title or the imprint, not to the authors.
_LONGEST_HEAD = 400
_QUOTES = ("“", '"', "«", "„")
_LONGEST = 4000
"""A longer text is not an entry, so its second half is not looked for on the next page."""


def read_entries(
    manuscript: Manuscript, pieces: Iterable[Piece], is_named: Callable[[str], bool] = lambda _: False
) -> tuple[list[Listed], list[Piece]]:
    """The entries of the list, and blocks below it that are not entries.

    `is_named` tells of the marked text of an entry whether it begins with names in another form.
    """
    blocks = [piece for piece in pieces if piece.kind not in (Kind.HEADING, Kind.RULE)]
    # In a real list only its items are entries; in a list of paragraphs each may be one.
    has_lists = sum(piece.kind is Kind.LIST for piece in blocks)
    entries: list[Listed] = []
    others: list[Piece] = []
    for piece in blocks:
        if has_lists and piece.kind is not Kind.LIST and not _continues(entries, manuscript, piece):
            others.append(piece)
            continue
        for span in _items(manuscript, piece):
            entry = _listed(manuscript, (span,))
            is_entry = piece.kind is Kind.LIST or _begins_entry(entry.marked) or is_named(entry.marked)
            # What has a number of its own begins an entry, however the one before it ends.
            if entries and not _NUMBERED.match(manuscript.text, span.start) and _belong(entries[-1], entry):
                entries[-1] = _joined(entries[-1], entry)
            elif is_entry:
                entries.append(entry)
            else:
                others.append(piece)
    return entries, others


def names_of(listed: Listed, title: str) -> str:
    """The names of an entry as they are written, up to its title."""
    at = listed.marked.find(title[:20]) if title else -1
    return listed.marked[:at].rstrip(f' {ITALIC}{ROMAN}“"«„') if at > 0 else ""


def _begins_entry(marked: str) -> bool:
    return bool(read_head(marked)) or _begins_with_title(marked)


def _begins_with_title(marked: str) -> bool:
    """Whether a line is an entry without authors: a title in italics, or one in quotation marks with a year."""
    return marked.startswith(ITALIC) or (marked[:1] in _QUOTES and bool(_YEAR_IN_HEAD.search(marked)))


def read_head(marked: str) -> Head | None:
    """Authors and year of an entry; None if it begins with neither."""
    text = marked.lstrip("*. ")
    bracket = _SHORT.match(text)
    short = bracket["short"].strip() if bracket else ""
    text = text[bracket.end() :] if bracket else text
    # A year inside the title must not be taken for the year of the work.
    title = _BEFORE_TITLE.search(text, text.find(ROMAN) + 1 if text.startswith(ITALIC) else 0)
    found = _YEAR_IN_HEAD.search(text, 0, min(title.start() if title else _LONGEST_HEAD, _LONGEST_HEAD))
    if found and not text[: found.start()].strip():
        found = None
    if found is None:
        return _undated_head(text, title, short)
    names, rest = text[: found.start()], text[found.end() :].lstrip(" .,:;)")
    return _head(names, found, short, rest)


def _head(names: str, found: re.Match[str], short: str, rest: str) -> Head:
    dash = DASH.match(names)
    names = names.replace(ITALIC, "").replace(ROMAN, "").replace("*", "").rstrip(" ,(")
    editors = _EDITORS.search(names)
    names = names[: editors.start()] if editors else names
    after = _SHORT_AFTER.search(names)
    if after and not short:
        short, names = after["short"], names[: after.start()]
    year = " ".join(found["year"].split())
    year = "n.d." if re.fullmatch(NO_DATE, year) else year.lower()
    when = (found["when"] or "").strip(" ,")
    return Head(names.strip(), year, found["letter"] or "", when, short, bool(editors), rest, bool(dash))


def _undated_head(text: str, title: re.Match[str] | None, short: str) -> Head | None:
    """Text before a title in quotation marks or italics, if no year precedes the title."""
    if title is None or not title.start() or title.start() > 200:
        return None
    names = text[: title.start()].rstrip(" .,")
    return Head(names, "", "", "", short, False, text[title.start() :]) if names else None


def _items(manuscript: Manuscript, piece: Piece) -> Iterator[Span]:
    """The entries in a block: list items, or lines that each begin like an entry."""
    (start, end), text = (piece.start, piece.spans[-1].end), manuscript.text
    lines = [match.span() for match in re.compile(r"[^\n]+").finditer(text, start, end)]
    if piece.kind is Kind.LIST:
        begins = [first for first, last in lines if _MARKER.match(text, first, last)]
    else:
        begins = [first for first, last in lines if _begins(text[first:last])]
    begins = begins if begins and begins[0] == start else [start, *begins]
    for first, following in zip(begins, [*begins[1:], end], strict=True):
        if text[first:following].strip():
            yield Span(first, following)


def _begins(line: str) -> bool:
    head = read_head(_marked(line))
    return bool(head and head.year and (head.same_author or head.names[:1].isupper() or head.short))


def _continues(entries: list[Listed], manuscript: Manuscript, piece: Piece) -> bool:
    return bool(entries) and piece.kind is Kind.PARAGRAPH and _belong(entries[-1], _listed(manuscript, piece.spans))


_NUMBERED = re.compile(r"\s*\d+[.)]\s")
_ENDS_OPEN = re.compile(r"[^\W\d_][,*]*$")


def _belong(before: Listed, after: Listed) -> bool:
    """Whether a page break split one entry: the first half has no end, and the second no beginning."""
    if len(before.markdown) > _LONGEST or not _ENDS_OPEN.search(before.markdown, len(before.markdown) - 20):
        return False
    # An address or a DOI ends without punctuation, so its end says nothing.
    if re.search(r"(?:https?://|\b10\.\d{4,9}/)\S*$", before.markdown):
        return False
    if after.marked[:1] in _QUOTES and _begins_with_title(after.marked):
        return False
    head = read_head(after.marked)
    return head is None or not (head.year or head.short or after.marked[:1] in _QUOTES)


def _joined(before: Listed, after: Listed) -> Listed:
    """Join two halves. Emphasis closed at the page break, but not reopened after it, is continued."""
    is_open = after.marked.count("*") % 2 and before.markdown.endswith("*")
    markdown = f"{before.markdown[:-1] if is_open else before.markdown} {after.markdown}"
    return Listed(before.offset, markdown, _marked(markdown), is_joined=True)


def _listed(manuscript: Manuscript, spans: tuple[Span, ...]) -> Listed:
    text = Stretch.of(manuscript, spans).text
    marker = _MARKER.match(text)
    skipped = marker.end() if marker else 0
    markdown = " ".join(text[skipped:].split())
    return Listed(spans[0].start + skipped, markdown, _marked(markdown))


def _marked(markdown: str) -> str:
    text = _LINK.sub(lambda link: f"<{link['url']}>", markdown)
    addresses = iter(_ADDRESS.findall(text))
    # Underscores and asterisks in addresses are not emphasis, so addresses are taken out meanwhile.
    text = _ADDRESS.sub("\x04", text).replace("***", "*").replace("**", "")
    text = _EMPHASIS.sub(lambda found: f"{ITALIC}{found['a'] or found['b']}{ROMAN}", text)
    text = re.sub("\x04", lambda _: next(addresses), text)
    return " ".join(stripEscape(text).split())
