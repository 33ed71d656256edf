"""Reads Markdown, R Markdown, Quarto, Jupytext and plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.importer.bibliography import named_files, unnamed_files
from hedgesite.importer.citation_style import style_named
from hedgesite.importer.control_characters import without_controls
from hedgesite.importer.document import Document
from hedgesite.importer.images import Images
from hedgesite.importer.manubot import metadata_beside, read_beside, without_tags, without_templates
from hedgesite.importer.markdown_chunks import with_open_values, without_chunks
from hedgesite.importer.markdown_divs import named_links
from hedgesite.importer.markdown_kinds import with_known_kinds, with_labels
from hedgesite.importer.markdown_lines import with_readable_lines
from hedgesite.importer.markdown_macros import with_macros
from hedgesite.importer.markdown_parts import joined
from hedgesite.importer.markdown_tex import without_tex
from hedgesite.importer.markdown_tree import MarkdownTree
from hedgesite.importer.metadata import MARKDOWN, read_metadata, simple_fields
from hedgesite.importer.notebooks import read_notebook
from hedgesite.importer.places import Places
from hedgesite.importer.plain_text import looks_like_markdown, read_plain_text
from hedgesite.importer.reading import decoded
from hedgesite.importer.tree import Block, Heading, Written
from hedgesite.importer.tree_map import each_inline
from hedgesite.importer.tree_walk import nodes_of, text_of
from hedgesite.load.yaml import read_yaml

_PLAIN = frozenset({".txt", ".text"})
_MOST_ABOVE = 12
"""Most lines above a header."""
_SCRIPTS = {".py": "python", ".r": "r", ".jl": "julia"}


def read_markdown(path: Path, shown: str, data: bytes) -> Document:
    """The manuscript in a file of Markdown, of plain text, or in a script with cells of Markdown."""
    text, doubts = decoded(data, shown)
    kind = path.suffix.lower()
    if kind in _SCRIPTS:
        text = _from_script(text, _SCRIPTS[kind])
    parts = joined(path, shown, text)
    places = Places(shown, parts.text, parts.origin)
    findings = [*doubts, *parts.findings]
    return markdown_document(parts.text, shown, path.parent, is_plain=kind in _PLAIN, findings=findings, places=places)


def read_jupyter(path: Path, shown: str, data: bytes) -> Document:
    """The manuscript in a notebook. Raises UnreadableError if the file is none."""
    notebook = read_notebook(data, shown)
    places = Places(shown, notebook.text, notebook.origin)
    return markdown_document(
        notebook.text, shown, path.parent, places=places, images=Images(path.parent, notebook.images)
    )


def markdown_document(
    text: str,
    shown: str,
    folder: Path | None = None,
    *,
    is_plain: bool = False,
    findings: list[Diagnostic] | None = None,
    places: Places | None = None,
    images: Images | None = None,
) -> Document:
    """The manuscript in a text; `folder` is where it lies. `places` and `images` are those of what it was read from."""
    images = images or Images(folder)
    document = Document(places or Places(shown, text), images=images, findings=list(findings or ()))
    text = without_controls(text, document)
    data, above, first, beside = _metadata(text, shown, folder, document)
    document.is_titled = bool(document.head.title)
    rows = text.split("\n")
    if any(row.strip() for row in rows[:above]):
        # What stands above the header is text.
        rows[above:first], first = [""] * (first - above), 0
    body = "\n".join(rows[first:])
    if is_plain and not looks_like_markdown(body):
        document.blocks = read_plain_text(body, first + 1)
        return document
    if beside:
        body, data = without_templates(body), {**beside, **data}
    _read_body(body, first + 1, data, folder, document)
    return document


def _metadata(
    text: str, shown: str, folder: Path | None, document: Document
) -> tuple[dict[str, Any], int, int, dict[str, Any]]:
    """The header, where it begins and ends, and the fields of a file beside it; the document's head has both."""
    data, above, first = _header(text, document)
    beside = metadata_beside(folder / Path(shown).name, document) if folder is not None else {}
    read_metadata({name: value for name, value in beside.items() if name not in data}, document.head)
    for name, line in _unread(data, document):
        problem, remedy = f"nothing is made of the field '{name}'", "move its value to a field of article.yml"
        document.findings.append(Diagnostic(Rule.IMPORT_HEAD, Origin(shown, line), problem, remedy))
    return data, above, first, beside


