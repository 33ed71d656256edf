"""Versions of a companion: named everywhere, recorded from revisions, and shown from the records alone."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import yaml
from click.testing import CliRunner, Result

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.changes import NewVersion, compare, version_file
from hedgesite.changes.model import Change, Changes, Difference, Part, Piece, Status
from hedgesite.check import advise
from hedgesite.cli import main
from hedgesite.model.article import CompanionInfo
from hedgesite.model.own_content import content_hash
from hedgesite.model.version import Version, bare_name, is_version_name
from hedgesite.render.version_views import MOST_CHARACTERS, MOST_SHOWN
from hedgesite.words import words_for
from tests.companions import SITES, copy_site, in_one_language, read, write_files

ATOM = "{http://www.w3.org/2005/Atom}"
FULL = SITES / "full" / "content"


def built(content: Path, site_url: str = "") -> Built:
    found = build_pages(content, templates_folder(), site_url)
    assert not found.report.errors, found.report.errors
    return found


def page(found: Built, path: str) -> str:
    return in_one_language(next(page.body for page in found.pages if page.path == path))


def with_release(content: Path, version: str = "", date: str = "") -> Path:
    """The content, called a version in its article."""
    path = content / "article.yml"
    lines = [f"  version: {json.dumps(version)}"] if version else []
    lines += [f"  date: {date}"] if date else []
    path.write_text(path.read_text("utf-8") + "\n".join(["companion:", *lines]) + "\n", "utf-8")
    return content


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    return copy_site("minimal", tmp_path) / "content"


# The name of a version


@pytest.mark.parametrize(
    ("version", "number"),
    [("1.1", "1.1"), ("v1.1", "1.1"), ("Version 2", "2"), (" 1\n1 ", "1 1"), ("vernal", "vernal"), ("", "")],
)
def test_the_word_for_a_version_is_not_said_twice(version: str, number: str) -> None:
    assert CompanionInfo(version=version).number == number


@pytest.mark.parametrize(
    ("version", "date", "said"),
    [
        ("1.1", "2026-11-27", "Version 1.1, 27 November 2026."),
        ("v2", "", "Version 2."),
        ("", "2026-11-27", "27 November 2026."),
        ("<b>&", "", "Version &lt;b&gt;&amp;."),
        ("", "", ""),
    ],
)
def test_citations_name_the_version(minimal: Path, version: str, date: str, said: str) -> None:
    found = built(with_release(minimal, version, date) if version or date else minimal)
    home, section = page(found, ""), page(found, "read/introduction/")
    end = f" {re.escape(said)}</p>" if said else "</p>"
    assert re.search(rf"How to cite the companion</span> [^\n]*”\.{end}", home)
    assert not said or f". {said}" in section
    assert ("version = {" in section) is bool(version)
    assert ("date = {2026-11-27}" in section) is bool(date)
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', next(p.head for p in found.pages if p.kind == "home"))[0])
    assert data.get("dateModified", "") == date


@pytest.mark.parametrize("date", ["2026-11", "2026", "2026-02-30", "2026-11-27~", "2026-11-26/2026-11-27", "soon"])
def test_a_date_of_a_version_is_a_day(minimal: Path, date: str) -> None:
    _, report = read(with_release(minimal, "1", date))
    assert [finding.rule.id for finding in report.errors] == ["date-syntax"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *((name, True) for name in ("v1.1", "1.0", "2026-11-27", "v1.0-rc.1", "spring")),
        *((name, False) for name in ("", "V1", "v1.", ".v1", "a b", "../v1", "con", "con.1", "v" * 61, "ж", "v1..2")),
    ],
)
def test_names_of_versions_are_names_of_files(name: str, is_one: bool) -> None:
    assert is_version_name(name) is is_one


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("1.1", "1.1"),
        ("v1.1", "1.1"),
        ("2.0 (β)", "2.0-v"),
        ("бета", "beta"),
        ("第二版", "dierban"),
        ("…", ""),
        ("1..2", "1.2"),
    ],
)
def test_versions_have_names_that_files_can_have(version: str, name: str) -> None:
    assert bare_name(version) == name
    assert not name or is_version_name(name)


@pytest.mark.parametrize(
    ("files", "rules"),
    [
        ({"V 1.yml": ""}, ["file-name"]),
        ({"v1.1.yml": "", "v1-1.yml": ""}, ["id-duplicate"]),
        ({"v1.yaml": ""}, ["file-name"]),
        ({"v1.md": "x"}, ["file-unexpected"]),
        ({"v1.yml": "date: 2026"}, ["date-syntax", "field-missing"]),
        ({"v1.yml": "changes: 3"}, ["field-missing", "field-missing", "field-value"]),
    ],
)
def test_faults_of_records_are_found(minimal: Path, files: dict[str, str], rules: list[str]) -> None:
    whole = "date: 2026-11-27\ncontent: 0123456789abcdef\n"
    write_files(minimal / "versions", {name: text or whole for name, text in files.items()})
    _, report = read(minimal)
    assert sorted(finding.rule.id for finding in report.diagnostics) == rules


# What is recorded


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_site("minimal", tmp_path / "companion")
    for name, value in (("NAME", "A"), ("EMAIL", "a@example.org")):
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_{name}", value)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    git(folder, "tag", "v1.0")
    monkeypatch.chdir(folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


def reword(folder: Path) -> None:
    path = folder / "content" / "sections" / "introduction.md"
    path.write_text(path.read_text("utf-8").replace("One passage", "A passage"), "utf-8")


def test_versions_are_recorded_as_the_how_to_says(repository: Path) -> None:
    first = diff("--record", "v1.0", "--date", "2026-11-27")
    assert first.exit_code == 0, first.output
    record = yaml.safe_load((repository / "content/versions/v1.0.yml").read_text("utf-8"))
    assert record == {"date": "2026-11-27", "content": content_hash(read(repository / "content")[0])}
    reword(repository)
    with_release(repository / "content", "1.1", "2026-12-01")
    second = diff("v1.0", "--record", "v1.1", "--former-site", "https://example.org/v1.0/", "--summary", "Reworded.")
    assert second.exit_code == 0, second.output
    assert "1 passage reworded" in second.output
    record = yaml.safe_load((repository / "content/versions/v1.1.yml").read_text("utf-8"))
    change = {"kind": "passage", "id": "only-passage", "status": "changed", "section": "introduction"}
    pieces = [{"lost": "One"}, {"added": "A"}, {"same": "passage cites one source (Example 2020, 7)."}]
    assert (record["since"], record["former-site"], record["summary"]) == (
        "v1.0", "https://example.org/v1.0/", "Reworded.",
    )  # fmt: skip
    assert [{name: found[name] for name in change} for found in record["changes"]] == [change]
    assert record["changes"][0]["differences"][0]["aspect"] == "words"
    assert [next(iter(piece)) for piece in record["changes"][0]["differences"][0]["pieces"]][:2] == [
        next(iter(piece)) for piece in pieces
    ][:2]
    found = built(repository / "content")
    assert re.findall(r'<section class="hs-thing hs-changes" id="([^"]+)"', page(found, "changes/")) == ["v1-1", "v1-0"]
    assert '<a href="../read/introduction/#only-passage">' in page(found, "changes/")
    assert not [finding for finding in advise(found.library).diagnostics if finding.rule.id == "version-unrecorded"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Missing argument 'BASE'"),
        (("v1.0", "--date", "2026-11-27"), 2, "only work with --record"),
        (("v1.0", "--record", "../v2", "--date", "2026-11-27"), 2, "cannot name a version"),
        (("v1.0", "--record", "v2"), 2, "has no date"),
        (("v1.0", "--record", "v2", "--date", "2026-11"), 2, "is not a day"),
        (("v1.0", "--record", "v2", "--date", "2026-11-27", "--former-site", "javascript:x"), 2, "is not an address"),
        (("v0.9", "--record", "v2", "--date", "2026-11-27"), 2, "there is no revision 'v0.9'"),
    ],
)
def test_what_cannot_be_recorded_is_not(repository: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = diff(*arguments)
    assert (done.exit_code, said in done.output) == (status, True), done.output
    assert not (repository / "content" / "versions").exists()


def test_nothing_is_overwritten_and_no_other_version_recorded(repository: Path) -> None:
    assert diff("--record", "v1.0", "--date", "2026-11-27").exit_code == 0
    assert "is there already" in diff("--record", "v1.0", "--date", "2026-11-28").output
    with_release(repository / "content", "3.0", "2026-12-01")
    assert "says that this is version '3.0'" in diff("v1.0", "--record", "v2").output
    (repository / "content" / "sections" / "introduction.md").write_text("---\ntitle: x\n---\n\nNo id.\n", "utf-8")
    assert "1 errors" in diff("v1.0", "--record", "v3.0").output


def test_a_record_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hedgesite.changes.record._MOST_BYTES", 100_000)
    long = tuple(Piece(Part.ADDED, f"word {'x' * 5000}") for _ in range(100))
    many = [
        Change("passage", f"p{n}", Status.CHANGED, "t", differences=(Difference("words", long),)) for n in range(2500)
    ]
    text = version_file(Changes(passages=tuple(many)), NewVersion("2026-11-27", "0" * 16, "v1"))
    assert len(text.encode()) < 300_000
    record = Version.model_validate(yaml.safe_load(text))
    assert len(record.changes) + record.more == 2500
    assert record.more >= 500


def test_the_version_itself_is_no_change(repository: Path) -> None:
    before, _ = read(repository / "content")
    after, _ = read(with_release(repository / "content", "1.1", "2026-12-01"))
    text = version_file(compare(before, after), NewVersion("2026-12-01", content_hash(after), "v1.0"))
    assert "changes" not in yaml.safe_load(text)


# What is hashed

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'


def edits() -> Iterator[tuple[str, str, str, bool]]:
    yield "article.yml", "abstract:", "# a comment\nabstract:", False
    yield "article.yml", "abstract:", "companion: {version: '2', date: 2026-11-27}\nabstract:", False
    yield "article.yml", "abstract:", "companion: {title: T}\nabstract:", True
    yield "sections/introduction.md", "One passage", "One\npassage", False
    yield "sections/introduction.md", "One passage", "One <!-- comment --> passage", False
    yield "sections/introduction.md", "One passage", "A passage", True
    yield "sections/introduction.md", "title: Introduction", 'title: "Introduction"', False
    yield "sections/introduction.md", "title: Introduction", "title: Beginning", True
    yield "references.bib", "@", "@comment{x}\n@", True


@pytest.mark.parametrize(("file", "old", "new", "counts"), list(edits()))
def test_the_hash_follows_what_readers_are_given(minimal: Path, file: str, old: str, new: str, counts: bool) -> None:
    before = content_hash(read(minimal)[0])
    path = minimal / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert (content_hash(read(minimal)[0]) != before) is counts


def test_records_and_private_fields_are_not_hashed(minimal: Path) -> None:
    before = content_hash(read(minimal)[0])
    bibliography = minimal / "references.bib"
    text = bibliography.read_text("utf-8")
    bibliography.write_text(re.sub(r"(\{[\w]+,)\n", r"\1\n  file = {/home/a.pdf},\n", text, count=1), "utf-8")
    write_files(minimal / "versions", {"v1.yml": "date: 2026-11-27\ncontent: 0123456789abcdef\n"})
    assert content_hash(read(minimal)[0]) == before


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({"looks/logo.svg": _SVG.replace("30", "40")}, True),
        ({"site.yml": "logo: looks/logo.svg\nfooter: Of the lake.\n"}, True),
        ({"static/robots.txt": "User-agent: *\nDisallow: /\n"}, True),
        ({"static/guide.txt": "How to read.\n"}, True),
        ({"site.yml": "# A comment\nlogo: 'looks/logo.svg'\n"}, False),
        ({"../templates/pages/home.html": "{# hedgesite 1.0 #}\n{% extends 'hedgesite/pages/home.html' %}\n"}, False),
        ({"../mkdocs.yml": "site_name: Another\nplugins: [hedgesite]\n"}, False),
    ],
)
def test_looks_and_files_of_the_root_are_hashed_and_what_lies_outside_is_not(
    minimal: Path, files: dict[str, str], counts: bool
) -> None:
    looks = {"looks/logo.svg": _SVG, "site.yml": "logo: looks/logo.svg\n", "static/robots.txt": "User-agent: *\n"}
    write_files(minimal, looks)
    library, report = read(minimal)
    assert not report.errors
    assert library.look_files
    assert library.static
    for name, text in files.items():
        path = (minimal / name).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert (content_hash(read(minimal)[0]) != content_hash(library)) is counts


# What is shown


def record(minimal: Path, name: str, **fields: object) -> None:
    whole = {"date": "2026-11-27", "content": "0123456789abcdef", **fields}
    write_files(minimal / "versions", {f"{name}.yml": yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)})


def test_the_page_says_what_the_records_say() -> None:
    found = built(FULL)
    body = page(found, "changes/")
    assert "<del>La protection du lac</del> <ins>Le partage de l’eau</ins>" in body
    assert "<del>enfin</del> <ins>d’abord</ins>" in body
    french = words_for("fr")
    assert french.gettext("formerly %(id)s", id="usages") in body
    assert '<a href="https://example.org/lac/v1.0/" rel="noopener noreferrer">' in body
    more = "%(num)s more change is not listed here.", "%(num)s more changes are not listed here."
    assert french.ngettext(*more, 2) in body
    assert "On pourrait dire aussi" in body
    assert 'href="../changes/feed.atom"' in next(each.head for each in found.pages if each.path == "changes/")


def test_without_records_there_is_neither_page_nor_feed(minimal: Path) -> None:
    found = built(minimal)
    assert "changes/" not in {each.path for each in found.pages}
    assert "changes/feed.atom" not in found.files


def test_versions_are_in_order_of_their_days_and_numbers(minimal: Path) -> None:
    for name, date in (("v1.9", "2026-01-01"), ("v1.10", "2026-01-01"), ("beta", "2025-01-01"), ("2", "2026-02-01")):
        record(minimal, name, date=date)
    shown = re.findall(r'hs-changes" id="([^"]+)"', page(built(minimal), "changes/"))
    assert shown == ["2", "v1-10", "v1-9", "beta"]


def test_a_record_outlives_what_it_names(minimal: Path) -> None:
    changes = [
        {"kind": "passage", "id": "gone", "status": "changed", "title": "A *title*"},
        {"kind": "no-kind", "id": "x", "status": "added"},
        {"kind": "article", "status": "changed", "differences": [{"aspect": "no-field"}]},
    ]
    record(minimal, "v2", since="v1", changes=changes)
    body = page(built(minimal), "changes/")
    assert "A *title*" in body
    assert "<code>no-field</code>" in body
    assert 'href="#v1"' not in body


def test_the_page_has_bounds(minimal: Path) -> None:
    def reworded(number: int) -> dict[str, object]:
        differences = [{"aspect": "words", "pieces": [{"added": "word " * 100}]}]
        return {"kind": "passage", "id": f"p{number}", "status": "changed", "differences": differences}

    changes = [reworded(number) for number in range(MOST_SHOWN + 50)]
    record(minimal, "v2", since="v1", changes=changes)
    body = page(built(minimal), "changes/")
    assert body.count("<li>") == MOST_SHOWN
    assert body.count("<ins>") == MOST_CHARACTERS // 500
    assert "50 more changes are not listed here." in body


@pytest.mark.parametrize("site_url", ["", "https://companion.example/here/"])
def test_the_feed_is_that_of_the_records(site_url: str) -> None:
    feed = fromstring(built(FULL, site_url).files["changes/feed.atom"])
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["v1.1", "v1.0"]
    for each in (feed, *feed.findall(f"{ATOM}entry")):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each.findtext(f"{ATOM}id", ""))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each.findtext(f"{ATOM}updated", ""))
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(site_url or "./") for link in links)
    assert feed.findtext(f"{ATOM}updated") == "2020-03-02T00:00:00Z"


def test_a_feed_of_a_restatement_is_not_by_the_articles_authors(minimal: Path) -> None:
    record(minimal, "v1")
    feed = fromstring(built(minimal).files["changes/feed.atom"])
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == built(minimal).library.article.title


# What is advised


def test_advice_says_when_a_version_is_due(minimal: Path) -> None:
    def advised() -> list[str]:
        library, _ = read(minimal)
        return [each.problem for each in advise(library).diagnostics if each.rule.id == "version-unrecorded"]

    assert advised() == []
    record(minimal, "v1.0", content=content_hash(read(minimal)[0]))
    assert advised() == []
    path = minimal / "sections" / "introduction.md"
    path.write_text(path.read_text("utf-8").replace("One passage", "A passage"), "utf-8")
    assert advised() == ["the content has changed since the version 'v1.0' was recorded"]
    with_release(minimal, "v1.1")
    assert advised() == ["the version 'v1.1' is not recorded; the last record is that of 'v1.0'"]
