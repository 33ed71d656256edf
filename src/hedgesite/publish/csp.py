"""The Content-Security-Policy in the head of each page: what a browser may load and run, whatever the content holds.

Source: Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_HEAD = re.compile(r"<head\b[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
_WORDS = r"""[^"'`\\<\n]*"""
"""Pattern of a value that the shell inserts into a string of a script: it cannot end the string."""

NO_SCRIPT = re.compile(r"(?!)")
"""For pages that the shell does not wrap: none of their scripts run."""


def shell_scripts(folders: Iterable[str | Path]) -> re.Pattern[str]:
    """A pattern of the inline scripts that the shell writes into its pages, read from its templates.

    `folders` are those of the shell's templates. A script injected through a page's content or title does not match, so
    it is never allowed.
    """
    partials = [path for folder in folders for path in sorted(Path(folder).glob("partials/javascripts/*.html"))]
    scripts = {text for path in partials for text in _INLINE.findall(path.read_text("utf-8"))}
    return re.compile("|".join(_WORDS.join(map(re.escape, _VALUE.split(text))) for text in sorted(scripts)) or r"(?!)")


def with_policy(html: str, known: re.Pattern[str], *, is_served: bool = False) -> str:
    """A page with its policy, placed before everything that it governs.

    Of its inline scripts only those that match `known` may run. `is_served` is for the server that reloads pages: it
    writes a script of its own into them later, which asks it for news. A text without `<head>` comes back as it is.
    """
    allowed = dict.fromkeys(text for text in _INLINE.findall(html) if known.fullmatch(text))
    scripts = ["'unsafe-inline'"] if is_served else [_hash(text) for text in allowed]
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">'
    return _HEAD.sub(lambda head: head[0] + meta, html, count=1)


def policy(scripts: Iterable[str]) -> str:
    """The policy itself. What it does not name, frames and plug-ins among it, is never loaded."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self'",
            # The shell's style sheet draws its icons from data addresses.
            "img-src 'self' data:",
            "font-src 'self'",
            # For the server that reloads pages, and for judges of a page who ask for `robots.txt` from within it.
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
