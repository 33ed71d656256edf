"""Which fields of the content name other things, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hedgesite.model.base import Value
from hedgesite.model.content import Article, Dimension, Event, Hypothesis, Series, Term, TradeOff
from hedgesite.model.matter import Annotation, Evidence, FrontMatter

MENTIONS: Mapping[tuple[type[Value], str], str] = MappingProxyType(
    {
        (Article, "nocite"): "source",
        (Dimension, "example"): "passage",
        (Dimension, "sources"): "source",
        (TradeOff, "between"): "dimension",
        (TradeOff, "passages"): "passage",
        (Hypothesis, "parent"): "hypothesis",
        (Hypothesis, "dimensions"): "dimension",
        (Event, "actors"): "actor",
        (Event, "dimensions"): "dimension",
        (Event, "sources"): "source",
        (Term, "sources"): "source",
        (Series, "passages"): "passage",
        (Series, "sources"): "source",
        (Series, "dimensions"): "dimension",
        (FrontMatter, "parent"): "section",
        (Annotation, "dimensions"): "dimension",
        (Annotation, "hypotheses"): "hypothesis",
        (Annotation, "actors"): "actor",
        (Annotation, "events"): "event",
        (Evidence, "source"): "source",
    }
)
"""Type and field to the kind of thing, one of `KINDS`, whose ids the field holds."""
