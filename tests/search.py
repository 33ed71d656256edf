"""The index of the search, read as browsers read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hedgesite.export.search_index import INDEX_FILE, Findable

__all__ = ["INDEX_FILE", "places_of", "read_index"]

_BEFORE, _AFTER = "globalThis.hedgesite.index=", ";\n"


def read_index(data: bytes) -> dict[str, Any]:
    """What the script gives to the search."""
    text = data.decode()
    assert text.startswith(_BEFORE)
    assert text.endswith(_AFTER)
    read: dict[str, Any] = json.loads(text.removeprefix(_BEFORE).removesuffix(_AFTER))
    return read


def places_of(data: bytes) -> Mapping[str, Findable]:
    """What can be found, by its address."""
    records = [Findable(*record) for record in read_index(data)["records"]]
    found = {record.address: record for record in records}
    assert len(found) == len(records)
    return found
