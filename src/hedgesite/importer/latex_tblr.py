"""Tables of tabularray, which Pandoc does not know, as plain tables of LaTeX.

Source: the manual of tabularray, "Outer specifications" and "Inner specifications".
"""

from __future__ import annotations

import re

from hedgesite.importer.latex_groups import Groups

_KEY = re.compile(r"(?:^|,)\s*(?P<name>[A-Za-z]+)\s*(?P<of>\{[^{}]*\})?\s*=\s*")
_CELL = re.compile(r"\\SetCell\s*(?:\[[^\[\]\n]{0,80}\])?\s*\{[^{}]*\}")
_OTHER = re.compile(
    r"\\Set(?:Row|Column|HLine|VLine|Hline|Vline|HLines)s?\s*(?:\[[^\[\]\n]{0,80}\])?(?:\s*\{[^{}\n]*\})*"
)
_RULE = re.compile(r"\\(?P<name>hline|cline|toprule|midrule|bottomrule|cmidrule)\s*\[[^\[\]\n]{0,80}\]")
_SPEC = re.compile(r"\{[^{}]*\}|\[[^\[\]]{0,80}\]")
_MOST_COLUMNS = 200


def from_tblr(outer: str, inner: str, body: str, *, in_float: bool) -> str:
    """A table with its caption and its notes. `outer` and `inner` are what it says in brackets and in braces."""
    said, columns = _values(outer), _values(inner).get("colspec", inner)
    body = _RULE.sub(r"\\\g<name>", _OTHER.sub("", _CELL.sub("", body)))
    letters = re.findall(r"[A-Za-z]", _SPEC.sub("", columns)) if "=" not in _SPEC.sub("", columns) else []
    first = max((len(re.findall(r"(?<!\\)&", row)) + 1 for row in body.split("\\\\")[:3]), default=1)
    count = min(max(len(letters), first), _MOST_COLUMNS)
    table = f"\\begin{{tabular}}{{{'l' * count}}}{body}\\end{{tabular}}"
    caption = said.get("caption") or said.get("entry", "")
    if caption or "label" in said:
        label = f"\\label{{{said['label']}}}" if said.get("label") else ""
        table = f"\\caption{{{caption}}}{label}{table}"
        table = table if in_float else f"\\begin{{table}}{table}\\end{{table}}"
    return table + "".join(f"\\par {name}: {words}\\par " for name, words in _notes(outer))


def _values(text: str) -> dict[str, str]:
    """The values of keys, without the braces around them."""
    return {name: words for name, of, words in _pairs(text) if not of}


def _notes(text: str) -> list[tuple[str, str]]:
    return [
        (of.strip("{} ") or "Note" if name == "remark" else "Note", words)
        for name, of, words in _pairs(text)
        if name in {"note", "remark"}
    ]


def _pairs(text: str) -> list[tuple[str, str, str]]:
    groups, at = Groups(text), 0
    found: list[tuple[str, str, str]] = []
    while key := _KEY.search(text, at):
        words = groups.group(key.end())
        comma = text.find(",", key.end())
        begin, end = words or (key.end(), comma if comma >= 0 else len(text))
        found.append((key["name"], key["of"] or "", text[begin:end].strip()))
        at = end + 1 if words else end
    return found
