"""Manuscripts in LaTeX that tests write and import."""

from __future__ import annotations

from pathlib import Path

from hedgesite.importer.companion import import_file
from tests.manuscripts import sections_of


def import_paper(folder: Path, body: str, preamble: str = "", bib: str = "") -> tuple[str, str]:
    """The Markdown of the sections of a paper with this body, and the findings; `bib` is its bibliography."""
    if bib:
        (folder / "refs.bib").write_text(bib)
        body = f"{body}\n\n\\bibliography{{refs}}"
    path = folder / "paper.tex"
    path.write_text(
        f"\\documentclass{{article}}\n{preamble}\\title{{Lakes}}\n\\begin{{document}}\n\\section{{Results}}\n\n"
        f"{body}\n\\end{{document}}\n"
    )
    result = import_file(path, path.name)
    written = sections_of(result)
    return written, "\n".join(map(str, result.report.diagnostics))
