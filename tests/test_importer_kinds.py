"""Manuscripts of every kind: what is in them is on the pages, and what is hidden in them is not."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, Manuscript, UnreadableError, import_file, import_text, pandoc
from hedgesite.importer.latex_language import language_of
from hedgesite.importer.word_files import PackError, cleaned
from tests.companions import read, tree, write_files
from tests.manuscripts import in_archive, sections_of

pytestmark = pytest.mark.outside
needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

LISTED = """
# References

Heron, Ada. 2010. *Lakes of the north*. London: Lake Press.

Pike, Eve, and Finn Otter. 2015. *Few shores*. London: Lake Press.
"""


def of(text: str, tmp_path: Path, name: str = "m.md", **beside: str) -> Imported:
    write_files(tmp_path, {name: text, **{key.replace("__", "."): value for key, value in beside.items()}})
    imported = import_file(tmp_path / name, name)
    assert no_errors(imported, tmp_path / "companion") == ""
    return imported


def no_errors(imported: Imported, folder: Path) -> str:
    """The errors of the companion, which should be none."""
    content = write_files(folder / "content", imported.files)
    for name, data in imported.images.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_bytes(data)
    _, report = read(content)
    return as_text(type(report).of(report.errors))


def test_an_opening_without_a_heading_is_the_first_section(tmp_path: Path) -> None:
    head = "---\ntitle: A paper\nauthor:\n- name: A. Example\n  affiliation: A College\n---\n\n"
    text = f"{head}It begins (Heron 2010).[^1]\n\n"
    imported = of(f"{text}# Method\n\nDone <!-- not for print -->so.\n\n[^1]: A note.\n{LISTED}", tmp_path)
    assert list(imported.files)[:2] == ["sections/01-paper.md", "sections/02-method.md"]
    assert "It begins [@heron2010].[^1]" in imported.files["sections/01-paper.md"]
    assert "[^1]: A note." in imported.files["sections/01-paper.md"]
    assert "not for print" not in str(imported.files)
    assert "affiliation: A College" in imported.files["article.yml"]


def test_raised_lowered_and_formulas(tmp_path: Path) -> None:
    text = sections_of(
        of("# S\n\nThe 4^th^ H~2~O, $x^2$, x<sup>3</sup>.\n\n$$\ny = 1\n$$ {#eq:one}\n\nSee @eq:one.\n", tmp_path)
    )
    assert "The 4^th^ H~2~O, $x^2$, x^3^." in text
    assert "$$\ny = 1\n$$ {#eq-one}" in text
    assert "See [](equation:eq-one)." in text


def test_captions_beside_tables_and_images(tmp_path: Path) -> None:
    table = "Table 2 shows it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 1. Rates of the lakes.\n\nNote. Counted.\n"
    text = sections_of(of(f"# S\n\n{table}\n![](map.png)\n\nFigure 1. A map.\n", tmp_path))
    assert "Table: Rates of the lakes. {#table-rates-lakes}\n\nNote: Counted." in text
    assert "![A map.](figures/map.svg)" in text
    assert "Table 2 shows it." in text


@pytest.mark.parametrize("label", ["Figuur 1.", "Obrázek 1:", "Ryc. 1.", "圖 1 "])
def test_captions_lose_their_label_in_every_language_that_they_are_found_in(label: str, tmp_path: Path) -> None:
    assert "![A heron.](figures/" in sections_of(of(f"# S\n\n![](map.png)\n\n{label} A heron.\n", tmp_path))


def test_images_come_from_the_folder_alone(tmp_path: Path) -> None:
    base = tmp_path / "base"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (tmp_path / "secret.svg").write_text(svg, "utf-8")
    base.mkdir()
    (base / "link.svg").symlink_to(tmp_path / "secret.svg")
    images = "".join(
        f"![a]({name})\n\n" for name in ("own.svg", "../secret.svg", "link.svg", "https://example.org/a.svg")
    )
    imported = of(f"# S\n\n{images}", base, own__svg=svg)
    said = as_text(imported.report)
    assert imported.images["figures/own.svg"] == svg.encode()
    assert all(b"Missing image" in data for name, data in imported.images.items() if name != "figures/own.svg")
    assert said.count("lies outside") == 2
    assert "nothing is fetched" in said


def test_what_stands_after_the_references_is_kept(tmp_path: Path) -> None:
    imported = of(f"# S\n\nWet (Heron 2010).\n{LISTED}\n# Appendix A\n\nThe questions.\n", tmp_path)
    assert "appendix: true" in imported.files["sections/02-appendix.md"]
    assert "The questions." in imported.files["sections/02-appendix.md"]
    assert imported.sources == 2


@pytest.mark.parametrize(
    "title",
    [
        "Список использованной литературы и интернет-источников",
        "Referencias bibliográficas y web",
        "Referências",
        "Список литературы",
        "Kaynakça",
        "参考文献",
        "5. Literatura",
        "**Works cited**",
    ],
)
def test_lists_of_references_in_the_languages_of_journals(title: str, tmp_path: Path) -> None:
    heading = title if title.startswith("*") else f"# {title}"
    imported = of(f"# S\n\nWet (Heron 2010).\n\n{heading}\n{LISTED.partition('# References')[2]}", tmp_path)
    assert imported.citations == (1, 1)


NUMBERED = """
# References

