"""The site on disk, and what is known of where it will be."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.cache.memo import Memo
from hedgesite.model.page import Page
from hedgesite.publish.mkdocs.pages import navigation
from hedgesite.publish.mkdocs.shell import open_shell
from hedgesite.publish.repository import Repository, repository_of
from hedgesite.publish.site import PublishError
from hedgesite.words import words_for
from tests.companions import copy_site, publish_site, settings_of, tree, write_files

pytestmark = pytest.mark.outside

GITHUB = {"GITHUB_REPOSITORY": "Someone/Some-Companion"}
GITLAB = {"CI_PROJECT_URL": "https://gitlab.com/group/sub/companion", "CI_DEFAULT_BRANCH": "trunk"}


def build(folder: Path) -> Path:
    return publish_site(folder)[1]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a companion with every feature, built."""
    folder = copy_site("full", tmp_path_factory.mktemp("full"))
    build(folder)
    return folder


def test_every_page_and_file_is_there(full: Path) -> None:
    built = build_pages(full / "content", templates_folder())
    site = full / "site"
    assert all((site / page.path / "index.html").is_file() for page in built.pages)
    joined = {"assets/hedgesite/dimensions.css"}
    assert [path for path in built.files if path not in joined and not (site / path).is_file()] == []
    assert built.redirects
    assert not list(site.rglob("*.md"))
    assert not list(site.rglob("*.yml"))


def test_the_page_for_missing_ones_leads_to_every_kind(full: Path) -> None:
    text = (full / "site/404.html").read_text("utf-8")
    said = words_for("fr").gettext("There is no such page")
    links = re.findall(r'<li><a href="(/lac/[^"]*)"', text.split(said, 1)[1])
    assert {"/lac/dimensions/", "/lac/hypotheses/", "/lac/timeline/", "/lac/actors/", "/lac/sources/"} <= set(links)
    for link in links:
        assert (full / "site" / link.removeprefix("/lac/") / "index.html").is_file(), link


@pytest.mark.parametrize("theme", ["material", "{name: material}", "{name: material, palette: {}}"])
def test_settings_without_a_palette_look_as_those_of_a_new_companion(theme: str, tmp_path: Path) -> None:
    """The companion's colours in light and dark, and the three buttons, in its language."""
    folder = copy_site("minimal", tmp_path)
    settings = f"site_name: A\ndocs_dir: content\ntheme: {theme}\nplugins: [hedgesite]\n"
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    home = (build(folder) / "index.html").read_text("utf-8")
    inputs = re.findall(r"<input[^>]*data-md-color-media[^>]*>", home)
    assert all('primary="custom"' in each and 'accent="custom"' in each for each in inputs)
    choices = [re.findall(r'data-md-color-media="([^"]*)"', each)[0] for each in inputs]
    assert choices == [f"(prefers-color-scheme{choice})" for choice in ("", ": light", ": dark")]
    assert home.count('<label class="md-header__button md-icon" title=') == 3


