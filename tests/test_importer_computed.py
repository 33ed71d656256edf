"""Manuscripts that compute: captions and values of code are marked, and unknown keys stop no build."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, import_file, pandoc
from hedgesite.importer.companion import import_document
from hedgesite.importer.document import Document
from hedgesite.importer.places import Places
from hedgesite.importer.tree import Call, Heading, Para, Text
from tests.companions import read, write_files

pytestmark = pytest.mark.outside
needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")

HEAD = "---\ntitle: T\nauthor: A B\n"


def of(text: str, folder: Path, name: str = "m.Rmd") -> Imported:
    write_files(folder, {name: text})
    imported = import_file(folder / name, name)
    content = write_files(folder / "companion" / "content", imported.files)
    for path, data in imported.images.items():
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_bytes(data)
    _, report = read(content)
    assert as_text(type(report).of(report.errors)) == ""
    return imported


def told(imported: Imported) -> str:
    return as_text(imported.report)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("{r}", '#| label: tbl-lakes\n#| tbl-cap: "The lakes of $n$ shores."\nx'),
        ("{r tbl-lakes, tab.cap='The lakes of $n$ shores.'}", "x"),
        ("{r tbl-lakes}", 'knitr::kable(\n  d[, 1:2],\n  caption = "The lakes of $n$ shores."\n)'),
        ("{r tbl-lakes}", 'd %>% apa_table(caption = "The lakes of $n$ shores.")'),
    ],
)
def test_captions_of_computed_tables_stay(head: str, code: str, tmp_path: Path) -> None:
    imported = of(f"{HEAD}---\n\n# S\n\nSee @tbl-lakes.\n\n```{head}\n{code}\n```\n", tmp_path)
    text = imported.files["sections/01-s.md"]
    assert "| […]{.unresolved} |\n| --- |\n\nTable: The lakes of $n$ shores. {#tbl-lakes}" in text
    assert "See [](table:tbl-lakes)." in text
    assert "1 chunks of r" in told(imported)


def test_computed_captions_are_marked_and_lists_keep_their_chunks_out(tmp_path: Path) -> None:
    imported = of(
        f"{HEAD}---\n\n# S\n\n```{{r map, fig.cap = paste('A', n)}}\nplot(x)\n```\n\n- One\n\n  ```{{r}}\n  y\n  ```\n",
        tmp_path,
    )
    text = imported.files["sections/01-s.md"]
    assert "![[…]{.unresolved}](figures/" in text
    assert "{r}" not in text
    assert "2 chunks of r" in told(imported)


def test_values_that_code_computes_are_marked(tmp_path: Path) -> None:
    imported = of(
        f"{HEAD}abstract: |\n  We saw `r nrow(d)` lakes.\n---\n\n# S\n\n"
        "`r n` lakes, `{python} k` rivers, `mean(x)`.\n"
        "\n```{r}\nn\n```\n",
        tmp_path,
    )
    text = imported.files["sections/01-s.md"]
    assert "{#lakes-rivers-mean-x}\n[n]{.unresolved} lakes, [k]{.unresolved} rivers, `mean(x)`." in text
    assert "abstract: We saw [nrow\\(d\\)]{.unresolved} lakes." in imported.files["article.yml"]
    assert "3 values that code computes" in told(imported)


def test_code_in_other_markdown_is_no_value(tmp_path: Path) -> None:
    text = of(f"{HEAD}---\n\n# S\n\nIn `r = 3` we say so.\n", tmp_path, "m.md").files["sections/01-s.md"]
    assert "In `r = 3` we say so." in text


def test_abstracts_of_headers_are_read_as_the_text_is(tmp_path: Path) -> None:
    imported = of(
        f"{HEAD}abstract: |\n  Wet [@lost] and \\emph{{dry}}^[As @gone says.].\n\n  - One\n  - Two\n---\n\n# S\n",
        tmp_path,
        "m.md",
    )
    article = imported.files["article.yml"]
    assert "Wet [(lost)]{.unresolved} and *dry* (As (gone) says.)." in article
    assert "- One\n\n" in article
    assert "no source has the key 'lost'" in told(imported)


def test_unknown_keys_beside_the_text_stop_no_build(tmp_path: Path) -> None:
    imported = of(
        f"{HEAD}---\n\n# S\n\nWet [@heron; @lost], [@lost].\n\n# References\n\nNo entry, but see [@lost] and @gone.\n",
        tmp_path,
        "m.md",
    )
    page = imported.files["pages/from-the-manuscript.md"]
    assert "No entry, but see [(lost)]{.unresolved} and [(gone)]{.unresolved}." in page
    assert told(imported).count("'lost', which is cited 3 times") == 1


def test_switches_of_programs_are_no_fields_of_an_article(tmp_path: Path) -> None:
    head = f"{HEAD}figsintext: yes\nlineno: true\nfloatsintext: no\nwordcount: X\nanything: false\nfunder: Lake Fund\n"
    imported = of(f"{head}---\n\n# S\n\nWet.\n", tmp_path)
    assert told(imported).count("nothing is made of the field") == 1
    assert "the field 'funder'" in told(imported)


def test_works_that_notes_cite_are_told_once_where_there_are_no_lines() -> None:
    notes = (Call((Para((Text(f"Ada Heron, “The lakes of {n}”, Lake J 3 (2010): 4–{n}."),)),)) for n in range(20, 24))
    body = (Heading(1, (Text("S"),)), Para((Text("Wet."), *notes)))
    imported = import_document(Document(Places("m.docx"), body, is_titled=True))
    assert told(imported).count("import-citation") == 1
    assert "4 notes cite works that are no sources of the companion" in told(imported)


def test_names_within_the_text_are_no_authors(tmp_path: Path) -> None:
    words = " ".join(["Lakes have shores and rivers have banks"] * 12)
    imported = of(f"# Lakes\n\n{words}.\n\nJohn Locke\n\n{words} too.\n\n## Rivers\n\nWet.\n", tmp_path, "m.md")
    assert "from-the-manuscript.md" not in " ".join(imported.files)
    assert "John Locke" in imported.files["sections/01-lakes.md"]


def test_a_title_page_gives_title_and_author(tmp_path: Path) -> None:
    lines = "UNIVERSIDAD DE LAGO", "GRADO EN HISTORIA DEL AGUA", "**Los lagos del norte y sus orillas**", "*Autor:*"
    page = "\n\n".join((*lines, "Ada Heron\n"))
    imported = of(f"{page}\n# Introducción\n\nWet.\n\n# Fin\n\nDry.\n", tmp_path, "m.md")
    article = imported.files["article.yml"]
    assert "title: Los lagos del norte y sus orillas\n" in article
    assert "- given: Ada\n  family: Heron\n" in article
    assert "GRADO EN HISTORIA DEL AGUA" in imported.files["pages/from-the-manuscript.md"]
    assert "is taken for the title, since it stands out above the text" in told(imported)


def test_names_in_lines_of_their_own_are_all_authors(tmp_path: Path) -> None:
    names = "Ada Heron\n\n1,2\n\nBo Otter\n\n2\n\n1 - Lake University\n\n2 - River College\n\nEve Pike\n"
    page = f"# Lakes of the north\n\n{names}"
    article = of(f"{page}\n## One\n\nWet.\n", tmp_path, "m.md").files["article.yml"]
    assert "family: Heron\n  affiliation: Lake University; River College\n" in article
    assert "family: Otter\n  affiliation: River College\n" in article
    assert "Pike" not in article


def test_lines_in_capitals_are_titles_and_no_names(tmp_path: Path) -> None:
    page = "In Zusammenarbeit mit\n\nLES LACS DU NORD\n\nET LEURS RIVES\n\nADA MARIA HERON\n"
    article = of(f"{page}\n# Introduction\n\nWet.\n\n# Fin\n\nDry.\n", tmp_path, "m.md").files["article.yml"]
    assert "title: LES LACS DU NORD\n" in article
    assert article.count("family:") == 1
    assert "family: HERON" in article


@needs_pandoc
def test_the_day_of_printing_is_no_passage(tmp_path: Path) -> None:
    imported = of(
        "\\documentclass{article}\\title{T}\\date{\\today}\n\\begin{document}\\maketitle\n\n\\noindent \\today.\n\n"
        "\\section{S}\nWet.\n\\end{document}\n",
        tmp_path,
        "m.tex",
    )
    assert "Wet." in imported.files["sections/01-s.md"]
    assert not any("1970" in text for text in imported.files.values())
    assert "1 days of printing" in told(imported)
