"""Works that belong together: editions, translations, reviews, a volume and its parts.

Source: the manual of biblatex, sections 3.4 and 4.5.1 ("Related Entries"), and the relations that its bundles define.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.source import Source
from hedgesite.words.counts import N_


@dataclass(frozen=True, slots=True)
class RelatedWork:
    """A work that belongs to another one."""

    how: str
    """What it is to the other: a message of the interface, or the entry's own words (`relatedstring`)."""
    key: str
    is_own_words: bool = False


_RELATED = N_("Related")
_REPRINTED, _REPRINT = N_("Reprinted as"), N_("Reprint of")
_TRANSLATED, _TRANSLATION = N_("Translated as"), N_("Translation of")
_REVIEWED, _REVIEW = N_("Reviewed in"), N_("Review of")
_FIRST, _AGAIN = N_("First published as"), N_("Published again as")
_WHOLE, _PART = N_("Part of"), N_("Contains")
_EDITION, _COMMENTED, _COMMENTS = N_("Other edition"), N_("Commented on in"), N_("Commentary on")
_VOLUMES, _VOLUME = N_("Volumes"), N_("Volume of")
_CONTINUED, _CONTINUES = N_("Continued as"), N_("Continues")

_TYPES = MappingProxyType(
    {
        "bytranslator": (_TRANSLATED, _TRANSLATION),
        "commenton": (_COMMENTS, _COMMENTED),
        "continuation": (_CONTINUES, _CONTINUED),
        "edition": (_EDITION, _EDITION),
        "editionof": (_EDITION, _EDITION),
        "multivolume": (_VOLUMES, _VOLUME),
        "origpubas": (_FIRST, _AGAIN),
        "origpubin": (_FIRST, _AGAIN),
        "reprintas": (_REPRINTED, _REPRINT),
        "reprintfrom": (_REPRINT, _REPRINTED),
        "reprintof": (_REPRINT, _REPRINTED),
        "reviewof": (_REVIEW, _REVIEWED),
        "reviewin": (_REVIEWED, _REVIEW),
        "translatedas": (_TRANSLATED, _TRANSLATION),
        "translatedfrom": (_TRANSLATION, _TRANSLATED),
        "translationas": (_TRANSLATED, _TRANSLATION),
        "translationof": (_TRANSLATION, _TRANSLATED),
    }
)
"""How the named work stands to the one that names it, and the other way round, by `relatedtype`."""


def related_works(library: Library, names: EntityIndex) -> Mapping[str, tuple[RelatedWork, ...]]:
    """The works that belong to each source, by its key: those that it names and those that name it."""
    found: dict[str, dict[str, RelatedWork]] = defaultdict(dict)
    for source in library.sources:
        for key, named, naming in _relations(source, names):
            # The words of the entry itself come before those that follow from another entry.
            found[source.key][key] = named
            found[key].setdefault(source.key, naming)
    return MappingProxyType({key: tuple(works.values()) for key, works in found.items()})


def _relations(source: Source, names: EntityIndex) -> Iterator[tuple[str, RelatedWork, RelatedWork]]:
    """Each work that a source names, with what it is to the source, and what the source is to it."""
    type, own = source.text("relatedtype").strip().lower(), source.text("relatedstring").strip()
    fields = {
        "related": _TYPES.get(type, (_RELATED, _RELATED)),
        "crossref": (_WHOLE, _PART),
        "xref": (_WHOLE, _PART),
        "entryset": (_PART, _WHOLE),
    }
    for field, (how, back) in fields.items():
        for written in source.text(field).split(","):
            key = names.resolve("source", written.strip())
            if key and key != source.key:
                is_own = field == "related" and bool(own)
                named = RelatedWork(own.rstrip(": ") if is_own else how, key, is_own)
                yield key, named, RelatedWork(back, source.key)
