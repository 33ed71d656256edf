"""Symbols of packages that formulas of the content format have no command for, as signs.

Source: The Comprehensive LaTeX Symbol List, on stmaryrd, wasysym, MnSymbol, fdsymbol, mathabx, cmll, phonetic and
textcomp; unicode-math, "List of symbols".
"""

from __future__ import annotations

import re

_SIGNS = {
    "ocircle": "○", "fullmoon": "○", "medcirc": "○", "newmoon": "●", "medbullet": "●", "smallblackcircle": "•",
    "Lbag": "⟅", "Rbag": "⟆", "lbag": "⟅", "rbag": "⟆", "merge": "⅋", "parr": "⅋", "invamp": "⅋", "bindnasrepma": "⅋",
    "mapsfrom": "↤", "Mapsto": "⤇", "longmapsfrom": "⟻", "shortrightarrow": "→", "shortleftarrow": "←",
    "shortuparrow": "↑", "shortdownarrow": "↓", "nnearrow": "⇗", "ssearrow": "⇘", "twoheadrightarrowtail": "⤖",
    "rightarrowtriangle": "⇾", "leftarrowtriangle": "⇽", "leftrightarroweq": "⥦", "varoast": "⊛", "varotimes": "⊗",
    "varoplus": "⊕", "obar": "⌽", "obslash": "⦸", "ogreaterthan": "⧁", "olessthan": "⧀", "sslash": "⫽", "fatslash": "⫽",
    "fatsemi": "⨟", "inplus": "⨭", "niplus": "⨮", "nplus": "⨁", "subsetplus": "⪿", "supsetplus": "⫀",
    "subsetpluseq": "⫇", "baro": "⦶", "trianglelefteqslant": "⊴", "trianglerighteqslant": "⊵", "sqint": "⨖",
    "landupint": "⨙", "textdegree": "°", "celsius": "℃", "ohm": "Ω", "textohm": "Ω", "micro": "µ", "textmu": "µ",
    "perthousand": "‰", "permil": "‰", "male": "♂", "female": "♀", "Square": "□", "XBox": "☒", "CheckedBox": "☑",
    "varhexagon": "⬡", "pentagon": "⬠", "hexagon": "⎔", "sun": "☼", "leftmoon": "☽", "rightmoon": "☾", "logof": "⊙",
    "apprle": "≲", "apprge": "≳", "wasypropto": "∝", "bigast": "∗", "bigovoid": "○", "Perp": "⫫", "indep": "⫫",
    "independent": "⫫", "upmodels": "⫫", "upvDash": "⫫", "blitza": "↯", "contradiction": "↯", "Lightning": "↯",
    "multimapinv": "⟜", "multimapboth": "⧟", "lambdabar": "ƛ", "lambdaslash": "ƛ", "thorn": "þ", "openo": "ɔ",
    "inve": "ə", "esh": "ʃ", "yogh": "ʒ", "schwa": "ə", "AA": "Å", "angstrom": "Å", "Angstrom": "Å", "textbar": "|",
    "textless": "<", "textgreater": ">", "guillemotleft": "«", "guillemotright": "»", "Zbar": "Ƶ", "ldbrack": "⟦",
    "rdbrack": "⟧", "lBrack": "⟦", "rBrack": "⟧", "lbrbrak": "❲", "rbrbrak": "❳", "lParen": "⦅", "rParen": "⦆",
    "longrightsquigarrow": "⟿", "xrightsquigarrow": "⇝", "dasharrow": "⇢", "smalltriangleright": "▹", "medstar": "⋆",
    "nni": "∌", "barvee": "⊽", "smallsetminus": "∖", "textcopyright": "©", "textregistered": "®", "texttimes": "×",
    "textpm": "±", "textdiv": "÷", "textminus": "−", "textonehalf": "½", "nobreakdash": "",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")


def with_signs(tex: str) -> str:
    """TeX with signs in place of such commands."""
    return _COMMAND.sub(lambda found: f"{{{_SIGNS[found[1]]}}}" if found[1] in _SIGNS else found[0], tex)
