"""Templates of a companion's own take the place of hedgesite's, one by one, in a sandbox, and never silently lose."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from hedgesite import __version__
from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.diagnostics import Rule
from hedgesite.publish.mkdocs.plugin import HedgesitePlugin
from hedgesite.publish.site import PublishError
from hedgesite.render.own_templates import NOTE, ORIGINAL, VERSION, own_templates, usual_templates
from tests.companions import SITES, copy_site, publish_site, write_files

ROOT = Path(__file__).parents[1]
USUAL = templates_folder()
GLOSSARY = "pages/glossary.html"


TERMS = "- {id: lake, term: Lake, definition: Still water.}\n- {id: weir, term: Weir, definition: A low wall.}\n"


def plain(folder: Path) -> Path:
    """A small companion with a glossary."""
    files = {"content/glossary.yml": TERMS, "content/pages/about.md": "---\ntitle: About\n---\n\nA page.\n"}
    return write_files(copy_site("minimal", folder), files)


def companion(folder: Path, **templates: str) -> Path:
    """A small companion with templates of its own, each after the note of its version."""
    site = plain(folder)
    write_files(site / "templates", {name: f"{NOTE}\n{text}" for name, text in templates.items()})
    return site


def built_with(folder: Path, **templates: str) -> Built:
    return build_pages(companion(folder, **templates) / "content", USUAL)


def page(built: Built, path: str) -> str:
    assert built.pages, built.report
    return next(each.body for each in built.pages if each.path == path)


def body_with(text: str) -> dict[str, str]:
    return {GLOSSARY: f'{{% extends "{ORIGINAL}{GLOSSARY}" %}}\n{{% block end %}}{text}{{% endblock %}}\n'}


def test_a_template_takes_the_place_of_the_one_of_its_name(tmp_path: Path) -> None:
    usual = build_pages(plain(tmp_path / "usual") / "content", USUAL)
    terms = '{% for t in terms %}<p id="{{ t.id }}">{{ t.term }}</p>{% endfor %}'
    text = f'<header><h1 id="top">{{{{ title }}}}</h1></header>\n{terms}'
    built = built_with(tmp_path / "own", **{GLOSSARY: text})
    assert page(built, "glossary/").startswith('<header><h1 id="top">Glossary</h1></header>\n<p id="lake">Lake</p>')
    same = [each.path for each in usual.pages if page(built, each.path) == each.body]
    assert len(same) == len(usual.pages) - 1
    assert built.has_own_templates
    assert not usual.has_own_templates


def test_a_block_of_a_page_is_exchanged(tmp_path: Path) -> None:
    usual = page(build_pages(plain(tmp_path / "usual") / "content", USUAL), "glossary/")
    found = page(built_with(tmp_path / "own", **body_with("<p>Mine</p>{{ super() }}")), "glossary/")
    assert "<p>Mine</p>" in found
    assert found.replace("<p>Mine</p>", "").split() == usual.split()


def test_a_fragment_reaches_every_page_that_uses_it(tmp_path: Path) -> None:
    draft = "fragments/popups.html"
    built = built_with(tmp_path, **{draft: f'{{% include "{ORIGINAL}{draft}" %}}<i>ours</i>'})
    assert all("<i>ours</i>" in each.body for each in built.pages)


def test_a_macro_is_exchanged_and_the_others_are_kept(tmp_path: Path) -> None:
    place = "fragments/place.html"
    macro = "{% macro privacy() %}<b>Ours</b>{{ usual.privacy() }}{% endmacro %}"
    own = f'{{% import "{ORIGINAL}{place}" as usual %}}{macro}'
    built = built_with(tmp_path, **{place: own})
    assert '<b>Ours</b><section class="hs-privacy"' in re.sub(r"\s*(<section)", r"\1", page(built, "about/"))
    assert "hs-resume" in page(built, "")
    assert not built.report.diagnostics


def test_a_macro_that_is_missing_is_named(tmp_path: Path) -> None:
    own = '{% from "fragments/mine.html" import shwon %}'
    built = built_with(tmp_path, **body_with(own), **{"fragments/mine.html": "{% macro shown() %}{% endmacro %}"})
    (found,) = built.report.errors
    assert found.rule is Rule.TEMPLATE
    assert found.origin.file.endswith("templates/fragments/mine.html")
    assert "the macro 'shwon' is missing" in found.problem


def test_in_a_checkout_nothing_is_an_override(tmp_path: Path) -> None:
    """Where the templates beside the content are those of hedgesite's repository, they are not a companion's own."""
    assert not own_templates(ROOT / "content", USUAL)
    assert not build_pages(ROOT / "content", USUAL).has_own_templates
    # A checkout whose templates are not those that run, since another hedgesite is installed.
    shutil.copytree(SITES / "full" / "content", tmp_path / "content")
    shutil.copytree(USUAL / "pages", tmp_path / "templates" / "pages")
    (tmp_path / "src" / "hedgesite" / "render").mkdir(parents=True)
    assert not own_templates(tmp_path / "content", USUAL)
    shutil.rmtree(tmp_path / "src")
    assert own_templates(tmp_path / "content", USUAL)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{{ nothing }}", 3, "'nothing' is undefined"),
        ("x\n{{ terms[0].nothing }}", 4, "has no attribute 'nothing'"),
        ("{{ 1 / 0 }}", 3, "division by zero"),
        ("\n\n{{ terms + 1 }}", 5, "can only concatenate"),
        ("{{ title | nothing }}", 3, "No filter named 'nothing'"),
        ("{% if %}", 3, "Expected an expression"),
        ('{% include "fragments/nothing.html" %}', 3, "fragments/nothing.html"),
        ('{% from "fragments/macros.html" import excerpt %}{{ excerpt() }}', 3, "'passage' was not"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", 3, "recursion"),
        ("{{ page.href() }}", 3, "missing 1 required positional argument"),
    ],
)
def test_a_fault_is_found_in_its_file_and_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    built = built_with(tmp_path, **body_with(text))
    (found,) = built.report.errors
    assert found.rule is Rule.TEMPLATE
    assert found.origin.file.endswith("templates/pages/glossary.html")
    assert (found.origin.line, said in found.problem) == (line, True), found
    assert not built.pages


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.site }}",
        "{{ page.words }}",
        "{{ page.to('term', 'x') }}",
        "{{ page.__init__.__globals__ }}",
        "{{ page['site'] }}",
        "{{ page | attr('site') }}",
        "{{ [page] | map(attribute='site') | join }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ terms[0].__class__ }}",
        "{{ terms[0]._replace(id='x') }}",
        "{{ terms[0]._asdict() }}",
        "{{ _.__globals__ }}",
        "{{ ngettext.__self__ }}",
        "{{ terms.append(1) }}",
        "{{ self._TemplateReference__context.environment }}",
        "{{ '{0.__class__}'.format(page) }}",
        "{% set x = namespace() %}{{ x.__class__ }}",
        "{% for n in range(10000000) %}{% endfor %}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__ }}",
    ],
)
def test_templates_reach_nothing_but_what_pages_show(text: str, tmp_path: Path) -> None:
    built = built_with(tmp_path, **body_with(text))
    assert [each.rule for each in built.report.errors] == [Rule.TEMPLATE], text


def test_escaping_is_on(tmp_path: Path) -> None:
    found = page(built_with(tmp_path, **body_with("{{ '<script>' }}{{ title ~ '<b>' }}")), "glossary/")
    assert "&lt;script&gt;" in found
    assert "&lt;b&gt;" in found


def test_templates_show_views_and_messages(tmp_path: Path) -> None:
    text = '{{ terms | length }} {{ 2 | count("passage") }} {{ _("Overview") }} {{ page.href("sources/") }}'
    found = page(built_with(tmp_path, **body_with(f"<p>{text}</p>")), "glossary/")
    assert "<p>2 2 passages Overview ../sources/</p>" in found.replace("\xa0", " ")


def test_every_page_is_made_in_the_sandbox_as_it_is_without(tmp_path: Path) -> None:
    """Templates of hedgesite use nothing that the sandbox refuses."""
    for name in ("full", "whole"):
        usual = build_pages(SITES / name / "content", USUAL)
        site = copy_site(name, tmp_path / name)
        for part in ("pages", "fragments"):
            for file in (USUAL / part).glob("*.html"):
                write_files(site / "templates", {f"{part}/{file.name}": f"{NOTE}\n{file.read_text('utf-8')}"})
        built = build_pages(site / "content", USUAL)
        assert not built.report.diagnostics
        assert [(each.path, each.body) for each in built.pages] == [(each.path, each.body) for each in usual.pages]


def test_the_version_is_noted() -> None:
    assert __version__.startswith(f"{VERSION}.")
    assert f"{{# hedgesite {VERSION} #}}" == NOTE


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("{# hedgesite 0.0 #}", "written for hedgesite 0.0, and this is"),
        ("{# hedgesite 9.12.3 #}", "written for hedgesite 9.12"),
        ("", "does not say for which version"),
        ("{# mine #}", "does not say for which version"),
    ],
)
def test_a_template_of_another_version_is_named(first: str, said: str, tmp_path: Path) -> None:
    site = plain(tmp_path)
    write_files(site / "templates", {GLOSSARY: f'{first}\n{{% extends "{ORIGINAL}{GLOSSARY}" %}}\n'})
    (found,) = build_pages(site / "content", USUAL).report.diagnostics
    assert found.rule is Rule.TEMPLATE_VERSION
    assert said in found.problem


@pytest.mark.parametrize("first", [NOTE, f"{{#- hedgesite {__version__} -#}}", f"\ufeff{NOTE}"])
def test_the_note_may_be_written_in_several_ways(first: str, tmp_path: Path) -> None:
    site = plain(tmp_path)
    write_files(site / "templates", {GLOSSARY: f'{first}\n{{% extends "{ORIGINAL}{GLOSSARY}" %}}\n'})
    assert not build_pages(site / "content", USUAL).report.diagnostics


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pages/glosary.html", "did you mean 'pages/glossary.html'"),
        ("fragments/macro.html", "did you mean 'fragments/macros.html'"),
        ("fragments/words.js", "is no template"),
        ("pages/Home.html", "is no template"),
        ("shell/main.html", "templates/pages/ and templates/fragments/"),
        ("home.html", "templates/pages/ and templates/fragments/"),
        ("pages/more/home.html", "not a regular file"),
    ],
)
def test_a_file_without_effect_is_named(name: str, said: str, tmp_path: Path) -> None:
    found = built_with(tmp_path, **{name: "x"}).report.diagnostics
    assert [said in str(each) for each in found] == [True], found
    assert found[0].rule in {Rule.TEMPLATE_UNUSED, Rule.TEMPLATE}


def test_a_fragment_of_ones_own_may_be_used(tmp_path: Path) -> None:
    built = built_with(
        tmp_path, **body_with('{% include "fragments/mine.html" %}'), **{"fragments/mine.html": "<p>Mine</p>"}
    )
    assert not built.report.diagnostics
    assert "<p>Mine</p>" in page(built, "glossary/")


def test_links_and_large_files_are_refused(tmp_path: Path) -> None:
    site = companion(tmp_path, **{"pages/home.html": "x" * 300_000})
    (site / "templates" / "pages" / "glossary.html").symlink_to(site / "mkdocs.yml")
    (site / "templates" / "fragments").symlink_to(site / "content")
    built = build_pages(site / "content", USUAL)
    assert [each.rule for each in built.report.errors] == [Rule.TEMPLATE] * 3


def test_a_change_of_a_template_is_seen_by_the_cache(tmp_path: Path) -> None:
    site, cache = plain(tmp_path), BuildCache()
    usual = build_pages(site / "content", USUAL, cache=cache)
    for text in ("two", "three"):
        write_files(site / "templates", {GLOSSARY: f"{NOTE}\n{body_with(text)[GLOSSARY]}"})
        built = build_pages(site / "content", USUAL, cache=cache)
        assert text in page(built, "glossary/")
        assert [each.body for each in built.pages] == [each.body for each in build_pages(site / "content", USUAL).pages]
    (site / "templates" / GLOSSARY).unlink()
    again = build_pages(site / "content", USUAL, cache=cache)
    assert [each.body for each in again.pages] == [each.body for each in usual.pages]


def test_a_template_that_loads_from_another_host_stops_the_site(tmp_path: Path) -> None:
    site = companion(tmp_path, **body_with('<img alt="" src="https://example.org/x.png">'))
    with pytest.raises(PublishError, match="from other hosts"):
        publish_site(site)


def test_scripts_of_templates_do_not_run(tmp_path: Path) -> None:
    _, folder = publish_site(companion(tmp_path, **body_with("<script>alert(1)</script>")))
    html = (folder / "glossary" / "index.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "unsafe-inline" not in policy[1]
    usual = (folder / "sources" / "index.html").read_text("utf-8")
    assert policy[0] in usual


FREE = "---\ntitle: An essay\nshort: Essay\n{}---\n\nA page.\n"


def free(folder: Path, matter: str, **templates: str) -> Built:
    site = companion(folder, **templates)
    write_files(site / "content", {"pages/essay.md": FREE.format(matter)})
    return build_pages(site / "content", USUAL)


def test_a_free_page_has_a_template_of_its_own(tmp_path: Path) -> None:
    own = '<h1 id="top">{{ title }}</h1><div class="essay">{{ html }}</div>'
    built = free(tmp_path, "template: essay\n", **{"pages/essay.html": own})
    assert not built.report.diagnostics
    assert '<div class="essay"><p>A page.</p>' in page(built, "essay/")
    assert "essay" not in page(built, "about/")


@pytest.mark.parametrize(
    ("name", "said"),
    [("esay", "did you mean 'essay'"), ("home", "is the template of other pages"), ("../home", "is not an id")],
)
def test_a_template_that_is_none_is_named_where_it_is_written(name: str, said: str, tmp_path: Path) -> None:
    built = free(tmp_path, f"template: {name}\n", **{"pages/essay.html": "x"})
    found = [each for each in built.report.errors if said in str(each)]
    assert [(each.origin.file.endswith("pages/essay.md"), each.origin.line) for each in found] == [(True, 4)]


@pytest.mark.parametrize(
    ("after", "group", "before"),
    [
        ("glossary", ("Index",), "glossary/"),
        ("glossary/", ("Index",), "glossary/"),
        ("overview", (), ""),
        ("sources", (), "sources/"),
        ("about", ("About",), "about/"),
    ],
)
def test_a_free_page_has_its_place(after: str, group: tuple[str, ...], before: str, tmp_path: Path) -> None:
    site = copy_site("looks", tmp_path)
    write_files(site / "content", {"pages/essay.md": FREE.format(f"nav: {{after: {after}}}\n")})
    built = build_pages(site / "content", USUAL)
    order = [each.path for each in built.pages if each.nav]
    assert order[order.index(before) + 1] == "essay/"
    assert next(each.nav for each in built.pages if each.path == "essay/") == (*group, "Essay")


def test_free_pages_follow_each_other(tmp_path: Path) -> None:
    site = copy_site("looks", tmp_path)
    for name, after in (("aa", "bb"), ("bb", "timeline"), ("cc", "bb")):
        text = FREE.format(f"nav: {{after: {after}}}\n").replace("Essay", name)
        write_files(site / "content", {f"pages/{name}.md": text})
    order = [each.path for each in build_pages(site / "content", USUAL).pages if each.nav]
    at = order.index("timeline/")
    assert order[at : at + 5] == ["timeline/", "bb/", "aa/", "cc/", "crossing/"]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("timelin", "did you mean 'timeline'"),
        ("essay", "would follow itself"),
        ("read/promise", "there is no page"),
        ("sources/mole1998", "there is no page"),
    ],
)
def test_a_place_that_is_none_is_named(after: str, said: str, tmp_path: Path) -> None:
    site = copy_site("looks", tmp_path)
    write_files(site / "content", {"pages/essay.md": FREE.format(f"nav: {{after: {after}}}\n")})
    built = build_pages(site / "content", USUAL)
    (found,) = built.report.errors
    assert said in str(found)
    assert (found.rule, found.origin.line) == (Rule.REF_UNKNOWN, 4)
    assert not built.pages


EXAMPLES = ROOT / "docs" / "examples" / "templates"
SHOWN = {
    "pages/accessibility.html": "The reading room lends a magnifier",
    "pages/actor.html": "is one of the actors of this article",
    "pages/actors.html": "Groups in the order of the article: ",
    "pages/agreement.html": "Codings that were compared: relecture.",
    "pages/beside.html": "Passages side by side: ",
    "pages/changes.html": "Versions on record: ",
    "pages/contents.html": 'begin with <a href="',
    "pages/data.html": "All figures are rounded as the article rounds them.",
    "pages/dimension.html": '<p class="hs-label">Definition</p>',
    "pages/dimensions.html": "The codebook was drawn up before",
    "pages/everything.html": "Printed from a copy on disk.",
    "pages/figures.html": "Please ask before you reuse a figure.",
    "pages/free.html": "Beside the text",
    "pages/glossary.html": "The glossary has ",
    "pages/home.html": '<a href="dimensions/">by dimension</a>',
    "pages/hypotheses.html": '<p class="hs-quiet">H',
    "pages/section.html": "End of section 2.",
    "pages/source.html": "Write to the library of the institute.",
    "pages/sources.html": "are in the library of the institute.",
    "pages/timeline.html": "Dates follow the Gregorian calendar.",
    "pages/translation.html": '<p class="hs-more"><a href="../sources/" lang="fr">',
    "fragments/cite.html": ", as accepted.",
    "fragments/codes.html": '<b><span class="hs-count">',
    "fragments/draft.html": "Comments reach us until the end of the month.",
    "fragments/evidence.html": "Quotation checked.",
    "fragments/legend.html": "Codes of this text:",
    "fragments/macros.html": "Go on:",
    "fragments/outline.html": "headings on this page",
    "fragments/page_notes.html": "Remarks on this page",
    "fragments/passage.html": "The editors doubt passage",
    "fragments/place.html": "keeps no logs of visits either",
    "fragments/popups.html": 'data-popups="',
    "fragments/untranslated.html": "Would you translate it?",
    "fragments/spectrum.html": "Bars count passages, not words.",
}
"""What each example of the handbook writes."""


@pytest.fixture(scope="module")
def exemplary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """A draft with every feature and a companion in two languages, made with every example of the handbook."""
    return _exemplary("full", tmp_path_factory), _exemplary("bilingual", tmp_path_factory)


def _exemplary(name: str, tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = copy_site(name, tmp_path_factory.mktemp(name))
    article = site / "content" / "article.yml"
    text = article.read_text("utf-8").replace("Il conclut que", "Il conclut^[Dans sa dernière section.] que")
    article.write_text(f"{text}\ndraft: true\n", "utf-8")
    for untranslated in site.glob("content/sections/02-turns.ar.md"):
        untranslated.write_text(untranslated.read_text("utf-8").partition("{#winter}")[0], "utf-8")
    shutil.copytree(EXAMPLES, site / "templates")
    return build_pages(site / "content", USUAL)


def test_every_template_has_an_example() -> None:
    found = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.html")}
    assert found == set(SHOWN) == set(usual_templates(USUAL))


def test_examples_have_no_findings(exemplary: tuple[Built, Built]) -> None:
    found = {each.rule for built in exemplary for each in built.report.diagnostics}
    assert found <= {Rule.EDITION_PASSAGE, Rule.EDITION_OUTDATED}, "of what is not translated"


@pytest.mark.parametrize("name", SHOWN)
def test_the_example_of_the_handbook_works(name: str, exemplary: tuple[Built, Built]) -> None:
    assert any(SHOWN[name] in each.body for built in exemplary for each in built.pages)
    text = (ROOT / "docs" / "reference" / "templates.md").read_text("utf-8")
    assert (EXAMPLES / name).read_text("utf-8").strip() in text


def test_a_server_watches_templates_of_ones_own(tmp_path: Path) -> None:
    class Server:
        def __init__(self) -> None:
            self.watched: list[str] = []

        def watch(self, path: str) -> None:
            self.watched.append(path)

    config = MkDocsConfig()
    config.load_dict({"docs_dir": str(tmp_path / "content")})
    server: Any = Server()
    HedgesitePlugin().on_serve(server, config=config, builder=None)
    assert server.watched == [str(USUAL), str(tmp_path / "templates")]
