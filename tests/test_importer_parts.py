"""Files that a manuscript in Markdown includes, shortcodes in it, and kinds of displays that its header defines."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, import_file
from tests.companions import write_files
from tests.manuscripts import sections_of

pytestmark = pytest.mark.outside

HEAD = "---\ntitle: T\nauthor: A B\nabstract: C.\n---\n\n# S\n\n"


def of(folder: Path, files: dict[str, str]) -> Imported:
    write_files(folder, files)
    name = next(iter(files))
    return import_file(folder / name, name)


def test_included_files_are_read_in_their_place(tmp_path: Path) -> None:
    imported = of(
        tmp_path,
        {
            "m.qmd": f"{HEAD}Wet.\n\n{{{{< include parts/_two.qmd >}}}}\n\nLast [@lost].\n",
            "parts/_two.qmd": "---\ntitle: Two\n---\n\n::: {.note}\nDry [@gone].\n:::\n\n{{< include _three.qmd >}}\n",
            "parts/_three.qmd": "# Three\n\nLow.\n",
        },
    )
    text = sections_of(imported)
    assert text.index("Wet.") < text.index("Dry ") < text.index("title: Three") < text.index("Last ")
    assert "title: Two" not in text
    assert ":::" not in text
    told = as_text(imported.report)
    assert "parts/_two.qmd:6:7: import-citation: no source has the key 'gone'" in told
    assert "m.qmd:13:8: import-citation: no source has the key 'lost'" in told


def test_children_of_chunks_are_included_too(tmp_path: Path) -> None:
    imported = of(
        tmp_path,
        {
            "m.Rmd": f"{HEAD}```{{r, child = c('a.Rmd', \"b.Rmd\")}}\n```\n\nLast.\n",
            "a.Rmd": "First.\n",
            "b.Rmd": "Second.\n",
        },
    )
    text = sections_of(imported)
    assert text.index("First.") < text.index("Second.") < text.index("Last.")


@pytest.mark.parametrize(
    ("name", "why"),
    [("../m/secret.qmd", "no such file"), ("m.qmd", "it includes itself"), ("none.qmd", "no such file")],
)
def test_what_cannot_be_included_is_told(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    write_files(tmp_path / "m", {"secret.qmd": "Secret."})
    imported = of(tmp_path / "n", {"m.qmd": f"{HEAD}Wet.\n\n{{{{< include {name} >}}}}\n"})
    assert f"m.qmd:11:1: import-text: '{name}' is not included: " in as_text(imported.report)
    assert why in as_text(imported.report)
    assert "Secret" not in sections_of(imported)


def test_includes_in_a_listing_stay(tmp_path: Path) -> None:
    imported = of(tmp_path, {"m.qmd": f"{HEAD}```text\n{{{{< include a.qmd >}}}}\n```\n", "a.qmd": "Wet."})
    assert "{{< include a.qmd >}}" in sections_of(imported)


def test_shortcodes_stand_for_what_they_say_or_are_marked(tmp_path: Path) -> None:
    imported = of(
        tmp_path,
        {
            "m.qmd": f"{HEAD}By {{{{< meta author >}}}}, {{{{< var year >}}}}.\n\n{{{{< pagebreak >}}}}\n\n"
            "{{< video https://example.org/lake >}}\n\n{{< embed a.ipynb#fig-a >}}\n"
        },
    )
    text = sections_of(imported)
    assert "By A B, [var year]{.unresolved}." in text
    assert "<https://example.org/lake>" in text
    assert "{{<" not in text
    told = as_text(imported.report)
    assert "1 shortcodes var" in told
    assert "1 shortcodes embed" in told
    assert "pagebreak" not in told


def test_kinds_of_displays_of_ones_own_are_figures(tmp_path: Path) -> None:
    head = HEAD.replace(
        "abstract: C.",
        "abstract: C.\ncrossref:\n  custom:\n    - kind: float\n      key: suppfig\n      reference-prefix: Figure S\n",
    )
    imported = of(
        tmp_path, {"m.qmd": f"{head}See @suppfig-map and [@suppfig-map].\n\n![A map.](a.png){{#suppfig-map}}\n"}
    )
    text = sections_of(imported)
    assert "See [](figure:fig-suppfig-map)" in text
    assert "{#fig-suppfig-map" in text
    assert "import-citation" not in as_text(imported.report)
