"""Addresses and numbers in fields, which are read without LaTeX."""

from __future__ import annotations

import re
from urllib.parse import unquote

from hedgesite.model.dois import RESOLVER
from hedgesite.model.fields import is_web_address

_WRAPPED = re.compile(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}.*", re.DOTALL)
_ESCAPE = re.compile(r"\\([_%&#~$^{}])(?:\{\})?")
_WORDS = re.compile(r"\{?\\text(?:underscore|asciitilde|asciicircum)\b\s*(?:\{\})?\}?|\$\\sim\$|\\string\b\s*")
_BROKEN_LINE = re.compile(r"\s*[\r\n]\s*")
_RESOLVER = re.compile(RESOLVER, re.IGNORECASE)
_QUERY = re.compile("[?#]")
_DOI = re.compile(rf"(?:{RESOLVER}|doi\s*:?\s*)?(10\.\d{{4,9}}(?:\.\d+)*/\S+|10/[a-z0-9]+)", re.IGNORECASE)
"""A DOI, or the short form of one that shortdoi.org gives, as in `10/dvzd5z`."""
_DOI_WITHIN = re.compile(
    r"(?:\S*[/:=])?(10\.\d{4,9}(?:\.\d+)*/\S+?)(?:/(?:full|abs|abstract|pdf|epdf|meta|html))?(?:\.pdf)?(?:[?#]\S*)?",
    re.IGNORECASE,
)
"""A DOI within an address of a publisher or a library."""
_DOI_FIRST = re.compile(r"(10\.\d{4,9}/\S*[^\s.,;])(?:[\s.,;]+(?:(?:and|doi:?)\s+)*10\.\d{4,9}/\S+)+", re.IGNORECASE)
"""Several DOIs, of reprints or of the databases that hold a work."""
_DOI_NOTE = re.compile(r"(?:^|[\s;])doi\s*:?\s*(10\.\d{4,9}/\S*[^\s.,;])", re.IGNORECASE)

_EPRINT = re.compile(
    r"(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|(arxiv|hdl|jstor|pubmed|pmid|googlebooks)\s*:\s*)(\S+?)(?:\.pdf)?"
    r"(?:\s*\[([\w.-]+)\])?",
    re.IGNORECASE,
)


def verbatim_text(raw: str) -> str:
    """Undo LaTeX escapes that exporters add to verbatim values, where they do not belong."""
    text = raw.strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1].strip()
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", _WORDS.sub(_plain_word, text))
    if "{" in text:
        text = text.replace("{", "").replace("}", "")
    text = text.replace("&amp;", "&")
    # Editors wrap long addresses, and a line break is never part of one.
    return _BROKEN_LINE.sub("", text)


def doi_of(text: str) -> str | None:
    """The bare DOI, `10.…`, without resolver or label; None if the text is not a DOI."""
    match = _DOI.fullmatch(text)
    if match is None:
        return None
    # Only resolver addresses are percent-encoded; in a bare DOI, `%` is an ordinary character.
    return unquote(match[1]) if text.lower().startswith("http") else match[1]


def doi_of_address(address: str) -> str | None:
    """The DOI that an address of the DOI Foundation leads to, and no more than that; None for other addresses."""
    is_bare = _RESOLVER.match(address) and not _QUERY.search(address)
    return doi_of(address) if is_bare else None


def doi_within(text: str) -> str | None:
    """The DOI that an address ends in, such as `https://journals.example.org/doi/full/10.1000/1`, or the first of
    several.
    """
    match = _DOI_FIRST.fullmatch(text) or _DOI_WITHIN.fullmatch(text)
    return unquote(match[1]) if match else None


def doi_in_note(text: str) -> str | None:
    """The DOI that a note names: `DOI: 10.1000/1`, where programs put it that have no field for it."""
    match = _DOI_NOTE.search(text)
    return match[1] if match else None


def eprint_of(text: str) -> tuple[str, str, str]:
    """Server, number and class of an e-print that names its server: `arXiv:2101.00001 [cs.CL]`. The server is empty if
    it names none.
    """
    match = _EPRINT.fullmatch(text)
    return (match[1] or "arxiv", match[2], match[3] or "") if match else ("", text, "")


def address_in(raw: str) -> str | None:
    """The address, if a value such as `howpublished` contains nothing else."""
    text = verbatim_text(raw)
    return text if is_web_address(text) else None


def _plain_word(match: re.Match[str]) -> str:
    word = match[0]
    return "_" if "underscore" in word else "" if "string" in word else "^" if "circum" in word else "~"
