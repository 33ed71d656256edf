"""The table of passages, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from hedgesite.export import passages
from hedgesite.export.passages import columns, passages_csv
from tests.exports import COMPANIONS, FULL, MINIMAL, context_of, downloads_of


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(content: Path, site_url: str = "") -> list[dict[str, str]]:
    return rows_of(downloads_of(content, site_url)["downloads/passages.csv"])


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_every_passage_has_a_row(content: Path) -> None:
    rows = table(content)
    passages = context_of(content).library.passages
    assert [(row["id"], row["section"], row["role"]) for row in rows] == [
        (passage.id, passage.section, passage.annotation.role) for passage in passages
    ]
    assert all(row["text"] for row in rows)


def test_the_file_keeps_to_its_format() -> None:
    data = downloads_of(FULL)["downloads/passages.csv"]
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(columns()).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    plain = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in plain} == {len(columns())}


def test_the_docstring_names_every_column() -> None:
    words = set(re.findall(r"[a-z]+", passages.__doc__ or ""))
    assert set(columns()) <= words


def test_a_row() -> None:
    row = next(row for row in table(FULL) if row["id"] == "peche-et-baignade")
    assert row == {
        "id": "peche-et-baignade",
        "section": "usages",
        "number": "1",
        "article": "§ 2, ¶ 1",
        "url": "read/usages/#peche-et-baignade",
        "role": "analysis",
        "dimensions": "partage",
        "hypotheses": "confiance; regle-commune",
        "actors": "commune-du-lac; syndicat",
        "events": "premier-accord",
        "parents": "",
        "codings": "relecture: partage; regle",
        "sources": "exemple2018a; exemple2018b; office-lacs",
        "evidence": "exemple2018a (scholarship): Les usages se côtoient | "
        "exemple2018b, pp. 41–43 (scholarship, contradicts): Personne ne se plaint | "
        "office-lacs, sec. 3 (statistics): Le nombre des pêcheurs et des baigneurs",
        "spans": "",
        "reasons": "confiance (qualifies): Personne ne se plaint, mais personne ne compte (Modèle 1999).",
        "note": "Le passage dit sans règle\u202f; il ne dit pas sans accord (Exemple and Modèle 2018a).",
        "editorial": "L’article écrit «\u00a0pêcheurs\u00a0» puis «\u00a0pécheurs\u00a0».",
        "fact": "Un annuaire parle de trois pêcheurs (Registre 2005, 12).",
        "text": "On pêche le matin et l’on se baigne le soir "
        "(Exemple and Modèle 2018b, 7; 2018a, 40; Office 2003–2004, sec. 3). "
        "Personne n’y trouve à redire. Les riverains le savent, et le mot lake aussi.",
        "version": "1.1",
    }


def test_a_span_is_given_with_its_place_in_the_text() -> None:
    row = next(row for row in table(FULL) if row["id"] == "citation-du-garde")
    spans = [re.fullmatch(r"(\w+), (\d+)-(\d+): “(.+?)”(?:: (.+))?", each) for each in row["spans"].split(" | ")]
    assert [(found[1], found[4], found[5]) for found in spans if found] == [
        ("protection", "Je ferme la vanne", "Fermer, c’est protéger."),
        ("regle", "vanne à huit heures »", None),
        ("protection", "il la", None),
    ]
    places = [row["text"][int(found[2]) - 1 : int(found[3])].replace("\u00a0", " ") for found in spans if found]
    assert places == ["Je ferme la vanne", "vanne à huit heures »", "il la"]


def test_addresses_are_whole_where_the_site_s_is_known() -> None:
    for site in ("https://example.org/lac", "https://example.org/lac/"):
        assert table(FULL, site)[0]["url"].startswith("https://example.org/lac/read/introduction/#")


FORMULAS = r"""---
title: Formulas
---

{#equals}
=HYPERLINK(1)

{#plus}
+1

{#minus}
-1+2

{#at}
\@SUM(1)

{#harmless}
1 = 1
"""


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "sections" / "zz-formulas.md").write_text(FORMULAS, encoding="utf-8")
    texts = {row["id"]: row["text"] for row in rows_of(passages_csv(context_of(tmp_path)))}
    assert {id: texts[id] for id in ("equals", "plus", "minus", "at", "harmless")} == {
        "equals": "'=HYPERLINK(1)",
        "plus": "'+1",
        "minus": "'-1+2",
        "at": "'@SUM(1)",
        "harmless": "1 = 1",
    }
