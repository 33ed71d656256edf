"""Figures that LaTeX has as PDF: drawn within limits, or a placeholder with a reason."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image

from hedgesite.diagnostics import Rule, as_text
from hedgesite.images.pdf_drawing import draw_pdf
from hedgesite.images.raster import RasterError
from hedgesite.importer import Imported, import_file, pandoc

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
drawing = import_module("hedgesite.images.pdf_drawing")


def pdf(*colours: str, size: tuple[int, int] = (300, 200)) -> bytes:
    """A PDF with a page of each colour; a pixel is a point."""
    first, *others = [Image.new("RGB", size, colour) for colour in colours]
    written = io.BytesIO()
    first.save(written, "PDF", save_all=True, append_images=others, resolution=72)
    return written.getvalue()


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


def imported(folder: Path, text: str, **files: bytes) -> Imported:
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    head = "\\documentclass{article}\n\\begin{document}\n\\section{One}\n\nWet words here."
    (folder / "paper.tex").write_text(f"{head}\n\n{text}\n\\end{{document}}\n", "utf-8")
    return import_file(folder / "paper.tex", "paper.tex")


def test_the_first_page_is_drawn_in_the_width_of_a_text() -> None:
    found = draw_pdf(pdf("red", "blue"))
    assert found.pages == 2
    with opened(found.png) as image:
        assert image.size == (1600, 1067)
        assert image.getpixel((800, 500)) == (254, 0, 0)


@pytest.mark.parametrize(("size", "drawn"), [((20, 10), (120, 60)), ((10, 4000), (10, 4000))])
def test_small_and_long_pages_stay_within_bounds(size: tuple[int, int], drawn: tuple[int, int]) -> None:
    with opened(draw_pdf(pdf("white", size=size)).png) as image:
        assert image.size == drawn


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-", pdf("red")[:300]])
def test_what_is_no_whole_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(RasterError, match=r"\w"):
        draw_pdf(data)


def test_drawing_takes_no_longer_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.01)
    with pytest.raises(RasterError, match="takes longer than"):
        draw_pdf(pdf("red"))


@needs_pandoc
def test_a_figure_is_shown_whatever_holds_its_name_together(tmp_path: Path) -> None:
    figure = "\\begin{figure}\\includegraphics[width=3cm]{%s}\\caption{A map.}\\end{figure}\n\n"
    found = imported(
        tmp_path, figure % "lakes" + figure % "{plan.v2}.pdf", lakes=pdf("red"), **{"plan.v2": pdf("blue")}
    )
    assert sorted(found.images) == ["figures/lakes.png", "figures/plan-v2.png"]
    with opened(found.images["figures/plan-v2.png"]) as image:
        assert image.getpixel((5, 5)) == (0, 0, 254)
    assert "is not shown" not in as_text(found.report)


@needs_pandoc
def test_pages_that_are_left_out_and_faults_are_said_where_they_stand(tmp_path: Path) -> None:
    text = "\\includegraphics{two}\n\n\\includegraphics{broken}"
    found = imported(tmp_path, text, two=pdf("red", "blue"), broken=b"%PDF-1.7")
    said = as_text(found.report)
    assert "paper.tex:7:18: import-doubt: the image 'two' has 2 pages, of which the first one is shown" in said
    assert "paper.tex:9:18: import-text: the image 'broken' is not shown: it cannot be shown: " in said


@needs_pandoc
def test_without_the_extra_a_finding_says_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("hedgesite.importer.images"), "draws_pdf", lambda: False)
    found = imported(tmp_path, "\\includegraphics{lakes}", lakes=pdf("red"))
    [finding] = [each for each in found.report.diagnostics if each.rule is Rule.IMPORT_TEXT]
    assert 'python -m pip install "hedgesite[import]"' in finding.problem
    assert list(found.images) == ["figures/lakes.svg"]
