"""Labels of captions in many languages, and indented paragraphs that are no quotations."""

from __future__ import annotations

import pytest

from hedgesite.importer.captions import with_captions
from hedgesite.importer.display_labels import ANY_LABEL, FIGURE_LABEL, TABLE_LABEL, without_label
from hedgesite.importer.indentation import without_indentation
from hedgesite.importer.tree import Block, Cell, Figure, Items, Para, Picture, Quote, Table, Text
from hedgesite.importer.tree_walk import words_of

FIGURES = (
    "Figure 3. ", "Fig. 3: ", "Figure (3): ", "Abbildung 3: ", "Abb. 3 ", "Figura 3 – ", "Figuur 3. ", "Figur 3: ",
    "Afbeelding 3. ",
    "Kuva 3. ", "Kuvio 3. ", "Joonis 3. ", "Rysunek 3. ", "Rys. 3. ", "Ryc. 3. ", "Obrázek 3: ",
    "Obr. 3: ", "Slika 3. ", "Слика 3. ", "Рисунок 3 – ", "Рис. 3. ", "Мал. 3. ", "Фигура 3. ", "Фиг. 3. ", "Şekil 3. ",
    "Şəkil 3. ", "Gambar 3. ", "Hình 3. ", "Σχήμα 3. ", "Εικόνα 3: ", "图 3 ", "图3-1 ", "図3 ", "그림 3. ",
    "الشكل 3: ",
    "شکل 3: ", "איור 3: ", "รูปที่ 3 ",
)  # fmt: skip
KINDS = (
    "Gráfico 3. ", "Graphique 3 : ", "Grafik 3: ", "Karte 3: ", "Mapa 3. ", "Wykres 3. ", "Схема 3. ", "Диаграмма 3. ",
    "Графикон 3. ", "Resim 3. ", "Biểu đồ 3. ", "Bild 3: ", "3. ábra: ", "3. attēls. ", "3 pav. ", "Exhibit 3. ",
    "Figure S3. ", "Figure A.3. ", "Figura III. ",
)  # fmt: skip
TABLES = (
    "Table 3. ", "Tabelle 3: ", "Tableau 3 : ", "Tabla 3. ", "Tabela 3 – ", "Tabella 3. ", "Tabel 3. ", "Tabell 3. ",
    "Taulukko 3. ", "Tabulka 3: ", "Tabuľka 3: ", "Tablica 3. ", "Табела 3. ",
    "Таблица 3 – ", "Табл. 3. ", "Таблиця 3. ",
    "Tablo 3. ", "Çizelge 3. ", "Cədvəl 3. ", "Bảng 3. ", "Πίνακας 3. ", "表 3 ", "표 3. ", "جدول 3: ", "טבלה 3: ",
)  # fmt: skip


def para(words: str) -> Para:
    return Para((Text(words),))


def table() -> Table:
    return Table((((Cell((para("wet"),)),),)), (((Cell((para("dry"),)),),)))


@pytest.mark.parametrize("label", [*FIGURES, *KINDS])
def test_captions_of_figures_in_many_languages(label: str) -> None:
    image = Para((Picture("lake.png"),))
    (figure,) = with_captions([image, para(f"{label}Levels of the lake")])
    assert isinstance(figure, Figure)
    assert words_of(figure.caption) == f"{label}Levels of the lake"


@pytest.mark.parametrize("label", [*TABLES, "Quadro 3. ", "Cuadro 3. ", "3. táblázat. "])
def test_captions_of_tables_in_many_languages(label: str) -> None:
    (only,) = with_captions([para(f"{label}Levels of the lake"), table()])
    assert isinstance(only, Table)
    assert words_of(only.caption) == f"{label}Levels of the lake"


@pytest.mark.parametrize("label", FIGURES)
def test_pages_write_labels_of_figures_themselves(label: str) -> None:
    left = without_label((Text(f"{label}Levels"),), FIGURE_LABEL)
    assert words_of(left) == ("Levels" if "-" not in label else f"{label}Levels")


@pytest.mark.parametrize("label", TABLES)
def test_pages_write_labels_of_tables_themselves(label: str) -> None:
    assert words_of(without_label((Text(f"{label}Levels"),), TABLE_LABEL)) == "Levels"


@pytest.mark.parametrize(
    "words",
    ["Figure 3 shows the levels of the lake in each of the years.",
     "Bild und Ton sind nass.", "Image of the lake",
     "Figura 3 muestra los niveles del lago en cada uno de los años.",
     "图3显示了湖泊水位近年来呈现下降趋势，需要加强保护和治理工作的推进与完善。",
     "Рисунок 3 показывает уровни озера в каждом из этих лет."],
)  # fmt: skip
def test_sentences_that_begin_as_captions_stay_text(words: str) -> None:
    image = Para((Picture("lake.png"),))
    kept = with_captions([image, para(words)])
    assert isinstance(kept[-1], Para) == ("Image" not in words)


@pytest.mark.parametrize("words", ["Table EA.4. Levels", "Chart 2. Levels", "Gambar 2.1 Levels"])
def test_captions_are_told_by_any_label(words: str) -> None:
    assert ANY_LABEL.match(words)


LONG = "The lake was measured in each of the years, and it was as wet as before. " * 30
QUOTED = "The lake, he said, was the wettest that he had seen in all of his years at its shore."


@pytest.mark.parametrize(
    "inner",
    [[para("Figure (9): Levels of the lake in all of the years")],
     [para("2.2. The lake and all of its shores in winter")],
     [para("• wet and dry shores of the lake in the winter")], [para("Wet shores:")], [para(LONG[:1500])],
     [para(QUOTED), Items(((para("wet"),),))]],
)  # fmt: skip
def test_indented_parts_of_the_text_are_no_quotations(inner: list[Block]) -> None:
    kept = without_indentation([para(LONG), para(LONG), Quote(tuple(inner)), para(LONG), para(LONG)])
    assert not any(isinstance(block, Quote) for block in kept)
    assert len(kept) == 4 + len(inner)


@pytest.mark.parametrize("inner", [[para(QUOTED)], [para(QUOTED), para(QUOTED)], [para("“Wet shores”")]])
def test_quotations_stay(inner: list[Block]) -> None:
    quote = Quote(tuple(inner))
    assert without_indentation([para(LONG), quote, para(LONG)]) == (para(LONG), quote, para(LONG))


def test_lines_of_verse_stay() -> None:
    verse = [Quote((para("The lake is wet,"),)), Quote((para("the shore is dry."),))]
    assert without_indentation([para(LONG), *verse, para(LONG)])[1:3] == tuple(verse)


def test_a_text_that_is_indented_is_no_quotation() -> None:
    kept = without_indentation([para(QUOTED), Quote((para(QUOTED), para(QUOTED))), para(QUOTED)])
    assert kept == (para(QUOTED),) * 4