@pytest.mark.parametrize(
    "palette", ["{primary: indigo}", "{scheme: slate}", "[{toggle: {icon: material/eye, name: A}}]"]
)
def test_every_palette_has_the_colours_of_the_companion(palette: str, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    settings = folder / "mkdocs.yml"
    themed = settings.read_text("utf-8").replace("font: false}", f"font: false, palette: {palette}}}")
    settings.write_text(themed, "utf-8")
    body = re.findall(r"<body[^>]*>", (build(folder) / "index.html").read_text("utf-8"))[0]
    scheme = "slate" if "slate" in palette else "default"
    for said in (f'scheme="{scheme}"', 'primary="custom"', 'accent="custom"'):
        assert said in body


def test_palettes_without_a_switch_are_no_stop_of_the_tab_key(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    settings = folder / "mkdocs.yml"
    palettes = "{name: material, font: false, palette: [{scheme: default}, {scheme: slate}]}"
    settings.write_text(settings.read_text("utf-8").replace("{name: material, font: false}", palettes), "utf-8")
    for page in build(folder).rglob("index.html"):
        hidden = re.findall(r'<input[^>]*aria-hidden="true"[^>]*>', page.read_text("utf-8"))
        assert len(hidden) == 2
        assert all('tabindex="-1"' in each for each in hidden)


def test_same_input_gives_same_bytes_wherever_it_is_built(full: Path, tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path / "some" / "where else")
    site = build(folder)
    assert tree(site) == tree(full / "site")


def headers_shared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Hashable]:
    """Build, and say for which pages a header was made that others may take."""
    made: list[Hashable] = []
    get_or_make = Memo.get_or_make

    def counted(memo: Memo, key: Hashable, make: Callable[[], object]) -> object:
        def noted() -> object:
            made.append(key)
            return make()

        return get_or_make(memo, key, noted)

    with monkeypatch.context() as patched:
        patched.setattr(Memo, "get_or_make", counted)
        build(folder)
    return [key[1] for key in made if isinstance(key, tuple) and key[0] == "header"]


def test_pages_of_a_folder_share_one_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_site("full", tmp_path)
    pages = build_pages(folder / "content", templates_folder()).pages
    shared = headers_shared(folder, monkeypatch)
    # The page of readers' rights has a place of its own in the footer.
    alone = {"accessibility/"}
    folders = {Path(page.path).parent for page in pages if not page.nav and page.path not in alone}
    assert len(set(shared)) == len(shared) == len(folders)


def test_what_pages_share_is_what_each_would_have_alone(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_site("full", tmp_path)
    monkeypatch.setattr("hedgesite.publish.mkdocs.shell_cache._is_plain", lambda _: False)
    assert headers_shared(folder, monkeypatch) == []
    assert tree(folder / "site") == tree(full / "site")


def test_pages_share_nothing_where_the_sites_own_templates_may_tell_them_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_site("full", tmp_path)
    (folder / "theme").mkdir()
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("font: false", "font: false, custom_dir: theme"), "utf-8")
    assert "custom_dir" in config.read_text("utf-8")
    assert headers_shared(folder, monkeypatch) == []


def test_mkdocs_builds_the_same_site(full: Path, tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=environment)
    assert tree(folder / "site") == tree(full / "site")


def test_former_addresses_lead_to_present_ones(full: Path) -> None:
    for old, new in {
        "read/avant-propos": "read/introduction/",
        "dimensions/usages-libres": "dimensions/partage/",
        "actors/syndicat-des-eaux": "actors/syndicat/",
        "sources/office-lacs-alias": "sources/office-lacs/",
        "mode-d-emploi": "lire/",
    }.items():
        page = full / "site" / old / "index.html"
        target = re.search(r'url=([^"]*)', page.read_text("utf-8"))
        assert target
        assert (page.parent / target[1]).resolve() == (full / "site" / new).resolve()


def test_a_shell_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    build(folder)
    before = tree(folder / "site")
    shell = open_shell(settings_of(folder, strict=True))
    shell.config.theme.static_templates.add("no-such-template.html")
    with pytest.raises(PublishError, match="strict"):
        shell.publish(build_pages(folder / "content", templates_folder()))
    assert tree(folder / "site") == before
    assert list(folder.glob(".site-*")) == []


def test_site_may_lie_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "site_dir: out/of/the/way\n", "utf-8")
    assert build(folder) == folder / "out/of/the/way"
    assert (folder / "out/of/the/way/index.html").is_file()


def test_nothing_is_said_of_a_good_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(copy_site("full", tmp_path))
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_navigation_follows_the_labels_of_pages() -> None:
    pages = [
        Page("", "Overview", "home", "", nav=("Overview",)),
        Page("read/", "Contents", "contents", "", nav=("Reading", "Contents")),
        Page("read/one/", "One", "section", "", nav=("Reading", "One")),
        Page("sources/a/", "A", "source", ""),
    ]
    assert navigation(pages) == [
        {"Overview": "index.md"},
        {"Reading": [{"Contents": "read/index.md"}, {"One": "read/one/index.md"}]},
    ]


def repository(tmp_path: Path, remote: str, environment: Mapping[str, str]) -> Repository:
    for arguments in (["init", "-q"], *([["remote", "add", "origin", remote]] if remote else [])):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    return repository_of(tmp_path, environment)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    ("remote", "url", "site"),
    [
        (
            "https://github.com/Someone/companion.git",
            "https://github.com/Someone/companion",
            "someone.github.io/companion/",
        ),
        (
            "https://github.com/someone/someone.github.io",
            "https://github.com/someone/someone.github.io",
            "someone.github.io/",
        ),
        (
            "https://someone:secret@github.com/someone/a.b.git",
            "https://github.com/someone/a.b",
            "someone.github.io/a.b/",
        ),
        (
            "git@github.com:someone/companion.git",
            "https://github.com/someone/companion",
            "someone.github.io/companion/",
        ),
        (
            "ssh://git@github.com/someone/companion",
            "https://github.com/someone/companion",
            "someone.github.io/companion/",
        ),
        ("ssh://git@gitlab.example.org:2222/a/b/c.git", "https://gitlab.example.org/a/b/c", ""),
        ("https://gitlab.example.org:8443/a/b.git", "https://gitlab.example.org:8443/a/b", ""),
        ("git@gitlab.com:group/sub/companion.git", "https://gitlab.com/group/sub/companion", ""),
        ("https://codeberg.org/someone/companion", "https://codeberg.org/someone/companion", ""),
        ("https://git.example.org/someone/companion", "", ""),
        ("https://notgithub.example.org/someone/companion", "", ""),
        ("/srv/git/companion.git", "", ""),
        ("../companion", "", ""),
        ("", "", ""),
    ],
)
def test_repository_is_that_of_the_remote(remote: str, url: str, site: str, tmp_path: Path) -> None:
    found = repository(tmp_path, remote, {})
    assert found.url == url
    assert found.site == (f"https://{site}" if site else "")
    assert "secret" not in str(found)
    assert found.branch == "main"


