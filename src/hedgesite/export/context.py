"""The input of every export, and queries that several of them share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from hedgesite.cache.memo import Memo
from hedgesite.derive import Derived, EvidenceRecord
from hedgesite.export.ris import ris_record
from hedgesite.export.texts import Texts
from hedgesite.model.base import Ref
from hedgesite.model.front_matter import Annotation
from hedgesite.model.library import Library, Passage
from hedgesite.styles import References, format_locator
from hedgesite.styles.csl.items import CslItem, csl_item, csl_text, translated_title


@dataclass(frozen=True)
class Context:
    """The companion, its derived data, and the address of its site (empty if unknown)."""

    library: Library
    derived: Derived
    references: References
    site_url: str = ""
    memo: Memo = field(default_factory=Memo, compare=False)
    """Results for companions that differ at most in the words of sections."""
    media: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    """Figures, copies of sources and files of the looks and of the root as the site publishes them, by path below the
    content directory."""
    templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    """Templates of the companion's own, by name."""

    @property
    def release(self) -> str:
        """The companion's version as a sentence, in English: `Version 1.1, 2026-11-27.`; empty if none is known."""
        companion = self.library.article.companion
        parts = (
            f"Version {companion.number}" if companion.number else "",
            companion.day,
        )
        return f"{', '.join(filter(None, parts))}." if any(parts) else ""

    def address(self, kind: str, id: str) -> str:
        """Address of a thing: absolute if the site's address is known, else a path below the site's root."""
        path = self.derived.routes[kind, id]
        return f"{self.site_url.rstrip('/')}/{path}" if self.site_url else path

    def id(self, kind: str, ref: Ref) -> str:
        return self.derived.names.resolve(kind, ref.id) or ref.id

    def parents_of(self, annotation: Annotation) -> list[str]:
        """Ids of the dimensions that those of a passage and of its spans are parts of, each once."""
        coded = self.derived.names.meant("dimension", annotation.refs("dimensions"))
        above = self.library.levels.parent_of
        return list(dict.fromkeys(above[id] for id in coded if id in above))

    def coded_again(self, passage: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The codes that other coders gave to a passage, as they gave them, by the id of their coding."""
        for comparison in self.derived.comparisons:
            if found := comparison.by_passage.get(passage):
                yield comparison.id, self.derived.names.meant("dimension", found.coded.codes)

    def cited_in(self, passage: str) -> list[str]:
        """Keys of the sources that a passage or its notes cite, in the order of their first citation."""
        return [id for kind, id in self.derived.relations.things_of[passage] if kind == "source"]

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.library, self.derived.names, self.references, self.memo)

    @cached_property
    def csl(self) -> Mapping[str, CslItem]:
        """Items by source key, in the order of the list of references."""
        language, sources = self.library.article.language, self.library.source_by_key
        return self.memo.get_or_make(
            "csl", lambda: MappingProxyType({key: csl_item(sources[key], language) for key in self.references})
        )

    @cached_property
    def csl_text(self) -> Mapping[str, str]:
        """The items as JSON."""
        return self.memo.get_or_make("csl text", lambda: {key: csl_text(item) for key, item in self.csl.items()})

    @cached_property
    def ris(self) -> Mapping[str, str]:
        """Records of RIS by source key, in the order of the list of references."""
        return self.memo.get_or_make("ris", lambda: {key: self._ris_record(key) for key in self.csl})

    def _ris_record(self, key: str) -> str:
        translated = translated_title(self.library.source_by_key[key], self.library.article.language)
        return ris_record(self.csl[key], translated)


def place_in_article(context: Context, passage: Passage) -> str:
    """The place in the article that a passage restates: `§ 3, ¶ 4, p. 103`; empty if it is not given."""
    page = passage.annotation.page
    return context.library.section_by_id[passage.section].place_in_article(passage, f"p. {page}" if page else "")


def spoken_locator(record: EvidenceRecord) -> str:
    """The place of an evidence record in its source, in English: `p. 12`; empty if it has none."""
    if record.locator is None:
        return record.place
    place = format_locator(record.locator)
    return f"{'pp.' if re.search('[-–,]', place) else 'p.'} {place}" if record.locator.label == "page" else place


def given(**fields: Any) -> dict[str, Any]:
    """Fields of an export that have a value."""
    return {name: value for name, value in fields.items() if value}
