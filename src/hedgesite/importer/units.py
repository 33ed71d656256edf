r"""Units of siunitx as TeX that every formula can show: `\milli\metre\per\second` as `\mathrm{mm}/\mathrm{s}`.

Source: the manual of siunitx, "The unit macros", tables 2 to 8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_PREFIXES: Mapping[str, str] = MappingProxyType({
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n",
    "micro": "\\mu", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "deka": "da", "hecto": "h", "kilo": "k",
    "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R",
    "quetta": "Q",
})  # fmt: skip
_UNITS: Mapping[str, str] = MappingProxyType({
    "ampere": "A", "candela": "cd", "kelvin": "K", "kilogram": "kg", "metre": "m", "meter": "m", "mole": "mol",
    "second": "s", "gram": "g", "becquerel": "Bq", "coulomb": "C", "farad": "F", "gray": "Gy", "henry": "H",
    "hertz": "Hz", "joule": "J", "katal": "kat", "lumen": "lm", "lux": "lx", "newton": "N", "ohm": "\\Omega",
    "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv", "steradian": "sr", "tesla": "T", "volt": "V",
    "watt": "W", "weber": "Wb", "astronomicalunit": "au", "bel": "B", "dalton": "Da", "day": "d", "decibel": "dB",
    "electronvolt": "eV", "hectare": "ha", "hour": "h", "litre": "L", "liter": "L", "minute": "min", "neper": "Np",
    "tonne": "t", "bar": "bar", "byte": "B", "bit": "b", "degreeCelsius": "{}^{\\circ}C", "celsius": "{}^{\\circ}C",
    "degree": "{}^{\\circ}", "arcminute": "{}'", "arcsecond": "{}''", "percent": "\\%", "barn": "b", "knot": "kn",
    "year": "a", "kg": "kg", "km": "km", "cm": "cm", "mm": "mm", "um": "\\mu{}m", "nm": "nm", "ms": "ms",
    "us": "\\mu{}s", "ns": "ns", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "Hz": "Hz", "mV": "mV", "kV": "kV",
    "mA": "mA", "kW": "kW", "MW": "MW", "kWh": "kWh", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "eV": "eV",
    "ml": "ml", "m": "m", "s": "s", "g": "g", "mg": "mg", "ug": "\\mu{}g", "dm": "dm", "pm": "pm", "fs": "fs",
    "A": "A", "K": "K", "V": "V", "W": "W", "J": "J", "kJ": "kJ", "N": "N", "Pa": "Pa", "kPa": "kPa", "MPa": "MPa",
    "mol": "mol", "mmol": "mmol", "mW": "mW", "uA": "\\mu{}A", "l": "l", "L": "L", "h": "h", "THz": "THz",
    "mHz": "mHz", "ps": "ps",
    "TeV": "TeV", "meV": "meV", "GW": "GW",
})  # fmt: skip
_TOKEN = re.compile(r"\\(?P<macro>[A-Za-z]+)\s*(?:\{(?P<argument>[^{}]*)\})?|(?P<sign>[.~])|(?P<text>[^\\.~]+)")


def unit(written: str) -> str:
    """TeX of a unit. A macro that is no unit stays, so that the formula is shown as it is written."""
    if "\\" not in written:
        return rf"\mathrm{{{written.strip().replace('.', ' ')}}}"
    parts: list[str] = []
    prefix, power, is_below = "", "", False
    for token in _TOKEN.finditer(written):
        macro = token["macro"] or ""
        if macro in _PREFIXES:
            prefix += _PREFIXES[macro]
        elif macro == "per":
            is_below = True
        elif macro in {"square", "cubic"}:
            power = "2" if macro == "square" else "3"
        elif macro in {"squared", "cubed", "tothe"} and parts:
            parts[-1] += f"^{{{ {'squared': '2', 'cubed': '3'}.get(macro, token['argument'] or '') }}}"
        elif macro or (token["text"] or "").strip():
            name = _UNITS.get(macro, token[0].strip())
            shown = rf"\mathrm{{{prefix}{name}}}" + (f"^{{{power}}}" if power else "")
            parts.append(f"/{shown}" if is_below else shown)
            prefix, power, is_below = "", "", False
    return r"\,".join(parts).replace(r"\,/", "/")
