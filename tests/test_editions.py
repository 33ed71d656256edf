"""The companion in other languages: pages, words and addresses of each, and what stays the original's."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.cli import main
from hedgesite.derive import derive
from hedgesite.load import load_library
from hedgesite.model.counterparts import hash_of_passage
from hedgesite.model.editions import edition_of
from hedgesite.model.page import Page
from hedgesite.translating import skeleton
from tests.companions import SITES, copy_site, publish_site

CONTENT = SITES / "bilingual" / "content"
MARKS = re.compile("[\ufdd0-\ufdd3]")
MOST_GROWTH = 1024
"""Bytes, compressed, that a page may grow by because another language has it too."""


def built_of(content: Path, cache: BuildCache | None = None) -> Built:
    return build_pages(content, templates_folder(), "https://example.org/oven/", cache)


@pytest.fixture(scope="module")
def built() -> Built:
    found = built_of(CONTENT)
    assert not found.report.diagnostics
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    _, folder = publish_site(copy_site("bilingual", tmp_path_factory.mktemp("bilingual")))
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same companion in English alone."""
    folder = copy_site("bilingual", tmp_path_factory.mktemp("alone"))
    drop_arabic(folder / "content")
    _, site = publish_site(folder)
    return site


def drop_arabic(content: Path) -> None:
    for path in content.rglob("*.ar.md"):
        path.unlink()
    for path in content.rglob("*.yml"):
        path.write_text(
            re.sub(r"^( *)translations:.*\n(?:\1 +.*\n)*", "", path.read_text("utf-8"), flags=re.M), "utf-8"
        )


