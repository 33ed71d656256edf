"""A build with what the last one left gives what a build from nothing gives, byte for byte, and does less for it."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.publish.mkdocs.serve import Rebuilder
from hedgesite.render.own_templates import NOTE
from hedgesite.render.pages.common import PageBuilder
from tests.companions import copy_site, tree
from tests.work import calls_made

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[1]
RENDER = ROOT / "src" / "hedgesite" / "render"
Edit = Callable[[Path], None]


def put(file: str, pattern: str, replacement: str) -> Edit:
    """An edit of one file below the content."""

    def edit(content: Path) -> None:
        path = content / file
        text, count = re.subn(pattern, replacement, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert count, f"{pattern!r} is not in {file}"
        path.write_text(text, "utf-8")

    return edit


def section(content: Path) -> Path:
    return sorted((content / "sections").glob("*.md"))[0]


def say(words: str) -> Edit:
    """Put words at the end of the first section's last passage."""

    def edit(content: Path) -> None:
        path = section(content)
        path.write_text(f"{path.read_text('utf-8').rstrip()} {words}\n", "utf-8")

    return edit


def with_blank_line(content: Path) -> None:
    """Move every passage of the first section down."""
    path = section(content)
    head, fence, body = path.read_text("utf-8").partition("\n---\n")
    path.write_text(f"{head}{fence}\n{body}", "utf-8")


def without_second_section(content: Path) -> None:
    sorted((content / "sections").glob("*.md"))[1].unlink()


def write(name: str, text: str, mode: str = "w") -> Edit:
    def edit(content: Path) -> None:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        with (content / name).open(mode, encoding="utf-8") as file:
            file.write(text)

    return edit


def together(*edits: Edit) -> Edit:
    def edit(content: Path) -> None:
        for each in edits:
            each(content)

    return edit


def with_former_key(content: Path) -> None:
    key = re.search(r"@\w+\{([^,\s]+),", (content / "references.bib").read_text("utf-8"))
    assert key
    write("source-aliases.yml", f"formerly: {key[1]}\n")(content)


OWN_TEMPLATE = "../templates/pages/source.html"