1. Heron A. Lakes. J Lakes. 2010;3(2):1-20.
2. Pike E, Otter F. Shores. London: Press; 2015.
3. Reed B. Reeds. Acta. 2011;1:2-3.
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wet [1] and dry [2, 3].", "Wet [@heron2010] and dry [@pike-otter2015; @reed2011]."),
        ("Wet [1–3]. Dry [2].", "Wet [@heron2010; @pike-otter2015; @reed2011]. Dry [@pike-otter2015]."),
        ("Wet [1, p. 4]. Dry [2].", "Wet [@heron2010, p. 4]. Dry [@pike-otter2015]."),
        ("Wet.^1^ Dry.^2,3^", "Wet. [@heron2010] Dry. [@pike-otter2015; @reed2011]"),
        ("Wet (1) and dry (2,3).", "Wet [@heron2010] and dry [@pike-otter2015; @reed2011]."),
        ("Wet [1] and dry [7].", r"Wet [@heron2010] and dry \[7\]."),
    ],
)
def test_numeric_citations(written: str, expected: str, tmp_path: Path) -> None:
    assert expected in sections_of(of(f"# S\n\n{written}\n{NUMBERED}", tmp_path))


def test_notes_that_name_a_title_lead_to_its_source(tmp_path: Path) -> None:
    notes = "[^1]: Ada Heron, *Lakes of the north* (London, 2010), 4.\n\n[^2]: Ibid., 7.\n"
    text = sections_of(of(f"# S\n\nWet.[^1] Dry.[^2]\n\n{notes}{LISTED}", tmp_path))
    assert "[Lakes of the north](source:heron2010)" in text
    assert "[Ibid.](source:heron2010), 7." in text


def test_a_bibliography_of_csl_that_no_header_names_is_read(tmp_path: Path) -> None:
    items = '[{"id": "heron", "type": "book", "title": "Lakes", "author": [{"family": "Heron"}]}]'
    imported = of("# S\n\nWet [@heron].\n", tmp_path, references__json=items)
    assert imported.citations == (1, 1)
    assert "looked up in references.json" in as_text(imported.report)


def test_keys_of_a_bibliography_beside_the_manuscript(tmp_path: Path) -> None:
    head = "---\ntitle: T\nbibliography: [a.bib, ../b.bib]\n---\n\n# S\n\n"
    bib = "@book{heron, author = {Heron, Ada}, title = {Lakes}, year = {2010}}\n@book{unused, title = {X}}\n"
    imported = of(f"{head}Wet [see @heron, p. 4; @lost]. So @heron says.\n", tmp_path, a__bib=bib)
    assert "Wet [see @heron, p. 4] [(lost)]{.unresolved}. So @heron says." in sections_of(imported)
    assert "unused" not in imported.files["references.bib"]
    assert "'../b.bib' is not read" in as_text(imported.report)
    assert imported.citations == (3, 2)


