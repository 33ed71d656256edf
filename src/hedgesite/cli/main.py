"""The commands of `hedgesite` by name. Each is imported when it is called, to keep the others fast."""

from __future__ import annotations

import importlib
import keyword
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import click

from hedgesite import __version__
from hedgesite.cli.collector import no_search_for_cycles
from hedgesite.cli.surroundings import reader_may_go, require_build_time, require_working_directory, status_of

_COMMANDS = {
    "new": "Write a small working companion, with comments that teach.",
    "build": "Build the companion into a site.",
    "check": "Hold the content against every rule, without building a site.",
    "code": "Write a form for coding elsewhere, or bring codes in.",
    "agreement": "Say how far other coders agree.",
    "diff": "Say what a revision changes, in the terms of the research.",
    "import": "Turn a manuscript into the files of a companion.",
    "translate": "Prepare a text in another language, and say what it follows.",
    "schema": "Write JSON Schemas of the content files, for editors.",
    "upgrade": "Bring the content into the format of this version.",
    "serve": "Serve the companion, and rebuild it while you write.",
}

_FAULTS = {
    "build": "1 if the content has errors (with --strict, warnings too)",
    "check": "1 if the content has errors (with --strict, warnings too)",
    "code": "1 if the companion or the codes have faults",
    "agreement": "1 if the content has errors",
    "import": "1 if the manuscript cannot be read",
    "translate": "1 if the content has errors",
}
"""What exit status 1 means for each command that uses it."""
_DATED = {"build", "serve"}
"""Commands whose site contains the build time."""


def _statuses(name: str) -> str:
    """The exit statuses of a command, for its help."""
    middle = f"{_FAULTS[name]}, " if name in _FAULTS else ""
    return f"Exit status: 0 if all went well, {middle}2 if the command could not do its work, 130 after Ctrl+C."


def _module_of(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _imported(module: str) -> ModuleType:
    """Import a module, with garbage collection paused if it is the first and loads hundreds of others."""
    if module in sys.modules:
        return sys.modules[module]
    with no_search_for_cycles():
        return importlib.import_module(module)


class _Commands(click.Group):
    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command, and exit with its status."""
        run: Callable[..., object] = super().main
        if not options.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **options)
        sys.exit(status_of(lambda: run(*args, standalone_mode=False, **options)))

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with reader_may_go():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        require_working_directory()
        with reader_may_go():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = _imported(f"hedgesite.cli.{_module_of(cmd_name)}").command
        assert isinstance(command, click.Command)
        command.epilog = _statuses(cmd_name)
        if cmd_name in _DATED:
            require_build_time()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and name.isalpha():
            from hedgesite.messages import suggestion

            ctx.fail(f"there is no command '{name}': {suggestion(name, list(_COMMANDS), 'see hedgesite --help')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=_Commands,
    epilog="Exit status: 0 if all went well, 1 if the content has faults, 2 if a command could not do its work.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="hedgesite")
def main() -> None:
    """Turn content files into a research companion: a site in which every claim shows what it rests on."""