EDITS: dict[str, Edit] = {
    "nothing": lambda _: None,
    "words": lambda content: put(f"sections/{section(content).name}", "sert à tous", "sert à chacun")(content),
    "words of a note": say("And a few words more."),
    "words again": say("And yet more."),
    "a line": with_blank_line,
    "the title": put("article.yml", r"^title: .*", "title: Another title altogether"),
    "an actor's name": put("actors.yml", r"name: .*", "name: Somebody Else"),
    "a source": put("references.bib", r"title\s*=\s*\{", "title = {Anew "),
    "a former key": with_former_key,
    "another bibliography": write("more.bib", "@misc{more, title = {More}, author = {More, M.}, date = {2001}}\n"),
    "the alphabet": write("article.yml", "collation: own\n", "a"),
    "a section's title": lambda content: put(f"sections/{section(content).name}", "^title: .*", "title: Anew")(content),
    "a language without a catalogue": put("article.yml", r"^language: .*", "language: cy"),
    "English after it": put("article.yml", r"^language: .*", "language: en"),
    "looks and a file at the root": together(
        write("site.yml", "light: {accent: '#7a1f3d'}\nfooter: Words at the foot\n"),
        write("static/robots.txt", "User-agent: *\n"),
    ),
    "other looks": together(
        write("site.yml", "dark: {paper: '#101418'}\nfooter: Other words\n"),
        write("static/robots.txt", "User-agent: nobody\n"),
    ),
    "a template, and a place in the navigation": together(
        write(OWN_TEMPLATE, f"{NOTE}\n{{% extends 'hedgesite/pages/source.html' %}}\n"),
        put("pages/lire.md", "^short: Lire", "short: Lire\nnav: {after: timeline}"),
    ),
    "the template": write(OWN_TEMPLATE, "{% block end %}<p>More</p>{% endblock %}\n", "a"),
    "no template": lambda content: shutil.rmtree(content.parent / "templates"),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_site("full", tmp_path) / "content"


def built(content: Path, cache: BuildCache | None = None) -> Built:
    return build_pages(content, templates_folder(), "https://example.org/", cache)


def same(one: Built, other: Built) -> bool:
    return (
        one.report == other.report
        and one.pages == other.pages
        and list(one.files.items()) == list(other.files.items())
        and list(one.redirects.items()) == list(other.redirects.items())
        and (one.looks, one.has_own_templates) == (other.looks, other.has_own_templates)
    )


def test_every_edit_gives_what_a_build_from_nothing_gives(content: Path) -> None:
    cache = BuildCache()
    built(content, cache)
    for name, edit in EDITS.items():
        edit(content)
        assert same(built(content, cache), built(content)), name


def test_a_section_more_or_less(content: Path) -> None:
    cache, extra = BuildCache(), content / "sections" / "00-before.md"
    built(content, cache)
    extra.write_text("---\ntitle: Before\n---\n{#before}\nA passage.\n", "utf-8")
    assert same(built(content, cache), built(content))
    extra.unlink()
    assert same(built(content, cache), built(content))
    without_second_section(content)
    assert same(built(content, cache), built(content))


def test_an_error_and_its_correction_leave_nothing_behind(content: Path) -> None:
    cache, path = BuildCache(), section(content)
    before, text = built(content, cache), path.read_text("utf-8")
    path.write_text(f"{text}\n[@nobody]\n", "utf-8")
    assert built(content, cache).report.errors
    path.write_text(text, "utf-8")
    assert same(built(content, cache), before)


def test_what_stands_is_the_very_same_page(content: Path) -> None:
    cache = BuildCache()
    before = built(content, cache)
    assert all(one is other for one, other in zip(before.pages, built(content, cache).pages, strict=True))


def test_a_change_of_words_renders_only_pages_that_hold_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    cache, rendered = BuildCache(), []
    before = {page.path: page for page in built(content, cache).pages}
    pages = PageBuilder.render

    def noted(recipe: PageBuilder, *args: object) -> object:
        rendered.append(recipe.path)
        return pages(recipe, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(PageBuilder, "render", noted)
    say("A sentence that was not there before.")(content)
    after = built(content, cache)
    changed = {page.path for page in after.pages if page != before[page.path]}
    assert changed
    assert changed <= set(rendered)
    assert len(rendered) < len(before) / 4


def test_an_unchanged_companion_costs_a_small_part_of_a_new_one(content: Path) -> None:
    cache = BuildCache()
    first = calls_made(lambda: built(content, cache))
    again = calls_made(lambda: built(content, cache))
    assert again < first / 5


def test_a_template_that_changes_counts(content: Path, tmp_path: Path) -> None:
    templates, cache = Path(shutil.copytree(templates_folder(), tmp_path / "templates")), BuildCache()
    build_pages(content, templates, cache=cache)
    page = templates / "pages" / "section.html"
    page.write_text(f"{page.read_text('utf-8')}<p>Below every section.</p>\n", "utf-8")
    after = build_pages(content, templates, cache=cache)
    assert after.pages == build_pages(content, templates).pages
    assert any("Below every section." in each.body for each in after.pages)


def test_pages_come_by_words_where_reading_is_noted_alone() -> None:
    """Whoever reads words past `PageContext` makes pages that stay as they were when the words change."""
    words = {"body", "origin", "sentence", "markdown", "span", "syntax"}
    # How a formula is read follows from its TeX, which is among the noted words, and from the macros of the article.
    exempt = {"pages/front.py": {"body"}, "readable.py": {"body"}}
    found = {
        (path.relative_to(RENDER).as_posix(), node.attr)
        for path in RENDER.rglob("*.py")
        # Pages of another language, for which alone sentences are sought, are made anew when any text changes.
        if path.name not in {"page_context.py", "dependencies.py", "sentences.py"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in words
    }
    assert {(file, name) for file, name in found if name not in exempt.get(file, set())} == set()


def test_plain_text_of_passages_is_read_where_it_is_noted_alone() -> None:
    found = [
        path.name
        for path in RENDER.rglob("*.py")
        if path.name not in {"page_context.py", "dependencies.py"}
        and re.search(r"\bblock\.text\b", path.read_text("utf-8"))
    ]
    assert found == ["front.py"], "free pages have no passages, and their words belong to the build key"


def rebuilder(folder: Path, to: Path) -> Rebuilder:
    made = Rebuilder(folder / "mkdocs.yml", to, {})
    made.address = "http://127.0.0.1:8000/"
    return made


def test_a_served_folder_holds_after_each_save_what_a_whole_build_would_write(tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path / "companion")
    served = rebuilder(folder, tmp_path / "served")
    served.config().plugins.on_startup(command="serve", dirty=False)
    served.again()
    for number, (name, edit) in enumerate(EDITS.items()):
        edit(folder / "content")
        served.again()
        whole = rebuilder(folder, tmp_path / f"whole-{number}")
        whole.again()
        assert tree(served.folder) == tree(whole.folder), name


def test_what_is_gone_from_the_content_is_gone_from_the_served_folder(tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path / "companion")
    extra = folder / "content" / "pages" / "extra.md"
    extra.parent.mkdir(exist_ok=True)
    extra.write_text("---\ntitle: Extra\n---\nA page.\n", "utf-8")
    served = rebuilder(folder, tmp_path / "served")
    served.config().plugins.on_startup(command="serve", dirty=False)
    served.again()
    assert (served.folder / "extra" / "index.html").is_file()
    extra.unlink()
    served.again()
    assert not (served.folder / "extra" / "index.html").exists()


def test_a_saved_change_writes_only_the_pages_it_changes(tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path / "companion")
    served = rebuilder(folder, tmp_path / "served")
    served.config().plugins.on_startup(command="serve", dirty=False)
    served.again()
    before = {path: path.stat().st_mtime_ns for path in served.folder.rglob("*.html")}
    say("Something new.")(folder / "content")
    served.again()
    written = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert served.folder / "read" / "all" / "index.html" in written
    assert served.folder / "timeline" / "index.html" not in written
    assert len(written) < len(before) / 2
