"""The words of a JATS article, with what stands within them, into the tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hedgesite.bounded_xml import Element
from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.pandoc_tree import joined, math_of
from hedgesite.importer.tree import (
    Anchor,
    Block,
    Break,
    Call,
    Cite,
    Cited,
    Code,
    Inline,
    Link,
    Math,
    Picture,
    Style,
    Styled,
    Text,
)
from hedgesite.importer.tree_walk import words_of

SUPPLEMENT = "supplementary-material"
_STYLES = {
    "italic": Style.EMPHASIS, "underline": Style.EMPHASIS, "bold": Style.STRONG, "strike": Style.STRUCK,
    "sup": Style.RAISED, "sub": Style.LOWERED, "sc": Style.SMALL_CAPITALS,
}  # fmt: skip
_TEX = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
IN_PARAGRAPHS = frozenset(
    {
        "disp-formula", "disp-formula-group", "list", "fig", "fig-group", "table-wrap", "table-wrap-group",
        "disp-quote", "boxed-text", "verse-group", "def-list", "code", "preformat", SUPPLEMENT,
        "statement", "speech", "graphic", "media", "array", "chem-struct-wrap",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "sec", "app", "app-group", "ack", "glossary", "notes", "bio", "fn-group", "fn", "attrib", "table",
        "ref-list", "sig-block", "question-wrap", "answer", "explanation",
    }
)  # fmt: skip


@dataclass(slots=True)
class JatsInlines:
    """Reads inline content. `formulas` has TeX by `id()` of an element of MathML."""

    notes: Mapping[str, Element] = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    formulas: Mapping[int, str] = field(default_factory=dict)
    """TeX by `id()` of the element."""
    lost: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    _open: list[str] = field(default_factory=list)

    def _is_block(self, element: Element) -> bool:
        return element.tag in IN_PARAGRAPHS or element.tag in _BLOCKS

    def note(self, element: Element) -> tuple[Block, ...]:
        """The blocks of a note, without its mark."""
        raise NotImplementedError

    def formula(self, element: Element, *, display: bool) -> Math | None:
        """The formula in an element: its TeX, or its MathML as TeX."""
        tex = element.below("tex-math")
        if tex is not None:
            written = "".join(raw_text(tex))
            inner = _TEX.search(written)
            return math_of(_without_marks(inner[1] if inner else written), display=display)
        mathml = element.below("math")
        if mathml is not None and id(mathml) in self.formulas:
            return math_of(self.formulas[id(mathml)], display=display)
        return None

    def inlines(self, content: Iterable[Element | str]) -> tuple[Inline, ...]:
        return joined(_apart(_with_words(inline for each in content for inline in self._inline(each))))

    def _inline(self, each: Element | str) -> Iterator[Inline]:
        if isinstance(each, str):
            yield Text(re.sub(r"[ \t\r\n]+", " ", each))
            return
        if each.tag in _STYLES:
            yield from self._styled(each)
            return
        match each.tag:
            case "xref":
                yield from self._reference(each)
            case "ext-link" | "uri":
                yield Link(self.inlines(each.content), each.get("href") or each.text)
            case "email":
                yield Link((Text(each.text),), f"mailto:{each.text}")
            case "inline-formula" | "math" | "disp-formula" | "tex-math":
                math = self.formula(each, display=False) if each.tag != "math" else self._bare_math(each)
                yield math or Code(each.text)
            case "inline-graphic" | "graphic":
                yield Picture(each.get("href"), alt=each.words("alt-text"))
            case "break":
                yield Break()
            case "fn":
                self.called.add(each.get("id"))
                yield Call(self.note(each))
            case "target":
                yield from (Anchor(each.get("id")), *self.inlines(each.content))
            case "monospace":
                yield Code(each.text)
            case tag if tag not in {"object-id", "alt-text", "long-desc"}:
                if self._is_block(each):
                    yield Text(" ")
                yield from self.inlines(each.content)

    def _bare_math(self, element: Element) -> Math | None:
        tex = self.formulas.get(id(element))
        return math_of(tex, display=False) if tex is not None else None

    def _styled(self, element: Element) -> Iterator[Inline]:
        inner = self.inlines(element.content)
        bare = [each for each in inner if not isinstance(each, Text) or each.text.strip(" ,;–-")]
        # A call of a note or a citation is raised by itself.
        if element.tag == "sup" and bare and all(isinstance(each, Call | Cite) for each in bare):
            if isinstance(bare[0], Cite):
                yield Styled(Style.RAISED, inner)
            else:
                yield from bare
        else:
            yield Styled(_STYLES[element.tag], inner)

    def _reference(self, element: Element) -> Iterator[Inline]:
        content = self.inlines(element.content)
        ids = element.get("rid").split()
        sources = [id for id in ids if id in self.references]
        if sources:
            yield Cite(tuple(Cited(id) for id in sources), content)
        elif element.get("ref-type") != "aff" and len(ids) == 1 and ids[0] in self.notes and ids[0] not in self._open:
            self.called.add(ids[0])
            self._open.append(ids[0])
            yield Call(self.note(self.notes[ids[0]]), ids[0])
            self._open.pop()
        elif ids:
            # Without words, the number is meant, which Copernicus leaves to its pages.
            yield Link(content or (Text(ids[0]),), f"#{ids[0]}")
        else:
            yield from content


_ENDS_A_WORD = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ,;]\Z")
_BEGINS_A_WORD = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")


_LABEL = re.compile(r"(?:[^\W\d_]{1,12}\.?[\s\u00a0])?S?\d{1,3}[a-z]?\Z")
_YEAR = re.compile(rf"{A_YEAR}[a-z]?\Z")


def _with_words(content: Iterable[Inline]) -> Iterator[Inline]:
    """The content in which references that show only a sign, `Fig. 1▶`, have the words before it as theirs."""
    before: Inline | None = None
    for each in content:
        if isinstance(each, Link | Cite) and isinstance(before, Text):
            inner = each.content if isinstance(each, Link) else each.written
            words = words_of(inner).strip()
            found = (_LABEL if isinstance(each, Link) else _YEAR).search(before.text)
            if words and found and not re.search(r"\w", words):
                before = Text(before.text[: found.start()])
                taken = (Text(found[0]),)
                each = replace(each, content=taken) if isinstance(each, Link) else replace(each, written=taken)
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def _apart(content: Iterable[Inline]) -> Iterator[Inline]:
    """The content with a blank between a word and the words of a link; some programs take it away."""
    before = ""
    for each in content:
        words = words_of((each,)) if isinstance(each, Link | Cite) else ""
        if before and _ENDS_A_WORD.search(before) and _BEGINS_A_WORD.match(words.lstrip()):
            yield Text(" ")
        before = each.text[-1:] if isinstance(each, Text) else ""
        yield each


def _without_marks(tex: str) -> str:
    """TeX without the dollar signs or brackets around it."""
    text = tex.strip().strip("$").strip()
    for opening, closing in (("\\[", "\\]"), ("\\(", "\\)")):
        if text.startswith(opening) and text.endswith(closing):
            return text[2:-2].strip().strip("$").strip()
    return text


def trimmed(content: Sequence[Inline]) -> tuple[Inline, ...]:
    """Inline content without blanks at its ends; empty if nothing else is in it."""
    inner = list(content)
    if inner and isinstance(inner[0], Text):
        inner[0] = Text(inner[0].text.lstrip())
    if inner and isinstance(inner[-1], Text):
        inner[-1] = Text(inner[-1].text.rstrip())
    return tuple(each for each in inner if not isinstance(each, Text) or each.text)


def raw_text(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = list(reversed(element.content))
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        else:
            waiting += reversed(each.content)
