"""Braces without a counterpart, over which TeX passes, stop no import."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.diagnostics import as_text
from hedgesite.importer import import_file, pandoc
from hedgesite.importer import latex_mending as mending
from hedgesite.importer.latex_balance import closed_before_headings, edited, faults
from hedgesite.model.base import CONTROL_CHARACTER

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")


@pytest.mark.parametrize(
    "text",
    [
        "a {b} c",
        r"a \{ b \} c",
        "a % { \n b",
        r"\verb|{| and \verb*+}+ and \lstinline!{!",
        "\\begin{verbatim}\n{{{\n\\end{verbatim}\n{}",
        "\\begin{lstlisting}\nif (x) {\n\\end{lstlisting}",
        r"\url{https://example.org/a%20b} {c}",
        r"{\let\clearpage\relax \chapter{One} Words.}",
        "100\\% {sure}",
        "\\\\% comment {\n",
    ],
)
def test_what_is_balanced_stays(text: str) -> None:
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (r"a {\textit{b} c", r"a  \textit{b} c"),
        ("a } b {c}", "a   b {c}"),
        (r"\begin{figure}{\small a \end{figure} b}", r"\begin{figure} \small a \end{figure} b "),
        ("{a {b {c}", " a  b {c}"),
        (r"{a \end{figure} b}", r"{a              b}"),
        (r"\begin{center}\begin{quote} a \end{center} b", r"\begin{center}\begin{quote} a \end{quote}\end{center} b"),
        (
            r"\newcommand{\be}{\begin{x}} \begin{document} {a \end{document}",
            r"\newcommand{\be}{\begin{x}} \begin{document}  a \end{document}",
        ),
    ],
)
def test_what_has_no_counterpart_goes(text: str, rest: str) -> None:
    assert edited(text, faults(text)) == rest


PARTS = ["{", "}", "\\{", "\\\\", "% {\n", "\n", "a ", "\\begin{x}", "\\end{x}", "\\verb|{|", "\\url{a%b}"]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_what_is_left_is_balanced(parts: list[str]) -> None:
    text = "".join(parts)
    assert faults(edited(text, faults(text))) == ()


def test_lists_end_before_headings_and_comments_do_not_count() -> None:
    text = "\\begin{itemize}\n\\item a\n% \\end{itemize}\n\\section{Two}\n% \\begin{quote}\n\\section{Three}"
    closed = (
        "\\begin{itemize}\n\\item a\n% \\end{itemize}\n\\end{itemize}\\section{Two}\n% \\begin{quote}\n\\section{Three}"
    )
    assert closed_before_headings(text) == closed


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


@needs_pandoc
def test_a_document_with_lone_braces_is_read_whole(tmp_path: Path) -> None:
    written(tmp_path, "two.tex", "\\section{Two}\n\nA {\\textit{dry} summer} } follows.\n\nThe {last words.\n")
    main = (
        "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nWet words.\n\n\\input{two}\n\\end{document}\n"
    )
    found = import_file(written(tmp_path, "main.tex", main), "main.tex")
    text = "".join(found.files.values())
    assert all(words in text for words in ("Wet words.", "*dry* summer", "last words."))
    said = as_text(found.report)
    assert "two.tex:3:25: import-doubt: '}' has no counterpart, and is left out of 'ry} summer} } follows" in said
    assert "two.tex:5:5: import-doubt: '{' has no counterpart, and is left out of 'The {last" in said


@needs_pandoc
def test_many_lone_braces_are_counted(tmp_path: Path) -> None:
    lines = "\n\n".join(f"word{number} }} here" for number in range(1000))
    main = f"\\documentclass{{article}}\n\\begin{{document}}\n\\section{{One}}\n\n{lines}\n\\end{{document}}\n"
    found = import_file(written(tmp_path, "main.tex", main), "main.tex")
    assert "word999 here" in " ".join("".join(found.files.values()).split())
    said = as_text(found.report)
    assert said.count("import-doubt: '}' has no counterpart") == 200
    assert "800 more braces or environments have no counterpart" in said


@needs_pandoc
@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("Sheet #3 was cut.", "Sheet #3 was cut."),
        ("\\vbox{%\n\\begin{itemize}\n\\item A sheet.\n\\end{itemize}\n}", "A sheet."),
        ("\\subsection\n\nThe tube.", "The tube."),
        ("\\end{figure}\nAfter it.", "After it."),
        ("\\begin{quote}\nSaid so.", "Said so."),
    ],
)
def test_a_fault_costs_no_words(broken: str, words: str, tmp_path: Path) -> None:
    head = "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nWet words."
    text = f"{head}\n\n{broken}\n\nLast words.\n\\end{{document}}\n"
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    shown = "".join(found.files.values()).replace("\\#", "#")
    assert all(each in shown for each in ("Wet words.", words, "Last words."))


@needs_pandoc
def test_an_appendix_within_a_comment_is_none(tmp_path: Path) -> None:
    text = (
        "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nWet words.\n"
        "% after \\appendix, only \\section* is used\n\\appendices\n\\section{More}\n\nDry words.\n"
        "% \\bibitem{old} An old entry.\n\\end{document}\n"
    )
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert "only" not in "".join(found.files.values())
    assert "appendix: true" in found.files["sections/02-more.md"]


BIB = "@book{heron2010, author = {Heron, Ada}, title = {Lakes}, date = {2010}, publisher = {Delta}}"


@needs_pandoc
def test_a_key_stays_apart_from_the_letters_around_it(tmp_path: Path) -> None:
    written(tmp_path, "refs.bib", BIB)
    body = "Wet \\citet{heron2010}s' words, of\\citet{heron2010}. So \\citet{heron2010}: yes."
    head = "\\documentclass{article}\n\\begin{document}\n\\section{One}"
    text = f"{head}\n\n{body}\n\n\\bibliography{{refs}}\n\\end{{document}}\n"
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert "@{heron2010}s" in (shown := "".join(found.files.values()))
    assert "of&#8203;@heron2010." in shown
    assert "So @heron2010: yes" in shown


@needs_pandoc
def test_control_characters_reach_no_file(tmp_path: Path) -> None:
    text = "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nMean 675 \x06 450.\n\\end{document}\n"
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert "\x06" not in "".join(found.files.values())
    assert "paper.tex:5:10: import-text: the control character U+0006 is not text" in as_text(found.report)


@needs_pandoc
def test_no_passage_takes_an_anchor_of_the_page(tmp_path: Path) -> None:
    text = (
        "\\documentclass{article}\n\\begin{document}\n\\section{Lakes}\n\nSection Lakes.\n\nNotes.\n\\end{document}\n"
    )
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    shown = "".join(found.files.values())
    assert "{#section-lakes-2}" in shown
    assert "{#notes-2}" in shown


@needs_pandoc
def test_notes_of_an_abstract_stand_in_place(tmp_path: Path) -> None:
    text = (
        "\\documentclass{article}\n\\title{Lakes}\n\\begin{document}\n\\maketitle\n"
        "\\begin{abstract}All of it is public\\footnote{At example.org.}.\\end{abstract}\n"
        "\\section{One}\n\nWet words\\footnote{A note.}.\n\\end{document}\n"
    )
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert "abstract: All of it is public (At example.org.)." in found.files["article.yml"]
    assert "[^1]: A note." in found.files["sections/01-one.md"]


@needs_pandoc
def test_control_characters_that_macros_leave_behind_reach_no_file(tmp_path: Path) -> None:
    text = "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nA ^^G sign and $x^^F$.\n\\end{document}\n"
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert not CONTROL_CHARACTER.search("".join(found.files.values()))


@needs_pandoc
def test_options_over_several_lines_go_with_the_listing(tmp_path: Path) -> None:
    listing = "\\lstinputlisting[caption={The closure [all](\\{..\\})},\nlabel={all}]{code/all.groovy}"
    text = (
        f"\\documentclass{{article}}\n\\begin{{document}}\n\\section{{One}}\n\nWords.\n\n{listing}\n\\end{{document}}\n"
    )
    found = import_file(written(tmp_path, "paper.tex", text), "paper.tex")
    assert "caption=" not in found.files["sections/01-one.md"]


@needs_pandoc
def test_an_environment_that_stops_pandoc_loses_its_frame_alone() -> None:
    text = "A\n\\begin{table}[h]\nWords in it.\n\\end{table}\nB"
    assert mending._unwrapped(text, 31, 43) == ("A\n\nWords in it.\n\nB", "\\end{table}")
    assert mending._unwrapped(text, 0, 1) == (text, "")
