"""Sort keys by ICU, of the extra `hedgesite[icu]`: collation by the rules of CLDR for every language and script.

DuckDB brings ICU as a wheel for every system; PyICU has none, pyuca has no order but that of Unicode, and icu4py does
not sort. Source: DuckDB's documentation, "ICU Extension".
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from hedgesite.resources import command_for
from hedgesite.styles.collation import Collate, Key
from hedgesite.styles.style_error import StyleError

INSTALL = command_for("icu")
_LATIN_OF_TWO_SCRIPTS = frozenset({"sr", "bs", "cnr"})
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
"""Nothing is fetched: an extension that the package lacks is an error."""


def icu_collation(language: str) -> Collate:
    """The order of a language by ICU. Raises StyleError if the extra is not installed."""
    try:
        duckdb: Any = import_module("duckdb")
    except ImportError:
        raise StyleError(
            "the collation 'icu' needs ICU, which is not installed", f"run: {INSTALL}", "collation"
        ) from None
    try:
        connection = duckdb.connect(":memory:", config=_SETTINGS)
        query = f"select icu_sort_key($1, '{_locale(language)}')"
        connection.execute(query, ["a"]).fetchall()
    except duckdb.Error as error:
        problem = f"ICU cannot sort in the language '{language}' ({str(error).splitlines()[0]})"
        raise StyleError(problem, "write 'collation: own'", "collation") from None
    keys: dict[str, Key] = {}

    def collate(text: str) -> Key:
        if text not in keys:
            keys[text] = (str(connection.execute(query, [text]).fetchall()[0][0]), text)
        return keys[text]

    return collate


def _locale(language: str) -> str:
    """ICU's name of a locale. The Latin alphabet of Serbian, Bosnian and Montenegrin is that of Croatian."""
    primary, *rest = re.split("[-_]", language)
    subtags = [each.lower() for each in rest]
    if primary in _LATIN_OF_TWO_SCRIPTS and (primary != "sr" or "latn" in subtags):
        return "hr"
    if primary == "zh" and {"hant", "tw", "hk"} & set(subtags):
        return "zh_TW"
    return primary.lower() if primary.isalpha() else "en"
