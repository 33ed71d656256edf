"""Plain lists of references into sources: one file a style, entries first, what is read of them below `=====`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hedgesite.importer.blocks import read_pieces
from hedgesite.importer.entries import read_entries
from hedgesite.importer.sources import as_bib, read_sources
from hedgesite.importer.text import Manuscript
from hedgesite.load.bibtex import read_bibliography

CASES = sorted((Path(__file__).parent / "cases" / "manuscript" / "references").glob("*.txt"))
TEXT = "The text cites (Marsh 2019)."


def read(listed: str) -> tuple[str, str]:
    """`references.bib` and the findings."""
    manuscript = Manuscript("case.md", listed)
    entries, others = read_entries(manuscript, read_pieces(manuscript, 0))
    sources, unread, findings = read_sources(manuscript, entries, TEXT)
    said = [str(finding) for finding in findings]
    unread_words = [f"% Not read: {each.words}" for each in unread]
    return "\n".join(
        [as_bib(replace(each, offset=manuscript.origin(each.offset).line) for each in sources), *unread_words]
    ), "\n".join([*said, *(f"no entry: {other.start}" for other in others)])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_references(path: Path, update_cases: bool) -> None:
    listed = path.read_text("utf-8").split("\n=====\n", 1)[0].rstrip("\n") + "\n"
    bib, said = read(listed)
    actual = f"{listed}\n=====\n{bib}\n=====\n{said}".rstrip("\n") + "\n"
    if update_cases:
        path.write_text(actual, "utf-8")
    assert path.read_text("utf-8") == actual


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_bibliography_reads_back_without_a_finding(path: Path) -> None:
    bib, _ = read(path.read_text("utf-8").split("\n=====\n", 1)[0])
    bibliography, report = read_bibliography(bib, "references.bib")
    assert bibliography.sources
    assert [finding for finding in report.diagnostics if finding.rule.id not in MISSING] == []


MISSING = {"bib-missing-field"}
"""What the list does not say, no import can add."""


def test_every_word_of_the_list_stands_in_the_bibliography() -> None:
    for path in CASES:
        listed = path.read_text("utf-8").split("\n=====\n", 1)[0]
        bib, _ = read(listed)
        comments = re.sub(r"[*<>]", "", " ".join(line for line in bib.splitlines() if line.startswith("%")))
        words = re.sub(r"[*<>]", "", listed).split()
        missing = [word for word in words if word not in comments and not word.startswith(("-", "[https"))]
        assert missing == []
