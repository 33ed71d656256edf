"""Pages about rules: in the package or beside `src/`, and in the handbook where there is an address of one."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from hedgesite.diagnostics import Rule
from hedgesite.publish.edit_links import line_address
from hedgesite.publish.repository import repository_of


def rules_folder() -> Path:
    """The folder that holds a Markdown page for each rule.

    Raises FileNotFoundError where the installation lacks it.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "rules", package.parents[1] / "docs" / "rules"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("hedgesite's pages about rules are missing; install it again")


def explanation(rule: Rule) -> str:
    """The page of a rule, in Markdown: what it holds, an invalid example, its report, and how to mend it."""
    return (rules_folder() / f"{rule.id}.md").read_text("utf-8")


def rule_of(id: str) -> Rule | None:
    """The rule with an id, or None where there is none."""
    return next((rule for rule in Rule if rule.id == id), None)


def handbook() -> str:
    """Where the handbook is published, as the package says; empty where it says nothing."""
    try:
        urls = metadata("hedgesite").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls if ", " in url)
    return str(named.get("Documentation", "")).rstrip("/")


def where_to_read(rule: Rule) -> str:
    """The address of a rule's page, or the command that prints it."""
    if address := handbook():
        return f"{address}/rules/{rule.id}/"
    if address := _pages_beside(Path.cwd()):
        return f"{address}/{rule.id}.md"
    return f"hedgesite check --explain {rule.id}"


@cache
def _pages_beside(root: Path) -> str:
    """Where the host of a repository shows the pages about rules, if it holds them; empty elsewhere."""
    if not (root / "docs" / "rules").is_dir():
        return ""
    found = repository_of(root)
    return line_address(f"{found.url}/{found.edit_uri('docs/rules')}").partition("?")[0].rstrip("/")
