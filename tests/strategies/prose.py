"""Markdown with everything that may stand in a line: emphasis, typed links, citations in all forms, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.strategies.plan import Note, Piece, Text
from tests.strategies.words import STARTS, phrases

_CITING = (
    "[@{0}]", "[@{0}, 12]", "[@{0}, pp. 3-5]", "[@{0}, chap. 2]", "[see @{0}, 33-35 and *passim*]",
    "[@{0}, § 3; @{1}, 7]", "[-@{0}]", "[-@{0}, 12]", "[cf. @{0}, xii; also @{1}, vol. 2, 4; -@{2}]", "@{0}",
    "@{0} [p. 33]", "@{0} [12; @{1}]", "-@{0}", "[@{0}{{ii, A}}, and more]", "[@{{{0}}}, 3]", "@{{{0}}}",
    "[@{0}, 3–4, n. 5]", "[*see* @{0}, “there”]", "[@{0}, s.v. “lake”]", "[@{0}{{}}, 99 years]", "[@{0} p. 3]",
    "[e.g. @{0}, 1, 3–5, 9ff]", "[@{0}, 5; @{0}, 7; @{1}]", "[@{0}, a [nested] suffix]", "*as [@{0}, 3] has it*",
    "[voir aussi @{0}, №\u00a05]",
)  # fmt: skip
_PLAIN = (
    "*{0}*", "**{0}**", "***{0}***", "_{0}_", "`{0}`", "``code ` {0}``", "[{0}]{{.smallcaps}}", "[{0}]{{lang=fr}}",
    "[{0}](https://example.org/a?b=1&c=2)", "<https://example.org/@a>", "[{0}](<https://example.org/a(b)>)",
    "[{0}](https://example.org/%C5%A1#x)", "[{0}](mailto:a@example.org)", "a@example.org", "\\@nobody", "&amp; {0}",
    "{0}\\\n",
)  # fmt: skip
LINKED = ("section", "passage", "dimension", "hypothesis", "actor", "event", "term", "source", "series")


@dataclass(frozen=True)
class Mentionable:
    """What a text may cite and link to."""

    names: Mapping[str, Sequence[str]]
    """Ids and former ids by kind."""

    @property
    def keys(self) -> Sequence[str]:
        return self.names.get("source", ())


@st.composite
def pieces(draw: st.DrawFn, known: Mentionable) -> Piece:
    """One piece: half of them citations, where there is a source."""
    kind = draw(st.sampled_from(("cite", "cite", "cite", "link", "plain")))
    if kind == "cite" and known.keys:
        return draw(citations(known.keys))
    linked = [kind for kind in LINKED if known.names.get(kind)]
    if kind == "link" and linked:
        target_kind = draw(st.sampled_from(linked))
        target = draw(st.sampled_from(known.names[target_kind]))
        shown = draw(st.just("") | phrases.filter(_can_be_linked))
        return Piece(f"[{shown}]({target_kind}:{target})")
    return Piece(draw(st.sampled_from(_PLAIN)).format(draw(phrases.filter(_can_be_linked))))


@st.composite
def citations(draw: st.DrawFn, keys: Sequence[str]) -> Piece:
    """A group of citations, or a narrative one."""
    form = draw(st.sampled_from(_CITING))
    chosen = [draw(st.sampled_from(keys)) for _ in range(3)]
    order = re.findall(r"@\{+(\d)", form)
    return Piece(form.format(*chosen), tuple(chosen[int(number)] for number in order))


def _can_be_linked(phrase: str) -> bool:
    return not set(phrase) & set("[]`*\\_")


@st.composite
def sentences(draw: st.DrawFn, known: Mentionable, notes: Sequence[Note] = ()) -> tuple[Piece, ...]:
    """Words, and pieces between words; some call one of the notes."""
    found = [Piece(f"{draw(st.sampled_from(STARTS))} {draw(phrases)}")]
    for _ in range(draw(st.integers(0, 2))):
        found += [draw(pieces(known)), Piece(draw(phrases))]
        if len(notes) > 0 and draw(st.booleans()):
            note = draw(st.sampled_from(notes))
            found.append(Piece(f"[^{note.label}]", note=note, glued=True))
        elif len(notes) > 0 and draw(st.integers(0, 3)) == 0:
            inside = draw(sentences(known))
            text = Text(((inside,),))
            found.append(Piece(f"^[{text}]", tuple(text.cites), glued=True))
    return tuple(found)


@st.composite
def texts(
    draw: st.DrawFn, known: Mentionable, most: int = 2, *, paragraphs: int = 1, notes: Sequence[Note] = ()
) -> Text:
    """Paragraphs of sentences."""
    counts = [draw(st.integers(1, most)) for _ in range(draw(st.integers(1, paragraphs)))]
    return Text(tuple(tuple(draw(sentences(known, notes)) for _ in range(count)) for count in counts))
