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
OF_PACKAGES = _KNOWN | frozenset(
    {
        "Citealp", "Citealt", "Citeauthor", "Citep", "Citet", "citeA", "citeN", "citeNN", "citeNP", "citeaffixed",
        "citeasnoun", "citeauthorNP", "citedate", "citefullauthor", "citename", "citenum", "citeonline", "citeposs",
        "citepos", "citetext", "citetitle", "citeurl", "citeyearNP", "footfullcite", "fullcite", "fullciteA",
        "fullciteNP", "gentextcite", "onlinecite", "possessivecite", "shortcite", "shortciteA", "shortciteN",
        "shortciteNP",
    }
)  # fmt: skip
"""Commands of citing that packages define. What a class defines in their place is for its own lists."""
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
_ANGLES = re.compile(
    r"(?P<command>(?<!\\)\\[A-Za-z]*[cC]ite[A-Za-z]*\*?)\s*<(?P<before>[^<>\\]{0,200})>\s*(?=(?P<after>\[)|\{)"
)
"""Words before a citation, as apacite has them."""
_NARRATIVE = re.compile(r"(?<!\\)\\(?P<name>(?:full|short)?cite(?:A|online|asnoun))(?=\*?\s*[\[{])")
_SEVERAL = re.compile(
    rf"(?<!\\)\\(?P<name>[tT]extcites)(?P<whole>(?:\s*\([^()\\]{{0,200}}\)){{0,2}})"
    rf"(?P<cited>(?:{OPTIONS}\s*\{{[^{{}}\\]*\}})+)"
)
_ONE = re.compile(rf"(?P<options>{OPTIONS})\s*\{{(?P<keys>[^{{}}\\]*)\}}")
_WHOLE = re.compile(r"\(([^()]*)\)")
_POSSESSIVE = re.compile(
    rf"(?<!\\)\\(?P<name>possessivecite|posscite|citeposs?|citegen|gentextcite)\*?(?P<options>{OPTIONS})\s*(?P<keys>\{{[^{{}}\\]*\}})"
)
_AFFIXED = re.compile(
    rf"(?<!\\)\\citeaffixed\*?(?P<options>{OPTIONS})\s*(?P<keys>\{{[^{{}}\\]*\}})\s*\{{(?P<before>[^{{}}\\]*)\}}"
)
_SECOND_HAND = re.compile(
    rf"(?<!\\)\\apud(?P<online>online)?(?P<options>{OPTIONS})\s*(?P<first>\{{[^{{}}\\]*\}})\s*(?P<second>\{{[^{{}}\\]*\}})"
)
"""A source that is known from another one, as abntex2cite has it."""
_FIELD_FIRST = re.compile(
    rf"(?<!\\)\\citefield(?P<options>{OPTIONS})\s*(?P<field>\{{[a-z]+\}})\s*\{{(?P<key>[^{{}}\\,]*)\}}"
)
_PART = re.compile(
    r"\\(?:(?P<names>citeauthorNP|[cC]itefullauthors?|citename)|citeyearNP)\*?(?=\s*\{\s*(?P<key>[^{}\\,]*?)\s*\})"
)
"""A command that shows the author or the year alone."""
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
    body = _of_other_shapes(body, titles, own)
    body = with_groups(_CITETEXT.sub(lambda found: f"({found['inner']})", body), shown)
    parts: list[str] = []
    at = 0
    while found := _COMMAND.search(body, at):
        parts.append(body[at : found.start()])
        written, at = _rewritten(found, body, titles, own)
        parts.append(written)
    return "".join([*parts, body[at:]])


def _of_other_shapes(body: str, titles: Mapping[str, str], own: set[str]) -> str:
    """The body in which commands with arguments of other kinds are written with those that natbib and biblatex have."""

    def angled(found: re.Match[str]) -> str:
        return f"{found['command']}[{found['before']}]{'' if found['after'] else '[]'}{_lines(found)}"

    def owners(found: re.Match[str]) -> str:
        if found["name"] in own:
            return found[0]
        return f"\\citeauthor{found['keys']}'s \\citeyearpar{found['options']}{found['keys']}"

    def affixed(found: re.Match[str]) -> str:
        after = found["options"].strip() or "[]"
        return f"\\citep[{found['before']}]{after}{found['keys']}{_lines(found)}"

    def second_hand(found: re.Match[str]) -> str:
        after = found["options"].strip() or "[]"
        if found["online"]:
            return f"\\citet{found['first']} \\citep[apud]{after}{found['second']}{_lines(found)}"
        return f"\\parencites{found['first']}[apud]{after}{found['second']}{_lines(found)}"

    def field_last(found: re.Match[str]) -> str:
        if found["key"].strip() not in titles:
            return found[0]
        return f"\\citefield{found['options']}{{{found['key']}}}{found['field']}"

    body = _NARRATIVE.sub(lambda found: found[0] if found["name"] in own else "\\citet", _ANGLES.sub(angled, body))
    body = _POSSESSIVE.sub(owners, _SEVERAL.sub(_one_after_another, body))
    body = _PART.sub(lambda found: _part(found) if found["key"] in titles else found[0], body)
    body = _FIELD_FIRST.sub(field_last, _AFFIXED.sub(affixed, body))
    return body if "apud" in own else _SECOND_HAND.sub(second_hand, body)


def _part(found: re.Match[str]) -> str:
    return "\\citeauthor" if found["names"] else "\\citeyear"


def _lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _one_after_another(found: re.Match[str]) -> str:
    """Sources of one command that stand in the sentence, each as a citation of its own."""
    whole = [" ".join(each.split()) for each in _WHOLE.findall(found["whole"])]
    before, after = (whole[0], whole[1] if len(whole) > 1 else "") if len(whole) > 1 else ("", "".join(whole))
    name = found["name"].removesuffix("s")
    cited = "; ".join(
        f"\\{name}{' '.join(each['options'].split())}{{{each['keys']}}}" for each in _ONE.finditer(found["cited"])
    )
    return f"{before} {cited}{f', {after}' if after else ''}".strip() + _lines(found)


def _rewritten(found: re.Match[str], body: str, titles: Mapping[str, str], own: set[str]) -> tuple[str, int]:
    """What a command becomes, and the offset after it."""
    name, end = found["name"], found.end()
    listed = [key.strip() for key in found["keys"].split(",")]
    if not all(listed) and any(listed):
        # Pandoc stops at a comma without a key.
        before = f"\\{name}{found['star']}{found['volume'] or ''}{found['options']}"
        return f"{before}{{{','.join(filter(None, listed))}}}{_lines(found)}", end
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
