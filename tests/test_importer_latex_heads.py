"""Heads of manuscripts in LaTeX: titles, abstracts and authors with institutions, in the commands of many classes."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.importer import import_file, pandoc
from hedgesite.importer.latex_heads import with_plain_heads, without_authors
from hedgesite.importer.persons import with_two_surnames
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

HEADS = {
    "mdpi": r"\Author{Ada Heron $^{1,\dagger}$\orcidA{} and Bo Mole $^{2,*}$}"
    "\n"
    r"\address{%"
    "\n"
    r"$^{1}$ \quad University of Shores; ada@shore.edu\\ $^{2}$ \quad Institute of Rivers}",
    "llncs": r"\author{Ada Heron\inst{1} \and Bo Mole\inst{2}}"
    r"\institute{University of Shores\\ \email{ada@shore.edu} \and Institute of Rivers}",
    "elsarticle": r"\author[a]{Ada Heron\corref{c}}\ead{a@b.org}\author[b]{Bo Mole}"
    r"\affiliation[a]{organization={University of Shores}}\address[b]{Institute of Rivers}",
    "authblk": r"\author[1]{Ada Heron\thanks{a@b.org}}\author[2]{Bo Mole}"
    r"\affil[1]{University of Shores}\affil[2]{Institute of Rivers}",
    "ieee": r"\author{\IEEEauthorblockN{Ada Heron\IEEEauthorrefmark{1} and Bo Mole\IEEEauthorrefmark{2}}"
    r"\IEEEauthorblockA{\IEEEauthorrefmark{1}University of Shores}"
    r"\IEEEauthorblockA{\IEEEauthorrefmark{2}Institute of Rivers\\ bo@mole.org}}",
    "acm": r"\author{Ada Heron}\affiliation{\institution{University of Shores}}\email{a@b.org}"
    r"\author{Bo Mole}\affiliation{\institution{Institute of Rivers}}",
    "agu": r"\authors{Ada Heron\affil{1}, and Bo Mole\affil{2}}"
    r"\affiliation{1}{University of Shores}\affiliation{2}{Institute of Rivers}",
    "apa7": r"\authorsnames[1,2]{Ada Heron, Bo Mole}\authorsaffiliations{{University of Shores},{Institute of Rivers}}",
    "apa6": r"\twoauthors{Ada Heron}{Bo Mole}\twoaffiliations{University of Shores}{Institute of Rivers}",
    "springer": r"\author*[1]{\fnm{Ada} \sur{Heron}}\author[2]{\fnm{Bo} \sur{Mole}}"
    r"\affil*[1]{\orgname{University of Shores}}\affil[2]{\orgname{Institute of Rivers}}",
    "amsart": r"\author[A. Heron]{Ada Heron}\address{University of Shores}"
    r"\author{Bo Mole}\address{Institute of Rivers}",
    "frontiers": r"\def\Authors{Ada Heron\,$^{1,*}$ and Bo Mole\,$^{2}$}"
    r"\def\Address{$^{1}$University of Shores \\ $^{2}$Institute of Rivers}\author[Heron]{\Authors}",
    "line": r"\author{Ada Heron\textsuperscript{1}, Bo Mole$^{2}$\\ \textsuperscript{1}University of Shores\\"
    r" $^2$ Institute of Rivers}",
    "links": r"\author{\href{mailto:a@b.org}{Ada Heron}\\ \href{http://b.org}{University of Shores} \and Bo Mole\\"
    r" \href{http://c.org}{Institute of Rivers}}",
    "lines": r"\author{Ada Heron\hspace{.2cm}\\ University of Shores\\ and \\ Bo Mole\\ Institute of Rivers}",
    "thanks": r"\author{Ada Heron\thanks{University of Shores. Email: a@b.org}"
    r" \and Bo Mole\footnote{Institute of Rivers}}",
}


@pytest.mark.parametrize("kind", HEADS)
def test_authors_have_their_own_institutions(kind: str) -> None:
    text, authors = without_authors(f"\\documentclass{{article}}\n{HEADS[kind]}\n\\begin{{document}}\nWords.\n")
    assert [(each["given"], each["family"], each["affiliation"]) for each in authors] == [
        ("Ada", "Heron", "University of Shores"),
        ("Bo", "Mole", "Institute of Rivers"),
    ]
    assert text.count("\n") == HEADS[kind].count("\n") + 4


def test_what_is_no_name_is_left_to_pandoc() -> None:
    for author in (r"\author{Department of Birds}", r"\author{Group 17}", r"\newcommand{\author}[1]{#1}"):
        head = f"\\documentclass{{article}}\n{author}\n\\begin{{document}}\nWords.\n"
        assert without_authors(head) == (head, [])


def test_shared_institutions_belong_to_all_before_them() -> None:
    head = r"\author{Ada Heron}\author{Bo Mole}\affiliation{Shore College}\author{Ci Vole}\affiliation{Lake College}"
    _, authors = without_authors(f"\\begin{{document}}{head}")
    assert [each["affiliation"] for each in authors] == ["Shore College", "Shore College", "Lake College"]


@needs_pandoc
def test_titles_and_abstracts_of_journals_reach_the_article(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_text(
        "\\documentclass{Definitions/mdpi}\n\\Title{Birds of the Shore}\n\\Author{Ada Heron}\n"
        "\\abstract{We count birds.\n\nThey are many.}\n\\keyword{birds; shores}\n\\begin{document}\n"
        "\\section{Results}\n\nHerons were counted in the spring.\n\n\\end{document}\n"
    )
    article = import_file(path, path.name).files["article.yml"]
    assert "title: Birds of the Shore" in article
    assert "We count birds." in article
    assert "They are many." in article
    assert "family: Heron" in article


def test_an_abstract_that_is_defined_stays() -> None:
    text = "\\newcommand{\\abstract}[1]{#1}\n\\def\\abstract{x}\n\\begin{document}\nWords.\n\\end{document}\n"
    assert with_plain_heads(text) == text


@pytest.mark.parametrize(
    ("name", "language", "given", "family"),
    [
        ("Ana García López", "es", "Ana", "García López"),
        ("Luis Alberto Pérez Soto", "es-MX", "Luis Alberto", "Pérez Soto"),
        ("María de la Cruz Ruiz", "es", "María", "de la Cruz Ruiz"),
        ("Ana López", "es", "Ana", "López"),
        ("Ana García López", "en", "Ana García", "López"),
    ],
)
def test_names_of_spain_have_two_surnames(name: str, language: str, given: str, family: str) -> None:
    first, _, last = name.rpartition(" ")
    assert with_two_surnames({"given": first, "family": last}, language) == {"given": given, "family": family}


@pytest.mark.parametrize("unit", [r"\author{A B}", r"\author{", r"\affil[", "$^{1}$", r"\and ", r"\abstract{x}"])
def test_heads_are_read_in_time_proportional_to_them(unit: str) -> None:
    one, two = (
        calls_made(lambda: without_authors(with_plain_heads(f"\\begin{{document}}\\author{{{unit * count}")))  # noqa: B023
        for count in (300, 600)
    )
    assert two < 2.3 * one + 200
