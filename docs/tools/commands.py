"""The commands and their options, as the command line itself knows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import click

from hedgesite.cli.main import main


def _commands() -> str:
    context = click.Context(main, info_name="hedgesite")
    names = main.list_commands(context)
    return "\n\n".join(_command(name, main.get_command(context, name), context) for name in names)


def _command(name: str, command: click.Command | None, above: click.Context) -> str:
    assert command
    context = click.Context(command, info_name=name, parent=above)
    usage = " ".join(["hedgesite", name, *command.collect_usage_pieces(context)])
    about = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    options = [_option(option, context) for option in command.params if isinstance(option, click.Option)]
    table = ["", "| option | |", "|---|---|", *options] if options else []
    return "\n".join([f"## hedgesite {name}", "", about, "", "```text", usage, "```", *table])


def _option(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    value = re.sub(r"[\[\]]", "", value).replace("|", " or ")
    default = f" Without it: `{option.default}`." if option.show_default and option.default else ""
    names = ", ".join(f"`{name}{value}`" for name in option.opts)
    repeated = " May be given more than once." if option.multiple else ""
    said = re.sub(r"\s*\[default: (.*)\]$", r" Without it: `\1`.", option.help or "")
    return f"| {names} | {said}{default}{repeated} |"


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType({"commands": _commands})
