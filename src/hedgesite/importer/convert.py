"""Reads a manuscript's file as Markdown, converting it with Pandoc if needed.

Source: Pandoc User's Guide, "Extensions" and "Reader options".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.chapters import Joined, decode_latex, join_chapters
from hedgesite.importer.jats import UnfitError, in_words, with_authors
from hedgesite.importer.reading import (
    ARCHIVE_LIMIT,
    MARKDOWN_LIMIT,
    MARKUP_LIMIT,
    read_bytes,
    unreadable,
)
from hedgesite.importer.text import Manuscript
from hedgesite.pandoc import Message, PandocError, convert, pandoc

MARKDOWN = frozenset({".md", ".markdown", ".txt", ".text"})
CONVERTED = {".docx": "docx", ".odt": "odt", ".tex": "latex", ".latex": "latex", ".xml": "jats", ".jats": "jats"}
"""Pandoc's name of the format, by file extension."""

COPY = ".manuscript.md"
"""Name of the Markdown file that diagnostics about a converted manuscript refer to; hidden, so not part of the content.
"""

_TO = (
    "markdown_strict-raw_html+footnotes+pipe_tables+definition_lists"
    "+yaml_metadata_block+fenced_code_blocks+superscript+citations+tex_math_dollars"
)
_INTERNAL_LINK = re.compile(r"(?<![!\\])\[((?:[^\[\]\\]|\\.)*)\]\(#[^()\s]*\)")
_EMPTY_ANCHOR = re.compile(r"<span[^<>]*>|</span>|(?<!\\)\[\]\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Read:
    """A manuscript as Markdown."""

    manuscript: Manuscript
    is_converted: bool = False
    """Whether it was converted, so that its findings refer to the converted Markdown."""
    findings: tuple[Diagnostic, ...] = ()
    """Findings about the file itself: parts that were not included, and Pandoc's messages."""


def read_manuscript(path: Path, shown: str, copy: str) -> Read:
    """The manuscript in a file; if it was converted, the text is that of `copy`.

    Raises UnreadableError if the file cannot be read or is of an unknown kind, or if Pandoc is missing, fails, or
    exceeds a limit.
    """
    kind = path.suffix.lower()
    if kind in MARKDOWN:
        return Read(Manuscript(shown, _lines(_decoded(read_bytes(path, shown, MARKDOWN_LIMIT), shown))))
    if kind not in CONVERTED:
        known = ", ".join(sorted(MARKDOWN | set(CONVERTED)))
        raise unreadable(shown, f"'{path.name}' is of no kind that is read", f"save it as one of {known}")
    format = CONVERTED[kind]
    data = read_bytes(path, shown, MARKUP_LIMIT if format in {"latex", "jats"} else ARCHIVE_LIMIT)
    authors, joined, findings = list[str](), None, list[Diagnostic]()
    if format == "jats":
        data, authors = _jats(path, shown, data)
    elif format == "latex":
        text, findings = decode_latex(data, shown)
        joined = join_chapters(path, shown, text)
        findings += joined.findings
        data = joined.text.encode()
    markdown, messages = _converted(path, shown, format, data)
    findings += _pandoc_findings(messages, shown, joined)
    # Links within the document lead nowhere once it is split into sections; their words stay.
    text = _INTERNAL_LINK.sub(r"\1", _EMPTY_ANCHOR.sub("", with_authors(_lines(markdown), authors)))
    return Read(Manuscript(copy, text), True, tuple(findings))


def _jats(path: Path, shown: str, data: bytes) -> tuple[bytes, list[str]]:
    try:
        return in_words(data)
    except UnfitError as error:
        raise unreadable(shown, f"'{path.name}' {error}", "mend the file", error.line, error.column) from None


def _converted(path: Path, shown: str, format: str, data: bytes) -> tuple[str, list[Message]]:
    program = pandoc()
    if program is None:
        remedy = "install it, or: pip install 'hedgesite[import]'"
        raise unreadable(shown, f"reading '{path.name}' takes Pandoc, which is not installed", remedy)
    arguments = ["--verbose", "--standalone", "--wrap=none", f"--from={format}", f"--to={_TO}"]
    try:
        return convert(program, arguments, data, most=MARKDOWN_LIMIT)
    except PandocError as error:
        remedy = "repair the file, save it again, or convert it to Markdown by hand"
        raise unreadable(shown, f"Pandoc cannot read '{path.name}': it {error}", remedy) from None


_MOST_MESSAGES = 100
_LOSES_WORDS = re.compile(r"Skipped '.*\{[^{}]*[^\W\d_]{2}.*'$|Not rendering .*[^\W\d_]{2}", re.DOTALL)
_LAYOUT = re.compile(
    r"Skipped '\\(?:begin|end|label|(?:re)?newcommand|def|let|[vh](?:space|skip|phantom)|set\w*|addto\w*"
    r"|usepackage|hypersetup|bibliographystyle|(?:this)?page\w*|color|selectlanguage|fontsize|hyphenation|markboth|markright|tableofcontents"
    r"|make\w*|input\w*|graphicspath|Declare\w*|new\w+|renew\w+|provide\w+|use\w+|tikzset|counter\w*)(?![a-zA-Z])"
)
_ENVIRONMENT = re.compile(r"Skipped '\\begin\{[^{}]*\}.*[^\W\d_]{2}.*\\end\{", re.DOTALL)


def _pandoc_findings(messages: Iterable[Message], shown: str, joined: Joined | None) -> Iterator[Diagnostic]:
    """Findings from Pandoc's warnings, and from the words that it reports as skipped."""
    begin = joined.text.find("\\begin{document}") if joined else -1
    first = joined.text.count("\n", 0, begin) + 1 if joined and begin >= 0 else 0
    reported = [each for each in dict.fromkeys(messages) if each.is_warning or (each.line >= first and _is_loss(each))]
    for message in reported[:_MOST_MESSAGES]:
        has_place = joined is not None and message.line > 0
        origin = joined.origin(message.line, message.column) if joined and has_place else Origin(shown)
        problem = f"Pandoc reports: {message.text[:300]}"
        yield Diagnostic(Rule.IMPORT_TEXT, origin, problem, "see what is missing there, and put it in by hand")
    if len(reported) > _MOST_MESSAGES:
        problem = f"Pandoc says {len(reported) - _MOST_MESSAGES} more messages"
        yield Diagnostic(Rule.IMPORT_TEXT, Origin(shown), problem, "mend the first of them, and import again")


def _is_loss(message: Message) -> bool:
    is_layout = bool(_LAYOUT.match(message.text)) and not _ENVIRONMENT.match(message.text)
    return bool(_LOSES_WORDS.match(message.text)) and not is_layout


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode())
        origin = Origin(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        problem = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise unreadable(shown, problem, "save the file as UTF-8", origin.line, origin.column) from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
