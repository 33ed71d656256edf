"""Whole files that people have written and lost something of: each laid over a new companion, and what comes of it.

`content/` of a case is what is laid over. `expected.txt` has the findings, and then, of what was laid over, the HTML of
the texts and the values of the fields as the site publishes them.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.cli import main
from hedgesite.diagnostics import Report, Rule, as_text
from hedgesite.markdown import render_body
from hedgesite.model.library import FreePage, Section
from hedgesite.model.text import Body
from hedgesite.scaffold import companion_files, plan_of
from hedgesite.writing import write_files
from tests.companions import overlay, tree
from tests.test_markdown_cases import MarkingHooks

CASES = Path(__file__).parent / "cases" / "pages"
ALL = sorted(path.name for path in CASES.iterdir() if path.is_dir())
_KINDS = {"article.yml": "article", "dimensions.yml": "dimensions", "glossary.yml": "terms"}


def new_companion(folder: Path) -> Path:
    plan = plan_of("Theory of Bells", ["A. B"], ("Acceptance", "Neutrality", "Rejection"))
    write_files(folder, companion_files(plan, templates_folder()))
    return folder / "content"


def built(case: str, folder: Path) -> Built:
    content = new_companion(folder)
    overlay(CASES / case, content)
    return build_pages(content, templates_folder())


@pytest.mark.parametrize("case", ALL)
def test_a_case(case: str, tmp_path: Path, update_cases: bool) -> None:
    made = built(case, tmp_path)
    report = as_text(_of_the_case(made.report)).replace(f"{tmp_path.as_posix()}/", "")
    actual = "\n".join([report, *_shown(case, made)]).strip() + "\n"
    path = CASES / case / "expected.txt"
    if update_cases:
        path.write_text(actual, "utf-8")
    assert path.read_text("utf-8") == actual


def _of_the_case(report: Report) -> Report:
    """Without the sentences that a new companion around the case has still to replace."""
    return Report.of(finding for finding in report.diagnostics if finding.rule is not Rule.PLACEHOLDER)


def _shown(case: str, made: Built) -> list[str]:
    """What a case's own files say on the site; nothing if there is none."""
    if not made.pages:
        return []
    names = sorted(path.relative_to(CASES / case / "content").as_posix() for path in _files(case))
    document = json.loads(made.files["downloads/companion.json"])
    order = [f"{section['id']} {section.get('appendix', section['number'])}" for section in document["sections"]]
    lines = [f"sections: {', '.join(order)}"]
    for name in names:
        read: list[Section | FreePage] = [*made.library.sections, *made.library.pages]
        texts = {Path(it.file).name: it for it in read}
        if (text := texts.get(Path(name).name)) and name.endswith(".md"):
            lines += [f"---\n{name}: {text.value.title}", _html(text.body)]
        elif name.endswith(".yml"):
            kind = _KINDS.get(name, name.split("/")[0].removesuffix(".yml").replace("data", "series"))
            lines += [f"---\n{name}", *_values(document[kind])]
    return lines


def _values(told: object) -> list[str]:
    """A line for each thing of a list, and for each field of a mapping; empty ones are left out."""
    if isinstance(told, dict):
        return [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in told.items() if value]
    assert isinstance(told, list)
    return [json.dumps({k: v for k, v in each.items() if v}, ensure_ascii=False) for each in told]


def _html(body: Body) -> str:
    rendered = render_body(body, MarkingHooks())
    notes = (f"note {each.note.number}, calls {each.calls}: {each.html}" for each in rendered.notes)
    return f"{rendered.html}{''.join(notes)}"


def _files(case: str) -> list[Path]:
    return [path for path in (CASES / case / "content").rglob("*") if path.is_file()]


def test_line_ends_and_byte_order_marks_change_nothing(tmp_path: Path) -> None:
    """BOM and CRLF, or line ends of old Macs, give the same site to the byte."""
    plain, marked = new_companion(tmp_path / "plain"), new_companion(tmp_path / "marked")
    overlay(CASES / "05-bom-crlf", marked)
    for name, data in tree(marked).items():
        text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        (plain / name).write_bytes(text)
    for number, (mark, end) in enumerate(((b"", b"\r"), (b"\xef\xbb\xbf", b"\n"))):
        other = new_companion(tmp_path / f"other-{number}")
        for name, data in tree(plain).items():
            (other / name).write_bytes(mark + data.replace(b"\n", end))
        assert _site(other) == _site(plain)
    assert _site(marked) == _site(plain)


def _site(content: Path) -> dict[str, object]:
    made = build_pages(content, templates_folder())
    assert not _of_the_case(made.report).diagnostics
    return {page.path: page.body for page in made.pages} | dict(made.files)


def test_a_working_tree_with_other_line_ends_is_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit has LF, and the working tree CRLF and byte order marks."""
    content = new_companion(tmp_path)
    written = tree(CASES / "22-crlf-diff" / "content")
    for name, data in written.items():
        (content / name).write_bytes(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "First")
    overlay(CASES / "22-crlf-diff", content)
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["diff", "HEAD"])
    assert told.exit_code == 0, told.output


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), "-c", "core.autocrlf=false", *arguments], check=True, capture_output=True)


def test_titles_of_translations_are_in_their_own_language(tmp_path: Path) -> None:
    content = new_companion(tmp_path)
    article = content / "article.yml"
    translation = (
        'translations: {de: {title: "Die \\"Glocke\\" *hier*", subtitle: "\'so\'", abstract: "Der \\"Text\\"."}}\n'
    )
    article.write_text(f"{article.read_text('utf-8')}\n{translation}", "utf-8")
    made = build_pages(content, templates_folder())
    assert as_text(_of_the_case(made.report)) == ""
    page = next(page.body for page in made.pages if page.path == "de/")
    assert "Die „Glocke“ <em>hier</em></h1>" in page
    assert '<p class="hs-subtitle">‚so‘</p>' in page
    assert "Der „Text“." in page