@pytest.mark.parametrize(
    ("name", "fence"), [("m.Rmd", "```{r cars, fig.cap='The cars'}"), ("m.qmd", "```{python}\n#| fig-cap: The cars")]
)
def test_chunks_are_left_out_and_counted(name: str, fence: str, tmp_path: Path) -> None:
    imported = of(f"# S\n\nWet.\n\n{fence}\nplot(cars)\n```\n\n::: {{.note}}\nDry.\n:::\n", tmp_path, name)
    assert "plot(cars)" not in sections_of(imported)
    assert "![The cars](figures/" in sections_of(imported)
    assert ":::" not in sections_of(imported)
    assert "1 chunks of" in as_text(imported.report)


def test_jupytext_and_plain_text(tmp_path: Path) -> None:
    script = "# %% [markdown]\n# # A title\n#\n# Words of the text.\n\n# %%\nprint('code')\n"
    text = sections_of(of(script, tmp_path, "m.py"))
    assert "Words of the text." in text
    assert "print" not in text
    plain = sections_of(of("THE LAKES\n\nIt is * wet\nhere_and there.\n", tmp_path / "b", "m.txt"))
    assert r"It is \* wet here_and there." in plain


def test_tables_of_other_shapes(tmp_path: Path) -> None:
    simple = "Right   Left\n-----   ----\n12      a\n123     b\n"
    grid = "+---+---+\n| x | y |\n+===+===+\n| 1 | 2 |\n+---+---+\n"
    html = "<table><tr><td>p</td><td>q|</td></tr><tr><td>r</td><td>s</td></tr></table>\n"
    text = sections_of(of(f"# S\n\n{simple}\n{grid}\n{html}", tmp_path))
    for row in ("| Right | Left |", "| 123 | b |", "| x | y |", "| 1 | 2 |", "| p | q\\\\\\| |", "| r | s |"):
        assert row.replace("\\\\\\|", "\\\\\\|") in text or row.replace("\\\\\\|", "\\|") in text


