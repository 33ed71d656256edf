"""Jupyter notebooks: cells of text, chunks that are left out, and images that code has drawn."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, UnreadableError, import_file
from hedgesite.importer.notebooks import read_notebook


def png(colour: str) -> str:
    written = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}, indent=1).encode()


def text(*lines: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": [f"{line}\n" for line in lines], **more}


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    shown = [{"output_type": "display_data", "data": data} for data in outputs]
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": shown}


def imported(folder: Path, data: bytes) -> Imported:
    (folder / "paper.ipynb").write_bytes(data)
    return import_file(folder / "paper.ipynb", "paper.ipynb")


def test_a_notebook_becomes_sections_with_its_figures(tmp_path: Path) -> None:
    header = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: On lakes\nauthor: Ada Heron\n---"}
    drawn = {"text/plain": "<Figure>", "image/png": png("red")}
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    found = imported(
        tmp_path,
        notebook(
            header,
            text("# One", "", "Wet words, see $x^2$."),
            code('#| fig-cap: "Levels of the lake."\nprint("```")', drawn),
            code("quiet()"),
            text(
                "More words.",
                "",
                "![A plan](attachment:plan.png)",
                attachments={"plan.png": {"image/png": png("blue")}},
            ),
            code("draw()", {"image/svg+xml": [svg]}),
            kernelspec={"language": "julia"},
        ),
    )
    section = found.files["sections/01-one.md"]
    assert "title: On lakes" in found.files["article.yml"]
    assert "Wet words, see $x^2$." in section
    assert "![Levels of the lake.](figures/cell-3-1.png)" in section
    assert "![A plan](figures/cell-5-plan.png)" in section
    assert "print" not in section
    assert found.images["figures/cell-6-1.svg"] == svg.encode()
    assert "3 chunks of julia" in as_text(found.report)


def test_findings_name_the_lines_of_the_file(tmp_path: Path) -> None:
    data = notebook(text("# One", "", "Wet words."), code("x"), text("Dry wörds [@nobody2010]."))
    line = next(at for at, each in enumerate(data.decode().split("\n"), 1) if "nobody" in each)
    assert f"paper.ipynb:{line}:" in as_text(imported(tmp_path, data).report)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json", "is not JSON in UTF-8"),
        (b"\xff\xfe", "is not JSON in UTF-8"),
        (b"[" * 100_000, "is not JSON in UTF-8"),
        (b'{"nbformat": 3, "worksheets": []}', "is no notebook of format 4"),
        (b'{"cells": 7}', "is no notebook of format 4"),
        (b"[]", "is no notebook of format 4"),
    ],
)
def test_what_is_no_notebook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_notebook(data, "folder/paper.ipynb")


def test_cells_of_any_shape_stop_nothing(tmp_path: Path) -> None:
    cells = [
        7,
        {},
        {"cell_type": "markdown", "source": None},
        {"cell_type": "markdown", "source": ["# One\n", 5, "Words."], "attachments": []},
        {"cell_type": "code", "source": "x", "outputs": [3, {"data": 4}, {"data": {"image/png": "no base64 ÿ"}}]},
    ]
    found = imported(tmp_path, json.dumps({"cells": cells, "metadata": 5}).encode())
    assert "Words." in "".join(found.files.values())
    assert "is not shown" in as_text(found.report)


def test_a_label_in_bold_is_no_part_of_a_caption(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# One\n\nWords.\n\n![](map.png)\n\n**Figure 1**. A map.\n\n![](b.png)\n\n**Fig. 2: A plan.**\n"
    )
    section = import_file(tmp_path / "a.md", "a.md").files["sections/01-one.md"]
    assert "![A map.]" in section
    assert "![**A plan.**]" in section
