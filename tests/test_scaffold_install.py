"""A new companion installs hedgesite from one commit of its repository, or from nowhere; never by its bare name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from hedgesite.cli import main
from hedgesite.scaffold import AddressError, InstallAddress, installed_from, origin, read_address
from hedgesite.scaffold.install import UNKNOWN

COMMIT = "0123456789abcdef0123456789abcdef01234567"
URL = "https://github.com/example/hedgesite"
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | GIT).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that an editable installation runs in, whose only commit its origin knows."""
    folder = tmp_path / "a checkout"
    (folder / "src/hedgesite").mkdir(parents=True)
    (folder / "src/hedgesite/__init__.py").write_text("", "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "x")
    git(folder, "remote", "add", "origin", f"{URL}.git")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return folder


def told(checkout: Path, **more: Any) -> InstallAddress | None:
    """What is found of an editable installation."""
    data = {"url": checkout.as_uri(), "dir_info": {"editable": True}, **more}
    return origin.address_in(data, checkout / "src/hedgesite/__init__.py")


def of_vcs(url: str, commit: str = COMMIT, **more: Any) -> InstallAddress | None:
    """What is found of an installation by version control."""
    return origin.address_in({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit}, **more}, Path("x"))


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (URL, URL),
        (f"{URL}.git", f"{URL}.git"),
        ("https://somebody:secret@example.org:8443/a/b", "https://example.org:8443/a/b"),
        ("https://${TOKEN}@example.org/a", "https://example.org/a"),
        ("https://somebody:s@cret@example.org/a", "https://example.org/a"),
        ("ssh://git@github.com/example/hedgesite.git", f"{URL}.git"),
        ("git@gitlab.com:a/b/c.git", "https://gitlab.com/a/b/c.git"),
    ],
)
def test_an_installation_by_version_control_says_where_it_is_from(url: str, found: str) -> None:
    address = of_vcs(url)
    assert address == InstallAddress(found, COMMIT)
    assert address.requirement == f"hedgesite[pdf] @ git+{found}@{COMMIT}"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a",
        "file:///srv/hedgesite",
        "git://example.org/a",
        "ssh://git@example.org/a",
        "ssh://git@github.com:2222/a/b",
        "ssh://somebody@github.com/a/b",
        "git@git.example.org:a/b",
        "https://example.org",
        "https://example.org/a b",
        "https://example.org/a;b",
        "https://example.org/a#b",
        "https://example.org/a?b",
        "https://example.org/${A}",
        "https://example.org/a%0Ab",
        "https://example.org/a\nevil",
        "https://example.org/../a",
        "",
    ],
)
def test_an_address_that_others_cannot_install_from_is_none(url: str) -> None:
    assert of_vcs(url) is None


@pytest.mark.parametrize("data", [None, [], {}, {"url": 5}, {"url": URL}, {"url": URL, "archive_info": {}}])
def test_an_installation_that_says_nothing(data: Any) -> None:
    assert origin.address_in(data, Path("x")) is None
    assert of_vcs(URL, commit="main") is None
    assert of_vcs(URL, subdirectory="python") is None
    assert origin.address_in({"url": URL, "vcs_info": {"vcs": "hg", "commit_id": COMMIT}}, Path("x")) is None


def test_a_checkout_says_its_origin_and_commit(checkout: Path) -> None:
    assert told(checkout) == InstallAddress(f"{URL}.git", git(checkout, "rev-parse", "HEAD"))


def test_a_checkout_s_credentials_stay_here(checkout: Path) -> None:
    git(checkout, "remote", "set-url", "origin", "https://somebody:secret@github.com/example/hedgesite")
    address = told(checkout)
    assert address
    assert address.url == URL


def test_a_checkout_is_not_believed_when_it_is_not_what_runs(checkout: Path, tmp_path: Path) -> None:
    assert told(checkout, dir_info={}) is None
    assert told(checkout, url=f"file://elsewhere{checkout.as_posix()}") is None
    editable = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    assert origin.address_in(editable, tmp_path / "lib/hedgesite/__init__.py") is None


def test_a_repository_around_the_checkout_is_somebody_else_s(checkout: Path) -> None:
    inner = checkout / "inner"
    (inner / "src/hedgesite").mkdir(parents=True)
    (inner / "src/hedgesite/__init__.py").write_text("", "utf-8")
    assert told(inner) is None


def test_a_commit_that_the_origin_has_not_got_is_of_no_use(checkout: Path) -> None:
    git(checkout, "commit", "--quiet", "--allow-empty", "-m", "not pushed")
    assert told(checkout) is None


