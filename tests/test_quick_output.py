"""The short ways of page templates lead where Jinja's own lead."""

from __future__ import annotations

from functools import partial
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.runtime import Context
from markupsafe import Markup

from hedgesite.render.sandbox import Sandbox, Templates

_MACROS = """\
{% macro plain(text, of='<i>') %}[{{ text }}{{ of }}{{ varargs|join }}{{ kwargs.get('more', '') }}]{% endmacro %}
{% macro around() %}({{ caller(value) }}){% endmacro %}
{% for one in (value, 1, none) %}{{ loop.index }}{{ plain(one, more='&') }}{{ plain(one, '<', '>') }}{% endfor %}
{% call(inner) around() %}<b>{{ inner }}</b>{{ plain(inner) }}{% endcall %}
{% block part %}{{ function(value) }}{{ method(value) }}{{ some(value) }}{{ built_in(value) }}{% endblock %}
{% set kept %}<u>{{ value }}</u>{% endset %}{{ kept }}{{ self.part() }}{{ in_context(value) }}{{ class_of(value) }}
"""


class _Named:
    def __init__(self, value: object = "") -> None:
        self.value = value

    def __str__(self) -> str:
        return f"<{self.value}>"

    def method(self, value: object) -> object:
        return value


@jinja2.pass_context
def _in_context(context: Context, value: object) -> str:
    return f"<{context['named']}{value}>"


def _rendered(kind: type[jinja2.Environment], template: str, **values: Any) -> str:
    made = kind(autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.DictLoader({"page": template}))
    return made.get_template("page").render(values)


_TEXTS = st.text(st.sampled_from("a<>&'\" é"), max_size=6)


@given(_TEXTS | _TEXTS.map(Markup) | st.integers() | st.none() | _TEXTS.map(_Named))
def test_values_are_written_as_jinja_writes_them(value: object) -> None:
    functions = {
        "function": lambda shown: shown,
        "method": _Named().method,
        "some": partial("{0}<".format),
        "built_in": repr,
        "in_context": _in_context,
        "class_of": _Named,
    }
    given = {"value": value, "named": "'", **functions}
    assert _rendered(Templates, _MACROS, **given) == _rendered(jinja2.Environment, _MACROS, **given)


@pytest.mark.parametrize("kind", [Templates, Sandbox])
@pytest.mark.parametrize("template", ["{{ absent }}", "{{ value.absent }}", "{{ absent() }}", "{{ value() }}"])
def test_what_is_not_there_is_refused_as_before(kind: type[jinja2.Environment], template: str) -> None:
    with pytest.raises((jinja2.UndefinedError, jinja2.exceptions.SecurityError, TypeError)):
        _rendered(kind, template, value="text")


def test_text_of_another_kind_of_string_is_escaped() -> None:
    class Text(str):
        __slots__ = ()

    assert _rendered(Templates, "{{ value }}", value=Text("<b>")) == "&lt;b&gt;"
