"""Templates of the companion's own: which of them there are, what they stand in for, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import jinja2
from jinja2 import nodes

from hedgesite import __version__
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import shown_path
from hedgesite.load.refusals import IRREGULAR, LINK, LINKED_FOLDER, unreadable

FOLDER = "templates"
"""Beside the content directory, with templates of the companion's own in `pages/` and `fragments/`."""
PARTS = ("pages", "fragments")
ORIGINAL = "hedgesite/"
"""Before the name of a template, this means hedgesite's own: `{% extends "hedgesite/pages/home.html" %}`."""
VERSION = ".".join(__version__.split(".")[:2])
"""What a template is written for: within this version, templates keep their blocks, macros and variables."""
NOTE = f"{{# hedgesite {VERSION} #}}"
"""First line of a template of one's own."""
PARSER = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
"""Parses templates, and makes nothing of them."""
_LARGEST = 256 * 1024
_MOST = 100
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.html")
_NOTE = re.compile(r"\A\{#-?\s*hedgesite\s+([0-9][0-9.]*)\s*-?#\}")


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template file of the companion's own."""

    name: str
    """As other templates name it: `pages/home.html`."""
    shown: str
    """Path as shown in diagnostics."""
    text: str
    rest: str = ""
    """What is added to it: of a fragment, the macros that only hedgesite's own has."""

    @property
    def version(self) -> str:
        """What it was written for; empty if it does not say so."""
        found = _NOTE.match(self.text)
        return ".".join(found[1].rstrip(".").split(".")[:2]) if found else ""


@dataclass(frozen=True)
class OwnTemplates:
    """All templates of a companion's own that can be used, by name."""

    by_name: Mapping[str, OwnTemplate] = field(default_factory=lambda: MappingProxyType({}))
    report: Report = field(default_factory=Report)

    def __bool__(self) -> bool:
        return bool(self.by_name)

    @cached_property
    def key(self) -> tuple[tuple[str, str, str], ...]:
        """Everything that decides what the templates do."""
        return tuple((each.name, each.shown, each.text + each.rest) for each in self.by_name.values())

    @property
    def files(self) -> frozenset[str]:
        """Paths as findings show them."""
        return frozenset(each.shown for each in self.by_name.values())


NO_TEMPLATES = OwnTemplates()


def with_own(own: OwnTemplates, usual: jinja2.BaseLoader) -> jinja2.BaseLoader:
    """A loader of the companion's templates, then of hedgesite's own, which have a second name by which they stay."""

    def load(name: str) -> tuple[str, str, None] | None:
        found = own.by_name.get(name)
        return (found.text + found.rest, found.shown, None) if found else None

    original = jinja2.PrefixLoader({ORIGINAL.rstrip("/"): usual})
    return jinja2.ChoiceLoader([jinja2.FunctionLoader(load), original, usual])


def own_templates(content: Path, usual: Path) -> OwnTemplates:
    """The templates beside a content directory; none where the folder belongs to hedgesite itself.

    `usual` is the folder of hedgesite's templates.
    """
    folder = content.absolute().parent / FOLDER
    if is_of_hedgesite(folder, usual):
        return OwnTemplates()
    reader = _TemplateReader(folder)
    found = {each.name: _completed(each, usual) for each in sorted(reader.templates(), key=lambda each: each.name)}
    return OwnTemplates(MappingProxyType(found), Report.of(reader.findings))


def is_of_hedgesite(folder: Path, usual: Path) -> bool:
    """Whether templates belong to hedgesite: those that it uses, or those of a copy of its repository."""
    if not folder.is_dir():
        return False
    return folder.samefile(usual) or (folder.parent / "src" / "hedgesite" / "render").is_dir()


def _completed(template: OwnTemplate, usual: Path) -> OwnTemplate:
    """A fragment with those of hedgesite's macros that it does not have itself, after its own lines."""
    original = usual / template.name
    if not template.name.startswith(PARTS[1]) or not original.is_file():
        return template
    try:
        missing = macros_of(original.read_text("utf-8")).keys() - exported(PARSER.parse(template.text))
    except jinja2.TemplateSyntaxError:
        # Reported where templates are checked.
        return template
    given = "".join(f"{{% set {name} = _hedgesite.{name} %}}" for name in sorted(missing))
    rest = f'\n{{% import "{ORIGINAL}{template.name}" as _hedgesite %}}{given}\n' if given else ""
    return replace(template, rest=rest)


def macros_of(text: str) -> Mapping[str, tuple[str, ...]]:
    """The macros of a template that others can import, each with the names of its arguments.

    Raises jinja2.TemplateSyntaxError.
    """
    found = (node for node in PARSER.parse(text).iter_child_nodes() if isinstance(node, nodes.Macro))
    return {macro.name: tuple(argument.name for argument in macro.args) for macro in found}


def exported(tree: nodes.Template) -> set[str]:
    """Names that others can import from a template."""
    found = list(tree.iter_child_nodes())
    targets = (node.target for node in found if isinstance(node, nodes.Assign | nodes.AssignBlock))
    names = {node.name for node in found if isinstance(node, nodes.Macro)}
    return names | {target.name for target in targets if isinstance(target, nodes.Name)}


def usual_templates(usual: Path) -> Mapping[str, str]:
    """Texts of hedgesite's own templates of pages and fragments, by name."""
    paths = (path for part in PARTS for path in sorted((usual / part).glob("*.html")))
    return {path.relative_to(usual).as_posix(): path.read_text("utf-8") for path in paths}


class _TemplateReader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Diagnostic] = []

    def templates(self) -> Iterator[OwnTemplate]:
        if self.folder.is_symlink():
            self._refuse(self.folder, *LINKED_FOLDER)
            return
        if not self.folder.is_dir():
            return
        try:
            for number, path in enumerate(self._paths()):
                if number == _MOST:
                    self._refuse(self.folder, f"there are more than {_MOST} templates", "remove some of them")
                    return
                if (text := self._text(path)) is not None:
                    yield OwnTemplate(path.relative_to(self.folder).as_posix(), shown_path(path), text)
        except OSError as error:
            self._refuse(self.folder, *unreadable(error, "folder"))

    def _paths(self) -> Iterator[Path]:
        for path in sorted(each for each in self.folder.iterdir() if not each.name.startswith(".")):
            if path.is_symlink():
                self._refuse(path, *LINKED_FOLDER)
            elif path.name not in PARTS or not path.is_dir():
                where = " and ".join(f"{FOLDER}/{part}/" for part in PARTS)
                self._say(path, f"'{path.name}' has no effect here", f"templates of your own are in {where}")
            else:
                yield from sorted(each for each in path.iterdir() if not each.name.startswith("."))

    def _text(self, path: Path) -> str | None:
        if path.is_symlink():
            self._refuse(path, *LINK)
        elif not path.is_file():
            self._refuse(path, *IRREGULAR)
        elif not _NAME.fullmatch(path.name):
            self._say(path, f"'{path.name}' is no template", "let its name end in .html, with a-z, 0-9, - and _")
        elif path.stat().st_size > _LARGEST:
            self._refuse(path, f"the template has more than {_LARGEST // 1024} KiB", "shorten it")
        else:
            try:
                return path.read_text("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                self._refuse(path, "the template is not UTF-8", "save it as UTF-8")
            except OSError as error:
                self._refuse(path, *unreadable(error))
        return None

    def _refuse(self, path: Path, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(Rule.TEMPLATE, Origin(shown_path(path)), problem, remedy))

    def _say(self, path: Path, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(Rule.TEMPLATE_UNUSED, Origin(shown_path(path)), problem, remedy))
