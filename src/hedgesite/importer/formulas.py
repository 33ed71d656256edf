"""Formulas of manuscripts as the content format can show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hedgesite.importer.formula_symbols import with_signs
from hedgesite.importer.latex_groups import NESTED
from hedgesite.importer.tree import Inline, Math, Styled, Text
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.units import unit
from hedgesite.mathml import Formula, convert
from hedgesite.mathml.in_line import in_line
from hedgesite.model.roman import roman_of

_DROPPED = re.compile(
    r"\\(?:label|tag\*?|vspace\*?|intertext|addtocounter|setcounter)\s*\{(?:[^{}]|\{[^{}]*\})*\}"
    r"|\\(?:nonumber|notag|phantomsection|displaylimits|allowbreak|nolinebreak|noindent|hfill|centering|bigskip|smallskip)(?![A-Za-z])"
)
_ALIGNED = re.compile(r"(begin|end)\s*\{(?:flalign|eqnarray|IEEEeqnarray|dmath|align)\*?\}(?:\[[^\]]*\]|\{[lcrs]+\})?")
_TEXT = re.compile(r"\\(?:text|textrm|mbox|hbox|textnormal)\s*\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}")
_FENCES = {"p": "()", "b": "[]", "v": "||", "B": (r"\{", r"\}"), "V": (r"\|", r"\|")}
CHEMISTRY = "HedgesiteChemistry"
"""The command for `\\ce` of the package mhchem, which Pandoc drops in text."""
_GROUP = rf"\s*\{{({NESTED})\}}"
_LETTERS = r"(?![A-Za-z])"
_BOLD = re.compile(r"\\(?:mbox|hbox|text)\s*\{\s*\\boldmath\s*\$([^$]*)\$\s*\}")
# What packages add: amsmath's old names, mathtools, nicefrac, physics, units, siunitx, bbm and dsfont.
_OF_PACKAGES = (
    (re.compile(rf"\\num{_GROUP}"), lambda found: _number(found[1])),
    (re.compile(rf"\\(?:SI|qty){_GROUP}{_GROUP}"), lambda found: f"{_number(found[1])}\\,{unit(found[2])}"),
    (re.compile(rf"\\unit\s*\[([^\]]*)\]{_GROUP}"), lambda found: f"{found[1]}\\,{unit(found[2])}"),
    (re.compile(rf"\\unitfrac\s*(?:\[([^\]]*)\])?{_GROUP}{_GROUP}"),
     lambda found: f"{found[1] or ''}\\,{unit(found[2])}/{unit(found[3])}"),
    (re.compile(rf"\\(?:si|unit){_GROUP}"), lambda found: unit(found[1])),
    (re.compile(rf"\\(?:nicefrac|sfrac){_GROUP}{_GROUP}"), r"{\1}/{\2}"),
    (re.compile(rf"\\norm\*?{_GROUP}"), r"\\lVert \1\\rVert "),
    (re.compile(rf"\\abs\*?{_GROUP}"), r"\\lvert \1\\rvert "),
    (re.compile(rf"\\(?:dv|derivative){_GROUP}{_GROUP}"), r"\\frac{\\mathrm{d}\1}{\\mathrm{d}\2}"),
    (re.compile(rf"\\(?:pdv|pdiff){_GROUP}{_GROUP}"), r"\\frac{\\partial \1}{\\partial \2}"),
    (re.compile(rf"\\ket{_GROUP}"), r"\\lvert \1\\rangle "),
    (re.compile(rf"\\bra{_GROUP}"), r"\\langle \1\\rvert "),
    (re.compile(rf"\\(?:vb|vectorbold)\*?{_GROUP}"), r"\\mathbf{\1}"),
    # In a formula it changes nothing, however deep its groups are.
    (re.compile(r"\\ensuremath\s*(?=\{)"), ""),
    (re.compile(r"\\cal\s*\{"), r"\\mathcal{"),
    (re.compile(r"\\emph(?=\s*\{)"), r"\\mathit"),
    (re.compile(r"\\operator@font\s*([^{}]*)"), r"\\mathrm{\1}"),
    (re.compile(rf"\\textbackslash{_LETTERS}"), r"\\backslash "),
    (re.compile(r"\\(?P<name>Vec|Bar|Hat|Tilde|Dot|Ddot|Check|Breve|Acute|Grave)(?=\s*[\\{])"),
     lambda found: f"\\{found['name'].lower()}"),
    (re.compile(rf"\\(?:mathbbm|mathds){_LETTERS}"), r"\\mathbb"),
    (re.compile(r"\\begin\s*\{(?P<kind>[pbBvV])smallmatrix\*?\}(?:\[[a-z]\])?"),
     lambda found: f"\\left{_FENCES[found['kind']][0]}\\begin{{smallmatrix}}"),
    (re.compile(r"\\end\s*\{(?P<kind>[pbBvV])smallmatrix\*?\}"),
     lambda found: f"\\end{{smallmatrix}}\\right{_FENCES[found['kind']][1]}"),
    (re.compile(rf"\\(?:{CHEMISTRY}|ce){_GROUP}"), lambda found: _chemistry(found[1])),
    (re.compile(rf"\\mathpzc{_LETTERS}"), r"\\mathcal"),
    (re.compile(rf"\\up(?P<letter>alpha|beta|gamma|delta|zeta|eta|iota|kappa|lambda|mu|nu|xi|tau|upsilon|chi|psi|omega"
                rf"|(?:var)?(?:epsilon|theta|pi|rho|sigma|phi)){_LETTERS}"), r"\\\g<letter>"),
    (re.compile(rf"\\dots[bmi]{_LETTERS}"), r"\\cdots "),
    (re.compile(rf"\\dots[co]{_LETTERS}"), r"\\ldots "),
    (re.compile(rf"\\var(?:inj|ind)lim{_LETTERS}"), r"\\underset{\\rightarrow}{\\lim}"),
    (re.compile(rf"\\varprojlim{_LETTERS}"), r"\\underset{\\leftarrow}{\\lim}"),
    (re.compile(r"\\(?:vcenter|raisebox\s*\{[^{}]*\})\s*\{\s*\\(?:hbox|text)\s*\{([^{}]*)\}\s*\}"),
     r"{\1}"),
    (re.compile(r"\\mathop\s*\{\s*\\(?:mathrm|mathit|mathbf|mathsf|textrm|text|rm)\s*\{([^{}\\]*)\}\s*\}"),
     r"\\operatorname{\1}"),
    (re.compile(rf"\\dd{_LETTERS}"), r"\\mathrm{d}"),
    (re.compile(rf"\\hdots{_LETTERS}"), r"\\ldots "),
    (re.compile(rf"\\intop{_LETTERS}"), r"\\int "),
    (re.compile(rf"\\cross{_LETTERS}"), r"\\times "),
    (re.compile(rf"\\O{_LETTERS}"), r"\\varnothing "),
)  # fmt: skip
_REFERENCE = re.compile(r"\\(?P<how>eqref|ref|autoref|[cC]ref)\*?\s*\{(?P<id>[^{}]*)\}")
_CASES = re.compile(
    r"\\begin\s*\{(?P<name>[dr]?cases)(?P<star>\*?)\}(?P<rows>.*?)\\end\s*\{(?P=name)(?P=star)\}", re.DOTALL
)
_ROMAN = re.compile(r"\\(?:romannumeral|@roman)\s*(?:\{(\d{1,3})\}|(\d{1,3})(?!\d))")
_UPPER = re.compile(r"\\(?:MakeUppercase|uppercase)\s*\{\s*([A-Za-z]+)\s*\}")
_RENAMED = (
    (re.compile(r"\\(?:mbox|hbox|textnormal|textup|textmd|makebox)(?=\s*\{)"), r"\\text"),
    (re.compile(r"\\(?:bm|mathbold|boldmath|pmb)(?![A-Za-z])"), r"\\boldsymbol"),
    (re.compile(r"\\hspace\*?\s*\{[^{}]*\}"), r"\\;"),
    (re.compile(r"\\(?:color|textcolor)\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:upmu)(?![A-Za-z])"), r"\\mu"),
    (re.compile(r"\\mathop\s*\{\s*(\\[A-Za-z]+)\s*\}"), r"\1 "),
    (re.compile(r"\\mathop\s*(?=\{[^{}]*\\)"), ""),
    (re.compile(r"\\mathop\s*\{"), r"\\operatorname{"),
    (re.compile(r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:textstyle|scriptstyle|displaystyle|limits|nolimits)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:rm|sf|it)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\bf(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:cancel|bcancel|xcancel|boxed|fbox|rlap|llap)\s*(?=\{)"), ""),
    (re.compile(r"\\(?:begin|end)\s*\{subequations\}"), ""),
    (_ALIGNED, r"\1{aligned}"),
    (re.compile(r"(begin|end)\s*\{(?:gather|multline)\*?\}"), r"\1{gathered}"),
    (re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}"), ""),
)  # fmt: skip


def with_numbers(tex: str, numbers: Mapping[str, str]) -> str:
    """TeX with the numbers of the equations that it refers to, where they are known: formulas have no links."""

    def number(found: re.Match[str]) -> str:
        known = numbers.get(found["id"].strip())
        return found[0] if known is None else f"({known})" if found["how"] == "eqref" else known

    return _REFERENCE.sub(number, tex) if "ref" in tex else tex


def fitted(tex: str, *, display: bool) -> str | None:
    """TeX that the build can show and that means the same; None if there is none."""
    written = re.sub(r"\n\s*\n", "\n", re.sub(r"(?<!\\)%[^\n]*", "", tex)).strip()
    tried: set[str] = set()
    for candidate in _candidates(written):
        candidate = " ".join(candidate.split())
        is_new = candidate not in tried
        tried.add(candidate)
        if (
            candidate
            and is_new
            and "$" not in candidate.replace(r"\$", "")
            and isinstance(convert(candidate, display=display), Formula)
        ):
            return candidate
    return None


def _chemistry(written: str) -> str:
    """A formula of chemistry as mhchem reads it: digits after letters are lowered, charges are raised."""
    arrows = written.replace("<=>", r"\rightleftharpoons ").replace("->", r"\to ")
    raised = re.sub(r"\^\s*([0-9]*[+-]+)", r"^{\1}", arrows)
    lowered = re.sub(r"(?<=[A-Za-z)\]])_?(\d+)", r"_{\1}", raised)
    charged = re.sub(r"(?<=[A-Za-z0-9}])([+-])$", r"^{\1}", lowered)
    return f"\\mathrm{{{charged}}}"


def words_of_formula(tex: str) -> str:
    """A formula as it reads in a line of plain text; its TeX if it cannot be shown."""
    shown = fitted(tex, display=False)
    made = convert(shown, display=False) if shown else None
    return in_line(made.html) if isinstance(made, Formula) else tex


def with_readable_formulas(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inline content for places that show no formulas, such as titles, menus and alternative texts."""
    return tuple(
        Text(words_of_formula(each.tex))
        if isinstance(each, Math)
        else replace(each, content=with_readable_formulas(each.content))
        if isinstance(each, Styled)
        else each
        for each in content
    )


