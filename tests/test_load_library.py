"""A directory into a library: all that can be read is, and one fault is one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.model.base import Prose
from tests.companions import SITES, copy_site, read

FULL = read(SITES / "full" / "content")[0]

MATTER = "---\ntitle: Introduction\npassages:\n  only-passage:\n    role: {role}\n---\n\n"
CODEBOOK = """framework: {{name: A framework}}
dimensions:
  - id: {id}
    name: Openness
    short: Open
    mark: {mark}
    colour: "#1f5f8b"
    stance: acceptance
    definition: A definition [@example2020].
    applies: When it applies.
    excludes: When it does not.
"""
EVERYWHERE = """---
title: Introduction
passages:
  only-passage:
    role: context
    dimensions: [open]
    hypotheses: [main]
    actors: [someone]
    events: [start]
---

{#only-passage}
A [dimension](dimension:open), a [hypothesis](hypothesis:main), an [actor](actor:someone), an [event](event:start),
a [word](term:word), a [series](series:figures) and a [source](source:example2020) [@example2020, 7].
"""


def test_everything_in_a_companion_is_read() -> None:
    assert FULL.article.title == "Gouverner un lac à plusieurs usages"
    assert [section.id for section in FULL.sections] == ["introduction", "usages", "tours-d-eau", "conclusion"]
    assert [section.number for section in FULL.sections] == [1, 2, 3, 4]
    assert [dimension.mark for dimension in FULL.dimensions] == ["PA", "RE", "PR"]
    assert [len(found) for found in (FULL.hypotheses, FULL.actors, FULL.events, FULL.terms)] == [2, 4, 6, 3]
    assert [item.id for item in FULL.series] == ["niveau", "usages"]
    assert [page.id for page in FULL.pages] == ["about", "lire"]
    assert len(FULL.sources) == 9
    assert FULL.bibliography.text.startswith("@string{presse")
    assert FULL.is_complete
    assert FULL.unreadable == frozenset()


def test_passages_stand_in_article_order_with_their_annotations() -> None:
    assert [passage.id for passage in FULL.passages] == [
        "rarete",
        "question",
        "peche-et-baignade",
        "usages-en-liste",
        "parts-des-usages",
        "citation-du-garde",
        "definitions",
        "registre",
        "niveau-du-lac",
        "fermeture-de-la-rive-nord",
    ]
    passage = FULL.passage_by_id["peche-et-baignade"]
    assert passage.section == "usages"
    assert [ref.id for ref in passage.annotation.dimensions] == ["usages-libres"]
    assert passage.annotation.evidence[2].supports == "Le nombre des pêcheurs et des baigneurs"


def test_every_markdown_field_is_read_once() -> None:
    def prose_in(text: str) -> list[Prose]:
        return [prose for prose in FULL.prose if text in prose.text]

    for text in (
        "Comment un [lac]",
        "How can a lake",
        "Les auteurs remercient",
        "Ce compagnon redit",
        "Entre laisser faire",
        "Chacun prélève",
        "Ce que le partage donne",
        "Une [règle](dimension:regle) que",
        "Elle possède",
        "Le niveau baisse",
        "Étendue d’eau",
        "Au plus bas",
        "Pourquoi un lac manque",
        "Le passage dit",
        "L’article écrit",
    ):
        assert len(prose_in(text)) == 1, text
    assert all(body.markdown == prose.text for prose, body in FULL.prose.items())


def test_places_are_those_in_the_files() -> None:
    for body in (*FULL.prose.values(), *(section.body for section in FULL.sections)):
        for group in body.citations:
            for citation in group.citations:
                path = Path(citation.origin.file)
                line = path.read_text("utf-8").splitlines()[citation.origin.line - 1]
                assert line[citation.origin.column - 1 :].lstrip("-").startswith(f"@{citation.key}")
        for link in body.links:
            line = Path(link.origin.file).read_text("utf-8").splitlines()[link.origin.line - 1]
            assert line[link.origin.column - 1 :].startswith(f"{link.kind}:{link.target}")


def test_sources_are_known_by_each_of_their_keys() -> None:
    assert FULL.source_by_key["office-lacs-alias"] is FULL.source_by_key["office-lacs"]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_site("minimal", tmp_path)
    monkeypatch.chdir(tmp_path)
    return Path("content")


def findings(content: Path, files: dict[str, str | bytes | None]) -> list[str]:
    """What is found once the files are put in; `file:line:column: rule`."""
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [": ".join(line.split(": ")[:2]) for line in report_of(content)]


def report_of(content: Path) -> list[str]:
    return as_text(read(content)[1]).splitlines()


WHOLE: dict[str, str | bytes | None] = {
    "dimensions.yml": CODEBOOK.format(id="open", mark="OP"),
    "hypotheses.yml": "- {id: main, short: H, kind: main, statement: It holds.}\n",
    "actors.yml": "- {id: someone, name: Someone, kind: person, part: They act.}\n",
    "events.yml": "- {id: start, name: Start, date: 2020, description: It starts.}\n",
    "glossary.yml": "- {id: word, term: Word, definition: A word.}\n",
    "data/figures.yml": "title: Figures\nunit: metres\nrows: [{value: 1}]\n",
    "sections/introduction.md": EVERYWHERE,
}


def test_the_whole_has_no_findings(content: Path) -> None:
    assert findings(content, WHOLE) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("dimensions.yml", "framework: [", "1:13: yaml-syntax"),
        ("dimensions.yml", b"\xff", "1:1: file-encoding"),
        ("dimensions.yml", "- a list\n", "1:1: field-value"),
        ("dimensions.yml", CODEBOOK.format(id="open", mark="OPEN"), "6:11: field-value"),
        ("dimensions.yml", CODEBOOK.format(id="Open", mark="OP").replace("open", "Open"), "3:9: id-syntax"),
        ("dimensions.yml", CODEBOOK.format(id="open", mark="OP").replace("framework", "frame"), None),
        ("hypotheses.yml", "- {id: main, short: H, kind: mian, statement: It holds.}\n", "1:30: field-value"),
        ("actors.yml", "someone: {name: Someone}\n", "1:1: field-value"),
        ("actors.yml", "- someone\n", "1:3: field-value"),
        ("actors.yml", "- {name: Someone, kind: person, part: They act.}\n", "1:3: field-missing"),
        ("actors.yml", "- &a {id: someone, name: Someone, kind: person, part: P.}\n- *a\n", "2:3: yaml-unsafe"),
        ("actors.yml", "- {id: someone, name: 'Someone}\n", "1:23: yaml-syntax"),
        ("events.yml", b"- \xe9\n", "1:3: file-encoding"),
        ("events.yml", "- {id: start, name: Start, date: soon, description: It starts.}\n", "1:34: date-syntax"),
        ("glossary.yml", "- {id: word, term: Word}\n", "1:3: field-missing"),
        ("data/figures.yml", "", "1:1: field-value"),
        ("data/figures.yml", "title: Figures\n\tunit: metres\n", "2:1: yaml-syntax"),
        ("data/figures.yml", b"title: \xe9\n", "1:8: file-encoding"),
        ("references.bib", b"@book{example2020, title = {" + b"\xe9" * 20 + b"}}", "1:29: file-encoding"),
        ("article.yml", "", "1:1: field-value"),
        ("article.yml", b"title: \xe9\n", "1:8: file-encoding"),
        ("article.yml", "title: A\n", None),
        ("sections/introduction.md", EVERYWHERE.replace("role: context", "role: kontext"), "5:11: field-value"),
        ("sections/introduction.md", EVERYWHERE.replace("title: Introduction\n", ""), "2:1: field-missing"),
        ("sections/introduction.md", EVERYWHERE.replace("title: Intro", "title: [Intro"), "2:8: yaml-syntax"),
        ("sections/introduction.md", EVERYWHERE.replace("---\n\n", ""), "1:1: front-matter"),
    ],
)
def test_one_fault_is_one_finding(name: str, text: str | bytes, expected: str | None, content: Path) -> None:
    """Whatever is broken, nobody who mentions it is blamed."""
    found = findings(content, {**WHOLE, name: text})
    if expected:
        assert found == [f"content/{name}:{expected}"]
    else:
        assert {line.partition(":")[0] for line in found} == {f"content/{name}"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actors.yml", "actors.yaml"),
        ("events.yml", "Events.yml"),
        ("references.bib", "references.bibtex"),
        ("article.yml", "article.yaml"),
        ("data/figures.yml", "data/figures.yaml"),
    ],
)
def test_a_misnamed_file_is_one_finding(old: str, new: str, content: Path) -> None:
    assert findings(content, WHOLE) == []
    (content / old).rename(content / new)
    assert findings(content, {}) == [f"content/{new}:1:1: file-name"]


@pytest.mark.parametrize("name", ["dimensions.yml", "hypotheses.yml", "actors.yml", "events.yml", "glossary.yml"])
@pytest.mark.parametrize("text", ["", "# nothing yet\n", None], ids=["empty", "comment", "missing"])
def test_a_file_may_be_empty_or_missing_if_nobody_names_what_it_holds(
    name: str, text: str | None, content: Path
) -> None:
    files: dict[str, str | bytes | None] = {
        "sections/introduction.md": MATTER.format(role="context") + "{#only-passage}\nA passage [@example2020].\n"
    }
    assert findings(content, files | {name: text or ""}) == []
    if text is None:
        (content / name).unlink()
        assert findings(content, {}) == []


def test_what_an_empty_file_does_not_hold_is_missed(content: Path) -> None:
    assert findings(content, {**WHOLE, "actors.yml": "# nothing yet\n"}) == [
        "content/sections/introduction.md:8:14: ref-unknown",
        "content/sections/introduction.md:13:76: link-unknown",
    ]


def test_nothing_is_called_unused_while_something_is_unread(content: Path) -> None:
    source = (content / "references.bib").read_text("utf-8").replace("example2020", "other2020")
    files: dict[str, str | bytes | None] = {"references.bib": (content / "references.bib").read_text("utf-8") + source}
    assert findings(content, files) == ["content/references.bib:7:1: source-uncited"]
    assert findings(content, {"events.yml": "- {id: a"}) == ["content/events.yml:1:3: yaml-syntax"]


def test_a_companion_may_have_no_sections(content: Path) -> None:
    (content / "sections/introduction.md").unlink()
    assert findings(content, {"references.bib": ""}) == []


def test_an_empty_directory_lacks_two_files(tmp_path: Path) -> None:
    assert [line.split(": ")[1] for line in report_of(tmp_path)] == ["file-missing", "file-missing"]


def test_front_matter_may_follow_blank_lines(content: Path) -> None:
    text = "\n\n" + MATTER.format(role="context") + "{#only-passage}\nA passage [@example2021].\n"
    assert findings(content, {"sections/introduction.md": text}) == [
        "content/sections/introduction.md:11:12: citation-unknown"
    ]


def test_windows_line_ends_move_nothing(content: Path) -> None:
    text = EVERYWHERE.replace("event:start", "event:strat")
    unix = findings(content, {**WHOLE, "sections/introduction.md": text})
    windows = {name: value.replace("\n", "\r\n") for name, value in WHOLE.items() if isinstance(value, str)}
    assert findings(content, {**windows, "sections/introduction.md": "\ufeff" + text.replace("\n", "\r\n")}) == unix
    assert unix == ["content/sections/introduction.md:13:103: link-unknown"]
