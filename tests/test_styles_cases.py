"""References and citations of `tests/cases/references`: `.bib` in, list and citations out, style by style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from hedgesite.diagnostics import Origin
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Source
from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles import STYLES, format_citation, format_references

CASES = Path(__file__).parent / "cases" / "references"
NOWHERE = Origin("references.bib")
CITATION = re.compile(
    r"(?P<prefix>[^@;]*?)\s*(?P<only>-)?@(?P<key>[\w-]+)"
    r"(?:, (?P<label>[\w-]+) (?P<value>[^|;]+?))?(?: \| (?P<suffix>.+))?"
)


def read_sources(bib: str) -> list[Source]:
    return list(read_bibliography(bib, "references.bib")[0].sources)


def read_group(line: str) -> CitationGroup:
    """`(see @a, page 3; @b)`, `@a [page 3; @b]`: a notation that names the label of every locator."""
    narrative = line.startswith("@")
    text = line[1:-1]
    if narrative:
        key, _, rest = line.partition(" ")
        locator, _, others = rest.strip("[]").partition(";")
        text = f"{key}, {locator}" if locator else key
        text += f"; {others}" if others else ""
    items = (_citation(item.strip()) for item in text.split(";"))
    citations = tuple(
        Citation(c.key, CitationMode.NARRATIVE, NOWHERE, c.prefix, c.locator, c.suffix) if narrative and not i else c
        for i, c in enumerate(items)
    )
    return CitationGroup(citations, NOWHERE, 1)


def _citation(text: str) -> Citation:
    match = CITATION.fullmatch(text)
    assert match, text
    label = (match["label"] or "").removesuffix("s") if match["label"] in {"pages", "notes"} else match["label"]
    return Citation(
        match["key"],
        CitationMode.YEAR_ONLY if match["only"] else CitationMode.PARENTHETICAL,
        NOWHERE,
        match["prefix"],
        Locator(label, match["value"]) if label else None,
        f", {match['suffix']}" if match["suffix"] else "",
    )


def shown(bib: str, cited: str, style: str) -> Iterator[str]:
    references = format_references(read_sources(bib), STYLES[style])
    for reference in references.values():
        yield f"[{reference.key}] {reference.label} | {reference.year}"
        yield reference.text
        yield reference.list_html
    yield ""
    for line in cited.splitlines():
        pieces = format_citation(read_group(line), references, lambda text: escape(text, quote=False))
        marked = (f"⟨{piece.html}⟩" if piece.citation else piece.html for piece in pieces)
        yield f"{line} → {''.join(marked)}"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_case(path: Path, update_cases: bool) -> None:
    whole = path.read_text(encoding="utf-8")
    given, *_ = re.split(r"^== ", whole, maxsplit=1, flags=re.MULTILINE)
    _, bib, cited = re.split(r"^-- (?:bib|cite)\n", given, flags=re.MULTILINE)
    styles = re.findall(r"^== (\S+)$", whole, flags=re.MULTILINE) or ["chicago-author-date"]
    actual = (
        given.rstrip("\n")
        + "\n"
        + "".join(f"== {style}\n" + "\n".join(shown(bib, cited.strip(), style)) + "\n" for style in styles)
    )
    if update_cases:
        path.write_text(actual, encoding="utf-8")
        return
    assert actual == whole


def test_every_style_has_a_case() -> None:
    used = {style for path in CASES.glob("*.txt") for style in re.findall(r"^== (\S+)$", path.read_text("utf-8"), re.M)}
    assert used == set(STYLES)
