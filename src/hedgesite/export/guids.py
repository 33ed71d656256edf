"""Identifiers that are unique in the world, and stay the same from one export to the next."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from hedgesite.cache.memo import Memo
from hedgesite.export.context import Context
from hedgesite.model.evidence import CodedSpan
from hedgesite.model.library import Passage


@dataclass(frozen=True, slots=True)
class Guids:
    """GUIDs that are the same for every export of the companion."""

    namespace: UUID
    memo: Memo

    @classmethod
    def of_article(cls, context: Context) -> Guids:
        """Of the companion to an article; they follow from the article's title."""
        return cls(uuid5(NAMESPACE_URL, f"urn:hedgesite:{context.library.article.title}"), context.memo)

    def of(self, kind: str, id: str) -> str:
        """The GUID of a thing of a kind."""
        return self.memo.get_or_make(("guid", kind, id), lambda: str(uuid5(self.namespace, f"{kind}:{id}")))


def spans_of(context: Context, passage: Passage, guids: Guids) -> Iterator[tuple[int, CodedSpan, str, str]]:
    """The coded spans of a passage: number, span, present id of its dimension, and GUID.

    The GUID follows from code and words, so that spans can be added and reordered.
    """
    met: Counter[tuple[str, ...]] = Counter()
    for number, span in enumerate(passage.annotation.spans, 1):
        code = context.id("dimension", span.code)
        identity = (passage.id, code, span.before, str(span.quote), span.after)
        met[identity] += 1
        yield number, span, code, guids.of("span", json.dumps((*identity, met[identity])))
