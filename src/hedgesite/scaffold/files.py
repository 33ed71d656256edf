"""The files of a new companion, from the templates in `templates/new/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import jinja2
import yaml

from hedgesite.load.bibtex import read_bibliography
from hedgesite.markdown.bracket_index import citable
from hedgesite.model import kinds
from hedgesite.model.base import FORMAT
from hedgesite.model.fields import LANGUAGE_PATTERN
from hedgesite.scaffold.install import UNKNOWN
from hedgesite.scaffold.plan import Plan
from hedgesite.words import words_for
from hedgesite.words.beginning import DIMENSIONS, EXAMPLES, PLACEHOLDERS

_OWN_SOURCE = "chicago2017"
"""The key of the one source that a companion without a bibliography begins with."""
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#@|~^]")


def usual_dimensions(language: str) -> tuple[str, ...]:
    """Names of the dimensions of a theory that has not been named yet."""
    return tuple(map(words_for(language).raw, DIMENSIONS))


def is_language(tag: str) -> bool:
    """Whether a text is a language tag that a companion may have."""
    return re.fullmatch(LANGUAGE_PATTERN, tag) is not None


def companion_files(plan: Plan, templates: Path) -> Mapping[str, str]:
    """Path to text, for every file of a new companion.

    Raises ValueError if the plan lacks a title, an author or a dimension, or has an invalid language.
    """
    for what, given in (("a title", plan.title), ("an author", plan.authors), ("a dimension", plan.dimensions)):
        if not given:
            raise ValueError(f"a companion needs {what}")
    if not is_language(plan.language):
        raise ValueError(f"'{plan.language}' is not a language; write a tag such as en or sr-Latn")
    keys = _citable(plan.bibliography) if plan.bibliography is not None else [_OWN_SOURCE]
    environment, words = _environment(templates / "new"), words_for(plan.language)
    values = {
        "article": {
            "title": plan.title,
            "subtitle": plan.subtitle,
            "short": plan.title,
            "language": plan.language,
            "authors": plan.authors,
            "framework": plan.framework or words.raw(EXAMPLES["framework"]),
        },
        "dimensions": plan.dimensions,
        "ends": plan.ends,
        "cited": keys[0] if keys else "",
        "waiting": keys[1:],
        "kinds": [kind for kind in kinds.KINDS if kind.is_yaml],
        "requirement": plan.install_from.requirement if plan.install_from else UNKNOWN,
        "format": FORMAT,
        "placeholders": {name: words.raw(text) for name, text in PLACEHOLDERS.items()},
        "examples": {name: words.raw(text) for name, text in EXAMPLES.items()},
        "about": words.raw("About"),
    }
    files = {_target(name): environment.get_template(name).render(values) for name in environment.list_templates()}
    if plan.bibliography is not None:
        files["content/references.bib"] = plan.bibliography
    return MappingProxyType(dict(sorted(files.items())))


def _citable(bibliography: str) -> list[str]:
    read, _ = read_bibliography(bibliography, "references.bib")
    return [source.key for source in read.sources]


def _environment(folder: Path) -> jinja2.Environment:
    """Custom Jinja markers, since braces and percent signs have a meaning in Markdown, YAML and workflows."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<##",
        comment_end_string="##>",
    )
    environment.filters.update({"yaml": _as_yaml, "markdown": _as_markdown, "line": _as_line, "citable": citable})
    return environment


def _as_yaml(text: str) -> str:
    """A scalar for a YAML block, quoted if necessary."""
    written: str = yaml.safe_dump(_as_line(text), allow_unicode=True, width=float("inf"))
    return written.removesuffix("\n").removesuffix("\n...")


def _as_markdown(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _as_line(text))


def _as_line(text: str) -> str:
    return " ".join(text.split())


def _target(template: str) -> str:
    """The target path of a template: `dot-github` stands for `.github`."""
    return "/".join(re.sub("^dot-", ".", part) for part in template.split("/"))
