"""What Pandoc leaves out of DOCX or mixes up, and tables that only arrange; entries with given names in full."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest

from hedgesite.importer.docx_boxes import unboxed
from hedgesite.importer.docx_fields import without_fields_of_contents
from hedgesite.importer.docx_wrappers import unwrapped
from hedgesite.importer.entries import ITALIC, ROMAN, Listed
from hedgesite.importer.flat_odt import packed
from hedgesite.importer.full_names import read_full
from hedgesite.importer.layout_tables import without_layout_tables
from hedgesite.importer.odt_drawings import with_formulas, with_math
from hedgesite.importer.odt_paragraphs import unnested
from hedgesite.importer.tree import Block, Cell, Figure, Link, Math, Para, Picture, Table, Text
from hedgesite.importer.word_files import PackError, cleaned
from tests.manuscripts import in_archive


def paragraph(words: str, within: str = "") -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r>{within}</w:p>"


def box(*paragraphs: str) -> str:
    held = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<mc:AlternateContent><mc:Choice>{held}</mc:Choice><mc:Fallback>{held}</mc:Fallback></mc:AlternateContent>"


def test_a_box_follows_the_paragraph_that_holds_it_once() -> None:
    inner = paragraph("Second of the box.")
    written = unboxed(f"{paragraph('Around.', box(paragraph('First.'), inner))}{inner}".encode(), Counter()).decode()
    assert [written.count(words) for words in ("Around.", "First.", "Second of the box.")] == [1, 1, 2]
    assert written.index("Around.") < written.index("First.") < written.index("Second")
    assert written.index("First.") > written.index("</mc:AlternateContent>")


def test_a_fallback_that_repeats_a_box_goes_and_one_with_an_image_stays() -> None:
    image = "<mc:Fallback><v:imagedata/><w:txbxContent></w:txbxContent></mc:Fallback>"
    written = unboxed(f"{paragraph('Around.', box(paragraph('First.')) + image)}".encode(), Counter()).decode()
    assert written.count("<mc:Fallback>") == written.count("<v:imagedata/>") == 1


def test_boxes_in_boxes_are_kept() -> None:
    nested = paragraph("Outer.", box(paragraph("Middle.", box(paragraph("Inner.")))))
    written = unboxed(nested.encode(), Counter()).decode()
    assert [written.count(words) for words in ("Outer.", "Middle.", "Inner.")] == [1, 1, 1]


def test_labels_of_a_drawing_are_counted_and_left_out() -> None:
    left_out: Counter[str] = Counter()
    long = " ".join(["words"] * 12)
    drawn = paragraph("Figure.", f"<v:group>{box(paragraph('axis'))}{box(paragraph(long))}</v:group>")
    written = unboxed(drawn.encode(), left_out).decode()
    assert "axis" not in written
    assert long in written
    assert left_out == {"drawings made of shapes": 1, "labels in drawings made of shapes": 1}


@pytest.mark.parametrize(
    "content", ["<w:p><w:txbxContent>", "<w:txbxContent></w:p></w:txbxContent>", "</w:txbxContent>"]
)
def test_boxes_that_do_not_close_leave_the_content_alone(content: str) -> None:
    unboxed(content.encode(), Counter())
    assert unboxed(b"<w:p><w:txbxContent>", Counter()) == b"<w:p><w:txbxContent>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_paragraphs_within_a_list_of_contents_keep_their_words() -> None:
    """Pandoc moves the words of each of them to the next one."""
    page = mark("begin") + code("PAGEREF _Toc1") + mark("separate") + mark("end")
    inner = paragraph("Lakes", page) + paragraph("Text of an author.")
    written = without_fields_of_contents(
        f"{mark('begin')}{code(' TOC ')}{mark('separate')}{inner}{mark('end')}".encode()
    ).decode()
    assert "TOC" not in written.replace("_Toc1", "")
    assert inner in written
    assert written.count("fldChar ") == 3


def test_marks_that_hold_data_go_whole() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:fldData xml:space="preserve">AAA</w:fldData></w:fldChar></w:r>'
    begun = f"{begin}{code(' TOC ')}{mark('separate').replace('/>', '></w:fldChar>')}"
    inner = paragraph("Lakes") + paragraph("Text of an author.")
    written = without_fields_of_contents(f"{begun}{inner}{mark('end')}".encode()).decode()
    assert "fldChar" not in written
    assert written.count("<w:r>") == written.count("</w:r>")
    assert inner in written


def test_fields_that_do_not_end_go_and_others_stay() -> None:
    link = mark("begin") + code('HYPERLINK "https://example.org"') + mark("separate") + paragraph("Lake") + mark("end")
    assert without_fields_of_contents(link.encode()).decode() == link
    assert (
        "begin" not in without_fields_of_contents(f"{mark('begin')}{code('DATE')}{paragraph('Wet.')}".encode()).decode()
    )


def table(*rows: tuple[Block, ...]) -> Table:
    return Table(head=(), body=tuple(tuple(Cell((block,)) for block in row) for row in rows))


def test_a_table_of_pictures_and_captions_is_none() -> None:
    picture = Para((Picture("one.png"),))
    caption = Para((Text("Figure 1. A river."),))
    assert without_layout_tables((table((picture,), (caption,)),)) == (picture, caption)
    real = table((picture, Para((Text("Words about the river."),))))
    assert without_layout_tables((real,)) == (real,)


def test_a_number_beside_a_formula_is_the_formulas() -> None:
    formula = Math("a = b", display=True)
    (only,) = without_layout_tables((table((Para((formula,)), Para((Text("(3)"),)))),))
    assert only == Para((Math("a = b", display=True, number="3"),))
    figure = Figure((Picture("a.png"),), (), ())
    assert without_layout_tables((table((figure,)),)) == (figure,)


def test_a_formula_in_line_with_its_number_alone_is_displayed() -> None:
    formula = Math("a = b")
    numbered, plain = Para((formula, Text(" (2.1)"))), Para((formula, Text(" is 3")))
    shown = Para((Math("a = b", display=True, number="2.1"),))
    assert without_layout_tables((numbered, plain, Para(()))) == (shown, plain, Para(()))


def listed(words: str) -> Listed:
    marked = words.replace("[", ITALIC).replace("]", ROMAN)
    return Listed(0, words, marked)


@pytest.mark.parametrize(
    ("words", "kind", "year", "fields"),
    [
        ("Marsh, Anna. [A Book of Rivers]. 2nd ed. London: Reed, 1987.", "book", "1987", {"edition": "2"}),
        ("Marsh, Anna, and John Reed. “On Mud.” [Water] 3, no. 2 (2001): 4–9.", "article", "2001", {"pages": "4--9"}),
        ("Marsh, Anna. [Mud]. Translated by Jo Reed. Paris: Jonc, 1999.", "book", "1999", {"translator": "Reed, Jo"}),
        ("Marsh, Anna. [Mud]. Washington, D.C.: Reed, 1999.", "book", "1999", {"location": "Washington, D.C."}),
        ("Marsh, Anna. “Rivers of Mud.” PhD diss., University of Reeds, 2010.", "thesis", "2010", {}),
        ("Marsh, Anna. [Rivers]. Reed Press, 2015.", "book", "2015", {"publisher": "Reed Press"}),
    ],
)  # fmt: skip
def test_entries_with_given_names_in_full(words: str, kind: str, year: str, fields: dict[str, str]) -> None:
    entry = read_full(listed(words), set(), {})
    assert entry is not None
    assert (entry.type, entry.year, entry.persons[0].family) == (kind, year, "Marsh")
    assert fields.items() <= dict(entry.fields).items()


@pytest.mark.parametrize(
    "words", ["Marsh, Anna. 1987. [A Book].", "A book of rivers, 1987.", "Marsh, A. (1987). Rivers."]
)
def test_other_entries_are_left_to_other_readers(words: str) -> None:
    assert read_full(listed(words), set(), {}) is None


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ('<w:customXml w:element="x"><w:p/></w:customXml>', "<w:p/>"),
        ("<w:customXmlPr><w:placeholder/></w:customXmlPr><w:p/>", "<w:p/>"),
        ('<w:bdo w:val="rtl"><w:r/></w:bdo><w:dir><w:r/></w:dir>', "<w:r/><w:r/>"),
        (
            "<w:ruby><w:rt><w:r><w:t>so</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>word</w:t></w:r></w:rubyBase></w:ruby>",
            "<w:t>word</w:t>",
        ),
        ("<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc/></w:tr><w:tr><w:tc/></w:tr>", "<w:tr><w:tc/></w:tr>"),
        ("<w:tr><w:tc><w:rPr><w:del w:id='1'/></w:rPr></w:tc></w:tr>",) * 2,
    ],
)
def test_the_words_of_wrappers_stand_in_the_open(content: str, written: str) -> None:
    assert unwrapped(content.encode(), Counter()).decode() == written


def test_a_simple_field_is_written_in_the_form_that_is_read() -> None:
    simple = '<w:fldSimple w:dirty="1" w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    written = unwrapped(simple.encode(), Counter()).decode()
    assert [written.count(f'fldCharType="{kind}"') for kind in ("begin", "separate", "end")] == [1, 1, 1]
    assert "> SEQ Table <" in written
    assert "<w:t>7</w:t>" in written


def test_what_cannot_be_shown_is_counted() -> None:
    left_out: Counter[str] = Counter()
    unwrapped(b'<c:chart r:id="a"/><dgm:relIds/><w:altChunk/><o:OLEObject ProgID="Equation.3"/>', left_out)
    assert sorted(filter(None, left_out.values())) == [1, 1, 1, 1]


def test_marks_that_nothing_closes_take_no_words_along() -> None:
    mark = '<w:rPr><w:del w:id="1"/><w:moveFrom w:id="2"/></w:rPr>'
    deleted = '<w:del w:id="3"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    content = f"<w:document xmlns:w='urn:w'><w:p>{mark}<w:r/><w:r><w:t>kept</w:t></w:r>{deleted}</w:p></w:document>"
    left_out: Counter[str] = Counter()
    made, _ = cleaned(in_archive(word__document_xml=content), left_out, ending=".docx")
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        written = opened.read("word/document.xml").decode()
    assert written == content.replace(deleted, "")
    assert left_out["tracked deletions"] == 1


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
        (COMPOUND, "is a document of Word 97"),
        (b"{\\rtf1", "is Rich Text"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<html>", "is a page in HTML"),
        (b"words", "is no document of a word processor"),
        (in_archive(content_xml="<a/>"), "is an ODT under another name"),
        (in_archive(Index__Document="x"), "holds no text of its kind"),
        (in_archive(**{"META-INF__manifest_xml": "<manifest:encryption-data/>"}), "is protected with a password"),
    ],
)
def test_what_is_no_document_is_told(data: bytes, said: str) -> None:
    with pytest.raises(PackError, match=said):
        cleaned(data, Counter(), ending=".docx")


def test_formulas_of_texmaths_are_formulas() -> None:
    group = (
        "<draw:g><svg:title>TexMaths</svg:title><svg:desc>14§display§\\frac{a}{b} &lt; c§svg§600§FALSE§</svg:desc>"
        "<draw:frame/></draw:g>"
    )
    written = with_formulas(f"{group}<draw:g><draw:frame/></draw:g><draw:rect/>".encode(), counted := Counter[str]())
    assert b"<draw:g>" not in written
    assert counted == {"shapes drawn in the word processor": 1}
    address = written.decode().split('href="')[1].split('"')[0]
    tex = r"\frac{a}{b} < c"
    link = Link((Text("formula"),), address)
    assert with_math((Para((link,)), Para((Text("as "), link)))) == (
        Para((Math(tex, display=True),)),
        Para((Text("as "), Math(tex, display=False))),
    )
    bad = Para((Link((Text("a"),), "hedgesite-formula:xyz"),))
    assert with_math((bad,)) == (bad,)


def test_a_flat_document_is_packed_with_its_images() -> None:
    flat = (
        '<office:document xmlns:office="urn:o"><office:styles><a/></office:styles><office:body>'
        '<draw:image loext:mime="x"><office:binary-data>AAEC</office:binary-data></draw:image></office:body>'
        "</office:document>"
    )
    made = packed(flat.encode())
    assert made
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.read("Pictures/image1") == b"\0\1\2"
        assert b'xlink:href="Pictures/image1"' in opened.read("content.xml")
        assert b"<office:styles><a/></office:styles>" in opened.read("styles.xml")
    assert packed(b"<html/>") is None


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ("<text:p>A <text:p>B</text:p> C</text:p>", "<text:p>A </text:p><text:p>B</text:p><text:p> C</text:p>"),
        ("<text:p>A<text:note-body><text:p>B</text:p></text:note-body></text:p>", ""),
        ("<text:p>A<text:span><text:p>B</text:p></text:span></text:p>", ""),
        ("<text:p>A<text:p/></text:p>", ""),
        ('<text:p>A<draw:custom-shape draw:name="a>b"><text:p>B</text:p></draw:custom-shape></text:p>', ""),
        ("<text:p>A</text:span></text:p>", ""),
    ],
)
def test_paragraphs_within_paragraphs_stand_behind_each_other(content: str, written: str) -> None:
    assert unnested(content.encode()).decode() == (written or content)
