"""Addresses at the repository's host where a reader can correct or report an error."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from hedgesite.publish.repository import forge_of

_REPOSITORY = r"(https?://[^/]+/[^/]+/[^/]+)"
_LINES = {
    "github": (rf"{_REPOSITORY}/(?:edit|blob)/", r"\1/blob/", "?plain=1#L"),
    "gitlab": (r"(.+?)/-/(?:edit|blob)/", r"\1/-/blob/", "?plain=1#L"),
    "codeberg": (rf"{_REPOSITORY}/_edit/", r"\1/src/branch/", "?display=source#L"),
    "gitea": (rf"{_REPOSITORY}/_edit/", r"\1/src/branch/", "?display=source#L"),
    "forgejo": (rf"{_REPOSITORY}/_edit/", r"\1/src/branch/", "?display=source#L"),
    "bitbucket": (rf"{_REPOSITORY}/src/", r"\1/src/", "#lines-"),
}
"""For each host: path segments that edit and that show a file, and the prefix of a line number."""


def line_address(edit_url: str) -> str:
    """The address under which the host shows a file's source, up to the line number.

    Empty if the host is unknown, or if the file is edited elsewhere.
    """
    editing, showing, line = _LINES.get(forge_of(edit_url), ("(?!)", "", ""))
    shown, times = re.subn(f"^{editing}", showing, edit_url)
    return shown + line if times else ""


def report_address(repo_url: str, title: str, address: str, file: str, contact: str = "") -> str:
    """The address of a new issue that names the place of the error, or of a letter to `contact` if the host is unknown;
    empty if there is neither.

    GitHub fills in the fields of the form `.github/ISSUE_TEMPLATE/passage.yml`, other hosts the issue's text.
    """
    heading = f"Error: {title}"
    text = f"{address}\n\n{file}\n\n".replace("\n\n\n\n", "\n\n")
    issues, values = {
        "github": ("issues/new", {"template": "passage.yml", "title": heading, "address": address, "file": file}),
        "gitlab": ("-/issues/new", {"issue[title]": heading, "issue[description]": text}),
        "codeberg": ("issues/new", {"title": heading, "body": text}),
        "gitea": ("issues/new", {"title": heading, "body": text}),
        "forgejo": ("issues/new", {"title": heading, "body": text}),
    }.get(forge_of(repo_url), ("", {}))
    filled = {name: value for name, value in values.items() if value}
    if issues:
        return f"{repo_url.rstrip('/')}/{issues}?{urlencode(filled)}"
    # A plus sign would stay one in a letter (RFC 6068).
    return f"mailto:{contact}?{urlencode({'subject': heading, 'body': text}, quote_via=quote)}" if contact else ""
