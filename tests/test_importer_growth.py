"""A manuscript of twice the size makes twice the work, whatever it is full of; work is counted, never timed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hedgesite.importer import Manuscript, import_text
from hedgesite.importer.companion import import_document
from hedgesite.importer.read_jats import read_jats
from tests.work import calls_made, lines_run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
HEAD = "---\ntitle: T\nauthor: A B\nabstract: C.\n---\n\n# S\n\n"
LIST = "\n\n# References\n\nHeron, Ada. 2010. *Lakes*. London: Lake Press.\n\n"


def in_one_paragraph(unit: str) -> Callable[[int], str]:
    return lambda number: HEAD + "".join(unit.format(n=n) for n in range(number)) + LIST


def in_the_list(unit: str, text: str = "") -> Callable[[int], str]:
    return lambda number: HEAD + text * number + LIST + "".join(unit.format(n=n) for n in range(number))


MANUSCRIPTS = {
    "citations": in_one_paragraph("Wet (Heron 2010, {n}). "),
    "citations by key": in_one_paragraph("Wet [@a]. "),
    "numbers of a list": in_the_list("{n}. Otter A. Shores {n}. Lake J 2011;3:4-9.\n", "Wet [1]. So [2, 3]. "),
    "open images": in_one_paragraph("!["),
    "open notes": in_one_paragraph("^["),
    "commands of LaTeX": in_one_paragraph(r"Wet \emph{{so}}\footnote{{A note.}} \citep[3]{{a}}. "),
    "tables of LaTeX without an end": in_one_paragraph("\\begin{{table}}\n"),
    "fields": lambda n: "---\ntitle: T\n" + "".join(f"f{each}: x\n" for each in range(n)) + "---\n\n# S\n\nWet.\n",
    "tags": in_one_paragraph("Wet [@tag:a{n}].\n\n[@tag:a{n}]: doi:10.1000/{n}\n\n"),
    "citations without brackets": in_one_paragraph("Heron 2010 "),
    "unknown years": in_one_paragraph("It is (2010, {n}) so. "),
    "items of one bracket": lambda n: HEAD + "(" + "; ".join(f"Heron 2010, {each}" for each in range(n)) + ")" + LIST,
    "years of one bracket": lambda n: HEAD + "(" + "wet 2011 " * n + ")" + LIST,
    "paragraphs that begin alike": in_one_paragraph("The lake is wet.\n\n"),
    "broken paragraphs": in_one_paragraph("one two three four five six seven\n\n"),
    "sections of one name": in_one_paragraph("# Lake\n\nWet.\n\n"),
    "notes": in_one_paragraph("Wet.[^{n}]\n\n[^{n}]: A note.\n\n"),
    "notes of one number": in_one_paragraph("Wet.<sup>1</sup>\n\n<sup>1</sup> A note.\n\n"),
    "calls without notes": in_one_paragraph("Wet.[^{n}] "),
    "notes without calls": in_one_paragraph("# S{n}\n\nWet.\n\n[^{n}]: A note.\n\n"),
    "link targets": in_one_paragraph("# S{n}\n\nSee [a{n}].\n\n[a{n}]: https://example.org/{n}\n\n"),
    "sources": in_the_list("Otter{n}, Bo. 2011. *Shores*. London: Lake Press.\n\n", "So it is (Pike 2012, 3). "),
    "sources of one author": in_the_list("Heron, Ada. 2010. *Lakes*. London: Lake Press.\n\n", "Wet (Heron 2010). "),
}


FEWEST = {"sources": 250}
"""Where fewer are compared each with each, on purpose."""


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_work_grows_in_step(name: str) -> None:
    """Calls, and the turns of loops: both may add from 2 to 4 no more than a little above twice what 1 to 2 adds."""
    texts = [Manuscript("m.md", MANUSCRIPTS[name](FEWEST.get(name, 60) * size)) for size in (1, 2, 4)]
    import_text(texts[0])
    for count in (calls, lines):
        one, two, four = (count(text) for text in texts)
        assert four - two < 2.6 * (two - one) + 2000, count.__name__


def calls(text: Manuscript) -> int:
    return calls_made(lambda: import_text(text))


def lines(text: Manuscript) -> int:
    return sum(lines_run(lambda: import_text(text), [ROOT / "src" / "hedgesite"]).values())


def test_words_of_patterns_are_looked_at_once() -> None:
    """What no step of Python shows: a pattern that tries all ways to part a text would not end here."""
    for text in (
        "[" + r"\a" * 3_000,
        "[" + "@" * 30_000,
        "(" + "2010 " * 20_000,
        "`" * 10_000,
        "<sup>" * 10_000,
        "(" + " " * 30_000 + "x 2010)",
        "(Pike" + " " * 30_000 + "and Otter 2010)",
        "(2010)" + " " * 100_000 + "wet",
        "\\[" * 10_000,
        "*" * 5_000 + "x" + "*" * 5_000,
        "\\emph{" * 2_000 + "x" + "}" * 2_000,
        "\\citep[" * 10_000,
        "{" * 10_000,
        "\\begin{a}" + "[x" * 10_000,
        "\\includegraphics" + " " * 30_000 + "x",
        "{{< include " + " " * 40_000,
        "x {{< a " + " " * 40_000,
        "words and more words and words " + "_" * 20_000 + ".",
    ):
        assert import_text(Manuscript("m.md", HEAD + text + LIST)).sections == 1


@pytest.mark.parametrize(
    "unit", ['<xref ref-type="bibr" rid="b">H 2010</xref>, ', '<b/><xref ref-type="bibr" rid="b">H</xref>t']
)
def test_citations_of_one_jats_paragraph_are_read_in_one_passage(unit: str) -> None:
    source = "<element-citation><source>Lakes</source><year>2010</year></element-citation>"
    listed = f'<back><ref-list><ref id="b">{source}</ref></ref-list></back>'

    def work(number: int) -> int:
        data = f"<article><body><p>{unit * number}</p></body>{listed}</article>".encode()
        return calls_made(lambda: import_document(read_jats(Path("a.xml"), "a.xml", data)))

    one, two, four = work(100), work(200), work(400)
    assert four - two < 2.4 * (two - one)


def test_each_jats_citation_finds_its_source_at_once() -> None:
    def work(number: int) -> int:
        calls = "".join(f'Wet <xref ref-type="bibr" rid="r{n}">{n}</xref>. ' for n in range(number))
        source = "<element-citation><source>Lakes</source><year>2010</year></element-citation>"
        listed = "".join(f'<ref id="r{n}">{source}</ref>' for n in range(number))
        text = f"<article><body><p>{calls}</p></body><back><ref-list>{listed}</ref-list></back></article>"
        return sum(
            lines_run(
                lambda: import_document(read_jats(Path("a.xml"), "a.xml", text.encode())), [ROOT / "src" / "hedgesite"]
            ).values()
        )

    work(10)
    one, two, four = work(50), work(100), work(200)
    assert four - two < 2.4 * (two - one)


def test_notes_of_one_jats_paragraph_are_read_in_one_passage() -> None:
    def work(number: int) -> int:
        calls = "".join(f'Wet <xref ref-type="fn" rid="f{each}">1</xref> ' for each in range(number))
        notes = "".join(f'<fn id="f{each}"><p>N {each}</p></fn>' for each in range(number))
        text = f"<article><body><p>{calls}</p></body><back><fn-group>{notes}</fn-group></back></article>"
        return calls_made(lambda: import_document(read_jats(Path("a.xml"), "a.xml", text.encode())))

    work(10)
    one, two, four = work(100), work(200), work(400)
    assert four - two < 2.4 * (two - one)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Wet, as one says [@a; @b-2].[^1] It’s (so) 3 % of them – don't ask: [(Otter)]{.unresolved}", True),
        ("{#wet}\nWet.", True),
        ("Wet as @a says, @b-2 too; see @c. So @d", True),
        ("{#wet}\n@a is wet.", True),
        ("Wet as @a [3] says.", False),
        ("Wet as @a.b says.", False),
        ("See@a for more.", False),
        ("(@a) Wet.", False),
        ("Wet ![@a] so.", False),
        ("Wet [@a][@b].", False),
        ("Wet [@a](x).", False),
        ("Wet [see @a].", False),
        ("Wet [@fig-1].", False),
        ("See https://example.org.", False),
        ("Wet -- or so.", False),
        ("*Wet*", False),
        ('"Wet"', False),
        ("1\\. Wet", False),
    ],
)
def test_plain_markdown_reads_as_its_words(text: str, plain: bool) -> None:
    from hedgesite.diagnostics import Origin
    from hedgesite.importer.plain_markdown import is_plain, words_of_plain
    from hedgesite.markdown import plain_text, scan_body

    assert is_plain(text) is plain
    if plain:
        body, report = scan_body(f"{text}\n\n[^1]: x" if "[^1]" in text else text, Origin(""))
        assert not report.diagnostics
        # An ellipsis stands for what a narrative citation says.
        said = "".join(plain_text(body).replace("…", "").split())
        assert said == "".join(words_of_plain(text).replace("'", "’").split())
