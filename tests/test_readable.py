"""What readers see of passages in one line: formulas that can be read, and names of things in place of their ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.mathml import Formula, convert
from hedgesite.mathml.in_line import in_line, in_lines
from hedgesite.words.cldr import number_in_digits
from tests.companions import copy_site, publish_site

FORMULAS = {
    "p": "p",
    "1 - (1 - p)^k": "1 − (1 − p)ᵏ",
    r"\hat{N} = \frac{c}{1 - (1 - p)^k}": "N̂ = c/(1 − (1 − p)ᵏ)",
    r"\sqrt{a^2+b^2} \le \sqrt[3]{x}": "√(a² + b²) ≤ ³√x",
    r"\sum_{i=1}^n x_i": "∑ᵢ₌₁ⁿxᵢ",
    r"x_{i,j}": "x_(i,j)",
    r"\log_2 n + \sin x": "log₂ n + sin x",
    r"\mathbf{x}\in\mathbb{R}^n": "x ∈ ℝⁿ",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}": "(1 2; 3 4)",
    r"\binom{n}{k}": "(n k)",
    r"\underbrace{a+b}_{n}": "a + bₙ",
    r"\overline{ab}": "a̅b̅",
    r"90^\circ": "90°",
    "5{,}000": "5,000",
    "f'(x)": "f′(x)",
    r"-1": "−1",
}


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_read_in_a_line(tex: str) -> None:
    formula = convert(tex)
    assert isinstance(formula, Formula)
    assert in_line(formula.html) == FORMULAS[tex]


def test_only_what_is_a_formula_of_the_text_is_read_as_one() -> None:
    formula = convert("x^2")
    assert isinstance(formula, Formula)
    assert in_lines("paid $5 for $x^2$", [("$x^2$", formula.html)]) == "paid $5 for x²"
    assert in_lines("$x^2$, $HOME/$USER and $5", [("$x^2$", formula.html)]) == "x², $HOME/$USER and $5"


@pytest.fixture(scope="module")
def swifts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_site(copy_site("swifts", tmp_path_factory.mktemp("swifts")))[1]


def test_excerpts_sentences_and_search_results_have_no_tex(swifts: Path) -> None:
    """The texts that other programs read keep it."""
    for path in ("dimensions/entry/index.html", "sources/example2016/index.html", "assets/hedgesite/search-index.js"):
        shown = re.sub(r"<math.*?</math>", "", (swifts / path).read_text("utf-8"), flags=re.DOTALL)
        assert "$" not in shown, path
        assert "nests that were" in shown
    assert "1 − (1 − p)ᵏ" in (swifts / "dimensions/entry/index.html").read_text("utf-8")
    assert "$1 - (1 - p)^k$" in (swifts / "downloads/companion.json").read_text("utf-8")


def test_links_without_text_have_the_name_of_the_thing(tmp_path: Path) -> None:
    """In excerpts and sentences, in the language of the page."""
    site = publish_site(copy_site("bilingual", tmp_path))[1]
    hypotheses = (site / "hypotheses/index.html").read_text("utf-8")
    assert "in place of the open door. Section Turns names" in hypotheses
    pages = [page.read_text("utf-8") for page in site.rglob("*.html")]
    assert not any("\ue000" in page or "\ue001" in page for page in pages)


def test_a_side_that_lists_only_sources_is_not_said_to_have_none(tmp_path: Path) -> None:
    site = publish_site(copy_site("bilingual", tmp_path))[1]
    heading = r"<h3[^>]*>Qualifying(.*?)</h3>(.*?)</div>"
    sides = re.findall(heading, (site / "hypotheses/index.html").read_text("utf-8"), re.DOTALL)
    assert {bool("hs-evidence" in rest) for _, rest in sides} == {True, False}
    for count, rest in sides:
        assert ("hs-count" in count) != ("hs-evidence" in rest)


@pytest.mark.parametrize("language", ["en", "de", "sv", "ar"])
def test_numbers_below_zero_have_a_minus_sign(language: str) -> None:
    assert "−" in number_in_digits(language, -0.67)
    assert "-" not in number_in_digits(language, -0.67)


def test_captions_in_lists_and_popups_have_no_tex(tmp_path: Path) -> None:
    companion = copy_site("whole", tmp_path)
    section = next(
        path
        for path in sorted((companion / "content/sections").glob("*.md"))
        if "](figures/" in path.read_text("utf-8")
    )
    text = section.read_text("utf-8")
    section.write_text(text.replace("![", r"![Depth $\frac{x}{y}$ of ", 1), "utf-8")
    site = publish_site(companion)[1]
    pages = [page.read_text("utf-8") for page in (site / "figures/index.html", *site.glob("read/*/index.html"))]
    shown = [re.sub(r"<math.*?</math>", "", page, flags=re.DOTALL) for page in pages]
    assert any("Depth x/y of" in page for page in shown)
    assert not any("\\frac" in page for page in shown)
