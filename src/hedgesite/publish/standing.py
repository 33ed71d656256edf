"""Whether the site that stands is what a build would make once more: told without making anything."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from platformdirs import user_cache_path

from hedgesite.installed import templates_folder
from hedgesite.publish.repository import repository_of

_PACKAGES = ("hedgesite", "jinja2", "markdown-it-py", "mkdocs", "mkdocs-material", "pybtex", "pydantic", "pyyaml")
_PLUGINS = {"search", "material/search", "hedgesite"}
"""Plugins that put nothing into a site but what is told apart here."""


class Standing:
    """What a site is made from, and what was said when it was made last."""

    def __init__(self, config_file: Path, *, strict: bool) -> None:
        self._config_file, self._strict = config_file, strict
        configuration = _configuration(config_file)
        self._inputs = self._look(configuration)
        place = str((configuration or {}).get("site_dir", "site"))
        self.site = (config_file.parent / place).resolve()
        name = hashlib.sha256(os.fsencode(self.site)).hexdigest()
        self._record = user_cache_path("hedgesite") / "sites" / f"{name}.json"

    def said(self) -> str | None:
        """What the build said that made the site; None where a build might make another one, or say something else."""
        try:
            record = json.loads(self._record.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        known = isinstance(record, dict) and self._inputs and record.get("inputs") == self._inputs
        return str(record["said"]) if known and record.get("site") == _digest(_states(self.site)) else None

    def remember(self, said: str) -> None:
        """The site was made from this just now. Where that cannot be kept, the next build makes it once more."""
        # Nobody knows which state of a file was read that was saved meanwhile.
        if not self._inputs or self._look(_configuration(self._config_file)) != self._inputs:
            return
        record = {"inputs": self._inputs, "site": _digest(_states(self.site)), "said": said}
        try:
            self._record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=self._record.parent, delete=False, encoding="utf-8") as file:
                json.dump(record, file)
            Path(file.name).replace(self._record)
        except OSError:
            return

    def _look(self, configuration: dict[str, Any] | None) -> str:
        if configuration is None:
            return ""
        try:
            return _digest(_inputs(self._config_file, configuration, strict=self._strict))
        except OSError:
            return ""


def _configuration(file: Path) -> dict[str, Any] | None:
    """The shell's configuration, where all that it names is known here; None otherwise."""
    try:
        found = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if not isinstance(found, dict) or {"INHERIT", "hooks"} & set(found):
        return None
    theme, plugins = found.get("theme"), found.get("plugins", [])
    if not isinstance(theme, dict) or theme.get("name") != "material" or "custom_dir" in theme:
        return None
    names = {name for plugin in plugins for name in (plugin if isinstance(plugin, dict) else [plugin])}
    return found if names <= _PLUGINS else None


def _inputs(config_file: Path, configuration: dict[str, Any], *, strict: bool) -> Iterator[bytes]:
    root = config_file.parent.resolve()
    yield repr((strict, sys.version, [version(name) for name in _PACKAGES], repository_of(root), root)).encode()
    yield config_file.read_bytes()
    yield from _contents(root / str(configuration.get("docs_dir", "docs")))
    yield from _contents(templates_folder())
    # Whoever works on hedgesite itself changes it without another version.
    yield from _states(Path(__file__).parents[1], "*.py")


def _contents(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        yield os.fsencode(path.relative_to(folder))
        if path.is_symlink():
            yield b"link"
        elif path.is_file():
            yield path.read_bytes()


def _states(folder: Path, pattern: str = "*") -> Iterator[bytes]:
    for path in sorted(folder.rglob(pattern)):
        info = path.lstat()
        yield repr((str(path), info.st_mode, info.st_size, info.st_mtime_ns if path.is_file() else 0)).encode()


def _digest(parts: Iterable[bytes]) -> str:
    """Of the parts and where each ends. Raises OSError where one cannot be read."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
