"""Citations: `[see @a, pp. 33-35; -@b]` and `@a [p. 33] says`.

Source: Pandoc User's Guide, "Citation syntax". Input that Pandoc would silently misread is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule
from hedgesite.markdown.attributes import read_attributes
from hedgesite.markdown.bracket_index import Key, Outline, outline_of
from hedgesite.markdown.entities import with_characters
from hedgesite.markdown.half_brackets import check_blank, check_brackets
from hedgesite.markdown.locators import read_locator
from hedgesite.markdown.lookalikes import (
    examples_rule,
    is_crossref,
    is_example,
    show_crossref,
    show_example,
    show_unlabelled_example,
    verbatim,
)
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report
from hedgesite.messages import shortened
from hedgesite.model.text import CitationMode, Locator

_NEXT_BRACKET = re.compile(r"[ \t]*\n?[ \t]*(?=\[)")
_OPENING = re.compile(r"\([^()\[\]@]{0,40}$")
_SPLIT = re.compile(r",\s*(?P<locator>[^()\[\]@;]{1,60})(?:;[^()\[\]]{1,200})?\)")
_LIKE_A_KEY = re.compile(r"[^\W\d_][\w:-]*\d{2}\w*")
_EMPHASIS = re.compile(r"(?:\*+|_+)$")
_LINK_OR_NOTE = re.compile(r"\]\(|\[\^|\^\[")
_INNER_KEY = re.compile(r"\[[^\[\]]*?(?<!\\)(@(?:\{[^{}]+\}|\w[\w:.#$%&+?<>~/-]*))[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation whose position is still an offset in its inline source."""

    key: str
    mode: CitationMode
    pos: int
    prefix: str = ""
    locator: Locator | None = None
    suffix: str = ""


def citations_plugin(md: MarkdownIt) -> None:
    """Turn citations into `citation` tokens with `meta["cited"]`, a tuple of `Cited`."""
    md.core.ruler.after("normalize", "examples", examples_rule)
    md.inline.ruler.after("link", "citation_group", _group)
    md.inline.ruler.after("citation_group", "citation_narrative", _narrative)


def _group(state: StateInline, silent: bool) -> bool:
    """Parse a bracket with a key directly inside. In silent mode it counts as plain brackets."""
    start = state.pos
    if silent or state.src[start] != "[":
        return False
    outline = outline_of(state)
    close, keys = outline.closes.get(start), outline.inside.get(start, [])
    if close is None or close >= state.posMax or not keys or any(is_crossref(key) for key in keys):
        return False
    if state.linkLevel:
        _show(state, start, close + 1)
    else:
        _push(state, start, _read_group(state, outline, start, close))
        _check_neighbour(state, outline, close + 1)
    state.pos = close + 1
    return True


def _narrative(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] not in "@-":
        return False
    outline = outline_of(state)
    key = outline.keys.get(start)
    if key is None and not silent:
        check_blank(state)
        return show_unlabelled_example(state)
    if key is None or key.end > state.posMax:
        return False
    if silent:
        state.pos = key.end
    elif is_crossref(key):
        show_crossref(state, key)
    elif is_example(state, key):
        show_example(state, key)
    elif state.linkLevel:
        _show(state, start, key.end)
    else:
        _push_narrative(state, outline, key)
    return True


def _push_narrative(state: StateInline, outline: Outline, key: Key) -> None:
    mode = CitationMode.YEAR_ONLY if key.suppressed else CitationMode.NARRATIVE
    cited = Cited(key.key, mode, key.start)
    bracket = _bracket_of_narrative(state, outline, key)
    _check_split(state, key)
    if bracket is None:
        check_brackets(state, outline, key)
        _push(state, key.start, (cited,))
        state.pos = key.end
        return
    close = outline.closes[bracket]
    first = min((at for at in outline.semicolons.get(bracket, []) if outline.inside.get(bracket)), default=close)
    locator, suffix = read_locator(with_characters(state.src[bracket + 1 : first]))
    suffix = _line(suffix).rstrip()
    # As Pandoc does: a suffix that begins with a word is set off by a comma.
    if not locator and suffix and suffix[0].isalnum():
        suffix = f", {suffix}"
    _report_nested(state, bracket, suffix)
    others = _read_group(state, outline, bracket, close, start=first + 1) if first < close else ()
    _push(state, key.start, (replace(cited, locator=locator, suffix=suffix), *others))
    state.pos = close + 1


def _bracket_of_narrative(state: StateInline, outline: Outline, key: Key) -> int | None:
    """The bracket after a narrative key with its locator or suffix; None if there is none."""
    space = _NEXT_BRACKET.match(state.src, key.end)
    if not space:
        return None
    start = space.end()
    close = outline.closes.get(start)
    if close is None or close >= state.posMax or state.src.startswith(("[^", "[]"), start):
        return None
    if state.src.startswith(("(", "["), close + 1) or read_attributes(state.src, close + 1):
        return None
    if normalizeReference(state.src[start + 1 : close]) in state.env.get("references", {}):
        return None
    keys, semicolons = outline.inside.get(start), outline.semicolons.get(start)
    if keys and not (semicolons and semicolons[0] < keys[0].start):
        return None
    return start


def _read_group(
    state: StateInline, outline: Outline, opened: int, close: int, start: int | None = None
) -> tuple[Cited, ...]:
    keys = outline.inside.get(opened, [])
    begin = opened + 1 if start is None else start
    ends = [at for at in outline.semicolons.get(opened, []) if at >= begin]
    cited: list[Cited] = []
    keyless = ""
    next_key = 0
    while next_key < len(keys) and keys[next_key].start < begin:
        next_key += 1
    for end in (*ends, close):
        first = next_key
        while next_key < len(keys) and keys[next_key].start < end:
            next_key += 1
        if first < next_key:
            read = _read_segment(state, keys[first:next_key], begin, end)
            cited.extend((replace(read[0], prefix=f"{keyless}{read[0].prefix}"), *read[1:]))
            keyless = ""
        else:
            text = _line(state.src[begin:end]).strip()
            _report_keyless(state, begin, text)
            if cited and text:
                cited[-1] = replace(cited[-1], suffix=f"{cited[-1].suffix}; {text}")
            elif text:
                keyless += f"{text}; "
        begin = end + 1
    return tuple(cited)


