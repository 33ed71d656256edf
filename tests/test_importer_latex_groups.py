"""Citations of LaTeX that an author put together by hand are read as what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.importer import Imported, import_file, pandoc
from hedgesite.importer.latex_cite_groups import Shown, with_groups

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
BIB = """@book{k, author={Heron, Ada}, title={Lakes}, year=2010, publisher={Marsh}}
@book{m, author={Stork, Bo and Teal, Una}, title={Reeds}, year=2011, publisher={Marsh}}
@book{n, author={Ibis, I. and Crane, C. and Tern, T.}, title={Nests}, year=2012, publisher={Marsh}}
"""


def of(tmp_path: Path, body: str, preamble: str = "") -> Imported:
    (tmp_path / "p.bib").write_text(BIB, "utf-8")
    text = (
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n\\section{{One}}\n\n{body}\n\n"
        "\\bibliography{p}\n\\end{document}\n"
    )
    (tmp_path / "paper.tex").write_text(text, "utf-8")
    return import_file(tmp_path / "paper.tex", "paper.tex")


@needs_pandoc
@pytest.mark.parametrize(
    ("latex", "markdown"),
    [
        (r"\citeauthor{k} (\citeyear{k}) says", "@k says"),
        (r"\citeauthor{k}~(\citeyear{k}, p.~3) says", "@k [p. 3] says"),
        (r"\citeauthor{k} \citeyearpar[12]{k} says", "@k [12] says"),
        (r"Heron (\citeyear{k}) says", "Heron [-@k] says"),
        (r"Heron (\citeyear{k}, \citeyear{m}) says", "Heron [-@k; -@m] says"),
        (r"(\citeyear{k}: 12)", "[-@k, 12]"),
        (r"\citeauthor{m}'s book", "[Stork and Teal](source:m)’s book"),
        (r"\citeauthor{n}, in \citeyear{n}, said", "[Ibis et al.](source:n), in [2012](source:n), said"),
        (r"(see \citeauthor{k} \citeyear{k}; also \citealt[9]{m})", "[see @k; also @m, 9]"),
        (r"(\citeauthor{k}, \citeyear{k})", "[@k]"),
        (r"(see, e.g., \citealp[12]{k}, and \citealp{m})", "[see, e.g., @k, 12; @m]"),
        (r"(\emph{see} \citealp{k})", "[see @k]"),
        (r"(\citealp{k}, p.~7)", "[@k, p. 7]"),
        (r"(\cite{k})", "[@k]"),
        (r"as [\cite{k}] says", "as [@k] says"),
        (r"(\citet{k})", "[@k]"),
        (r"(\citet{k} says so)", "(@k says so)"),
        (r"\citet{k,m} say", "@k; @m say"),
        (r"\citet[see][12]{k,m}", "see @k; @m [12]"),
        (r"\citet[see][12]{k}", "see @k [12]"),
        (r"\cite{k} (but not \citealp{m})", "[@k] [but not @m]"),
        (r"Nobody\cite{} and \cite{k}", "Nobody and [@k]"),
        (r"\citetext{see \citealp{k}; also \citealp{m}}", "[see @k; also @m]"),
    ],
)
def test_citations_made_by_hand(latex: str, markdown: str, tmp_path: Path) -> None:
    (section,) = (text for name, text in of(tmp_path, f"A {latex}.").files.items() if name.startswith("sections/"))
    assert f"A {markdown}.\n" in section


@needs_pandoc
def test_names_are_joined_in_the_language_of_the_manuscript(tmp_path: Path) -> None:
    found = of(tmp_path, r"A \citeauthor{m}.", r"\usepackage[ngerman]{babel}")
    assert "[Stork und Teal](source:m)." in "".join(found.files.values())
    assert "@book{m," in found.files["references.bib"]


@needs_pandoc
def test_brackets_of_other_commands_stay(tmp_path: Path) -> None:
    theorem = "\\begin{theorem}[\\cite{k}]\nWords.\n\\end{theorem}"
    text = "".join(of(tmp_path, theorem, "\\usepackage{amsthm}\\newtheorem{theorem}{Theorem}").files.values())
    assert "**Theorem 1** [@k]." in text


@needs_pandoc
def test_citations_within_code_stay_as_they_are(tmp_path: Path) -> None:
    code = "(\\citealp{k}) \\citet{k,m} \\citetitle{k}"
    shown = [f"\\begin{{{name}}}\n{code}\n\\end{{{name}}}" for name in ("verbatim", "lstlisting")]
    body = f"{shown[0]}\n\nA \\citet{{k,m}}.\n\n{shown[1]}"
    text = "".join(of(tmp_path, body).files.values())
    assert text.count(code) == 2
    assert "A @k; @m." in text


@pytest.mark.parametrize(
    "body",
    [
        r"\section[\cite{k}]{One}",
        r"\footnote [\cite{k}]",
        r"(\citeauthor{k} says",
        r"(\citealp{k} and more)",
        r"\citeauthor{k}",
    ],
)
def test_what_is_no_group_stays(body: str) -> None:
    assert with_groups(body, {}) == body


PIECES = [
    "(",
    ")",
    "[",
    "]",
    "\\citeauthor{k}",
    "\\citeyear{k}",
    "\\citet{k,m}",
    "\\citealp[1]{k}",
    "; ",
    ", ",
    "\n",
    " see ",
    "\\cite",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_line_comes_or_goes(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert with_groups(text, {"k": Shown("Heron", "2010")}).count("\n") == text.count("\n")
