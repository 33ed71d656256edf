"""Manuscripts into companions: whole ones, exactly; and what must hold of any."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.cli import main
from hedgesite.diagnostics import Rule, as_text
from hedgesite.importer import Imported, Manuscript, UnreadableError, import_file, import_text, pandoc, pandoc_json
from tests.companions import read, tree, write_files

pytestmark = pytest.mark.outside

CASES = Path(__file__).parent / "cases" / "manuscript"
LAKE = CASES / "lake.md"
RULES = sorted((CASES / "rules").glob("*.md"))
needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

CITATION = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
ID_LINE = re.compile(r"^\{#[a-z0-9-]+\}\n", re.MULTILINE)


def lake() -> Imported:
    return import_text(Manuscript("lake.md", LAKE.read_text("utf-8")))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], catch_exceptions=False)


def bodies(imported: Imported) -> str:
    """The sections without front matter and ids."""
    sections = (text for path, text in sorted(imported.files.items()) if path.startswith("sections/"))
    return "\n".join(ID_LINE.sub("", text.split("---\n", 2)[2]) for text in sections)


def test_lake_is_exact(update_cases: bool) -> None:
    imported = lake()
    expected = CASES / "lake"
    actual = {**imported.files, "report.txt": as_text(imported.report) + "\n"}
    if update_cases:
        write_files(expected, actual)
    assert {path: text.decode() for path, text in tree(expected).items()} == actual
    assert imported.citations == (21, 18)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_report_is_exact(path: Path, update_cases: bool) -> None:
    report = as_text(import_text(Manuscript(path.name, path.read_text("utf-8"))).report) + "\n"
    expected = path.with_suffix(".txt")
    if update_cases:
        expected.write_text(report, "utf-8")
    assert expected.read_text("utf-8") == report
    assert f": {path.stem}: " in report


def test_every_rule_has_a_case() -> None:
    rules = {rule.id for rule in Rule if rule.id.startswith("import-")}
    assert rules == {path.stem for path in RULES} | {Rule.IMPORT_MANUSCRIPT.id}


def test_result_is_a_companion_without_errors(tmp_path: Path) -> None:
    library, report = read(write_files(tmp_path / "content", lake().files))
    assert as_text(type(report).of(report.errors)) == ""
    assert [section.id for section in library.sections] == ["introduction", "rules", "lake-itself"]
    assert {finding.rule for finding in report.warnings} <= {Rule.SOURCE_UNCITED, Rule.BIB_MISSING_FIELD}


def test_no_word_is_lost() -> None:
    """Every word of the text stands in a section, in its order, but for those of citations."""
    text = LAKE.read_text("utf-8")
    body = text[text.index("Lakes are shared") : text.index("**Acknowledgement")]
    body = " ".join(re.sub(r"^#+ .*$", " ", body, flags=re.MULTILINE).replace("*", "").split())
    for bracket in lake().brackets:
        body = body.replace(" ".join(bracket.written.split()), " ")
    written = Counter(words(CITATION.sub(" ", bodies(lake()))))
    assert Counter(words(body)) - written == Counter()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"</?sup>", "", text))


def test_brackets_keep_the_words_around_their_citations() -> None:
    for bracket in lake().brackets:
        outside = CITATION.sub(" ", bracket.replacement)
        assert re.search(r"\b\d{4}|n\.d\.|[Ii]bid", bracket.written)
        assert [word for word in words(outside) if word not in words(bracket.written)] == []


def test_passage_ids_are_unique_and_made_of_words() -> None:
    text = "# T\n\n## All\n\n" + "The lake is wet.\n\n" * 3 + "## Lake wet\n\n2010.\n\n…\n\nОзеро је мокро.\n"
    ids = re.findall(r"\{#([^}]+)\}", "".join(import_text(Manuscript("m.md", text)).files.values()))
    assert ids == ["lake-wet-2", "lake-wet-3", "lake-wet-4", "2010", "passage", "ozero-je-mokro"]


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "---\n", "---\ntitle: [\n---\n", "# ", "## References\n", "plain", "- a\n\n- b", "[^1]", "[a]: b",
        "\x00", "(2010", "<sup>1</sup> x",
    ],
)  # fmt: skip
def test_any_text_makes_a_companion(text: str, tmp_path: Path) -> None:
    imported = import_text(Manuscript("m.md", text))
    _, report = read(write_files(tmp_path / "content", imported.files))
    assert report.errors == ()


def test_notes_numbered_anew_on_every_page_find_their_calls() -> None:
    text = (
        "# T\n\n## A\n\nOne.<sup>1</sup>\n\n<sup>1</sup> First.\n\n## B\n\nTwo.<sup>1</sup>\n\n<sup>1</sup> Second.\n"
    )
    imported = import_text(Manuscript("m.md", text))
    assert imported.files["sections/01-a.md"].endswith("One.[^1]\n\n[^1]: First.\n")
    assert imported.files["sections/02-b.md"].endswith("Two.[^1]\n\n[^1]: Second.\n")


def test_two_notes_of_one_number_in_one_section_get_labels_of_their_own() -> None:
    text = "# T\n\n## A\n\nOne.<sup>1</sup>\n\n<sup>1</sup> First.\n\nTwo.<sup>1</sup>\n\n<sup>1</sup> Second.\n"
    section = import_text(Manuscript("m.md", text)).files["sections/01-a.md"]
    assert "One.[^1]" in section
    assert "Two.[^1-2]" in section
    assert section.endswith("[^1]: First.\n\n[^1-2]: Second.\n")


def test_links_have_their_targets() -> None:
    text = "# T\n\n## A\n\nSee [the map][m].\n\n## B\n\nWet.\n\n[m]: https://example.org/map\n"
    imported = import_text(Manuscript("m.md", text))
    assert imported.files["sections/01-a.md"].endswith("See [the map](https://example.org/map).\n")


def test_command_makes_a_companion_that_builds(tmp_path: Path) -> None:
    (tmp_path / "lake.md").write_text(LAKE.read_text("utf-8"), "utf-8")
    result = run(str(tmp_path / "lake.md"), str(tmp_path / "new"))
    assert result.exit_code == 0
    assert "lake.md:33:68: import-citation: '(Heron 2031)'" in result.output
    assert re.search(r"citations +18 of 21", result.output)
    written = tree(tmp_path / "new")
    assert {"mkdocs.yml", "content/article.yml", *(f"content/{name}" for name in lake().files)} <= set(written)
    assert b"draft: true\n" in written["content/article.yml"]
    built = CliRunner().invoke(main, ["build", "-f", str(tmp_path / "new/mkdocs.yml")], catch_exceptions=False)
    assert built.exit_code == 0


def test_into_writes_the_content_alone(tmp_path: Path) -> None:
    assert run(str(LAKE), "--into", str(tmp_path / "content")).exit_code == 0
    assert set(tree(tmp_path / "content")) == set(lake().files)
    assert run(str(LAKE)).exit_code == 2
    assert run(str(LAKE), str(tmp_path / "a"), "--into", str(tmp_path / "b")).exit_code == 2


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("Mine.", "utf-8")
    result = run(str(LAKE), "--into", str(tmp_path))
    assert result.exit_code == 2
    assert "is not empty: it contains mine.md, and nothing is overwritten" in result.output
    assert set(tree(tmp_path)) == {"mine.md"}
    assert run(str(LAKE), "--into", str(tmp_path / "mine.md")).exit_code == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("absent.md", None, "cannot be read"),
        ("lake.pages", b"", "is of no kind that is read"),
        ("lake.xml", b"<article>", "is not XML"),
    ],
)
def test_unreadable_manuscripts(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run(str(tmp_path / name), "--into", str(tmp_path / "new"))
    assert result.exit_code == 1
    assert f"{name}:1:1: import-manuscript: " in result.output or "import-manuscript" in result.output
    assert said in result.output
    assert not (tmp_path / "new").exists()


def test_without_pandoc_a_document_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc_json, "pandoc", lambda: None)
    (tmp_path / "lake.tex").write_text("Lake", "utf-8")
    with pytest.raises(UnreadableError, match=r'python -m pip install "hedgesite\[import\]"'):
        import_file(tmp_path / "lake.tex", "lake.tex")


LATEX = r"""\documentclass{article}
\title{Sharing a Lake}\author{Ada Heron \and Ben Reed}
\begin{document}\maketitle
\begin{abstract}An abstract.\end{abstract}
\section{Introduction}\label{intro}
Lakes are wet (Heron 2010, 4).\footnote{So says Heron (2010).} See section~\ref{intro}.
\section{References}
Heron, Ada. 2010. \emph{Lakes}. London: Lake Press.
\end{document}
"""

JATS = """<article><front><article-meta><title-group><article-title>Sharing a Lake</article-title></title-group>
<contrib-group><contrib><name><surname>Heron</surname><given-names>Ada</given-names></name></contrib></contrib-group>
<abstract><p>An abstract.</p></abstract></article-meta></front>
<body><sec><title>Introduction</title><p>Lakes are wet (<xref ref-type="bibr" rid="b1">Heron 2010</xref>, 4).<xref
ref-type="fn" rid="f1">1</xref> Shores (<xref ref-type="bibr" rid="b2">Pike and Otter 2015</xref>) are dry.</p></sec>
</body>
<back><fn-group><fn id="f1"><p>So says Heron (2010).</p></fn></fn-group><ref-list><title>References</title>
<ref id="b1"><mixed-citation>Heron, Ada. 2010. <italic>Lakes</italic>. London: Lake Press.</mixed-citation></ref>
<ref id="b2"><element-citation><person-group><name><surname>Pike</surname><given-names>Eve</given-names></name><name>
<surname>Otter</surname><given-names>Finn</given-names></name></person-group><year>2015</year>
<article-title>Few</article-title><source>Shore</source><volume>9</volume><issue>1</issue><fpage>10</fpage>
<lpage>20</lpage><pub-id pub-id-type="doi">10.1234/few</pub-id></element-citation></ref></ref-list></back></article>
"""


@needs_pandoc
@pytest.mark.parametrize("ending", ["tex", "docx", "xml"])
def test_converted_manuscripts(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"lake.{ending}"
    path.write_text(JATS if ending == "xml" else LATEX, "utf-8")
    if ending == "docx":
        source = tmp_path / "lake.tex"
        source.write_text(LATEX, "utf-8")
        subprocess.run([str(pandoc()), str(source), "-o", str(path)], check=True)
    imported = import_file(path, path.name)
    section = imported.files["sections/01-introduction.md"]
    label = "f1" if ending == "xml" else "1"
    assert f"Lakes are wet [@heron2010, 4].[^{label}]" in section
    assert f"[^{label}]: So says Heron [-@heron2010]." in section
    assert "](#" not in section
    assert "@book{heron2010," in imported.files["references.bib"]
    assert ("[@pike-otter2015]" in section) is (ending == "xml")
    assert [finding.rule for finding in imported.report.diagnostics] == [Rule.IMPORT_HEAD]
    library, report = read(write_files(tmp_path / "content", imported.files))
    assert report.diagnostics == ()
    assert library.article.authors[0].name == "Ada Heron"


@needs_pandoc
def test_pandoc_refuses_what_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "lake.docx").write_bytes(b"no archive")
    with pytest.raises(UnreadableError, match=r"'lake\.docx' is no document"):
        import_file(tmp_path / "lake.docx", "lake.docx")


def test_other_commands_do_not_pay_for_it() -> None:
    code = "import sys, hedgesite.cli.build; sys.exit(any('manuscript' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