def _read_body(body: str, first: int, data: dict[str, Any], folder: Path | None, document: Document) -> None:
    """Read the text after the header, whose fields are `data`, from the line `first` on."""
    document.csl = style_named(data.get("csl", data.get("citation-style")))
    is_notebook = bool({"jupyter", "jupytext", "kernelspec"} & set(data))
    if folder is not None:
        read_beside(folder, document)
    text = with_labels(with_known_kinds(without_tags(body, document), data))
    lines = without_tex(with_readable_lines(with_macros(text, data, document), data, document))
    tree = MarkdownTree(first)
    blocks = tuple(without_chunks(tree.read(lines), document, is_notebook=is_notebook))
    computes = any(what.startswith("chunks of ") for what in document.left_out)
    _read_abstracts(document, tree)
    blocks = (*blocks, *_uncalled(tree, document))
    if tree.divs.names:
        blocks = each_inline(blocks, lambda each: named_links(each, tree.divs.names))
    document.blocks = with_open_values(blocks, document) if computes else blocks
    document.left_out += tree.lost
    inner = (*blocks, *document.head.abstracts.get("", ()))
    document.has_keys = any(isinstance(node, Written) and node.keys for node in nodes_of(inner))
    if folder is not None:
        named_files(data.get("bibliography"), folder, document)
        if document.has_keys and not (document.bibliographies or document.entries):
            unnamed_files(folder, document)
    document.keeps_all = "@*" in str(data.get("nocite", ""))


def _read_abstracts(document: Document, tree: MarkdownTree) -> None:
    """Read the abstracts of the header, which are Markdown as the text is; they may call its notes."""
    for language, blocks in document.head.abstracts.items():
        if [block.id for block in blocks] == [MARKDOWN]:
            inner = MarkdownTree(0, tree.notes, tree.lost, tree.called, tree.undefined)
            read = inner.read(without_tex(without_templates(text_of(blocks[0]))))
            # Values that code computes stand in abstracts of manuscripts without any other code.
            document.head.abstracts[language] = list(with_open_values(read, document))


def _uncalled(tree: MarkdownTree, document: Document) -> tuple[Block, ...]:
    """The notes that nothing calls, which stand at the end; these, and calls without a note, are reported."""
    text = document.places.text
    uncalled = [(label, note) for label, note in tree.uncalled() if not label.startswith("^")]
    for label, note in uncalled:
        line = note[0].line if note else 1
        problem, remedy = f"nothing calls the note '{label}'", f"put [^{label}] where it belongs"
        document.findings.append(document.places.finding(Rule.IMPORT_TEXT, line, f"[^{label}]", problem, remedy))
    for label in dict.fromkeys(tree.undefined):
        at = text.find(f"[^{label}]")
        line = text.count("\n", 0, at) + 1 if at >= 0 else 1
        problem, remedy = (
            f"the note call '[^{label}]' has no note",
            "define the note in the section, or take the call out",
        )
        document.findings.append(document.places.finding(Rule.IMPORT_TEXT, line, f"[^{label}]", problem, remedy))
    notes = tuple(each for _, note in uncalled for each in note)
    return (Heading(1, (), classes=("notes",)), *notes) if notes else ()


def _header(text: str, document: Document) -> tuple[dict[str, Any], int, int]:
    """The YAML header, and the numbers of its first line and of the line after it."""
    lines = text.split("\n")
    first = _first_of_header(lines)
    if first < 0:
        return {}, 0, 0
    last = next((at for at, line in enumerate(lines[first + 1 :], first + 1) if line.rstrip() in {"---", "..."}), 0)
    if not last:
        return {}, 0, 0
    parsed, report = read_yaml("\n".join(lines[first + 1 : last]), document.places.file, first + 1)
    for each in report.diagnostics:
        document.findings.append(Diagnostic(Rule.IMPORT_HEAD, each.origin, each.problem, each.remedy))
    data = (
        parsed.data if parsed is not None and isinstance(parsed.data, dict) else simple_fields(lines[first + 1 : last])
    )
    return {str(name): value for name, value in data.items()}, first, last + 1


def _first_of_header(lines: list[str]) -> int:
    """The line that begins the header: the first one, or one after a byline; -1 if there is none."""
    if lines and lines[0].rstrip() == "---":
        return 0
    for at in range(1, min(_MOST_ABOVE, len(lines) - 1)):
        if (
            lines[at].rstrip() == "---"
            and not lines[at - 1].strip()
            and re.match(r"[a-z][\w-]*:(?:\s|$)", lines[at + 1])
        ):
            return at
    return -1


def _unread(data: dict[str, Any], document: Document) -> Iterator[tuple[str, int]]:
    unread = read_metadata(data, document.head)
    lines = document.places.text.split("\n") if unread else []
    places = {line.partition(":")[0].strip("'\" "): at for at, line in reversed(list(enumerate(lines, 1)))}
    yield from ((name, places.get(name, 1)) for name in unread)


def _from_script(text: str, language: str) -> str:
    """A script with cells, as Jupytext pairs it with a notebook, as Markdown: cells of code become chunks."""
    parts: list[str] = []
    code: list[str] = []
    is_text = False

    def end_code() -> None:
        parts.extend([f"```{{{language}}}", *code, "```"] if any(line.strip() for line in code) else [""] * len(code))
        code.clear()

    for line in text.split("\n"):
        cell = re.match(r"#\s*(?:%%|\+)(?P<rest>.*)", line)
        if cell:
            end_code()
            is_text = "[markdown]" in cell["rest"] or "[md]" in cell["rest"]
            parts.append("")
        elif is_text:
            parts.append(re.sub(r"^#'?\s?", "", line))
        else:
            code.append(line)
    end_code()
    return "\n".join(parts)


Reader = Callable[[Path, str, bytes], Document]
