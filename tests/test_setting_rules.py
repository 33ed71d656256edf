"""Each setting of the shell works, or a finding names it; no page loads from another host."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from hedgesite.cli import main
from hedgesite.diagnostics import Rule
from hedgesite.publish.mkdocs.setting_rules import judge_settings
from tests.companions import copy_site, write_files
from tests.hostile import PIXEL

WORKING: dict[str, dict[str, object]] = {
    "copyright": {"copyright": "Words of the owner"},
    "site_author": {"site_author": "Somebody"},
    "social": {"extra": {"social": [{"icon": "material/email", "link": "https://example.org/me"}]}},
    "homepage": {"extra": {"homepage": "https://example.org/home"}},
    "icon": {"theme": {"icon": {"logo": "material/school"}}},
    "scheme": {"theme": {"palette": {"scheme": "slate"}}},
    "language": {"theme": {"language": "de"}},
    "features": {"theme": {"features": ["header.autohide"]}},
    "hooks": {"hooks": ["hook.py"]},
    "css": {"theme": {"custom_dir": "more"}, "extra_css": ["own.css"]},
    "javascript": {"theme": {"custom_dir": "more"}, "extra_javascript": [{"path": "own.js", "defer": True}]},
    "partial": {"theme": {"custom_dir": "more"}},
}
UNUSED: dict[str, dict[str, object]] = {
    "nav": {"nav": [{"Home": "index.md"}]},
    "markdown_extensions": {"markdown_extensions": ["admonition", {"toc": {"permalink": True}}]},
    "validation": {"validation": {"links": {"not_found": "info"}}},
    "exclude_docs": {"exclude_docs": "*.md"},
    "not_in_nav": {"not_in_nav": "*.md"},
    "palette": {"theme": {"palette": {"primary": "indigo", "accent": "pink"}}},
    "palettes": {"theme": {"palette": [{"scheme": "default", "primary": "indigo"}]}},
    "search": {"theme": {"features": ["search.suggest"]}},
    "direction": {"theme": {"direction": "rtl"}},
    "locale": {"theme": {"locale": "de"}},
    "static_templates": {"theme": {"static_templates": ["x.html"]}},
    "main.html": {"theme": {"custom_dir": "own"}},
    "logo": {"theme": {"logo": "logo.png"}},
    "favicon": {"theme": {"favicon": "icon.png"}},
}
REFUSED: dict[str, dict[str, object]] = {
    "font": {"theme": {"font": {"text": "Roboto"}}},
    "fonts": {"theme": {"font": "Roboto"}},
    "name": {"theme": {"name": "readthedocs"}},
    "css": {"extra_css": ["//example.org/x.css"]},
    "javascript": {"extra_javascript": [{"path": "https://example.org/x.js", "defer": True}]},
    "logo": {"theme": {"logo": "https://example.org/x.png"}},
    "analytics": {"extra": {"analytics": {"provider": "google", "property": "G-1"}}},
    "consent": {"extra": {"consent": {"title": "Cookies"}}},
    "instant": {"theme": {"features": ["navigation.instant.prefetch"]}},
}


def companion(folder: Path, settings: dict[str, object]) -> Path:
    place = copy_site("minimal", folder)
    file = place / "mkdocs.yml"
    before = yaml.safe_load(file.read_text("utf-8"))
    theme = settings.get("theme", {})
    assert isinstance(theme, dict)
    file.write_text(yaml.safe_dump({**before, **settings, "theme": {**before["theme"], **theme}}), "utf-8")
    (place / "own").mkdir()
    (place / "own" / "main.html").write_text("Nothing", "utf-8")
    write_files(
        place,
        {
            "own/assets/hedgesite/shell.css": "a {}",
            "own/partials/footer.html": "Nothing",
            "more/partials/javascripts/content.html": "<script>document.title;</script>",
            "more/own.css": ".hs-page { hyphens: auto; }",
            "more/own.js": "document.title;",
        },
    )
    if theme.keys() & {"logo", "favicon"}:
        write_files(place, {"content/site.yml": "logo: looks/logo.png\nicon: looks/logo.png\n"})
        (place / "content" / "looks").mkdir()
        (place / "content" / "looks" / "logo.png").write_bytes(PIXEL)
    (place / "hook.py").write_text("def on_post_page(output, **_):\n    return output + '<!-- hook -->'\n", "utf-8")
    return file


def build(file: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["build", "-f", str(file), *options])
    return done.exit_code, done.output


def pages(file: Path) -> list[bytes]:
    return [page.read_bytes() for page in sorted((file.parent / "site").rglob("*.html"))]


@pytest.mark.parametrize("name", WORKING)
def test_a_setting_that_works_changes_pages_and_no_finding_names_it(name: str, tmp_path: Path) -> None:
    plain, changed = companion(tmp_path / "plain", {}), companion(tmp_path / "changed", WORKING[name])
    assert build(plain)[0] == 0
    assert build(changed, "--strict") == (0, build(changed, "--strict")[1])
    assert pages(plain) != pages(changed)


@pytest.mark.parametrize("name", UNUSED)
def test_a_setting_without_effect_is_named(name: str, tmp_path: Path) -> None:
    file = companion(tmp_path / "companion", UNUSED[name])
    found = judge_settings(file).diagnostics
    assert {finding.rule for finding in found} == {Rule.SETTING_UNUSED}
    assert all(finding.origin.line > 1 for finding in found)
    assert build(file)[0] == 0
    assert build(file, "--strict")[0] == 1


@pytest.mark.parametrize("name", REFUSED)
def test_a_setting_that_breaks_a_promise_stops_the_build(name: str, tmp_path: Path) -> None:
    file = companion(tmp_path / "companion", REFUSED[name])
    status, said = build(file)
    assert status != 0
    assert "setting-refused" in said
    assert "Traceback" not in said
    assert not (file.parent / "site").exists()


def test_settings_of_a_parent_are_judged_where_they_stand(tmp_path: Path) -> None:
    file = companion(tmp_path / "companion", {})
    (file.parent / "base.yml").write_text("site_author: Somebody\nnav:\n  - index.md\nextra: {homepage: x}\n", "utf-8")
    file.write_text(f"INHERIT: base.yml\n{file.read_text('utf-8')}", "utf-8")
    (finding,) = judge_settings(file).diagnostics
    assert finding.origin.file.endswith("base.yml")
    assert finding.origin.line == 3


def test_each_file_of_the_shell_that_hedgesite_has_is_named(tmp_path: Path) -> None:
    found = judge_settings(companion(tmp_path / "companion", {"theme": {"custom_dir": "own"}})).diagnostics
    assert [each.problem.split("'")[1] for each in found] == [
        "own/assets/hedgesite/shell.css",
        "own/main.html",
        "own/partials/footer.html",
    ]


def test_own_styles_and_scripts_are_under_the_policy(tmp_path: Path) -> None:
    settings = {"theme": {"custom_dir": "more"}, "extra_css": ["own.css"], "extra_javascript": ["own.js"]}
    file = companion(tmp_path / "companion", {**settings, "hooks": ["hook.py"]})
    text = "def on_post_page(output, **_):\n    return output.replace('</body>', '<script>alert(1)</script></body>')\n"
    (file.parent / "hook.py").write_text(text, "utf-8")
    assert build(file, "--strict")[0] == 0
    page = (file.parent / "site" / "index.html").read_text("utf-8")
    policy = re.search(r"<meta [^>]*Content-Security-Policy[^>]*>", page)
    assert policy
    assert '<link rel="stylesheet" href="own.css">' in page
    assert '<script defer src="own.js">' in page
    # A script in the page itself has no hash in the policy, and does not run.
    digest = base64.b64encode(hashlib.sha256(b"alert(1)").digest()).decode()
    assert "<script>alert(1)</script>" in page
    assert digest not in policy[0]
    assert "style-src 'self'" in policy[0]


def test_without_a_setting_no_font_host_is_asked(tmp_path: Path) -> None:
    file = companion(tmp_path / "companion", {})
    settings = yaml.safe_load(file.read_text("utf-8"))
    del settings["theme"]["font"]
    file.write_text(yaml.safe_dump(settings), "utf-8")
    assert build(file, "--strict")[0] == 0
    assert not any(b"fonts.g" in page for page in pages(file))


@pytest.mark.parametrize(
    "written",
    [
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link href="//example.org" rel="preconnect">',
        '<script src="https://example.org/x.js"></script>',
        '<img alt="" src="x.png" srcset="https://example.org/x.png 2x">',
        '<iframe src="https://example.org/"></iframe>',
        "<style>@import 'https://example.org/x.css';</style>",
        '<p style="background: url(https://example.org/x.png)">x</p>',
    ],
)
def test_a_page_that_loads_from_another_host_stops_the_build(written: str, tmp_path: Path) -> None:
    file = companion(tmp_path / "companion", {"hooks": ["hook.py"]})
    (file.parent / "hook.py").write_text(f"def on_post_page(output, **_):\n    return output + {written!r}\n", "utf-8")
    status, said = build(file)
    assert status != 0
    assert "from other hosts" in said or "no target" in said
    assert not (file.parent / "site").exists()
