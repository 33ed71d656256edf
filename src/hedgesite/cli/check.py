"""`hedgesite check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hedgesite.build import build_pages, templates_folder
from hedgesite.check import advise
from hedgesite.cli.excerpts import with_source
from hedgesite.cli.output import (
    FORMATS,
    config_option,
    has_colours,
    is_strict,
    settings_in,
    show,
    spoken,
    strict_option,
    strict_unless_draft_option,
    summary,
    tell,
)
from hedgesite.cli.rules import explanation, rule_of, where_to_read
from hedgesite.diagnostics import Report, Rule
from hedgesite.load.layout import LARGEST, MEBIBYTE
from hedgesite.messages import suggestion


def _explain(context: click.Context, parameter: click.Parameter, id: str | None) -> None:  # noqa: ARG001
    if id is None:
        return
    rule = rule_of(id)
    if rule is None:
        known = [it.id for it in Rule]
        meant = suggestion(id, known, f"the rules are {', '.join(known)}")
        raise click.BadParameter(f"there is no rule '{id}'; {meant}")
    click.echo(explanation(rule), nl=False)
    context.exit()


@click.command("check")
@config_option
@strict_option
@strict_unless_draft_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed: for people, as annotations of a pull request, or for programs.",
)
@click.option(
    "--show-source/--no-source",
    default=None,
    help="Show the line that a finding is about, and errors apart from warnings.  [default: at a terminal]",
)
@click.option("--all", "all_", is_flag=True, help="Also show each fault in sources that nothing cites.")
@click.option("--advice", is_flag=True, help="Also give advice that would improve the companion.")
@click.option("--links", is_flag=True, help="Also check whether the web addresses in the content still answer.")
@click.option("--fresh", is_flag=True, help="With --links, also ask what answered well in the last seven days.")
@click.option("--private", is_flag=True, help="With --links, also ask hosts that are not on the public web.")
@click.option(
    "--explain",
    metavar="RULE",
    callback=_explain,
    is_eager=True,
    expose_value=False,
    help="Explain a rule, with an example and its remedy; check nothing.",
)
def command(
    config_file: Path,
    strict: bool,
    strict_unless_draft: bool,
    format_: str,
    show_source: bool | None,
    all_: bool,
    advice: bool,
    links: bool,
    fresh: bool,
    private: bool,
) -> None:
    """Check the content against every rule, without building a site."""
    if (fresh or private) and not links:
        raise click.UsageError("--fresh and --private only work with --links")
    settings = settings_in(config_file).located()
    built = build_pages(settings.docs_dir, templates_folder(), settings.site_url)
    strict = is_strict(built.library, strict, strict_unless_draft)
    is_lenient = strict_unless_draft and not strict
    report = (
        settings.report
        + built.report
        + (built.aside if all_ else Report())
        + (advise(built.library) if advice or is_lenient else Report())
    )
    if links:
        from hedgesite.cli.links import ask_links

        report += ask_links(built.library, settings.site_url, fresh=fresh, private=private)
    if format_ == "text" and (sys.stdout.isatty() if show_source is None else show_source):
        _show_with_source(report)
    else:
        show(report, format_)
    tell(summary(built.library, report), aside=True)
    if is_lenient and report.warnings and not report.errors:
        tell("It is a draft: warnings do not fail it before 'draft' is removed from article.yml", aside=True)
    raise SystemExit(1 if report.fails(strict=strict) else 0)


def _show_with_source(report: Report) -> None:
    """Print each finding with its source line, and a pointer to the explanations of the rules."""
    colour = has_colours()
    click.echo(with_source(spoken(report), _lines, colour=colour), nl=bool(report.diagnostics))
    for rule in dict.fromkeys(finding.rule for finding in report.diagnostics):
        tell(f"About {rule.id}: {where_to_read(rule)}", aside=True)


def _lines(file: str) -> list[str]:
    try:
        # Files that the loader rejected for their size or kind are not read here either.
        path = Path(file)
        readable = path.is_file() and path.stat().st_size <= max(LARGEST.values()) * MEBIBYTE
        return path.read_text("utf-8", errors="replace").splitlines() if readable else []
    except OSError:
        return []
