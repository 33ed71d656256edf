"""The policy of a page: what may run is what the templates of the shell hold, and nothing that a page brings along."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from hedgesite.publish.csp import NO_SCRIPT, policy, shell_scripts, with_policy
from tests.companions import copy_site, publish_site, write_files

SHELL = Path(str(files("material"))) / "templates"
CONTENT = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
TAG = re.compile(r"<[a-z][^<>]*>")
RUNS_OR_STYLES = re.compile(r"""\s(?:style|on[a-z]+)\s*=\s*["']""")


def built(folder: Path) -> Path:
    return publish_site(folder)[1]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a companion with every feature, built: the one for missing pages and redirects among them."""
    site = built(copy_site("full", tmp_path_factory.mktemp("policy")))
    found = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert "404.html" in found
    assert any('http-equiv="refresh"' in text for text in found.values())
    return found


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def directives(page: str) -> dict[str, list[str]]:
    """What a page's policy allows, by directive."""
    match = CONTENT.search(page)
    assert match
    return {name: values for name, *values in (part.split() for part in match[1].split(";"))}


def test_every_page_has_one_policy_before_all_that_it_rules(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert len(CONTENT.findall(text)) == 1, path
        before = text[: text.index("<meta http-equiv")]
        assert TAG.findall(before)[-2:] in (["<head>", '<meta charset="utf-8">'], ['<meta charset="utf-8">']), path


def test_nothing_is_allowed_that_is_not_needed(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        allowed = directives(text)
        scripts = allowed.pop("script-src")
        assert scripts[0] == "'self'", path
        assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", value) for value in scripts[1:]), path
        assert allowed == {
            "default-src": ["'none'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }, path


def test_exactly_the_inline_scripts_of_a_page_are_allowed_on_it(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert directives(text)["script-src"][1:] == [hashed(script) for script in INLINE.findall(text)], path
    assert len({directives(text)["script-src"][1] for text in pages.values() if INLINE.search(text)}) > 2, (
        "the scope is another at every depth"
    )


def test_no_page_writes_styles_or_scripts_into_attributes(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert [tag for tag in TAG.findall(text) if RUNS_OR_STYLES.search(tag)] == [], path
        assert "<style" not in text, path


@pytest.mark.parametrize(
    "smuggled",
    [
        "<script>alert(1)</script>",
        "<script>\nalert(1)</script>",
        "<script></script>",
        '<script>__md_scope=new URL("",alert(1)),x=new URL("..",location)</script>',
    ],
)
def test_a_script_that_the_shell_does_not_hold_is_not_allowed(smuggled: str) -> None:
    page = with_policy(f'<head><meta charset="utf-8"></head><body>{smuggled}</body>', shell_scripts([SHELL]))
    assert directives(page)["script-src"] == ["'self'"]


@pytest.mark.parametrize("value", ['"),alert(1),("', "\\", "</script><script>alert(1)//", "a\nb", "`", "'"])
def test_a_value_of_the_shell_cannot_end_the_string_that_it_stands_in(value: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"partials/javascripts/base.html": '<script>f("{{ base_url }}")</script>'})
    known = shell_scripts([tmp_path])
    assert known.fullmatch('f("../..")')
    assert not known.fullmatch(f'f("{value}")')


def test_a_shell_without_scripts_allows_none(tmp_path: Path) -> None:
    assert not shell_scripts([tmp_path]).fullmatch("")
    assert not NO_SCRIPT.search("anything")


def test_a_script_that_stands_twice_is_allowed_once(tmp_path: Path) -> None:
    write_files(tmp_path, {"partials/javascripts/base.html": "<script>f()</script>"})
    page = with_policy("<head></head><script>f()</script><script>f()</script>", shell_scripts([tmp_path]))
    assert directives(page)["script-src"] == ["'self'", hashed("f()")]


def test_scripts_of_an_own_theme_folder_run(tmp_path: Path) -> None:
    """As the handbook says: a script in a file, and one where the shell keeps those that stand in its pages."""
    folder = copy_site("minimal", tmp_path)
    own = {"assets/own.js": "own();", "partials/javascripts/content.html": "<script>also(own)</script>"}
    write_files(folder / "theme", own)
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("font: false", "font: false, custom_dir: theme")
    config.write_text(f"{text}extra_javascript: [assets/own.js]\n", "utf-8")
    site = built(folder)
    page = (site / "index.html").read_text("utf-8")
    assert re.search('<script [^>]*src="assets/own.js"></script>', page)
    assert (site / "assets" / "own.js").read_text("utf-8") == "own();"
    assert hashed("also(own)") in directives(page)["script-src"]


def test_while_serving_the_script_that_reloads_may_run_and_nothing_else_changes() -> None:
    served, built = (directives(with_policy("<head></head>", NO_SCRIPT, is_served=served)) for served in (True, False))
    assert served.pop("script-src") == ["'self'", "'unsafe-inline'"]
    assert built.pop("script-src") == ["'self'"]
    assert served == built
    assert built["connect-src"] == ["'self'"], "the script asks for news, and judges of a page for robots.txt"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!doctype html><head></head>", "<!doctype html><head>META</head>"),
        ('<head>\n  <meta charset="utf-8">\n</head>', '<head>\n  <meta charset="utf-8">META\n</head>'),
        ('<HEAD lang="en"><title>a</title>', '<HEAD lang="en">META<title>a</title>'),
        ("<header></header>", "<header></header>"),
        ("<head></head><p>A second <head> of nothing</p>", "<head>META</head><p>A second <head> of nothing</p>"),
        ("<urlset></urlset>", "<urlset></urlset>"),
        ("", ""),
    ],
)
def test_the_policy_comes_first_in_the_head(before: str, after: str) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy([])}">'
    assert with_policy(before, NO_SCRIPT) == after.replace("META", meta)
