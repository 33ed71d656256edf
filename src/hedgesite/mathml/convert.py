"""Conversion of one formula. `math_core` parses the TeX; what it returns is written anew from lists of our own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML

from hedgesite.mathml.limits import LONGEST, REFUSED
from hedgesite.mathml.prepare import prepare
from hedgesite.mathml.problem import Problem, UnreadableError
from hedgesite.mathml.writer import UnknownMarkupError, write

Macros = tuple[tuple[str, str], ...]
"""Names of commands without backslash, and what stands for them; `#1` is the first argument."""

MOST_EXPANSIONS = 100
LONGEST_RESULT = 200_000
LONGEST_MACRO = 500
DEEPEST_MACRO = 10
MOST_GROWTH = 16
MOST_USES = 4
"""How often a macro may insert one of its arguments: each use may double what stands in it."""

_OWN: Macros = (
    ("substack", r"\begin{subarray}{c}#1\end{subarray}"),
    ("smash", "#1"),
    ("ensuremath", "#1"),
    ("mathclap", "#1"),
    ("mathstrut", ""),
    ("mathbbm", r"\mathbb{#1}"),
    ("mathds", r"\mathbb{#1}"),
    ("euro", "€"),
    ("qed", r"\square"),
)
"""Commands that the converter does not know."""
_ERROR = re.compile(r"(?:macro\d+:)?(?P<at>\d+): (?P<what>.*)", re.DOTALL)
_UNKNOWN = re.compile(r'Unknown (?P<kind>command|environment) "(?P<name>[^"]*)"')
_NAMES = re.compile(r"\\([A-Za-z]+)")
_NAME = re.compile(r"[A-Za-z]{1,40}")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be shown."""

    tex: str
    display: bool
    html: str
    """A `<math>` element that has the TeX as its annotation."""

    @property
    def text(self) -> str:
        """As it stands in plain text."""
        mark = "$$" if self.display else "$"
        return f"{mark}{' '.join(self.tex.split())}{mark}"


@lru_cache(maxsize=8192)
def convert(tex: str, *, display: bool = False, macros: Macros = ()) -> Formula | Problem:
    """Convert TeX. Never raises: a fault is a Problem at its offset in `tex`."""
    if len(tex) > LONGEST:
        return Problem(0, f"a formula is longer than {LONGEST} characters", "divide it into several")
    try:
        prepared = prepare(tex)
    except UnreadableError as error:
        return error.problem
    try:
        mathml = _converter(macros).convert_with_local_state(prepared.text, displaystyle=display)
        if len(mathml) > LONGEST_RESULT:
            return Problem(0, "a formula becomes too large", "shorten it, or the macros that it uses")
        inner = write(mathml)
    except LatexError as error:
        found = _ERROR.fullmatch(str(error))
        in_macro = str(error).startswith("macro")
        at = prepared.written_at(int(found["at"])) if found and not in_macro else 0
        return _problem(found["what"] if found else str(error), len(tex) if at < 0 else at)
    except UnknownMarkupError as error:
        return Problem(0, f"a formula cannot be shown ({error})", "write it with the commands that the handbook lists")
    attributes = 'dir="ltr" display="block"' if display else 'dir="ltr"'
    note = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return Formula(tex, display, f"<math {attributes}><semantics>{inner}{note}</semantics></math>")


@lru_cache(maxsize=16)
def _converter(macros: Macros) -> LatexToMathML:
    return LatexToMathML(
        macros=dict(_OWN) | dict(macros),
        fancy_error=False,
        allow_unreliable_rendering=True,
        max_expansions=MOST_EXPANSIONS,
    )


def _problem(what: str, at: int) -> Problem:
    unknown = _UNKNOWN.match(what)
    if unknown and unknown["kind"] == "command":
        remedy = "correct its name, or define it in article.yml, under math: macros:"
        return Problem(at, f"'{unknown['name']}' is not a command that formulas know", remedy)
    if unknown:
        remedy = "use aligned, cases, array, matrix, pmatrix or another that the handbook lists"
        return Problem(at, f"'{unknown['name']}' is not an environment that formulas know", remedy)
    said = what.rstrip(".")
    return Problem(at, f"a formula cannot be read: {said[:1].lower()}{said[1:]}", "correct it as TeX would read it")


def problem_of_macro(name: str, body: str, others: Macros) -> str | None:
    """What is wrong with a macro of a companion; None if nothing is. `others` are all macros, this one included."""
    if not _NAME.fullmatch(name):
        return f"'{name}' is not the name of a command: use letters only, without a backslash"
    if name in REFUSED or name in {"begin", "end", "left", "right", "text"}:
        return f"'\\{name}' has a meaning of its own and cannot be defined"
    if len(body) > LONGEST_MACRO:
        return f"the macro is longer than {LONGEST_MACRO} characters"
    used = re.findall(r"#(.)", body)
    if any(not each.isdigit() or each == "0" for each in used):
        return "an argument of a macro is written #1 to #9"
    if used and max(used.count(each) for each in used) > MOST_USES:
        return f"a macro uses an argument at most {MOST_USES} times"
    if name in _reached(body, dict(others)):
        return f"'{body[:60]}' would expand to itself"
    if _growth(name, dict(others)) > MOST_GROWTH:
        return "the macro repeats its arguments too often, through the macros that it uses"
    try:
        prepare(body, DEEPEST_MACRO)
    except UnreadableError as error:
        return error.problem.problem
    return None


def _growth(name: str, macros: dict[str, str]) -> int:
    """An upper bound of how often a macro repeats what stands in its arguments; bounded itself."""
    found: dict[str, int] = {}

    def growth(name: str, above: frozenset[str]) -> int:
        if name not in found:
            if name in above or len(above) > MOST_EXPANSIONS:
                return MOST_GROWTH + 1
            result = max(1, macros[name].count("#"))
            for inner in _NAMES.findall(macros[name]):
                if inner in macros and result <= MOST_GROWTH:
                    result *= growth(inner, above | {name})
            found[name] = min(result, MOST_GROWTH + 1)
        return found[name]

    return growth(name, frozenset())


def _reached(body: str, macros: dict[str, str]) -> set[str]:
    """Names of all macros that a body leads to."""
    reached: set[str] = set()
    waiting = [body]
    while waiting:
        for name in _NAMES.findall(waiting.pop()):
            if name in macros and name not in reached:
                reached.add(name)
                waiting.append(macros[name])
    return reached
