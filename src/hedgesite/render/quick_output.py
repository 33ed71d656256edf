"""Short ways for what page templates do most: writing values out, and calling functions and macros."""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

FORM = "written"
"""The form of the code that `QuickOutput` generates: a part of the key under which compiled templates are kept."""

# Private, and so it may be gone in another version; it leaves out the wrapping, which takes most of the time.
_escaped = getattr(markupsafe, "_escape_inner", escape)


def written(value: object) -> str:
    """A value as HTML. Templates only join it with others, so it need not be wrapped as `Markup`."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # mypy does not narrow by the exact type
    return _escaped(value) if kind is str else escape(value)


class QuickOutput(CodeGenerator):
    """Generates code that writes values out by the environment's `written`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class QuickCalls(Context):
    """Calls macros, and functions that take no context, without the questions that Jinja asks about each."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call an object that a template names, as `Context.call` does."""
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif hasattr(called.__func__ if kind is MethodType else called, "jinja_pass_arg") or kind not in _PLAIN:
            return super().call(called, *args, **kwargs)
        if kwargs:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


_PLAIN = frozenset((FunctionType, MethodType))
