"""Figures: from the file in `content/figures/` to the page, and what never gets there."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageCms

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.cache.stored_files import StoredFiles
from hedgesite.changes import compare
from hedgesite.diagnostics import Rule, as_text
from hedgesite.images import Fault, inspect_image, publish_images
from hedgesite.images.svg import SvgError, clean_svg
from hedgesite.model.image import ImageFile
from tests.companions import SITES, copy_site, read
from tests.hostile import all_payloads

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">%s</svg>'
MARK = b"MARK-OF-METADATA"


@pytest.fixture(scope="module")
def whole() -> Built:
    return build_pages(SITES / "whole" / "content", templates_folder())


def body(built: Built, path: str) -> str:
    return next(page.body for page in built.pages if page.path == path)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_figures_are_numbered_linked_and_listed(whole: Built) -> None:
    assert as_text(whole.report) == ""
    page = body(whole, "read/figures/")
    assert re.findall(r'hs-display__name">([^<]+)<', page) == ["Figure 1", "Figure 2", "Figure 3"]
    assert re.findall(r'hs-display__letter">([^<]+)<', page) == ["(a)", "(b)"]
    links = dict(re.findall(r'<a class="hs-link hs-link--figure" href="([^"]+)"[^>]*>([^<]+)</a>', page))
    assert links == {"#map": "Figure 1", "#plan": "its plan", "#old-bell": "Figure 3a", "#bells": "Figure 3"}
    assert 'href="../../read/more/#tower-text"' in page
    assert '<span class="hs-former" id="old-map"></span>' in page
    further = body(whole, "read/more/")
    assert re.findall(r'hs-display__name">([^<]+)<', further) == ["Figure 4", "Figure 5"]
    assert 'data-pop="pop-read-figures-map">Figure 1</a>' in further
    assert '<img class="hs-pop__image" src="../../assets/figures/map-png-480.webp"' in further
    listed = body(whole, "figures/")
    assert re.findall(r'<article class="hs-thing" aria-label="([^"]+)"', listed) == [
        *(f"Figure {number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, "A1")),
        *(f"Table {number}" for number in (1, 2, 3, "A1")),
    ]
    assert '<a href="../read/more/#tower-text">More figures, passage 1</a>' in listed
    assert "hs-display__name" not in body(whole, "about/")


def test_a_caption_cites_links_and_has_notes(whole: Built) -> None:
    caption = re.search(r"<figcaption>.*?</figcaption>", body(whole, "read/figures/"), re.DOTALL)
    assert caption
    assert "<em>harbour</em>" in caption[0]
    assert 'data-pop="pop-sources-example2020"' in caption[0]
    assert 'class="hs-note-call"' in caption[0]
    assert 'data-pop="pop-glossary-carillon"' in caption[0]
    assert "A. Example · CC BY 4.0" in caption[0]
    mentions = body(whole, "sources/example2020/")
    assert 'href="../../read/figures/#map"' in mentions


def test_images_come_in_several_widths_with_their_size(whole: Built) -> None:
    image = re.search(r'<img src="[^"]*map-png[^>]*>', body(whole, "read/figures/"))
    assert image
    assert 'width="1100" height="620"' in image[0]
    assert 'loading="lazy"' in image[0]
    assert 'alt="Map with a tower beside the water, and &quot;N&quot; for north"' in image[0]
    listed = re.search(r'srcset="([^"]+)"', image[0])
    assert listed
    for path, width in re.findall(r"\.\./\.\./(\S+) (\d+)w", listed[1]):
        assert opened(whole.files[path]).width == int(width)


def test_nothing_but_pixels_is_published(whole: Built) -> None:
    originals = {path.read_bytes() for path in (SITES / "whole" / "content" / "figures").iterdir()}
    published = {path: data for path, data in whole.files.items() if "/figures/" in path}
    assert len(published) == 14
    for path, data in published.items():
        assert data not in originals, path
        assert MARK not in data, path
        if not path.endswith(".svg"):
            image = opened(data)
            assert not image.getexif(), path
            assert not {"icc_profile", "exif", "xmp", "comment", "Author", "Software"} & set(image.info), path
    turned = opened(whole.files["downloads/figures/bell.jpg"])
    assert turned.size == (200, 300)
    red, green, blue = turned.convert("RGB").getpixel((100, 10))  # type: ignore[misc]
    assert red > 180 > green
    assert blue < 80
    assert opened(whole.files["downloads/figures/swing-gif-animation.gif"]).n_frames == 3  # type: ignore[attr-defined]
    assert getattr(opened(whole.files["downloads/figures/swing-gif.png"]), "n_frames", 1) == 1


def test_the_same_images_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.cache.stored_files.cache_folder", lambda: tmp_path)
    images = read(SITES / "whole" / "content")[0].images
    first = publish_images(images, StoredFiles())
    stored = sorted(tmp_path.rglob("*.zip"))
    assert len(stored) == len(images)
    assert publish_images(images, StoredFiles()) == first
    stored[0].write_bytes(b"PK broken")
    again = publish_images(images, StoredFiles())
    assert again == first
    assert {each.files for each in again.values()} == {each.files for each in first.values()}


def test_colours_become_srgb_and_transparency_stays() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    assert profile
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for kind, data in {
        "a.png": saved(Image.new("RGBA", (9, 9), (10, 200, 30, 128)), "PNG", icc_profile=swapped),
        "b.png": saved(Image.new("LA", (9, 9), (90, 100)), "PNG"),
        "c.png": saved(Image.new("I;16", (9, 9), 40_000), "PNG"),
        "d.jpg": saved(Image.new("CMYK", (9, 9), (0, 200, 200, 0)), "JPEG"),
        "e.gif": saved(Image.new("P", (9, 9), 3), "GIF", transparency=3),
        "f.png": saved(Image.new("1", (9, 9), 1), "PNG"),
    }.items():
        image = inspect_image(f"figures/{kind}", kind, data)
        assert isinstance(image, ImageFile), image
        made = publish_images({"x": image}, StoredFiles())["x"]
        shown = opened(dict(made.files)[made.renditions[-1].path])
        assert shown.size == (9, 9)
        assert shown.mode == ("RGBA" if kind[0] in "abe" else "RGB"), kind


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it has ten thousand million pixels."""
    data = saved(Image.new("1", (8, 8)), "PNG")
    head = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + data[24:29]
    return data[:12] + head + zlib.crc32(head).to_bytes(4, "big") + data[33:]