def test_a_checkout_without_an_origin_or_without_commits(checkout: Path) -> None:
    git(checkout, "remote", "remove", "origin")
    assert told(checkout) is None
    git(checkout, "checkout", "--quiet", "--orphan", "empty")
    assert told(checkout) is None


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
def test_a_look_at_a_checkout_runs_nothing_that_it_names(checkout: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", "utf-8")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "core.sshCommand", "core.pager", "credential.helper", "core.askPass"):
        git(checkout, "config", setting, str(program))
    assert told(checkout)
    assert not (tmp_path / "ran").exists()


def test_variables_of_git_do_not_lead_elsewhere(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert told(checkout)


def test_without_git_nothing_is_found(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert told(checkout) is None


@pytest.mark.parametrize("text", [None, "", "{", "[]", json.dumps({"url": URL})])
def test_whatever_the_installation_s_own_file_holds(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return text

    monkeypatch.setattr(origin, "distribution", lambda _: Installed())
    assert installed_from() is None


@pytest.mark.parametrize(
    ("text", "url", "revision"),
    [
        (f"{URL}@{COMMIT}", URL, COMMIT),
        (f"git+{URL}@v0.1.0", URL, "v0.1.0"),
        (f"{URL}@releases/2026-11", URL, "releases/2026-11"),
        (f"https://somebody:secret@example.org/a@{COMMIT}", "https://example.org/a", COMMIT),
        (f"{URL}@{'0' * 64}", URL, "0" * 64),
    ],
)
def test_an_address_that_is_given(text: str, url: str, revision: str) -> None:
    assert read_address(text) == InstallAddress(url, revision)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not an https://"),
        (URL, "names no commit"),
        ("https://somebody:secret@example.org/a", "'https://example.org/a' names no commit"),
        (f"http://example.org/a@{COMMIT}", "is not an https://"),
        (f"git@github.com:a/b@{COMMIT}", "is not an https://"),
        (f"hedgesite @ git+{URL}@{COMMIT}", "is not an https://"),
        (f"{URL}@main", "is neither a commit nor a tag"),
        (f"{URL}@HEAD", "is neither a commit nor a tag"),
        (f"{URL}@", "is neither a commit nor a tag"),
        (f"{URL}@-x", "is neither a commit nor a tag"),
        (f"{URL}@a..b", "is neither a commit nor a tag"),
        (f"{URL}@{COMMIT}\nevil", "is neither a commit nor a tag"),
        (f"{URL}@{COMMIT} ; python_version < '4'", "is neither a commit nor a tag"),
        (f"{URL}@{COMMIT}#egg=evil", "is neither a commit nor a tag"),
        (f"{URL}@{COMMIT} --find-links evil", "is neither a commit nor a tag"),
        (f"{URL}\\\nevil@{COMMIT}", "is not an https://"),
    ],
)
def test_an_address_that_will_not_do(text: str, why: str) -> None:
    with pytest.raises(AddressError) as caught:
        read_address(text)
    assert why in str(caught.value)
    assert "secret" not in str(caught.value)


@given(
    st.text(st.sampled_from("ab.:/@#; \n\r\t\\$%{}&?'\"-é\x00\x85\u2028"), max_size=12),
    st.text(st.sampled_from("ab1./@#; \n\r\t\\$%{}-é\x00\x85\u2028"), max_size=12),
)
@example("/a", "v1")
def test_whatever_is_let_in_is_one_requirement_on_one_line(path: str, revision: str) -> None:
    try:
        address = read_address(f"https://example.org/a{path}@{revision}")
    except AddressError:
        return
    read = Requirement(address.requirement)
    assert len(address.requirement.splitlines()) == 1
    assert (read.name, read.url, read.marker) == ("hedgesite", f"git+{address.url}@{address.revision}", None)
    assert not set("#;$%\\") & set(address.requirement)


def made(folder: Path, *options: str) -> tuple[Result, str]:
    done = CliRunner().invoke(main, ["new", str(folder), "--title", "T", "--author", "A. Example", *options])
    written = folder / "requirements.txt"
    lines = written.read_text("utf-8").splitlines() if written.exists() else []
    return done, "\n".join(line for line in lines if not line.startswith("#"))


def test_what_is_found_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.scaffold.installed_from", lambda: InstallAddress(URL, COMMIT))
    done, line = made(tmp_path / "new")
    assert (done.exit_code, done.stderr, line) == (0, "", f"hedgesite[pdf] @ git+{URL}@{COMMIT}")


def test_what_is_given_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.scaffold.installed_from", lambda: InstallAddress(URL, COMMIT))
    done, line = made(tmp_path / "new", "--install-from", "https://me:pw@example.org/mine@v2")
    assert (done.exit_code, line) == (0, "hedgesite[pdf] @ git+https://example.org/mine@v2")
    assert "A tag can be moved" in done.stderr


def test_what_is_given_wrongly_writes_nothing(tmp_path: Path) -> None:
    done, _ = made(tmp_path / "new", "--install-from", URL)
    assert done.exit_code == 2
    assert "names no commit" in done.stderr
    assert not (tmp_path / "new").exists()


def test_where_nobody_knows_the_install_fails_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.scaffold.installed_from", lambda: None)
    done, line = made(tmp_path / "new")
    assert (done.exit_code, line) == (0, UNKNOWN)
    assert "workflows will fail until" in done.stderr
    assert "## Where hedgesite comes from" in (tmp_path / "new/README.md").read_text("utf-8")
    # An index that answers nobody: were it asked, pip would say so, and take its time.
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "-r", "requirements.txt"]
    ran = subprocess.run(
        pip, cwd=tmp_path / "new", capture_output=True, text=True, check=False, env=os.environ | nowhere
    )
    assert ran.returncode == 1
    assert f"Invalid requirement: '{UNKNOWN}'" in ran.stderr
    assert "127.0.0.1" not in ran.stdout + ran.stderr
    assert "Could not find" not in ran.stderr
