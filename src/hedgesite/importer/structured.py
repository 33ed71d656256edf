"""Citations that the manuscript marks up: keys of LaTeX and Markdown, fields of word processors, references of JATS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hedgesite.importer.escaping import escaped
from hedgesite.importer.names_before_years import LEADS, with_names
from hedgesite.importer.tree import Block, Cite, Cited, Inline, Mode, Style, Styled, Text, Written
from hedgesite.importer.tree_walk import nodes_of, words_of
from hedgesite.importer.writer import UNRESOLVED
from hedgesite.markdown.bracket_index import citable

_OPENS = re.compile(r"[(\[（]\s*(?P<lead>[^()\[\]]{0,60})$")
_LEAD = re.compile(rf"(?:(?:{LEADS})[\s,:]*)*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&]|and|y|e|et|und|и)?\s*(?:[,;]\s*)?")
_DASH = re.compile(r"\s*[-–—−‐‑]\s*")
_CLOSES = re.compile(
    r"(?P<rest>\s*(?:[,:]\s*(?:pp?\.|S\.|с\.|ch(?:ap)?\.|§|fig(?:ure)?s?\.?|table)?\s*[\w.,–\s-]{0,40})?)\s*[)\]）]",
    re.IGNORECASE,
)
ONLY_NUMBER = re.compile(r"[\[(]?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\])]?")
_YEAR_ALONE = re.compile(r"\W*(?:1[4-9]|20)\d\d[a-z]?\W*|\W*n\.d\.\W*", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?:1[4-9]|20)\d\d|n\.d\.")
_ENDS_WITH_YEAR = re.compile(r"[(（]\s*(?:1[4-9]|20)\d\d[a-z]?\s*[)）]?\s*$")


@dataclass(slots=True)
class Structured:
    """Rewrites citations by key. `keys` has the key of the companion by that of the manuscript."""

    keys: Mapping[str, str]
    order: Sequence[str] = ()
    """Keys of the manuscript in the order of its list, for ranges such as 3–5."""
    found: int = 0
    resolved: int = 0
    unknown: list[tuple[int, str]] = field(default_factory=list)
    """Lines, and keys that no source has."""
    _line: int = 0
    _place_of: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._place_of.update((key, number) for number, key in enumerate(self.order))

    def rewrite(self, content: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
        """Inline content with its citations as the format has them."""
        if not any(isinstance(each, Cite | Written | Styled) for each in content):
            return content
        self._line = line
        return _grouped(with_names(content, self.keys), self)

    def written(self, cite: Cite) -> tuple[Inline, ...]:
        """A group of citations with prefixes and locators. Words without a source are marked as unresolved."""
        self.found += len(cite.items)
        known = [item for item in cite.items if item.key in self.keys]
        if known and known[0].mode is Mode.NAMED:
            self.resolved += 1
            words, key = words_of(cite.written), self.keys[known[0].key]
            return (Written(f"[{escaped(words)}](source:{key})", words, (key,)),)
        self.resolved += len(known)
        for item in cite.items:
            if item.key not in self.keys:
                self.unknown.append((self._line, item.key))
        lost = [item.key for item in cite.items if item.key not in self.keys]
        result: list[Inline] = []
        if known:
            keys = tuple(self.keys[item.key] for item in known)
            result.append(Written(self.group(known), words_of(cite.written) or ", ".join(keys), keys))
        if lost:
            words = words_of(cite.written).strip() if not known else ""
            marked = f"[{escaped(words or ', '.join(lost))}]{{.{UNRESOLVED}}}"
            result += [*([Text(" ")] if known else ()), Written(marked, words or ", ".join(lost))]
        return tuple(result)

    def group(self, items: Sequence[Cited]) -> str:
        """`[see @a, 3; -@b]`, or `@a [3]` for one in the sentence."""
        first = items[0]
        if first.mode is Mode.NARRATIVE and not first.prefix:
            suffix = _suffix(first).removeprefix(", ").lstrip()
            rest = "".join(f"; {self._one(item)}" for item in items[1:])
            inner = f"{suffix}{rest}".removeprefix("; ") if suffix else rest.removeprefix("; ")
            return f"@{self._key(first)}" + (f" [{inner}]" if inner else "")
        return "[" + "; ".join(self._one(item) for item in items) + "]"

    def _one(self, item: Cited) -> str:
        prefix = " ".join(escaped(words_of(item.prefix)).split())
        sign = "-@" if item.mode is Mode.YEAR_ONLY else "@"
        return f"{f'{prefix} ' if prefix else ''}{sign}{self._key(item)}{_suffix(item)}"

    def _key(self, item: Cited) -> str:
        return citable(self.keys[item.key])


def cites_by_number(blocks: Iterable[Block]) -> bool:
    """Whether most of the marked-up citations are numbers."""
    cites = [node for block in blocks for node in nodes_of(block) if isinstance(node, Cite)]
    return sum(ONLY_NUMBER.fullmatch(words_of(each.written)) is not None for each in cites) * 2 > len(cites)


def _suffix(item: Cited) -> str:
    words = words_of(item.suffix)
    text = escaped(" ".join(words.split()).lstrip(",: "))
    # A blank and no comma: `[@key and others]`.
    return (f" {text}" if words[:1].isspace() and words.lstrip()[:1] not in ",:" else f", {text}") if text else ""


def _grouped(content: tuple[Inline, ...], structured: Structured) -> tuple[Inline, ...]:
    """Content in which brackets around marked-up citations are one group, so that none is written twice."""
    result: list[Inline] = []
    at = 0
    while at < len(content):
        each = content[at]
        if isinstance(each, Styled) and each.style is Style.RAISED and _only_cites(each.content):
            result += [*_blank_after(result), *_raised(each.content, structured)]
            at += 1
        elif isinstance(each, Styled):
            result.append(Styled(each.style, _grouped(each.content, structured)))
            at += 1
        elif isinstance(each, Cite) and each.written and not each.is_whole:
            end, run = _run(content, at)
            at = _place(content, end, run, result, structured)
        elif isinstance(each, Cite):
            after = content[at + 1] if at + 1 < len(content) else None
            is_bracketed = each.items[:1] and each.items[0].mode is Mode.PARENTHETICAL
            closing = _unbracketed(result, after) if is_bracketed else 0
            result += structured.written(each)
            at += 1
            if closing and isinstance(after, Text):
                result.append(Text(after.text[closing:]))
                at += 1
        else:
            result.append(each)
            at += 1
    return tuple(result)


def _unbracketed(result: list[Inline], after: Inline | None) -> int:
    """Take away a bracket that opens right before a citation, which has its own; the number of characters to take after
    it, 0 if nothing closes there.
    """
    last = result[-1] if result else None
    opening = re.search(r"[(\[]\s*$", last.text) if isinstance(last, Text) else None
    closing = re.match(r"\s*[)\]]", after.text) if isinstance(after, Text) else None
    if not isinstance(last, Text) or opening is None or closing is None:
        return 0
    result[-1] = Text(last.text[: opening.start()])
    return closing.end()


def _blank_after(before: Sequence[Inline]) -> Sequence[Inline]:
    """A blank, if what stands before a raised citation does not end in one: on the line it needs one."""
    last = words_of(before[-1:])[-1:]
    return (Text(" "),) if last and not last.isspace() and last not in "([“‘«" else ()


def _only_cites(content: Iterable[Inline]) -> bool:
    parts = list(content)
    return any(isinstance(each, Cite) for each in parts) and all(
        isinstance(each, Cite) or (isinstance(each, Text) and not re.search(r"\w", each.text)) for each in parts
    )


def _run(content: Sequence[Inline], at: int) -> tuple[int, list[Inline]]:
    """The citations from an index on that only marks part, and the index after them."""
    run: list[Inline] = [content[at]]
    end = at + 1
    while end + 1 < len(content):
        between, after = content[end], content[end + 1]
        if not isinstance(after, Cite) or not after.written or not isinstance(between, Text):
            break
        if not (_BETWEEN.fullmatch(between.text) or _DASH.fullmatch(between.text)):
            break
        run += [between, after]
        end += 2
    while end < len(content) and isinstance(content[end], Cite):
        run.append(content[end])
        end += 1
    return end, run


def _place(content: Sequence[Inline], end: int, run: list[Inline], result: list[Inline], structured: Structured) -> int:
    """Write a run of citations, with the brackets around it if they hold nothing else. Returns the next index."""
    last_one, next_one = result[-1] if result else None, content[end] if end < len(content) else None
    before = last_one if isinstance(last_one, Text) else None
    after = next_one if isinstance(next_one, Text) else None
    opening = _OPENS.search(before.text) if before else None
    closing = _CLOSES.match(after.text) if after else None
    is_whole = opening and closing and _LEAD.fullmatch(opening["lead"])
    if is_whole and before and after and opening and closing:
        result[-1] = Text(before.text[: opening.start()])
        items = _items(run, structured)
        if items:
            lead = opening["lead"].strip()
            first = items[0]
            prefix = (Text(lead),) if lead and first.mode is not Mode.YEAR_ONLY else ()
            items[0] = Cited(first.key, first.mode, prefix, first.suffix)
            last = items[-1]
            rest = closing["rest"].strip(" ,:")
            items[-1] = Cited(last.key, last.mode, last.prefix, (Text(rest),) if rest else last.suffix)
            words = "".join(words_of((each,)) for each in run)
            result += structured.written(Cite(tuple(items), (Text(f"({words})"),)))
            result.append(Text(after.text[closing.end() :]))
            return end + 1
    is_inside = opening is not None and before is not None
    if is_inside:
        # Within brackets that also hold other words, brackets of a citation would stand in brackets.
        for each in run:
            result += _single(each, structured, bare=True)
    else:
        for each in run:
            result += _single(each, structured, bare=False)
    return end


def _single(each: Inline, structured: Structured, *, bare: bool) -> Sequence[Inline]:
    if not isinstance(each, Cite):
        return (each,)
    words = words_of(each.written).strip()
    mode = Mode.PARENTHETICAL
    if _YEAR_ALONE.fullmatch(words):
        mode = Mode.YEAR_ONLY
    elif (
        _ENDS_WITH_YEAR.search(words)
        or (bare and _HAS_YEAR.search(words))
        or (re.match(r"[^\W\d]", words) and _HAS_YEAR.search(words))
    ):
        mode = Mode.NARRATIVE
    if mode is Mode.NARRATIVE and len(each.items) == 1 and not words.startswith(("(", "[")):
        return structured.written(Cite((Cited(each.items[0].key, mode),), each.written))
    return structured.written(Cite(tuple(Cited(item.key, mode) for item in each.items), each.written))


def _items(run: Sequence[Inline], structured: Structured) -> list[Cited]:
    items: list[Cited] = []
    order = structured._place_of
    is_range = False
    for each in run:
        if isinstance(each, Text):
            is_range = bool(_DASH.fullmatch(each.text))
            continue
        assert isinstance(each, Cite)
        words = words_of(each.written).strip()
        mode = Mode.YEAR_ONLY if _YEAR_ALONE.fullmatch(words) else Mode.PARENTHETICAL
        if is_range and items and items[-1].key in order and each.items[0].key in order and not _HAS_YEAR.search(words):
            first, last = order[items[-1].key], order[each.items[0].key]
            if 1 < last - first < 100:
                items += [Cited(key) for key in structured.order[first + 1 : last]]
        items += [Cited(item.key, mode) for item in each.items]
        is_range = False
    # A year alone after a name and a year is another work of the same author.
    if items and items[0].mode is Mode.PARENTHETICAL:
        items = [Cited(item.key) for item in items]
    return items


def _raised(content: Sequence[Inline], structured: Structured) -> Sequence[Inline]:
    """Raised citations on the line: those of a field as it says, others as one group."""
    cites = [each for each in content if isinstance(each, Cite)]
    if all(each.is_whole for each in cites):
        return [part for each in cites for part in structured.written(each)]
    return (_one_group(content, structured),)


def _one_group(content: Sequence[Inline], structured: Structured) -> Inline:
    items = _items(content, structured)
    words = words_of(content)
    written = structured.written(Cite(tuple(items), (Text(words),)))
    return written[0] if len(written) == 1 else Styled(Style.RAISED, written)
