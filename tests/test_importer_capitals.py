"""Lists of references in the manners of other countries: ABNT, ISO 690, Chicago in French, German and Turkish lists."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from hedgesite.importer import import_file
from hedgesite.importer.capital_entries import read_capitals
from hedgesite.importer.entries import Listed
from hedgesite.importer.visits import take_address, take_visit


def imported(tmp_path: Path, text: str, *entries: str) -> str:
    path = tmp_path / "paper.md"
    path.write_text("\n\n".join(("# One", text, "# References", *entries)) + "\n", "utf-8")
    files = import_file(path, "paper.md").files
    return re.sub(r" +=", " =", files["references.bib"]) + "".join(files[name] for name in files if "sections" in name)


@pytest.mark.parametrize(
    ("text", "entry", "parts"),
    [
        (
            "(MELO; PAZ, 2015, p. 22)",
            "MELO, João; PAZ, Ana. Rios e redes. **Revista do Vale**, Recife, v. 12, n. 3, p. 12-34, jan./abr. 2015.",
            [
                "author = {Melo, João and Paz, Ana}",
                "journaltitle = {Revista do Vale}",
                "volume = {12}",
                "number = {3}",
                "pages = {12-34}",
                "location = {Recife}",
                "[@melo-paz2015, p. 22]",
            ],
        ),
        (
            "(BRASIL, 2012)",
            "BRASIL. Ministério dos Rios. **Plano de águas**. Brasília: MR, 2012. "
            "Disponível em: <http://www.rios.example/p>. Acesso em: 12 mar. 2015.",
            [
                "author = {{BRASIL. Ministério dos Rios}}",
                "title = {Plano de águas}",
                "publisher = {MR}",
                "url = {http://www.rios.example/p}",
                "urldate = {2015-03-12}",
                "[@brasil2012]",
            ],
        ),
        (
            "(FARIA, 2003)",
            "FARIA, P. Notas de margem. In: GOMES, L. (Org.). **Leituras do rio**. Porto: Foz, 2003. p. 45-67.",
            [
                "@incollection{",
                "title = {Notas de margem}",
                "booktitle = {Leituras do rio}",
                "editor = {Gomes, L.}",
                "pages = {45-67}",
                "[@faria2003]",
            ],
        ),
        (
            "(NUNES NETO, 2016)",
            "NUNES NETO, Ari. Falas do rio. 2016. 210 f. Tese (Doutorado em Letras) – Universidade do Vale, Foz, 2016.",
            [
                "@thesis{",
                "type = {Tese (Doutorado em Letras)}",
                "institution = {Universidade do Vale}",
                "[@nunes-neto2016]",
            ],
        ),
        (
            "(CONSELHO DAS ÁGUAS, 2019)",
            "CONSELHO DAS ÁGUAS. **Águas em números 2018**. Foz: CA, 2019.",
            ["title = {Águas em números 2018}", "date = {2019}", "[@conselho-das-aguas2019]"],
        ),
        (
            "(RIOS COMMUNITY FORUM, 2010)",
            "RIOS COMMUNITY FORUM. Documentation. Disponível em: <www.rios.example>. Acesso em: 24/05/2010.",
            ["title = {Documentation}", "urldate = {2010-05-24}", "[@rios-community-forum"],
        ),
        (
            "Pérez y Laso (2011) y (Gil et al., 2011)",
            "GIL, Ana, PÉREZ, Luis y RUIZ, Eva. El campo. *Revista de Ríos*, 2011, vol. 12, núm. 3, pp. 12-34.",
            ["author = {Gil, Ana and Pérez, Luis and Ruiz, Eva}", "journaltitle = {Revista de Ríos}", "[@gil2011]"],
        ),
        (
            "(INR, 2014)",
            "INR. *Encuesta de ríos* [en línea]. Madrid: INR, 2014 [consulta: 12 marzo 2015]. Disponible en: http://www.inr.example/e.",
            ["title = {Encuesta de ríos}", "publisher = {INR}", "urldate = {2015-03-12}", "[@inr2014]"],
        ),
        (
            "(Ministerio de Ríos, 2012)",
            "Ministerio de Ríos. *Informe anual*. Madrid: Ministerio de Ríos, 2012.",
            [
                "date = {2012}",
                "title = {Informe anual}",
                "publisher = {Ministerio de Ríos}",
                "[@ministerio-de-rios2012]",
            ],
        ),
        (
            "(Dubois 2020, 3)",
            "Dubois, Anne. « Les rives ». *Revue des fleuves* 7, nᵒ 1 (17 juin 2020): 1‑9. https://doi.org/10.1057/x-4.",
            [
                "@article{",
                "journaltitle = {Revue des fleuves}",
                "volume = {7}",
                "number = {1}",
                "doi = {10.1057/x-4}",
                "[@dubois2020, 3]",
            ],
        ),
        (
            "(Roux 2014)",
            "Roux, Eric. « Le village ». *Le Fleuve*, 2 février 2014, sect. Rives. https://www.fleuve.example/2016/a.",
            ["date = {2014-02-02}", "journaltitle = {Le Fleuve}", "note = {sect. Rives}", "url = {", "[@roux2014]"],
        ),
        (
            "(Poe 2012)",
            "Poe, Al. “The River of Today.” *The Bank*, February 2, 2012. https://www.bank.example/x.",
            ["date = {2012-02-02}", "journaltitle = {The Bank}", "[@poe2012]"],
        ),
        (
            "(Schmidt 2011, S. 3)",
            "Schmidt, Eva: Ein Ufer. In: Meier, Karl (Hg.): Ein Band. Berlin: Strom 2011, S. 1–20.",
            [
                "title = {Ein Ufer}",
                "booktitle = {Ein Band}",
                "editor = {Meier, Karl}",
                "pages = {1--20}",
                "[@schmidt2011",
            ],
        ),
        (
            "(Kaya ve Demir, 2016) ve (Kaya vd., 2016)",
            "Kaya, A. ve Demir, B. (2016). Bir nehir. *Dergi*, *5*(2), 1-9.",
            ["author = {Kaya, A. and Demir, B.}", "[@kaya-demir2016] ve [@kaya-demir2016]"],
        ),
        (
            "(Петров, Сидоров, 2013)",
            "Петров П.П., Сидоров С.С. Реки и берега // Вопросы рек. – 2013. – № 5. – С. 12–20.",
            ["[@petrov-sidorov2013]"],
        ),
        (
            "(Foucault, 1975)",
            "FOUCAULT Michel, *Les fleuves*, Paris, Rive, 1975.",
            ["@book{", "location = {Paris}", "publisher = {Rive}", "@foucault-michel1975]"],
        ),
    ],
)
def test_manners(tmp_path: Path, text: str, entry: str, parts: list[str]) -> None:
    found = imported(tmp_path, f"Text {text}.", entry)
    assert [part for part in parts if part not in found] == [], found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Heron (2010; 2012) says", "Heron [-@heron2010; -@heron2012] says"),
        ("Wet (Heron 2010; Ders. 2012)", "Wet [@heron2010; @heron2012]"),
        ("Wet (Ada Heron 2010)", "Wet [@heron2010]"),
        ("Wet (Eve Heron 2010)", "Wet (Eve Heron 2010)"),
        ("Wet (Heron 2010; Pike 1999; 2012)", "Wet (Heron [-@heron2010]; Pike 1999; 2012)"),
    ],
)
def test_citations_that_lean_on_the_one_before(tmp_path: Path, text: str, written: str) -> None:
    entries = ("Heron, A. (2010). *Lakes*. London: Press.", "Heron, A. (2012). *Shores*. London: Press.")
    assert written in imported(tmp_path, f"{text}.", *entries)


def test_a_dash_stands_for_names_however_they_were_read(tmp_path: Path) -> None:
    entries = (
        "INSTITUTO DO RIO. **Manual**. Foz: IR, 2001.",
        "SILVA, J. A. **Um rio**. Foz: Vale, 2007a.",
        r"\_\_\_\_\_\_. **Outro rio**. Foz: Vale, 2007b.",
    )
    found = imported(tmp_path, "Text (SILVA, 2007a, 2007b).", *entries)
    assert found.count("author = {Silva, J. A.}") == 2
    assert "[@silva2007a; @silva2007b]" in found


@pytest.mark.parametrize(
    "entry",
    [
        "NCERT. (2015). Yoga: a way of living. National Council.",
        "ИВАНОВ И. И. Название / И. И. Иванов. – Москва : Наука, 2010. – 200 с.",
        "A CIDADE na história. Foz: Vale, 2001.",
    ],
)
def test_entries_of_other_manners_are_left_to_other_readers(entry: str) -> None:
    assert read_capitals(Listed(0, entry, entry), set(), {}) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Acesso em: 3 jun. 2019", "2019-06-03"),
        ("Consulté le 17 août 2020", "2020-08-17"),
        ("[consulta: 3 de mayo de 2016]", "2016-05-03"),
        ("[cit. 2020-03-02]", "2020-03-02"),
        ("Erişim: 3 Ağustos 2020", "2020-08-03"),
        ("Acesso em: 31/02/2016", "2016"),
        ("Zugriff am 3. Foo 2019", "2019"),
    ],
)
def test_visits(words: str, date: str) -> None:
    assert take_visit(f"Before. {words}. After.") == ("Before. After.", date)


def test_addresses_without_their_words() -> None:
    assert take_address("A. Disponível em: <www.a.example/b>. B.") == ("A. B.", "http://www.a.example/b")


@pytest.mark.parametrize(
    "part", ["AB, Cd; ", "AB, C. D., ", "AB ", "AB-CD ", "AB, Cd. Em: X (", "A. 2010, ", "acesso em: "]
)
def test_long_entries_take_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    start = time.process_time()
    read_capitals(Listed(0, text, text), set(), {})
    assert time.process_time() - start < 5
