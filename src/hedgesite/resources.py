"""What comes with hedgesite besides its modules."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "mkdocs.yml"
"""The file in a companion's folder that says where its content and its site are, and how the shell looks."""


def templates_folder() -> Path:
    """The folder that holds `pages/`, `fragments/` and `shell/`: in the package, or beside `src/` in a checkout.

    Raises FileNotFoundError where the installation lacks it.
    """
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent.parent / "templates"):
        if (folder / "pages").is_dir():
            return folder
    raise FileNotFoundError("hedgesite's templates are missing; install it again")
