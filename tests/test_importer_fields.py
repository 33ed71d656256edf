"""Citations that reference managers write into documents: sources, locators and words around them are kept."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, import_file, pandoc
from hedgesite.importer.citation_fields import Field, sources_of
from hedgesite.importer.docx_fields import Beside, with_links
from hedgesite.importer.repeated_sources import KnownSources
from hedgesite.importer.sources import Entry
from tests.manuscripts import sections_of

needs_pandoc = pytest.mark.skipif(pandoc() is None, reason="Pandoc is not installed")
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLED = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
STYLES = f"<w:styles {WORDS}>{STYLED}</w:styles>"
LIST = '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">{}</b:Sources>'
PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def mark(kind: str, data: str = "") -> str:
    held = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{held}</w:fldChar></w:r>'


def field(instruction: str, shown: str, data: str = "", inner: str = "") -> str:
    """A field whose instruction a program has cut in two."""
    half = len(instruction) // 2
    cut = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(each, quote=False)}</w:instrText></w:r>'
        for each in (instruction[:half], instruction[half:])
    )
    return f"{mark('begin', data)}{cut}{inner}{mark('separate')}{run(shown)}{mark('end')}"


def csl(*items: dict[str, Any]) -> str:
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationID': 'a', 'citationItems': items})} "


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def control(tag: str, inner: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def of(tmp_path: Path, *paragraphs: str, **members: str) -> Imported:
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>'
    body = "".join(each if "<w:p>" in each else f"<w:p>{run('Wet ')}{each}{run('.')}</w:p>" for each in paragraphs)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATED,
        "word/document.xml": f"<w:document {WORDS}><w:body>{heading}{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        **{name.replace("__", "/") + ".xml": text for name, text in members.items()},
    }
    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return import_file(path, "paper.docx")


LAKES: dict[str, Any] = {
    "id": 12,
    "uris": ["http://zotero.org/users/1/items/AB"],
    "itemData": {
        "id": 12, "type": "book", "title": "Lakes and <i>Keepers</i>", "collection-title": "Water",
        "author": [{"family": "Heron", "given": "Ada"}], "translator": [{"family": "Tern", "given": "T."}],
        "issued": {"date-parts": [["2010"]]}, "publisher": "Marsh", "publisher-place": "Bonn",
    },
}  # fmt: skip
REEDS: dict[str, Any] = {
    "id": 13,
    "uris": ["http://zotero.org/users/1/items/AC"],
    "itemData": {
        "id": 13, "type": "article-journal", "title": "Reeds", "container-title": "Water", "page": "1-3",
        "author": [{"family": "Stork", "given": "Bo"}], "issued": {"date-parts": [["2011", 3]]},
    },
}  # fmt: skip


@needs_pandoc
def test_fields_keep_locators_and_words_and_what_they_leave_out(tmp_path: Path) -> None:
    both = csl({**LAKES, "locator": "12-14", "label": "page", "prefix": "see "}, {**REEDS, "suffix": " and others"})
    found = of(
        tmp_path,
        field(both, "(see Heron 2010, 12–14; Stork 2011 and others)"),
        field(csl({**LAKES, "suppress-author": True, "locator": "3", "label": "chapter"}), "(2010, chap. 3)"),
        field(csl({**LAKES, "locator": "4", "suffix": ", my emphasis"}), "(Heron 2010, 4, my emphasis)"),
    )
    text = sections_of(found)
    assert "Wet [see @heron2010, 12-14; @stork2011 and others]." in text
    assert "Wet [-@heron2010, chap. 3]." in text
    assert "Wet [@heron2010, 4, my emphasis]." in text
    assert found.citations == (4, 4)


@needs_pandoc
def test_all_that_a_field_knows_of_a_source_is_kept(tmp_path: Path) -> None:
    bib = of(tmp_path, field(csl(LAKES), "(Heron 2010)")).files["references.bib"]
    for line in (
        "@book{heron2010,", "author = {Heron, Ada}", "translator = {Tern, T.}", "series = {Water}",
        r"title = {Lakes and \emph{Keepers}}", "location = {Bonn}", "publisher = {Marsh}", "date = {2010}",
    ):  # fmt: skip
        assert line in bib


@needs_pandoc
def test_a_key_of_the_authors_own_is_kept(tmp_path: Path) -> None:
    own = {**LAKES, "itemData": {**LAKES["itemData"], "citation-key": "heronLakes"}}
    found = of(tmp_path, field(csl(own), "(Heron 2010)"))
    assert "[@heronLakes]" in sections_of(found)
    assert "@book{heronLakes," in found.files["references.bib"]


@needs_pandoc
@pytest.mark.parametrize(
    ("shown", "cited"),
    [
        ("(Heron 2010)", "[@heron2010]"),
        ("Heron (2010)", "@heron2010"),
        ("(2010)", "[-@heron2010]"),
        ("[4]", "[@heron2010]"),
        ("Heron, Lakes (Bonn, 2010)", "[@heron2010]"),
    ],
)
def test_what_an_author_wrote_over_a_field_tells_how_it_cites(shown: str, cited: str, tmp_path: Path) -> None:
    assert f"Wet {cited}." in sections_of(of(tmp_path, field(csl(LAKES), shown)))


@needs_pandoc
def test_raised_numbers_stand_on_the_line(tmp_path: Path) -> None:
    raised = field(csl(LAKES, {**REEDS, "locator": "2"}), "1,2").replace(
        "<w:r><w:t", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t'
    )
    assert "Wet [@heron2010; @stork2011, 2]." in sections_of(of(tmp_path, raised))


def stork(**more: Any) -> str:
    data = {
        "type": "article-journal", "id": "e219-d397", "title": "Marsh birds", "container-title": "Birds",
        "author": [{"family": "Stork", "given": "L.", "parse-names": False, "dropping-particle": ""}],
        "issued": {"date-parts": [[2020, 9, 1]]},
    }  # fmt: skip
    item = {"id": "e219-d397", "itemData": data, "isTemporary": False, **more}
    return "MENDELEY_CITATION_v3_" + in_base64(json.dumps({"citationID": "m", "citationItems": [item]}))


@needs_pandoc
def test_content_controls_of_mendeley_are_citations(tmp_path: Path) -> None:
    alone = control(stork(locator="45", label="page"), f"<w:p><w:pPr><w:jc/></w:pPr>{run('(Stork, 2020)')}</w:p>")
    found = of(
        tmp_path, control(stork(), run("(Stork, 2020)")), alone, control(stork(composite=True), run("Stork (2020)"))
    )
    text = sections_of(found)
    assert "Wet [@stork2020]." in text
    assert "[@stork2020, 45]" in text
    assert "Wet @stork2020." in text
    assert found.citations == (3, 3)
    assert "journaltitle = {Birds}" in found.files["references.bib"]


def endnote(*cites: str) -> str:
    return f"<EndNote>{''.join(cites)}</EndNote>"


def cite(name: str, number: int, around: str = "", attributes: str = "") -> str:
    return (
        f"<Cite{attributes}><Author>{name}</Author><Year>2010</Year><RecNum>{number}</RecNum>{around}<record>"
        f'<rec-number>{number}</rec-number><foreign-keys><key app="EN" db-id="db">{number}</key></foreign-keys>'
        f'<ref-type name="Book Section">5</ref-type><contributors><authors><author><style face="normal">{name}, Ada'
        "</style></author></authors><secondary-authors><author>Lake Agency,</author></secondary-authors></contributors>"
        f"<titles><title>Banks of {name}</title><secondary-title>Lakes</secondary-title></titles><pages>3-9</pages>"
        "<dates><year>2010</year></dates><publisher>Marsh</publisher>"
        "<electronic-resource-num>https://doi.org/10.1000/x</electronic-resource-num></record></Cite>"
    )


@needs_pandoc
def test_fields_of_endnote_with_their_data_in_either_place(tmp_path: Path) -> None:
    data = in_base64(endnote(cite("Crane", 2, "<Prefix>see </Prefix><Pages>12</Pages>"), cite("Teal", 3)) + "\0")
    inner = f"{mark('begin', data)}<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r>{mark('end')}"
    narrative = cite("Heron", 1, attributes=' AuthorYear="1"')
    year_alone = cite("Teal", 3, attributes=' ExcludeAuth="1"')
    found = of(
        tmp_path,
        field(f" ADDIN EN.CITE {endnote(cite('Heron', 1, '<Suffix>, my note</Suffix>'))}", "(Heron 2010, my note)"),
        field(" ADDIN EN.CITE ", "(see Crane 2010, 12; Teal 2010)", data, inner),
        field(f" ADDIN EN.CITE {endnote(narrative)}", "Heron (2010)"),
        field(f" ADDIN EN.CITE {endnote(year_alone)}", "(2010)"),
    )
    text = sections_of(found)
    assert "Wet [@heron2010, my note]." in text
    assert "Wet [see @crane2010, 12; @teal2010]." in text
    assert "Wet @heron2010." in text
    assert "Wet [-@teal2010]." in text
    bib = found.files["references.bib"]
    assert bib.count("@incollection") == 3
    for line in ("editor = {{Lake Agency}}", "booktitle = {Lakes}", "pages = {3-9}", "doi = {10.1000/x}"):
        assert line in bib
    assert "Pandoc reports" not in as_text(found.report)


def source(tag: str, type: str, rest: str) -> str:
    return f"<b:Source><b:Tag>{tag}</b:Tag><b:SourceType>{type}</b:SourceType>{rest}</b:Source>"


@needs_pandoc
def test_words_own_citations_find_its_list_of_sources(tmp_path: Path) -> None:
    person = "<b:Person><b:Last>Ibis</b:Last><b:First>Ina</b:First><b:Middle>M.</b:Middle></b:Person>"
    names = f"<b:Author><b:Author><b:NameList>{person}</b:NameList></b:Author></b:Author>"
    body = "<b:Author><b:Author><b:Corporate>Teal Agency</b:Corporate></b:Author></b:Author>"
    date = "<b:Year>2015</b:Year><b:Month>May</b:Month>"
    nests = f"{names}<b:Title>Nests</b:Title>{date}<b:JournalName>Birds</b:JournalName>"
    found = of(
        tmp_path,
        control(
            "", field(r' CITATION Ibi15 \p 12 \n  \l 1033 \m Tea09 \f "see "', "(2015, 12; see Teal Agency, 2009)")
        ),
        control("", field(r" CITATION Gone \l 1033 ", "(Gone, 2001)")),
        customXml__item1=LIST.format(
            source("Ibi15", "JournalArticle", f"{nests}<b:Pages>1-9</b:Pages>")
            + source("Tea09", "Report", f"{body}<b:Title>Counts</b:Title><b:Year>2009</b:Year><b:City>Bonn</b:City>")
        ),
    )
    text = sections_of(found)
    assert "Wet [-@ibis2015, 12; see @teal-agency2009]." in text
    assert "Wet (Gone, 2001)." in text
    bib = found.files["references.bib"]
    for line in (
        "author = {Ibis, Ina M.}",
        "date = {2015-05}",
        "journaltitle = {Birds}",
        "author = {{Teal Agency}}",
        "{Bonn}",
    ):
        assert line in bib


@needs_pandoc
def test_fields_of_citavi_are_citations(tmp_path: Path) -> None:
    reed = {"$id": "9", "FirstName": "Eva", "LastName": "Reed"}
    host = {
        "$id": "5", "Title": "Seen", "ReferenceType": "BookEdited",
        "Editors": [{"FirstName": "Uwe", "LastName": "Kranich"}], "Publishers": [{"Name": "Schilf"}],
        "PlaceOfPublication": "Bonn", "Year": "2011",
    }  # fmt: skip
    part = {
        "$id": "4", "ReferenceType": "Contribution", "Authors": [reed], "Title": "Ufer", "Subtitle": "Ein Bericht",
        "PageRange": "<sp>\r\n <n>3</n><os>3</os></sp><os>3-9</os>", "ParentReference": host,
    }  # fmt: skip
    book = {
        "$id": "6",
        "ReferenceType": "Book",
        "Authors": [{"$ref": "9"}],
        "Title": "Schilf",
        "Year": "2012",
        "Doi": "10.1000/y",
    }
    pages = {"OriginalString": "69", "StartPage": {"OriginalString": "69"}}
    entries = [
        {"ReferenceId": "b1", "Reference": part, "PageRange": pages, "Prefix": "vgl. "},
        {"ReferenceId": "b2", "Reference": book, "PageRange": {"StartPage": {}}},
    ]
    held = in_base64(json.dumps({"$id": "1", "$type": "WordPlaceholder", "Entries": entries}))
    shown = "(vgl. Reed 2011: 69; Reed 2012)"
    found = of(tmp_path, control("CitaviPlaceholder#1", field(f"ADDIN CitaviPlaceholder{{{held}}}", shown)))
    assert "Wet [vgl. @reed2011, 69; @reed2012]." in sections_of(found)
    bib = found.files["references.bib"]
    for line in (
        "title = {Ufer: Ein Bericht}", "booktitle = {Seen}", "editor = {Kranich, Uwe}", "pages = {3-9}",
        "publisher = {Schilf}", "location = {Bonn}", "date = {2011}", "doi = {10.1000/y}",
    ):  # fmt: skip
        assert line in bib


@needs_pandoc
def test_bookmarks_of_zotero_are_citations(tmp_path: Path) -> None:
    whole = csl({**LAKES, "locator": "7"}).strip()
    pieces = (whole[at : at + 40] for at in range(0, len(whole), 40))
    properties = "".join(
        f'<property fmtid="x" name="ZOTERO_BREF_a1_{number}"><vt:lpwstr>{escape(piece)}</vt:lpwstr></property>'
        for number, piece in enumerate(pieces, start=1)
    )
    marked = f'<w:bookmarkStart w:id="0" w:name="ZOTERO_BREF_a1"/>{run("(Heron 2010, 7)")}<w:bookmarkEnd w:id="0"/>'
    found = of(tmp_path, marked, docProps__custom=PROPERTIES.format(properties))
    assert "Wet [@heron2010, 7]." in sections_of(found)


def fields_in(*instructions: str) -> list[Field]:
    fields: list[Field] = []
    with_links("".join(field(each, "shown") for each in instructions).encode(), fields, Beside())
    return fields


def ids_of(*instructions: str) -> list[str]:
    return [each["id"] for held in fields_in(*instructions) for each in sources_of([held])]


def test_items_that_each_field_numbers_anew_are_told_apart() -> None:
    def item(number: int, work: str) -> dict[str, Any]:
        return {"id": f"ITEM-{number}", "uris": [f"urn:{work}"], "itemData": {"id": f"ITEM-{number}", "title": work}}

    own = {"id": "own", "itemData": {"title": "c"}}
    a, b, again, kept = ids_of(csl(item(1, "a"), item(2, "b")), csl(item(1, "b")), csl(own))
    assert b == again != a
    assert kept == "own"


def test_items_of_two_libraries_with_one_number_are_two() -> None:
    other = {**REEDS, "id": 12, "itemData": {**REEDS["itemData"], "id": 12}}
    assert len(set(ids_of(csl(LAKES), csl(other)))) == 2


def test_without_a_link_the_work_itself_tells() -> None:
    one = {"id": "ITEM-1", "itemData": {"id": "ITEM-1", "title": "One"}}
    other = {"id": "ITEM-1", "itemData": {"id": "ITEM-1", "title": "Other"}}
    a, b, c = ids_of(csl(one), csl(other), csl(one))
    assert a == c != b


def broken_json(text: str) -> str:
    return f"ITEM-1 CSL_CITATION {text}"


@pytest.mark.parametrize(
    "instruction",
    [
        *map(broken_json, ["{", '{"citationItems": 3}', '{"citationItems": [3, null]}', "{}" * 3, "[" * 100_000]),
        csl({"id": 3}),
        " ADDIN EN.CITE <EndNote><Cite>",
        " ADDIN EN.CITE <EndNote><Cite><Author>A</Author></Cite></EndNote>",
        " ADDIN EN.CITE <EndNote></EndNote>",
        " ADDIN EN.CITE ",
        "ADDIN CitaviPlaceholder{e30=}",
        "ADDIN CitaviPlaceholder{not base64}",
        f"ADDIN CitaviPlaceholder{{{in_base64(json.dumps({'Entries': [{'Reference': {'$ref': '4'}}]}))}}}",
        r" CITATION Gone \l 1033 ",
        " PAGEREF a ",
    ],
)
def test_fields_that_are_none_stay(instruction: str) -> None:
    content = field(instruction, "shown").encode()
    fields: list[Field] = []
    assert with_links(content, fields, Beside()) == content
    assert fields == []


@pytest.mark.parametrize(
    "inner",
    [
        lambda tag: control(tag, f"<w:p>{run('a')}</w:p><w:p>{run('b')}</w:p>"),
        lambda tag: f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>',
        lambda tag: f'<w:tag w:val="{tag}"/></w:sdtContent>',
    ],
)
def test_controls_that_are_no_citation_stay(inner: Callable[[str], str]) -> None:
    content = inner(stork()).encode()
    assert with_links(content, [], Beside()) == content


def test_an_object_that_contains_itself_ends() -> None:
    loop = {"$id": "4", "ReferenceType": "Contribution", "Title": "A", "ParentReference": {"$ref": "4"}}
    held = in_base64(json.dumps({"Entries": [{"ReferenceId": "r", "Reference": loop}]}))
    (found,) = fields_in(f"ADDIN CitaviPlaceholder{{{held}}}")
    assert sources_of([found])[0]["title"] == "A"


@needs_pandoc
def test_marks_of_libreoffice_are_citations(tmp_path: Path) -> None:
    source_file, path = tmp_path / "a.md", tmp_path / "a.odt"
    source_file.write_text("# One\n\nWet MARK so.\n", "utf-8")
    subprocess.run([str(pandoc()), str(source_file), "-o", str(path)], check=True)
    mark = (
        '<text:bibliography-mark text:identifier="heron10" text:bibliography-type="incollection" '
        'text:author="Heron, Ada" text:title="Banks" text:booktitle="Lakes &amp; Seas" text:year="2010" '
        'text:pages="3-9">[heron10]</text:bibliography-mark>'
    )
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members["content.xml"] = members["content.xml"].replace(b"MARK", mark.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in members.items():
            archive.writestr(each, data)
    found = import_file(path, "a.odt")
    assert "Wet [@heron10] so." in sections_of(found)
    bib = found.files["references.bib"]
    for line in ("@incollection{heron10,", "author = {Heron, Ada}", r"booktitle = {Lakes \& Seas}", "date = {2010}"):
        assert line in bib


@needs_pandoc
def test_typed_citations_beside_fields_find_their_entry_in_the_list(tmp_path: Path) -> None:
    listed = (
        "Heron, A. (2010). Lakes and keepers (T. Tern, Trans.). Marsh.",
        "Ibis, I. (2009). Nests. Marsh.",
        "Ibis, I. (2009a). Nests of the north. Bonn: Marsh.",
        "Stork, B. (2011). Reeds. Water, 3(2), 1–3.",
    )
    nests = {"id": 4, "itemData": {"type": "book", "title": "Nests", "author": [{"family": "Ibis", "given": "I."}],
             "issued": {"date-parts": [[2009]]}}}  # fmt: skip
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>References</w:t></w:r></w:p>'
    entries = "".join(f"<w:p>{run(each)}</w:p>" for each in listed)
    fields = field(csl(LAKES), "(Heron 2010)") + field(csl(nests), "(Ibis 2009)")
    found = of(tmp_path, fields, run("(Stork 2011)"), f"{heading}{entries}")
    assert "Wet [@stork2011]." in sections_of(found)
    keys = sorted(re.findall(r"@\w+\{([\w-]+),", found.files["references.bib"]))
    assert keys == ["heron2010", "ibis2009", "ibis2009a", "stork2011"]
    assert "pages/from-the-manuscript.md" not in found.files


def test_sources_whose_titles_share_a_word_are_told_apart() -> None:
    entries = [
        Entry(str(at), "book", 0, "Lakes", year=str(at), fields={"title": f"Lakes part{at}"}) for at in range(3000)
    ]
    known = KnownSources(entries)
    assert known.repeated("Heron, A. 7. Lakes part7.") is entries[7]
    assert known.repeated("Heron, A. 7. Lakes part3000.") is None
