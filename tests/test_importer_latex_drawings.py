"""Drawings, loops over files and formulas of LaTeX that need more than Pandoc."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from hedgesite.diagnostics import Origin
from hedgesite.importer import pandoc
from hedgesite.importer.formulas import fitted, with_numbers
from hedgesite.importer.latex_drawings import with_drawings
from hedgesite.importer.latex_loops import with_loops
from tests.latex_papers import import_paper
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")


@needs_pandoc
@pytest.mark.parametrize(
    "drawing",
    [
        r"\begin{tikzpicture}\draw (0,0) -- (1,1); \node {Word};\end{tikzpicture}",
        r"\begin{forest}[S[NP][VP]]\end{forest}",
        r"\resizebox{\textwidth}{!}{\begin{tikzpicture}\begin{axis}\addplot {x};\end{axis}\end{tikzpicture}}",
        r"\begin{pspicture}(0,0)(1,1)\psline(0,0)(1,1)\end{pspicture}",
    ],
)
def test_a_drawing_is_a_figure_that_is_missing(tmp_path: Path, drawing: str) -> None:
    text, findings = import_paper(
        tmp_path,
        f"\\begin{{figure}}\n{drawing}\n\\caption{{Shores}}\\label{{fig:s}}\\end{{figure}}\n\nSee \\ref{{fig:s}}.",
    )
    assert "![Shores](figures/figure.svg){#fig-s" in text
    assert "See [1](figure:fig-s)." in text
    assert "Word" not in text
    assert "paper.tex:7:" in findings
    assert "a drawing that LaTeX makes itself is not shown" in findings


@needs_pandoc
@pytest.mark.parametrize(
    ("drawing", "file"),
    [
        (r"\input{plots/shore.tikz}", "shore.tikz"),
        (r"\def\svgwidth{3cm}\input{plots/shore.pdf_tex}", "shore.pdf_tex"),
        (r"\incfig{shore}", "shore.pdf_tex"),
        (r"\includestandalone[width=3cm]{plots/shore}", "shore.tex"),
        (r"\tikzsetnextfilename{shore}\begin{tikzpicture}\draw (0,0);\end{tikzpicture}", "other.tex"),
    ],
)
def test_an_image_beside_a_drawing_is_shown(tmp_path: Path, drawing: str, file: str) -> None:
    (tmp_path / "plots").mkdir()
    Image.new("RGB", (4, 4), "red").save(tmp_path / "plots" / "shore.png")
    (tmp_path / "plots" / file).write_text("\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}")
    macro = "\\tikzexternalize[prefix=plots/]\n\\newcommand{\\incfig}[1]{\\import{./plots/}{#1.pdf_tex}}\n"
    text, findings = import_paper(tmp_path, f"\\begin{{figure}}{drawing}\\caption{{Shores}}\\end{{figure}}", macro)
    assert "![Shores](figures/shore.png)" in text
    assert "not shown" not in findings


@needs_pandoc
def test_diagrams_of_formulas_stay_formulas(tmp_path: Path) -> None:
    text, _ = import_paper(tmp_path, r"\[\begin{tikzcd} A \arrow[r] & B \end{tikzcd}\]")
    assert "\\begin{tikzcd}" in text


@needs_pandoc
def test_loops_bring_in_each_file(tmp_path: Path) -> None:
    for name in ("chap1", "chap2", "chap3", "north", "south"):
        (tmp_path / f"{name}.tex").write_text(f"Words of {name}.\n")
    body = "\\foreach \\n in {1,...,3} {\n  \\input{chap\\n}\n}\n\n\\foreach \\x in {north,south}{\\include{\\x}}"
    text, findings = import_paper(tmp_path, body)
    for name in ("chap1", "chap2", "chap3", "north", "south"):
        assert f"Words of {name}." in text
    assert "not included" not in findings


def test_loops_keep_lines_and_other_loops() -> None:
    text = "\\foreach \\n in {1,3,...,9} {%\n\\input{a\\n}\n}\n\\foreach \\n in {1,2} {\\draw (\\n,0);}\n"
    said = with_loops(text)
    assert said.count("\n") == text.count("\n")
    assert [f"\\input{{a{number}}}" in said for number in (1, 3, 5, 7, 9)] == [True] * 5
    assert "\\draw (\\n,0);" in said


@pytest.mark.parametrize(
    "unit",
    ["\\begin{tikzpicture}", "\\end{forest}", "$$", "\\[", "\\foreach \\n in {1,2}{\\input{a}}", "\\foreach \\n in {"],
)
def test_drawings_and_loops_are_read_in_time_proportional_to_them(unit: str, tmp_path: Path) -> None:
    one, two = (
        calls_made(lambda: with_drawings(with_loops(unit * count), tmp_path, lambda *_: Origin("a")))  # noqa: B023
        for count in (300, 600)
    )
    assert two < 2.3 * one + 200


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"{\ensuremath{\mathord{\underline{\widehat{\ocircle}}}}} X", "○"),
        (r"\begin{dcases*} 1 & if $i$ or $j$ \\ 0 & else \end{dcases*}", r"\text{if }i\text{ or }j\text{ }"),
        (r"\textup{\uppercase{\romannumeral 2}}", "II"),
        (r"\phantomsection{\mathrm{Stage2} = \frac{a^p}{Z}}", r"\mathrm{Stage2}"),
        (r"A \mapsfrom B", "↤"),
    ],
)
def test_formulas_of_packages_are_shown(tex: str, written: str) -> None:
    shown = fitted(tex, display=True)
    assert shown is not None
    assert written in shown


def test_formulas_have_the_numbers_of_equations() -> None:
    numbers = {"eq:one": "1", "eq:two": "2"}
    assert with_numbers(r"a \text{ by \eqref{eq:one} and \ref{eq:two}}", numbers) == r"a \text{ by (1) and 2}"
    assert with_numbers(r"a \eqref{eq:none}", numbers) == r"a \eqref{eq:none}"


@needs_pandoc
def test_algorithms_and_listings_are_called_as_in_the_language(tmp_path: Path) -> None:
    body = (
        "\\begin{algorithm}\\caption{Gehe}\\label{alg:a}"
        "\\begin{algorithmic}\\State geh\\end{algorithmic}\\end{algorithm}"
        "\n\nSiehe \\autoref{alg:a}.\n"
    )
    text, _ = import_paper(tmp_path, body, "\\usepackage[ngerman]{babel}\n")
    assert "Algorithmus 1. Gehe" in text
    assert "[Algorithmus 1](" in text
    text, _ = import_paper(tmp_path, body, "\\floatname{algorithm}{Verfahren}\n")
    assert "Verfahren 1. Gehe" in text
