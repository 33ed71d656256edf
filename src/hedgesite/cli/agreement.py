"""`hedgesite agreement`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgesite.cli.output import CannotRun, config_option, settings_in, show, tell

if TYPE_CHECKING:
    from hedgesite.derive import Comparison
    from hedgesite.derive.agreement import Figure


@click.command("agreement")
@config_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(config_file: Path, format_: str) -> None:
    """Show how far the codings in content/codings/ agree with the companion's own: percent agreement and Cohen's kappa
    of each code, pooled kappa, Krippendorff's alpha, and every disagreement.
    """
    from hedgesite.build import read_context
    from hedgesite.export.agreement import agreement_json

    context, report = read_context(settings_in(config_file).docs_dir)
    if context is None:
        show(report)
        raise SystemExit(1)
    comparisons = context.derived.comparisons
    if format_ == "json":
        click.echo(json.dumps([agreement_json(each) for each in comparisons], indent=2))
        return
    if not comparisons:
        raise CannotRun("the companion has no other coding: hedgesite code --blank begins one")
    tell("\n\n".join(map(_told, comparisons)))


def _told(comparison: Comparison) -> str:
    found = comparison.agreement
    width = max(len(code) for code in (*comparison.codes, "all codes, pooled kappa", "sets of codes, alpha (MASI)"))
    lines = [
        f"{comparison.id}: {comparison.coding.who}, {comparison.coding.date.text}",
        f"{found.same} of {found.passages} passages have the same codes",
        "",
        f"{'':{width}}  both  first  second  neither  agree  kappa",
    ]
    for each in found.codes:
        cells = each.cells
        counts = f"{cells.both:4}  {cells.first:5}  {cells.second:6}  {cells.neither:7}"
        agree = f"{100 * each.percent.value:.0f}%" if each.percent.value is not None else "-"
        doubt = f"  ({each.doubt.value})" if each.doubt else ""
        lines.append(f"{each.code:{width}}  {counts}  {agree:>5}  {_figure(each.kappa)}{doubt}")
    lines += [
        "",
        f"{'all codes, pooled kappa':{width}}  {_figure(found.pooled)}",
        f"{'sets of codes, alpha (MASI)':{width}}  {_figure(found.alpha)}",
    ]
    if comparison.disagreements:
        lines += ["", "first -> second"]
    for passage in comparison.disagreements:
        settled = "; settled since" if passage.coded.settled else ""
        lines.append(f"{passage.id}: {_codes(passage.first)} -> {_codes(passage.second)}{settled}")
    return "\n".join(lines)


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return "no figure"
    interval = f" [{figure.low:.2f}, {figure.high:.2f}]" if figure.low is not None and figure.high is not None else ""
    return f"{figure.value:.2f}{interval}"


def _codes(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "none"
