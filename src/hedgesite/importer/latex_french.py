"""Commands that Babel has for French, and numprint, as the words that they print: Pandoc drops them.

Source: the manual of babel-french, "Typographic aspects" and "Ordinals"; the package numprint.
"""

from __future__ import annotations

import re

from hedgesite.importer.latex_document import document_begin

_IS_FRENCH = re.compile(r"(?<![A-Za-z])(?:french|francais|frenchb|acadian|canadien)(?![A-Za-z])")
_RAISED = {"ier": "er", "iers": "ers", "iere": "re", "ieres": "res", "ieme": "e", "iemes": "es"}
_PRINTED = {
    "og": "«~", "fg": "~»", "no": r"n\textsuperscript{o}~", "No": r"N\textsuperscript{o}~",
    "nos": r"n\textsuperscript{os}~", "Nos": r"N\textsuperscript{os}~", "primo": r"1\textsuperscript{o}",
    "secundo": r"2\textsuperscript{o}", "tertio": r"3\textsuperscript{o}", "quarto": r"4\textsuperscript{o}",
    "degres": "°", "degre": "°", **{name: rf"\textsuperscript{{{words}}}" for name, words in _RAISED.items()},
}  # fmt: skip
_SPACED = frozenset({"fg", *_RAISED})
"""Commands that print a blank before a word that follows them."""
_COMMAND = re.compile(
    rf"(?<!\\)\\(?P<name>{'|'.join(_PRINTED)})(?![A-Za-z@])(?P<after>\{{\}}|[ \t]*)(?P<goes_on>(?=[^\W_]|[(«\"`$]))?"
)
_WITH_WORDS = {"up": "textsuperscript", "fup": "textsuperscript", "bsc": "textsc"}
_GROUP = re.compile(rf"(?<!\\)\\(?P<name>{'|'.join(_WITH_WORDS)})(?=\s*\{{)")
_NUMBER = re.compile(r"(?<!\\)\\(?:numprint|np)\s*(?:\[(?P<unit>[^\[\]{}\n]{0,40})\]\s*)?\{(?P<number>[^{}\n]{0,40})\}")
_DEFINED = re.compile(r"(?:command\*?\s*\{?|\\def\s*)\\(?P<name>[A-Za-z]+)")


def with_french(text: str) -> str:
    """The text with such commands replaced, if it loads French. Those that it defines itself stay."""
    own = {found["name"] for found in _DEFINED.finditer(text)}
    if "numprint" in text:
        text = _NUMBER.sub(_number, text)
    begin = document_begin(text)
    if begin is None or not _IS_FRENCH.search(text, 0, begin[0]):
        return text

    def printed(found: re.Match[str]) -> str:
        name, after = found["name"], found["after"]
        if name in own:
            return found[0]
        goes_on = name in _SPACED and after.isspace() and found["goes_on"] is not None
        return _PRINTED[name] + (" " if goes_on else "")

    text = _COMMAND.sub(printed, text)
    return _GROUP.sub(lambda found: found[0] if found["name"] in own else f"\\{_WITH_WORDS[found['name']]}", text)


def _number(found: re.Match[str]) -> str:
    return found["number"] + (f"~{found['unit']}" if found["unit"] else "")
