"""Whether files of the root leave alone what the site itself writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.static_file import StaticFile


def audit_static(static: Mapping[str, StaticFile], pages: Iterable[str], files: Iterable[str]) -> Report:
    """Report each file whose path the site writes itself, or as a folder needs.

    `pages` are paths of pages and of redirects, `files` those of other files, all below the site's root.
    """
    if not static:
        return Report()
    written = {*files, *(f"{page}index.html" for page in pages)}
    by_case = {path.lower(): path for path in written}
    folders = {above for path in by_case for above in _above(path)}
    return Report.of(_clashes(static, by_case, folders))


def _clashes(static: Mapping[str, StaticFile], written: Mapping[str, str], folders: set[str]) -> Iterator[Diagnostic]:
    for path, file in static.items():
        lower = path.lower()
        clash = next((written[each] for each in (lower, *_above(lower)) if each in written), "")
        if not clash and lower in folders:
            clash = f"{path}/"
        if clash:
            problem = f"the site itself writes '{clash}'"
            yield Diagnostic(Rule.STATIC_FILE, Origin(file.shown), problem, "rename this file, or remove it")


def _above(path: str) -> Iterator[str]:
    """The folders in which a path lies."""
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts)))
