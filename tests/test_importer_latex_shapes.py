"""What authors write in LaTeX besides plain commands: conditions, labels of items, macros that cite, switches."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.importer import import_file, pandoc
from hedgesite.importer.latex_conditions import with_decided_conditions
from hedgesite.importer.latex_expansion import with_expanded_citations
from hedgesite.importer.latex_items import with_labels_of_items
from tests.latex_papers import import_paper
from tests.manuscripts import sections_of
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

BIB = """@book{heron, author={Heron, Ada}, title={Northern shores}, year=2010, publisher={P}, address={Town}}
@book{mole, author={Mole, Bo}, title={Southern shores}, year=2012, publisher={P}, address={Town}}
"""
CITED = {
    r"\textcites{heron}[see][12]{mole} say so": "@heron; see @mole [12] say so",
    r"\textcites[3]{heron}[4]{mole} say so": "@heron [3]; @mole [4] say so",
    r"\cite<e.g.,>[p.~15]{heron}": "[e.g., @heron, p. 15]",
    r"\citeA<see>{heron}": "see @heron",
    r"\shortcite<see>{heron}": "[see @heron]",
    r"\citeauthorNP{heron} in \citeyearNP{heron}": "[Heron](source:heron) in [2010](source:heron)",
    r"\possessivecite{heron} shore": "[Heron](source:heron)’s [-@heron] shore",
    r"\citeaffixed[p.~3]{heron}{see}": "[see @heron, p. 3]",
    r"\citefield{title}{heron}": "*Northern shores* [@heron]",
    r"\citeonline{heron} says": "@heron says",
    r"\apud[p.~3]{heron}{mole}": "[@heron; apud @mole, p. 3]",
    r"\citetext{see \citealp{heron}, or even \citealp{mole}}": "[see @heron; or even @mole]",
    r"\citep{, heron, mole,}": "[@heron; @mole]",
    r"\citepos{heron} shore": "[Heron](source:heron)’s [-@heron] shore",
    r"\onpage{heron}{12}": "[@heron, p. 12]",
    r"\both[see]": "[see @heron; @mole]",
}
MACROS = r"""\newcommand{\citepos}[1]{\citeauthor{#1}'s (\citeyear{#1})}
\newcommand\onpage[2]{(\citealp{#1}, p.~#2)}
\newcommand{\both}[1][cf.]{\citep[#1][]{heron, mole}}
"""


def imported(folder: Path, body: str, preamble: str = "") -> tuple[str, str]:
    return import_paper(folder, body, preamble, BIB)


@needs_pandoc
def test_commands_of_citing_of_many_packages_say_what_they_say(tmp_path: Path) -> None:
    body = "\n\n".join(f"Birds of the shore number {number}: {command}." for number, command in enumerate(CITED))
    text, findings = imported(tmp_path, body, MACROS)
    for number, written in enumerate(CITED.values()):
        assert f"Birds of the shore number {number}: {written}." in text
    assert "not known" not in findings


def test_macros_that_cite_themselves_stay() -> None:
    text = "\\newcommand{\\citex}[1]{\\citex{#1} \\cite{#1}}\n\\begin{document}\\citex{a}\\end{document}"
    assert with_expanded_citations(text) == text
    text = "\\newcommand{\\p}[2]{\\cite{#1} on #2}\n\\begin{document}\\p{a}{b\nc} \\p{d} \\verb|\\p{a}{b}|\n"
    assert "\\cite{a} on b\nc \\p{d}" in with_expanded_citations(text)


@needs_pandoc
def test_words_after_commands_that_pandoc_leaves_out_stay(tmp_path: Path) -> None:
    body = (
        "\\noindent{Herons} are \\unknown {many} and \\revised{loud}{revColour}, \\centering{moles}.\n\n"
        "\\relax{Rivers} run, and \\bigskip {lakes} lie.\n"
    )
    macro = (
        "\\definecolor{revColour}{HTML}{cc0000}\n"
        "\\newcommand{\\revised}[2]{{\\sloppy\\cbcolor{#2}\\textcolor{#2}{\\cbstart {#1} \\cbend}}}\n"
    )
    text, findings = imported(tmp_path, body, macro)
    assert "Herons are many and loud" in " ".join(text.split())
    assert "moles." in text
    assert "Rivers run, and lakes lie." in text
    assert "revColour" not in text
    assert "\\unknown" in findings


@needs_pandoc
def test_classes_do_not_redefine_what_pandoc_knows(tmp_path: Path) -> None:
    (tmp_path / "journal.cls").write_text(
        "\\renewcommand{\\footnote}[1]{\\relax{#1}}\n\\def\\section{\\startsection{section}}\n"
        "\\renewcommand{\\citep}{\\shortcite}\n\\newcommand{\\bird}{heron}\n"
    )
    path = tmp_path / "paper.tex"
    (tmp_path / "refs.bib").write_text(BIB)
    path.write_text(
        "\\documentclass{journal}\n\\begin{document}\n\\section{Shores}\n\nA \\bird{} stands.\\footnote{On one leg.}\n"
        "It waits \\citep{heron}.\n\n\\bibliography{refs}\n\\end{document}\n"
    )
    result = import_file(path, path.name)
    written = sections_of(result)
    assert "title: Shores" in written
    assert "A heron stands.[^1] It waits [@heron]." in written
    assert "[^1]: On one leg." in written


@needs_pandoc
@pytest.mark.parametrize(
    "preamble",
    [
        "\\newcommand{\\x}{a}}\n",
        "\\newcommand{\\row}[1]{\\gdef\\now{#1}#1}\n\\row{\\bfseries}\\row{\\bfseries}\n",
        "\\makeatletter\n\\def\\line@a{\\ifx\\x\\y\\line@b\\fi}\n\\def\\line@b{\\line@a\\line@a}\n\\makeatother\n",
        "\\iffalse\n\\newcommand{\\x}{a}}\n\\fi\n",
    ],
)
def test_faults_of_a_preamble_stop_nothing(tmp_path: Path, preamble: str) -> None:
    text, _ = imported(tmp_path, "Herons stand. \\row{Moles} dig.", preamble)
    assert "Herons stand." in text


@needs_pandoc
def test_citations_stay_where_a_line_loses_its_markup(tmp_path: Path) -> None:
    text, findings = imported(tmp_path, "Herons stand \\citep{heron} \\textbf{on \\[ one leg}.\n\nMoles dig.")
    assert "[@heron]" in text
    assert "Moles dig." in text
    assert "cannot read" in findings or "no counterpart" in findings


def test_branches_that_are_never_taken_are_left_out() -> None:
    text = (
        "\\newif\\ifdraft\\newif\\iflong\\longtrue\n"
        "\\ifdraft a\n\\else b\\fi \\iflong c\\else d\\fi \\iffalse e\\ifnum1=1 f\\else g\\fi h\\fi"
        " \\ifnum1=1 i\\else j\\fi $x \\iff y$ \\ifthenelse{k}{l}{m}\n\\longfalse\\iflong n\\fi\\iftrue o\\fi\n"
    )
    said = with_decided_conditions(text)
    assert said.count("\n") == text.count("\n")
    kept = said.replace("%\n", "").split("\n", 1)[1]
    assert " ".join(kept.split()) == r"b c \ifnum1=1 i\else j\fi $x \iff y$ \ifthenelse{k}{l}{m} \longfalse o"


@pytest.mark.parametrize("unit", ["\\iffalse ", "\\fi ", "\\ifdraft a\\else b\\fi ", "\\iffalse\\begin{verbatim}"])
def test_conditions_are_read_in_time_proportional_to_them(unit: str) -> None:
    one, two = (calls_made(lambda: with_decided_conditions("\\newif\\ifdraft" + unit * count)) for count in (300, 600))  # noqa: B023
    assert two < 2.2 * one + 200


@needs_pandoc
def test_labels_of_items_are_words_of_them(tmp_path: Path) -> None:
    body = (
        "\\begin{itemize}\n\\item[\\cite{heron}] stands.\n\\item[$\\bullet$] digs.\n\\item swims.\n\\end{itemize}\n\n"
        "\\begin{enumerate}\n\\item[(a)] flies\n\\item[(b)] falls\n\\end{enumerate}\n\n"
        "\\begin{enumerate}\n\\item[1.] runs\n\\item[2.] hops\n\\end{enumerate}\n\n"
        "\\begin{enumerate}\n\\item rests\n\\item[Last] sleeps\n\\end{enumerate}\n"
    )
    text, _ = imported(tmp_path, body)
    assert "- [@heron] stands.\n- digs.\n- swims." in text
    assert "(a) flies" in text.replace("\\(", "(")
    assert "1. runs\n2. hops" in text
    assert "1. rests\n2. Last sleeps" in text


@pytest.mark.parametrize("unit", ["\\begin{itemize}\\item[a] ", "\\item[a", "\\begin{itemize}\\end{enumerate}"])
def test_labels_are_read_in_time_proportional_to_them(unit: str) -> None:
    one, two = (calls_made(lambda: with_labels_of_items(unit * count)) for count in (300, 600))  # noqa: B023
    assert two < 2.3 * one + 200


@needs_pandoc
def test_chapters_named_from_the_folder_above_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "tex"
    folder.mkdir()
    (folder / "shores.tex").write_text("Herons stand on the shore.\n")
    text, findings = imported(folder, "\\input{tex/shores}", "\\renewcommand{\\qedsymbol}{\\ensuremath{\\Box}}\n")
    assert "Herons stand on the shore." in text
    assert "not included" not in findings
    assert "cannot read" not in findings


@needs_pandoc
def test_emphasis_keeps_the_escapes_of_its_first_words(tmp_path: Path) -> None:
    text, findings = imported(tmp_path, "A note \\textit{@Heron} and \\textbf{[x] moles} and \\emph{end\\\\}.")
    assert "A note *\\@Heron* and **\\[x\\] moles** and *end*" in text
    assert "no source" not in findings