@pytest.mark.parametrize(
    ("name", "data", "rule", "problem"),
    [
        ("a.png", bomb(), Rule.IMAGE_SIZE, "more than 50 million"),
        ("a.png", saved(Image.new("1", (17_000, 10)), "PNG"), Rule.IMAGE_SIZE, "17000 × 10 pixels"),
        ("a.png", saved(Image.new("RGB", (4, 4)), "JPEG"), Rule.IMAGE_FILE, "not a PNG but a JPEG"),
        ("a.jpg", SVG % b"", Rule.IMAGE_FILE, "not a JPEG but an SVG"),
        ("a.svg", saved(Image.new("RGB", (4, 4)), "PNG"), Rule.IMAGE_FILE, "not an SVG but a PNG"),
        ("a.webp", b"GIF", Rule.IMAGE_FILE, "not a WEBP"),
        ("a.jpg", saved(Image.effect_noise((64, 64), 9), "JPEG")[:900], Rule.IMAGE_FILE, "cannot be read"),
        ("a.png", saved(Image.effect_noise((64, 64), 9), "PNG")[:900], Rule.IMAGE_FILE, "cannot be read"),
        ("a.svg", b"<svg", Rule.IMAGE_FILE, "not well-formed"),
        ("a.svg", b'<svg width="3" height="3"/>', Rule.IMAGE_FILE, "root element"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', Rule.IMAGE_FILE, "no size"),
        ("a.svg", SVG % (b"<g>" * 100 + b"</g>" * 100), Rule.IMAGE_SIZE, "64 deep"),
        ("a.svg", SVG % (b"<g/>" * 20_001), Rule.IMAGE_SIZE, "more than 20000"),
        ("a.svg", SVG % (b" " * 3_000_000), Rule.IMAGE_SIZE, "2 MiB"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"<text>&a;</text>", Rule.IMAGE_FILE, "entity"),
        ("a.svg", SVG % b"<foreignObject/>", Rule.IMAGE_FILE, "<foreignObject>"),
        ("a.svg", SVG % b'<image href="http://x.org/a.png"/>', Rule.IMAGE_FILE, "<image>"),
        ("a.svg", SVG % b'<animate attributeName="x"/>', Rule.IMAGE_FILE, "<animate>"),
        ("a.svg", SVG % b"<style>@media print { rect { fill: red } }</style>", Rule.IMAGE_FILE, "style sheet"),
    ],
)
def test_what_cannot_be_shown_is_found(name: str, data: bytes, rule: Rule, problem: str) -> None:
    found = inspect_image(f"figures/{name}", name, data)
    assert isinstance(found, Fault)
    assert found.rule is rule
    assert problem in found.problem
    assert found.remedy


SHAPES = {"svg", "g", "text", "tspan", "rect", "path", "style", "title", "desc", "defs", "use"}
LEADS_OUT = re.compile(r"javascript:|url\((?!#)|@|\\\\", re.IGNORECASE)


def cleaned(svg: str) -> ElementTree.Element | None:
    """What is left of an image; nothing if it is refused."""
    with suppress(SvgError):
        return ElementTree.fromstring(clean_svg(svg.encode("utf-8", "replace")).data)
    return None


def test_an_svg_is_never_more_than_shapes() -> None:
    """Every payload, as an element, an attribute, a style, a text and an address."""
    places = (
        "{0}",
        "<rect {0}/>",
        '<rect style="{1}"/>',
        "<text>{1}</text>",
        '<use href="{1}"/>',
        "<style>{1}</style>",
    )
    for payload in all_payloads():
        escaped = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        for place in places:
            for element in cleaned((SVG % b"{}").decode().replace("{}", place.format(payload, escaped))) or ():
                assert element.tag.rpartition("}")[2] in SHAPES, (place, payload)
                for name, value in element.attrib.items():
                    assert not name.startswith("on"), (place, payload)
                    assert not LEADS_OUT.search(value), (place, payload)
                    assert name != "href" or value.startswith("#"), (place, payload)
                assert not (element.tag.endswith("}style") and LEADS_OUT.search(element.text or "")), (place, payload)


def test_an_svg_keeps_what_it_draws() -> None:
    clean = clean_svg((SITES / "whole" / "content" / "figures" / "plan.svg").read_bytes())
    assert (clean.width, clean.height) == (227, 151)
    text = clean.data.decode()
    for kept in ('fill="url(#stone)"', 'href="#stair"', "stroke-width:2", ">Stair</text>", "patternUnits"):
        assert kept in text, kept


def test_faults_in_figures_are_found(tmp_path: Path) -> None:
    content = copy_site("whole", tmp_path) / "content"
    section = content / "sections" / "01-figures.md"
    text = section.read_text("utf-8")
    text = text.replace("figures/map.png", "figures/mapp.png").replace(
        "figures/bell.jpg", "https://example.org/bell.jpg"
    )
    text = text.replace("[](figure:bells)", "[](figure:bels)").replace("02-more.md#tower", "03-more.md#tower")
    section.write_text(text, "utf-8")
    (content / "figures" / "sub").mkdir()
    (content / "figures" / "sub" / "a.png").write_bytes(b"")
    (content / "figures" / "Old Map.PNG").write_bytes(b"")
    problems = [f"{each.rule.id}: {each.problem}; {each.remedy}" for each in read(content)[1].diagnostics]
    assert problems == [
        "file-name: 'figures/Old Map.PNG' is not read under this name; rename it to 'figures/old-map.png'",
        "file-unexpected: 'figures/sub/a.png' does not belong here; move it to figures/",
        "link-unknown: there is no figure 'bels'; did you mean 'bells'?",
        "link-unknown: the passage 'tower-text' is not in '03-more.md'; write 02-more.md#tower-text",
        "image-missing: there is no image 'figures/mapp.png'; did you mean 'figures/map.png'?",
        "image-missing: the image 'https://example.org/bell.jpg' is not a file of the companion; save it in figures/,"
        " if its licence allows that, or link to it",
    ]


def test_changes_of_figures_are_told(tmp_path: Path) -> None:
    content = copy_site("whole", tmp_path) / "content"
    before, _ = read(content)
    section = content / "sections" / "02-more.md"
    text = section.read_text("utf-8").replace("It swings", "It moves").replace("from left to right", "to the right")
    section.write_text(text, "utf-8")
    changes = compare(before, read(content)[0])
    change = next(change for change in changes.others if change.kind == "figure")
    assert (change.id, [difference.aspect for difference in change.differences]) == (
        "swing",
        ["caption", "alternative texts"],
    )


def test_a_build_prepares_nothing_for_images_and_looks_that_it_has_not() -> None:
    """Pillow and the schemas of pydantic's models take a part of every small build that imports and makes them."""
    code = f"""
import sys
from pathlib import Path
from hedgesite.build import build_pages, templates_folder
from hedgesite.model.looks import Looks, OwnPalette
from hedgesite.model.own_words import OwnWords
from hedgesite.model.source_aliases import SourceAliases
assert build_pages(Path({str(SITES / "minimal" / "content")!r}), templates_folder()).pages
unused = (Looks, OwnPalette, OwnWords, SourceAliases)
print("PIL" in sys.modules, [each.__name__ for each in unused if each.__pydantic_complete__])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False []\n", done.stderr
