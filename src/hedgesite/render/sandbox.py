"""The environments of page templates: the usual one, and a sandbox for templates of a companion's own.

In the sandbox they see what pages show, and nothing else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import MutableMapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from jinja2.environment import Environment, TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup
from pydantic import BaseModel

from hedgesite.model.fields import TitleText
from hedgesite.render.quick_output import QuickCalls, QuickOutput, written

_PLAIN = (str, int, float, bytes, date, tuple, list, dict, set, frozenset, type(None), MappingProxyType)
_OF_JINJA = (
    BlockReference,
    Context,
    Cycler,
    Joiner,
    LoopContext,
    Macro,
    Namespace,
    TemplateModule,
    TemplateReference,
    Undefined,
)


class Templates(Environment):
    """The environment of templates whose globals stay as they are once the first template is read."""

    code_generator_class = QuickOutput
    context_class = QuickCalls
    written = staticmethod(written)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, in a plain mapping: every fragment that is rendered copies and asks it."""
        return {**self.globals, **(d or {})}


class Sandbox(Templates, ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which values show their fields alone: no path and no part of hedgesite is reached."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute."""
        return super().is_safe_attribute(obj, attr, value) and _shows(obj, attr)


def _shows(obj: Any, attr: str) -> bool:
    if isinstance(shown := getattr(type(obj), "FOR_TEMPLATES", None), frozenset):
        return attr in shown
    if isinstance(obj, BaseModel):
        return attr in type(obj).model_fields or _is_property(obj, attr)
    if isinstance(obj, Enum):
        return attr in ("name", "value")
    if dataclasses.is_dataclass(obj):
        return attr in {field.name for field in dataclasses.fields(obj)} or _is_property(obj, attr)
    if hasattr(obj, "_fields"):
        return attr in obj._fields or _is_property(obj, attr)
    if isinstance(obj, TitleText):
        return attr in ("html", "markdown") or hasattr(str, attr)
    if isinstance(obj, Markup):
        return True
    return isinstance(obj, (*_PLAIN, *_OF_JINJA))


def _is_property(obj: Any, attr: str) -> bool:
    member = getattr(type(obj), attr, None)
    return isinstance(member, property) or hasattr(member, "attrname")
