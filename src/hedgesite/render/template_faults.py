"""Findings about faults that templates have when pages are made."""

from __future__ import annotations

import traceback

import jinja2

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.render.own_templates import OwnTemplates

_REMEDY = "correct the template"
_LONGEST = 300


def template_report(error: Exception, own: OwnTemplates) -> Report | None:
    """What an exception says of a template; None if no template has anything to do with it.

    Of hedgesite's own templates, only exceptions of Jinja are faults: any other is one of the program.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        origin = Origin(error.filename or f"templates/{error.name}", error.lineno)
        return _report(origin, error.message)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    # A macro that is called in a wrong way fails where it stands, and is to be corrected where it is called.
    ours = [frame for frame in frames if frame.filename in own.files]
    frame = next(reversed(ours or frames), None)
    if not ours and not isinstance(error, jinja2.TemplateError):
        return None
    origin = Origin(frame.filename, frame.lineno or 1) if frame else Origin("templates")
    message = error.message if isinstance(error, jinja2.TemplateError) else str(error)
    return _report(origin, message or type(error).__name__)


def _report(origin: Origin, message: str | None) -> Report:
    problem = " ".join((message or "a template fails").split())[:_LONGEST]
    return Report.of([Diagnostic(Rule.TEMPLATE, origin, problem, _REMEDY)])
