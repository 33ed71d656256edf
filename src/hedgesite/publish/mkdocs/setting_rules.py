"""What settings of the shell would do to a companion's pages: nothing, or what the site promises not to do.

The shell's documentation describes settings for sites that it makes alone. Here pages come finished: settings for the
shell's own pages have no effect on them, and some would make pages ask other hosts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.load.layout import LOOKS
from hedgesite.load.yaml import read_yaml
from hedgesite.publish.settings_file import Setting, read_values
from hedgesite.resources import templates_folder

SHELL = "material"
"""The theme that the pages are made for."""

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


class SettingRule(NamedTuple):
    """What is wrong with a setting of some value."""

    paths: re.Pattern[str]
    """Matches the whole path of the setting."""
    applies: Callable[[object], bool]
    rule: Rule
    problem: str
    """`{path}` and `{value}` stand for the setting."""
    remedy: str


def _rule(paths: str, applies: Callable[[object], bool], rule: Rule, problem: str, remedy: str) -> SettingRule:
    return SettingRule(re.compile(paths), applies, rule, problem, remedy)


def _always(value: object) -> bool:  # noqa: ARG001  (the table calls each in the same way)
    return True


def _is_elsewhere(value: object) -> bool:
    return isinstance(value, str) and bool(_HOST.match(value))


def _is_instant(value: object) -> bool:
    return str(value).startswith("navigation.instant")


RULES = (
    _rule(
        r"theme(?:\.name)?",
        lambda value: value != SHELL,
        Rule.SETTING_REFUSED,
        "the theme is '{value}', and pages are made for the theme 'material'",
        f"write 'name: {SHELL}' below 'theme'",
    ),
    _rule(
        r"theme\.font(?:\.\w+)?",
        lambda value: value is not False,
        Rule.SETTING_REFUSED,
        "'{path}' makes every page ask a host of fonts",
        "write 'font: false' below 'theme'",
    ),
    _rule(
        r"extra\.(?:analytics|consent)\..*",
        _always,
        Rule.SETTING_REFUSED,
        "'{path}' is for services that watch readers, and pages of a companion ask no other host",
        "remove it",
    ),
    _rule(
        r"extra_(?:css|javascript)(?:\.path)?|theme\.(?:logo|favicon)",
        _is_elsewhere,
        Rule.SETTING_REFUSED,
        "'{value}' is on another host, and pages ask none",
        "save the file below the folder that 'custom_dir' names, and write its path there",
    ),
    _rule(
        r"theme\.features",
        _is_instant,
        Rule.SETTING_REFUSED,
        "'{value}' exchanges pages without their scripts, which pop-ups and the search need",
        "remove it",
    ),
    _rule(
        r"theme\.features",
        lambda value: str(value).startswith(("search.", "content.tooltips")),
        Rule.SETTING_UNUSED,
        "'{value}' has no effect: pages have a search and pop-ups of their own",
        "remove it",
    ),
    _rule(
        r"theme\.palette\.(?:primary|accent)",
        lambda value: value != "custom",
        Rule.SETTING_UNUSED,
        "the colour '{value}' has no effect",
        "write 'custom', or remove the line",
    ),
    _rule(
        r"nav(?:\..*)?",
        _always,
        Rule.SETTING_UNUSED,
        "'nav' has no effect: the navigation is made from the content",
        "remove it; the numbers before the names of files set their order",
    ),
    _rule(
        r"markdown_extensions(?:\..*)?",
        _always,
        Rule.SETTING_UNUSED,
        "'markdown_extensions' has no effect: the syntax of texts is always the same",
        "remove it",
    ),
    _rule(
        r"(?P<name>validation|exclude_docs|draft_docs|not_in_nav)(?:\..*)?",
        _always,
        Rule.SETTING_UNUSED,
        "'{path}' has no effect: hedgesite itself checks links and decides which pages there are",
        "remove it",
    ),
    _rule(
        r"theme\.(?:static_templates|locale|direction|icon\.repo)",
        _always,
        Rule.SETTING_UNUSED,
        "'{path}' has no effect",
        "remove it",
    ),
)


def judge_settings(file: Path) -> Report:
    """What settings would do to pages, in the order of the file; of one list, each kind of fault once.

    Raises OSError if the file cannot be read.
    """
    values = tuple(read_values(file))
    return Report.of((*_found(values), *_templates(file, values), *_looks(file, values)))


def _found(values: Iterable[tuple[str, Setting]]) -> Iterator[Diagnostic]:
    said: set[tuple[SettingRule, str]] = set()
    for path, setting in values:
        for rule in RULES:
            if not rule.paths.fullmatch(path) or not rule.applies(setting.value):
                continue
            problem = rule.problem.format(path=path, value=setting.value)
            if (rule, problem) not in said:
                said.add((rule, problem))
                yield Diagnostic(rule.rule, setting.origin, problem, rule.remedy)


def _templates(file: Path, values: Iterable[tuple[str, Setting]]) -> Iterator[Diagnostic]:
    """Files of the shell that are hedgesite's come before those of the companion's own."""
    shell = templates_folder() / "shell"
    for path, setting in values:
        if path != "theme.custom_dir" or not isinstance(setting.value, str):
            continue
        own = file.parent / setting.value
        for each in sorted(own.rglob("*")) if own.is_dir() else ():
            place = each.relative_to(own).as_posix()
            if each.is_file() and (shell / place).is_file():
                problem = f"'{setting.value}/{place}' has no effect: hedgesite has a file of this name"
                yield Diagnostic(Rule.SETTING_UNUSED, setting.origin, problem, "remove the file, or rename it")


def _looks(file: Path, values: Iterable[tuple[str, Setting]]) -> Iterator[Diagnostic]:
    """Settings in whose place the companion's own looks are shown."""
    named = dict(values)
    folder = named["docs_dir"].value if "docs_dir" in named else "docs"
    looks = file.parent / str(folder) / LOOKS
    try:
        document, _ = read_yaml(looks.read_text("utf-8-sig"), str(looks))
    except (OSError, UnicodeDecodeError):
        return
    own = document.data if document and isinstance(document.data, dict) else {}
    for path, name in (("theme.logo", "logo"), ("theme.favicon", "icon")):
        if path in named and own.get(name):
            problem = f"'{path}' has no effect: {LOOKS} names the {name}"
            yield Diagnostic(Rule.SETTING_UNUSED, named[path].origin, problem, "remove one of the two")
