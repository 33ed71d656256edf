"""Meaning of LaTeX commands in bibliographies.

Source: the LaTeX 2e font and symbol commands (encguide.pdf, "The Comprehensive LaTeX Symbol List") and, for quotation
marks, the manual of csquotes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from hedgesite.model.vocabulary import words

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "`": "\u0300",
        "'": "\u0301",
        "^": "\u0302",
        "~": "\u0303",
        "=": "\u0304",
        "u": "\u0306",
        ".": "\u0307",
        '"': "\u0308",
        "h": "\u0309",
        "r": "\u030a",
        "H": "\u030b",
        "v": "\u030c",
        "G": "\u030f",
        "f": "\u0311",
        "horn": "\u031b",
        "d": "\u0323",
        "textsubring": "\u0325",
        "textcommabelow": "\u0326",
        "c": "\u0327",
        "k": "\u0328",
        "textogonekcentered": "\u0328",
        "b": "\u0331",
        "t": "\u0361",
        "capitalacute": "\u0301",
        "capitalcaron": "\u030c",
        "capitalcedilla": "\u0327",
    }
)
"""Combining mark by accent command."""

SPACING_ACCENTS: Mapping[str, str] = MappingProxyType(
    {"`": "`", "'": "´", "^": "^", "~": "~", "=": "¯", '"': "¨", ".": "˙", "u": "˘", "v": "ˇ", "c": "¸", "r": "˚"}
)
"""Text of an accent command without a base letter."""

TAGS: Mapping[str, str] = MappingProxyType(
    {
        "emph": "em",
        "mkbibemph": "em",
        "textit": "em",
        "textsl": "em",
        "mkbibitalic": "em",
        "textbf": "strong",
        "mkbibbold": "strong",
        "textsc": "sc",
        "texttt": "tt",
        "textsuperscript": "sup",
        "mkbibsuperscript": "sup",
        "textsubscript": "sub",
        "mkbibsubscript": "sub",
    }
)
"""Name of the rich-text tag by command with one argument."""

SWITCHES: Mapping[str, str] = MappingProxyType(
    {
        "it": "em",
        "itshape": "em",
        "em": "em",
        "sl": "em",
        "slshape": "em",
        "bf": "strong",
        "bfseries": "strong",
        "sc": "sc",
        "scshape": "sc",
        "tt": "tt",
        "ttfamily": "tt",
    }
)
"""Name of the rich-text tag by command that applies to the rest of its group."""

HTML_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "i": "em",
        "em": "em",
        "italic": "em",
        "b": "strong",
        "strong": "strong",
        "bold": "strong",
        "sup": "sup",
        "sub": "sub",
        "inf": "sub",
        "sc": "sc",
        "scp": "sc",
    }
)
"""Name of the rich-text tag by the HTML or JATS that Zotero, Mendeley and publishers write in titles."""

TRANSPARENT = words(
    "textrm textup textnormal textmd textsf mbox hbox text mathrm mathit mathbf mathsf mathcal mathbb mathfrak "
    "mathnormal operatorname ensuremath nohyphens textcyrillic textgreek textlatin bibstring bibsstring "
    "bibxstring mkbibparens mkbibbrackets hspace* singleletter MakeSentenceCase uline underline textquote"
)
"""Commands that show their argument as it is."""

PROTECTING = frozenset({"NoCaseChange", "NoChangeCase", "bibtexprotect"})
"""Commands that keep the case of their argument."""

SILENT = words(
    "rm rmfamily sf sffamily normalfont upshape mdseries up md normalsize small footnotesize tiny large Large "
    "selectfont relax protect noindent null cyrchar ignorespaces unskip allowbreak sloppy displaystyle left "
    "right limits nobreak - / @ !"
)
"""Commands without output or argument."""

SILENT_WITH_ARGUMENT = words("noopsort Noopsort NOOPSORT SortNoop label index hspace vspace phantom hphantom vphantom")
"""Commands without output whose argument is skipped."""


def accented(command: str, base: str) -> str:
    """Put the command's accent on the first letter of `base`."""
    if not base.strip():
        return SPACING_ACCENTS.get(command, "") + base
    # LaTeX puts accents on the dotless letters; Unicode composes them with the dotted ones.
    letter = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
    rest = 1
    while rest < len(base) and unicodedata.combining(base[rest]):
        letter += base[rest]
        rest += 1
    return unicodedata.normalize("NFC", letter + ACCENTS[command]) + base[rest:]
