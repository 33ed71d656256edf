"""mkdocs.yml as hedgesite reads it: the same values as MkDocs, no code of anybody's run, and findings with places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.load.layout import LARGEST, MEBIBYTE
from hedgesite.publish.mkdocs.plugin import settings_of
from hedgesite.publish.mkdocs.site import read_config
from hedgesite.publish.settings import Settings, SettingsError, read_settings
from tests.companions import write_files

BEGIN = "site_name: A\ntheme: {name: material, font: false}\nplugins: [hedgesite]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a folder of content."""
    monkeypatch.chdir(tmp_path)
    for name in ("content", "docs"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("SETTINGS_TEST", "content")
    monkeypatch.setenv("SETTINGS_NUMBER", "12")
    monkeypatch.setenv("SETTINGS_EMPTY", "")
    for name in ("GITHUB_REPOSITORY", "CI_PROJECT_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def written(folder: Path, text: str, **more: str) -> Path:
    write_files(folder, {"mkdocs.yml": text, **{f"{name}.yml": data for name, data in more.items()}})
    return folder / "mkdocs.yml"


def findings(folder: Path, text: str, **more: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        read_settings(written(folder, text, **more))
    several, lines = len(refused.value.report.diagnostics) > 1, str(refused.value).splitlines()
    return lines[1:] if several else lines


def as_mkdocs(file: Path) -> Settings:
    return settings_of(read_config(file))


ALIKE = {
    "defaults": BEGIN,
    "all": f"{BEGIN}docs_dir: content\nsite_dir: out/../public\nsite_url: https://a.example/b\n"
    "repo_url: https://git.example/a/b\nrepo_name: b\nedit_uri: raw/main\n",
    "a trailing slash": f"{BEGIN}site_url: https://a.example/b/?c=d#e\nrepo_url: https://git.example/a\nrepo_name: a\n",
    "nothing said": f"{BEGIN}site_url:\nsite_dir: ~\nedit_uri:\nrepo_url: null\n",
    "empty": f'{BEGIN}site_url: ""\nedit_uri: ""\n',
    "a template": f"{BEGIN}repo_url: https://git.example/a\nrepo_name: a\nedit_uri_template: 'raw/{{path}}'\n",
    "said twice": f"{BEGIN}docs_dir: nowhere\ndocs_dir: content\n",
    "the environment": f"{BEGIN}docs_dir: !ENV SETTINGS_TEST\n",
    "the first that is set": f"{BEGIN}docs_dir: !ENV [SETTINGS_UNSET, SETTINGS_TEST, docs]\n",
    "a default": f"{BEGIN}docs_dir: !ENV [SETTINGS_UNSET, content]\n",
    "no default": f"{BEGIN}docs_dir: !ENV SETTINGS_UNSET\n",
    "set to nothing": f"{BEGIN}site_url: !ENV [SETTINGS_EMPTY, 'https://a.example/']\n",
    "an alias": f"{BEGIN}x: &where content\ndocs_dir: *where\n",
    "merged": f"x: &x {{docs_dir: nowhere, site_dir: merged}}\n<<: *x\n{BEGIN}docs_dir: content\n",
    "of several": f"x: &x {{site_dir: one}}\ny: &y {{site_dir: two, docs_dir: content}}\n<<: [*x, *y]\n{BEGIN}",
    "code elsewhere": f"{BEGIN}markdown_extensions:\n  - toc:\n      slugify: !!python/name:posixpath.basename\n",
    "a place elsewhere": f"{BEGIN}extra: {{folder: !relative $config_dir}}\n",
    "options of plugins": "site_name: A\ntheme: {name: material}\nplugins: [search: {lang: en}, hedgesite: {}]\n",
    "plugins as a mapping": "site_name: A\ntheme: {name: material}\nplugins: {search: , hedgesite: }\n",
    "a mark of the order of bytes": f"\ufeff{BEGIN}",
    "Windows": BEGIN.replace("\n", "\r\n"),
    "inherited": f"INHERIT: base.yml\n{BEGIN}",
    "inherited over a corner": f"INHERIT: !ENV [SETTINGS_UNSET, sub/../middle.yml]\n{BEGIN}",
    "inherited plugins": "INHERIT: base.yml\nsite_name: A\nplugins: {search: }\n",
}
BASE = "docs_dir: content\nsite_dir: inherited\ntheme: {name: material}\nplugins: {hedgesite: }\n"


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_a_setting_is_the_one_that_mkdocs_reads(text: str, folder: Path) -> None:
    (folder / "sub").mkdir()
    file = written(folder, text, base=BASE, middle="INHERIT: ./base.yml\nsite_dir: middle\n")
    assert read_settings(file) == as_mkdocs(file)


NAMES = ("docs_dir", "site_dir", "site_url", "repo_name", "edit_uri")
VALUES = ("content", "docs", "!ENV SETTINGS_TEST", "!ENV [SETTINGS_UNSET, docs]", "", "'content'", "https://a.example/b",
          "12", "!ENV SETTINGS_NUMBER", "true", "[a]", "!relative $docs_dir", "2020-02-30", "0x_")  # fmt: skip
LINES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)).map(
    lambda settings: "".join(f"{name}: {value}\n" for name, value in settings.items())
)


@given(own=LINES, base=LINES)
def test_whatever_is_read_is_what_mkdocs_reads(own: str, base: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "content").mkdir()
    (folder / "docs").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SETTINGS_TEST", "content")
        patch.setenv("SETTINGS_NUMBER", "12")
        file = written(folder, f"INHERIT: base.yml\n{BEGIN}{own}", base=base)
        try:
            found = read_settings(file)
        except SettingsError:
            return
        assert found == as_mkdocs(file)


FAULTS = {
    "nothing": ("", [
        "1:1: field-missing: the plugin hedgesite is missing; add it below 'plugins'",
        "1:1: field-missing: the setting 'site_name' is missing; write 'site_name: …'",
    ]),
    "no mapping": ("- a\n", ["1:1: field-value: the file does not consist of settings; write 'site_name: …'"]),
    "every fault at once": ("site_name: 12\nsite_url: a.org\ndocs_dir: nowhere\nplugins: [search]\nrepo_url: [a]\n", [
        "1:12: field-value: '12' is not text, as 'site_name' has to be; write it in quotation marks",
        "2:11: field-value: 'a.org' is not a web address; write the whole address, beginning with https://",
        "3:11: field-value: '{folder}/nowhere' is not a folder; name the folder of the content",
        "4:10: field-value: the plugin hedgesite is missing; add it below 'plugins'",
        "5:11: field-value: this is not text, as 'repo_url' has to be; write it in quotation marks",
    ]),
    "plugins that are none": (BEGIN.replace("[hedgesite]", "hedgesite"), [
        "3:10: field-value: 'plugins' is not a list; write 'plugins: [hedgesite]'",
    ]),
    "content beside the settings": (f"{BEGIN}docs_dir: .\nsite_dir: ../site\n", [
        "4:11: field-value: the settings stand here themselves; give the content a folder of its own",
    ]),
    "a site in the content": (f"{BEGIN}docs_dir: content\nsite_dir: content/site\n", [
        "5:11: field-value: the folders of content and site are the same, or one lies in the other; "
        "name a folder for the site alone",
    ]),
    "code": (f"{BEGIN}docs_dir: !!python/object/apply:os.mkdir [ran]\n", [
        "4:11: yaml-unsafe: the tag '!!python/object/apply:os.mkdir' makes this more than plain data; "
        "write the value itself, or !ENV with the name of a variable",
    ]),
    "a place of a page": (f"{BEGIN}docs_dir: !relative $config_dir/content\n", [
        "4:11: yaml-unsafe: the tag '!relative' makes this more than plain data; "
        "write the value itself, or !ENV with the name of a variable",
    ]),
    "a variable of another type": (f"{BEGIN}site_dir: !ENV SETTINGS_NUMBER\n", [
        "4:11: field-value: '12' is not text, as 'site_dir' has to be; write it in quotation marks",
    ]),
    "no name of a variable": (f"{BEGIN}site_dir: !ENV [[a], b]\n", [
        "4:11: field-value: !ENV names no variable; write its name",
    ]),
    "no number": (f"{BEGIN}site_dir: 0x_\n", [
        "4:11: field-value: '0x_' cannot be read as a value; write it in quotation marks",
    ]),
    "no YAML": ("site_name: {a: b", [
        "1:12: yaml-syntax: the mapping that opens here lacks a comma or its '}'; write {field: value, field: value}",
    ]),
    "an alias of nothing": (f"{BEGIN}docs_dir: *where\n", None),
    "nested without end": (f"{BEGIN}extra: " + "[" * 5000, None),
    "a merge of no mapping": (f"{BEGIN}<<: [a]\n", [
        "4:6: yaml-syntax: '<<' merges something other than a mapping; name a mapping",
    ]),
    "no parent": (f"INHERIT: none.yml\n{BEGIN}", [
        "1:10: field-value: '{folder}/none.yml' is not a file that settings can be inherited from; correct the path",
    ]),
    "a parent that is none": (f"INHERIT: [a]\n{BEGIN}", [
        "1:10: field-value: INHERIT names no file; write its path as text, or remove the line",
    ]),
    "itself for a parent": (f"INHERIT: ./mkdocs.yml\n{BEGIN}", [
        "1:10: field-value: '{folder}/mkdocs.yml' inherits from itself; remove one INHERIT",
    ]),
    "parents in a circle": (f"INHERIT: one.yml\n{BEGIN}", [
        "one.yml:1:10: field-value: '{folder}/mkdocs.yml' inherits from itself; remove one INHERIT",
    ]),
    "a parent that is a folder": (f"INHERIT: content\n{BEGIN}", [
        "1:10: field-value: '{folder}/content' is not a file that settings can be inherited from; correct the path",
    ]),
    "a parent that is too large": (f"INHERIT: large.yml\n{BEGIN}", [
        "1:10: field-value: '{folder}/large.yml' has more than 2 MiB; name a file of settings",
    ]),
    "a fault of the parent": (f"INHERIT: two.yml\n{BEGIN}", [
        "two.yml:1:11: field-value: '12' is not text, as 'docs_dir' has to be; write it in quotation marks",
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_used_is_said_with_its_place(text: str, expected: list[str] | None, folder: Path) -> None:
    with (folder / "large.yml").open("wb") as file:
        file.truncate(int(LARGEST[".yml"] * MEBIBYTE) + 1)
    found = findings(folder, text, one="INHERIT: mkdocs.yml\n", two="docs_dir: 12\n")
    if expected is None:
        assert len(found) == 1
        assert found[0].startswith("mkdocs.yml:4:")
        return
    places = (line if line.partition(":")[0].endswith(".yml") else f"mkdocs.yml:{line}" for line in expected)
    assert found == [line.replace("{folder}", str(folder)) for line in places]
    assert not (folder / "ran").exists()


def test_bytes_that_are_no_text_are_said_with_their_place(folder: Path) -> None:
    file = written(folder, "")
    file.write_bytes(b"site_name: A\r\ndocs_dir: \xff\n")
    with pytest.raises(SettingsError, match=r"^mkdocs\.yml:2:11: file-encoding: the byte 0xff is not UTF-8"):
        read_settings(file)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may read everything here")
def test_a_file_that_may_not_be_read_is_said(folder: Path) -> None:
    file = written(folder, BEGIN)
    file.chmod(0)
    with pytest.raises(SettingsError, match="the file cannot be read: Permission denied"):
        read_settings(file)


def test_a_merge_of_merges_takes_no_longer_than_its_lines(folder: Path) -> None:
    levels = [f"a{level}: &a{level} {{<<: [*a{level - 1}, *a{level - 1}]}}\n" for level in range(1, 60)]
    text = f"a0: &a0 {{site_dir: merged}}\n{''.join(levels)}<<: *a59\n{BEGIN}"
    assert read_settings(written(folder, text)).site_dir == folder / "merged"


def test_what_nobody_said_is_known_from_the_surroundings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "Someone/Companion")
    found = read_settings(written(folder, f"{BEGIN}docs_dir: content\n"))
    assert (found.site_url, found.repo_url, found.edit_uri) == ("", "", None)
    located = found.located()
    assert located.site_url == "https://someone.github.io/Companion/"
    assert (located.repo_url, located.repo_name) == ("https://github.com/Someone/Companion", "Someone/Companion")
    assert located.edit_uri == "edit/main/content/"
    said = "site_url: https://a.example/\nrepo_url: https://gitlab.com/a/b\nedit_uri: ''\n"
    own = read_settings(written(folder, f"{BEGIN}{said}")).located()
    assert (own.site_url, own.repo_url, own.edit_uri) == ("https://a.example/", "https://gitlab.com/a/b", "")
