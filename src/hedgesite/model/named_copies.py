"""The copies of sources that a companion's evidence names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hedgesite.model.evidence_file import EvidenceFile, path_of
from hedgesite.model.library import Library


def named_copies(library: Library) -> Mapping[str, EvidenceFile]:
    """The copies that evidence names, by path; a site publishes no others."""
    records = (record for passage in library.passages for record in passage.annotation.evidence)
    named = {path_of(record.archive.file) for record in records if record.archive and record.archive.file}
    return MappingProxyType({path: copy for path, copy in library.copies.items() if path in named})
