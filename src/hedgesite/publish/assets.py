"""The companion's own style sheets as one: each further one would cost a phone a round trip before it shows a word."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

FOLDER = "assets/hedgesite"
STYLE_SHEETS = ("pages", "codes", "things", "sources", "dimensions", "shell")
"""In the order in which later ones may override earlier ones."""

_STRING_OR_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)


def join_style_sheets(files: Files, config: MkDocsConfig) -> None:
    """Put `assets/hedgesite/hedgesite.css` in the place of the sheets it is made of."""
    texts = []
    for name in STYLE_SHEETS:
        file = files.get_file_from_path(f"{FOLDER}/{name}.css")
        if file:
            files.remove(file)
            texts.append(without_comments(file.content_string))
    path = f"{FOLDER}/hedgesite.css"
    files.append(File.generated(config, path, content="".join(texts), inclusion=InclusionLevel.NOT_IN_NAV))


def without_comments(style: str) -> str:
    """The same rules without comments, indentation and empty lines; strings are left as they are."""
    bare = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", style)
    lines = (line.strip() for line in bare.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
