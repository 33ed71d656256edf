"""A companion begins with the manner of citing that its manuscript has."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hedgesite.importer import Imported, import_file
from hedgesite.importer.citation_style import style_named
from hedgesite.styles.csl import package
from hedgesite.styles.style_error import StyleError

HEAD = "---\ntitle: T\nauthor: A B\nabstract: C.\n{more}---\n\n# S\n\n"
NUMBERED = "\n\n# References\n\n" + "".join(
    f"{number}. Heron A. Lakes {word}. Lake J. 201{number};3:4-9.\n"
    for number, word in enumerate(("One", "Two", "Three", "Four"), 1)
)


def of(text: str, folder: Path, more: str = "") -> Imported:
    path = folder / "m.md"
    path.write_text(HEAD.format(more=more) + text, "utf-8")
    (folder / "m.bib").write_text("@book{a, author={Heron, Ada}, title={Lakes}, year=2010}\n")
    return import_file(path, "m.md")


def style_of(imported: Imported) -> str:
    return str(yaml.safe_load(imported.files["article.yml"]).get("style", ""))


CASES = {
    "square": ("Wet [1]. So [2, 3]. Then [4].", "", "ieee"),
    "raised": ("Wet.^1^ So.^2,3^ Then.^4^", "", "vancouver-superscript"),
    "notes": (
        "Wet.[^1] So.[^2] Then.[^3]\n\n[^1]: [@a, 1].\n\n[^2]: See [@a].\n\n[^3]: [@a].",
        "",
        "chicago-notes-bibliography",
    ),
    "author and year": ("Wet [@a]. So [@a, 3]. Then [@a].", "", ""),
    "named": ("Wet [@a].", "csl: https://www.zotero.org/styles/apa\n", "apa"),
    "own": ("Wet [@a].", "csl: chicago-author-date.csl\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_style_is_that_of_the_manuscript(name: str, tmp_path: Path) -> None:
    text, more, style = CASES[name]
    imported = of(text + (NUMBERED if name in {"square", "raised"} else ""), tmp_path, more)
    assert style_of(imported) == style


def test_a_style_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise StyleError(f"no {name}", "install")

    monkeypatch.setattr(package, "_folder", missing)
    imported = of(CASES["square"][0] + NUMBERED, tmp_path)
    assert style_of(imported) == ""
    told = [str(each) for each in imported.report.diagnostics if "'style: ieee'" in str(each)]
    assert len(told) == 1
    assert "cites by numbers" in told[0]
    assert 'python -m pip install "hedgesite[csl]"' in told[0]


@pytest.mark.parametrize(
    ("value", "name"),
    [("apa", "apa"), ("styles/nature.csl", "nature"), ("https://x.org/a/ieee.csl", "ieee"), (None, ""), ("../x y", "")],
)
def test_names_of_styles(value: object, name: str) -> None:
    assert style_named(value) == name
