"""Joins the files of one manuscript in Markdown: those that it includes, and the parts that Manubot keeps side by side.

Source: Quarto, "Includes"; knitr, "Child documents"; Manubot, rootstock USAGE, "Manubot Markdown".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.reading import MARKDOWN_LIMIT, UnreadableError, below, decoded, read_bytes

FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}(?=[^`]*$|\s*\{)|~{3,})(?P<info>.*)$")
"""Code in a line may begin with three marks too; only captions of chunks have such marks behind a fence."""
_INCLUDE = re.compile(r"\{\{<\s{0,9}include(?P<name>\s[^>\n]{1,1000})>\}\}")
_CHILD = re.compile(r"\{r\b[^}]*\bchild\s*=\s*(?P<names>c\([^)]*\)|[\"'][^\"']+[\"'])")
_HEADER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NO_TEXT = re.compile(r"citation-tags|\A00\.")
_PART = re.compile(r"\d\d.*\.md")
_BESIDE_PARTS = ("metadata.yaml", "metadata.yml")
_DEEPEST = 10
_MOST = 200


@dataclass(slots=True)
class Parts:
    """The lines of all files, each with its file and its number there."""

    base: Path
    """The folder of the manuscript; nothing outside of it is read."""
    shown: Path
    """The same folder as findings show it."""
    lines: list[str] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    _size: int = 0
    _read: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def origin(self, row: int, column: int) -> Origin:
        """The place in its file of a line and column of the text, both from 1."""
        file, line = self.rows[min(row, len(self.rows)) - 1] if self.rows else ("", 1)
        return Origin(file, line, column)

    def bring(self, text: str, path: Path, shown: str, above: tuple[Path, ...] = (), skipped: int = 0) -> None:
        """Add the lines of a file after its first `skipped`, with those of the files that it includes."""
        fence = ""
        above = (*above, path.resolve())
        for number, line in enumerate(text.split("\n"), 1):
            if number <= skipped:
                continue
            found = FENCE.match(line)
            names = _children(found["info"]) if found and not fence else []
            if found and not fence:
                fence = found["fence"]
            elif found and found["fence"].startswith(fence) and not found["info"].strip():
                fence = ""
            included = _INCLUDE.fullmatch(line.strip()) if not fence else None
            names = [included["name"].strip("\"' \t")] if included else names
            if not included:
                self._add(line, shown, number)
            if names and found:
                # The files of a chunk stand before it, which is empty.
                self._withdraw()
            for name in names:
                self._include(name, path, (shown, number), above)
            if names and found:
                self._add(line, shown, number)

    def _add(self, line: str, shown: str, number: int) -> None:
        self.lines.append(line)
        self.rows.append((shown, number))

    def _withdraw(self) -> None:
        self.lines.pop()
        self.rows.pop()

    def _include(self, name: str, by: Path, at: tuple[str, int], above: tuple[Path, ...]) -> None:
        file = self._file(name, by, above)
        self._add("", *at)
        if isinstance(file, str):
            problem = f"'{name}' is not included: {file}"
            self.findings.append(
                Diagnostic(Rule.IMPORT_TEXT, Origin(*at), problem, "put its text into the manuscript here")
            )
            return
        path, shown, text = file
        header = _HEADER.match(text)
        self.bring(text, path, shown, above, header[0].count("\n") if header else 0)
        self._add("", *at)

    def _file(self, name: str, by: Path, above: tuple[Path, ...]) -> tuple[Path, str, str] | str:
        """Path, shown path and text of the file of a name in another file; or why it is not read."""
        if len(above) >= _DEEPEST or self._read >= _MOST or self._size > MARKDOWN_LIMIT:
            return f"files are included {_DEEPEST} deep, {_MOST} in all, and up to {MARKDOWN_LIMIT >> 20} MiB"
        inner = by.resolve().parent.relative_to(self.base.resolve())
        path = below(self.base, f"{inner.as_posix()}/{name}") or below(self.base, name.lstrip("/"))
        if path is None:
            return "there is no such file in the manuscript's folder"
        if path in above:
            return "it includes itself"
        shown = (self.shown / path.relative_to(self.base.resolve())).as_posix()
        try:
            data = read_bytes(path, shown, MARKDOWN_LIMIT)
        except UnreadableError as error:
            return error.of_part
        self._read += 1
        self._size += len(data)
        text, doubts = decoded(data, shown)
        self.findings += doubts
        return path, shown, text


def _children(info: str) -> list[str]:
    found = _CHILD.search(info)
    return re.findall(r"[\"']([^\"']+)[\"']", found["names"]) if found else []


def joined(path: Path, shown: str, text: str) -> Parts:
    """The manuscript in a file, with the files that it includes, or with the other parts if it is one of Manubot's."""
    parts = Parts(path.parent, Path(shown).parent)
    others = _parts_beside(path)
    if len(others) < 2:
        parts.bring(text, path, shown)
        return parts
    for other in others:
        parts._include(other.name, path, (shown, 1), ())
    names = ", ".join(f"'{other.name}'" for other in others if other.name != path.name)
    problem = f"the other parts of the manuscript are read with it, but for its front matter: {names}"
    remedy = "see whether all of them belong to it; metadata.yaml has what the front matter says"
    parts.findings.append(Diagnostic(Rule.IMPORT_DOUBT, Origin(shown), problem, remedy))
    return parts


def _parts_beside(path: Path) -> list[Path]:
    """The parts of a manuscript of Manubot that lie in the folder of one of them, in order.

    The front matter is a template for what the metadata say.
    """
    if not _PART.fullmatch(path.name) or not any((path.parent / name).is_file() for name in _BESIDE_PARTS):
        return []
    return sorted(each for each in path.parent.glob("[0-9][0-9]*.md") if not _NO_TEXT.search(each.name))[:_MOST]