def readable_words(content: Iterable[Inline]) -> str:
    """The words of inline content in one line, with formulas as they are read."""
    return " ".join(words_of(with_readable_formulas(content)).split())


def _number(written: str) -> str:
    """A number as siunitx reads it: `1.5e-3`, `3 x 10^4`, `5 +- 1`."""
    number = written.strip().replace("+-", r"\pm ").replace("x", r"\times ")
    return re.sub(r"[eEdD]([-+]?\d+)", r"\\times 10^{\1}", number)


def _without_dollars(found: re.Match[str]) -> str:
    """`\\text{if $x$ is}` as `\\text{if }x\\text{ is}`."""
    parts = re.split(r"(?<!\\)\$", found["inner"])
    if len(parts) % 2 == 0:
        return found[0]
    return "".join(part if at % 2 else f"\\text{{{part}}}" for at, part in enumerate(parts) if part)


def _with_words_of_cases(found: re.Match[str]) -> str:
    """Cases of mathtools: with a star, the second column is text."""
    rows = []
    for row in found["rows"].split("\\\\"):
        value, sign, words = row.partition("&")
        told = f"\\text{{{' '.join(words.split())} }}" if found["star"] and words.strip() else words
        rows.append(f"{value}{sign}{_TEXT.sub(_without_dollars, told)}")
    told = "\\\\".join(rows)
    return f"\\begin{{cases}}{told}\\end{{cases}}"


def _candidates(tex: str) -> Iterator[str]:
    """TeX that means the same, ever further from what the author wrote."""
    plain = _DROPPED.sub("", tex)
    yield from (tex, plain)
    changed = _BOLD.sub(r"\\boldsymbol{\1}", plain)
    changed = _TEXT.sub(lambda text: re.sub(rf"\\ensuremath{_GROUP}", r"$\1$", text[0]), changed)
    changed = _TEXT.sub(lambda text: re.sub(r"\\emph(?=\s*\{)", r"\\textit", text[0]), changed)
    changed = _TEXT.sub(_without_dollars, changed)
    for pattern, instead in _OF_PACKAGES:
        changed = pattern.sub(instead, changed)
    changed = _CASES.sub(_with_words_of_cases, with_signs(changed))
    changed = _ROMAN.sub(lambda found: roman_of(int(found[1] or found[2])).lower(), changed)
    changed = _UPPER.sub(lambda found: found[1].upper(), changed)
    yield changed
    for pattern, replacement in _RENAMED:
        changed = pattern.sub(replacement, changed)
        yield changed
    # A display of several columns of relations is often written without its environment.
    yield f"\\begin{{aligned}}{changed}\\end{{aligned}}"
