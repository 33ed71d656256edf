"""Joins a LaTeX manuscript with the files that it includes, tracing each character to its own file.

Pandoc's sandbox opens no files, so the contents of `\\input` would be missing otherwise.

Source: LaTeX2e unofficial reference manual, "Splitting the input"; the packages `subfiles` and `import`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.latex_drawings import image_beside
from hedgesite.importer.latex_encoding import ESCAPE, encoding_of
from hedgesite.importer.latex_expansion import Macro, expanded, macros_with
from hedgesite.importer.latex_loops import with_loops
from hedgesite.importer.latex_preamble import in_plain_words, names_in
from hedgesite.importer.latex_verbatim import ENVIRONMENT, Ends
from hedgesite.importer.reading import MARKUP_LIMIT, UnreadableError, read_bytes, why_missing
from hedgesite.model.lines import end_of, not_utf8, with_newlines

_DEEPEST = 15
"""Most included files: as many as TeX itself holds open at once."""
_MOST = 1000
_TOKEN = re.compile(
    rf"\\begin\s*\{{(?P<verbatim>{ENVIRONMENT})\}}"
    r"|\\(?:verb|lstinline)\*?(?P<mark>[^a-zA-Z\s*{\[])[^\n]*?(?P=mark)"
    r"|(?P<comment>%[^\n]*)"
    r"|(?P<ends>\\endinput(?![a-zA-Z@])|\\end\s*\{document\})"
    r"|(?P<begins>\\begin\s*\{document\})"
    r"|\\(?P<two>(?:sub)?(?:import|includefrom|inputfrom))(?![a-zA-Z@])\*?\s*"
    r"\{(?P<folder>[^{}\n]*)\}\s*\{(?P<file>[^{}\n]*)\}"
    r"|\\(?P<one>input|include|subfile|subfileinclude)(?![a-zA-Z@])[ \t]*"
    r"(?:\{(?P<braced>[^{}\n]*)\}|(?P<bare>[^\s{}\\%\[\]]+))"
    r"|\\(?P<closed>verbatiminput|VerbatimInput|lstinputlisting|inputminted|InputIfFileExists|markdownInput|loadglsentries)"
    r"(?![a-zA-Z@])\*?(?:\s*\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\])?(?:\{[^{}\n]*\})*"
    r"|\\(?:[a-zA-Z@]+|[^a-zA-Z@])"
)

_BRINGS_IN = re.compile(r"\\(?:input|include|subfile|import|subimport)\s*\{[^{}]*(?:#|\}\s*\{[^{}]*#)")
_DRAWS = re.compile(
    r"(?:\s|%[^\n]*\n|\\(?:usetikzlibrary|tikzset|pgfplotsset)\s*\{[^{}]*\}){0,50}"
    r"(?:\\begin\s*\{(?:tikzpicture|pgfpicture)\}|\\documentclass\s*(?:\[[^\[\]]*\])?\s*\{standalone\})"
)


@dataclass(slots=True)
class Joined:
    """The text of all files, in the order in which LaTeX reads them."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    """Offsets at which the parts from single files begin, in rising order."""
    places: list[tuple[str, str, int]] = field(default_factory=list)
    """For each part: the file's shown path, its text, and the offset in it."""
    lines: list[int] = field(default_factory=list)
    """Offsets at which the lines of the text begin."""
    findings: list[Diagnostic] = field(default_factory=list)

    def origin(self, line: int, column: int) -> Origin:
        """The place in its own file of a line and column of the joined text, both from 1."""
        offset = self.lines[min(line, len(self.lines)) - 1] + column - 1
        at = max(bisect_right(self.starts, offset) - 1, 0)
        shown, source, begin = self.places[at]
        # Pandoc counts a tab as several columns, so the position may lie beyond the end of the line.
        return end_of(source[: begin + offset - self.starts[at]], shown)


def join_chapters(path: Path, shown: str, text: str, encoding: str = "") -> Joined:
    """The manuscript with its chapters included; a chapter that cannot be included gives a finding.

    `encoding` is that of chapters that are not UTF-8.
    """
    joining = _Joining(path.resolve().parent, PurePosixPath(shown).parent, encoding=encoding)
    main = _File(path.resolve(), shown, text, joining.base)
    joining.add(main, ())
    joined = joining.joined
    joined.text = "".join(joining.parts)
    joined.lines = [0, *(found.end() for found in re.finditer("\n", joined.text))]
    return joined


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    shown: str
    text: str
    folder: Path
    """Folders in which its file names are resolved, before the manuscript's own folder."""
    is_document: bool = False
    """Whether it is a document of its own, of which only the body is included."""


