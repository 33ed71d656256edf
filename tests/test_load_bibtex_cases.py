"""Bibliographies in, sources and diagnostics out: one file a case, the two parted by a line of `---`."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Person, Source

CASES = sorted((Path(__file__).parent / "cases" / "bibtex").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_case(path: Path, update_cases: bool) -> None:
    bibliography, expected = path.read_text(encoding="utf-8").split("\n---\n", 1)
    read, report = read_bibliography(f"{bibliography}\n", "references.bib")
    dump = "\n".join([*map(shown_source, read.sources), "", as_text(report), ""])
    if update_cases:
        path.write_text(f"{bibliography}\n---\n{dump}", encoding="utf-8")
    else:
        assert dump == expected


def shown_source(source: Source) -> str:
    lines = [f"{source.key} @{source.type} {source.origin.line}:{source.origin.column}"]
    lines += [f"  {role}: {shown_persons(source, role)}" for role in source.persons]
    lines += [f"  {name}: {date.text}" for name, date in source.dates.items()]
    lines += [
        f"  {name}: {value.text!r} {value.origin.line}:{value.origin.column}" for name, value in source.fields.items()
    ]
    lines += [f"  also {alias}" for alias in source.aliases]
    return "\n".join(lines)


def shown_persons(source: Source, role: str) -> str:
    others = ["others"] if role in source.and_others else []
    return " | ".join([*map(shown_person, source.persons[role]), *others])


def shown_person(person: Person) -> str:
    if person.is_body:
        return f"{{{person.literal}}}"
    return "/".join([person.given, person.particle, person.family, person.suffix])
