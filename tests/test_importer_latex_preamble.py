"""What stopped whole manuscripts of LaTeX: endless macros, names of files in macros, and documents without an end."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.importer import Imported, import_file, pandoc
from hedgesite.importer.article_file import article_yaml
from hedgesite.importer.chapters import join_chapters
from hedgesite.importer.head import Head
from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.latex_layout import arranged
from hedgesite.importer.latex_preamble import without_recursion
from hedgesite.importer.tree import Para, Text
from hedgesite.importer.tree_walk import text_of
from tests.manuscripts import sections_of
from tests.work import calls_made

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
WORDS = "The lake is deep, and nobody has measured it."


def imported(folder: Path, text: str) -> tuple[Imported, str]:
    path = folder / "paper.tex"
    path.write_text(text)
    result = import_file(path, path.name)
    return result, sections_of(result)


@pytest.mark.parametrize(
    ("written", "kept", "endless"),
    [
        (r"\newcommand{\a}{x\a}\newcommand{\b}{y\a}", r"\newcommand{\b}{y\a}", ["a"]),
        ("\\newcommand*\\a[1]{\n\\b{#1}}\n\\def\\b#1{\\a{#1}}z", "%\n\nz", ["a", "b"]),
        (r"\let\old\emph\renewcommand{\emph}[1]{\old{#1}}",) * 2 + ([],),
    ],
)
def test_macros_that_use_themselves_go(written: str, kept: str, endless: list[str]) -> None:
    assert without_recursion(written) == (kept, endless)


@needs_pandoc
def test_an_endless_macro_costs_only_itself(tmp_path: Path) -> None:
    macro = r"\newcommand*{\again}{\ifnum\value{page}>1 \else\afterpage{\again}\fi}"
    result, text = imported(
        tmp_path, f"\\documentclass{{book}}\n{macro}\n\\begin{{document}}\n\\again\n\n{WORDS}\n\\end{{document}}\n"
    )
    assert WORDS in text
    assert any(
        r"these macros use themselves, and are not expanded: \again" in str(each) for each in result.report.diagnostics
    )


@needs_pandoc
def test_a_document_that_ends_with_a_comment_or_without_an_end_is_read(tmp_path: Path) -> None:
    _, text = imported(
        tmp_path,
        "\\documentclass{book}\n% what stands before \\begin{document}, is a preamble\n"
        f"\\begin{{document}}\n\n{WORDS}\n\n\\endinput\n% the end",
    )
    assert WORDS in text


def test_a_comment_does_not_begin_the_document() -> None:
    text = "% \\begin{document}\n\\% \\begin {document}"
    assert document_begin(text) == (text.rfind("\\begin"), len(text))


def test_names_of_files_may_have_macros(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/one.tex").write_text(WORDS)
    text = "\\newcommand{\\parts}{parts}\n\\input{\\parts/one}\n\\input{\\unknown/one}\n"
    joined = join_chapters(tmp_path / "paper.tex", "paper.tex", text)
    assert WORDS in joined.text
    assert [each.problem for each in joined.findings] == [
        r"'\input{\unknown/one}' is not included: only a file that the command names in plain words is read"
    ]


@needs_pandoc
def test_keys_that_the_named_bibliography_lacks_are_looked_up_beside_it(tmp_path: Path) -> None:
    entry = "@book{%s,\n  author = {Lake, Ada},\n  title = {Water},\n  year = {1999},\n  publisher = {Shore}\n}\n"
    (tmp_path / "sample.bib").write_text(entry % "other")
    (tmp_path / "mine.bib").write_text(entry % "lake")
    (tmp_path / "strange.bib").write_text(entry % "strange")
    result, text = imported(
        tmp_path,
        f"\\documentclass{{article}}\n\\begin{{document}}\n{WORDS} \\cite{{lake}}\n\\bibliography{{sample}}\n"
        "\\end{document}\n",
    )
    assert "[@lake]" in text
    assert any("names no bibliography that has 1 of its keys, which are looked up in mine.bib" in str(each)
               for each in result.report.diagnostics)  # fmt: skip


def test_a_translated_abstract_has_a_title_of_its_own() -> None:
    head = Head(abstracts={"": [Para((Text("Words."),))], "fr": [Para((Text("Mots."),))]})
    assert "title: Untitled" in article_yaml(head, lambda block: text_of(block)).partition("translations:")[2]


def test_tables_of_tabu_may_have_a_width() -> None:
    from collections import Counter

    written = r"\begin{longtabu} to \textwidth {r X}a\end{longtabu}"
    assert arranged(written, Counter()) == r"\begin{longtable}{rl}a\end{longtable}"


def test_many_macros_take_linear_time() -> None:
    def of(count: int) -> str:
        return "".join(f"\\newcommand{{\\a{chr(97 + at % 26) * (at // 26 + 1)}}}{{\\aa}}" for at in range(count))

    one, two = (calls_made(lambda: without_recursion(of(count))) for count in (100, 200))  # noqa: B023
    assert two < 2.2 * one + 100
