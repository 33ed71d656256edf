"""Citations of LaTeX that an author put together by hand, as the one command that says the same.

`\\citeauthor{k} (\\citeyear{k}, 3)` is `\\citet[3]{k}`, and `(see \\citealp{k}; \\citealp{m})` a group in parentheses.
Taken one by one, each of these commands would bring parentheses or names of its own.

Source: the manuals of natbib and biblatex ("Citation Commands").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

OPTIONS = r"(?:\s*\[(?:[^\[\]{}]|\{[^{}]*\})*\]){0,2}"
"""Up to two optional arguments: words before, and words after."""
_OPTION = re.compile(r"\[((?:[^\[\]{}]|\{[^{}]*\})*)\]")
_KEY = r"\{\s*(?P<key>[^{},\\]+?)\s*\}"
_SAME = r"\{\s*(?P=key)\s*\}"
_NAME_AND_YEAR = re.compile(
    rf"\\[cC]iteauthor\*?\s*{_KEY}[\s~]*(?:"
    rf"\(\s*\\citeyear\*?\s*{_SAME}(?P<rest>[^()\[\]\\{{}}]{{0,60}})\)"
    rf"|\\(?:citeyearpar|parencite\*|autocite\*)(?P<options>{OPTIONS})\s*{_SAME}"
    rf"|(?P<bare>,?[\s~]*\\citeyear\*?\s*{_SAME}))"
)
_IN_PARENTHESES = ("cite", "citealp", "citealt", "citep", "parencite", "autocite", "citeyear", "citet", "textcite")
_COMMAND = re.compile(rf"\\(?P<name>{'|'.join(_IN_PARENTHESES)})\*?(?P<options>{OPTIONS})\s*\{{(?P<keys>[^{{}}\\]*)\}}")
_PLAIN = r"[^()\[\]\\{};%]"
_LEAD = rf"(?:{_PLAIN}|\\(?:emph|textit)\s*\{{{_PLAIN}{{0,40}}\}}){{0,80}}"
_OPENED = re.compile(rf"(?P<bracket>[(\[])(?P<lead>{_LEAD})\Z")
_JOINING = "and|or|but|also|see|cf\\.|und|oder|sowie|siehe|vgl\\.|et|ou|voir|y|o|véase|e|ver|i|oraz|och|en|of"
_BETWEEN = re.compile(
    rf"(?P<rest>(?:\s*[,:]{_PLAIN}{{0,60}})?)\s*;(?P<lead>{_LEAD})|\s*,\s*(?:and\s+(?=\\))?(?=\\)"
    rf"|\s*,\s+(?P<joined>(?:{_JOINING})\s{_PLAIN}{{0,40}}?)(?=\\)"
)
_CLOSED = re.compile(rf"(?P<rest>(?:\s*[,:]{_PLAIN}{{0,80}})?)\s*(?P<bracket>[)\]])")
_CLOSING = {"(": ")", "[": "]"}
_LONGEST_LEAD = 90
_OF_YEARS = "citeyear"
_IN_SENTENCE = re.compile(rf"\\(?:[cC]itet|[tT]extcite)\*?(?P<options>{OPTIONS})\s*\{{(?P<keys>[^{{}}\\]*)\}}")
_ALONE = re.compile(rf"\\(?P<name>[cC]iteauthor|citeyear)\*?{OPTIONS}\s*{_KEY}")
NAMED = re.compile(r"\\(?:[cC]iteauthor|citeyear)\*?\s*[\[{]")
"""A command that names a source by its author or its year."""
SOURCE = "hedgesite-source:"
"""What the address of a link to a source begins with."""


class Shown(NamedTuple):
    """How a source is called in the text."""

    names: str
    year: str


class _Cited(NamedTuple):
    lead: str
    command: re.Match[str]
    rest: str


def with_groups(body: str, shown: Mapping[str, Shown]) -> str:
    """The body of a document with as many lines. `shown` has what is known of sources, by key."""
    body = _NAME_AND_YEAR.sub(_name_and_year, body)
    body = _IN_SENTENCE.sub(_one_by_one, _with_parentheses(body))
    return _ALONE.sub(lambda found: _linked(found, shown), body)


def _lines(text: str) -> str:
    return "\n" * text.count("\n")


def _option(words: str) -> str:
    return f"[{words}]" if words else ""


def _name_and_year(found: re.Match[str]) -> str:
    if found["bare"]:
        return f"\\citealt{{{found['key']}}}{_lines(found[0])}"
    rest = _option(" ".join((found["rest"] or "").strip(" ,:;").split()))
    return f"\\citet{found['options'] or rest}{{{found['key']}}}{_lines(found[0])}"


def _with_parentheses(body: str) -> str:
    """The body with one command for each pair of brackets that holds nothing but citations, and words around them."""
    parts: list[str] = []
    at = 0
    for start, end, group in _groups(body):
        if start >= at:
            parts += [body[at:start], _group(group), _lines(body[start:end])]
            at = end
    return "".join([*parts, body[at:]])


def _groups(body: str) -> Iterator[tuple[int, int, list[_Cited]]]:
    """Brackets that hold citations, from offset to offset."""
    group: list[_Cited] = []
    start, bracket, lead, expected = 0, "", "", -1
    for command in _COMMAND.finditer(body):
        if command.start() != expected:
            opened = _OPENED.search(body, max(command.start() - _LONGEST_LEAD, 0), command.start())
            if opened is None or not _is_prose(body, opened):
                continue
            group, start, bracket, lead = [], opened.start(), opened["bracket"], opened["lead"]
        expected = -1
        if closed := _CLOSED.match(body, command.end()):
            group.append(_Cited(lead, command, closed["rest"]))
            if closed["bracket"] == _CLOSING[bracket] and _is_group(group):
                yield start, closed.end(), group
        elif between := _BETWEEN.match(body, command.end()):
            group.append(_Cited(lead, command, between["rest"] or ""))
            lead, expected = between["lead"] or between["joined"] or "", between.end()


def _is_prose(body: str, opened: re.Match[str]) -> bool:
    """Whether a bracket is one of the text, and none around the argument of a command."""
    if opened["bracket"] == "(":
        return True
    before = body[max(opened.start() - 40, 0) : opened.start()]
    return before[-1:].isspace() and re.search(r"[}\]]\s*$|\\[A-Za-z@]+\*?\s*$", before) is None


def _is_group(group: list[_Cited]) -> bool:
    """Years stand with years; a citation of the sentence is one of a group only if nothing else stands with it."""
    years = [each.command["name"] == _OF_YEARS for each in group]
    is_narrative = any(each.command["name"] in ("citet", "textcite") for each in group)
    return (all(years) or not any(years)) and not (
        is_narrative and (len(group) > 1 or group[0].lead.strip() or group[0].rest.strip())
    )


def _group(group: list[_Cited]) -> str:
    if group[0].command["name"] == _OF_YEARS:
        keys = ",".join(each.command["keys"] for each in group)
        return f"\\citeyearpar{_option(' '.join(group[-1].rest.strip(' ,:').split()))}{{{keys}}}"
    several = "s" if len(group) > 1 else ""
    return f"\\parencite{several}" + "".join(map(_member, group))


def _member(each: _Cited) -> str:
    options = _OPTION.findall(each.command["options"])
    before, after = ("", *options)[-2:] if options else ("", "")
    lead = " ".join(f"{each.lead.strip(' ~')} {before}".split())
    rest = ", ".join(filter(None, (after, " ".join(each.rest.strip(" ,:~").split()))))
    return f"[{lead}][{rest}]{{{each.command['keys']}}}"


def _one_by_one(found: re.Match[str]) -> str:
    """Sources that are cited in the sentence, each as a citation of its own, after the words before."""
    keys = [key.strip() for key in found["keys"].split(",") if key.strip()]
    options = _OPTION.findall(found["options"])
    before, after = ("", *options)[-2:] if options else ("", "")
    if not keys or (len(keys) == 1 and not before):
        return found[0]
    cited = [f"\\citet{{{key}}}" for key in keys[:-1]] + [f"\\citet{_option(after)}{{{keys[-1]}}}"]
    return f"{before} {'; '.join(cited)}".lstrip() + _lines(found[0])


def _linked(found: re.Match[str], shown: Mapping[str, Shown]) -> str:
    known = shown.get(found["key"])
    words = (known.year if found["name"] == _OF_YEARS else known.names) if known else ""
    return f"\\href{{{SOURCE}{found['key']}}}{{{words}}}{_lines(found[0])}" if words else found[0]
