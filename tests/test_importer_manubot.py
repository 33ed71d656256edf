"""Citations by identifiers and tags, as Manubot has them, and references that stand in the text."""

from __future__ import annotations

import json
from pathlib import Path

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, import_file

HEAD = "---\ntitle: T\nauthor: A B\nabstract: C.\n---\n\n# S\n\n"


def of(text: str, folder: Path, **beside: str) -> Imported:
    for name, words in beside.items():
        ending = "json" if name.startswith("manual") else "tsv" if name == "citation_tags" else "md"
        (folder / f"{name.replace('_', '-')}.{ending}").write_text(words, "utf-8")
    path = folder / "m.md"
    path.write_text(f"{HEAD}{text}\n", "utf-8")
    return import_file(path, "m.md")


def test_tags_lead_to_their_identifiers(tmp_path: Path) -> None:
    found = of(
        "One [@tag:one; @doi:10.1000/two]. Three [@tag:three]. Lost [@tag:lost].\n\n[@tag:one]: doi:10.1000/one",
        tmp_path,
        _99_citation_tags="[@tag:three]: pmid:3\n",
    )
    text, bib = found.files["sections/01-s.md"], found.files["references.bib"]
    assert "One [@doi-10-1000-one; @doi-10-1000-two]. Three [@pmid-3]. Lost [(tag:lost)]{.unresolved}." in text
    assert "10.1000/one" in bib
    assert "pubmed.ncbi.nlm.nih.gov/3/" in bib
    assert found.citations == (4, 3)
    told = [each for each in map(str, found.report.diagnostics) if "only its identifier" in each]
    assert len(told) == 3
    assert any("no source has the key 'tag:lost'" in str(each) for each in found.report.diagnostics)


def test_tags_in_a_table_and_references_by_hand(tmp_path: Path) -> None:
    item = {
        "id": "url:https://example.org/lakes/", "type": "book", "title": "Lakes",
        "author": [{"family": "Heron", "given": "Ada"}], "issued": {"date-parts": [[2010]]},
    }  # fmt: skip
    found = of(
        "See [@tag:lakes] and @url:https://example.org/lakes/. So.",
        tmp_path,
        citation_tags="tag\tcitation\nlakes\turl:https://example.org/lakes/\n",
        manual_references=json.dumps([item, {**item, "id": "raw:unused"}]),
    )
    text, bib = found.files["sections/01-s.md"], found.files["references.bib"]
    assert "[@url-https-example-org-lakes]" in text
    assert "title = {Lakes}" in bib
    assert bib.count("@") == 1
    assert found.citations[0] == found.citations[1]


ENTRIES = (
    "Heron, Ada. 2010. Lakes. London: Lake Press.",
    "Otter, B. (2011). Shores. Journal of Shores 3(2), 4–9.",
    "Pike C, Kuik D. Waves. Lake J 2012; 3: 4-9.",
    "Ивић, П. (1998). Језера. Београд: Пример.",
    "da Silva, Ana. O lago. São Paulo: Editora, 2001.",
)


def test_references_that_are_read_as_text_are_an_error(tmp_path: Path) -> None:
    found = of("The lake is wet.\n\n" + "\n\n".join(ENTRIES) + "\n\nAnd it stays wet.", tmp_path)
    errors = [str(each) for each in found.report.errors]
    assert len(errors) == 1
    assert errors[0].startswith("m.md:11:1: import-manuscript: 5 paragraphs from here on look like references")
    few = of("The lake is wet.\n\n" + "\n\n".join(ENTRIES[:4]), tmp_path)
    headed = of("The lake is wet.\n\n# References\n\n" + "\n\n".join(ENTRIES), tmp_path)
    assert not few.report.errors
    assert not headed.report.errors


def test_references_at_the_end_are_the_list_without_a_heading(tmp_path: Path) -> None:
    found = of("The lake is wet (Otter 2011).\n\n" + "\n\n".join(ENTRIES), tmp_path)
    assert not found.report.errors
    assert (found.sources, found.citations) == (5, (1, 1))
    said = as_text(found.report)
    assert "m.md:11:1: import-doubt: the last 5 paragraphs are taken for the list of references" in said


def test_works_that_notes_alone_cite_are_reported_one_by_one(tmp_path: Path) -> None:
    notes = (
        "Ada Heron, *Lakes of the North* (London: Lake Press, 2010), 23.",
        "Bo Otter, “Shores of the lake”, *Lake J* 3, no. 2 (2011): 4–9.",
        "The lake was wet in *spring* and dry in summer.",
    )
    text = "Wet.[^1] So.[^2] Then.[^3]\n\n" + "\n\n".join(f"[^{at}]: {note}" for at, note in enumerate(notes, 1))
    told = [str(each) for each in of(text, tmp_path).report.diagnostics if "no source of the companion" in str(each)]
    assert len(told) == 2
    assert told[0].startswith("m.md:9:")
    assert "Ada Heron, Lakes of the North" in told[0]


def test_metadata_beside_the_manuscript_are_read(tmp_path: Path) -> None:
    (tmp_path / "metadata.yaml").write_text(
        "title: The lakes\nlang: sr\nkeywords:\n- lake\nthumbnail: a.png\nauthors:\n"
        "- name: Ada Heron\n  orcid: 0000-0002-1825-0097\n  affiliations:\n  - Lake College\n",
        "utf-8",
    )
    (tmp_path / "01.one.md").write_text("{## made by {{a}} ##}\n## One\n\nWet {{manubot.date}} so.\n", "utf-8")
    (tmp_path / "00.front-matter.md").write_text("_A template of {{manubot.date}}_\n", "utf-8")
    (tmp_path / "02.two.md").write_text("## Two\n\nDry [@lost].\n\n![A map [@gone].](a.png)\n", "utf-8")
    found = import_file(tmp_path / "01.one.md", "01.one.md")
    article = found.files["article.yml"]
    assert found.title == "The lakes"
    assert all(words in article for words in ("Lake College", "0000-0002-1825-0097", "language: sr"))
    sections = [text for name, text in found.files.items() if name.startswith("sections/")]
    assert "Wet  so." in sections[0] or "Wet so." in sections[0]
    assert "made by" not in "".join(found.files.values())
    told = list(map(str, found.report.diagnostics))
    assert any("the other parts of the manuscript are read with it" in each and "02.two.md" in each for each in told)
    assert any(each.startswith("02.two.md:3:7: import-citation: no source has the key 'lost'") for each in told)
    assert "Dry [(lost)]{.unresolved}." in sections[1]
    assert "A map [(gone)]{.unresolved}." in sections[1]
    assert "A template" not in "".join(found.files.values())
    assert not any("thumbnail" in each for each in told)
