"""The shell's part of the cache: its compiled templates, and the files of the site that need not be rewritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.theme import Theme

from hedgesite.cache.compiled_templates import compiled_templates
from hedgesite.cache.directory_snapshot import state_of
from hedgesite.cache.memo import Latest, Memo
from hedgesite.model.page import Page
from hedgesite.render.quick_output import QuickCalls

_PLAIN = (str, int, float, type(None))
PURE_PLUGINS = {"hedgesite"}
"""Plugins whose part in a page depends on nothing but the page and the configuration."""


class ShellFile(File):
    """A file of the site that need not be rewritten if it is already there."""

    stands: bool = False

    def is_modified(self) -> bool:
        return not self.stands


class ShellTheme(Theme):
    """A theme whose templates stay compiled, and whose many icons are not listed again for every build."""

    def __init__(self, theme: Theme, memory: ShellCache) -> None:
        self.__dict__.update(theme.__dict__)
        self.memory = memory

    def get_env(self) -> jinja2.Environment:
        return self.memory.environment(self, super().get_env)


class _VisibleFiles(jinja2.FileSystemLoader):
    """Lists only files that MkDocs lists too: none that are hidden or lie in a hidden folder."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for root in self.searchpath:
            for folder, names, files in os.walk(root, followlinks=self.followlinks):
                names[:] = [name for name in names if not name.startswith(".")]
                place = Path(folder).relative_to(root)
                found.update((place / name).as_posix() for name in files if not name.startswith("."))
        return sorted(found)


@dataclass(frozen=True, slots=True)
class _Made:
    """The last completed build."""

    key: object
    """Everything that affects every page; None if a plugin may change pages in an unknown way."""
    pages: Mapping[str, Page]
    files: Mapping[str, bytes]
    written: frozenset[str]
    """Every file of the site."""


class ShellCache:
    """Keeps compiled templates, and records what the site already holds."""

    def __init__(self) -> None:
        self._templates: Latest[jinja2.Environment] = Latest()
        self._made: _Made | None = None
        self._making: _Made | None = None
        self._shared: Memo | None = None

    @property
    def has_site(self) -> bool:
        """Whether a build has completed."""
        return self._made is not None

    def environment(self, theme: Theme, make: Callable[[], jinja2.Environment]) -> jinja2.Environment:
        """The theme's templates; the same object until one of the site's own files changes."""
        own = (Path(folder) for folder in theme.dirs[: 2 if theme.custom_dir else 1])
        state = tuple(theme.dirs), theme.locale, tuple(state_of(folder) for folder in own)
        return self._templates.get_or_make(state, lambda: self._prepared(make(), theme))

    def _prepared(self, environment: jinja2.Environment, theme: Theme) -> jinja2.Environment:
        environment.loader = _VisibleFiles(theme.dirs)
        environment.bytecode_cache = compiled_templates("shell", version("mkdocs"), version("mkdocs-material"))
        environment.context_class = QuickCalls
        environment.globals["shared"] = self.shared
        return environment

    def shared(self, part: str, page: object, make: Callable[[], str]) -> str:
        """A part of the shell around a page, rendered once per build for all pages with one key."""
        key = getattr(page, "shell_key", None)
        if key is None or self._shared is None:
            return make()
        return self._shared.get_or_make((part, key), make)

    def compare(self, pages: Iterable[Page], files: Files, config: MkDocsConfig) -> None:
        """Mark the files of the site that are unchanged."""
        by_path = {page.path: page for page in pages}
        generated = {file.src_uri: file.content_bytes for file in files if _is_download(file)}
        self._making = _Made(
            self._key(config),
            by_path,
            generated,
            frozenset(file.abs_dest_path for file in files if not file.inclusion.is_excluded()),
        )
        self._shared = Memo() if self._making.key is not None and _is_plain(config) else None
        made = self._made
        if made is None:
            return
        may_stand = made.key is not None and made.key == self._making.key
        for file in files:
            if isinstance(file, ShellFile) and file.abs_dest_path in made.written:
                if file.page is None:
                    file.stands = made.files.get(file.src_uri) == generated[file.src_uri]
                else:
                    path = file.src_uri.removesuffix("index.md")
                    file.stands = may_stand and path in made.pages and made.pages[path] == by_path[path]

    def finish(self) -> None:
        """Record a completed build, and remove files that the site no longer has."""
        gone = (self._made.written - self._making.written) if self._made and self._making else ()
        for path in gone:
            Path(path).unlink(missing_ok=True)
        self._made = self._making

    def _key(self, config: MkDocsConfig) -> object:
        if config.hooks or not set(config.plugins) <= PURE_PLUGINS:
            return None
        return self._templates.key, _frozen(config)


def _is_plain(config: MkDocsConfig) -> bool:
    """Whether the shell is unmodified: no template of the site's own, and no other home page among similar pages."""
    return not config.theme.custom_dir and "homepage" not in config.extra


def _is_download(file: File) -> bool:
    return isinstance(file, ShellFile) and file.page is None


def _frozen(value: object) -> object:
    """A value that is equal only for equal configurations. Values of unknown type never compare equal."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Theme):
        return value.name, tuple(value.dirs), sorted(value.static_templates), _frozen(dict(value))
    if isinstance(value, BasePlugin):
        return type(value), _frozen(value.config)
    if isinstance(value, Mapping):
        return tuple((key, _frozen(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return repr(value)
