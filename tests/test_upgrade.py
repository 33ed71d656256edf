"""Content of former formats is brought into the present one, and nothing else in it changes."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgesite import upgrade
from hedgesite.changes import compare, read_work_tree
from hedgesite.cli.main import main
from hedgesite.diagnostics import as_text
from hedgesite.model.base import FORMAT
from hedgesite.upgrade import NotUpgradedError, plan_upgrade, unified_diff, write_upgrade
from tests.companions import SITES, copy_site

ENTRY = "title: A\nauthors:\n  - family: B\nabstract: C\n"


def companion(folder: Path, article: bytes) -> Path:
    """A content folder with this `article.yml`."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "article.yml").write_bytes(article)
    (content / "references.bib").write_bytes(b"")
    return content


def upgraded(folder: Path, article: bytes) -> bytes:
    content = companion(folder, article)
    write_upgrade(plan_upgrade(content))
    assert sorted(path.name for path in content.iterdir()) == ["article.yml", "references.bib"]
    return (content / "article.yml").read_bytes()


def refused(content: Path) -> str:
    with pytest.raises(NotUpgradedError) as caught:
        plan_upgrade(content)
    return re.sub(r"^.*?(?=article\.yml)", "", as_text(caught.value.report).splitlines()[0])


def test_the_steps_lead_one_by_one_to_the_format_that_is_read() -> None:
    assert [(step.before, step.after) for step in upgrade.STEPS] == [(n, n + 1) for n in range(FORMAT)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"title: A\nb: c\n", b"format: 1\ntitle: A\nb: c\n"),
        (b"title: A", b"format: 1\ntitle: A"),
        (b"# about\r\n\r\ntitle: A # x\r\nb:  c\r\n", b"# about\r\n\r\nformat: 1\r\ntitle: A # x\r\nb:  c\r\n"),
        (b"title: A\rb: c\r", b"format: 1\rtitle: A\rb: c\r"),
        (b"title: A\r\nb: c\n", b"format: 1\r\ntitle: A\r\nb: c\n"),
        (b"\xef\xbb\xbftitle: A\n", b"\xef\xbb\xbfformat: 1\ntitle: A\n"),
        (b"\xef\xbb\xbf# \xd0\xb0\ntitle: A\n", b"\xef\xbb\xbf# \xd0\xb0\nformat: 1\ntitle: A\n"),
        (b"%YAML 1.1\n--- # x\ntitle: A\n...\n", b"%YAML 1.1\n--- # x\nformat: 1\ntitle: A\n...\n"),
        (b"  title: A\n  b: c\n", b"  format: 1\n  title: A\n  b: c\n"),
        (b"? title\n: A\n", b"format: 1\n? title\n: A\n"),
        (b"{title: A}\n", b"{format: 1, title: A}\n"),
        (b"# {\n{\n  title: A,\n}\n", b"# {\n{format: 1, \n  title: A,\n}\n"),
        (b"title: .nan\nformats: 1\n", b"format: 1\ntitle: .nan\nformats: 1\n"),
        (b"a: {format: 7}\n", b"format: 1\na: {format: 7}\n"),
        (b"title: |\n  format: 1\n", b"format: 1\ntitle: |\n  format: 1\n"),
    ],
)
def test_a_field_comes_in_and_every_other_byte_stays(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert upgraded(tmp_path, before) == after
    again = plan_upgrade(tmp_path / "content")
    assert (again.before, dict(again.new), unified_diff(again)) == (FORMAT, {}, "")


_SCALARS = st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.none(), st.floats())
_DATA = st.dictionaries(
    st.text("abcdefgh -:#{}é", min_size=1, max_size=8).filter(lambda key: key != "format"),
    st.recursive(
        _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner, max_size=3)
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(_DATA, st.sampled_from(("\n", "\r\n")), st.booleans(), st.sampled_from((None, True, False)), st.booleans())
def test_whatever_is_written_the_rest_stays_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: Any, newline: str, mark: bool, flow: bool | None, is_bare: bool
) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    text = "# first\n" + (text.rstrip("\n") if is_bare else text)
    before = (b"\xef\xbb\xbf" if mark else b"") + text.replace("\n", newline).encode()
    folder = tmp_path_factory.mktemp("content")
    try:
        after = upgraded(folder, before)
    except NotUpgradedError:
        assert (folder / "content/article.yml").read_bytes() == before
        return
    assert after != before
    written = re.search(rb"format: 1(?:, |\r\n|\n)", after)
    assert written
    assert after[: written.start()] + after[written.end() :] in {before, before + newline.encode()}
    assert list(yaml.safe_load(after.decode("utf-8-sig"))) == ["format", *data]


