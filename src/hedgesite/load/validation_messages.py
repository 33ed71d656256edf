"""Messages for values that do not fit their field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from hedgesite.messages import shortened, suggestion
from hedgesite.model.base import FORMAT, ID_PATTERN, PlainStr
from hedgesite.model.fields import LANGUAGE_PATTERN
from hedgesite.model.vocabulary import PRIVATE_FIELDS

_BY_FIELD = {
    "colour": "write it as #rrggbb, in quotation marks",
    "orcid": "write the sixteen digits as 0000-0000-0000-0000",
    "doi": "write it without a resolver, as 10.1234/abc",
    "url": "write the whole address, beginning with https://",
    "pdf-url": "write the whole address, beginning with https://",
    "contact": "write one address of mail, such as lake@example.org",
    "accent": "write it as #rrggbb, in quotation marks",
    "paper": "write it as #rrggbb, in quotation marks",
    "weight": "write a number from 1 to 1000, or two with a blank between them for a variable font",
    "family": "write its name in Latin letters, digits, blanks and hyphens",
    "mark": "use one to three letters",
    "collation": "write own or icu",
    "page-ranges": "write full or short",
    "format": f"write the number of a format; the latest is {FORMAT}",
}
_TEXT = {"string_type", "string_too_short"}
LIST_TYPES = {"tuple_type", "list_type"}
_MAPPING = {"dict_type", "model_type", "model_attributes_type", "mapping_type"}
_FLAG = {"bool_type", "bool_parsing"}
_NUMBER = {"float_type", "float_parsing", "finite_number"}
_WHOLE_NUMBER = {"int_type", "int_parsing", "int_from_float"}
_AN_ID = re.compile(rf"(?<![\w-]){ID_PATTERN}(?![\w-])")


def misfit(path: Sequence[str | int], written: str | None, detail: ErrorDetails) -> tuple[str, str]:
    """Problem and remedy. `written` is the value as written in the file; None for a list or a mapping."""
    names = [step for step in path if isinstance(step, str)]
    written = shortened(written) if written is not None else None
    if detail["loc"][-1] == "[key]":
        return f"'{written}' is not a language tag", _language(written)
    place = f"the field '{names[-1]}'" if names else "this item"
    within = f"an item of {place}" if names and isinstance(path[-1], int) else place
    if detail["input"] is None and written:
        problem = f"'{written}' without quotation marks stands for nothing, so that {within} is empty"
    elif detail["input"] is None:
        problem = f"{within} is empty"
    elif isinstance(detail["input"], str | bool | int | float):
        problem = f"'{written}' does not fit {place}"
    elif detail["type"] == "too_short":
        problem = f"{place} has too few items"
    else:
        problem = f"{within} contains a {'list' if isinstance(detail['input'], list) else 'mapping'}"
    return problem, _remedy(names[-1] if names else "", written, detail)


def _remedy(name: str, written: str | None, detail: ErrorDetails) -> str:
    kind, given = detail["type"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind == "enum":
        options = re.findall(r"'([^']*)'", str(context["expected"]))
        return suggestion(str(written), options, "correct it")
    if kind == "private_field":
        return suggestion(str(written), sorted(PRIVATE_FIELDS), "remove it: only private fields need to be opened")
    if name in ("language", "lang"):
        return _language(written)
    if name in _BY_FIELD:
        return _BY_FIELD[name]
    if kind in _TEXT and given is None:
        return "put it in quotation marks if it is a text, or remove it" if written else "write its value, or remove it"
    if kind in _TEXT:
        held = isinstance(given, dict) and given
        return "put text that holds ': ' in quotation marks" if held else "write text"
    if kind in LIST_TYPES:
        if given is None:
            return "write a list, or remove the field"
        return f"write it as a list: [{written}]" if written else "write a list: begin each item with a hyphen"
    if kind == "too_short":
        return f"give at least {'one' if context['min_length'] == 1 else context['min_length']}"
    if kind in _MAPPING:
        return "write its fields below it, indented"
    if kind in _FLAG:
        return "write true or false"
    if kind == "figure_digits":
        return "round it to 15 digits"
    if (kind in _NUMBER or kind in _WHOLE_NUMBER) and isinstance(given, PlainStr) and (trap := _number_trap(given)):
        return trap
    if kind in _WHOLE_NUMBER or (kind == "greater_than_equal" and "ge" in context):
        return f"write a whole number from {context.get('ge', 1)} on, without quotation marks"
    if kind == "figure_size":
        return "choose another unit, so that it has fewer digits"
    if kind in _NUMBER:
        return "write a number such as 3.5, without its unit and without quotation marks"
    return "correct it"


def _language(written: str | None) -> str:
    """The remedy for what is not a tag: the tag of the language that has this name in English, if there is one."""
    # Loading Babel takes longer than reading a small companion.
    from babel import Locale

    tags = {name.casefold(): tag for tag, name in Locale("en").languages.items() if len(tag) <= 3}
    tag = tags.get((written or "").casefold()) or str(written).replace("_", "-")
    is_tag = tag != written and re.fullmatch(LANGUAGE_PATTERN, tag)
    return f"did you mean '{tag}'?" if is_tag else "write a language tag such as en or sr-Latn"


def _number_trap(written: str) -> str:
    """Remedy for a number in a form that programs read as different numbers; empty for anything else."""
    if re.fullmatch(r"[-+]?0[0-9_]+(?:\.[0-9_]*)?", written):
        return f"write {written.replace('_', '').lstrip('+-0') or 0}: with a 0 before it, YAML means an octal number"
    if re.fullmatch(r"[-+]?0[xob][0-9a-fA-F_]+", written):
        return "write the number in decimal digits"
    if re.fullmatch(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?", written):
        return "write one decimal number such as 12.5: YAML takes the parts between colons for sixtieths"
    if re.fullmatch(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?", written):
        return f"write {written.replace(',', '')}, without a separator of thousands"
    if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", written):
        return f"write {written.replace(',', '.')}, with a decimal point"
    return ""


def ids_in(text: str) -> list[str]:
    """Every word that could be an id, for text that could not be parsed."""
    return _AN_ID.findall(text)
