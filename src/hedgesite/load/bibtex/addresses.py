"""Fields that hold addresses and numbers: `url`, `doi`, `eprint`."""

from __future__ import annotations

import re
from urllib.parse import unquote

from hedgesite.model.fields import is_web_address

_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}.*", re.DOTALL)
_ESCAPE = re.compile(r"\\([_%&#~$^{}])(?:\{\})?")
_WORDS = re.compile(r"\{?\\text(?:underscore|asciitilde|asciicircum)\b\s*(?:\{\})?\}?|\$\\sim\$|\\string\b\s*")
_BROKEN_LINE = re.compile(r"\s*[\r\n]\s*")
_DOI = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi\s*:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def verbatim_text(raw: str) -> str:
    """A value with the escapes undone that exporters put into what needs none."""
    text = raw.strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1].strip()
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", _WORDS.sub(_plain_word, text))
    if "{" in text:
        text = text.replace("{", "").replace("}", "")
    return _BROKEN_LINE.sub("", text)


def doi_of(text: str) -> str | None:
    """The DOI without address or label, `10.…`; None if it is none."""
    match = _DOI.fullmatch(text)
    if match is None:
        return None
    return unquote(match[1]) if text.lower().startswith("http") else match[1]


def address_in(raw: str) -> str | None:
    """The address, where a value such as `howpublished` holds nothing else."""
    text = verbatim_text(raw)
    return text if is_web_address(text) else None


def _plain_word(match: re.Match[str]) -> str:
    word = match[0]
    return "_" if "underscore" in word else "" if "string" in word else "^" if "circum" in word else "~"