def page_of(built: Built, path: str) -> Page:
    return next(page for page in built.pages if page.path == path)


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the content with another text in a file."""
    content = copy_site("bilingual", tmp_path) / "content"
    path = content / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return content


def test_a_whole_edition_has_every_page(built: Built) -> None:
    own = {page.path for page in built.pages if not page.edition}
    arabic = {page.path.removeprefix("ar/") for page in built.pages if page.edition == "ar"}
    assert arabic - own == {"read/queue/beside/", "read/turns/beside/"}
    assert own <= arabic


def test_languages_lead_to_each_other(built: Built) -> None:
    paths = {page.path for page in built.pages}
    for page in built.pages:
        plain = page.path.removeprefix("ar/").removesuffix("beside/")
        assert page.alternates == (("en", plain), ("ar", f"ar/{plain}"))
        assert {path for _, path in page.alternates} <= paths


def test_pages_say_their_language_and_those_of_others(site: Path) -> None:
    for path, language, direction in (("read/queue/", "en", "ltr"), ("ar/read/queue/", "ar", "rtl")):
        html = (site / path / "index.html").read_text("utf-8")
        assert f'<html lang="{language}" dir="{direction}"' in html
        for other, address in (("en", "read/queue/"), ("ar", "ar/read/queue/")):
            link = f'<link rel="alternate " hreflang="{other}" href="https://example.org/oven/{address}">'
            assert html.count(link) == 1
        assert 'aria-current="page"' in html.partition('class="hs-languages"')[2].partition("</nav>")[0]
        assert "beside/" in html


def test_passages_lead_to_their_counterparts(built: Built) -> None:
    for path, other in (("read/queue/", "ar/read/queue/"), ("ar/read/queue/", "read/queue/")):
        page = page_of(built, path)
        language = "en" if page.edition else "ar"
        for id in ("forty-houses", "question"):
            way = "../" * path.count("/")
            assert f'<a href="{way}{other}#{id}" lang="{language}" hreflang="{language}">' in page.body


def test_links_of_an_edition_stay_in_it(built: Built) -> None:
    page = page_of(built, "ar/read/turns/")
    found = set(re.findall(r'href="\.\./\.\./\.\./([^"#]+)', page.body))
    to_english = {path for path in found if not path.startswith("ar/")}
    # Only the panels of passages lead out, to the same passage in English.
    assert {path for path in to_english if not path.startswith("downloads/")} == {"read/turns/"}


def test_pop_ups_speak_the_language_of_the_page(built: Built) -> None:
    body = page_of(built, "ar/read/queue/").body
    assert "قبو من طين يخبز فيه الشارع خبزه" in body
    assert "A vault of clay" not in body
    assert 'lang="ar" dir="rtl"' in page_of(built, "read/queue/").body or "hs-elsewhere" in body


def test_nothing_is_counted_anew(built: Built) -> None:
    edition = edition_of(built.library, "ar")
    original = derive(built.library)
    arabic = derive(edition.library, original)
    assert arabic.relations is original.relations
    assert arabic.matrix.cells == original.matrix.cells
    assert arabic.coverage == original.coverage
    assert [passage.id for passage in edition.library.passages] == [passage.id for passage in built.library.passages]
    records = [(it.source, it.passage, it.number, it.locator) for found in arabic.evidence.values() for it in found]
    assert records == [
        (it.source, it.passage, it.number, it.locator) for found in original.evidence.values() for it in found
    ]


def test_downloads_are_the_originals(built: Built, tmp_path: Path) -> None:
    content = copy_site("bilingual", tmp_path) / "content"
    for path in content.rglob("*.ar.md"):
        path.unlink()
    without = built_of(content)
    # The content itself has the texts of all languages.
    names = {path for path in built.files if path.startswith("downloads/")} - {"downloads/content.zip"}
    assert names
    assert {path: built.files[path] for path in names} == {path: without.files[path] for path in names}


def test_words_of_the_original_are_marked_as_such(built: Built) -> None:
    body = page_of(built, "ar/read/queue/").body
    quoted = "The oven is enough in spring"
    assert f'<span lang="en" dir="ltr">{quoted}</span>' in body
    assert '<span lang="en" dir="ltr">The article spells the name of the street in two ways.</span>' in body


def test_no_mark_reaches_a_reader(built: Built, site: Path) -> None:
    for page in built.pages:
        assert not MARKS.search("".join((page.title, page.body, page.head, page.description, *page.nav))), page.path
    for path in site.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".xml"}:
            assert not MARKS.search(path.read_text("utf-8")), path


def test_the_search_of_each_language_finds_its_words(built: Built) -> None:
    index = built.files["assets/hedgesite/search-ar-index.js"].decode()
    records = json.loads(index[index.index('"records":') + len('"records":') : index.rindex("}")])
    by_address = {record[1]: record for record in records}
    assert "يخبز أربعون بيتًا" in by_address["ar/read/queue/#forty-houses"][3]
    assert by_address["ar/glossary/#oven"][2] == "فرن"
    assert not any(record[1].endswith("beside/") for record in records)
    assert "search-ar-index.js" in built.files["assets/hedgesite/words-ar.js"].decode()
    own = built.files["assets/hedgesite/search-index.js"].decode()
    assert "Forty houses bake" in own
    assert "يخبز أربعون بيتًا" not in own


def test_citations_name_the_article_by_its_own_title(built: Built) -> None:
    cited = page_of(built, "ar/").body.partition('class="hs-cite-this"')[2]
    assert "How One Oven Serves a Whole Street" in cited
    assert "كيف يخدم فرن واحد" not in cited


def test_both_languages_stand_side_by_side(built: Built) -> None:
    body = page_of(built, "ar/read/queue/beside/").body
    pairs = body.split('<div class="hs-pair">')[1:]
    assert len(pairs) == 2
    for pair, english, arabic in zip(pairs, ("Forty houses", "The question"), ("أربعون", "والسؤال"), strict=True):
        left, right = pair.split("</div><div>", 1)
        assert english in left
        assert arabic in right
    assert 'id="original-forty-houses"' in body
    assert 'id="forty-houses"' in body


def test_what_is_not_translated_yet_leads_to_the_original(tmp_path: Path) -> None:
    content = changed(
        tmp_path,
        "sections/01-queue.ar.md",
        "والسؤال إذن عما يأتي مكان [الباب المفتوح](dimension:open-door). ويسمّي القسم [](section:turns) الدفتر.",
        "…",
    )
    found = built_of(content)
    assert [finding.rule.id for finding in found.report.diagnostics] == ["edition-passage"]
    body = page_of(found, "ar/read/queue/").body
    assert '<p class="hs-untranslated">' in body
    assert 'href="../../../read/queue/#question" hreflang="en"' in body
    assert "…" not in body.partition('id="question"')[2].partition("hs-untranslated")[0]


def test_a_passage_without_a_block_is_named_and_has_its_place(tmp_path: Path) -> None:
    content = changed(tmp_path, "sections/02-turns.ar.md", "{#winter}\n", "")
    found = built_of(content)
    assert "passage-id-missing" in {finding.rule.id for finding in found.report.diagnostics}
    text = (content / "sections" / "02-turns.ar.md").read_text("utf-8")
    cut = re.sub(r"^وفي.*\n.*?\n(?=\n|\$)", "", text, flags=re.M)
    cut = re.sub(r"^  winter:.*\n", "", cut, flags=re.M)
    (content / "sections" / "02-turns.ar.md").write_text(cut, "utf-8")
    found = built_of(content)
    assert [finding.rule.id for finding in found.report.diagnostics] == ["edition-passage"]
    assert 'id="winter"' in page_of(found, "ar/read/turns/").body


def test_a_change_of_the_original_is_noticed(tmp_path: Path) -> None:
    content = changed(tmp_path, "sections/01-queue.md", "Forty houses bake", "Fifty houses bake")
    found = built_of(content)
    assert [(it.rule.id, it.origin.line) for it in found.report.diagnostics] == [("edition-outdated", 11)]


def test_a_cached_build_is_a_clean_one(tmp_path: Path) -> None:
    content = copy_site("bilingual", tmp_path) / "content"
    cache = BuildCache()
    built_of(content, cache)
    for file, old, new in (
        ("sections/01-queue.ar.md", "أربعون", "خمسون"),
        ("sections/01-queue.md", "In spring", "In summer"),
        ("glossary.yml", "term: فرن", "term: تنّور"),
    ):
        path = content / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        assert built_of(content, cache).pages == built_of(content).pages


def test_a_companion_in_one_language_has_nothing_of_others(alone: Path) -> None:
    names = {path.name for path in (alone / "assets" / "hedgesite").iterdir()}
    assert not {name for name in names if name.startswith(("words-", "editions", "search-ar"))}
    html = (alone / "read" / "queue" / "index.html").read_text("utf-8")
    assert not re.search("editions|hreflang|hs-languages|hs-elsewhere", html)


def test_pages_grow_little(site: Path, alone: Path) -> None:
    for path in alone.rglob("index.html"):
        name = path.relative_to(alone)
        before, after = (len(gzip.compress(each.read_bytes())) for each in (path, site / name))
        assert after - before <= MOST_GROWTH, f"{name} grows by {after - before} bytes"


def test_a_skeleton_has_ids_and_no_prose(tmp_path: Path) -> None:
    folder = copy_site("bilingual", tmp_path)
    content = folder / "content"
    for path in content.rglob("*.ar.md"):
        path.unlink()
    told = CliRunner().invoke(main, ["translate", "--config-file", str(folder / "mkdocs.yml"), "ar"])
    assert told.exit_code == 0, told.output
    text = (content / "sections" / "01-queue.ar.md").read_text("utf-8")
    assert text == ("---\ntitle: …\nsummary: …\n---\n\n{#forty-houses}\n…\n\n## …\n\n{#question}\n…\n")
    found = built_of(content)
    assert {finding.rule.id for finding in found.report.diagnostics} == {"edition-passage"}
    # A text of which nothing is translated is no page of the edition.
    assert "ar/read/queue/" not in {page.path for page in found.pages}
    library, _ = load_library(content)
    assert skeleton(library, "ar") == {}


def test_done_writes_hashes_and_nothing_else(tmp_path: Path) -> None:
    content = changed(tmp_path, "sections/01-queue.md", "Forty houses bake", "Fifty houses bake")
    path = content / "sections" / "01-queue.ar.md"
    before = path.read_text("utf-8")
    command = ["translate", "--config-file", str(content.parent / "mkdocs.yml"), "ar", "--done", "forty-houses"]
    assert CliRunner().invoke(main, command).exit_code == 0
    after = path.read_text("utf-8")
    library, report = load_library(content)
    section = library.section_by_id["queue"]
    hashed = hash_of_passage(section.body, section.body.blocks[0])
    assert f'forty-houses: "{hashed}"' in after
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    assert [old.split(":")[0].strip() for old, new in lines if old != new] == ["forty-houses"]
    assert not report.diagnostics
    unknown = CliRunner().invoke(main, [*command[:-1], "nothing"])
    assert unknown.exit_code == 2
    assert "no text in 'ar' has 'nothing'" in unknown.output
