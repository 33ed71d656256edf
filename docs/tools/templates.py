"""What templates are given: recorded while a companion with every feature is rendered."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from markupsafe import Markup

from hedgesite.build import build_pages, templates_folder
from hedgesite.render.own_templates import macros_of, usual_templates
from hedgesite.render.page_context import PageContext
from hedgesite.render.site import Site
from hedgesite.render.template_checks import blocks_of

EXAMPLE = Path(__file__).parents[2] / "tests" / "sites" / "full" / "content"
EXAMPLES = Path(__file__).parents[1] / "examples" / "templates"
_WORDS = {str: "text", int: "number", float: "number", bool: "true or false", Markup: "HTML", type(None): "nothing"}

Recorded = dict[str, dict[str, set[str]]]


@cache
def _recorded() -> tuple[Mapping[str, Mapping[str, set[str]]], Mapping[str, type]]:
    """Template to its variables to what they held; and the view types among those, by name."""
    held: Recorded = {}
    views: dict[str, type] = {}
    render = Site.render

    def recording(site: Site, template: str, **context: Any) -> Markup:
        variables = held.setdefault(template, {})
        for name, value in context.items():
            variables.setdefault(name, set()).add(_said(value, views))
        return render(site, template, **context)

    with patch.object(Site, "render", recording):
        built = build_pages(EXAMPLE, templates_folder())
    assert built.pages, built.report
    return held, views


def _said(value: object, views: dict[str, type]) -> str:
    """What a value is, in words; its view types are noted."""
    if isinstance(value, PageContext):
        return "the page's view of the site"
    if _is_view(value):
        _note(type(value), value, views)
        return type(value).__name__
    if isinstance(value, Mapping):
        return f"mapping{_of(value.values(), views)}"
    if isinstance(value, tuple | list):
        pairs = (
            all(isinstance(item, tuple) and not _is_view(item) for item in value)
            and len({len(item) for item in value}) == 1
        )
        if value and pairs:
            columns = [_alike(column, views) for column in zip(*value, strict=True)]
            return f"list of ({', '.join(columns)})"
        return f"list{_of(value, views)}"
    return _WORDS.get(type(value), type(value).__name__)


def _is_view(value: object) -> bool:
    return not isinstance(value, type) and (dataclasses.is_dataclass(value) or hasattr(value, "_fields"))


def _note(view: type, value: object, views: dict[str, type]) -> None:
    if view.__module__.startswith("hedgesite.render"):
        views.setdefault(view.__name__, view)
        for name, _ in _fields(view):
            _said(getattr(value, name), views)


def _fields(view: type) -> Iterator[tuple[str, str]]:
    """The fields of a view, each with its type as it is written."""
    for name, written in inspect.get_annotations(view).items():
        yield name, str(getattr(written, "__forward_arg__", written))


def _of(values: Any, views: dict[str, type]) -> str:
    found = _alike(values, views)
    return f" of {found}" if found else ""


def _alike(values: Any, views: dict[str, type]) -> str:
    found = {_said(value, views) for value in values}
    return " or ".join(sorted(_without_less(found)))


def _without_less(found: set[str]) -> set[str]:
    """What is said without what says less of the same: `list` beside `list of text`, nothing beside something."""
    return {said for said in found if not any(other.startswith(f"{said} of ") for other in found)}


def _templates() -> str:
    held, _ = _recorded()
    texts = usual_templates(templates_folder())
    return "\n\n".join(_template(name, text, held.get(name, {})) for name, text in texts.items())


def _template(name: str, text: str, variables: Mapping[str, set[str]]) -> str:
    """A template's blocks, macros and variables, and the example of one's own."""
    blocks, macros = blocks_of(text), macros_of(text)
    parts = [f"### {name}"]
    if blocks:
        parts.append(f"Blocks: {', '.join(f'`{block}`' for block in blocks)}.")
    if macros and name.startswith("fragments/"):
        called = (f"`{macro}({', '.join(arguments)})`" for macro, arguments in macros.items())
        parts.append(f"Macros: {', '.join(called)}.")
    elif not variables:
        parts.append("It sees the variables of the page that includes it.")
    if variables:
        rows = [f"| `{variable}` | {_shown(variables[variable])} |" for variable in sorted(variables)]
        parts.append("\n".join(["| variable | is |", "|---|---|", *rows]))
    example = (EXAMPLES / name).read_text("utf-8").strip()
    return "\n\n".join([*parts, f"`templates/{name}`:", f"```jinja\n{example}\n```"])


def _shown(found: set[str]) -> str:
    said = _without_less(found)
    rest = sorted(said - {"nothing"})
    return " or ".join([*rest, *(["nothing"] if "nothing" in said else [])])


def _views() -> str:
    _, views = _recorded()
    return "\n\n".join(_view(views[name]) for name in sorted(views))


def _view(view: type) -> str:
    documented = dict(_documented(view))
    about = " ".join((inspect.getdoc(view) or "").split())
    rows = [
        f"| `{name}` | `{annotation.replace('|', 'or')}` | {documented.get(name, '')} |"
        for name, annotation in _attributes(view)
    ]
    return "\n".join([f"### {view.__name__}", "", about, "", "| attribute | type | |", "|---|---|---|", *rows])


def _attributes(view: type) -> Iterator[tuple[str, str]]:
    yield from _fields(view)
    for name, member in vars(view).items():
        if isinstance(member, property) and not name.startswith("_"):
            yield name, str(inspect.get_annotations(member.fget).get("return", "")) if member.fget else ""


def _documented(view: type) -> Iterator[tuple[str, str]]:
    body = ast.parse(inspect.getsource(view)).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, below in zip(body.body, body.body[1:], strict=False):
        text = below.value if isinstance(below, ast.Expr) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Constant):
            yield field.target.id, " ".join(str(text.value).split())
    for member in body.body:
        if isinstance(member, ast.FunctionDef) and ast.get_docstring(member):
            yield member.name, re.sub(r"\s+", " ", ast.get_docstring(member) or "")


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"templates": _templates, "views": _views})