def _read_segment(state: StateInline, keys: Sequence[Key], begin: int, end: int) -> list[Cited]:
    """The citations between two semicolons: one or, by mistake, several separated by a comma."""
    cited = []
    starts = [begin]
    for earlier, later in pairwise(keys):
        between = state.src[earlier.end : later.start]
        comma = between.rfind(",")
        # The last comma most likely ends the first citation, since locators contain commas too.
        starts.append(earlier.end + comma + 1 if comma >= 0 else later.start)
        pending = PendingDiagnostic(
            Rule.CITATION_SYNTAX,
            f"'@{earlier.key}' and '@{later.key}' share one citation",
            f"separate citations with a semicolon: [@{earlier.key}; @{later.key}]",
        )
        report(state, later.start, pending)
    for index, key in enumerate(keys):
        prefix = with_characters(_line(state.src[starts[index] : key.start]).strip())
        last = index + 1 == len(keys)
        rest = with_characters(state.src[key.end : end if last else starts[index + 1]])
        prefix, rest = _without_emphasis(state, key, prefix, rest if last else rest.rstrip().removesuffix(","))
        locator, suffix = read_locator(rest)
        suffix = _line(suffix).rstrip()
        _report_nested(state, key.start, f"{prefix} {suffix}")
        mode = CitationMode.YEAR_ONLY if key.suppressed else CitationMode.PARENTHETICAL
        cited.append(Cited(key.key, mode, key.start, prefix, locator, suffix))
    return cited


def _without_emphasis(state: StateInline, key: Key, prefix: str, rest: str) -> tuple[str, str]:
    """Remove emphasis around a key, whose look the style decides; report emphasis that extends over the key."""
    around = _EMPHASIS.search(prefix)
    if around and rest.startswith(around[0]):
        problem, remedy = f"the key '@{key.key}' is emphasised", "remove the emphasis"
        prefix, rest = prefix[: around.start()].rstrip(), rest[len(around[0]) :]
    # An odd number means that emphasis begins before the key and ends after it.
    elif prefix.count("*") % 2:
        problem, remedy = f"emphasis extends over '@{key.key}'", "end it before the key: [*see* @key]"
    else:
        return prefix, rest
    report(state, key.start, PendingDiagnostic(Rule.CITATION_SYNTAX, problem, remedy))
    return prefix, rest


def _push(state: StateInline, pos: int, cited: tuple[Cited, ...]) -> None:
    token = state.push("citation", "", 0)
    token.meta = {"pos": pos, "cited": cited}
    # The content is only seen by the rule for quotation marks, which looks at the character before a mark.
    token.content = "x" if cited[0].mode is CitationMode.NARRATIVE else ")"


def _show(state: StateInline, start: int, end: int) -> None:
    text = state.src[start:end]
    pending = PendingDiagnostic(
        Rule.LINK_NESTED,
        f"the citation '{shortened(text)}' is inside a link",
        "a citation is itself a link: put it after the link",
    )
    report(state, start, pending)
    verbatim(state, text)
    state.pos = end


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _check_split(state: StateInline, key: Key) -> None:
    # The window bounds the search: an opening parenthesis far away belongs to other text.
    opening = _OPENING.search(state.src, max(0, key.start - 41), key.start)
    split = _SPLIT.match(state.src, key.end)
    if not opening or not split:
        return
    locator, _ = read_locator(split["locator"])
    if locator:
        written = state.src[opening.start() : split.end()]
        pending = PendingDiagnostic(
            Rule.CITATION_SPLIT,
            f"'{shortened(written)}' has the locator outside the citation",
            f"write [{shortened(written[1:-1])}]",
        )
        report(state, opening.start(), pending)


def _check_neighbour(state: StateInline, outline: Outline, start: int) -> None:
    if start >= state.posMax or not outline.inside.get(start) or start not in outline.closes:
        return
    pending = PendingDiagnostic(
        Rule.CITATION_SYNTAX,
        "two citations follow each other directly",
        "put both in one pair of brackets, separated by a semicolon",
    )
    report(state, start, pending)


def _report_keyless(state: StateInline, begin: int, text: str) -> None:
    problem, remedy = "a semicolon in a citation follows nothing", "remove the semicolon"
    if text:
        problem = f"'{shortened(text)}' in a citation names no source"
        remedy = "separate locators with commas; a semicolon begins the next source"
    if _LIKE_A_KEY.fullmatch(text):
        remedy = f"write @{text} if it is the key of a source"
    report(state, begin, PendingDiagnostic(Rule.CITATION_SYNTAX, problem, remedy))


def _report_nested(state: StateInline, pos: int, markup: str) -> None:
    if inner := _INNER_KEY.search(markup):
        pending = PendingDiagnostic(
            Rule.CITATION_SYNTAX,
            f"'{shortened(inner[1])}' stands in brackets within a citation and is shown as text",
            "cite it after a semicolon, as in [@one; see @two]",
        )
        report(state, pos, pending)
    if _LINK_OR_NOTE.search(markup):
        pending = PendingDiagnostic(
            Rule.LINK_NESTED,
            f"a link or note is inside a citation: '{shortened(markup)}'",
            "a citation is itself a link: put the other one before or after it",
        )
        report(state, pos, pending)
