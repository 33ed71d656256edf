"""Lists of references as programs leave them: linked, in APA, Harvard and Vancouver, with what their makers add."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import import_file, pandoc
from hedgesite.importer.names import as_bibtex, read_list
from hedgesite.importer.plain_links import unlinked, without_program_links
from hedgesite.importer.tree import Link, Para, Style, Styled, Text
from hedgesite.importer.tree_walk import words_of

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")


def bib(tmp_path: Path, *entries: str, text: str = "Text.") -> str:
    path = tmp_path / "paper.md"
    path.write_text("\n\n".join(("# One", text, "# References", *entries)) + "\n", "utf-8")
    files = import_file(path, "paper.md").files
    return re.sub(r" +=", " =", files["references.bib"]) + "".join(files[name] for name in files if "sections" in name)


@pytest.mark.parametrize(
    ("names", "read"),
    [
        ("Augustijn, E-W, Kounadi, O and Zurita-Milla, R", "Augustijn, E-W and Kounadi, O and Zurita-Milla, R"),
        (
            "Brooks, M. E., Benthem, K. J. van, & Bolker, B. M.",
            "Brooks, M. E. and van Benthem, K. J. and Bolker, B. M.",
        ),
        (
            "Borges, S. R., Oliveira, B. de A., & Melo, L. A. de",
            "Borges, S. R. and Oliveira, B. de A. and de Melo, L. A.",
        ),
        ("King, M. L., Jr., Smith, A., & Jones, B.", "King, Jr., M. L. and Smith, A. and Jones, B."),
        ("Lin Y-S, Medlyn BE, Dios VR de, Le Roux X, Others", "Lin, Y-S and Medlyn, BE and de Dios, VR and Le Roux, X"),
        ("Amnesty International UK", "{Amnesty International UK}"),
        ("Smith, A., Jones, B. C., … Zed, Q.", "Smith, A. and Jones, B. C. and Zed, Q."),
        ("Smith, A., Jones, B. C., . . . Zed, Q.", "Smith, A. and Jones, B. C. and Zed, Q."),
    ],
)
def test_names(names: str, read: str) -> None:
    assert as_bibtex(read_list(names)[0]) == read


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (
            "Heron, A. *et al.* (2019) ‘Wet lakes’, *Lake Letters*, 10(2), p. eabl4183. doi: [10.1234/x](https://doi.org/10.1234/x).",
            ["author = {Heron, A. and others}", "pages = {eabl4183}", "doi = {10.1234/x}", "@article{"],
        ),
        (
            "Heron, A. (2020) ‘Wet lakes’, *Lake Letters*. Edited by B. C. Gull, 19(4), p. e30.",
            ["journaltitle = {Lake Letters}", "editor = {Gull, B. C.}", "pages = {e30}"],
        ),
        ("Heron, A. (2022). Wet lakes. *Lake Letters*, *25*(1), Article 12.", ["number = {1}", "pages = {12}"]),
        (
            "Heron, A. (2005). On *Gavia arctica* L. in the north. *Lake Letters*, *12*, 23–33.",
            ["title = {On Gavia arctica L. in the north}", "journaltitle = {Lake Letters}"],
        ),
        (
            "Heron, A. (2005). On lakes of *Gavia arctica*. *Lake Letters*, *28*(1).",
            ["title = {On lakes of Gavia arctica}", "volume = {28}"],
        ),
        (
            "Heron, A. (2024). *lakes: Levels* (Version 1.3-7) [Computer software]. CRAN.",
            ["@software{", "version = {1.3-7}", "publisher = {CRAN}"],
        ),
        ("Heron, A. (2020). *Lakes* [Data set]. Zenodo.", ["@dataset{", "publisher = {Zenodo}"]),
        ("Heron, A. (no date) ‘Wet lakes’, *Lake Letters*, 3(1), pp. 1–2.", ["year = {n.d.}", "@article{"]),
        (
            r"Heron CH, Gull SH, Teal DR. Wet \<span style=\"font-variant:small-caps;\"\>lakes\</span\>. "
            "Letters, Lakes and Shores [Internet]. 1997 Mar [cited 2022 Sep 19];3(6):913. Available from: <https://lakes.example/1>",
            [
                "author = {Heron, C. H. and Gull, S. H. and Teal, D. R.}",
                "journaltitle = {Letters, Lakes and Shores}",
                "title = {Wet lakes}",
                "volume = {3}",
                "pages = {913}",
            ],
        ),
        (
            "Heron CH, Gull SH. Wet lakes. Lake Lett. 1997;",
            ["author = {Heron, C. H. and Gull, S. H.}", "journaltitle = {Lake Lett}"],
        ),
        (
            "Heron A, Gull J von, Teal BC, et al. Wet lakes: a study. Lake Lett. 2016;74:1–9.",
            ["author = {Heron, A. and von Gull, J. and Teal, B. C. and others}", "volume = {74}"],
        ),
        (
            "Heron, A. 2024 *Wet lakes* DOI: https://doi.org/[10.1234/x](https://doi.org/10.1234/x).",
            ["doi = {10.1234/x}"],
        ),
    ],
)
def test_entries(entry: str, fields: list[str], tmp_path: Path) -> None:
    written = bib(tmp_path, entry)
    assert [field for field in fields if field not in written] == [], written


@pytest.mark.parametrize(
    "citation", ["(Heron, Gull, et al., 2019)", "(Heron, A., Gull, B., & Teal, C., 2019)", "A. Heron et al. (2019)"]
)
def test_citations_with_more_than_the_family_names_lead_to_their_source(citation: str, tmp_path: Path) -> None:
    entries = (
        "Heron, A., Gull, B., & Teal, C. (2019). Wet lakes. *Lake Letters*, *1*, 1–2.",
        "Heron, A., Rail, D., & Teal, C. (2018). Dry lakes. *Lake Letters*, *2*, 1–2.",
    )
    assert "@heron" in bib(tmp_path, *entries, text=f"Lakes are wet {citation}.").partition("title: One")[2]


def test_links_of_programs_are_words() -> None:
    own = Link((Text("(Heron, 2010)"),), "https://www.zotero.org/google-docs/?abc")
    other = Link((Text("a map"),), "https://example.org/map")
    [para] = without_program_links([Para((own, Styled(Style.EMPHASIS, (own, other))))])
    assert isinstance(para, Para)
    assert para.content == (Text("(Heron, 2010)"), Styled(Style.EMPHASIS, (Text("(Heron, 2010)"), other)))


def test_an_address_that_only_a_link_has_is_kept() -> None:
    title = Link((Text("Wet lakes"),), "https://doi.org/10.1234/x")
    known = Link((Text("10.1234/y"),), "https://doi.org/10.1234/y")
    address = Link((Text("https://example.org/a"),), "https://example.org/a")
    assert words_of(unlinked((title, Text(". ")))) == "Wet lakes.  https://doi.org/10.1234/x"
    assert words_of(unlinked((known,))) == "10.1234/y"
    assert unlinked((address,)) == (address,)


@needs_pandoc
def test_latex_that_pandoc_wrote_keeps_its_citations(tmp_path: Path) -> None:
    body = (
        "\\section{One}\n\nLakes (\\citeproc{ref-a}{Heron, 2010}; \\citeproc{ref-b}{Gull, 2011}) are wet, and\n"
        "Heron (\\protect\\hyperlink{ref-a}{2010}) says so.\n\n\\section{References}\n\n"
        "\\begin{CSLReferences}{1}{0}\n\\bibitem[\\citeproctext]{ref-a}\nHeron, A. (2010). \\emph{Lakes}. Delta.\n\n"
        "\\leavevmode\\vadjust pre{\\hypertarget{ref-b}{}}%\nGull, B. (2011). \\emph{Rivers}. Delta.\n\n"
        "\\end{CSLReferences}\n"
    )
    path = tmp_path / "paper.tex"
    path.write_text(f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n", "utf-8")
    found = import_file(path, "paper.tex")
    text = "".join(found.files[name] for name in found.files if "sections" in name)
    assert "Lakes [@heron2010; @gull2011] are wet" in text
    assert "Heron [-@heron2010] says so" in text
    assert found.citations == (3, 3)


NUMBERED = (
    "[1] Heron A, Gull B. Wet lakes. Lake Lett 2020;193:1–9. doi:10.1016/j.lake.2a",
    "[2] Rail C. Dry lakes. Lake Lett 2021;9:CD008",
    "3 van der Teal P, Gull B, et al. Cold lakes. Lake Lett 2019;4:5–6.",
    "[4] Ç. Pike. Warm lakes. Lake Lett 2018;2:3–4.",
)


def test_entries_that_begin_with_a_title_in_quotation_marks_are_sources(tmp_path: Path) -> None:
    found = bib(
        tmp_path,
        "Heron, Ada. *Les lacs*. Paris: Presse, 2010",
        "« Rive du lac ». In Lac, 14 août 2020. https://example.org/index.php?oldid=173807970",
        "“Rivers of the north.” Lake News, May 2, 2019",
    )
    assert found.count("@") == 3
    assert "date = {2020}" in found
    assert "1738}" not in found
    assert "Rivers of the north" in found


def test_numbered_entries_stay_apart_however_they_begin_and_end(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    text = "Lakes [1] are [2,3] wet [1–4]."
    path.write_text("\n\n".join(("# One", text, "# References", *NUMBERED)), "utf-8")
    found = import_file(path, "paper.md")
    assert (found.sources, found.citations) == (4, (7, 7))


TABLE = "Table 1. Levels.\n\n| a | b |\n|---|---|\n| 1 | 2 |"


def test_tables_and_figures_behind_the_list_are_a_section(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    entry = "Heron, A. (2010). *Lakes*. Delta."
    behind = f"TABLES AND FIGURES\n\n{TABLE}\n\n![](lake.png)\n\nFigure 1. A lake."
    path.write_text(f"# One\n\nWet (Heron, 2010).\n\n# References\n\n{entry}\n\n{behind}\n", "utf-8")
    found = import_file(path, "paper.md")
    section = found.files["sections/02-tables-figures.md"]
    assert "Table: Levels." in section
    assert "![A lake.]" in section
    assert found.sources == 1
    assert "pages/from-the-manuscript.md" not in found.files


def test_a_table_behind_the_list_ends_it_without_a_title(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    entry = "Heron, A. (2010). *Lakes*. Delta."
    path.write_text(f"# One\n\nWet (Heron, 2010).\n\n# References\n\n{entry}\n\n{TABLE}\n", "utf-8")
    found = import_file(path, "paper.md")
    assert "Table: Levels." in found.files["sections/01-one.md"]
    assert found.sources == 1


@needs_pandoc
def test_tables_within_cells_are_words_of_the_cell(tmp_path: Path) -> None:
    inner = "\\begin{tabular}[c]{@{}l@{}}First line\\\\ second line\\end{tabular}"
    outer = f"\\begin{{tabular}}{{ll}}Name & Use\\\\ A & {inner}\\\\\\end{{tabular}}"
    table = f"\\begin{{table}}\\caption{{Tools.}}{outer}\\end{{table}}"
    path = tmp_path / "paper.tex"
    head = "\\documentclass{article}\\begin{document}\\section{One}\n\nWet."
    path.write_text(f"{head}\n\n{table}\\end{{document}}", "utf-8")
    found = import_file(path, "paper.tex")
    assert "First line second line" in found.files["sections/01-one.md"]
    assert [(row.reached, row.all) for row in found.rows if row.kind == "tables"] == [(1, 1)]


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (
            "[1] 张三, 李四, 等. 湖泊水位研究[J]. 湖泊科学, 2021, 33(3): 423-442.",
            ["@article{", "author = {张三 and 李四 and others}", "journaltitle = {湖泊科学}", "pages = {423--442}"],
        ),
        (
            "[1] LÓPEZ-VALENCIANO A, GÓMEZ J A, 等. Wet lakes[J]. Lake Letters, 2021, 51(3): 4-9. DOI: 10.1234/x.",
            ["author = {López-Valenciano, A. and Gómez, J. A. and others}", "volume = {51}", "doi = {10.1234/x}"],
        ),
        (
            "[1] 赵六. 中国的湖泊[M]. 北京: 科学出版社, 2015: 12.",
            ["@book{", "location = {北京}", "publisher = {科学出版社}"],
        ),
        ("[1] 钱七. 湖泊保护研究[D]. 武汉: 武汉大学, 2018.", ["@thesis{", "institution = {武汉大学}"]),
        (
            "[1] 孙八. 湖泊论[C]//中国湖泊学会. 湖泊会议论文集. 北京: 湖泊出版社, 2015: 12-15.",
            ["@inproceedings{", "editor = {中国湖泊学会}", "booktitle = {湖泊会议论文集}", "publisher = {湖泊出版社}"],
        ),
        (
            "[1] 国家统计局. 统计年鉴[EB/OL]. (2020-01-02)[2021-03-04]. http://example.org/a.html.",
            ["@online{", "date = {2020-01-02}", "urldate = {2021-03-04}", "url = {http://example.org/a.html}"],
        ),
        ("[1] 周九. 湖水清清[N]. 人民日报, 2020-1-2(3).", ["date = {2020-01-02}", "entrysubtype = {newspaper}"]),
    ],
)
def test_entries_of_chinese_lists(entry: str, fields: list[str], tmp_path: Path) -> None:
    written = bib(tmp_path, entry, text="湖泊[1]。")
    assert [field for field in fields if field not in written] == [], written
    assert "import" not in written


@pytest.mark.parametrize("title", ["Contents", "Daftar isi", "Índice general", "Зміст"])
def test_a_printed_table_of_contents_is_left_out(title: str, tmp_path: Path) -> None:
    contents = f"**{title}**\n\n1 Lakes ..... 3\n\n1.1 Wet lakes\t4\n\n2 Rivers 12\n\nReferences xiv"
    path = tmp_path / "paper.md"
    path.write_text(f"Title: On lakes\n\n{contents}\n\n# One\n\nIt held in 1990.\n\nAnd in\n\n1991\n", "utf-8")
    found = import_file(path, "paper.md")
    assert "4 lines of a table of contents" in as_text(found.report)
    assert "Rivers" not in "".join(found.files.values())
    assert "1991" in found.files["sections/01-one.md"]


def test_a_typed_table_of_contents_may_have_lines_without_numbers_and_no_title(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    lines = (
        "Opening ……………… 3\n\nChapter I: Lakes\n\n1. Wet lakes ………… 4\n\n2. Dry lakes ………… 9\n\nEnd ……… 12\n\nList …… 14"
    )
    text = "\n\n# One\n\nIt held water, in a sentence of some length that ends.\n"
    for above in ("", "# Inhaltsverzeichnis\n\n# Inhalt\n\n"):
        path.write_text(f"Title: On lakes\n\n{above}{lines}{text}", "utf-8")
        found = import_file(path, "paper.md")
        assert found.sections == 1
        assert "Wet lakes" not in "".join(found.files.values())
        assert "5 lines of a table of contents" in as_text(found.report)


def test_a_title_with_few_lines_below_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    contents = "# Contents\n\nThe box held shells of 1990\n\nand of 1991\n\nMore words follow.\n"
    path.write_text(f"# One\n\nWords stand here.\n\n{contents}", "utf-8")
    assert "shells of 1990" in import_file(path, "paper.md").files["sections/02-contents.md"]


def test_a_standard_deviation_is_no_citation(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    text = "Mean (s.d.) and Levels (n.d.) of the lake (Heron, n.d.)."
    path.write_text(f"# One\n\n{text}\n\n# References\n\nHeron, A. (n.d.). *Lakes*. Delta.\n", "utf-8")
    found = import_file(path, "paper.md")
    assert found.citations == (1, 1)
    assert "Mean (s.d.) and Levels (n.d.) of" in found.files["sections/01-one.md"]


def test_a_note_that_is_called_again_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("# One\n\nWet[^a] and wet[^a].\n\n[^a]: A note.\n", "utf-8")
    rows = import_file(path, "paper.md").rows
    assert [(row.reached, row.all) for row in rows if row.kind == "notes"] == [(1, 1)]


@needs_pandoc
def test_code_that_pandoc_coloured_is_code(tmp_path: Path) -> None:
    code = (
        "\\begin{Shaded}\n\\begin{Highlighting}[]\n\\CommentTok{\\# Levels of \\_lakes\\_}\n"
        '\\NormalTok{x }\\OtherTok{\\textless{}{-}} \\FunctionTok{c}\\NormalTok{(}\\StringTok{"a\\textbackslash{}n"}'
        "\\NormalTok{)[}\\DecValTok{1}\\NormalTok{] \\{ 5 \\}}\n\\end{Highlighting}\n\\end{Shaded}"
    )
    path = tmp_path / "paper.tex"
    head = "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nWet words."
    path.write_text(f"{head}\n\n{code}\n\n\\end{{document}}\n", "utf-8")
    section = import_file(path, "paper.tex").files["sections/01-one.md"]
    assert '```\n# Levels of _lakes_\nx <- c("a\\n")[1] { 5 }\n```' in section


def test_captions_that_cite_end_a_list_as_others_do(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    listed = "".join(f"Heron, A. ({year}). Lakes of the north. *Lakes, 3*, 1–9.\n\n" for year in range(2001, 2009))
    table = "| a | b |\n| - | - |\n| 1 | 2 |\n\n"
    behind = "".join(
        f"Table {number}\n\nLevels that Heron (200{number}) and Gull (2011) found.\n\n{table}" for number in (1, 2, 3)
    )
    path.write_text(f"# One\n\nIt is wet (Heron, 2003).\n\n# References\n\n{listed}{behind}", "utf-8")
    found = import_file(path, "paper.md")
    assert [row[:3] for row in found.rows if row.kind in {"tables", "sources"}] == [("tables", 3, 3), ("sources", 8, 8)]
