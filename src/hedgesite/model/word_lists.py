"""Lists that a companion extends in its language: kinds of actor, evidence and hypothesis, and roles of passages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from hedgesite.model.base import ID_PATTERN, is_id

ANALYSIS, CONTEXT = "analysis", "context"
"""Roles that the program itself gives: of a passage that names none, and of a figure or table that is not annotated."""

NEUTRAL = "neutral"
"""Stance of a dimension in the middle of its theory's spectrum. The ids of the two ends are the theory's own."""
STANCES = "stances"
"""The list of what a dimension's stance may be, which the codebook itself gives."""

DEFAULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actor-kinds": ("state", "person", "organisation", "alliance", "group"),
        "evidence-kinds": ("official", "agreement", "statistics", "scholarship", "journalism", "think-tank"),
        "roles": (ANALYSIS, "theory", "method", CONTEXT, "conclusion"),
        "hypothesis-kinds": ("main", "specific"),
    }
)
"""The items that every companion has, by the name of the list in `words.yml`."""

OFFERED: Mapping[str, tuple[str, ...]] = MappingProxyType({**DEFAULTS, STANCES: (NEUTRAL,)})
"""The same, and what every codebook has besides the ends of its spectrum."""

Lists = tuple[tuple[str, tuple[str, ...]], ...]
"""Ids by the name of a list. A list without ids is unknown: any id may be in it."""
ANYTHING: Lists = tuple((name, ()) for name in DEFAULTS)
LISTS = "lists"
"""Key of the validation's context: the ids of each list of a companion."""


def _of_list(name: str) -> PlainValidator:
    def check(value: object, info: ValidationInfo) -> str:
        known = (info.context or {}).get(LISTS, DEFAULTS).get(name, ())
        if not isinstance(value, str) or (value not in known if known else not is_id(value)):
            options = ", ".join(f"'{each}'" for each in known)
            raise PydanticCustomError("enum", "Input should be one of {expected}", {"expected": options})
        return value

    return PlainValidator(check)


def _schema(name: str) -> WithJsonSchema:
    own = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
    return WithJsonSchema({"anyOf": [{"enum": list(OFFERED[name])}, own]})


ActorKind = Annotated[str, _of_list("actor-kinds"), _schema("actor-kinds")]
EvidenceKind = Annotated[str, _of_list("evidence-kinds"), _schema("evidence-kinds")]
Role = Annotated[str, _of_list("roles"), _schema("roles")]
Stance = Annotated[str, _of_list(STANCES), _schema(STANCES)]
HypothesisKind = Annotated[str, _of_list("hypothesis-kinds"), _schema("hypothesis-kinds")]
