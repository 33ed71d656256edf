"""Files that hedgesite ships besides its modules."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

SETTINGS_FILE = "mkdocs.yml"
"""Settings file in a companion's folder: where content and site are, and how the shell looks."""


def command_for(extra: str, environment: str = sys.prefix) -> str:
    """The command that adds an extra to this copy of hedgesite, by what has installed it in its environment.

    The words are quoted as every shell understands: zsh expands brackets, and the Windows prompt knows no apostrophes.
    """
    parts = PurePath(environment.replace("\\", "/")).parts
    if "pipx" in parts and "venvs" in parts:
        return f'pipx runpip hedgesite install "hedgesite[{extra}]"'
    if "uv" in parts and "tools" in parts:
        return f'uv pip install --python "{environment}" "hedgesite[{extra}]"'
    return f'python -m pip install "hedgesite[{extra}]"'


def templates_folder() -> Path:
    """The folder that contains `pages/`, `fragments/` and `shell/`: in the package, or beside `src/` in a checkout.

    Raises FileNotFoundError if the installation lacks it.
    """
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent.parent / "templates"):
        if (folder / "pages").is_dir():
            return folder
    raise FileNotFoundError("hedgesite's templates are missing; install it again")
