"""In which encoding a LaTeX file is written, if it is not UTF-8: it says so itself, or its class is one of a country.

Source: the packages `inputenc`, `CJK` and `inputenx`; the documentation of pLaTeX and ctex.
"""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(
    rb"\\usepackage\s*\[(?P<option>[\w-]+)\]\s*\{inputen[cx]\}|\\inputencoding\s*\{(?P<switch>[\w-]+)\}"
    rb"|%\s*!TEX\s+encoding\s*=\s*(?P<magic>[\w -]+)|-\*-.*?coding:\s*(?P<emacs>[\w-]+)"
    rb"|\\begin\s*\{CJK\*?\}(?:\[\w*\])?\{(?P<cjk>\w+)\}"
)
_NAMES = {
    "latin1": "cp1252", "ansinew": "cp1252", "applemac": "mac_roman", "macce": "mac_latin2", "maccyr": "mac_cyrillic",
    "cp1250": "cp1250", "cp866av": "cp866", "cp866nav": "cp866", "koi8-ru": "koi8_u", "next": "cp1252",
    "decmulti": "cp1252", "latin9": "iso8859_15", "latin10": "iso8859_16", "gbk": "gb18030", "gb": "gb18030",
    "bg5": "big5hkscs", "big5": "big5hkscs", "sjis": "cp932", "jis": "euc_jp", "ks": "cp949", "isolatin": "cp1252",
    "macosroman": "mac_roman", "applemacroman": "mac_roman",
}  # fmt: skip
"""Codecs by the names that LaTeX has for encodings, where Python's are others."""
_JAPANESE = re.compile(
    rb"\\document(?:class|style)\s*(?:\[[^\]]*\])?\s*\{(?:u?j|js|t)(?:article|report|book)|\{(?:ieicej?|ipsj|jsai)"
)
_CHINESE = re.compile(rb"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(?:ctex|cct)|\\usepackage\s*(?:\[[^\]]*\])?\s*\{ctex")
ESCAPE = b"\x1b$"
"""The escape that begins Japanese letters in ISO-2022-JP, whose bytes are those of ASCII."""


def encoding_of(data: bytes) -> str:
    """The codec of a file that is not UTF-8; empty if nothing tells it."""
    if ESCAPE in data:
        return "iso2022_jp"
    for found in _DECLARED.finditer(data):
        name = next(each for each in found.groups() if each).decode("ascii", "replace").strip().lower()
        named = _NAMES.get(name.replace(" ", ""), name.replace("isolatin", "latin"))
        if not named.startswith("utf") and _is_codec(named):
            return named
    if _JAPANESE.search(data):
        return next((each for each in ("euc_jp", "cp932") if _reads(data, each)), "")
    return "gb18030" if _CHINESE.search(data) and _reads(data, "gb18030") else ""


def _is_codec(name: str) -> bool:
    try:
        return isinstance(codecs.decode(b"", name), str)
    except (LookupError, ValueError):
        return False


def _reads(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True
