"""Whether the site that stands is what a build would make once more: told without making anything."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from hedgesite.cache_folder import cache_folder
from hedgesite.folder_state import state_of
from hedgesite.installed import templates_folder
from hedgesite.load.layout import walk
from hedgesite.publish.repository import repository_of

_PACKAGES = ("hedgesite", "jinja2", "markdown-it-py", "mkdocs", "mkdocs-material", "pybtex", "pydantic", "pyyaml")
_PLUGINS = {"search", "material/search", "hedgesite"}
"""Plugins that put nothing into a site but what is told apart here."""


class Standing:
    """What a site is made from, and what was said when it was made last."""

    def __init__(self, config_file: Path, *, strict: bool) -> None:
        configuration = _configuration(config_file)
        self._config_file = config_file
        # A link that leads to itself is for the build to refuse.
        self._content = Path(os.path.realpath(config_file.parent / str((configuration or {}).get("docs_dir", "docs"))))
        self._saved = _looked_at(self._files()) if configuration else ""
        self._inputs = _looked_at(_inputs(config_file, self._saved, strict=strict)) if self._saved else ""
        place = str((configuration or {}).get("site_dir", "site"))
        self.site = Path(os.path.realpath(config_file.parent / place))
        name = hashlib.sha256(os.fsencode(self.site)).hexdigest()
        self._record = cache_folder() / "sites" / f"{name}.json"

    def said(self) -> str | None:
        """What the build said that made the site; None where a build might make another one, or say something else."""
        try:
            record = json.loads(self._record.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        known = isinstance(record, dict) and self._inputs and record.get("inputs") == self._inputs
        stands = known and record.get("site") == _looked_at(_contents(self.site)) != ""
        return str(record["said"]) if stands else None

    def remember(self, said: str) -> None:
        """The site was made from this just now. Where that cannot be kept, the next build makes it once more."""
        # Nobody knows which state of a file was read that was saved meanwhile.
        if not self._inputs or _looked_at(self._files()) != self._saved:
            return
        record = {"inputs": self._inputs, "site": _looked_at(_contents(self.site)), "said": said}
        try:
            self._record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            whole = self._record.with_suffix(f".{os.getpid()}")
            whole.write_text(json.dumps(record), "utf-8")
            whole.replace(self._record)
        except OSError:
            return

    def _files(self) -> Iterator[bytes]:
        """What an author may save while a build is running."""
        yield self._config_file.read_bytes()
        for entry in sorted(walk(self._content, _unlisted), key=lambda entry: entry.place.parts):
            yield repr((os.fsencode(entry.place), entry.kind, entry.size)).encode()
            if entry.is_read:
                yield (self._content / entry.place).read_bytes()


def _configuration(file: Path) -> dict[str, Any] | None:
    """The shell's configuration, where all that it names is known here; None otherwise."""
    try:
        found = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None
    if not isinstance(found, dict) or {"INHERIT", "hooks"} & set(found):
        return None
    theme, plugins = found.get("theme"), found.get("plugins", [])
    if not isinstance(theme, dict) or theme.get("name") != "material" or "custom_dir" in theme:
        return None
    if not isinstance(plugins, list):
        return None
    names = {str(name) for plugin in plugins for name in (plugin if isinstance(plugin, dict) else [plugin])}
    return found if names <= _PLUGINS else None


def _inputs(config_file: Path, saved: str, *, strict: bool) -> Iterator[bytes]:
    root = config_file.parent.resolve()
    versions = [version(name) for name in _PACKAGES]
    yield repr((strict, sys.version, versions, repository_of(root), root, saved)).encode()
    yield from _contents(templates_folder())
    # Whoever works on hedgesite itself changes it without another version.
    yield from _contents(Path(__file__).parents[1], ending=".py")


def _contents(folder: Path, ending: str = "") -> Iterator[bytes]:
    """What is in the files of this program, or of a site that it wrote; what is hidden there is the owner's."""
    for path, mode, *_ in state_of(folder, ending):
        place = Path(path).relative_to(folder)
        if not any(part.startswith(".") for part in place.parts):
            yield repr((os.fsencode(place), mode)).encode()
            if stat.S_ISREG(mode):
                yield Path(path).read_bytes()


def _unlisted(error: OSError) -> None:
    raise error


def _looked_at(parts: Iterable[bytes]) -> str:
    """The digest; empty where something cannot be read."""
    try:
        return _digest(parts)
    except OSError:
        return ""


def _digest(parts: Iterable[bytes]) -> str:
    """Of the parts and where each ends. Raises OSError where one cannot be read."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