@pytest.mark.parametrize(
    ("article", "finding"),
    [
        (b"", "article.yml:1:1: field-value: the file does not consist of fields; write fields such as 'title: …'"),
        (b"- a\n", "article.yml:1:1: field-value: the file does not consist of fields"),
        (b'title: "a\n', "article.yml:1:8: yaml-syntax: the quotation mark that opens here is not closed"),
        (b"title: \xff\n", "article.yml:1:8: file-encoding: the byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"&a\ntitle: b\n", "article.yml:1:1: field-value: this is left as it is; write 'format: 1' by hand"),
        (b"title: a\ntitle: b\n", "article.yml:2:1: yaml-duplicate-key"),
        (b"format: 1\nformat: 1\n", "article.yml:2:1: yaml-duplicate-key"),
        (b"a: b\nformat: 99\n", "article.yml:2:9: field-value: '99' is not a format that this version"),
        (b"format: '1'\n", "article.yml:1:9: field-value: '1' is not a format"),
        (b"format: true\n", "article.yml:1:9: field-value: 'true' is not a format"),
        (b"format: 0\n", "article.yml:1:9: field-value: '0' is not a format"),
        (b"format:\n", "article.yml:1:8: field-value: '' is not a format"),
        (b"format: [1]\n", "article.yml:1:9: field-value"),
    ],
)
def test_what_cannot_be_upgraded_is_said_and_left(tmp_path: Path, article: bytes, finding: str) -> None:
    content = companion(tmp_path, article)
    assert refused(content).startswith(finding)
    assert (content / "article.yml").read_bytes() == article


def test_an_article_that_is_not_there_or_a_link(tmp_path: Path) -> None:
    content = companion(tmp_path, ENTRY.encode())
    (content / "article.yml").rename(tmp_path / "elsewhere.yml")
    assert refused(content).startswith("article.yml:1:1: file-missing: there is no article.yml")
    (content / "article.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert refused(content).startswith("article.yml:1:1: file-link: this is a symbolic link")
    assert (tmp_path / "elsewhere.yml").read_text("utf-8") == ENTRY


def test_the_diff_is_one_that_patch_takes(tmp_path: Path) -> None:
    program = shutil.which("patch") or shutil.which("git")
    if program is None:
        pytest.skip("neither patch nor git is installed")
    before = b"# a\r\ntitle: A\r\nb: c"
    content = companion(tmp_path, before)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\n", "utf-8")
    planned = plan_upgrade(content)
    found = unified_diff(planned).replace(content.as_posix(), "content")
    command = [program, "-p1", "--binary"] if program.endswith("patch") else [program, "apply", "-p1", "-"]
    done = subprocess.run(command, input=found.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        (content / "article.yml").read_bytes() == planned.new["article.yml"] == b"# a\r\nformat: 1\r\ntitle: A\r\nb: c"
    )


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_site("minimal", tmp_path)
    monkeypatch.chdir(folder)
    article = folder / "content/article.yml"
    before = article.read_bytes()
    assert b"format:" not in before
    tried = CliRunner().invoke(main, ["upgrade", "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert tried.stdout.startswith("--- a/content/article.yml\n+++ b/content/article.yml\n@@")
    assert "\n+format: 1\n" in tried.stdout
    assert article.read_bytes() == before
    done = CliRunner().invoke(main, ["upgrade"])
    assert done.exit_code == 0, done.output
    assert "is in format 1 now; written: article.yml" in done.stderr
    assert article.read_bytes() == b"format: 1\n" + before
    again = CliRunner().invoke(main, ["upgrade"])
    assert (again.exit_code, again.stdout) == (0, "")
    assert "in format 1 already" in again.stderr
    article.write_bytes(b"format: 2\n" + before)
    later = CliRunner().invoke(main, ["upgrade"])
    assert later.exit_code == 1
    assert later.stdout.startswith("content/article.yml:1:9: field-value: '2' is not a format")


def test_an_upgrade_changes_nothing_of_what_the_companion_says(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    before = read_work_tree(content)
    write_upgrade(plan_upgrade(content))
    after = read_work_tree(content)
    assert not after.report.diagnostics
    assert not compare(before.library, after.library)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_the_file_keeps_its_mode(tmp_path: Path) -> None:
    content = companion(tmp_path, ENTRY.encode())
    (content / "article.yml").chmod(0o640)
    write_upgrade(plan_upgrade(content))
    assert stat.S_IMODE((content / "article.yml").stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_site("minimal", tmp_path)
    monkeypatch.chdir(folder)
    before = (folder / "content/article.yml").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device", "content/article.yml")

    monkeypatch.setattr(os, "fsync", full)
    done = CliRunner().invoke(main, ["upgrade"])
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert (folder / "content/article.yml").read_bytes() == before
    assert not list((folder / "content").glob(".article*"))


def test_one_site_says_its_format_and_one_does_not() -> None:
    said = {name: b"format: 1\n" in (SITES / name / "content/article.yml").read_bytes() for name in ("full", "minimal")}
    assert said == {"full": True, "minimal": False}
