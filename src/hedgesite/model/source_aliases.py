"""Content type of `source-aliases.yml`: former keys of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import ConfigDict, RootModel

from hedgesite.model.base import Ref
from hedgesite.model.fields import LocatedText


class SourceAliases(RootModel[dict[LocatedText, Ref]]):
    """Former keys of sources, each with the present one (`source-aliases.yml`).

    They stand in a file of their own because the next export of a reference manager overwrites the bibliography.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    def __iter__(self) -> Iterator[tuple[str, Ref]]:  # type: ignore[override]
        return iter(self.root.items())

    @property
    def present(self) -> Mapping[str, str]:
        """The last key that each former one leads to, through keys that were changed more than once."""
        return MappingProxyType({former: self._last(former) for former in self.root})

    def _last(self, former: str) -> str:
        seen = {former}
        key = self.root[former].id
        while key in self.root and key not in seen:
            seen.add(key)
            key = self.root[key].id
        return key
