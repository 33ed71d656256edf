"""Commands of citing that Pandoc drops, as those that it knows: of biblatex, natbib, apacite, revtex and others.

Source: the manuals of biblatex ("Citation Commands"), natbib and apacite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hedgesite.importer.latex_cite_groups import OPTIONS, Shown, with_groups
from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.latex_verbatim import outside

_KNOWN = frozenset(
    {
        "cite", "cites", "Cite", "Cites", "citep", "citet", "citealp", "citealt", "citeyear", "citeyearpar",
        "citeauthor", "autocite", "autocites", "Autocite", "Autocites", "parencite", "parencites", "Parencite",
        "Parencites", "textcite", "textcites", "Textcite", "Textcites", "footcite", "footcites", "footcitetext",
        "smartcite", "smartcites", "Smartcite", "Smartcites", "supercite", "supercites", "nocite",
    }
)  # fmt: skip
_NO_CITATIONS = frozenset(
    {
        "DeclareCiteCommand", "DeclareMultiCiteCommand", "DeclareCiteCommandAlias", "setcitestyle", "citestyle",
        "defcitealias", "citesetup", "citereset", "mancite", "bibcite", "citation", "citename", "AtEveryCite",
        "AtEveryCitekey", "AtNextCite", "AtNextCitekey", "citeindextrue", "citeindexfalse", "citemulticmd",
    }
)  # fmt: skip
_COMMAND = re.compile(
    r"(?<!\\)\\(?P<name>[A-Za-z]*[Cc]ite[A-Za-z]*)(?P<star>\*?)"
    rf"(?:(?<=volcite)(?P<volume>\s*(?:\[[^\[\]]*\])?\s*\{{[^{{}}]*\}}))?(?P<options>{OPTIONS})\s*\{{(?P<keys>[^{{}}\\]*)\}}"
)
_FIELD = re.compile(r"\s*\{(?P<field>[a-z]+)\}")
_CITETEXT = re.compile(r"(?<!\\)\\citetext\s*\{(?P<inner>(?:[^{}]|\{[^{}]*\})*)\}")
_DEFINED = re.compile(
    r"\\(?:re|provide)?(?:new)?[cC]ommand\*?\s*\{?\\([A-Za-z]+)|\\def\s*\\([A-Za-z]+)|Command\*?\{\\([A-Za-z]+)"
)


def cited_keys(text: str) -> set[str]:
    """The keys that commands of citing have."""
    return {key.strip() for found in _COMMAND.finditer(text) for key in found["keys"].split(",")} - {"", "*"}


def with_known_citations(text: str, titles: Mapping[str, str], shown: Mapping[str, Shown]) -> str:
    """The text with as many lines, and with commands of citing that Pandoc knows.

    `titles` has the titles of sources by their keys, for `\\citetitle`, and `shown` their names and years. Commands
    that the manuscript defines stay.
    """
    own = {name for found in _DEFINED.finditer(text) for name in found.groups() if name}
    begin = (document_begin(text) or (0,))[0]
    return text[:begin] + outside(text[begin:], lambda body: _with_known(body, titles, shown, own))


def _with_known(body: str, titles: Mapping[str, str], shown: Mapping[str, Shown], own: set[str]) -> str:
    body = with_groups(_CITETEXT.sub(lambda found: f"({found['inner']})", body), shown)
    parts: list[str] = []
    at = 0
    while found := _COMMAND.search(body, at):
        parts.append(body[at : found.start()])
        written, at = _rewritten(found, body, titles, own)
        parts.append(written)
    return "".join([*parts, body[at:]])


def _rewritten(found: re.Match[str], body: str, titles: Mapping[str, str], own: set[str]) -> tuple[str, int]:
    """What a command becomes, and the offset after it."""
    name, end = found["name"], found.end()
    if name in _KNOWN | _NO_CITATIONS | own:
        return found[0], end
    lines = "\n" * found[0].count("\n")
    keys = " ".join(found["keys"].split())
    options = " ".join(found["options"].split())
    if name.lower().endswith("citefield"):
        field = _FIELD.match(body, end)
        end = field.end() if field else end
        name = "citetitle" if field and "title" in field["field"] else "cite"
    if "title" in name:
        words = " ".join(f"\\emph{{{titles[key.strip()]}}}" for key in keys.split(",") if titles.get(key.strip()))
        return f"{f'{words} ' if words else ''}\\cite{options}{{{keys}}}{lines}", end
    if found["volume"]:
        volume = re.sub(r".*\{([^{}]*)\}", r"\1", " ".join(found["volume"].split()))
        page = options.strip("[] ")
        options = f"[{volume}{f', {page}' if page else ''}]"
    return f"\\{_nearest(name)}{options}{{{keys}}}{lines}", end


def _nearest(name: str) -> str:
    """The command that Pandoc knows for one that it does not."""
    lowered = name.lower()
    plural = "s" if lowered.endswith("cites") else ""
    if "foot" in lowered:
        return f"footcite{plural}"
    if "author" in lowered:
        return "citeauthor"
    if "year" in lowered or "date" in lowered:
        return "citeyearpar" if "par" in lowered else "citeyear"
    # Of apacite, those with A are part of the sentence; of natbib, those with t.
    if "text" in lowered or lowered.startswith("citet") or name.endswith(("citeA", "citeauthors")) or "tvol" in lowered:
        return f"textcite{plural}"
    return f"cite{plural}"
