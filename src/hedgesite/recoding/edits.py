"""Codes written into the front matter of sections: only the values that change, so that comments and order stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.model.front_matter import Annotation
from hedgesite.model.index import EntityIndex
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Library, Passage
from hedgesite.recoding.recoded import ROLE, Given, Recoded

_HYPOTHESES = "hypotheses"
_HEAD = re.compile(r"\s*^---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def changed_sections(
    library: Library, names: EntityIndex, recoded: Recoded, texts: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The new text of each section whose codes change, by its id, and the ids of the passages that change.

    `texts` has the present text of each section by its id, as it is in its file. What stays the same is not written:
    codes in another order, and former ids that mean the same codes.
    """
    changed: dict[str, dict[str, Given]] = {}
    for id, given in recoded.passages.items():
        passage = library.passage_by_id[id]
        new = {field: _of_whole_passage(passage, field, ids, names) for field, ids in given.items()}
        new = {field: ids for field, ids in new.items() if _differs(passage, field, ids, names)}
        if new:
            changed.setdefault(passage.section, {})[id] = new
    found = {section: _written(texts[section], passages) for section, passages in changed.items()}
    return found, tuple(id for passages in changed.values() for id in passages)


def with_reasons_kept(library: Library, names: EntityIndex, recoded: Recoded) -> Recoded:
    """The same without other hypotheses for passages that give reasons, which would be lost; a finding names each."""
    passages, findings = dict(recoded.passages), []
    for id, given in recoded.passages.items():
        passage = library.passage_by_id[id]
        has_reasons = any(link.why or not link.is_support for link in passage.annotation.hypotheses)
        if has_reasons and _HYPOTHESES in given and _differs(passage, _HYPOTHESES, given[_HYPOTHESES], names):
            shown = ", ".join(given[_HYPOTHESES]) or "none"
            problem = f"'{id}' has reasons for its hypotheses, and other hypotheses ({shown}) are left out"
            remedy = "write them in the front matter, each with its reason"
            findings.append(Diagnostic(Rule.CODES_LEFT_OUT, passage.origin, problem, remedy))
            passages[id] = {field: ids for field, ids in given.items() if field != _HYPOTHESES}
    return replace(recoded, passages=passages, report=recoded.report + Report.of(findings))


def _differs(passage: Passage, field: str, ids: tuple[str, ...], names: EntityIndex) -> bool:
    if field == ROLE:
        return (passage.annotation.role,) != ids
    present = names.meant(references_of(Annotation)[field], passage.annotation.refs(field, with_spans=False))
    return set(present) != set(ids)


def _of_whole_passage(passage: Passage, field: str, ids: tuple[str, ...], names: EntityIndex) -> tuple[str, ...]:
    """The codes to write for the whole passage: those that only its spans have stay with the spans."""
    if field != "dimensions":
        return ids
    own = set(names.meant("dimension", passage.annotation.refs(field, with_spans=False)))
    of_spans = set(names.meant("dimension", passage.annotation.refs(field))) - own
    return tuple(id for id in ids if id not in of_spans)


def _written(text: str, passages: Mapping[str, Given]) -> str:
    """A section with new values in its front matter."""
    found = _HEAD.match(text)
    assert found, "a section that could be read has front matter"
    start, head = found.start("head"), found["head"]
    newline = "\r\n" if "\r\n" in head else "\n"
    edits = sorted(_edits(head, passages, newline), key=lambda edit: edit.start, reverse=True)
    for edit in edits:
        head = head[: edit.start] + edit.text + head[edit.end :]
    return text[:start] + head + text[found.end("head") :]


def _edits(head: str, passages: Mapping[str, Given], newline: str) -> Iterator[_Edit]:
    root = yaml.compose(head, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    annotated = _child(root, "passages")
    listed = annotated[1] if annotated else None
    new = ""
    for id, given in passages.items():
        entry = _child(listed, id) if isinstance(listed, yaml.MappingNode) else None
        if entry is None:
            new += f"{{indent}}{id}: {{{{{', '.join(_field(name, ids) for name, ids in given.items())}}}}}{newline}"
        else:
            yield from _edits_of(head, entry, given, newline)
    if new:
        yield _added(head, annotated, new, newline)


def _edits_of(head: str, entry: tuple[yaml.Node, yaml.Node], given: Given, newline: str) -> Iterator[_Edit]:
    """Edits of the annotation of one passage."""
    key, annotation = entry
    missing = []
    for name, ids in given.items():
        pair = _child(annotation, name)
        if pair is None:
            missing.append(_field(name, ids))
        else:
            yield _Edit(_after_colon(head, pair[0]), _end(pair[1]), f" {_value(name, ids)}")
    if not missing:
        return
    if not isinstance(annotation, yaml.MappingNode) or not annotation.value:
        yield _Edit(_after_colon(head, key), _end(annotation), f" {{{', '.join(missing)}}}")
    elif annotation.flow_style:
        at = annotation.start_mark.index + 1
        yield _Edit(at, at, f"{', '.join(missing)}, ")
    else:
        first = annotation.value[0][0].start_mark
        indent = " " * first.column
        yield _Edit(first.index, first.index, "".join(f"{field}{newline}{indent}" for field in missing))


def _added(head: str, annotated: tuple[yaml.Node, yaml.Node] | None, new: str, newline: str) -> _Edit:
    """Annotations of passages that had none, after those that there are."""
    if annotated is None:
        end = len(head)
        before = "" if not head or head.endswith(("\n", "\r")) else newline
        return _Edit(end, end, f"{before}passages:{newline}{new.format(indent='  ')}")
    key, listed = annotated
    if not isinstance(listed, yaml.MappingNode) or not listed.value:
        return _Edit(_after_colon(head, key), _end(listed), f"{newline}{new.format(indent='  ').rstrip()}")
    if listed.flow_style:
        at = listed.start_mark.index + 1
        return _Edit(at, at, "".join(f"{line.strip()}, " for line in new.format(indent="").splitlines()))
    first = listed.value[0][0].start_mark
    indent = " " * first.column
    # In front of the first one, since where the last one ends depends on comments and on text in blocks.
    return _Edit(first.index, first.index, new.format(indent=indent).lstrip() + indent)


def _child(node: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _end(node: yaml.Node) -> int:
    """Where a value ends; the mark of a block stands at what follows it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _after_colon(head: str, key: yaml.Node) -> int:
    return head.index(":", key.end_mark.index) + 1


def _field(name: str, ids: tuple[str, ...]) -> str:
    return f"{name}: {_value(name, ids)}"


def _value(name: str, ids: tuple[str, ...]) -> str:
    return ids[0] if name == ROLE else f"[{', '.join(ids)}]"
