"""Formulas: `$…$` in the line, `$$…$$` displayed. Each becomes a `math` token with `meta["formula"]`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.attributes import read_attributes
from hedgesite.markdown.displays import display_tokens
from hedgesite.markdown.math_spans import MathSpan, math_span
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report
from hedgesite.mathml import Formula, convert
from hedgesite.messages import shortened

_WORDS = re.compile(r"[\w\s.,;:!?'’\"“”„()%€£¥–—-]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}\s|\s[^\W\d_]{2,}")
_BEFORE_BRACES = re.compile(r"[ \t]*(?=\{#)")
MOST_MARKUP = 30_000_000
"""Characters of MathML in one text: macros could make more of it than the text is long."""


def math_plugin(md: MarkdownIt) -> None:
    """Parse formulas. A displayed one with an id that has a paragraph of its own becomes an equation."""
    md.inline.ruler.after("escape", "math", _math)
    md.core.ruler.after("inline", "equations", _equations)


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    span = math_span(state.src, state.pos, state.posMax)
    if span is None:
        return False
    braces = _BEFORE_BRACES.match(state.src, span.end, state.posMax) if span.display else None
    attributes = read_attributes(state.src, braces.end()) if braces else None
    if attributes and attributes[1] > state.posMax:
        attributes = None
    if not silent:
        token = _push(state, span)
        if attributes:
            token.meta["attributes"] = attributes[0]
    state.pos = attributes[1] if attributes else span.end
    return True


def _push(state: StateInline, span: MathSpan) -> Token:
    written = state.src[span.inner : span.close]
    tex = written.strip()
    at = span.inner + written.index(tex)
    token = state.push("math", "math", 0)
    # Only the rule for quotation marks looks at the content: a formula is like a word.
    token.content = "x"
    token.meta = {"pos": span.start, "tex": tex, "display": span.display, "source": state.src[span.start : span.end]}
    if state.env.get("math_markup", 0) > MOST_MARKUP:
        problem, remedy = "the formulas of this text become too large", "use macros that stand for less"
    else:
        formula = convert(tex, display=span.display, macros=state.env.get("macros", ()))
        if isinstance(formula, Formula):
            state.env["math_markup"] = state.env.get("math_markup", 0) + len(formula.html)
            token.meta["formula"] = formula
            _ask(state, span, tex)
            return token
        at, problem, remedy = at + formula.at, formula.problem, formula.remedy
    report(state, min(at, span.close), PendingDiagnostic(Rule.MATH, problem, remedy))
    return token


def _ask(state: StateInline, span: MathSpan, tex: str) -> None:
    """Ask about what looks like an amount in dollars, or like words."""
    if span.display or not _WORDS.fullmatch(tex) or not (_WORD.search(tex) or _TWO_WORDS.search(tex)):
        return
    problem = f"'{shortened(state.src[span.start : span.end])}' is read as a formula, but has only words and figures"
    remedy = "write \\$ for a dollar sign, or \\text{…} for words in a formula"
    report(state, span.start, PendingDiagnostic(Rule.MATH_WORDS, problem, remedy))


def _equations(state: StateCore) -> None:
    kept: list[Token] = []
    tokens = state.tokens
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.type == "paragraph_open" and (shown := _alone(tokens[index + 1])):
            kept += _equation(token, tokens[index + 1], shown, tokens[index + 2])
            skip = 2
        else:
            kept.append(token)
    state.tokens = kept


def _alone(inline: Token) -> Token | None:
    """The displayed formula of a paragraph that has nothing else."""
    shown = [child for child in inline.children or () if child.type != "pending_diagnostic"]
    return shown[0] if len(shown) == 1 and shown[0].type == "math" and shown[0].meta["display"] else None


def _equation(paragraph: Token, inline: Token, shown: Token, close: Token) -> list[Token]:
    attributes = shown.meta.pop("attributes", None)
    if not attributes and "attributes" not in paragraph.meta:
        paragraph.meta["needs_no_id"] = True
        return [paragraph, inline, close]
    made = display_tokens("equation", paragraph, [inline], None, ())
    made[0].meta["formula"] = shown
    if attributes:
        made[0].meta["inner"] = [(inline, attributes)]
    return made
