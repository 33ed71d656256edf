"""Finds the pages about rules: in the package, beside `src/`, or in the published handbook."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from hedgesite.diagnostics import Rule
from hedgesite.publish.edit_links import line_address
from hedgesite.publish.repository import repository_of


def rules_folder() -> Path:
    """The folder that holds a Markdown page for each rule.

    Raises FileNotFoundError if the installation lacks it.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "rules", package.parents[1] / "docs" / "rules"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("hedgesite's pages about rules are missing; install it again")


def explanation(rule: Rule) -> str:
    """The Markdown page of a rule: what it requires, an invalid example, its report, and the remedy."""
    return (rules_folder() / f"{rule.id}.md").read_text("utf-8")


def rule_of(id: str) -> Rule | None:
    """The rule with an id, or None if there is none."""
    return next((rule for rule in Rule if rule.id == id), None)


def handbook() -> str:
    """The address of the handbook from the package's metadata; empty if there is none."""
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
    """The address at which the repository's host shows the pages about rules; empty if it does not hold them."""
    if not (root / "docs" / "rules").is_dir():
        return ""
    found = repository_of(root)
    return line_address(f"{found.url}/{found.edit_uri('docs/rules')}").partition("?")[0].rstrip("/")
