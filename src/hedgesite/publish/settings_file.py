"""The settings file as plain data with positions. `!ENV`, merges and INHERIT are resolved, and no tag runs code.

The shell reads the same file with its own reader. This one gives the same values for the settings that hedgesite needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError, SafeConstructor
from yaml.resolver import Resolver

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import shown_path
from hedgesite.load.layout import LARGEST, MEBIBYTE
from hedgesite.load.yaml_errors import LOADER, explain
from hedgesite.load.yaml_nodes import RefusedError, compose
from hedgesite.model.lines import Lines, end_of, not_utf8, with_newlines

INHERIT = "INHERIT"
"""The setting that names a parent file, whose settings apply unless this file overrides them."""

_CORE = "tag:yaml.org,2002:"
_LIST, _MAPPING = f"{_CORE}seq", f"{_CORE}map"
_ENVIRONMENT = "!ENV"
_LARGEST = LARGEST[".yml"]


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of one setting in a file."""

    value: object
    """A YAML scalar; for a list, the tuple of the names in it; for a mapping, a dict of its keys to None."""
    origin: Origin
    """Where the value starts."""


def read_settings_file(file: Path, names: Iterable[str]) -> tuple[Mapping[str, Setting], Report]:
    """The named settings of a file and of its parents, and the findings about these files.

    `file` is an absolute path. A setting whose value cannot be read is left out and reported. Other settings belong to
    the shell and are not read. Raises OSError if `file` itself cannot be read.
    """
    findings: list[Diagnostic] = []
    found = _read(file, (), frozenset((*names, INHERIT)), findings)
    return found, Report.of(findings)


def read_values(file: Path) -> tuple[tuple[str, Setting], ...]:
    """Every scalar in a file and in its parents, by its path: `theme.font.text`. Items of a list have the list's path.

    A path that a file names itself replaces what it inherits there. What cannot be read is left out, since
    `read_settings_file` reports it. Raises OSError if `file` itself cannot be read.
    """
    own: list[tuple[str, Setting]] = []
    seen = [file]
    while True:
        text = _text(seen[-1], [])
        reader = _Reader(text or "", shown_path(seen[-1]), [])
        root = reader.root()
        found = list(reader.values(root)) if isinstance(root, yaml.MappingNode) else []
        own += _not_named(found, own)
        parent = next((setting.value for path, setting in found if path == INHERIT), None)
        path = Path(os.path.normpath(seen[-1].parent / parent)) if isinstance(parent, str) else None
        if path is None or _refusal(path, tuple(seen)):
            return tuple(own)
        seen.append(path)


def _not_named(found: list[tuple[str, Setting]], own: list[tuple[str, Setting]]) -> list[tuple[str, Setting]]:
    named = {path for path, _ in own}
    return [(path, setting) for path, setting in found if path not in named]


def _read(file: Path, heirs: tuple[Path, ...], names: frozenset[str], findings: list[Diagnostic]) -> dict[str, Setting]:
    """The settings of a file that `heirs`, the nearest last, inherit from."""
    text = _text(file, findings)
    reader = _Reader(text, shown_path(file), findings) if text is not None else None
    found = reader.settings(names) if reader else {}
    parent = found.pop(INHERIT, None)
    if parent is None:
        return found
    path = file.parent / parent.value if isinstance(parent.value, str) else None
    refusal = _refusal(path, (*heirs, file))
    if refusal is not None:
        findings.append(Diagnostic(Rule.FIELD_VALUE, parent.origin, *refusal))
        return found
    assert path is not None
    inherited = _read(Path(os.path.normpath(path)), (*heirs, file), names, findings)
    return {**inherited, **{name: _joined(inherited.get(name), setting) for name, setting in found.items()}}


def _text(file: Path, findings: list[Diagnostic]) -> str | None:
    data = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        origin = end_of(with_newlines(data[: error.start].decode()), shown_path(file))
        problem = not_utf8(error)
        findings.append(Diagnostic(Rule.FILE_ENCODING, origin, problem, "save the file as UTF-8"))
        return None
    return with_newlines(text)


def _refusal(parent: Path | None, heirs: tuple[Path, ...]) -> tuple[str, str] | None:
    """Problem and remedy if a file cannot be inherited from, else None."""
    if parent is None:
        return f"{INHERIT} names no file", "write its path as text, or remove the line"
    try:
        # Reading a pipe or a device might never end.
        if not parent.is_file():
            return f"'{parent}' is not a file that settings can be inherited from", "correct the path"
        if parent.stat().st_size > _LARGEST * MEBIBYTE:
            return f"'{parent}' has more than {_LARGEST} MiB", "name a file of settings"
        if any(parent.samefile(heir) for heir in heirs):
            return f"'{parent}' inherits from itself", f"remove one {INHERIT}"
        with parent.open("rb"):
            return None
    except (OSError, ValueError) as error:
        return f"'{parent}' cannot be read: {getattr(error, 'strerror', None) or error}", "correct the path"


def _joined(inherited: Setting | None, own: Setting) -> Setting:
    """The file's own value; for two mappings, the keys of both."""
    if inherited and isinstance(inherited.value, dict) and isinstance(own.value, dict):
        return Setting({**inherited.value, **own.value}, own.origin)
    return own


