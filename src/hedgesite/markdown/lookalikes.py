"""What looks like a citation and is none: cross-references of other tools, and Pandoc's numbered examples."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule
from hedgesite.markdown.bracket_index import Key
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report

DISPLAYS = "fig|tbl|sec|eq|lst"
THEOREMS = "thm|lem|cor|prp|cnj|def|exm|exr"
"""What Quarto's cross-references begin with, before a hyphen. Source: "Cross References" in its guide."""
_CROSSREF = re.compile(
    rf"(?:{DISPLAYS}|{THEOREMS})-"
    r"|(?:fig|figure|tbl|tab|table|sec|section|eq|equation|lst|thm|lem|alg):",
    re.IGNORECASE,
)


_LIST = "write a list with numbers"
_UNLABELLED = "'(@)' begins a numbered example of Pandoc and is shown as text"

_EXAMPLES = re.compile(r"^[ \t>]{0,20}\(@([\w-]{1,100})\)[ \t]", re.MULTILINE)
_INDENT = 80
"""Most characters before the label of an example in its line."""


def examples_rule(state: StateCore) -> None:
    """Collect the labels of the numbered examples of a text, which may be named before they stand."""
    state.env["examples"] = frozenset(_EXAMPLES.findall(state.src)) if "(@" in state.src else frozenset()


def is_crossref(key: Key) -> bool:
    """Whether a key names a figure, a table or the like, as Quarto (`fig-x`) and pandoc-crossref (`fig:x`) do."""
    return _CROSSREF.match(key.key) is not None


def show_crossref(state: StateInline, key: Key) -> None:
    """Show a cross-reference as text, and report it."""
    problem = f"'@{key.key}' is a cross-reference of other tools and is shown as text"
    _show(state, key, problem, "link to what it means, such as [](figure:an-id), or write \\@")


def is_example(state: StateInline, key: Key) -> bool:
    """Whether the key is the label of a numbered example, `(@good) A sentence.`, or names one: `as (@good) shows`."""
    return _begins_example(state, key) or _names_example(state, key)


def _names_example(state: StateInline, key: Key) -> bool:
    is_alone = state.src[key.start - 1 : key.start] == "(" and state.src[key.end : key.end + 1] == ")"
    return is_alone and not key.suppressed and key.key in state.env.get("examples", ())


def _begins_example(state: StateInline, key: Key) -> bool:
    """Whether the key stands where an example begins: at the start of its paragraph or line."""
    after = state.src[key.end : key.end + 2]
    if key.suppressed or after[:1] != ")" or after[1:] not in {" ", "\t"}:
        return False
    # Only the end of what stands before: a copy of it all for each key would take quadratic time.
    before = state.src[max(0, key.start - _INDENT) : key.start]
    return before.rpartition("\n")[2].strip() == "(" and ("\n" in before or key.start <= _INDENT)


def show_unlabelled_example(state: StateInline) -> bool:
    """Show and report `(@) A sentence.`, an example of Pandoc without a label; false if `@` is something else."""
    start = state.pos
    if state.src[start - 1 : start + 3] not in {"(@) ", "(@)\t"} or state.src[: start - 1].rpartition("\n")[2].strip():
        return False
    _show(state, Key("", start, start + 1, suppressed=False), _UNLABELLED, _LIST)
    return True


def show_example(state: StateInline, key: Key) -> None:
    """Show the label of an example as text, and report it."""
    begins = _begins_example(state, key)
    problem = f"'(@{key.key})' {'begins' if begins else 'names'} a numbered example of Pandoc and is shown as text"
    remedy = _LIST if begins else "write the number of the example"
    _show(state, key, problem, f"{remedy}, or [@key] to cite a source")


def _show(state: StateInline, key: Key, problem: str, remedy: str) -> None:
    report(state, key.start, PendingDiagnostic(Rule.CITATION_CROSSREF, problem, remedy))
    verbatim(state, state.src[key.start : key.end])
    state.pos = key.end


def verbatim(state: StateInline, text: str) -> None:
    """Show a text as it is written."""
    token = state.push("text_special", "", 0)
    token.content = text
    token.markup = text
    token.info = "escape"
