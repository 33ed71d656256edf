"""Files that hedgesite ships besides its modules."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "mkdocs.yml"
"""Settings file in a companion's folder: where content and site are, and how the shell looks."""


def templates_folder() -> Path:
    """The folder that contains `pages/`, `fragments/` and `shell/`: in the package, or beside `src/` in a checkout.

    Raises FileNotFoundError if the installation lacks it.
    """
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent.parent / "templates"):
        if (folder / "pages").is_dir():
            return folder
    raise FileNotFoundError("hedgesite's templates are missing; install it again")
