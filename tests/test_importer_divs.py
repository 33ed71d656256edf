"""Divisions, drawn tables, macros, labels and headers of Quarto, bookdown and Pandoc."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, Manuscript, import_file, import_text
from tests.companions import write_files
from tests.manuscripts import sections_of

HEAD = "---\ntitle: T\nauthor: A B\n{fields}---\n\n# One\n\n"
BIB = "@book{pike2015, author={Pike, Eve}, title={Shores}, publisher={Press}, year={2015}}"


def of(body: str, fields: str = "") -> Imported:
    return import_text(Manuscript("m.qmd", HEAD.format(fields=fields) + body + "\n"))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            "See @fig-map.\n\n::: {#fig-map}\n![](map.png)\n\nThe *lake*.\n:::",
            ["See [](figure:fig-map)", "![The *lake*.](figures/map.svg){#fig-map"],
        ),
        (
            "See @fig-two.\n\n::: {#fig-two layout-ncol=2}\n![Left](a.png){#fig-a}\n\n![Right](b.png){#fig-b}\n\n"
            "Both.\n:::",
            ["See [](figure:fig-two)", "{#fig-a", "{#fig-b", "Both. {#fig-two}"],
        ),
        (
            "See @tbl-wet.\n\n::: {#tbl-wet}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nRain.\n:::",
            ["See [](table:tbl-wet)", "Table: Rain. {#tbl-wet}"],
        ),
        (
            "See @fig-plot.\n\n::: {#fig-plot}\n```{r}\nplot(1)\n```\n\nA plot.\n:::",
            ["See [](figure:fig-plot)", "![A plot.]", "{#fig-plot"],
        ),
        (
            '::: {.callout-note title="Mind: the gap"}\nWet.\n:::\n\n::: {.callout-tip}\n## A tip\nDry.\n:::\n\nAfter.',
            ["## Mind: the gap", "Wet.", "## A tip", "Dry.", "After."],
        ),
        ("::: {.panel-tabset}\n## Left\nWet.\n\n## Right\nDry.\n:::\n\nAfter.", ["## Left", "## Right", "After."]),
        (
            "See @thm-line.\n\n::: {#thm-line}\n## Line\nIt is.\n:::\n\n::: {.proof}\nSo.\n:::",
            ["[Theorem 1](section:one)", "**Theorem 1 (Line).** It is.", "*Proof.* So."],
        ),
        ("> ::: {.callout-note}\n> ## A tip\n> Wet.\n> :::", ["> **A tip**", "> Wet."]),
        ("Words\n::: note\ninside\n:::\nand after.", ["Words\n", "inside", "and after."]),
        ("See @sec-two and [it](#a-heading).\n\n# Two {#sec-two}\n\nWet.\n\n# A heading!\n\nDry.",
         ["See [](section:two) and [it](section:heading)"]),
        ("Press {{< kbd Ctrl-C >}} now.", ["Press `Ctrl-C` now."]),
        ("(@) One.\n\n(@wet) Two.\n\nAs (@wet) shows.", ["(1) One.", "(2) Two.", "As (2) shows."]),
        (
            "See \\@ref(fig:map).\n\n(ref:cap) A *map*, \"so\".\n\n```{r map, fig.cap=\"(ref:cap)\"}\nplot(1)\n```",
            ["See [1](figure:map)", '![A *map*, "so".]'],
        ),
        ("```{r map, fig.cap=\"A `map`.\"}\nplot(1)\n```\n\n::: note\nAfter.\n:::", ["![A `map`.]", "\nAfter."]),
        ("```wet``` is code.\n\n::: note\nAfter.\n:::", ["`wet` is code.", "\nAfter."]),
        (
            "\\begin{equation}\na = b\n(\\#eq:ab)\n\\end{equation}",
            ["\\begin{equation} a = b \\end{equation}", "{#eq-ab}"],
        ),
        (
            "\\begin{align*}\nx = a\n- b\n+ c\n\\end{align*}",
            ["\\begin{align*} x = a {}- b {}+ c \\end{align*}"],
        ),
        (
            '<div class="figure"><img src="y.png" alt="y"><p class="caption">A cap</p></div>',
            ["![A cap](figures/y.svg)"],
        ),
        ("<figure><img src='y.png'><figcaption>A <b>cap</b></figcaption></figure>", ["![A **cap**](figures/y.svg)"]),
        ("<table><caption>A cap</caption><tr><th>h</th></tr><tr><td>v</td></tr></table>", ["| h |", "Table: A cap"]),
    ],
)  # fmt: skip
def test_bodies(body: str, parts: list[str]) -> None:
    found = sections_of(of(body))
    assert [part for part in parts if part not in found] == [], found
    assert ":::" not in found


def test_parts_for_other_formats_are_left_out_and_counted() -> None:
    imported = of(
        '::: {.content-visible when-format="pdf"}\nPrinted.\n:::\n\n::: {.content-hidden when-format="html"}\nHidden.\n'
        ':::\n\n::: {.content-visible when-format="html"}\nShown.\n:::\n\n::: {.content-visible unless-format="pdf"}\n'
        "Shown too.\n:::"
    )
    found = sections_of(imported)
    assert "Printed" not in found
    assert "Hidden" not in found
    assert "Shown." in found
    assert "Shown too." in found
    assert "2 parts for other formats than HTML" in as_text(imported.report)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "------------------------\n Wet      Dry\n lakes    shores\n-------- ---------------\n one      of two\n"
            "          lines\n\n two      more\n------------------------\n\nTable: A cap.",
            ["| Wet lakes | Dry shores |", "| one | of two lines |", "| two | more |", "Table: A cap."],
        ),
        (
            "------ -----\none    two\nthree  four\n------ -----\n\nAfter.",
            ["| one | two |", "| three | four |", "After."],
        ),
        (
            "------ -----\none    two\n       more\n\nthree  four\n------ -----\n\nAfter.",
            ["| one | two more |", "| three | four |"],
        ),
        ("Wet\n\n---\n\nDry\n\n---\n\nSo.", ["Wet", "Dry", "So."]),
    ],
)
def test_drawn_tables(table: str, rows: list[str]) -> None:
    found = sections_of(of(table))
    assert [row for row in rows if row not in found] == [], found


def test_macros_of_the_header_and_of_the_text() -> None:
    fields = (
        "header-includes:\n  - \\newcommand{\\rev}[1]{\\textcolor{blue}{#1}}\n"
        "  - \\newcommand{\\own}[1]{\\todo[inline]{#1}}\n"
    )
    body = (
        "\\newcommand{\\pair}[2]{\\emph{#1} (#2)}\n\nA \\rev{lake that\nis wet} and \\pair{a}{b}.\\own{Ask.} "
        "`\\rev{x}` \\rev{open."
    )
    imported = of(body, fields)
    found = sections_of(imported)
    assert "A lake that is wet and *a* (b). `\\rev{x}`" in found
    assert "Ask" not in found
    assert "1 notes of the author to themselves" in as_text(imported.report)


def test_a_header_below_a_byline_and_a_bibliography_that_code_names(tmp_path: Path) -> None:
    header = 'title: Wet\nbibliography: \'`r here::here("lib", "x.bib")`\'\n'
    text = f"Ada Heron and Eve Pike\n\n---\n{header}---\n\n# One\n\nSo [@pike2015].\n"
    write_files(tmp_path, {"m.Rmd": text, "lib/x.bib": BIB})
    imported = import_file(tmp_path / "m.Rmd", "m.Rmd")
    assert "title: Wet" in imported.files["article.yml"]
    assert "So [@pike2015]." in sections_of(imported)
    assert "Heron" in "".join(imported.files.values())
