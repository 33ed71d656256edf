"""The head of a manuscript as authors write it: titles, bylines, institutions, abstracts in several languages."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from hedgesite.importer.bylines import names_in
from hedgesite.importer.companion import Imported, import_file
from hedgesite.importer.title_headings import name_of
from hedgesite.importer.title_pages import SUPERVISOR, is_no_name, is_of_an_institution, may_be_title
from hedgesite.importer.titles import abstract_language
from hedgesite.importer.tree import Para, Text
from hedgesite.importer.writer import paragraph
from tests.manuscripts import sections_of

WORDS = "The lake was measured in each of the years, and it was found to be as wet as it had been before. " * 4
WATER = (
    "El lago fue medido en cada uno de los años, y se encontró que estaba tan mojado como antes, según lo que los "
    "autores habían dicho de él en los trabajos que se publicaron en el siglo pasado sobre las aguas de la región. " * 2
)


def imported(text: str, folder: Path) -> Imported:
    path = folder / "m.md"
    path.write_text(text, "utf-8")
    return import_file(path, "m.md")


def article(text: str, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(imported(text, folder).files["article.yml"])
    return found


def names(found: dict[str, Any]) -> list[str]:
    return [f"{each.get('given', '')} {each['family']}".strip() for each in found["authors"]]


def test_the_title_of_a_manuscript_for_review_stands_once_more_above_its_text(tmp_path: Path) -> None:
    text = (
        "How wet is the lake in winter?\n\nAda Heron^1^ and Bo Gull^1,2\\*^\n\n^1^ Department of Lakes\n\n"
        "^2^ Shore Museum\n\nAuthor Note\n\nThis work was paid by nobody.\n\n"
        f"Abstract\n\n{WORDS}\n\nKeywords: lake; winter\n\n"
        f"How wet is the lake in winter?\n\nFirst of all, the lake is wet.\n\n# Method\n\n{WORDS}\n\n# Ends\n\nWet.\n"
    )
    result = imported(text, tmp_path)
    found = yaml.safe_load(result.files["article.yml"])
    assert found["title"] == "How wet is the lake in winter?"
    assert names(found) == ["Ada Heron", "Bo Gull"]
    assert [each["affiliation"] for each in found["authors"]] == [
        "Department of Lakes",
        "Department of Lakes; Shore Museum",
    ]
    assert found["abstract"].strip() == WORDS.strip()
    assert found["keywords"] == ["lake", "winter"]
    assert "First of all, the lake is wet." in sections_of(result)
    assert sections_of(result).count("How wet is the lake in winter?") == len(("title", "short"))
    assert "paid by nobody" in result.files["pages/from-the-manuscript.md"]


def test_abstracts_in_two_languages_are_told_apart_with_titles_and_keywords(tmp_path: Path) -> None:
    text = (
        "# El lago\n\nAda Heron\n\n**Resumen**\n\n"
        + WATER
        + "\n\n**Palabras clave:** lago; agua\n\nThe lake in the years\n\n"
        "**Abstract**\n\n"
        + WORDS
        + "\n\n**Keywords:** lake, water\n\n## Introducción\n\n"
        + WATER
        + "\n\n## Métodos\n\nAgua.\n"
    )
    found = article(text, tmp_path)
    assert found["language"] == "es"
    assert found["abstract"].split() == WATER.split()
    assert found["keywords"] == ["lago", "agua"]
    english = found["translations"]["en"]
    assert english["abstract"].split() == WORDS.split()
    assert english["keywords"] == ["lake", "water"]
    assert english["title"] == "The lake in the years"


def test_the_abstract_in_the_language_of_the_text_is_the_articles_own(tmp_path: Path) -> None:
    text = f"# El lago\n\nAbstract\n\n{WORDS}\n\nResumen\n\n{WATER}\n\n## Introducción\n\n{WATER * 3}\n"
    found = article(text, tmp_path)
    assert found["abstract"].split() == WATER.split()
    assert found["translations"]["en"]["abstract"].split() == WORDS.split()


@pytest.mark.parametrize("marks", ["### ", "## "])
def test_an_abstract_may_have_headings(marks: str, tmp_path: Path) -> None:
    text = (
        f"# The lake\n\n## Abstract\n\n{marks}Background\n\n{WORDS}\n\n{marks}Methods\n\nWe looked.\n\n"
        f"{marks}Conclusions\n\nIt is wet.\n\n## Background\n\n{WORDS}\n\n## Methods\n\nWe looked twice.\n"
    )
    result = imported(text, tmp_path)
    abstract = yaml.safe_load(result.files["article.yml"])["abstract"]
    assert [part for part in abstract.split("\n\n") if part.startswith("**")] == [
        "**Background**",
        "**Methods**",
        "**Conclusions**",
    ]
    assert result.sections == 2
    assert "We looked.\n" not in sections_of(result)


def test_a_long_abstract_without_a_heading_ends_somewhere(tmp_path: Path) -> None:
    text = (
        f"# The lake\n\nAbstract\n\n{WORDS}\n\n"
        + f"{WORDS * 3}\n\n" * 4
        + f"## Results\n\n{WORDS}\n\n## Ends\n\nWet.\n"
    )
    result = imported(text, tmp_path)
    assert yaml.safe_load(result.files["article.yml"])["abstract"].split() == WORDS.split()
    assert result.sections == 3


def test_a_first_heading_within_the_text_is_no_title(tmp_path: Path) -> None:
    text = f"{WORDS}\n\n## Of water\n\n{WORDS}\n\n## Of shores\n\n{WORDS}\n"
    result = imported(text, tmp_path)
    assert yaml.safe_load(result.files["article.yml"])["title"] == "Untitled"
    assert result.sections == 3


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Thème\n\nUne approche des lacs profonds\n\nAbstract\n\nWet.", "Une approche des lacs profonds"),
        ("Тема: «Озеро зимой и летом»\n\nAbstract\n\nWet.", "Озеро зимой и летом"),
        ("Measures of Lakes:\n\nA Study of Shores\n\nAda Heron\n\nAbstract\n\nWet.",
         "Measures of Lakes: A Study of Shores"),
        ("Lakes of the northern shore\n\nAbstract. Wet.", "Lakes of the northern shore"),
        ("湖水的时空效应与实证分析\n\n摘 要：湖水很湿。\n\n关键词：湖；水", "湖水的时空效应与实证分析"),
        ("***Lakes of the northern shore***\n\n***Thesis***\n\nBy\n\nAda Heron\n\nAbstract\n\nWet.",
         "Lakes of the northern shore"),
        ("https://lakes.example/\n\nMINISTRY OF LAKES\n\n**Lakes of the northern shore**\n\nAbstract\n\nWet.",
         "Lakes of the northern shore"),
    ],
)  # fmt: skip
def test_titles_that_no_style_marks(head: str, title: str, tmp_path: Path) -> None:
    assert article(f"{head}\n\n# Introduction\n\n{WORDS}\n\n# Method\n\n{WORDS}\n", tmp_path)["title"] == title


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("Ada Heron, PhD^1^; Bo D. Gull, MSc^2^", ["Ada Heron", "Bo D. Gull"]),
        ("Prof. Dr. Ada Heron and Bo Gull", ["Ada Heron", "Bo Gull"]),
        ("Hazırlayan\n\nAda HERON\n\nTez Danışmanı\n\nBo GULL", ["Ada HERON"]),
        ("By\n\nAda Heron\n\nSupervisor:\n\nProf. Bo Gull", ["Ada Heron"]),
        ("République Algérienne Démocratique et Populaire", ["Unknown"]),
        ("Dear Professor Heron,", ["Unknown"]),
        ("姓 名 何艺鸣", ["何艺鸣"]),
        ("Ada Heron\n\n*Author for correspondence: Ada Heron, University of Lakes", ["Ada Heron"]),
    ],
)
def test_bylines(lines: str, authors: list[str], tmp_path: Path) -> None:
    text = f"# The lake\n\n{lines}\n\nAbstract\n\nThe lake is wet.\n\n## Introduction\n\n{WORDS}\n\n## Method\n\nWet.\n"
    found = article(text, tmp_path)
    assert names(found) == authors
    assert not any("correspondence" in each.get("affiliation", "") for each in found["authors"])


def test_addresses_that_all_authors_have_are_no_titles(tmp_path: Path) -> None:
    place = "Integrated Works of Water, Lakes, Ulm"
    head = f"Lakes: measured in winter and summer\n\nAda Heron\n\n{place}\n\nheron@lake.example\n\nBo Gull\n\n{place}\n"
    assert article(f"{head}\nAbstract\n\nWet.\n\n# Introduction\n\n{WORDS}\n\n# Method\n\nWet.\n", tmp_path)[
        "title"
    ] == ("Lakes: measured in winter and summer")


def test_names_may_begin_behind_the_address_of_the_author_before(tmp_path: Path) -> None:
    lines = (
        "Ada Heron\n\nInstitute of Water, Ulm\n\nheron@lake.example\n\nBo Gull\n\nShore College\n\ngull@lake.example\n"
    )
    found = article(f"# The lake\n\n{lines}\nAbstract\n\nWet.\n\n## Introduction\n\n{WORDS}\n", tmp_path)
    assert names(found) == ["Ada Heron", "Bo Gull"]
    assert [each["affiliation"] for each in found["authors"]] == ["Institute of Water, Ulm", "Shore College"]


def test_notes_give_each_author_their_own_institution_and_orcid(tmp_path: Path) -> None:
    text = (
        "# The lake\n\nAda Heron and Bo Gull\n\nUniversity of the Shore\n\n**Author Note**\n\n"
        "Ada Heron, Department of Lakes, University of the Shore; Bo Gull, Institute of Water.\n\n"
        "Bo Gull https://orcid.org/0000-0002-1825-0097\n\n"
        f"Abstract\n\nThe lake is wet.\n\n## Introduction\n\n{WORDS}\n\n## Method\n\nWet.\n"
    )
    heron, gull = article(text, tmp_path)["authors"]
    assert heron["affiliation"] == "Department of Lakes, University of the Shore"
    assert gull["affiliation"] == "Institute of Water"
    assert (heron.get("orcid"), gull["orcid"]) == (None, "0000-0002-1825-0097")


def test_short_titles_do_not_end_in_the_middle_of_a_phrase(tmp_path: Path) -> None:
    long = "# The lake\n\n## Statistical Arguments for the Null Hypothesis of Wet Lakes\n\nWet.\n\n## Ends\n\nWet.\n"
    assert "short: Statistical Arguments\n" in sections_of(imported(long, tmp_path))


def test_running_text_before_a_late_label_stays_text(tmp_path: Path) -> None:
    text = f"# The lake\n\n{WORDS * 12}\n\nAuthor: Ada Heron\n\n## Method\n\nWet.\n"
    result = imported(text, tmp_path)
    assert WORDS.split()[:20] == sections_of(result).partition("}\n")[2].split()[:20]
    assert "pages/from-the-manuscript.md" not in result.files


@pytest.mark.parametrize(
    "line", ["Gödel’s Proof of God’s Existence", "In Critical Care Medicine", "THE LAKE OF HERONS"]
)
def test_titles_are_no_names(line: str) -> None:
    assert is_no_name(line)
    assert names_in(line) == []


@pytest.mark.parametrize("line", ["Ursula von der Leyen", "Ada de Heron", "Mohamed Salah Eldeen Hussein Abd el Fattah"])
def test_names_may_have_particles(line: str) -> None:
    assert names_in(line) == [line]


@pytest.mark.parametrize(
    "line",
    ["https://lakes.example/", "Ulm 2020", "Running head: LAKES", "University of Lakes", "Original article",
     "Supervisor: Ada Heron", "Wet.", "- fled to the lake"],
)  # fmt: skip
def test_lines_of_title_pages_are_no_titles(line: str) -> None:
    assert not may_be_title(Para((Text(line),)))


@pytest.mark.parametrize(
    "line",
    ["Πανεπιστήμιο Αθηνών", "Uniwersytet Warszawski", "Univerzita Karlova", "Helsingin yliopisto", "جامعة القاهرة",
     "Київський університет", "서울대학교", "Szegedi Tudományegyetem", "אוניברסיטת תל-אביב", "Πτυχιακή Εργασία",
     "Praca magisterska", "Επιβλέπων: Νίκος Ερωδιός", "Témavezető: Gém Ada"],
)  # fmt: skip
def test_lines_of_title_pages_in_more_languages_are_neither_names_nor_titles(line: str) -> None:
    assert is_of_an_institution(line) or SUPERVISOR.search(line)
    assert not may_be_title(Para((Text(line),)))


def test_words_of_institutions_and_supervisors_may_stand_in_titles() -> None:
    for title in (
        "How the universities of the north changed their lakes in winter",
        "Examination of lakes",
        "Supervised and unsupervised measures of the levels of lakes in winter",
        "Mentoring in the first years of school",
    ):
        assert may_be_title(Para((Text(title),)))


def test_titles_of_abstracts_say_their_language() -> None:
    assert [abstract_language(name) for name in ("resumen", "özet", "摘要", "abstrakt", "results")] == [
        "es",
        "tr",
        "zh",
        "",
        "",
    ]
    assert name_of(Para((Text("摘 要"),))) == "摘要"


def odt(folder: Path, *paragraphs: tuple[str, str]) -> Path:
    names = {"office": "office", "text": "text", "style": "style", "table": "table"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    derived = '<style:style style:name="P7" style:family="paragraph" style:parent-style-name="Title"/>'
    body = "".join(
        f'<text:p text:style-name="{style}">{words}</text:p>' if style != "cell" else words
        for style, words in paragraphs
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{derived}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    path = folder / "m.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {spaces}/>")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def test_styles_of_odt_say_title_subtitle_authors_and_abstract(tmp_path: Path) -> None:
    path = odt(
        tmp_path,
        ("P7", "Lakes"),
        ("Subtitle", "Of Shores and Waters"),
        ("Author", "Ada Heron"),
        ("Author", "Department of Lakes"),
        ("Abstract", "Wet as it is, the lake was measured."),
        ("Standard", WORDS),
        ("cell", '<table:table><table:table-row><table:table-cell><text:p text:style-name="Title">In a cell</text:p>'
         "</table:table-cell></table:table-row></table:table>"),
    )  # fmt: skip
    result = import_file(path, path.name)
    found = yaml.safe_load(result.files["article.yml"])
    assert (found["title"], found["subtitle"]) == ("Lakes", "Of Shores and Waters")
    assert found["authors"] == [{"given": "Ada", "family": "Heron", "affiliation": "Department of Lakes"}]
    assert found["abstract"] == "Wet as it is, the lake was measured."
    assert "In a cell" in sections_of(result)
    assert not any(mark in text for text in result.files.values() for mark in "\uf8f1\uf8f2\uf8f3\uf8f4")


def test_keywords_below_both_abstracts_go_to_the_one_in_their_language(tmp_path: Path) -> None:
    text = (
        f"# El lago\n\nRESUMEN\n\n{WATER}\n\nABSTRACT\n\n{WORDS}\n\nPalabras clave\n\nLago. Agua. Orilla."
        f"\n\nKeywords\n\nlake; water, wet\n\n## Introducción\n\n{WATER * 2}\n"
    )
    found = article(text, tmp_path)
    assert found["keywords"] == ["Lago", "Agua", "Orilla"]
    assert found["translations"]["en"]["keywords"] == ["lake", "water, wet"]


def test_a_thesis_names_its_author_and_title_on_each_of_its_pages(tmp_path: Path) -> None:
    page = "PEDRO AUGUSTO DE GARZA\n\n**O lago do monólito ao distribuído.**\n\nBRASÍLIA\n\nOrientador: Bo Gull.\n\n"
    found = article(f"FACULDADE DO LAGO\n\n{page * 2}**Resumo**\n\n{WATER}\n\n# Introdução\n\n{WATER}\n", tmp_path)
    assert found["title"] == "O lago do monólito ao distribuído."


@pytest.mark.parametrize(
    ("line", "author"),
    [
        (
            "Ada HERON^1^ (ORCID: 0000-0002-1825-0097)",
            {"given": "Ada", "family": "HERON", "orcid": "0000-0002-1825-0097"},
        ),
        ("Ada Heron (heron@lake.example)", {"given": "Ada", "family": "Heron"}),
        ("Ada Heron - a62860", {"given": "Ada", "family": "Heron"}),
    ],
)
def test_what_stands_behind_a_name(line: str, author: dict[str, str], tmp_path: Path) -> None:
    text = f"# The lake\n\n{line}\n\nAbstract\n\nWet.\n\n## Introduction\n\n{WORDS}\n\n## Method\n\nWet.\n"
    assert article(text, tmp_path)["authors"] == [author]


def test_the_paragraph_above_keywords_is_an_abstract_without_a_title(tmp_path: Path) -> None:
    text = (
        f"# The lake\n\nAda Heron\n\nWet, 2020\n\n{WORDS}\n\nKeywords: lake; water\n\n## Introduction\n\nIt is wet.\n"
    )
    found = article(text, tmp_path)
    assert found["abstract"].split() == WORDS.split()
    assert found["keywords"] == ["lake", "water"]


@pytest.mark.parametrize("between", ["", "## List of figures\n\nNone.\n\n"])
def test_abstracts_behind_thanks_and_declarations_are_no_sections(between: str, tmp_path: Path) -> None:
    text = (
        f"# El lago\n\nAda Heron\n\n## Agradecimientos\n\nGracias a todos.\n\n{between}"
        f"## Resumen\n\n**Tesis**\n\n{WATER}\n\nPalabras clave: lago\n\n"
        f"## Abstract\n\n**Thesis**\n\n**THE LAKE AND ITS WATER**\n\n{WORDS}\n\nKeywords: lake\n\n"
        f"## Introducción\n\n{WATER}\n\n## Métodos\n\nAgua.\n"
    )
    result = imported(text, tmp_path)
    found = yaml.safe_load(result.files["article.yml"])
    assert found["abstract"].split() == WATER.split()
    assert found["keywords"] == ["lago"]
    assert found["translations"]["en"]["abstract"].split() == WORDS.split()
    assert found["translations"]["en"]["keywords"] == ["lake"]
    assert found["translations"]["en"]["title"] == "THE LAKE AND ITS WATER"
    assert "Thesis" in result.files["pages/from-the-manuscript.md"]
    assert result.sections == (4 if between else 3)


def test_abstracts_in_one_section_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    text = (
        f"# Le lac\n\nAda Heron\n\n## Remerciements\n\nMerci.\n\n## Resumen\n\n{WATER}\n\nAbstract\n\n{WORDS}\n\n"
        f"## Introducción\n\n{WATER}\n\n## Métodos\n\nAgua.\n"
    )
    found = article(text, tmp_path)
    assert found["abstract"].split() == WATER.split()
    assert found["translations"]["en"]["abstract"].split() == WORDS.split()


def test_a_section_with_more_than_an_abstract_stays(tmp_path: Path) -> None:
    text = f"# The lake\n\n## Thanks\n\nThanks.\n\n## Summary\n\n{WORDS}\n\n- wet\n- dry\n\n## Introduction\n\nIt is.\n"
    assert "- wet" in sections_of(imported(text, tmp_path))


@pytest.mark.parametrize(
    "line",
    [
        "*Corresponding author: Ada Heron",
        "*Sorumlu Yazar / Corresponding Author: Ada Heron",
        "Autor correspondente: Ada Heron",
    ],
)
def test_whom_to_write_to_is_no_place(line: str, tmp_path: Path) -> None:
    text = f"# The lake\n\nAda Heron\n\n{line}\n\n# Abstract\n\n{WORDS}\n\n# Introduction\n\nIt is wet.\n"
    assert article(text, tmp_path)["authors"] == [{"given": "Ada", "family": "Heron"}]


def test_a_title_page_of_which_nothing_is_marked_is_no_section(tmp_path: Path) -> None:
    text = (
        "MASTERARBEIT / MASTER’S THESIS\n\nTitel der Masterarbeit / Title of the Master‘s Thesis\n\n"
        "„Wie nass ist der See im Winter?“\n\nverfasst von / submitted by\n\nAda Heron BSc.\n\n"
        "angestrebter akademischer Grad / for the degree of\n\nMaster of Science (MSc.)\n\nUlm, 2022\n\n"
        "# Einleitung\n\nDer See ist nass.\n\n# Methode\n\nWir sahen hin.\n"
    )
    result = imported(text, tmp_path)
    found = yaml.safe_load(result.files["article.yml"])
    assert found["title"] == "Wie nass ist der See im Winter?"
    assert names(found) == ["Ada Heron"]
    assert result.sections == 2
    assert "Master of Science" in result.files["pages/from-the-manuscript.md"]


def test_authors_may_stand_in_the_cells_of_a_table(tmp_path: Path) -> None:
    cells = (
        "| 1st Ada Heron<br>Lake Engineering<br>Shore University<br>Ulm, Lakes<br>a@shore.example "
        "| Bo Gull<br>Water Institute<br>b@water.example |\n| --- | --- |\n"
    )
    text = f"# The lake\n\n{cells}\n# Abstract\n\n{WORDS}\n\n# Introduction\n\nIt is wet.\n"
    result = imported(text, tmp_path)
    found = yaml.safe_load(result.files["article.yml"])
    assert names(found) == ["Ada Heron", "Bo Gull"]
    assert [each["affiliation"] for each in found["authors"]] == [
        "Lake Engineering; Shore University; Ulm, Lakes",
        "Water Institute",
    ]
    assert "tables" not in {row.kind for row in result.rows}


def test_authors_may_stand_with_their_institutions_in_lines_of_one_paragraph(tmp_path: Path) -> None:
    lines = "Ada Heron\\\nLake Engineering\\\nShore University\\\na@shore.example\\\nBo Gull\\\nWater Institute"
    text = f"# The lake\n\n{lines}\n\n# Abstract\n\n{WORDS}\n\n# Introduction\n\nIt is wet.\n"
    found = article(text, tmp_path)
    assert [(each["given"], each["affiliation"]) for each in found["authors"]] == [
        ("Ada", "Lake Engineering; Shore University"),
        ("Bo", "Water Institute"),
    ]


def test_names_may_have_their_initials_behind_them(tmp_path: Path) -> None:
    line = "Heron, A.^a\\*^, O’Gull, B. D.^b^, van Elk, M.^a,b^ & Kranich-Reed, C.^b^"
    text = (
        f"# The lake\n\n{line}\n\n^a^ Shore University\n\n^b^ Water Institute\n\n# Abstract\n\n{WORDS}\n\n"
        "# Introduction\n\nIt is wet.\n"
    )
    found = article(text, tmp_path)["authors"]
    assert [(each["given"], each["family"], each["affiliation"]) for each in found] == [
        ("A.", "Heron", "Shore University"),
        ("B. D.", "O’Gull", "Water Institute"),
        ("M.", "van Elk", "Shore University; Water Institute"),
        ("C.", "Kranich-Reed", "Water Institute"),
    ]


def test_a_table_of_words_above_the_text_is_no_byline(tmp_path: Path) -> None:
    table = "| Wet Lakes<br>in winter | Dry Shores |\n| --- | --- |\n| 1 | 2 |\n"
    text = f"# The lake\n\n{WORDS}\n\n{table}\n# Introduction\n\nIt is wet.\n"
    assert article(text, tmp_path)["authors"] == [{"family": "Unknown"}]


def test_a_manuscript_in_chinese_has_names_a_subtitle_and_numbered_headings(tmp_path: Path) -> None:
    water = "湖泊水位近年来呈现下降趋势，需要加强保护和治理工作的推进与完善，本文对此进行分析。" * 3
    text = (
        f"湖泊水位变化的时空特征研究\n\n——以太湖为例\n\n王小明 李　强\n\n摘要：{water}\n\n关键词：湖泊；水位\n\n"
        f"一、引言\n\n{water}\n\n二、研究方法\n\n（一）数据来源\n\n{water}\n\n"
        f"1. 观测数据\n\n{water}\n\n三、结论\n\n{water}\n"
    )
    path = tmp_path / "m.txt"
    path.write_text(text, "utf-8")
    result = import_file(path, "m.txt")
    found = yaml.safe_load(result.files["article.yml"])
    assert (found["title"], found["subtitle"]) == ("湖泊水位变化的时空特征研究", "以太湖为例")
    assert [each["family"] for each in found["authors"]] == ["王小明", "李强"]
    assert found["keywords"] == ["湖泊", "水位"]
    assert result.sections == 4
    assert [line for line in sections_of(result).splitlines() if line.startswith(("title: ", "parent: ", "#"))] == [
        "title: 一、引言",
        "title: 二、研究方法",
        "title: （一）数据来源",
        "parent: yanjiufangfa",
        "## 1. 观测数据",
        "title: 三、结论",
    ]


@pytest.mark.parametrize(("line", "found"), [("王小明 李强", ["王小明", "李强"]),
                                             ("김민준, 이서연", ["김민준", "이서연"]),
                                             ("李　强", ["李强"]), ("高等教育", []), ("湖泊 水位", [])])  # fmt: skip
def test_names_in_chinese_and_korean(line: str, found: list[str]) -> None:
    assert names_in(line) == found


def test_a_heading_with_the_length_of_a_paragraph_is_one(tmp_path: Path) -> None:
    text = f"# The lake\n\nAda Heron\n\nABSTRACT\n\n## {WORDS.strip()}\n\n## Introduction\n\nIt is wet.\n"
    assert article(text, tmp_path)["abstract"].split() == WORDS.split()


def test_an_abstract_that_is_all_bold_or_in_italics_is_plain(tmp_path: Path) -> None:
    text = f"# The lake\n\nAda Heron\n\n# Abstract\n\n***{WORDS.strip()}***\n\n# Introduction\n\nIt is wet.\n"
    assert article(text, tmp_path)["abstract"].split() == WORDS.split()


def test_breaks_at_the_edges_of_a_paragraph_leave_nothing() -> None:
    assert paragraph("\\\nThe lake\\\nis wet.\\\n\\\n") == "The lake\\\nis wet."
    assert paragraph("a path C:\\\\") == "a path C:\\\\"


def test_an_abstract_in_chinese_needs_no_title_above_its_keywords(tmp_path: Path) -> None:
    water = "湖泊水位近年来呈现下降趋势，需要加强保护和治理工作的推进与完善，本文对此进行分析。" * 4
    text = f"# 湖泊水位变化\n\n{water}\n\n关键词：湖泊；水位\n\n## 引言\n\n{water}\n\n## 方法\n\n{water}\n"
    assert article(text, tmp_path)["abstract"].strip() == water


@pytest.mark.parametrize("head", ["---\ntitle: The lake\nauthor: Ada Heron\n---\n\n", "# The lake\n\nAda Heron\n\n"])
def test_a_first_paragraph_that_speaks_of_a_school_is_text(head: str, tmp_path: Path) -> None:
    first = (
        "In the spring of that year the university of the town began to measure the lake, and found that it was wet."
    )
    result = imported(f"{head}{first}\n\n# Method\n\nWe looked at it.\n\n# Ends\n\nWet.\n", tmp_path)
    assert first in sections_of(result)
    assert "affiliation" not in result.files["article.yml"]


def test_an_institution_that_no_author_takes_is_kept(tmp_path: Path) -> None:
    text = "---\ntitle: The lake\nauthor: Ada Heron\n---\n\nUniversity of the Shore\n\n# Method\n\nWe looked at it.\n"
    result = imported(text, tmp_path)
    assert "University of the Shore" in "".join(result.files.values())
