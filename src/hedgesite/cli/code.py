"""`hedgesite code`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgesite.cli.output import FORMATS, CannotRun, config_option, settings_in, show, tell, write_file
from hedgesite.messages import counted

if TYPE_CHECKING:
    from hedgesite.export.context import Context
    from hedgesite.recoding import Recoded


@click.command("code")
@config_option
@click.option("--blank", is_flag=True, help="Write a form to fill in: passages without their codes, a column for each.")
@click.option("--from", "file", type=click.Path(path_type=Path), help="Read codes from this CSV, TSV or QDPX.")
@click.option("--as", "name", metavar="ID", help="With --from: they are another coding, content/codings/ID.yml.")
@click.option("--sample", type=click.IntRange(min=1), help="Take this many passages, drawn at random.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draw: the same seed draws the same.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write the form.  [default: the terminal]"
)
@click.option("--who", help="With --as: who coded.  [default: a second coder]")
@click.option("--date", help="With --as: when, as EDTF.  [default: today]")
@click.option("--blind-to", multiple=True, help="With --as: what the coder had not seen; once for each.")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def command(
    config_file: Path,
    blank: bool,
    file: Path | None,
    name: str | None,
    sample: int | None,
    seed: int,
    output: Path | None,
    who: str | None,
    date: str | None,
    blind_to: tuple[str, ...],
    format_: str,
) -> None:
    """Code the passages elsewhere: write a blank form, or bring in codes from a spreadsheet or a program of qualitative
    analysis (REFI-QDA).

    Without --as, the codes replace those in the front matter of the sections. What stays the same is not touched.
    Nothing is written if there is an error.
    """
    if blank is (file is not None):
        raise click.UsageError("give either --blank or --from FILE")
    content = settings_in(config_file).docs_dir
    context = _context(content, format_)
    if file is None:
        _write_form(context, sample, seed, output)
        return
    recoded = _read(file, context, name, format_)
    show(recoded.report, format_)
    if recoded.report.errors:
        raise SystemExit(1)
    if sample is not None:
        recoded = _within(recoded, context, sample, seed)
    if name is None:
        _write_sections(context, content, recoded)
    else:
        drawn = f"{len(recoded.passages)} passages, drawn at random with seed {seed}." if sample is not None else ""
        _write_coding(context, content, recoded, name, (who, date, blind_to, drawn))


def _context(content: Path, format: str) -> Context:
    from hedgesite.build import read_context

    context, report = read_context(content)
    if context is None:
        show(report, format)
        raise SystemExit(1)
    return context


def _write_form(context: Context, sample: int | None, seed: int, output: Path | None) -> None:
    from hedgesite.recoding import blank_form, draw

    if not context.library.dimensions:
        raise CannotRun("the companion has no codebook: write dimensions.yml first")
    passages = draw(context.library, sample, seed)
    form = blank_form(context, passages)
    if output is None:
        click.echo(form, nl=False)
        return
    write_file(output, form)
    number = counted(len(passages), "passage")
    tell(f"{output}: {number} to code; mark the codes that apply with x, or 'none' where none does")


def _read(file: Path, context: Context, name: str | None, format: str) -> Recoded:
    from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
    from hedgesite.recoding import LARGEST, UnreadableCodesError, read_project, read_table, with_reasons_kept
    from hedgesite.regular_files import RegularFileError, read_regular

    kind, shown = file.suffix.lower(), file.as_posix()
    try:
        if kind not in LARGEST:
            raise RegularFileError("is of no kind that is read", f"save it as one of {', '.join(LARGEST)}")
        data = read_regular(file, LARGEST[kind])
        if kind == ".qdpx":
            found = read_project(data, shown, context, name or "")
        else:
            found = read_table(data, shown, context.library, context.derived.names)
        return found if name else with_reasons_kept(context.library, context.derived.names, found)
    except RegularFileError as error:
        finding = Diagnostic(Rule.CODES_UNREADABLE, Origin(shown), f"the file {error.why}", error.remedy)
        show(Report.of([finding]), format)
    except UnreadableCodesError as error:
        show(Report.of([error.finding]), format)
    raise SystemExit(1)


def _within(recoded: Recoded, context: Context, sample: int, seed: int) -> Recoded:
    """The codes of the passages that a draw takes."""
    from dataclasses import replace

    from hedgesite.recoding import draw

    drawn = set(draw(context.library, sample, seed))
    return replace(recoded, passages={id: given for id, given in recoded.passages.items() if id in drawn})


def _write_sections(context: Context, content: Path, recoded: Recoded) -> None:
    from hedgesite.recoding import changed_sections

    root = Path(context.library.root)
    paths = {each.id: content / Path(each.file).relative_to(root) for each in context.library.sections}
    texts = {id: path.read_bytes().decode("utf-8") for id, path in paths.items()}
    changed, passages = changed_sections(context.library, context.derived.names, recoded, texts)
    for section, text in changed.items():
        write_file(paths[section], text.encode())
    tell(f"{content}: {len(recoded.passages)} passages read, {len(passages)} changed")


def _write_coding(
    context: Context,
    content: Path,
    recoded: Recoded,
    name: str,
    about: tuple[str | None, str | None, tuple[str, ...], str],
) -> None:
    from hedgesite.check.coding import is_uncoded
    from hedgesite.model.base import is_id
    from hedgesite.recoding import NewCoding, coding_file

    if not is_id(name):
        raise click.UsageError(f"--as: '{name}' is not an id; use a-z, 0-9 and hyphens")
    path = content / "codings" / f"{name}.yml"
    if path.exists():
        raise CannotRun(f"{path} is there already, and nothing is overwritten: choose another id, or move it away")
    who, date, blind_to, sample = about
    new = NewCoding(who or "A second coder", date or datetime.date.today().isoformat(), blind_to, sample)
    text = coding_file(context.library, context.derived.names, recoded, new)
    write_file(path, text.encode(), makes_folder=True)
    missing = [what for given, what in ((who, "who coded"), (blind_to, "what the coder had not seen")) if not given]
    tell(f"{path}: {counted(len(recoded.passages), 'passage')}{_asked(missing)}")
    names = context.derived.names
    own = {names.resolve("passage", id) for id in recoded.passages}
    waiting = sum(passage.id in own and is_uncoded(passage) for passage in context.library.passages)
    if waiting:
        number = counted(waiting, "passage")
        tell(
            f"{number} of these wait for a code in the companion itself, and count as passages without codes",
            aside=True,
        )


def _asked(missing: list[str]) -> str:
    return f". Say in it {' and '.join(missing)}" if missing else ""
