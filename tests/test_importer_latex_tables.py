"""Tables as programs write them in LaTeX: each arrives with every cell, and the text around it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.importer import import_file, pandoc
from hedgesite.importer.latex_tables import with_plain_tables
from hedgesite.importer.latex_tblr import from_tblr
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

SPAN = (
    r"\multicolumn{1}{>{\raggedright}m{\dimexpr 0.75in+0\tabcolsep}}"
    r"{\textcolor[HTML]{000000}{\fontsize{11}{11}\selectfont{\global\setmainfont{Arial}{%s}}}}"
)
ROW = f"{SPAN} & {SPAN} \\\\\n\n"
RULE = "\\ascline{1.5pt}{666666}{1-2}"
FLEXTABLE = (
    "\\global\\setlength{\\Oldtabcolsep}{\\tabcolsep}\n\n\\setlength{\\tabcolsep}{2pt}\n\n"
    "\\begin{longtable}[c]{|p{0.75in}|p{0.75in}}\n\n\\caption{Lakes by width}\\label{tab:l}\\\\\n\n"
    f"{RULE}\n\n{ROW % ('Lake', 'Width')}{RULE}\\endfirsthead \\caption[]{{Lakes by width}}\\\\\n\n"
    f"{RULE}\n\n{ROW % ('Lake', 'Width')}{RULE}\\endhead\n\n{ROW % ('Ladoga', '83')}"
    "\\noalign{\\global\\arrayrulewidth 0pt}\\arrayrulecolor[HTML]{000000}\n\n"
    f"{ROW % ('Onega', '91')}{RULE}\n\n\\end{{longtable}}\n\n\\arrayrulecolor[HTML]{{000000}}\n"
)
STARGAZER = r"""\begin{table}[!htbp] \centering
  \caption{Lakes by width}
\begin{tabular}{@{\extracolsep{5pt}}lD{.}{.}{-3} }
\\[-1.8ex]\hline
\hline \\[-1.8ex]
 & \multicolumn{1}{c}{Width} \\
\cline{2-2}
\\[-1.8ex] & \multicolumn{1}{c}{(1)}\\
\hline \\[-1.8ex]
 Ladoga & 0.5^{***} \\
  & (0.1) \\
  & \\
\hline \\[-1.8ex]
\end{tabular}
\end{table}
"""
KABLE = r"""\begin{table}
\caption{Lakes by width}
\begin{tabular}[t]{>{\raggedright\arraybackslash}p{8em}r}
\toprule
\multicolumn{2}{c}{ Group } \\
\cmidrule(l{3pt}r{3pt}){1-2}
Lake & Width\\
\midrule
\cellcolor{gray!10}{Ladoga} & \textcolor[HTML]{FF0000}{83}\\
\addlinespace[0.3em]
\multirow[t]{2}{*}{\raggedright\arraybackslash Onega} & \makecell[l]{91\\92}\\
\bottomrule
\end{tabular}
\end{table}
"""
MODELSUMMARY = r"""\begin{table}
\begin{talltblr}[         %% outer open
caption={Lakes by width},
label={tbl:ms},
note{}={+ wide},
]                     %% outer close
{                     %% inner open
colspec={Q[]Q[]},
column{1}={}{halign=l,},
}                     %% inner close
\toprule
Lake & Width \\ \midrule
Ladoga & 83 \\
\SetCell[c=2]{c} Onega & \\
\bottomrule
\end{talltblr}
\end{table}
"""
TABLES = {
    "flextable": (FLEXTABLE, ["| Lake | Width |", "| :-- | :-- |", "| Ladoga | 83 |", "| Onega | 91 |"]),
    "stargazer": (
        STARGAZER,
        ["|  | Width |", "| :-- | :-- |", "|  | (1) |", r"| Ladoga | 0.5^\*\*\*^ |", "|  | (0.1) |"],
    ),
    "kableExtra": (
        KABLE,
        ["| Group |  |", "| :-- | --: |", "| Lake | Width |", "| Ladoga | 83 |", "| Onega | 91 92 |"],
    ),
    "modelsummary": (MODELSUMMARY, ["| Lake | Width |", "| :-- | :-- |", "| Ladoga | 83 |", "| Onega |  |"]),
}


@needs_pandoc
@pytest.mark.parametrize("program", TABLES)
def test_a_table_of_a_program_has_all_its_cells(tmp_path: Path, program: str) -> None:
    table, rows = TABLES[program]
    path = tmp_path / "paper.tex"
    path.write_text(
        "\\documentclass{article}\n\\title{Lakes}\n\\begin{document}\n\\section{One}\n\nWords before the table.\n\n"
        f"{table}\n\nWords after the table.\n\n\\end{{document}}\n"
    )
    result = import_file(path, path.name)
    text = next(text for name, text in result.files.items() if "sections/" in name)
    assert [line for line in text.splitlines() if line.startswith("|")] == rows
    assert "Words before the table." in text
    assert "Words after the table." in text
    assert "000000" not in text
    if program != "modelsummary":
        assert "Table: Lakes by width {" in text


def test_a_table_of_tabularray_keeps_its_caption_and_its_notes() -> None:
    written = from_tblr("caption={A, b}, label=x, remark{Source}={Me},", "colspec={lX[c]}", "a & b", in_float=False)
    assert written == (
        r"\begin{table}\caption{A, b}\label{x}\begin{tabular}{ll}a & b\end{tabular}\end{table}\par Source: Me\par "
    )


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("\\begin{tabular}{l}a\n\nb\\end{tabular}", "\\begin{tabular}{l}a\n%\nb\\end{tabular}"),
        ("\\begin{tabular}{l}a\n\nb", "\\begin{tabular}{l}a\n\nb"),
        ("\\begin{tabular}{l}a\n\n\\section{B}\n\nb\\end{tabular}",) * 2,
        ("\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash}\np{#1}}x", "%\nx"),
        (r"\begin{tabular}{l}{a\\b}\end{tabular}", r"\begin{tabular}{l}{a\newline b}\end{tabular}"),
        (
            r"\begin{tabular}{l}$a^{2}$ b^{2}\end{tabular}",
            r"\begin{tabular}{l}$a^{2}$ b\textsuperscript{2}\end{tabular}",
        ),
        (
            r"\begin{tabular}{l}\begin{tabular}[c]{@{}l@{}}a\\b\end{tabular}\\\end{tabular}",
            r"\begin{tabular}{l}{a\newline b}\\\end{tabular}",
        ),
        ("% \\begin{tabular}{l}\n\n\\verb|\\begin{tabular}|\n\n\\end{tabular}",) * 2,
    ],
)
def test_what_tables_become(written: str, plain: str) -> None:
    assert with_plain_tables(written) == plain


@pytest.mark.parametrize("table", [table for table, _ in TABLES.values()])
def test_the_lines_stay(table: str) -> None:
    assert with_plain_tables(table).count("\n") == table.count("\n")


@pytest.mark.parametrize("unit", ["\\begin{tabular}{l}", "\\begin{tblr}[", "\\begin{tblr}[a={b}]{l}x\\end{tblr}"])
def test_many_tables_take_linear_time(unit: str) -> None:
    one, two = (calls_made(lambda: with_plain_tables(unit * count)) for count in (200, 400))  # noqa: B023
    assert two < 2.2 * one + 100
