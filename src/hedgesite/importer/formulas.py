"""Formulas of manuscripts as the content format can show them."""

from __future__ import annotations

import re

from hedgesite.mathml import Formula, convert

_DROPPED = re.compile(
    r"\\(?:label|tag\*?|vspace\*?|intertext|phantomsection|addtocounter|setcounter)\s*\{(?:[^{}]|\{[^{}]*\})*\}"
    r"|\\(?:nonumber|notag|displaylimits|allowbreak|nolinebreak|noindent|hfill|centering|bigskip|smallskip)(?![A-Za-z])"
)
_ALIGNED = re.compile(r"(begin|end)\s*\{(?:flalign|eqnarray|IEEEeqnarray|dmath|align)\*?\}(?:\[[^\]]*\]|\{[lcrs]+\})?")
_TEXT = re.compile(r"\\(?:text|mbox|hbox|textnormal)\s*\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}")
_RENAMED = (
    (re.compile(r"\\(?:mbox|hbox|textnormal|textup|textmd|makebox)(?=\s*\{)"), r"\\text"),
    (re.compile(r"\\(?:bm|mathbold|boldmath|pmb)(?![A-Za-z])"), r"\\boldsymbol"),
    (re.compile(r"\\hspace\*?\s*\{[^{}]*\}"), r"\\;"),
    (re.compile(r"\\(?:color|textcolor)\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:upmu)(?![A-Za-z])"), r"\\mu"),
    (re.compile(r"\\mathop\s*\{\s*(\\[A-Za-z]+)\s*\}"), r"\1 "),
    (re.compile(r"\\mathop\s*\{"), r"\\operatorname{"),
    (re.compile(r"\\(?:textstyle|scriptstyle|displaystyle|limits|nolimits)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:rm|sf|it)(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\bf(?![A-Za-z])\s*"), ""),
    (re.compile(r"\\(?:cancel|bcancel|xcancel|boxed|fbox|rlap|llap)\s*(?=\{)"), ""),
    (re.compile(r"\\(?:begin|end)\s*\{subequations\}"), ""),
    (_ALIGNED, r"\1{aligned}"),
    (re.compile(r"(begin|end)\s*\{(?:gather|multline)\*?\}"), r"\1{gathered}"),
    (re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}"), ""),
)  # fmt: skip


def fitted(tex: str, *, display: bool) -> str | None:
    """TeX that the build can show and that means the same; None if there is none."""
    written = re.sub(r"\n\s*\n", "\n", re.sub(r"(?<!\\)%[^\n]*", "", tex)).strip()
    for candidate in _candidates(written):
        candidate = " ".join(candidate.split())
        if (
            candidate
            and "$" not in candidate.replace(r"\$", "")
            and isinstance(convert(candidate, display=display), Formula)
        ):
            return candidate
    return None


def _without_dollars(found: re.Match[str]) -> str:
    """`\\text{if $x$ is}` as `\\text{if }x\\text{ is}`."""
    parts = re.split(r"(?<!\\)\$", found["inner"])
    if len(parts) % 2 == 0:
        return found[0]
    return "".join(part if at % 2 else f"\\text{{{part}}}" for at, part in enumerate(parts) if part)


def _candidates(tex: str) -> list[str]:
    plain = _DROPPED.sub("", tex)
    found = [tex, plain]
    changed = _TEXT.sub(_without_dollars, plain)
    for pattern, replacement in _RENAMED:
        changed = pattern.sub(replacement, changed)
        found.append(changed)
    # A display of several columns of relations is often written without its environment.
    found.append(f"\\begin{{aligned}}{changed}\\end{{aligned}}")
    return list(dict.fromkeys(found))