def test_outside_of_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert repository_of(tmp_path, {}) == Repository()


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository_of(tmp_path, {}) == Repository()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (GITHUB, Repository("https://github.com/Someone/Some-Companion", "https://someone.github.io/Some-Companion/")),
        (
            {**GITHUB, "GITHUB_REF": "refs/heads/master", "GITHUB_REF_NAME": "master"},
            Repository(
                "https://github.com/Someone/Some-Companion", "https://someone.github.io/Some-Companion/", "master"
            ),
        ),
        (
            {**GITHUB, "GITHUB_REF": "refs/pull/12/merge", "GITHUB_REF_NAME": "12/merge"},
            Repository("https://github.com/Someone/Some-Companion", "https://someone.github.io/Some-Companion/"),
        ),
        (
            {**GITHUB, "GITHUB_SERVER_URL": "https://github.example.org"},
            Repository("https://github.example.org/Someone/Some-Companion"),
        ),
        (GITLAB, Repository("https://gitlab.com/group/sub/companion", "", "trunk")),
        (
            {**GITLAB, "CI_PAGES_URL": "https://group.gitlab.io/sub/companion"},
            Repository("https://gitlab.com/group/sub/companion", "https://group.gitlab.io/sub/companion", "trunk"),
        ),
    ],
    ids=["github", "github branch", "github pull request", "github enterprise", "gitlab", "gitlab pages"],
)
def test_repository_is_that_of_the_pipeline(
    environment: Mapping[str, str], expected: Repository, tmp_path: Path
) -> None:
    assert repository_of(tmp_path, environment) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b", "edit/main/content/"),
        ("https://gitlab.com/a/b", "-/edit/main/content/"),
        ("https://codeberg.org/a/b", "_edit/main/content/"),
        ("https://gitea.example.org/a/b", "_edit/main/content/"),
        ("https://bitbucket.org/a/b", "src/main/content/"),
        ("https://git.example.org/gitlab/b", "edit/main/content/"),
    ],
)
def test_a_host_edits_files_below_its_own_path(url: str, expected: str) -> None:
    assert Repository(url).edit_uri("content") == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", None),
        ("repo_url: https://gitlab.com/a/b\n", "https://gitlab.com/a/b/-/edit/main/content/sections/introduction.md"),
        (
            "repo_url: https://github.com/a/b\nedit_uri: blob/dev/docs/\n",
            "https://github.com/a/b/blob/dev/docs/sections/introduction.md",
        ),
    ],
    ids=["unknown", "named", "with its own path"],
)
def test_pages_lead_to_the_file_behind_them(settings: str, expected: str | None, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8") + settings
    config.write_text(text.replace("font: false", "font: false, features: [content.action.edit]"), "utf-8")
    page = (build(folder) / "read/introduction/index.html").read_text("utf-8")
    found = re.search(r'href="(https://[^"]*introduction\.md)"', page)
    assert (found[1] if found else None) == expected


def test_pages_know_their_address_where_the_pipeline_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GITHUB.items():
        monkeypatch.setenv(name, value)
    folder = copy_site("minimal", tmp_path)
    site = build(folder)
    address = "https://someone.github.io/Some-Companion/"
    assert f"<loc>{address}read/introduction/</loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert f'href="{address}read/introduction/"' in (site / "read/introduction/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Qui d'entre nous ?", "Qui d’entre nous\u202f?"), ("L'autre nom", "L'autre nom")],
)
def test_a_name_that_repeats_the_title_is_set_as_the_title_is(name: str, shown: str, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    write_files(
        folder,
        {
            "mkdocs.yml": f'site_name: "{name}"\ndocs_dir: content\ntheme: {{name: material}}\nplugins: [hedgesite]\n',
            "content/article.yml": "title: Qui d'entre nous ?\nlanguage: fr\nauthors: [{family: A}]\nabstract: A.\n",
        },
    )
    _, site = publish_site(folder)
    assert f"<title>{shown}</title>" in (site / "index.html").read_text("utf-8")