class _Reader:
    """Turns the nodes of one file into settings."""

    def __init__(self, text: str, shown: str, findings: list[Diagnostic]) -> None:
        self.text = text
        self.lines = Lines.of(text, shown, 0)
        self.findings = findings

    def settings(self, names: frozenset[str]) -> dict[str, Setting]:
        root = self.root()
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            self._say(Rule.FIELD_VALUE, root, "the file does not consist of settings", "write 'site_name: …'")
            return {}
        read = {name: self._setting(node) for name, node in self.fields(root).items() if name in names}
        return {name: setting for name, setting in read.items() if setting}

    def fields(self, node: yaml.MappingNode) -> dict[str, yaml.Node]:
        """The values of a mapping by key, including those merged with `<<`, which its own keys override."""
        try:
            # PyYAML's versions disagree on which of several merged mappings wins; this follows the shell.
            SafeConstructor().flatten_mapping(node)
        except ConstructorError as error:
            mark: Any = error.problem_mark
            problem, remedy = "'<<' merges something other than a mapping", "name a mapping"
            self.findings.append(Diagnostic(Rule.YAML_SYNTAX, self.lines.at(mark.index), problem, remedy))
        return {str(key.value): value for key, value in node.value if isinstance(key, yaml.ScalarNode)}

    def values(self, node: yaml.Node, path: str = "") -> Iterator[tuple[str, Setting]]:
        """Every scalar below a node, by its path."""
        if isinstance(node, yaml.MappingNode):
            for name, value in self.fields(node).items():
                yield from self.values(value, f"{path}.{name}" if path else name)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.values(item, path)
        else:
            setting = self._setting(node)
            if setting:
                yield path, setting

    def root(self) -> yaml.Node | None:
        """The tree of the file; None where it is no YAML, which is reported."""
        try:
            # This check bounds the nesting with a clearer message than the library's; it does not follow aliases.
            compose(self.text)
            root: yaml.Node | None = yaml.compose(self.text, Loader=LOADER)
        except RefusedError as why:
            origin = self.lines.at(why.index)
            self.findings.append(Diagnostic(Rule.YAML_SYNTAX, origin, why.problem, why.remedy))
            return None
        except yaml.YAMLError as error:
            index, problem, remedy = explain(error, self.text)
            self.findings.append(Diagnostic(Rule.YAML_SYNTAX, self.lines.at(index), problem, remedy))
            return None
        return root

    def _setting(self, node: yaml.Node) -> Setting | None:
        origin = self.lines.at(node.start_mark.index)
        try:
            if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
                return Setting(dict.fromkeys(self.fields(node)), origin)
            if isinstance(node, yaml.SequenceNode) and node.tag == _LIST:
                return Setting(tuple(self._names(node)), origin)
            return Setting(self._scalar(node), origin)
        except _UnreadableError as why:
            self._say(why.rule, node, *why.args)
            return None

    def _names(self, node: yaml.SequenceNode) -> Iterator[object]:
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                yield from self.fields(item)
            else:
                yield self._scalar(item)

    def _scalar(self, node: yaml.Node) -> object:
        """Raises _UnreadableError unless the node is a plain scalar or one read from the environment."""
        if node.tag == _ENVIRONMENT:
            return self._from_environment(node)
        if node.tag in {_LIST, _MAPPING}:
            raise _UnreadableError(Rule.FIELD_VALUE, "this is not a single value", "write one value")
        if not isinstance(node, yaml.ScalarNode) or node.tag not in SafeConstructor.yaml_constructors:
            shown = f"!!{node.tag.removeprefix(_CORE)}" if node.tag.startswith(_CORE) else node.tag
            remedy = f"write the value itself, or {_ENVIRONMENT} with the name of a variable"
            raise _UnreadableError(Rule.YAML_UNSAFE, f"the tag '{shown}' makes this more than plain data", remedy)
        try:
            return SafeConstructor().construct_object(node)
        except (ValueError, KeyError, yaml.YAMLError):
            problem = f"'{node.value}' cannot be read as a value"
            raise _UnreadableError(Rule.FIELD_VALUE, problem, "write it in quotation marks") from None

    def _from_environment(self, node: yaml.Node) -> object:
        """The first variable that is set, parsed as YAML; else the default, which is the last of several items."""
        names = list(node.value) if isinstance(node, yaml.SequenceNode) else [node]
        default = names.pop() if len(names) > 1 else None
        for name in names:
            if not isinstance(name, yaml.ScalarNode):
                raise _UnreadableError(Rule.FIELD_VALUE, f"{_ENVIRONMENT} names no variable", "write its name")
            value = os.environ.get(name.value)
            if value is not None:
                tag = Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
                return self._scalar(yaml.ScalarNode(tag, value, node.start_mark, node.end_mark))
        return self._scalar(default) if default else None

    def _say(self, rule: Rule, node: yaml.Node, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(rule, self.lines.at(node.start_mark.index), problem, remedy))


class _UnreadableError(Exception):
    """A value cannot be read; the arguments are problem and remedy."""

    def __init__(self, rule: Rule, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.rule = rule
