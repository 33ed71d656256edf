"""What stands in documents of word processors where Pandoc loses or misplaces it: fields, images, charts, captions."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest

from hedgesite.importer.captions import with_captions
from hedgesite.importer.display_names import name_displays
from hedgesite.importer.docx_charts import CHART, DIAGRAM, placeholder_of, read_drawn, with_data, with_placeholders
from hedgesite.importer.docx_fields import without_fields_of_contents
from hedgesite.importer.docx_wrappers import unwrapped
from hedgesite.importer.sections import Part
from hedgesite.importer.tree import Anchor, Cell, Figure, Items, Math, Para, Picture, Table, Text
from hedgesite.importer.tree_walk import text_of, words_of
from hedgesite.importer.word_formulas import with_formulas_as_written
from hedgesite.importer.word_pictures import with_alternatives
from hedgesite.importer.word_signs import kind_of


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, inner: str) -> str:
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{inner}{mark('end')}"


LINK = 'HYPERLINK "https://example.org"'


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (field(" ADDIN SOMETHING ", field(LINK, "lake")), field(LINK, "lake")),
        (field(LINK, field(" ADDIN SOMETHING ", "lake")), field(LINK, "lake")),
        (field(LINK, field(" PAGEREF _a ", "5")), field(LINK, field(" PAGEREF _a ", "5"))),
        (field(" QUOTE ", "lake"), field(" QUOTE ", "lake")),
    ],
)
def test_a_field_that_is_no_link_goes_where_fields_stand_in_fields(content: str, kept: str) -> None:
    """Pandoc would end the link nowhere, and all that follows would be its words."""
    written = without_fields_of_contents(content.encode()).decode()
    assert written.replace("<w:r></w:r>", "") == kept


def test_the_richer_alternative_is_shown() -> None:
    image = '<a:blip r:embed="a"/>'
    group = (
        f"<mc:AlternateContent><mc:Choice Requires='wpg'>{image * 2}</mc:Choice>"
        "<mc:Fallback><v:imagedata r:id='a'/><v:imagedata r:id='b'/></mc:Fallback></mc:AlternateContent>"
    )
    assert unwrapped(group.encode(), Counter()).decode() == image * 2
    single = group.replace(image * 2, image)
    assert unwrapped(single.encode(), Counter()).decode() == single


def test_an_image_that_a_document_only_links_to_is_told() -> None:
    left_out: Counter[str] = Counter()
    unwrapped(b'<a:blip r:link="a"/><a:blip r:embed="b" r:link="c"/>', left_out)
    assert left_out["images outside of the document, which it only links to"] == 1


def values(role: str, *points: str) -> str:
    cached = "".join(f'<c:pt idx="{at}"><c:v>{point}</c:v></c:pt>' for at, point in enumerate(points))
    return f"<c:{role}>{cached}</c:{role}>"


POINTS = values("tx", "Depth") + values("cat", "North", "South") + values("val", "3.10000000000000009", "4")
SERIES = f"<c:ser>{POINTS}</c:ser>"
TITLED = f"<c:title><a:t>Lakes </a:t><a:t>by depth</a:t></c:title>{SERIES}".encode()


def test_a_chart_is_an_image_with_its_data_behind_the_caption() -> None:
    assert placeholder_of("word/charts/chart3.xml") == ("media/chart3", CHART)
    assert placeholder_of("word/document.xml") is None
    drawing = b'<a:graphicData uri="c"><c:chart xmlns:r="x" r:id="rId7"/></a:graphicData>'
    assert b'<a:blip r:embed="rId7"/>' in with_placeholders(drawing, "word/document.xml")
    target = b'<Relationship Target="charts/chart3.xml"/>'
    assert with_placeholders(target, "word/_rels/document.xml.rels") == b'<Relationship Target="media/chart3"/>'
    drawn = {"media/chart3": read_drawn(TITLED, CHART)}
    caption, after = Para((Text("Figure 1. Lakes"),)), Para((Text("After."),))
    image, named, table, last = with_data((Para((Picture("media/chart3"),)), caption, after), drawn)
    assert image == Para((Picture("media/chart3", alt="Lakes by depth"),))
    assert (named, last) == (caption, after)
    assert isinstance(table, Table)
    assert [[text_of(block) for cell in row for block in cell.blocks] for row in (*table.head, *table.body)] == [
        ["", "Depth"],
        ["North", "3.1"],
        ["South", "4"],
    ]


def test_a_diagram_is_its_words_and_a_chart_of_many_points_has_no_table() -> None:
    (words,) = read_drawn(b"<dgm:t><a:t>Rain</a:t></dgm:t><dgm:t></dgm:t><dgm:t><a:t>River</a:t></dgm:t>", DIAGRAM).data
    assert isinstance(words, Items)
    assert len(words.items) == 2
    many = f"<c:ser>{values('val', *map(str, range(500)))}</c:ser>"
    assert read_drawn(many.encode(), CHART).data == ()


def test_marks_in_a_caption_cut_no_label_and_lead_to_the_display() -> None:
    caption = Para((Anchor("_Ref1"), Text("Figure 1"), Anchor("_Toc2"), Text(". Lakes by depth")))
    (figure,) = with_captions((Para((Picture("a.png"),)), caption))
    assert isinstance(figure, Figure)
    assert words_of(figure.caption) == "Figure 1. Lakes by depth"
    cells = ((Cell((Para((Text("wet"),)),)),),)
    above = Para((Anchor("_Ref3"), Text("Table 1: Depths")))
    (table,) = with_captions((above, Table((), cells)))
    named = name_displays([Part("lakes", "Lakes", blocks=[figure, table])], set(), {})
    assert named.targets["_Ref1"] == named.targets["_Toc2"] == "figure:lakes-by-depth"
    assert named.targets["_Ref3"] == "table:depths"
    assert named.numbers["_Ref1"] == "1"


@pytest.mark.parametrize(
    ("description", "alt"),
    [
        ("A lake seen from above", "A lake seen from above"),
        ("Ein Bild, das See enthält. Automatisch generierte Beschreibung", "Ein Bild, das See enthält."),
        ("Gráfico Descripción generada automáticamente con confianza media", "Gráfico"),
        ("A close up of a map Description automatically generated", "A close up of a map"),
        ("C:\\Users\\heron\\lake.png", ""),
        ("lake_3.PNG", ""),
        ("Resim 9", ""),
    ],
)
def test_what_describes_an_image_is_no_caption(description: str, alt: str) -> None:
    (block,) = with_alternatives((Para((Picture("a.png", (Text(description),)),)),))
    assert block == Para((Picture("a.png", (), alt),))


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"\lbrack N\rbrack*F", r"\lbrack N\rbrack *F"),
        (r"\operatorname*{argmax}", r"\operatorname*{argmax}"),
        (r"\overset{a + \frac{b}{c}}{︸}", r"\underbrace{a + \frac{b}{c}}"),
        (r"\overset{\overleftrightarrow{}}{x}", r"\overleftrightarrow{x}"),
        (r"∯_{S}F", r"\oiint _{S}F"),
    ],
)
def test_formulas_mean_what_the_word_processor_shows(tex: str, written: str) -> None:
    assert with_formulas_as_written((Para((Math(tex),)),)) == (Para((Math(written),)),)


@pytest.mark.parametrize(
    ("member", "ending", "kind"),
    [("word/document.xml", ".odt", ".docx"), ("content.xml", ".docx", ".odt"), ("other.xml", ".odt", ".odt"),
     ("word/document.xml", ".docx", ".docx")],
)  # fmt: skip
def test_what_a_document_holds_is_its_kind(member: str, ending: str, kind: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(member, "<a/>")
    assert kind_of(written.getvalue(), ending) == kind
    assert kind_of(b"no archive", ending) == ending