@dataclass(slots=True)
class _Joining:
    base: Path
    shown_base: PurePosixPath
    joined: Joined = field(default_factory=Joined)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    read: int = 0
    size: int = 0
    encoding: str = ""
    """That of the manuscript, which its chapters do not name again."""
    macros: dict[str, str] = field(default_factory=dict)
    """Macros that stand for plain words, which names of files may have."""
    bringing: dict[str, Macro] = field(default_factory=dict)
    """Macros that bring in files which their arguments name."""

    def add(self, file: _File, above: tuple[Path, ...]) -> None:
        """Append a file with the files it includes; `above` are the files that include it."""
        self.bringing |= dict(macros_with(_BRINGS_IN, file.text))
        file = replace(file, text=expanded(with_loops(file.text), self.bringing))
        done, text, position, has_begun = 0, file.text, 0, not file.is_document
        self.macros |= names_in(text)
        ends = Ends(text)
        while token := _TOKEN.search(text, position):
            position = token.end()
            if token["verbatim"]:
                position = ends.after(token["verbatim"], position) or len(text)
            elif token["begins"] and not has_begun:
                done, has_begun = position, True
            elif token["ends"] and (above or "document" not in token["ends"]):
                self.put(file, done, token.start())
                return
            elif token["ends"] and "document" in token["ends"]:
                break
            elif has_begun and (token["one"] or token["two"] or token["closed"]):
                self.put(file, done, token.start())
                done = position
                self.bring_in(file, token, (*above, file.path))
        self.put(file, done, len(text))

    def put(self, file: _File, start: int, end: int, text: str | None = None) -> None:
        """Append a range of one file, or `text` that replaces it."""
        self.joined.starts.append(self.length)
        self.joined.places.append((file.shown, file.text, start))
        self.parts.append(file.text[start:end] if text is None else text)
        self.length += len(self.parts[-1])

    def bring_in(self, file: _File, token: re.Match[str], above: tuple[Path, ...]) -> None:
        chapter = self.chapter(file, token, above)
        if isinstance(chapter, _File) and (image := self.drawn(chapter)):
            self.put(file, token.start(), token.start(), f"\\includegraphics{{{image}}}")
            return
        if isinstance(chapter, _File):
            # Each file must end with a newline, or a comment in its last line would swallow the text that follows.
            around = "\n\n" if "include" in (token["one"] or "") else "\n"
            self.put(file, token.start(), token.start(), around if len(around) > 1 else "")
            self.add(chapter, above)
            self.put(file, token.end(), token.end(), around)
            return
        problem = f"'{' '.join(token[0].split())[:100]}' is not included: {chapter}"
        remedy = "put its text into the manuscript in this place"
        origin = end_of(file.text[: token.start()], file.shown)
        self.joined.findings.append(Diagnostic(Rule.IMPORT_TEXT, origin, problem, remedy))

    def chapter(self, file: _File, token: re.Match[str], above: tuple[Path, ...]) -> _File | str:
        """The file that a command names, or why it cannot be included."""
        written = (token["file"] or token["braced"] or token["bare"] or "").strip().strip('"')
        name = in_plain_words(written, self.macros)
        if token["closed"] or not name or re.search(r"[\\#\0~$]|^\|", name):
            return "only a file that the command names in plain words is read"
        if len(above) >= _DEEPEST or self.read >= _MOST or self.size > MARKUP_LIMIT:
            return f"chapters are read {_DEEPEST} deep, {_MOST} in all, and up to {MARKUP_LIMIT >> 20} MiB"
        folder = file.folder
        if token["two"]:
            below = in_plain_words((token["folder"] or "").strip(), self.macros)
            folder = (folder if token["two"].startswith("sub") else self.base) / below
        path = self.found(name, (folder, self.base), may_be_bare=token["one"] != "include")
        if isinstance(path, str):
            return path
        if path in above:
            return "it brings itself in"
        shown = (self.shown_base / path.relative_to(self.base).as_posix()).as_posix()
        try:
            data = read_bytes(path, shown, MARKUP_LIMIT)
        except UnreadableError as error:
            return error.of_part
        self.read += 1
        self.size += len(data)
        text, doubts = decode_latex(data, shown, self.encoding)
        self.joined.findings += doubts
        is_document = bool(re.search(r"^[^%\n]*\\begin\s*\{document\}", text, re.MULTILINE))
        is_relative = bool(token["two"]) or (token["one"] or "").startswith("subfile")
        return _File(path, shown, text, path.parent if is_relative else file.folder, is_document)

    def drawn(self, file: _File) -> str:
        """The image of a file that only draws, if it lies beside it."""
        is_drawing = file.path.suffix in {".tikz", ".pgf", ".pdf_tex", ".pstex_t"} or _DRAWS.match(file.text)
        return image_beside(file.path, self.base) if is_drawing else ""

    def found(self, name: str, folders: tuple[Path, ...], *, may_be_bare: bool) -> Path | str:
        """The file of that name, with the extension that LaTeX adds; or why no readable one exists."""
        # Some manuscripts are made from the folder above, whose names begin with that of their own.
        shorter = name.removeprefix("./").removeprefix(f"{self.base.name}/")
        names = [each for one in dict.fromkeys((name, shorter)) for each in (f"{one}.tex", *([one] * may_be_bare))]
        outside = False
        for folder in dict.fromkeys(folders):
            for candidate in names:
                try:
                    # Links are resolved before the location is checked, so that none leads out of the folder.
                    path = (folder / candidate).resolve()
                    if not path.is_relative_to(self.base):
                        outside = True
                    elif path.exists():
                        return path
                except (OSError, ValueError, RuntimeError):
                    continue
        return why_missing(is_outside=outside)


def decode_latex(data: bytes, shown: str, encoding: str = "") -> tuple[str, list[Diagnostic]]:
    """The text of a LaTeX file: as UTF-8, as the file says, in `encoding`, or in Latin-1 with a finding."""
    try:
        if ESCAPE not in data:
            return with_newlines(data.decode()), []
        return with_newlines(data.decode(encoding_of(data), "replace")), []
    except UnicodeDecodeError as error:
        named = encoding_of(data) or encoding
        if named:
            return with_newlines(data.decode(named, "replace")), []
        text = with_newlines(data.decode("latin-1"))
        before = with_newlines(data[: error.start].decode("latin-1"))
        problem = f"{not_utf8(error)}, and the file is read as Latin-1"
        finding = Diagnostic(Rule.IMPORT_DOUBT, end_of(before, shown), problem, "save the file as UTF-8")
        return text, [finding]
