"""The language of manuscripts that do not say it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hedgesite.diagnostics import as_text
from hedgesite.importer import import_file
from hedgesite.importer.document import Document
from hedgesite.importer.language_guess import guessed, with_language
from hedgesite.importer.places import Places
from hedgesite.importer.tree import Para, Text

TEXTS = {
    "en": "The levels of the lake that we saw in this year are not those of the year before, and it is for this.",
    "de": "Die Pegel des Sees, die wir sahen, sind nicht die des Jahres zuvor, und das ist auch der Grund.",
    "fr": "Les niveaux du lac que nous avons vus ne sont pas ceux qui étaient là, et ce est la raison du travail.",
    "es": "Los niveles del lago que se vieron en este año no son los del anterior, y por eso es una razón.",
    "pt": "Os níveis do lago que se viram em um ano não são os do anterior, e é uma das razões para o estudo.",
    "tr": "Bu göl için ölçülen seviyeler daha önce olan ile aynı değil ve bir neden olarak en çok bu gibi.",
    "ru": "Уровни озера, которые мы видели в этом году, не те, что были на год раньше, и это одна из причин.",
    "sr": "Нивои језера који су виђени у овој години нису они од пре, и то је за нас један од разлога.",
    "zh": "本研究采用层次分析法和熵权法确定指标权重，结果表明湖泊水位近年来呈现下降趋势，需要加强保护。",
    "ja": "この研究では湖の水位を測定し、その結果を分析した。近年では水位が下がっていることがわかった。",
    "ar": "تم قياس مستويات البحيرة في هذا العام ولم تكن كما كانت في العام السابق وهذا هو سبب الدراسة",
    "fa": "سطح آب دریاچه در این سال با سطح سال‌های گذشته یکسان نبود و این پژوهش به چگونگی و دلیل آن می‌پردازد",
    "id": "Tinggi muka air danau yang diukur pada tahun ini tidak sama dengan tahun lalu, dan itu adalah alasan ini.",
    "vi": "Mực nước của hồ được đo trong năm này không như những năm trước, và đó là một lý do để có nghiên cứu này.",
    "he": "מפלס האגם שנמדד השנה אינו כפי שהיה בשנה שעברה וזאת הסיבה למחקר שאנו מציגים כאן בפני הקוראים של כתב העת הזה",
}


@pytest.mark.parametrize("language", TEXTS)
def test_letters_and_frequent_words_tell_a_language(language: str) -> None:
    assert guessed(" ".join([TEXTS[language]] * 3)) == language


def test_the_english_genitive_is_no_czech_word() -> None:
    assert guessed("Heron's Lakes' Gull’s Shores, Kranich's Waters " * 20) == ""


def test_languages_with_endings_have_fewer_such_words() -> None:
    text = (
        "Göldeki su düzeyleri ölçülmüş, kıyılardaki değişimler incelenmiş ve sonuçlar karşılaştırılmıştır. Önceki "
        "çalışmalarda kullanılan yöntemlerden farklı bir yaklaşım benimsenmiş, elde edilen bulgular tartışılmıştır. "
    )
    assert guessed(text * 3) == "tr"


@pytest.mark.parametrize(
    "text", ["", "Wet words.", "1 2 3 4 " * 50, "lorem ipsum dolor sit amet " * 40, "x y z " * 200]
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert guessed(text) == ""


def test_a_guess_is_said_and_a_named_language_stays(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("# Eins\n\n" + " ".join([TEXTS["de"]] * 3), "utf-8")
    found = import_file(path, "paper.md")
    assert "language: de\n" in found.files["article.yml"]
    assert "its words are taken for 'de'" in as_text(found.report)
    path.write_text("---\nlang: nl\n---\n\n# Eins\n\n" + " ".join([TEXTS["de"]] * 3), "utf-8")
    assert "language: nl\n" in import_file(path, "paper.md").files["article.yml"]


@pytest.mark.parametrize("title", ["# Abstract", "Abstract", "**Abstract**"])
def test_a_short_text_says_the_language_before_a_longer_abstract_in_another(title: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    below = " ".join([TEXTS["tr"]] * 3)
    above = " ".join([TEXTS["en"]] * 20)
    listed = "".join(
        f"Heron, A. ({year}). The state of the lake in the year. *Lake*.\n\n" for year in range(2001, 2040)
    )
    own = f"{title.replace('Abstract', 'Öz')}\n\nGöl ıslak.\n\n"
    text = f"# Giriş\n\n{below}\n\n# Kaynakça\n\n{listed}"
    path.write_text(f"# Göl\n\n{own}{title}\n\n{above}\n\n{text}", "utf-8")
    article = yaml.safe_load(import_file(path, "paper.md").files["article.yml"])
    assert article["language"] == "tr"
    assert article["abstract"] == "Göl ıslak."
    assert article["translations"]["en"]["abstract"].split() == above.split()


@pytest.mark.parametrize(
    ("assumed", "words", "language"),
    [("en-US", "ru", "ru"), ("pt-BR", "pt", "pt-BR"), ("de-DE", "en", "en"), ("nl-BE", "", "nl-BE"), ("", "", "")],
)
def test_words_decide_against_the_language_that_a_word_processor_assumes(
    assumed: str, words: str, language: str
) -> None:
    document = Document(Places("paper.docx"), assumed_language=assumed)
    findings = with_language(document, [Para((Text(TEXTS.get(words, "Wet.") * 3),))])
    assert document.head.language == language
    assert [f"'{assumed}', but its words are taken for '{language}'" in each.problem for each in findings] == (
        [True] if assumed and assumed != language else []
    )
