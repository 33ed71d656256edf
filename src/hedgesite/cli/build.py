"""`hedgesite build`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from hedgesite.cli.collector import no_search_for_cycles
from hedgesite.cli.output import CannotRun, config_option, strict_option, strict_unless_draft_option, tell
from hedgesite.cli.progress import ProgressBar, timings
from hedgesite.cli.signals import ended_by_signals
from hedgesite.timing import Stages


@click.command("build")
@config_option
@strict_option
@strict_unless_draft_option
@click.option("--timings", "with_timings", is_flag=True, help="Report afterwards how long each stage took.")
@click.option("--fresh", is_flag=True, help="Drop the compiled templates that earlier builds kept.")
@click.option("--pdf", is_flag=True, help="Make a PDF of the companion too; it needs the extra hedgesite[pdf].")
@click.option("--epub", is_flag=True, help="Make an EPUB of the companion too.")
@click.option("--no-drafts", is_flag=True, help="Refuse a companion that article.yml calls a draft.")
def command(
    config_file: Path,
    strict: bool,
    strict_unless_draft: bool,
    with_timings: bool,
    fresh: bool,
    pdf: bool,
    epub: bool,
    no_drafts: bool,
) -> None:
    """Build the companion into a site. If the content has an error, the last good site stays in place."""
    start = time.perf_counter()
    if fresh:
        _drop_caches()
    with ended_by_signals(), ProgressBar(start) as bar, no_search_for_cycles():
        stages = Stages(bar.show, start)
        books = tuple(name for name, wanted in (("pdf", pdf), ("epub", epub)) if wanted)
        site = _build(config_file, stages, books, (strict, strict_unless_draft), no_drafts=no_drafts)
    if with_timings:
        click.echo(timings(stages.seconds()))
    tell(f"The site is in {site}: open {site / 'index.html'} in a browser")


def _drop_caches() -> None:
    # Imported late: the template engine takes a while to import, and the help does not need it.
    from hedgesite.cache.compiled_templates import drop_compiled_templates
    from hedgesite.cache.stored_files import drop_stored_files

    try:
        drop_compiled_templates()
        drop_stored_files()
    except OSError as error:
        raise CannotRun(f"{error.filename}: {error.strerror}; remove the folder by hand") from error


def _build(
    config_file: Path, stages: Stages, books: tuple[str, ...], strictness: tuple[bool, bool], *, no_drafts: bool
) -> Path:
    """Build, and return the folder of the site. `strictness`: what `is_strict` judges by."""
    # Imported here so that the import time is measured as a stage of its own.
    from hedgesite.build import build_pages, templates_folder
    from hedgesite.check import check_for_publication
    from hedgesite.cli.output import is_strict, settings_in, show, summary
    from hedgesite.diagnostics import Report
    from hedgesite.publish import shell_for
    from hedgesite.publish.site import PublishError, recover_site

    settings = settings_in(config_file).located()
    try:
        shell = shell_for(settings)
        recover_site(settings)
        built = build_pages(settings.docs_dir, templates_folder(), settings.site_url, stages=stages, books=books)
        strict = is_strict(built.library, *strictness)
        shell.settings = replace(settings, strict=strict)
        report = settings.report + built.report
        report += check_for_publication(built.library) if no_drafts else Report()
        show(report)
        if report.fails(strict=strict):
            tell(f"{summary(built.library, report)}; the site is left as it was", aside=True)
            raise SystemExit(1)
        return shell.publish(built, stages)
    except PublishError as error:
        raise CannotRun(str(error)) from error
    except MemoryError as error:
        raise CannotRun("there is too little memory for this companion; the site is left as it was") from error
