"""Scanning the Markdown of a body: its facts, its findings, and the tree for rendering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from markdown_it.token import Token

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.markdown.extract import FactCollector
from hedgesite.markdown.parser import MAX_NESTING, body_parser
from hedgesite.markdown.passages import Blocks
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic
from hedgesite.markdown.plain_text import plain_blocks
from hedgesite.markdown.source_map import Source
from hedgesite.markdown.syntax import CalledNote, Definition, Syntax, split_definitions, syntax_of
from hedgesite.mathml import Macros
from hedgesite.messages import Known
from hedgesite.model.base import SourceMap
from hedgesite.model.kinds import kind_of
from hedgesite.model.table import Table
from hedgesite.model.text import Body, Note


def scan_body(
    markdown: str,
    origin: Origin,
    *,
    places: SourceMap = (),
    ids_required: bool = False,
    language: str = "en",
    macros: Macros = (),
    tables: Sequence[Table] = (),
) -> tuple[Body, Report]:
    """Scan a body whose first character is at `origin`, in a language that decides its quotation marks.

    `tables` are the files that it may show. Every line begins at the column of `origin`, as in a literal block of YAML,
    unless `places` are given. With `ids_required`, as for a section, every paragraph, list, table and quote at the top
    level must have an id. Never raises: all faults are in the report.
    """
    env: dict[str, Any] = {"in_pages": _is_free(origin), "language": language, "macros": macros}
    env["tables"] = {table.path: table for table in tables}
    tokens = body_parser().parse(markdown, env)
    text, definitions = split_definitions(tokens)
    blocks = Blocks(Source.of(markdown, origin, places))
    blocks.read(text, ids_required=ids_required)
    for definition in definitions:
        blocks.read_note(definition.tokens)
    reader = FactCollector(blocks.source, _first_of_each(definitions))
    reader.read(text)
    body = Body(
        origin=origin,
        markdown=markdown,
        blocks=tuple(blocks.blocks),
        citations=tuple(reader.groups),
        links=tuple(reader.links),
        web_links=tuple(reader.web_links),
        notes=tuple(reader.notes.values()),
        headings=tuple(blocks.headings),
        displays=tuple(blocks.displays.displays),
        formulas=tuple(reader.formulas.items()),
        syntax=Syntax(text, tuple(_called(reader, label, note) for label, note in reader.notes.items())),
    )
    return body, Report.of(_findings(blocks, reader, tokens, definitions, env))


def plain_text(body: Body) -> str:
    """The typographic text on one line, without citations and notes. Raises TypeError for a body not scanned."""
    return plain_blocks(syntax_of(body.syntax).tokens)


def _is_free(origin: Origin) -> bool:
    return PurePath(origin.file).parent.name == kind_of("page").folder


def _called(reader: FactCollector, label: str, note: Note) -> CalledNote:
    return CalledNote(note, reader.definitions[label].tokens, reader.calls[label])


def _of_blocks(blocks: Blocks, tokens: Sequence[Token], env: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    yield from (*blocks.diagnostics, *blocks.displays.diagnostics, *_pending(tokens, source))
    yield from (*_pending_of_blocks(env.get("pending_of_blocks", ()), source), *_of_nesting(tokens, source))


def _findings(
    blocks: Blocks,
    reader: FactCollector,
    tokens: Sequence[Token],
    definitions: Sequence[Definition],
    env: Mapping[str, Any],
) -> list[Diagnostic]:
    of_blocks = _of_blocks(blocks, tokens, env, blocks.source)
    return [*of_blocks, *_of_notes(reader, definitions, env.get("refused_notes", ()))]


def _first_of_each(definitions: Iterable[Definition]) -> dict[str, Definition]:
    first: dict[str, Definition] = {}
    for definition in definitions:
        first.setdefault(definition.label, definition)
    return first


def _pending(tokens: Sequence[Token], source: Source) -> Iterator[Diagnostic]:
    for token in tokens:
        if token.type == "inline":
            for pos, pending in _pending_in(token.children or (), 0):
                yield Diagnostic(pending.rule, source.of_inline(token, pos), pending.problem, pending.remedy)


def _pending_in(children: Iterable[Token], base: int) -> Iterator[tuple[int, PendingDiagnostic]]:
    """Findings in inline tokens, and in the labels of images within a text."""
    for child in children:
        if child.type == "pending_diagnostic":
            yield base + child.meta["pos"], child.meta["pending"]
        elif child.type == "image" and child.children:
            yield from _pending_in(child.children, base + child.meta["pos"] + 2)


def _pending_of_blocks(placed: Iterable[tuple[int, int, PendingDiagnostic]], source: Source) -> Iterator[Diagnostic]:
    for line, column, pending in placed:
        yield Diagnostic(pending.rule, source.at(line, column), pending.problem, pending.remedy)


def _of_notes(reader: FactCollector, definitions: Sequence[Definition], refused: Iterable[str]) -> Iterator[Diagnostic]:
    labels = Known(definition.label for definition in definitions if not definition.label.startswith("^"))
    # Calls inside links are reported themselves, so their notes count as called.
    meant = set(refused)
    for origin, label in reader.undefined:
        near = labels.nearest(label)
        # A note that a misspelt call was meant for is not reported as unused.
        meant.add(near)
        remedy = f"did you mean [^{near}]?" if near else f"define it: [^{label}]: …"
        yield Diagnostic(Rule.NOTE_UNDEFINED, origin, f"the note '[^{label}]' is not defined", remedy)
    earlier: dict[str, Origin] = {}
    for definition in definitions:
        origin, label = reader.source.of_definition(definition), definition.label
        if label in earlier:
            problem = f"the note '[^{label}]' is defined already on line {earlier[label].line}"
            yield Diagnostic(Rule.NOTE_DUPLICATE, origin, problem, "give one of the two another label")
        elif label not in reader.notes and label not in meant:
            problem = f"the note '[^{label}]' is never called"
            yield Diagnostic(Rule.NOTE_UNUSED, origin, problem, f"call it with [^{label}], or remove it")
        earlier.setdefault(label, origin)


def _of_nesting(tokens: Sequence[Token], source: Source) -> Iterator[Diagnostic]:
    deepest = next((token for token in tokens if token.level >= MAX_NESTING - 1 and token.map), None)
    if deepest and deepest.map:
        yield Diagnostic(
            Rule.NESTING,
            source.at(deepest.map[0], 0),
            f"blocks are nested more than {MAX_NESTING - 1} deep, and the innermost are not read",
            "reduce the nesting of lists and quotes",
        )
