"""LaTeX within Markdown: what has its like in Markdown becomes that, and what is unknown stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.importer import Manuscript, import_file, import_text, pandoc
from hedgesite.importer.markdown_tex import without_tex

BIB = "@book{heron,\n author = {Heron, Ada},\n title = {Lakes},\n publisher = {Lake Press},\n year = {2010}\n}\n"


@pytest.mark.parametrize(
    ("tex", "markdown"),
    [
        (r"as \citet[p.~3]{heron} says", "as @heron [p. 3] says"),
        (r"wet \citep[see][p.~3]{heron,pike}", "wet [see @heron; @pike, p. 3]"),
        (r"in \citeyear{heron}", "in [-@heron]"),
        (r"wet\footnote{As \emph{one} says \citep{heron}.}.", "wet^[As *one* says [@heron].]."),
        (r"\textbf{wet} \textit{lake} x\textsuperscript{2}", "**wet** *lake* x^2^"),
        (r"\href{https://example.org}{the \emph{page}}", "[the *page*](https://example.org)"),
        (r"\spacing{2}wet \color{red}lake", "wet lake"),
        (r"one\ldots{} two \vspace{-3pt}three", "one… two three"),
        (r"`\emph{code}` and $\emph{x}$", r"`\emph{code}` and $\emph{x}$"),
        (r"100\% of \unknown{it}", r"100\% of \unknown{it}"),
        (r"an open \emph{brace", r"an open \emph{brace"),
        ("```\n\\emph{code}\n```\n\\emph{x}", "```\n\\emph{code}\n```\n*x*"),
        ("\\begin{quote}\nWet.\n\\end{quote}", "\n> Wet.\n"),
    ],
)
def test_commands_become_markdown(tex: str, markdown: str) -> None:
    assert without_tex(tex) == markdown
    assert without_tex(tex).count("\n") == tex.count("\n")


def test_a_manuscript_with_latex_has_no_mark_of_it(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text(BIB, "utf-8")
    path = tmp_path / "m.Rmd"
    path.write_text(
        "---\ntitle: T\nauthor: A B\nbibliography: s.bib\nabstract: A \\emph{short} one.\n---\n\n# One\n\n"
        "Wet\\footnote{So \\citet{heron}.} \\citep[p.~3]{heron}.\n\n"
        "\\begin{table}\n\\begin{tabular}{ll}\na & b \\\\\n1 & 2 \\\\\n\\end{tabular}\n"
        "\\caption{Rates}\n\\end{table}\n\nA last one.\n",
        "utf-8",
    )
    imported = import_file(path, "m.Rmd")
    text = "".join(imported.files.values()).replace(imported.files["references.bib"], "")
    assert "\\" not in text
    assert imported.citations == (2, 2)
    assert all(words in text for words in ("*short*", "| 1", "Rates"))


def test_captions_of_cells_are_read_whole() -> None:
    text = (
        "---\ntitle: T\n---\n\n# One\n\nWet.\n\n```{r}\n#| label: fig-lake\n"
        "#| fig-cap: The lake, its shores \\vspace{-3pt}\nplot(1)\n```\n\n"
        '```{r pond, fig.cap = "The \\\\textit{pond}, and \\\\citep{x}"}\nplot(1)\n```\n'
    )
    written = "".join(import_text(Manuscript("m.qmd", text)).files.values())
    assert "![The lake, its shores](" in written
    assert "![The *pond*, and" in written


def test_a_note_called_within_a_citation_is_kept(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text(BIB, "utf-8")
    path = tmp_path / "m.md"
    path.write_text(
        "---\ntitle: T\nbibliography: s.bib\n---\n\n# One\n\nWet [@heron; or *so*[^1]] it is.\n\n[^1]: A note.\n",
        "utf-8",
    )
    imported = import_file(path, "m.md")
    assert imported.citations == (1, 1)
    assert any(": A note." in text for text in imported.files.values())


def test_a_number_is_all_that_a_reference_gives_after_its_word() -> None:
    text = (
        "---\ntitle: T\n---\n\n# One\n\nSee Figure \\@ref(fig:lake), figure \\ref{fig:lake} and @fig-lake.\n\n"
        "\\stgroup\n\n![A lake](lake.png){#fig:lake}\n\n![A pond](pond.png){#fig-lake}\n"
    )
    written = "".join(import_text(Manuscript("m.md", text)).files.values())
    text = "# One\n\nSee Figure \\@ref(fig:pond)a.\n\n```{r pond, fig.cap='A pond'}\nplot(1)\n```\n"
    assert "See Figure [1](figure:pond)a." in "".join(import_text(Manuscript("m.Rmd", text)).files.values())
    assert "See Figure [1](figure:" in written
    assert "figure [1](figure:" in written
    assert "and [](figure:" in written
    assert "stgroup" not in written


def test_lines_of_latex_show_what_they_include_or_go(tmp_path: Path) -> None:
    (tmp_path / "a map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    text = (
        "# S\n\n\\begin{spacing}{1}\n\\tableofcontents\n\\end{spacing}\n\n\\begin{theorem}[Of lakes]\nLakes are wet.\n"
        "\\end{theorem}\n\n\\includegraphics[width=2cm]{a map.png}\n\n\\includepdf[pages=-]{a.pdf}\n\n"
        "\\begin{quote}\nDry.\n\\end{quote}\n"
    )
    (tmp_path / "m.md").write_text(text, "utf-8")
    imported = import_file(tmp_path / "m.md", "m.md")
    section = imported.files["sections/01-s.md"]
    assert "Lakes are wet." in section
    assert "![](figures/a-map" in section
    assert "> Dry." in section
    assert not {"begin", "end{", "includepdf", "tableofcontents"} & set(re.findall(r"[a-z]+\{?", section))
    told = " ".join(map(str, imported.report.diagnostics))
    assert "1 files whose pages LaTeX includes" in told
    assert "2 environments of LaTeX, whose words stay" in told


@pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
def test_lists_of_latex_are_lists() -> None:
    text = "# S\n\n\\begin{itemize}\n\\item One of \\emph{these}.\n\\item Two.\n\\end{itemize}\n"
    assert "- One of *these*.\n- Two." in import_text(Manuscript("m.md", text)).files["sections/01-s.md"]


@pytest.mark.parametrize(("first", "last"), [("$$", "$$ {#eq-lake}"), ("\\[", "\\]")])
def test_environments_within_a_formula_are_part_of_it(first: str, last: str) -> None:
    text = f"# S\n\nSo:\n\n{first}\n\\begin{{split}}\na &= 1\\\\\nb &= 2\n\\end{{split}}\n{last}\n"
    section = import_text(Manuscript("m.md", text)).files["sections/01-s.md"]
    assert "\\begin{split} a &= 1\\\\ b &= 2 \\end{split}" in section
    assert section.count("$$") == 2


@pytest.mark.parametrize("sign", ["+ b", "- b", "> b", "=", "* b"])
def test_signs_that_begin_a_line_of_a_formula_begin_no_block(sign: str) -> None:
    text = f"# S\n\nSo:\n\n$$\na\n{sign}\nc\n$$ {{#eq:lake}}\n\nDry.\n"
    section = import_text(Manuscript("m.md", text)).files["sections/01-s.md"]
    assert f"$$\na {{}}{sign} c\n$$ {{#eq-lake}}" in section