JATS = """<!DOCTYPE article PUBLIC "x" "y.dtd"><article xml:lang="pt"><front><article-meta>
<article-id pub-id-type="doi">10.1234/x</article-id>
<title-group><article-title>T</article-title></title-group>
</article-meta>
</front>
<body><p>Opening&nbsp;words <xref ref-type="fig" rid="f1">Fig. 1</xref>.</p>
<sec id="s"><title>One</title>
<p>So (<xref ref-type="bibr" rid="B1">Silva, 2010</xref>;

<xref ref-type="bibr" rid="B2">Lee 2011</xref>, p. 4) and Silva (<xref ref-type="bibr" rid="B1">2010</xref>).<sup><xref
ref-type="fn" rid="n">1</xref>
</sup>
Raised.<sup><xref ref-type="bibr" rid="B1">1</xref>
</sup></p>
<fig id="f1"><label>Figure 1</label><caption><p>A map.</p>
</caption>
<graphic xlink:href="map"/></fig>
<table-wrap id="t1"><caption><title>Rates</title>
</caption>
<table><thead><tr><th rowspan="2">a</th>
<th colspan="2">b</th>
</tr>
<tr><th>c</th>
<th>d</th>
</tr>
</thead>
<tbody><tr><td>1</td>
<td>2</td>
<td>3</td>
</tr>
</tbody>
</table>
<table-wrap-foot><p>Counted.</p>
</table-wrap-foot></table-wrap>
<verse-group><verse-line>One line</verse-line><verse-line>Another</verse-line></verse-group></sec>
</body>
<back><app-group><app><title>Questions</title>
<p>What?</p>
</app>
</app-group><fn-group><fn id="n"><p>The note.</p>
</fn>
<fn id="u"><p>Never called.</p>
</fn>
</fn-group>
<ref-list><ref id="B1"><mixed-citation>SILVA, Ana. O lago.</mixed-citation>
<element-citation publication-type="book"><person-group><name><surname>Silva</surname>
<given-names>Ana</given-names></name>
</person-group><source>O lago</source><year>2010</year></element-citation></ref>
<ref id="B2"><mixed-citation>Lee, N. 2011. Shores.</mixed-citation>
</ref>
</ref-list></back>
<sub-article article-type="translation" xml:lang="en"><front-stub><title-group><article-title>In
English</article-title></title-group>
</front-stub>
<body><sec><title>First</title>
<p>Translated <xref ref-type="bibr" rid="B1">1</xref>.</p>
</sec>
</body>
</sub-article></article>""".replace("<article ", '<article xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)


def test_jats_is_kept_whole(tmp_path: Path) -> None:
    imported = of(JATS, tmp_path, "a.xml")
    text = sections_of(imported)
    assert "Opening\u00a0words [Fig. 1](figure:f1)." in text
    assert "So [@silva2010; @lee2011, p. 4] and Silva [-@silva2010].[^n]" in text
    assert "Raised. [@silva2010]" in text
    assert "| a | b – c | d |" in text
    assert "Note: Counted." in text
    assert "| One line\n| Another" in text
    for words in (
        "[^n]: The note.",
        "Never called.",
        "What?",
        "title: In English",
        "language: en",
        "Translated [@silva2010]",
    ):
        assert words in text
    assert "appendix: true" in text
    assert (
        "title        = {O lago}" in imported.files["references.bib"] or "{O lago}" in imported.files["references.bib"]
    )
    assert "doi: 10.1234/x" in imported.files["article.yml"]
    assert imported.citations == (5, 5)


LATEX = r"""\documentclass{article}\title{T}\author{Ada Heron}\begin{document}\maketitle
\section{One}\label{one} Wet \citep[see][4]{a,b}, and \citet{a} says;
Figure~\ref{f}, Section~\ref{two}.\footnote{A note \cite{b}.}
\begin{equation}\label{e} x = 1 \end{equation}
\begin{figure}\includegraphics{map}\caption{A map}\label{f}\end{figure}
\strangecommand{kept words}
\input{two}
\appendix
\section{More} Words.
\begin{thebibliography}{9}\bibitem{a} Heron, Ada. 2010. \emph{Lakes}. London: Press.
\bibitem[B(2)]{b} Pike, Eve. 2015. \emph{Shores}. London: Press.\end{thebibliography}
\end{document}
"""


@needs_pandoc
@needs_pandoc
def test_a_formula_that_is_empty_takes_no_other_along(tmp_path: Path) -> None:
    formula = '<disp-formula id="e1"><math><mi>a</mi><mo>=</mo><mn>2</mn></math></disp-formula>'
    empty = "<inline-formula><math></math></inline-formula>"
    text = JATS.replace("<p>Translated ", f"<p>{empty} {formula} Translated ")
    assert "$$\na = 2\n$$" in sections_of(of(text, tmp_path, "a.xml"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('at<ext-link xlink:href="https://example.org/a">the lake</ext-link>', "at [the lake](https://example.org/a)"),
        ('So;<xref ref-type="bibr" rid="B1"> Silva 2010</xref>.', "So; @silva2010."),
        ('水<ext-link xlink:href="https://example.org/a">湖</ext-link>', "水[湖](https://example.org/a)"),
        ('x<xref ref-type="sec" rid="s9">2</xref>', "x2"),
    ],
)
def test_words_that_touch_a_link_stand_apart_from_it(written: str, read: str, tmp_path: Path) -> None:
    text = JATS.replace("<p>Translated ", f"<p>{written} Translated ")
    assert read in sections_of(of(text, tmp_path, "a.xml"))


def test_latex_is_kept_whole(tmp_path: Path) -> None:
    imported = of(LATEX, tmp_path, "a.tex", two__tex="\\section{Two}\\label{two} Words of two.")
    text = sections_of(imported)
    assert "Wet [see @heron2010; @pike2015, 4], and @heron2010 says; Figure" in text
    assert "[1](figure:f)" in text
    assert "(section:two)" in text
    assert "[^1]: A note [@pike2015]." in text
    assert "{#e}" in text
    assert "kept words" in text
    assert "Words of two." in text
    assert "appendix: true" in imported.files["sections/03-more.md"]
    assert imported.citations == (4, 4)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret words</w:t></w:r>"
DELETED = "<w:del w:id='1'><w:r><w:delText>Deleted words</w:delText></w:r></w:del>"


@needs_pandoc
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_what_a_document_hides_is_written_nowhere(ending: str, tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(f"# One\n\nOpen words (Heron 2010).\n{LISTED}", "utf-8")
    path = tmp_path / f"a.{ending}"
    subprocess.run([str(pandoc()), str(source), "-o", str(path)], check=True)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    note = b"<office:annotation><text:p>Secret words</text:p></office:annotation>"
    if ending == "docx":
        members["word/document.xml"] = members["word/document.xml"].replace(
            b"</w:p>", f"{HIDDEN}{DELETED}</w:p>".encode(), 2
        )
    else:
        members["content.xml"] = members["content.xml"].replace(b"Open", note + b"Open")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    imported = import_file(path, path.name)
    write_files(tmp_path / "out", imported.files)
    written = b"".join(tree(tmp_path / "out").values())
    assert b"Open words [@heron2010]" in written
    assert b"Secret" not in written
    assert b"Deleted" not in written
    said = as_text(imported.report)
    assert "left out: " in said
    assert "; nothing is to be done, unless readers should see it" in said


DELETED_END = "<w:pPr><w:rPr><w:del w:id='7' w:author='A'/></w:rPr></w:pPr>"
RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


@needs_pandoc
def test_a_deleted_end_of_a_paragraph_takes_no_words_along(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n\nMARK\n", "utf-8")
    path = tmp_path / "a.docx"
    subprocess.run([str(pandoc()), str(tmp_path / "a.md"), "-o", str(path)], check=True)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    first = (
        f"<w:p>{DELETED_END}{RUN.format('First words. ')}</w:p><w:p>{RUN.format('Kept words.')}<w:r/>{DELETED}</w:p>"
    )
    document = members["word/document.xml"].decode()
    begin = document.rindex("<w:p>", 0, document.index("MARK"))
    end = document.index("</w:p>", begin) + len("</w:p>")
    members["word/document.xml"] = f"{document[:begin]}{first}{document[end:]}".encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    section = import_file(path, path.name).files["sections/01-one.md"]
    assert "First words." in section
    assert "Kept words." in section
    assert "Deleted" not in section


@needs_pandoc
def test_a_broken_part_beside_the_text_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# One\n\nOpen words.\n", "utf-8")
    path = tmp_path / "a.docx"
    subprocess.run([str(pandoc()), str(tmp_path / "a.md"), "-o", str(path)], check=True)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/header2.xml", "<w:hdr>no XML & more")
        archive.writestr("program/own.xml", "none")
    imported = import_file(path, path.name)
    assert "Open words." in imported.files["sections/01-one.md"]
    assert "2 broken headers, footers or settings" in as_text(imported.report)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no archive", "is no document"),
        (in_archive(word__document_xml="<a>" * 500), "nested more than 400 deep"),
        (in_archive(word__document_xml='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "declares the entity"),
        (in_archive(**{f"m{number}": "" for number in range(10_001)}), "more than 10000 members"),
        (in_archive(word__document_xml="<a"), "that is not XML"),
    ],
)
def test_archives_are_looked_at_before_pandoc_sees_them(data: bytes, said: str) -> None:
    from collections import Counter

    with pytest.raises(PackError, match=said):
        cleaned(data, Counter())


def test_an_archive_that_unpacks_without_bound_is_refused(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (201 * 1024 * 1024))
    (tmp_path / "a.docx").write_bytes(written.getvalue())
    with pytest.raises(UnreadableError, match="200 MiB unpacked"):
        import_file(tmp_path / "a.docx", "a.docx")


def test_encodings_and_control_characters(tmp_path: Path) -> None:
    for name, data in (
        ("a.md", "# Ä\n\nÖde".encode("cp1252")),
        ("b.md", "\ufeff# Ä\n\nÖde".encode("utf-16")),
        ("c.md", b"# \xc3\x84\r\n\r\n\xc3\x96d\x01e"),
    ):
        (tmp_path / name).write_bytes(data)
        text = sections_of(import_file(tmp_path / name, name)).replace("Öd e", "Öde")
        assert "title: Ä" in text
        assert "Öde" in text


@pytest.mark.parametrize(
    "author",
    ["A. Example", "[A. Example, B. Other]", "[{name: A. Example}]", "{name: A. Example}",
     "[{given: A., family: Example}]", "[A: {institute: x}]", "[{name: {given: A., family: Example}}]",
     "A. Example and B. Other",
     "[{name: A. Example, affiliation: [{name: X}, {ref: y}]}]", "3", "null", "[[a]]"],
)  # fmt: skip
def test_author_blocks_of_every_shape(author: str, tmp_path: Path) -> None:
    of(f"---\ntitle: T\nauthor: {author}\n---\n\n# S\n\nWet.\n", tmp_path)


def test_unknown_words_become_no_author() -> None:
    imported = import_text(
        Manuscript(
            "m.md", "# T\n\nAda Heron^1^ and Bo Pike^2^\n\n^1^ University of X\n\n^2^ College of Y\n\n## S\n\nWet.\n"
        )
    )
    assert "family: Heron\n  affiliation: University of X\n" in imported.files["article.yml"]
    assert "family: Pike\n  affiliation: College of Y\n" in imported.files["article.yml"]


@pytest.mark.parametrize(
    ("head", "language"),
    [
        (r"\documentclass{article}\usepackage[english,ngerman]{babel}", "de"),
        (r"\documentclass{article}\usepackage[main=french,english]{babel}", "fr"),
        (r"\documentclass[a4paper,spanish]{article}\usepackage{csquotes,babel}", "es"),
        (r"\documentclass[ngerman]{scrartcl}", ""),
        (r"\documentclass{article}\usepackage{polyglossia}\setmainlanguage[variant=swiss]{german}", "de"),
        (r"\documentclass{article}\usepackage[ngerman]{betababel}", "de"),
        (r"\documentclass[12pt]{article}\usepackage{babel}", ""),
        (r"\documentclass{article}\usepackage[english,UKenglish]{babel}", "en"),
        (r"\documentclass{article}\usepackage{polyglossia}\setmainlanguage{kazakh}", "kk"),
    ],
)
def test_the_language_of_latex_is_what_babel_is_told(head: str, language: str) -> None:
    assert language_of(head) == language


@pytest.mark.parametrize(
    ("caption", "left"),
    [
        ("Табела 3.1. Одговори", "Одговори"),
        ("Табела 3. 3. 1. Одговори", "Одговори"),
        ("Table 3. 12 lakes", "12 lakes"),
        ("Tabelle 2: Seen", "Seen"),
    ],
)
def test_numbers_of_captions_are_left_to_pages(caption: str, left: str) -> None:
    from hedgesite.importer.display_labels import TABLE_LABEL, without_label
    from hedgesite.importer.tree import Text

    assert without_label((Text(caption),), TABLE_LABEL) == (Text(left),)


def test_parts_of_a_document_may_be_empty() -> None:
    from collections import Counter

    data, _ = cleaned(in_archive(word__document_xml="<a/>", empty__part_xml=""), Counter())
    assert b"empty/part.xml" in data


def test_text_hidden_by_its_style_is_written_nowhere() -> None:
    from collections import Counter

    styles = (
        '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="More"><w:basedOn w:val="Secret"/></w:style>'
        '<w:style w:type="character" w:styleId="Dim"><w:rPr><w:vanish w:val="1"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plain"/></w:styles>'
    )
    shown, dim = '<w:rPr><w:vanish w:val="0"/></w:rPr>', '<w:rPr><w:rStyle w:val="Dim"/></w:rPr>'

    def paragraph(style: str, *runs: tuple[str, str]) -> str:
        own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{own}{''.join(f'<w:r>{look}<w:t>{word}</w:t></w:r>' for look, word in runs)}</w:p>"

    paragraphs = (
        paragraph("Secret", ("", "one"), (shown, "two")),
        paragraph("More", ("", "three")),
        paragraph("", ("", "four"), (dim, "five")),
        paragraph("Plain", ("", "six")),
    )
    document = f'<w:document xmlns:w="w">{"".join(paragraphs)}</w:document>'
    left_out: Counter[str] = Counter()
    data, _ = cleaned(in_archive(word__document_xml=document, word__styles_xml=styles), left_out)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert [word for word in ("one", "two", "three", "four", "five", "six") if word in text] == ["two", "four", "six"]
    assert left_out["hidden text"] == 3


@needs_pandoc
def test_commands_of_citing_that_pandoc_drops(tmp_path: Path) -> None:
    (tmp_path / "some.bib").write_text(
        "@book{a, author={Heron, Ada}, title={Lakes}, year=2010}\n"
        "@book{b, author={Otter, Bo}, title={Shores}, year=2011}\n"
    )
    # The list of biblatex is no list of entries, so the bibliography beside the manuscript is read.
    (tmp_path / "m.bbl").write_text("\\begin{refsection}\\entry{a}{book}{}\\endentry\\end{refsection}\n")
    path = tmp_path / "m.tex"
    path.write_text(
        "\\documentclass{article}\\title{T}\\bib{some}\\newcommand{\\mycite}[1]{\\cite{#1}}\n\\begin{document}\n"
        "\\section{S}\nOne \\citetitle{a} two \\fullcite[3]{a} three\\footfullcite{a} four \\Citet{b} five "
        "\\volcite{2}[33]{a} six \\citetext{see \\citealp{a}} seven \\citefield{b}{title} eight \\notecite{b} nine "
        "\\citeauthor*{a} ten \\mycite{b}.\n\\end{document}\n",
        "utf-8",
    )
    imported = import_file(path, "m.tex")
    text = sections_of(imported)
    assert (
        "One *Lakes* [@a] two [@a, 3] three[^1] four @b five [@a, 2, 33] six [see @a] seven *Shores* [@b] "
        "eight [@b] nine [Heron](source:a) ten [@b]."
    ) in text
    assert "[^1]: [@a]." in text
    assert imported.citations == (10, 10)
    assert "its keys are looked up in some.bib" in as_text(imported.report)


@needs_pandoc
def test_fields_of_zotero_in_an_odt_are_citations(tmp_path: Path) -> None:
    import json
    from html import escape

    source = tmp_path / "a.md"
    source.write_text("# One\n\nWet STARTHeron, 2010END so.[^1]\n\n[^1]: See START2END.\n", "utf-8")
    path = tmp_path / "a.odt"
    subprocess.run([str(pandoc()), str(source), "-o", str(path)], check=True)
    item = {
        "id": 7,
        "itemData": {
            "id": 7, "type": "book", "title": "Lakes", "author": [{"family": "Heron", "given": "Ada"}],
            "issued": {"date-parts": [["2010"]]},
        },
        "locator": "3",
    }  # fmt: skip
    name = escape("ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [item]}) + " RND1")
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    content = members["content.xml"].decode()
    content = content.replace("START", f'<text:reference-mark-start text:name="{name}"/>')
    members["content.xml"] = content.replace("END", f'<text:reference-mark-end text:name="{name}"/>').encode()
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in members.items():
            archive.writestr(each, data)
    imported = import_file(path, path.name)
    text = sections_of(imported)
    assert "Wet [@heron2010, 3] so.[^1]" in text
    assert "[^1]: See [@heron2010, 3]." in text
    assert imported.citations == (2, 2)
    assert imported.files["references.bib"].count("@book") == 1


def test_a_list_of_references_may_be_set_as_quotations(tmp_path: Path) -> None:
    quoted = LISTED.replace("\n\nHeron", "\n\n> Heron")
    assert quoted != LISTED
    assert of(f"# S\n\nWet (Heron 2010).\n{quoted}", tmp_path).citations == (1, 1)


def test_abstracts_in_other_languages_after_the_text(tmp_path: Path) -> None:
    late = "\n# Summary\n\nThe lake is wet.\n\n**Keywords:** lake; wet\n\n# Резюме\n\nОзеро мокрое.\n"
    path = tmp_path / "m.md"
    path.write_text(
        f"---\ntitle: T\nlang: sr\nabstract: C.\n---\n\n# S\n\nMokro (Heron 2010).\n{LISTED}{late}", "utf-8"
    )
    imported = import_file(path, "m.md")
    assert "# S" not in sections_of(imported)
    assert imported.sections == 1
    article = imported.files["article.yml"]
    assert "en:\n    title: T\n    abstract: The lake is wet.\n    keywords:\n    - lake\n    - wet" in article
    assert "ru:\n    title: T\n    abstract: Озеро мокрое." in article
    path.write_text(path.read_text("utf-8").replace("lang: sr", "lang: en"), "utf-8")
    assert "Summary" in sections_of(import_file(path, "m.md"))


def test_a_name_without_letters_is_no_author(tmp_path: Path) -> None:
    nobody = "<contrib-group><contrib><name><surname/><given-names/></name></contrib></contrib-group></article-meta>"
    imported = of(JATS.replace("</article-meta>", nobody), tmp_path, "m.xml")
    assert imported.author == "Unknown"
    assert "the manuscript's head gives no authors" in as_text(imported.report)


def test_findings_show_no_placeholder(tmp_path: Path) -> None:
    linked = '(<xref ref-type="bibr" rid="B1">2010</xref>)'
    assert linked in JATS
    text = JATS.replace(linked, '<xref ref-type="bibr" rid="B2">Lee (2011)</xref>; Silva (2013)')
    assert "'…; Silva (2013)' gives a year" in as_text(of(text, tmp_path, "m.xml").report)


def test_tables_and_captions_after_the_references_are_kept(tmp_path: Path) -> None:
    after = (
        "\nFigure captions:\n\nFig. 1. Shores by depth, 2010.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 1. Rates.\n"
    )
    imported = of(f"# S\n\nText (Heron 2010).\n{LISTED}{after}", tmp_path)
    last = list(imported.files.values())[1]
    assert "title: Figure captions" in last
    assert "Fig. 1. Shores by depth, 2010." in last
    assert "| 1 | 2 |" in last
    assert imported.files["references.bib"].count("@") == 2


def test_tables_of_a_list_follow_it(tmp_path: Path) -> None:
    text = "# S\n\n- One.\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n\n- Two.\n"
    written = sections_of(of(text, tmp_path))
    assert "| 1 | 2 |" in written
    assert written.index("Two.") < written.index("| 1 | 2 |")


def test_bare_numbers_of_a_list_are_known_by_their_order(tmp_path: Path) -> None:
    entries = ("1 Marsh A. Lakes of mud. Water 2001;3:4–9.", "2 R Core Team. R. 2023.", "3 van Reed B. Shores. 2003.")
    text = sections_of(
        of("# S\n\nLakes [1], data [2] and shores [3].\n\n# References\n\n" + "\n\n".join(entries), tmp_path)
    )
    assert text.count("[@") == 3
