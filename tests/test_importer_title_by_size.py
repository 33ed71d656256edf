"""Titles that only the size of their letters marks, in DOCX and ODT."""

from __future__ import annotations

import io
import zipfile

import pytest

from hedgesite.importer.document import Document
from hedgesite.importer.places import Places
from hedgesite.importer.title_by_size import largest, with_title_by_size
from hedgesite.importer.title_pages import SURE_TITLE
from hedgesite.importer.tree import Para, Text
from hedgesite.importer.word_sizes import Line, lines_of

STYLES = (
    '<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gross"><w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="40"/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Groesser"><w:basedOn w:val="Gross"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
)
BODY = "The lake was measured in each of the years. " * 20


def packed(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return written.getvalue()


def paragraph(words: str, style: str = "", size: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>' if size else ""
    return f'<w:p>{styled}<w:r>{run}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def docx(*paragraphs: str) -> list[Line]:
    body = f"<w:document><w:body>{''.join(paragraphs)}</w:body></w:document>"
    return lines_of(packed(word__document_xml=body, word__styles_xml=STYLES))


def test_sizes_of_runs_styles_and_defaults_in_docx() -> None:
    found = docx(
        paragraph("Plain"), paragraph(""), paragraph("By its run", size="31"), paragraph("By its style", "Gross"),
        paragraph("By what its style is based on", "Groesser"), paragraph("A heading", "berschrift1"),
        paragraph("Lakes &amp; shores"),
    )  # fmt: skip
    assert found == [
        Line("Plain", 11), Line("By its run", 15.5), Line("By its style", 20),
        Line("By what its style is based on", 20), Line("A heading", 11, is_heading=True), Line("Lakes & shores", 11),
    ]  # fmt: skip


def test_sizes_of_spans_styles_and_shares_in_odt() -> None:
    styles = (
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt"/>'
        '</style:default-style><style:style style:name="Big"><style:text-properties fo:font-size="150%"/></style:style>'
        "</office:styles>"
    )
    content = (
        '<style:style style:name="P1" style:parent-style-name="Big"/>'
        '<style:style style:name="T1"><style:text-properties fo:font-size="24pt"/></style:style>'
        '<text:p text:style-name="Standard">Plain</text:p><text:p text:style-name="P1">A<text:s/>share</text:p>'
        '<text:p text:style-name="P1"><text:span text:style-name="T1">In a span</text:span></text:p>'
        '<text:h text:outline-level="1">A heading</text:h>'
    )
    assert lines_of(packed(content_xml=content, styles_xml=styles)) == [
        Line("Plain", 10), Line("A share", 15), Line("In a span", 24), Line("A heading", 10, is_heading=True)
    ]  # fmt: skip


def test_a_size_that_is_no_number_is_none() -> None:
    styles = '<style:style style:name="A"><style:text-properties fo:font-size="1.2.3pt"/></style:style>'
    assert lines_of(packed(content_xml=f'{styles}<text:p text:style-name="A">Wet</text:p>')) == [Line("Wet", 1.2)]


def test_what_is_based_on_itself_has_the_size_of_the_text() -> None:
    styles = '<w:styles><w:style w:styleId="A"><w:basedOn w:val="A"/></w:style></w:styles>'
    body = paragraph("Wet", "A")
    assert lines_of(packed(word__document_xml=body, word__styles_xml=styles)) == [Line("Wet", 10)]


TEXT = Line(BODY, 12)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([Line("Shore University", 14), Line("How wet is the lake?", 18), Line("Ada Heron", 14), TEXT],
         ["How wet is the lake?"]),
        ([Line("How wet is the lake", 18), Line("in each of the winters", 18), TEXT],
         ["How wet is the lake", "in each of the winters"]),
        ([Line("Shore University", 18), Line("Thesis", 18), Line("How wet is the lake?", 18), TEXT],
         ["How wet is the lake?"]),
        ([Line("Qué mojado está el lago en los inviernos de la región", 18),
          Line("How wet is the lake in the winters of our times", 18), TEXT],
         ["Qué mojado está el lago en los inviernos de la región"]),
        ([Line("How wet is the lake?", 12), TEXT], []),
        ([Line("Ada Maria Heron", 18), TEXT], []),
        ([Line("Table A.4. Levels of the lake", 18), TEXT], []),
        ([Line("1. Levels of the lake", 18), TEXT], []),
        ([Line("How wet is the lake?", 14), Line("Lakes and their winters", 18, is_heading=True), TEXT], []),
        ([Line("Contents", 18), TEXT], []),
        ([TEXT, Line("What is wet in the winter", 18)], []),
        ([], []),
    ],
)  # fmt: skip
def test_the_largest_letters_of_a_title_page_are_the_title(lines: list[Line], title: list[str]) -> None:
    assert largest(lines) == title


def test_the_title_is_one_paragraph_until_the_head_is_read() -> None:
    document = Document(Places("m.docx"), (Para((Text("Shore University"),)), Para((Text("How wet is"),)),
                                           Para((Text("the lake? "),)), Para((Text(BODY),))))  # fmt: skip
    with_title_by_size(document, [Line("How wet is", 18), Line("the lake?", 18), TEXT])
    assert document.head.title == "How wet is the lake?"
    assert document.head.is_title_guessed
    assert [block.id for block in document.blocks if isinstance(block, Para)] == ["", SURE_TITLE, ""]


def test_a_line_that_pandoc_did_not_give_is_no_title() -> None:
    document = Document(Places("m.docx"), (Para((Text(BODY),)),))
    with_title_by_size(document, [Line("How wet is the lake?", 18), TEXT])
    assert document.head.title == ""
    assert not document.is_titled
