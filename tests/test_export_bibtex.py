"""BibTeX downloads: the author's characters, whole or entry by entry, and nothing that is nobody else's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.export.bibtex import alone, entry, whole
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Source
from tests.exports import COMPANIONS, GOLDEN, REAL, bibliographies, cards_of, context_of, downloads_of, sources_of

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
        name = context.derived.routes["source", source.key].removeprefix("sources/").strip("/")
        read = {other.key: other for other in sources_of(cards_of(content)[f"{name}.bib"].decode())}
        assert content_of(read[source.key]) == content_of(source)


def test_an_entry_brings_what_it_needs() -> None:
    bibliography = BIBLIOGRAPHY.replace("and a } brace", "and a brace")
    read, _ = read_bibliography(bibliography, "references.bib")
    part = alone(read, "part").decode()
    assert part == (
        "@string{press = {Example Press}}\n\n"
        "@string(full = press # {, London})\n\n"
        "@incollection{part, author={Doe, Jane}, title={A part with an @ and a brace}, crossref={whole}}\n\n"
        "@collection{whole, editor={Roe, Richard}, title={The whole}, date={2005}, xdata={series}}\n\n"
        "@xdata{series, series={Studies}, publisher=full}\n"
    )
    again, report = read_bibliography(part, "part.bib")
    assert as_text(report) == ""
    assert content_of(again.sources[0]) == content_of(next(each for each in read.sources if each.key == "part"))


def test_an_entry_in_round_brackets_is_whole() -> None:
    read, _ = read_bibliography(BIBLIOGRAPHY, "references.bib")
    written = alone(read, "alone").decode()
    assert written.startswith("@string{press = {Example Press}}\n\n@book(alone, ")
    assert written.endswith("date={2001})\n")


def test_definitions_come_where_a_value_is_such_a_name_and_not_where_its_text_says_so() -> None:
    text = "@string{press = {P}}\n@misc{a, title = {T}, note = {a = press # press}}\n@misc{b, title = press}\n"
    read, _ = read_bibliography(text, "references.bib")
    assert alone(read, "a").decode() == "@misc{a, title = {T}, note = {a = press # press}}\n"
    assert alone(read, "b").decode() == "@string{press = {P}}\n\n@misc{b, title = press}\n"


def test_a_long_chain_of_parents_comes_whole() -> None:
    chain = "".join(f"@book{{k{n}, title = {{T}}, crossref = {{k{n + 1}}}}}\n" for n in range(3_000))
    read, _ = read_bibliography(f"{chain}@book{{k3000, title = {{T}}}}\n", "references.bib")
    assert alone(read, "k0").decode().count("@book") == 3_001


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("@book{a,\n  title = {T},\n  file = {/home/a.pdf}\n}", "@book{a,\n  title = {T}\n}"),
        ("@book{a, file={C:\\a, b.pdf:PDF}, title={T}}", "@book{a, title={T}}"),
        ('@book{a, localfile = "a, {b}.pdf", title={T}}', "@book{a, title={T}}"),
        ("@book{a, bdsk-file-1 = {YnBsaXN0}, Bdsk-Url-1={x}, title={T},}", "@book{a, title={T},}"),
        ("@book{a, pdf=macro # {x}, title={T}}", "@book{a, title={T}}"),
        ("@book{a, abstract={Of a thing, file = {kept}}, title={T}}",) * 2,
        (
            "@book{a, annote={Dull}, keywords={k}, title={T}, Review={Bad}, date-added={2020-01-01}}",
            "@book{a, title={T}}",
        ),
        ("@book{a, comment-jane={Dull}, groups={mine}, title={T}, readstatus={skimmed}}", "@book{a, title={T}}"),
        ("@book{a, title={T}, profile={kept}, note={kept}, abstract={kept}}",) * 2,
    ],
)
def test_what_is_for_the_author_s_own_use_stays_there(written: str, expected: str) -> None:
    read, _ = read_bibliography(f"% before\n{written}\n@misc{{b, title = {{T}}}}\n", "references.bib")
    assert entry(read, "a") == expected
    assert whole(read).decode() == f"% before\n{expected}\n@misc{{b, title = {{T}}}}\n"


def test_an_entry_made_a_comment_keeps_its_paths_to_itself() -> None:
    text = "@comment{a,\n  title = {T},\n  file = {/home/a.pdf},\n}\n@comment(x\n@comment{jabref-meta: y;}\n"
    read, _ = read_bibliography(text, "references.bib")
    published = text.replace(",\n  file = {/home/a.pdf}", "").replace("@comment{jabref-meta: y;}", "")
    assert whole(read).decode() == published


@pytest.mark.parametrize(
    ("opened", "kept"), [(("annotation",), "annote={Dull}"), (("annote",), "annote={Dull}"), (("keyword",), "")]
)
def test_an_opened_field_is_published_by_any_of_its_names(opened: tuple[str, ...], kept: str) -> None:
    read, _ = read_bibliography("@book{a, annote={Dull}, title={T}, file={x.pdf}}", "references.bib", opened)
    assert entry(read, "a") == f"@book{{a,{' ' * bool(kept)}{kept}{',' * bool(kept)} title={{T}}}}"
    assert (read.sources[0].text("annotation") == "Dull") is bool(kept)


def test_no_download_tells_of_somebody_s_disk() -> None:
    text = (GOLDEN / "references.bib").read_text("utf-8")
    assert "/home/" in text
    published = whole(read_bibliography(text, "references.bib")[0]).decode()
    assert "/home/" not in published
    before, after = ({source.key: content_of(source) for source in sources_of(each, ())} for each in (text, published))
    assert before == after


def test_any_bibliography_can_be_taken_apart() -> None:
    for case in bibliographies():
        for key in case.entries:
            assert alone(case, key).decode().lstrip("\ufeff").startswith("@")
