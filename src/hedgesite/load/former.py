"""The bibliography as it was: when all its keys were known last, or in the last commit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from hedgesite.cache.kept_results import KeptResults
from hedgesite.git import answer
from hedgesite.load.bibtex import read_bibliographies
from hedgesite.load.layout import BIBLIOGRAPHY, LARGEST, MEBIBYTE
from hedgesite.model.source import Source

Texts = tuple[tuple[str, str], ...]
"""Names of files, each with its text."""

_KIND = "bibliographies"


def remember(content: Path, texts: Texts) -> None:
    """Keep the texts of a companion's bibliography for the day when its keys have changed."""
    kept, key = KeptResults(_KIND), _key(content)
    data = json.dumps(texts)
    if kept.get(key) != data:
        kept.put(key, data)


def former_sources(content: Path) -> tuple[Source, ...]:
    """The sources of a companion's earlier bibliography; none if nothing is known of it."""
    data = KeptResults(_KIND).get(_key(content))
    texts: Texts = tuple((name, text) for name, text in json.loads(data)) if data else tuple(_committed(content))
    return read_bibliographies(texts)[0].sources if texts else ()


def _key(content: Path) -> str:
    return hashlib.sha256(str(content.resolve()).encode("utf-8", "surrogateescape")).hexdigest()


def _committed(content: Path) -> Iterator[tuple[str, str]]:
    """The bibliographies of the last commit, if git has one."""
    for name in answer(content, "ls-tree", "--name-only", "-z", "HEAD").split("\0"):
        if name.endswith(BIBLIOGRAPHY):
            text = answer(content, "show", f"HEAD:./{name}")
            if len(text) <= LARGEST[BIBLIOGRAPHY] * MEBIBYTE:
                yield name, text
