"""Content types of `words.yml`: what a companion says in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, WrapValidator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hedgesite.model.base import Id, LocatedDict, LocatedStr, Value
from hedgesite.model.fields import Language, Text, in_its_place
from hedgesite.model.translations import OwnKindTranslation, Translated
from hedgesite.model.word_lists import DEFAULTS, Lists

_LONGEST = 1000
Said = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST), WrapValidator(in_its_place)]
"""Plain text that knows its position."""


class Wording(Value):
    """Words in place of a message. Of a message that says a number, a form for each that the language has."""

    zero: Said | None = None
    one: Said | None = None
    two: Said | None = None
    few: Said | None = None
    many: Said | None = None
    other: Said
    """The form for all other numbers; the only one where there is no number."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: object) -> object:
        """A text stands for its only form."""
        if not isinstance(data, str):
            return data
        return LocatedDict.at({"other": data}, data.origin) if isinstance(data, LocatedStr) else {"other": data}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        fields = handler.resolve_ref_schema(handler(schema))
        fields["type"] = ["string", "object"]
        return fields

    @property
    def forms(self) -> Mapping[str, str]:
        """Text by CLDR's name of the form."""
        return {name: str(text) for name in FORMS if (text := getattr(self, name)) is not None}


FORMS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's names of plural forms."""


class OwnKind(Translated):
    """An item of a list of kinds: a new one, or another name for one that every companion has."""

    id: Id
    name: Text
    """What readers see, in the companion's language."""
    plural: str = ""
    """Heading of a list of several; the name if it is left out."""
    translations: dict[Language, OwnKindTranslation] = Field(default_factory=dict)
    """Names in other languages, by language."""


class OwnWords(Value):
    """Words of the companion's own (`words.yml`)."""

    actor_kinds: tuple[OwnKind, ...] = ()
    """Kinds of actor besides state, person, organisation, alliance and group."""
    evidence_kinds: tuple[OwnKind, ...] = ()
    """Kinds of evidence besides official, agreement, statistics, scholarship, journalism and think-tank."""
    roles: tuple[OwnKind, ...] = ()
    """Roles of passages besides analysis, theory, method, context and conclusion."""
    hypothesis_kinds: tuple[OwnKind, ...] = ()
    """Kinds of hypothesis besides main and specific."""

    interface: dict[Said, Wording] = Field(default_factory=dict)
    """By the English message that hedgesite has: what the companion says in its place."""

    @property
    def forms(self) -> Mapping[str, Mapping[str, str]]:
        """The forms of each message."""
        return {str(message): wording.forms for message, wording in self.interface.items()}

    def own_kinds(self, name: str) -> Mapping[str, OwnKind]:
        """The companion's own items of a list, by id."""
        return {item.id: item for item in getattr(self, name.replace("-", "_"))}

    def kinds(self, name: str) -> tuple[str, ...]:
        """The ids of a list: those that every companion has, and the companion's own."""
        return (*DEFAULTS[name], *(id for id in self.own_kinds(name) if id not in DEFAULTS[name]))

    @property
    def lists(self) -> Lists:
        """Every list by its name in `words.yml`, with its ids."""
        return tuple((name, self.kinds(name)) for name in DEFAULTS)
