"""Macros of style files beside a manuscript, and of packages that Pandoc does not know, are understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.importer import import_file, pandoc
from hedgesite.importer.formulas import fitted, words_of_formula
from hedgesite.importer.latex_macros import with_local_macros
from hedgesite.importer.units import unit

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\metre", r"\mathrm{m}"),
        (r"\milli\metre\per\second\squared", r"\mathrm{mm}/\mathrm{s}^{2}"),
        (r"\square\metre", r"\mathrm{m}^{2}"),
        (r"\kilogram\tothe{3}", r"\mathrm{kg}^{3}"),
        (r"\newton\metre", r"\mathrm{N}\,\mathrm{m}"),
        ("m/s^2", r"\mathrm{m/s^2}"),
        ("kg.m", r"\mathrm{kg m}"),
        (r"\unknown", r"\mathrm{\unknown}"),
    ],
)
def test_units(written: str, shown: str) -> None:
    assert unit(written) == shown


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\mathbb{Z}(n)", "ℤ(n)"),
        (r"R^2", "R²"),
        (r"\widehat{\Gamma}_c", "Γ\u0302_c"),
        (r"\overline{x}", "x\u0305"),
        (r"\frac{1}{2}", "1/2"),
        (r"\unknown{x}", r"\unknown{x}"),
    ],
)
def test_formulas_of_titles_are_words(tex: str, words: str) -> None:
    assert words_of_formula(tex) == words


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"v = \unit[-9]{m/s^2}", r"v = -9\,\mathrm{m/s^2}"),
        (r"\SI{1.5e-3}{\milli\metre}", r"1.5\times 10^{-3}\,\mathrm{mm}"),
        (r"\num{5 +- 1}", r"5 \pm 1"),
        (r"\nicefrac{\sqrt{2}}{2}", r"{\sqrt{2}}/{2}"),
        (r"\ce{SO4^2-} + \ce{Na+}", r"\mathrm{SO_{4}^{2-}} + \mathrm{Na^{+}}"),
        (r"\begin{psmallmatrix}a\end{psmallmatrix}", r"\left(\begin{smallmatrix}a\end{smallmatrix}\right)"),
        (r"\qty{2}{\m}", r"2\,\mathrm{m}"),
        (r"\upalpha\dotsm\upvarphi\dotsc", r"\alpha\cdots \varphi\ldots"),
        (r"\varinjlim_r \mathpzc{A}", r"\underset{\rightarrow}{\lim}_r \mathcal{A}"),
        (r"\mathop{\mathrm{Hom}}(\mathpzc{A}_\text{\it x})", r"\operatorname{Hom}(\mathcal{A}_\text{x})"),
        (r"\small\mathop{\min\limits}_x \upxi", r"{\min\limits}_x \xi"),
        (r"\norm{\frac{a}{b}}", r"\lVert \frac{a}{b}\rVert"),
        (r"\Vec{V}_i, \hdots", r"\vec{V}_i, \ldots"),
        (r"\mbox{\emph{Wet days}}_t", r"\text{\textit{Wet days}}_t"),
        (r"\hat{\mbox{\boldmath $\beta$}}", r"\hat{\boldsymbol{\beta}}"),
        (r"\text{\ensuremath{\lambda}=1.2}", r"\lambda\text{=1.2}"),
        (r"\dv{f}{x} + \pdv{g}{y}", r"\frac{\mathrm{d}f}{\mathrm{d}x} + \frac{\partial g}{\partial y}"),
    ],
)
def test_what_packages_add_is_written_as_every_formula_can_be_shown(tex: str, shown: str) -> None:
    assert fitted(tex, display=False) == shown


def test_what_no_package_adds_is_not_guessed() -> None:
    assert fitted(r"\SI{2}{\nosuchunit}", display=False) is None


def document(preamble: str, body: str) -> str:
    return f"\\documentclass{{paper}}\n{preamble}\n\\begin{{document}}\n\\section{{One}}\n\n{body}\n\\end{{document}}\n"


def test_definitions_that_are_used_stand_before_the_document_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "paper.cls").write_text("\\RequirePackage{inner}\n\\newcommand{\\iu}{i} % a comment {\n", "utf-8")
    (tmp_path / "inner.sty").write_text(
        "\\def\\bfx#1{\\mathbf{#1}}\n\\newcommand*{\\own}[1]{other #1}\n\\newcommand\\unused{no}\n"
        "\\newcommand{\\inner@x}{no}\n\\renewcommand{\\twice}{\\bfx{\\iu}}\n\\newcommand{\\open}{{no",
        "utf-8",
    )
    text = document("\\newcommand{\\own}[1]{mine #1}", "$\\twice$ \\own{x} \\open")
    found = with_local_macros(text, tmp_path)
    added = r"\def\bfx#1{\mathbf{#1}}\newcommand{\twice}{\bfx{\iu}}\newcommand{\iu}{i}"
    assert found == text.replace("\\begin{document}", f"{added}\\begin{{document}}")


def test_no_style_file_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.sty").write_text("\\newcommand{\\iu}{secret}", "utf-8")
    base = tmp_path / "base"
    base.mkdir()
    text = document("\\usepackage{../secret}", "$\\iu$")
    assert with_local_macros(text, base) == text


def test_files_that_name_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.sty").write_text("\\RequirePackage{b}\\newcommand{\\one}{1}", "utf-8")
    (tmp_path / "b.sty").write_text("\\RequirePackage{a}\\newcommand{\\two}{2}", "utf-8")
    found = with_local_macros(document("\\usepackage{a,b}", "\\one\\two"), tmp_path)
    assert r"\newcommand{\two}{2}\newcommand{\one}{1}\begin{document}" in found


@needs_pandoc
def test_a_formula_with_macros_of_a_style_file_is_shown(tmp_path: Path) -> None:
    (tmp_path / "ours.sty").write_text("\\newcommand{\\mean}[1]{\\langle #1 \\rangle}", "utf-8")
    (tmp_path / "paper.tex").write_text(document("\\usepackage{ours}", "We take $\\mean{E} = 2$."), "utf-8")
    found = import_file(tmp_path / "paper.tex", "paper.tex")
    assert r"$\langle E \rangle = 2$" in "".join(found.files.values())


@needs_pandoc
def test_formulas_of_chemistry_and_signs_of_proofs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(
        "\\documentclass{article}\n\\usepackage{mhchem}\n\\begin{document}\n\\section{One}\n\n"
        "The lake has \\ce{H2O}, $\\ce{NaCl}$ and more.\n\n\\begin{proof}It is wet. \\qed\\end{proof}\n"
        "\\end{document}\n"
    )
    result = import_file(path, path.name)
    text = next(text for name, text in result.files.items() if "sections/" in name)
    assert "The lake has $\\mathrm{H_{2}O}$, ${\\mathrm{NaCl}}$ and more." in text
    assert text.rstrip().endswith("*Proof.* It is wet.\u00a0◻")
