"""BibTeX downloads: the author's characters, whole or entry by entry, and nothing that is nobody else's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.export.bibtex import Bibliography, without_private_fields
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Source
from tests.exports import COMPANIONS, GOLDEN, REAL, context_of, corpus, downloaded, downloads_of, sources_of

BIBLIOGRAPHY = """\
% A comment with a {brace
@string{press = {Example Press}}
@string(full = press # {, London})
@STRING{unused = "Nobody"}
@xdata{series, series={Studies}, publisher=full}
@collection{whole, editor={Roe, Richard}, title={The whole}, date={2005}, xdata={series}, file={/home/a/b.pdf}}
@incollection{part, author={Doe, Jane}, title={A part with an @ and a } brace}, crossref={whole}}
@book(alone, author={Doe, Jane}, title={Alone (in brackets)}, publisher=PRESS, date={2001})
"""


def content_of(source: Source) -> object:
    return (
        source.key,
        source.type,
        {name: value.text for name, value in source.fields.items()},
        source.persons,
        source.and_others,
        source.dates,
    )


def test_the_file_is_the_author_s() -> None:
    assert downloads_of(REAL)["downloads/references.bib"] == (REAL / "references.bib").read_bytes()


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_every_file_reads_as_the_whole_does(content: Path) -> None:
    context = context_of(content)
    for source in context.library.sources:
        path = context.derived.routes["source", source.key].strip("/")
        alone = {other.key: other for other in sources_of(downloaded(content, f"{path}.bib"))}
        assert content_of(alone[source.key]) == content_of(source)


def test_an_entry_brings_what_it_needs() -> None:
    bibliography = BIBLIOGRAPHY.replace("and a } brace", "and a brace")
    sources = {source.key: source for source in sources_of(bibliography)}
    alone = Bibliography(bibliography).alone(sources["part"]).decode()
    assert alone == (
        "@string{press = {Example Press}}\n\n"
        "@string(full = press # {, London})\n\n"
        "@incollection{part, author={Doe, Jane}, title={A part with an @ and a brace}, crossref={whole}}\n\n"
        "@collection{whole, editor={Roe, Richard}, title={The whole}, date={2005}, xdata={series}}\n\n"
        "@xdata{series, series={Studies}, publisher=full}\n"
    )
    again, report = read_bibliography(alone, "alone.bib")
    assert as_text(report) == ""
    assert content_of(again[0]) == content_of(sources["part"])


def test_an_entry_in_round_brackets_is_whole() -> None:
    sources = {source.key: source for source in sources_of(BIBLIOGRAPHY)}
    alone = Bibliography(BIBLIOGRAPHY).alone(sources["alone"]).decode()
    assert alone.startswith("@string{press = {Example Press}}\n\n@book(alone, ")
    assert alone.endswith("date={2001})\n")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@book{a,\n  title = {T},\n  file = {/home/a.pdf}\n}", "@book{a,\n  title = {T}\n}"),
        ("@book{a, file={C:\\a, b.pdf:PDF}, title={T}}", "@book{a, title={T}}"),
        ('@book{a, localfile = "a, {b}.pdf", title={T}}', "@book{a, title={T}}"),
        ("@book{a, bdsk-file-1 = {YnBsaXN0}, Bdsk-Url-1={x}, title={T},}", "@book{a, title={T},}"),
        ("@book{a, pdf=macro # {x}, title={T}}", "@book{a, title={T}}"),
        ("@book{a, abstract={Of a thing, file = {kept}}, title={T}}",) * 2,
        ("@book{a, title={T}, profile={kept}}",) * 2,
    ],
)
def test_paths_on_somebody_s_disk_stay_there(entry: str, expected: str) -> None:
    assert without_private_fields(entry) == expected


def test_no_download_tells_of_somebody_s_disk() -> None:
    text = (GOLDEN / "references.bib").read_text("utf-8")
    assert "/home/" in text
    published = Bibliography(text).whole().decode()
    assert "/home/" not in published
    before, after = ({source.key: content_of(source) for source in sources_of(each)} for each in (text, published))
    assert before == after


def test_any_bibliography_can_be_taken_apart() -> None:
    for source in corpus():
        assert Bibliography(source.raw).alone(source).decode().startswith("@")
