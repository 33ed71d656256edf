"""LaTeX that only arranges a page, and encodings other than UTF-8."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.importer.chapters import decode_latex
from hedgesite.importer.latex_layout import arranged


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"\begin{tabular}{l S[table-format=1.2] D{.}{.}{-1}}a\end{tabular}", r"\begin{tabular}{lrl}a\end{tabular}"),
        (r"\begin{tabularx}{\textwidth}{|X|*{2}{c}|}a\end{tabularx}", r"\begin{tabular}{lcc}a\end{tabular}"),
        (r"\begin{tabular}{>{\raggedright}p{2cm}!{\vrule}r@{.}l}", r"\begin{tabular}{lrl}"),
        (r"\resizebox{\textwidth}{!}{\begin{tabular}{l}a\end{tabular}}", r"{\begin{tabular}{l}a\end{tabular}}"),
        (r"\begin{adjustbox}{width=2cm}words\end{adjustbox}", r"\par words\par "),
        (r"\begin{landscape}words\end{landscape}", r"\par words\par "),
        (r"\begin{wrapfigure}[3]{r}{2cm}a\end{wrapfigure}", r"\begin{figure}a\end{figure}"),
        (r"\begin{sidewaystable}a\end{sidewaystable}", r"\begin{table}a\end{table}"),
        (r"A\footnotemark{} b\footnotemark[7] c\footnotetext{one}\footnotetext[7]{two}",
         r"A\footnote{one}{} b\footnote{two} c"),
        (r"A\footnotetext{alone}", r"A\footnotetext{alone}"),
        (r"A \todo[inline]{see to it}b", r"A b"),
        ("H\\endfirsthead\nagain\\endhead\nlast\\endfoot x", "H\\endfirsthead%\n%\n x"),
        (r"\verb|\todo{a}| % \todo{b}", r"\verb|\todo{a}| % \todo{b}"),
        ("\\begin{lstlisting}\n\\resizebox{1}{2}{3}\n\\end{lstlisting}",) * 2,
        ("\\begin{BVerbatim}\n\\resizebox{1}{2}{3}\n\\end{BVerbatim}",) * 2,
        (r"\begin{verbatim}\begin{alltt}\begin{verbatim}\end{alltt}\resizebox{1}{2}{3}",
         r"\begin{verbatim}\begin{alltt}\begin{verbatim}\end{alltt}{3}"),
    ],
)  # fmt: skip
def test_what_only_arranges_goes(text: str, written: str) -> None:
    assert arranged(text, Counter()) == written


def test_repetitions_in_columns_have_a_bound() -> None:
    deep = "*{9}{" * 5000
    assert arranged(rf"\begin{{tabular}}{{{deep}c{'}' * 5000}}}a", Counter()) == rf"\begin{{tabular}}{{{'l' * 200}}}a"


def test_notes_of_authors_to_themselves_are_counted() -> None:
    left_out: Counter[str] = Counter()
    arranged(r"\todo{one}\todo[inline]{two}", left_out)
    assert list(left_out.values()) == [2]


@given(
    st.lists(
        st.sampled_from(
            ["\\begin{tabular}", "{", "}", "{ll}", "[x]", "\n", "\\footnotemark", "\\footnotetext", "\\resizebox", "a"]
        )
    )
)
def test_no_line_comes_or_goes(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert arranged(text, Counter()).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("encoding", "preamble", "words"),
    [
        ("latin-1", r"\usepackage[latin1]{inputenc}", "größter See"),
        ("cp1251", r"\usepackage[cp1251]{inputenc}", "Глубокое озеро"),
        ("koi8-r", r"\usepackage[koi8-r]{inputenc}", "Глубокое озеро"),
        ("mac-roman", r"\usepackage[applemac]{inputenc}", "été"),
        ("iso8859-15", "% !TEX encoding = latin9", "œuvre"),
        ("euc-jp", r"\documentclass{jsarticle}", "湖は深い。"),
        ("cp932", r"\documentclass[11pt]{jarticle}", "湖は深い。"),
        ("iso2022_jp", r"\documentclass{jarticle}", "湖は深い。"),
        ("gb18030", r"\documentclass{ctexart}", "湖水很深"),
        ("big5", r"\begin{CJK}{Bg5}{bsmi}", "湖水很深"),
    ],
)
def test_encodings_that_the_file_tells(encoding: str, preamble: str, words: str) -> None:
    text = f"{preamble}\n{words}"
    assert decode_latex(text.encode(encoding), "a.tex") == (text, [])
