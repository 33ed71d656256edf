"""Each setting of `site.yml` has its effect, and what would make pages unreadable or unsafe is refused."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
import yaml
from PIL import Image

from hedgesite.audit.scanner import loads_in
from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import Rule
from hedgesite.images.woff2 import FontError, check_woff2
from hedgesite.model.colours import DARK, LIGHT, READABLE, Palette, contrast
from hedgesite.publish.site_audit import loads_from_elsewhere
from hedgesite.render.colours import looks_stylesheet
from tests.companions import SITES, copy_site, publish_site, read, tree

ORNAMENTS = (SITES / "looks" / "content" / "looks" / "ornaments.woff2").read_bytes()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, dict[str, bytes]]:
    """The companion with looks of its own: what was built, and the files of its site."""
    built, folder = publish_site(copy_site("looks", tmp_path_factory.mktemp("looks")))
    assert not built.report.diagnostics
    return built, tree(folder)


def text_of(site: tuple[Built, dict[str, bytes]], path: str) -> str:
    return site[1][path].decode()


def test_the_logo_is_in_the_header_of_both_palettes(site: tuple[Built, dict[str, bytes]]) -> None:
    page = text_of(site, "read/promise/index.html")
    assert '<img class="hs-logo hs-logo--light" src="../../assets/looks/ferry.svg" alt="">' in page
    assert '<img class="hs-logo hs-logo--dark" src="../../assets/looks/ferry-dark.svg" alt="">' in page
    assert "assets/looks/ferry.svg" in site[1]


def test_the_icon_is_the_one_of_every_page(site: tuple[Built, dict[str, bytes]]) -> None:
    pages = [data.decode() for path, data in site[1].items() if path.endswith("/index.html")]
    assert len(pages) > 8
    assert all(re.search(r'<link rel="icon" href="(\.\./)+assets/looks/icon\.png">', page) for page in pages)


def test_colours_reach_the_style_sheet(site: tuple[Built, dict[str, bytes]]) -> None:
    style = text_of(site, "assets/hedgesite/hedgesite.css")
    for name, colour in (
        ("light-accent", "#7a1f3d"), ("light-paper", "#fbf6ee"), ("dark-accent", "#f0a6bd"), ("dark-paper", "#1c1518"),
    ):  # fmt: skip
        assert f"--hs-{name}:{colour}" in style
        assert re.search(rf"--hs-{name.split('-')[1]}: ?var\(--hs-{name}\)", style)


@pytest.mark.parametrize("palette", [("light", LIGHT), ("dark", DARK)], ids=lambda it: it[0])
def test_the_style_sheet_has_the_palettes_of_the_code(palette: tuple[str, Palette]) -> None:
    style = (templates_folder() / "shell/assets/hedgesite/shell.css").read_text("utf-8")
    own = (templates_folder() / "shell/assets/hedgesite/looks.css").read_text("utf-8")
    name, colours = palette
    for field in ("paper", "soft", "accent", "line", "line_strong", "raised"):
        property = field.replace("_", "-")
        assert f"--hs-{property}: {getattr(colours, field)};" in style
        assert f"--hs-{property}: var(--hs-{name}-{property});" in own
    assert f"--hs-ink: {colours.ink};" in style


def test_colours_of_dimensions_can_be_read_on_the_paper(site: tuple[Built, dict[str, bytes]]) -> None:
    style = text_of(site, "assets/hedgesite/hedgesite.css")
    found = re.findall(r"--hs-dim-(light|dark): ?(#[0-9a-f]{6})", style)
    assert len(found) == 4
    papers = {"light": "#fbf6ee", "dark": "#1c1518"}
    assert all(contrast(colour, papers[name]) >= READABLE for name, colour in found)


def test_the_font_is_loaded_from_the_site_and_its_licence_is_linked(site: tuple[Built, dict[str, bytes]]) -> None:
    style = text_of(site, "assets/hedgesite/hedgesite.css")
    assert 'src:url("../looks/ornaments.woff2") format("woff2");font-weight:100 900;font-style:normal' in style
    assert '--hs-own-text:"Harbour Ornaments";--hs-own-all:"Harbour Ornaments"' in style
    assert site[1]["assets/looks/ornaments.woff2"] == ORNAMENTS
    page = text_of(site, "index.html")
    assert 'Font: Harbour Ornaments, <a href="assets/looks/licence.txt" rel="noopener noreferrer">CC0 1.0</a>' in page
    assert "font-src 'self'" in page


def test_a_font_for_texts_leaves_menus_alone(tmp_path: Path) -> None:
    library, _ = read(with_looks(tmp_path, font={**FONT, "use": "text"}))
    style = looks_stylesheet(library.looks)
    assert "--hs-own-text" in style
    assert "--hs-own-all" not in style


def test_the_footer_is_on_every_page(site: tuple[Built, dict[str, bytes]]) -> None:
    words = "<em>Waiting for the ferry</em> is a companion of the <strong>Harbour Office</strong>"
    pages = [path for path in site[1] if path.endswith("index.html")]
    assert all(words in text_of(site, path) for path in pages)


def test_a_companion_without_looks_has_hedgesites_own(tmp_path: Path) -> None:
    built, folder = publish_site(copy_site("minimal", tmp_path))
    page = (folder / "index.html").read_text("utf-8")
    assert "hs-own-footer" not in page
    assert 'href="assets/hedgesite/icon.svg"' in page
    assert "--hs-light-paper:" not in (folder / "assets/hedgesite/hedgesite.css").read_text("utf-8")
    assert built.looks.logo == ""


FONT: dict[str, object] = {
    "family": "Ornaments",
    "licence": {"name": "CC0 1.0"},
    "files": [{"file": "looks/ornaments.woff2"}],
}


def with_looks(folder: Path, **looks: object) -> Path:
    """The content of a small companion with looks, a font and an image."""
    content = copy_site("minimal", folder) / "content"
    (content / "looks").mkdir()
    (content / "looks" / "ornaments.woff2").write_bytes(ORNAMENTS)
    Image.new("RGB", (4, 4), "red").save(content / "looks" / "logo.png")
    (content / "site.yml").write_text(yaml.safe_dump(looks, sort_keys=False), "utf-8")
    return content


REFUSED: dict[str, tuple[dict[str, object], Rule, str]] = {
    "no field": ({"colour": "#123456"}, Rule.FIELD_UNKNOWN, "'colour' is not a field here"),
    "no colour": ({"light": {"accent": "red"}}, Rule.FIELD_VALUE, "write it as #rrggbb"),
    "logo missing": ({"logo": "looks/lgo.png"}, Rule.LOOKS_FILE, "did you mean 'looks/logo.png'"),
    "logo elsewhere": ({"logo": "https://example.org/x.png"}, Rule.LOOKS_FILE, "there is no file"),
    "logo outside": ({"logo": "../../secret.png"}, Rule.LOOKS_FILE, "there is no file"),
    "logo a font": ({"logo": "looks/ornaments.woff2"}, Rule.LOOKS_FILE, "name one that ends in"),
    "icon a font": ({"icon": "looks/ornaments.woff2"}, Rule.LOOKS_FILE, ".png, .svg"),
    "dark logo missing": ({"logo-dark": "looks/night.svg"}, Rule.LOOKS_FILE, "night.svg"),
    "accent light": ({"light": {"accent": "#f0c040"}}, Rule.LOOKS_CONTRAST, "choose a darker accent"),
    "accent dark": ({"dark": {"accent": "#333333"}}, Rule.LOOKS_CONTRAST, "choose a lighter accent"),
    "paper light": ({"light": {"paper": "#555555"}}, Rule.LOOKS_CONTRAST, "choose a lighter paper"),
    "paper dark": ({"dark": {"paper": "#eeeeee"}}, Rule.LOOKS_CONTRAST, "choose a darker paper"),
    "no licence": ({"font": {**FONT, "licence": None}}, Rule.FIELD_VALUE, "licence"),
    "no files": ({"font": {**FONT, "files": []}}, Rule.FIELD_VALUE, "give at least one"),
    "no font": ({"font": {**FONT, "files": [{"file": "looks/logo.png"}]}}, Rule.LOOKS_FILE, ".woff2"),
    "weight": ({"font": {**FONT, "files": [{"file": "ornaments.woff2", "weight": "bold"}]}}, Rule.FIELD_VALUE, "1000"),
    "family": ({"font": {**FONT, "family": 'x"; } body { y'}}, Rule.FIELD_VALUE, "Latin letters"),
    "licence file": (
        {"font": {**FONT, "licence": {"name": "x", "file": "looks/OFL.txt"}}}, Rule.LOOKS_FILE, "looks/OFL.txt"),
    "footer cites": ({"footer": "See [@example2020]."}, Rule.FIELD_VALUE, "holds a citation"),
    "footer heads": ({"footer": "## A heading"}, Rule.FIELD_VALUE, "holds a heading"),
    "footer long": ({"footer": "word " * 200}, Rule.FIELD_VALUE, "more than 600"),
    "footer image": ({"footer": "![x](figures/x.png){alt=\"x\"}"}, Rule.FIELD_VALUE, "holds a figure"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_with_a_remedy(name: str, tmp_path: Path) -> None:
    looks, rule, said = REFUSED[name]
    _, report = read(with_looks(tmp_path, **looks))
    found = [each for each in report.errors if each.rule is rule]
    assert any(said in str(each) for each in found), report
    assert all(each.origin.file.endswith("site.yml") for each in found)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    looks = {"logo": "looks/no.svg", "light": {"accent": "#f0c040"}, "dark": {"paper": "blue"}, "footer": "[@x]"}
    _, report = read(with_looks(tmp_path, **looks))
    assert len({each.origin.line for each in report.errors if each.origin.file.endswith("site.yml")}) == 4


def test_a_contrast_names_the_pair_and_the_ratio(tmp_path: Path) -> None:
    _, report = read(with_looks(tmp_path, light={"accent": "#767676", "paper": "#f4f4f4"}))
    (found,) = report.errors
    assert "the accent #767676 on the paper #f4f4f4 has a contrast of 4.12 to 1 in the light palette" in found.problem
    assert found.origin.line == 2


@pytest.mark.parametrize("paper", ["#ffffff", "#d7cdbb", "#c2d4c8", "#b9b9ff"])
def test_what_follows_a_light_paper_can_be_read(paper: str) -> None:
    palette = LIGHT.with_own("", paper)
    assert contrast(palette.soft, palette.raised) >= READABLE
    assert contrast(palette.ink, palette.raised) >= READABLE


@pytest.mark.parametrize("paper", ["#000000", "#1c1518", "#16241f", "#30303c"])
def test_what_follows_a_dark_paper_can_be_read(paper: str) -> None:
    palette = DARK.with_own("", paper)
    assert contrast(palette.soft, palette.raised) >= READABLE
    assert contrast(palette.ink, palette.raised) >= READABLE


def test_files_that_nothing_names_are_named(tmp_path: Path) -> None:
    _, report = read(with_looks(tmp_path, logo="logo.png"))
    (found,) = report.diagnostics
    assert (found.rule, found.origin.file.rpartition("/")[2]) == (Rule.LOOKS_UNUSED, "ornaments.woff2")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("looks/fonts/a.woff2", "move it to looks/ itself"),
        ("looks/a.ttf", "save it as .svg"),
        ("a.woff2", "move it to looks/"),
        ("looks/Logo.PNG", "rename it to 'looks/logo.png'"),
        ("site.yaml", "rename it to 'site.yml'"),
    ],
)
def test_files_in_wrong_places_are_sent_to_their_own(file: str, said: str, tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    (content / file).parent.mkdir(parents=True, exist_ok=True)
    (content / file).write_bytes(b"x")
    assert [said in str(each) for each in read(content)[1].diagnostics] == [True]


BROKEN_FONTS = {
    "empty": b"",
    "text": b"a font",
    "truetype": b"\0\1\0\0" + ORNAMENTS[4:],
    "older": b"wOFF" + ORNAMENTS[4:],
    "collection": ORNAMENTS[:4] + b"ttcf" + ORNAMENTS[8:],
    "cut": ORNAMENTS[:-20],
    "cut in its header": ORNAMENTS[:30],
    "longer": ORNAMENTS + b"\0",
    "huge": ORNAMENTS[:16] + b"\xff\xff\xff\xff" + ORNAMENTS[20:],
    "without tables": ORNAMENTS[:12] + b"\0\0" + ORNAMENTS[14:],
    "with more tables": ORNAMENTS[:12] + b"\xff\xff" + ORNAMENTS[14:],
    "private": ORNAMENTS[:40] + b"\0\0\0\x10\0\0\0\x10" + ORNAMENTS[48:],
}


def test_a_font_is_told_by_its_content() -> None:
    check_woff2(ORNAMENTS)


@pytest.mark.parametrize("name", BROKEN_FONTS)
def test_what_is_no_font_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FontError):
        check_woff2(BROKEN_FONTS[name])
    content = with_looks(tmp_path, font=FONT)
    (content / "looks" / "ornaments.woff2").write_bytes(BROKEN_FONTS[name])
    (found,) = read(content)[1].errors
    assert found.rule is Rule.LOOKS_FILE
    assert found.origin.file.endswith("ornaments.woff2")


@pytest.mark.parametrize("at", range(0, len(ORNAMENTS), 7))
def test_a_font_with_any_other_byte_is_read_or_refused(at: int) -> None:
    changed = bytes([*ORNAMENTS[:at], ORNAMENTS[at] ^ 0xFF, *ORNAMENTS[at + 1 :]])
    with contextlib.suppress(FontError):
        check_woff2(changed)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>"),
        ("logo.png", b"\x89PNG\r\n\x1a\nbroken"),
        ("logo.jpg", b"\x89PNG\r\n\x1a\n"),
        ("licence.txt", b"\xff\xfe\x00"),
        ("logo.webp", b"RIFF" + bytes(2**20 + 10)),
    ],
)
def test_files_of_looks_are_looked_into(name: str, data: bytes, tmp_path: Path) -> None:
    content = with_looks(tmp_path)
    (content / "looks" / name).write_bytes(data)
    assert [each.rule for each in read(content)[1].errors] == [Rule.LOOKS_FILE]


def test_a_logo_loses_its_metadata_and_what_is_too_wide(tmp_path: Path) -> None:
    content = with_looks(tmp_path, logo="looks/logo.jpg")
    picture = Image.new("RGB", (3000, 300), "blue")
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    picture.save(content / "looks" / "logo.jpg", exif=exif)
    published = build_pages(content, templates_folder()).files["assets/looks/logo.jpg"]
    assert b"a secret" not in published
    with Image.open(io.BytesIO(published)) as image:
        assert image.size == (960, 96)


SITES_OF_TESTS = sorted(path.name for path in SITES.iterdir() if (path / "mkdocs.yml").is_file())


@pytest.mark.parametrize("name", SITES_OF_TESTS)
def test_no_page_of_a_test_companion_loads_from_another_host(name: str) -> None:
    built = build_pages(SITES / name / "content", templates_folder())
    assert len(built.pages) > 2
    found = {link for page in built.pages for link in loads_in(page.body)}
    assert not {link for link in found if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE)}


def test_nothing_around_the_pages_loads_from_another_host(tmp_path: Path) -> None:
    built, folder = publish_site(copy_site("looks", tmp_path))
    assert built.has_own_templates
    assert not loads_from_elsewhere(folder, built)
