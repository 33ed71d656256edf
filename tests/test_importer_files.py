"""What a manuscript's file may be, what it may bring in, and what Pandoc may take: all else is a finding."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.cli import main
from hedgesite.diagnostics import Rule
from hedgesite.importer import import_file, pandoc, reading
from hedgesite.importer.chapters import Joined, join_chapters
from tests.companions import write_files

child = import_module("hedgesite.pandoc")
needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes of POSIX")


def run(path: Path) -> Result:
    return CliRunner().invoke(main, ["import", str(path), "--into", str(path.parent / "new")], catch_exceptions=False)


def refused(path: Path) -> str:
    result = run(path)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert ": import-manuscript: " in result.output
    assert not (path.parent / "new").exists()
    return result.output


@needs_links
@pytest.mark.parametrize("ending", ["md", "tex", "xml", "docx"])
def test_what_is_no_regular_file_is_refused(tmp_path: Path, ending: str) -> None:
    pipe, device, folder = (tmp_path / f"{name}.{ending}" for name in ("pipe", "device", "folder"))
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    folder.mkdir()
    for path in (pipe, device, folder):
        assert "is not a regular file" in refused(path)
    circle = tmp_path / f"circle.{ending}"
    circle.symlink_to(circle)
    assert "cannot be read" in refused(circle)


@pytest.mark.parametrize(("ending", "mebibytes"), [("md", 4), ("tex", 16), ("xml", 16), ("docx", 64)])
def test_a_manuscript_is_read_up_to_its_bound(tmp_path: Path, ending: str, mebibytes: int) -> None:
    path = tmp_path / f"large.{ending}"
    with path.open("wb") as file:
        file.truncate(20 * 1024**3 if sys.platform == "linux" else mebibytes * 1024**2 + 1)
    assert f"has more than {mebibytes} MiB" in refused(path)


def nested(depth: int) -> str:
    return f"<article><body>{'<sec>' * depth}<p>x</p>{'</sec>' * depth}</body></article>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (nested(2_000).encode(), "nested more than 200 deep"),
        (nested(100_000).encode(), "nested more than 200 deep"),
        (b'<?xml version="1.0" encoding="klingon"?><article/>', "encoding that is not read"),
        (b'<?xml version="1.0" encoding="euc-jp"?><article/>', "encoding that is not read"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><article>&x;</article>', "declares the entity 'x'"),
        (b"", "is not XML"),
    ],
)
def test_jats_that_cannot_be_read(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    assert said in refused(path)


def joined(folder: Path, main_text: str, **chapters: str) -> Joined:
    write_files(folder, {f"{name.replace('__', '/')}.tex": text for name, text in chapters.items()})
    return join_chapters(folder / "main.tex", "main.tex", main_text)


@pytest.mark.parametrize(
    "command",
    [
        r"\input{ch/one}", r"\input{ch/one.tex}", r"\input ch/one", r"\include{ch/one}", r"\subfile{ch/one}",
        r"\input{ ch/one }", r'\input{"ch/one"}', r"\import{ch/}{one}",
        r"\subimport{ch}{one}", r"\input{./ch/../ch/one}",
        r"\inputfrom{ch/}{one.tex}", r"\%\input{ch/one}", r"\\\input{ch/one}",
    ],
)  # fmt: skip
def test_chapters_are_brought_in(tmp_path: Path, command: str) -> None:
    done = joined(tmp_path, f"before {command} after", ch__one="words % a comment")
    assert "words" in done.text
    assert done.text.index("before") < done.text.index("words") < done.text.index("\n after")
    assert done.findings == []


@pytest.mark.parametrize(
    "text",
    [
        r"% \input{one}", r"\verb|\input{one}|", r"\verb*+\input{one}+",
        "\\begin{verbatim}\n\\input{one}\n\\end{verbatim}",
        "\\begin{lstlisting}[a]\n\\input{one}\n\\end{lstlisting}", r"\inputenc{one}", r"\includegraphics{one}",
        "\\end{document} \\input{one}", r"\\input{one}",
    ],
)  # fmt: skip
def test_what_is_no_command_stays(tmp_path: Path, text: str) -> None:
    done = joined(tmp_path, text, one="words")
    assert (done.text, done.findings) == (text, [])


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (r"\input{absent}", "no such file"),
        (r"\input{../outside}", "outside of the manuscript's folder"),
        (r"\input{/etc/passwd}", "outside of the manuscript's folder"),
        (r"\import{../}{outside}", "outside of the manuscript's folder"),
        (r"\input{\chapter}", "in plain words"),
        (r"\input{#1}", "in plain words"),
        (r"\input{|ls}", "in plain words"),
        (r"\input{folder}", "not a regular file"),
        (r"\input{main}", "brings itself in"),
        (r"\lstinputlisting{a.py}", "in plain words"),
        (r"\InputIfFileExists{one}{}{}", "in plain words"),
    ],
)
def test_what_cannot_be_brought_in_is_reported_with_its_line(tmp_path: Path, command: str, why: str) -> None:
    (tmp_path / "outside.tex").write_text("secret", "utf-8")
    base = tmp_path / "base"
    (base / "folder").mkdir(parents=True)
    (base / "main.tex").write_text("main", "utf-8")
    done = joined(base, f"one\n  {command} after\n", one="words")
    assert "secret" not in done.text
    assert [(each.rule, each.origin.file, each.origin.line, each.origin.column) for each in done.findings] == [
        (Rule.IMPORT_TEXT, "main.tex", 2, 3)
    ]
    assert why in done.findings[0].problem
    assert done.text == "one\n   after\n"


@needs_links
def test_links_are_followed_before_the_place_is_judged(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("secret", "utf-8")
    base = tmp_path / "base"
    base.mkdir()
    (base / "out.tex").symlink_to(tmp_path / "secret.tex")
    (base / "up").symlink_to(tmp_path)
    (base / "round.tex").symlink_to(base / "round.tex")
    os.mkfifo(base / "pipe.tex")
    done = joined(base, r"\input{out}\input{up/secret}\input{round}\input{pipe}")
    assert "secret" not in done.text
    assert len(done.findings) == 4


def test_chapters_are_bounded(tmp_path: Path) -> None:
    circle = joined(tmp_path / "a", r"\input{one}", one=r"1 \input{two}", two=r"2 \input{one}")
    assert [each.origin.file for each in circle.findings] == ["two.tex"]
    many = {f"c{n}": rf"\input{{c{n + 1}}}" * 10 for n in range(9)}
    wide = joined(tmp_path / "b", r"\input{c0}", **many, c9="words")
    assert wide.text.count("words") < 1000
    assert "1000 in all" in wide.findings[0].problem
    deep = joined(tmp_path / "c", r"\input{d0}", **{f"d{n}": rf"\input{{d{n + 1}}}" for n in range(40)})
    assert [each.origin.file for each in deep.findings] == ["d13.tex"]


def test_of_a_chapter_that_is_a_document_the_body_is_brought_in(tmp_path: Path) -> None:
    chapter = "\\documentclass[main]{subfiles}\n\\input{preamble}\\begin{document}\nwords\n\\end{document}\nafterwards"
    done = joined(tmp_path, "before\n\\subfile{one}\nafter", one=chapter)
    assert done.text.split() == ["before", "words", "after"]
    assert done.findings == []


def test_every_character_knows_its_file(tmp_path: Path) -> None:
    done = joined(tmp_path, "a\nb\\input{one}c\nd", one="x\ny")
    places = {}
    for line, words in enumerate(done.text.split("\n"), 1):
        for column, word in enumerate(words, 1):
            origin = done.origin(line, column)
            places[word] = (origin.file, origin.line, origin.column)
    assert places == {
        "a": ("main.tex", 1, 1), "b": ("main.tex", 2, 1), "x": ("one.tex", 1, 1), "y": ("one.tex", 2, 1),
        "c": ("main.tex", 2, 13), "d": ("main.tex", 3, 1),
    }  # fmt: skip


@needs_pandoc
def test_what_pandoc_leaves_out_is_reported(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "main.tex": "\\documentclass{article}\n\\newcommand{\\x}{y}\n\\begin{document}\n\\centering\\vspace{1cm}\n"
            "\\input{ch/one}\n\\end{document}\n",
            "ch/one.tex": "Words of one.\n\n\\unknowncommand{some words}\n",
        },
    )
    imported = import_file(tmp_path / "main.tex", "main.tex")
    assert "Words of one." in "".join(imported.files.values())
    assert "some words" in "".join(imported.files.values())
    doubts = [each.problem for each in imported.report.diagnostics if each.rule is Rule.IMPORT_DOUBT]
    assert any("\\unknowncommand" in each for each in doubts)


@needs_pandoc
def test_latin_1_is_read_with_a_doubt(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes("\\begin{document}\nCaf\xe9\n\\end{document}".encode("latin-1"))
    imported = import_file(tmp_path / "a.tex", "a.tex")
    assert "Caf\xe9" in "".join(imported.files.values())
    doubt = next(each for each in imported.report.diagnostics if each.rule is Rule.IMPORT_DOUBT)
    assert (doubt.origin.line, doubt.origin.column) == (2, 4)


def bomb() -> str:
    lines = [rf"\newcommand{{\x{after}}}{{" + rf"\x{before} " * 10 + "}" for before, after in pairwise("abcdefghij")]
    head = ["\\documentclass{article}", r"\newcommand{\xa}{lol}"]
    return "\n".join([*head, *lines, r"\begin{document}\xj\end{document}"])


@needs_pandoc
def test_macros_that_grow_without_bound_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MEMORY", 300 * reading.MEBIBYTE)
    (tmp_path / "bomb.tex").write_text(bomb(), "utf-8")
    said = refused(tmp_path / "bomb.tex")
    assert "needs more than 300 MiB of memory" in said or "takes longer than 30 seconds" in said


def program(folder: Path, code: str) -> str:
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{code}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@needs_links
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("time.sleep(600)", "takes longer than 1 seconds"),
        ("while True: sys.stdout.write('x' * 100_000)", "makes more than 4 MiB"),
        ("while True: sys.stderr.write('x' * 100_000)", "has more than 1 MiB to say"),
        ("x = bytearray(3 * 1024**3)", "MemoryError"),
        ("sys.stdout.buffer.write(bytes([255]))", "no text in UTF-8"),
        ("sys.exit('bad input')", "cannot read it: bad input"),
        ("sys.exit(251)", "needs more than 1024 MiB of memory"),
    ],
)
def test_bounds_of_the_child(tmp_path: Path, code: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 1 if "sleep" in code else 60)
    with pytest.raises(child.PandocError, match=said):
        child.convert(program(tmp_path, code), (), b"x" * 1_000_000, most=4 * 1024**2)


def test_messages_of_the_child(tmp_path: Path) -> None:
    said = r"[WARNING] One\n  goes on at line 3 column 7\n[INFO] Two\n"
    code = f"sys.stdin.read(); print('text'); sys.stderr.write('{said}')"
    text, messages = child.convert(program(tmp_path, code), (), b"x", most=1000)
    assert text == "text\n"
    assert messages == [child.Message("One goes on", True, 3, 7), child.Message("Two", False)]


def test_elsewhere_the_runtime_of_pandoc_holds_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert child._bounded(["pandoc"]) == ["pandoc", "+RTS", "-M1024m", "-RTS"]


@needs_pandoc
def test_no_reference_of_jats_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<article><body><sec><title>A</title><p>Wet.</p></sec></body><back><ref-list>"
        "<ref><citation>Heron, Ada. 2010. Lakes.</citation></ref><ref><note><p>Words besides</p></note></ref>"
        "<ref><citation-alternatives>"
        "<mixed-citation>Otter, Bo. 2011. Shores.</mixed-citation></citation-alternatives></ref>"
        "</ref-list></back></article>",
        "utf-8",
    )
    files = import_file(tmp_path / "a.xml", "a.xml").files
    assert "heron2010" in files["references.bib"]
    assert "otter2011" in files["references.bib"]
    assert "Words besides" in files["pages/from-the-manuscript.md"]


def test_paragraphs_of_jats_are_what_its_marks_say(tmp_path: Path) -> None:
    """No paragraph is joined to the one before, and none is taken for a reference."""
    datasets = "".join(
        f"<p>Heron A, 201{n}, Lakes {n}, https://example.org/{n}, Lake Press, 12-1{n}</p>" for n in range(6)
    )
    reference = '<ref id="r"><element-citation><source>Lakes</source><year>2010</year></element-citation></ref>'
    path = tmp_path / "a.xml"
    path.write_text(
        f"<article><body><sec><title>One</title><p>The lake is wet and so is the shore</p><p>as one says.</p>{datasets}"
        f"</sec></body><back><ref-list>{reference}</ref-list></back></article>",
        "utf-8",
    )
    found = import_file(path, "a.xml")
    assert not found.report.errors
    text = next(text for name, text in found.files.items() if name.startswith("sections/"))
    assert "so is the shore\n" in text
    assert found.passages == 8


def test_tables_of_oasis_and_references_without_words(tmp_path: Path) -> None:
    """As Copernicus writes: tables of the exchange model, and `xref` that leaves its number to the page."""
    path = tmp_path / "a.xml"
    path.write_text(
        '<article xmlns:oasis="http://docs.oasis-open.org/ns/oasis-exchange/table"><body><sec id="s"><title>One</title>'
        '<p>Wet (see Table <xref ref-type="table" rid="T.1"/>, Eq. (<xref ref-type="disp-formula" rid="E.1"/>)).</p>'
        '<disp-formula id="E.1"><tex-math>\\($x = 1$\\)</tex-math></disp-formula>'
        '<table-wrap id="T.1"><caption><p>Rates</p></caption><oasis:table><oasis:tgroup cols="2">'
        '<oasis:colspec colname="c1"/><oasis:colspec colname="c2"/>'
        "<oasis:thead><oasis:row><oasis:entry>Lake</oasis:entry><oasis:entry>Rate</oasis:entry></oasis:row>"
        "</oasis:thead>"
        '<oasis:tbody><oasis:row><oasis:entry namest="c1" nameend="c2">Both lakes</oasis:entry></oasis:row>'
        '<oasis:row><oasis:entry morerows="1">Pond</oasis:entry><oasis:entry>7</oasis:entry></oasis:row></oasis:tbody>'
        "</oasis:tgroup></oasis:table></table-wrap></sec></body></article>",
        "utf-8",
    )
    text = "".join(import_file(path, "a.xml").files.values())
    assert "Table [1](table:t-1), Eq. ([1](equation:e-1))" in text
    assert "$$\nx = 1\n$$" in text
    assert all(words in text for words in ("Lake", "Both lakes", "Pond", "Rates"))


def test_words_beside_numbers_that_cite_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    sources = "".join(
        f'<ref id="r{n}"><element-citation><person-group><name><surname>Heron{n}</surname></name></person-group>'
        f"<source>Lakes {n}</source><year>201{n}</year></element-citation></ref>"
        for n in range(4)
    )
    cited = " ".join(f'As Heron{n} (201{n}) [<xref ref-type="bibr" rid="r{n}">{n}</xref>] says.' for n in range(4))
    path.write_text(
        "<article><front><article-meta><title-group><article-title>T</article-title><fn-group>"
        "<fn><p>Version 2, seen by two referees.</p></fn></fn-group></title-group></article-meta></front>"
        f"<body><sec><title>One</title><p>{cited}</p></sec></body>"
        f"<back><ref-list>{sources}</ref-list></back></article>",
        "utf-8",
    )
    found = import_file(path, "a.xml")
    text = "".join(found.files.values())
    assert "As Heron1 (2011) [@" in text
    assert "seen by two referees" in text
    assert found.citations == (4, 4)


def test_a_formula_before_a_figure_or_another_formula_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    formula = "<inline-formula><tex-math>-</tex-math></inline-formula>"
    path.write_text(
        f"<article><body><sec><title>One</title><p>From {formula}5 to {formula}7, {formula}{formula} it is.</p>"
        f"<table-wrap><table><thead><tr><th>At {formula}5 cm</th><th>At {formula}10 cm</th></tr></thead>"
        "<tbody><tr><td>a</td><td>b</td></tr></tbody></table></table-wrap></sec></body></article>",
        "utf-8",
    )
    found = import_file(path, "a.xml")
    text = "".join(found.files.values())
    assert "From $-$&#8203;5 to $-$&#8203;7, $-$&#8203;$-$ it is." in text
    assert "| At $-$&#8203;5 cm | At $-$&#8203;10 cm |" in text
    assert not any("differs" in str(each) for each in found.report.diagnostics)
