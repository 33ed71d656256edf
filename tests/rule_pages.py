"""Pages of `docs/rules/`: their parts, and what comes of their invalid examples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.build import build_pages, templates_folder
from hedgesite.check import advise, check_for_publication
from hedgesite.cli import main
from hedgesite.diagnostics import Report, as_text
from hedgesite.links import Limits, LinkCache, LinkChecker, check_links
from hedgesite.publish.mkdocs.setting_rules import judge_settings
from tests.companions import SITES, write_files
from tests.web import StoredWeb

PAGES = Path(__file__).resolve().parents[1] / "docs" / "rules"
SECTIONS = ("What it requires", "Invalid", "Report", "How to fix it")
_BUILDS_A_PDF = "hedgesite build --pdf"
_FENCED = re.compile(
    r"(?:^`(?P<name>[^`\n]+)`:\n+)?^(?P<fence>`{3,})(?P<kind>\w+)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class RulePage:
    """A page about a rule, taken apart."""

    title: str
    explanation: str
    sections: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> RulePage:
        head, *parts = re.split(r"^## (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
        title, _, explanation = head.strip().partition("\n")
        names, texts = parts[::2], parts[1::2]
        return cls(title.removeprefix("# "), explanation.strip(), dict(zip(names, texts, strict=True)))

    @property
    def report(self) -> str:
        fenced = _FENCED.search(self.sections["Report"])
        return fenced["text"].strip() if fenced else ""

    @property
    def files(self) -> dict[str, str]:
        """Files of the example by path; those of no name are commands for a shell, and those that have an address are
        what the web answers there."""
        return {found["name"] or "": found["text"] for found in _FENCED.finditer(self.sections["Invalid"])}


def report_of(files: Mapping[str, str], folder: Path, *, advice: bool) -> str:
    """What is said of the smallest companion with these files in it, or after this command was run there."""
    shutil.copytree(SITES / "minimal", folder, dirs_exist_ok=True)
    replies = {name: text for name, text in files.items() if name.startswith(("http://", "https://"))}
    write_files(folder, {name: text for name, text in files.items() if name and name not in replies})
    if files.get("", "").rstrip().endswith(_BUILDS_A_PDF):
        return _report_of_book(folder, is_installed="not installed" not in files[""])
    if "" in files:
        subprocess.run(["sh", "-c", files[""]], cwd=folder, check=True)
    if (folder / "manuscript.md").exists():
        return _report_of_import(folder)
    if "mkdocs.yml" in files:
        return as_text(judge_settings(folder / "mkdocs.yml")).replace(f"{folder}/", "")
    if (folder / "coded.csv").exists():
        return _report_of_codes(folder)
    built = build_pages(folder / "content", templates_folder())
    report: Report = advise(built.library) if advice else built.report + check_for_publication(built.library)
    if replies:
        report = check_links(
            built.library, LinkChecker(Limits(pause=0), StoredWeb(replies)), LinkCache(folder / "links.json")
        )
    return as_text(report).replace(f"{folder}/", "")


def _report_of_book(folder: Path, *, is_installed: bool) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        if not is_installed:
            patch.setitem(sys.modules, "weasyprint", None)
        done = CliRunner().invoke(main, _BUILDS_A_PDF.split()[1:])
    return "\n".join(line for line in done.stdout.splitlines() if ": book-" in line)


def _report_of_import(folder: Path) -> str:
    manuscript, into = folder / "manuscript.md", folder / "imported"
    done = CliRunner().invoke(main, ["import", str(manuscript), "--into", str(into)])
    return done.stdout.strip().replace(f"{folder}/", "")


def _report_of_codes(folder: Path) -> str:
    arguments = ["code", "-f", str(folder / "mkdocs.yml"), "--from", str(folder / "coded.csv"), "--as", "second"]
    done = CliRunner().invoke(main, arguments)
    return "\n".join(line for line in done.stdout.splitlines() if ": codes-" in line).replace(f"{folder}/", "")
