"""Floats of LaTeX with several captions, and algorithms: every caption reaches the companion."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hedgesite.importer import import_file, pandoc
from hedgesite.importer.latex_algorithms import with_algorithms
from hedgesite.importer.latex_floats import with_single_captions
from tests.manuscripts import sections_of
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

SHORES = r"""\begin{figure}
%s
\caption{Both shores in spring}\label{fig:results}
\end{figure}
"""
PARTS = {
    "subfigure": r"\begin{subfigure}[b]{1cm}\includegraphics{a.png}\caption{Northern shore}\label{fig:n}\end{subfigure}"
    "\n"
    r"\begin{subfigure}{1cm}\includegraphics{b.png}\caption{Southern shore}\label{fig:s}\end{subfigure}",
    "subfloat": r"\subfloat[Northern shore\label{fig:n}]{\includegraphics{a.png}}"
    "\n"
    r"\subfloat[short][{Southern shore}]{\includegraphics{b.png}\label{fig:s}}",
    "command": r"\subfigure[Northern shore\label{fig:n}]{\includegraphics{a.png}}"
    r"\subfigure[Southern shore\label{fig:s}]{\includegraphics{b.png}}",
    "box": r"\subcaptionbox{Northern shore\label{fig:n}}{\includegraphics{a.png}}"
    r"\subcaptionbox{Southern shore\label{fig:s}}[3cm]{\includegraphics{b.png}}",
    "minipage": r"\begin{minipage}[t]{1cm}\includegraphics{a.png}\subcaption{Northern shore}\label{fig:n}\end{minipage}"
    r"\begin{minipage}{1cm}\includegraphics{b.png}\subcaption{Southern shore}\label{fig:s}\end{minipage}",
}


def imported(folder: Path, body: str) -> tuple[str, str]:
    """The Markdown of the sections, and the findings."""
    for name, colour in (("a", "red"), ("b", "blue")):
        Image.new("RGB", (4, 4), colour).save(folder / f"{name}.png")
    path = folder / "paper.tex"
    path.write_text(
        "\\documentclass{article}\n\\title{Lakes}\n\\begin{document}\n\\maketitle\n\\section{Results}\n\n"
        f"{body}\n\n\\end{{document}}\n"
    )
    result = import_file(path, path.name)
    written = sections_of(result)
    return written, "\n".join(map(str, result.report.diagnostics))


@needs_pandoc
@pytest.mark.parametrize("kind", PARTS)
def test_each_part_of_a_figure_has_its_caption(tmp_path: Path, kind: str) -> None:
    body = SHORES % PARTS[kind] + "\nSee Figure \\ref{fig:results} and its part \\ref{fig:s}.\n"
    text, findings = imported(tmp_path, body)
    assert "![Northern shore](figures/a.png){#fig-n" in text
    assert "![Southern shore](figures/b.png){#fig-s" in text
    assert "Figure: Both shores in spring {#fig-results}" in text
    # The heading has the id `results`, and Pandoc would count the parts.
    assert "See Figure [1](figure:fig-results) and its part [1b](figure:fig-s)." in text
    assert "Skipped" not in findings


@needs_pandoc
@pytest.mark.parametrize(
    "inner",
    [
        r"\begin{minipage}{1cm}\includegraphics{a.png}\caption{Alpha lake}\end{minipage}"
        r"\begin{minipage}{1cm}\includegraphics{b.png}\caption{Beta lake}\end{minipage}",
        r"\includegraphics{a.png}\caption{Alpha lake}\includegraphics{b.png}\caption{Beta lake}",
        r"\ffigbox{\caption{Alpha lake}}{\includegraphics{a.png}}"
        r"\ffigbox{\includegraphics{b.png}}{\caption{Beta lake}}",
    ],
)
def test_two_captions_side_by_side_make_two_figures(tmp_path: Path, inner: str) -> None:
    text, _ = imported(tmp_path, f"\\begin{{figure}}\n{inner}\n\\end{{figure}}")
    assert re.findall(r"!\[(.*?)\]\(figures/(\w)\.png\)", text) == [("Alpha lake", "a"), ("Beta lake", "b")]


@needs_pandoc
def test_tables_within_a_table_have_their_captions(tmp_path: Path) -> None:
    letters = "\\begin{tabular}{ll}\na & b\\\\\nc & d\\\\\n\\end{tabular}"
    inner = (
        f"\\begin{{subtable}}{{1cm}}{letters}\\caption{{Small letters}}\\end{{subtable}}"
        f"\\subfloat[Other letters]{{{letters}}}"
    )
    text, _ = imported(tmp_path, f"\\begin{{table}}\n{inner}\n\\caption{{All letters}}\n\\end{{table}}")
    assert re.findall(r"Table: (.*?) \{", text) == ["Small letters", "Other letters"]
    assert "All letters" in text


@needs_pandoc
def test_captions_outside_of_floats_are_kept(tmp_path: Path) -> None:
    letters = "\\begin{tabular}{ll}\na & b\\\\\nc & d\\\\\n\\end{tabular}"
    text, _ = imported(
        tmp_path,
        f"\\begin{{center}}\\captionof{{table}}{{Small letters}}\n{letters}\\end{{center}}\n\n"
        "\\begin{minipage}{2cm}\\includegraphics{a.png}\\captionof{figure}{A red lake}\\end{minipage}\n",
    )
    assert "Table: Small letters {" in text
    assert "![A red lake](figures/a.png)" in text


ALGORITHMIC = r"""\begin{algorithm}[H]
\caption{Measuring the water}\label{alg:x}
\begin{algorithmic}[1]
\REQUIRE $n \to 0$ % nothing else
\FOR{$i = 1$ \TO $n$}
\STATE measure the depth $d_i$ \COMMENT{by hand}
\IF{$d_i > 3$}
\STATE write it down
\ELSE
\STATE forget it
\ENDIF
\ENDFOR
\RETURN $d$
\end{algorithmic}
\end{algorithm}
See Algorithm \ref{alg:x}, or \autoref{alg:x}.
"""
ALGORITHM2E = r"""\begin{algorithm2e}
\SetAlgoLined
\KwIn{the lake $L$}
start at the shore\;
\While{not at the end}{
read the gauge\;
\eIf{it is clear}{go on\;}{go back\;}
}
\caption{Reading gauges}
\end{algorithm2e}
"""


@needs_pandoc
def test_an_algorithm_is_a_list_with_its_caption(tmp_path: Path) -> None:
    text, findings = imported(tmp_path, ALGORITHMIC + ALGORITHM2E)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("{#")]
    assert lines[lines.index("Algorithm 1. Measuring the water") :] == [
        "Algorithm 1. Measuring the water",
        r"- **Require:** $n \to 0$",
        "- **for** $i = 1$ **to** $n$ **do**",
        "  - measure the depth $d_i$ ▷ by hand",
        "  - **if** $d_i > 3$ **then**",
        "    - write it down",
        "  - **else**",
        "    - forget it",
        "- **return** $d$",
        "See Algorithm [1](section:results), or [Algorithm 1](section:results).",
        "Algorithm 2. Reading gauges",
        "- **Input:** the lake $L$",
        "- start at the shore",
        "- **while** not at the end **do**",
        "  - read the gauge",
        "  - **if** it is clear **then**",
        "    - go on",
        "  - **else**",
        "    - go back",
    ]
    assert "Skipped" not in findings


@needs_pandoc
def test_a_listing_has_its_caption(tmp_path: Path) -> None:
    text, _ = imported(
        tmp_path,
        "\\begin{listing}\n\\begin{minted}{python}\nprint(1)\n\\end{minted}\n\\caption{Printing it}\n\\end{listing}\n\n"
        "\\begin{lstlisting}[language=C, caption={Counting, again}, label=lst:b]\ncount(fish);\n\\end{lstlisting}\n",
    )
    assert "Listing 1. Printing it" in text
    assert "Listing 2. Counting, again" in text
    assert "print(1)" in text
    assert "count(fish);" in text


@pytest.mark.parametrize("change", [with_single_captions, with_algorithms])
@pytest.mark.parametrize("text", [*PARTS.values(), ALGORITHMIC, ALGORITHM2E, "\\subfloat[a\nb]\n{x}", "\\caption{"])
def test_the_lines_stay(change: Callable[[str], str], text: str) -> None:
    written = SHORES % text
    assert change(written).count("\n") == written.count("\n")


@pytest.mark.parametrize(
    "unit",
    [
        "\\begin{figure}\\subfloat[",
        "\\subfloat[{",
        "\\subcaptionbox{",
        "\\begin{minipage}\\caption{a}",
        "\\begin{algorithm}\\For{a}{",
        "\\begin{algorithmic}",
        "\\begin{lstlisting}[caption={",
        "x \\Return ",
    ],
)
def test_what_opens_and_never_closes_takes_linear_time(unit: str) -> None:
    for change in (with_single_captions, with_algorithms):
        one, two = (
            calls_made(lambda: change(f"\\begin{{algorithm}}{unit * count}\\end{{algorithm}}"))  # noqa: B023
            for count in (200, 400)
        )
        assert two < 2.2 * one + 100


@needs_pandoc
def test_images_in_a_table_of_a_figure_are_its_parts(tmp_path: Path) -> None:
    table = (
        r"\begin{tabular}{cc}\includegraphics{a.png} & \includegraphics{b.png}\\ Left lake & Right lake\end{tabular}"
    )
    text, _ = imported(tmp_path, f"\\begin{{figure}}\n{table}\n\\caption{{Both lakes}}\n\\end{{figure}}")
    assert re.findall(r"!\[(.*?)\]\(figures/(\w)\.png\)", text) == [("Left lake", "a"), ("Right lake", "b")]
    assert "Figure: Both lakes {" in text


@needs_pandoc
def test_images_in_formulas_follow_them(tmp_path: Path) -> None:
    inner = r"x = \vcenter{\hbox{\includegraphics[width=1cm]{a.png}}} + y"
    text, findings = imported(tmp_path, f"\\begin{{equation}}{inner}\\end{{equation}}")
    assert "x = {\\square } + y" in text
    assert "(figures/a.png)" in text
    assert "1 images within a formula, which follow it" in findings


@needs_pandoc
def test_an_image_beside_postscript_is_shown_in_its_place(tmp_path: Path) -> None:
    for name in ("a", "alone"):
        (tmp_path / f"{name}.eps").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    figure = "\\begin{{figure}}\\includegraphics{{{}.eps}}\\caption{{A lake}}\\end{{figure}}\n"
    text, findings = imported(tmp_path, "".join(map(figure.format, ("a", "b", "alone"))))
    assert re.findall(r"\(figures/(\S+)\)", text) == ["a.png", "b.png", "alone.svg"]
    assert findings.count("it is PostScript") == 1
    assert "'alone.eps' is not shown: it is PostScript, which no browser shows; save it as PDF beside it" in findings


@needs_pandoc
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (r"\begin{enumerate}\item Words before.", r"\item Words after.\end{enumerate}"),
        (r"\begin{quote}Words before.", r"Words after.\end{quote}"),
        (r"\begin{description}\item[Lake] Words before.", r"\item[Shore] Words after.\end{description}"),
    ],
)
def test_floats_in_lists_and_quotations_follow_them(tmp_path: Path, begin: str, end: str) -> None:
    table = r"\begin{table}\caption{Letters}\label{tab:l}\begin{tabular}{ll}a & b\\ c & d\end{tabular}\end{table}"
    figure = r"\begin{figure}\includegraphics{a.png}\caption{A lake}\label{fig:l}\end{figure}"
    text, _ = imported(tmp_path, f"{begin}\n\n{table}\n\n{figure}\n\n{end}")
    assert "Table: Letters {#tab-l}" in text
    assert "![A lake](figures/a.png){#fig-l" in text
    assert text.index("Words before.") < text.index("Words after.") < text.index("| a | b |")


@needs_pandoc
@pytest.mark.parametrize("kind", PARTS)
def test_a_caption_before_the_parts_of_a_figure_is_kept(tmp_path: Path, kind: str) -> None:
    caption = "\\caption{Both % shores\nshores}\\label{fig:b}"
    text, _ = imported(tmp_path, f"\\begin{{figure}}\n{caption}\n{PARTS[kind]}\n\\end{{figure}}\n\nMoles dig.")
    assert "Figure: Both shores {#fig-b" in text
    for part in ("Northern shore", "Southern shore"):
        assert part in text


@needs_pandoc
def test_a_table_whose_rows_are_missing_keeps_its_caption(tmp_path: Path) -> None:
    body = "\\begin{table}\n\\caption{Birds by shore}\\label{tab:b}\n\\input{rows}\n\\end{table}\n\nSee \\ref{tab:b}."
    text, findings = imported(tmp_path, body)
    assert "Table: Birds by shore {#tab-b}" in text
    assert "See [1](table:tab-b)." in text
    assert "'\\input{rows}' is not included" in findings


@needs_pandoc
@pytest.mark.parametrize("where", ["", "[!ht]"])
def test_tables_across_both_columns_keep_their_captions(tmp_path: Path, where: str) -> None:
    body = (
        f"\\begin{{table*}}{where}\n\\caption{{Birds by shore}}\\label{{tab:b}}\n"
        "\\makebox[\\textwidth][c]{\\resizebox{2cm}{!}{\n"
        "\\begin{tabular}{ll}\na & b\\\\ c & d\n\\end{tabular}}}\n\\end{table*}\n\nSee \\ref{tab:b}."
    )
    text, findings = imported(tmp_path, body)
    assert "Table: Birds by shore {#tab-b}" in text
    assert "See [1](table:tab-b)." in text
    assert "Skipped" not in findings
