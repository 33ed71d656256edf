"""The settings of a companion that hedgesite itself needs, independent of the shell that reads the rest of the file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule, as_text
from hedgesite.load.files import shown_path
from hedgesite.load.refusals import unreadable
from hedgesite.publish.repository import Repository, repository_of
from hedgesite.publish.settings_file import Setting, read_settings_file

PLUGIN = "hedgesite"
"""The plugin name under which the settings must list this program."""

_TEXTS = ("site_name", "site_url", "docs_dir", "site_dir", "repo_url", "repo_name", "edit_uri", "edit_uri_template")
_PLUGINS = "plugins"


class SettingsError(Exception):
    """The settings cannot be used; the message lists everything wrong with them, one finding a line."""

    def __init__(self, report: Report) -> None:
        several = f"{len(report.diagnostics)} faults in the settings\n" if len(report.diagnostics) > 1 else ""
        super().__init__(several + as_text(report))
        self.report = report


@dataclass(frozen=True, slots=True)
class Settings:
    """The companion's content folder, site and repository. Fields have the same names as in the file."""

    file: Path | None
    """The settings file as an absolute path; None if a shell received its settings without a file."""
    site_name: str
    docs_dir: Path
    """The content folder, absolute."""
    site_dir: Path
    """The folder that a build writes the site into, absolute."""
    site_url: str = ""
    """The address at which the site will be published, ending with a slash; empty if unknown."""
    repo_url: str = ""
    """The address of the content's repository; empty if unknown."""
    repo_name: str = ""
    """The repository's name for readers; empty if not set."""
    edit_uri: str | None = None
    """Path below `repo_url` under which its host edits the files of `docs_dir`. None: unknown; empty: no edit links."""
    edit_uri_template: str = ""
    """Replaces `edit_uri` as the template of the address that edits a file."""
    strict: bool = False
    """Whether the shell's warnings are errors."""
    report: Report = field(default_factory=Report)
    """What settings of the shell would do to pages; no errors, which stop the reading."""

    def located(self) -> Settings:
        """The same settings, with gaps about site and repository filled from the CI's environment or from git."""
        root = self.file.parent if self.file else Path.cwd()
        found = repository_of(root)
        named = self if self.repo_url else replace(self, repo_url=found.url, repo_name=found.name if found.url else "")
        edit_uri = named.edit_uri
        if named.repo_url and not named.edit_uri_template and edit_uri is None:
            folder, root = self.docs_dir.resolve(), root.resolve()
            inside = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else ""
            edit_uri = Repository(named.repo_url, branch=found.branch).edit_uri(inside)
        return replace(named, site_url=self.site_url or found.site, edit_uri=edit_uri)


def read_settings(file: Path) -> Settings:
    """Read the settings in a file, without the shell or its plugins and without running code from YAML tags.

    Raises SettingsError if the file or a parent cannot be read, a setting is invalid, the content folder is missing, or
    hedgesite is not among the plugins.
    """
    path = Path(os.path.abspath(file))  # noqa: PTH100  (resolve() would follow links)
    try:
        found, report = read_settings_file(path, (*_TEXTS, _PLUGINS))
    except OSError as error:
        unread = Diagnostic(Rule.FILE_ENCODING, Origin(shown_path(path)), *unreadable(error))
        raise SettingsError(Report.of([unread])) from error
    if any(finding.rule in {Rule.YAML_SYNTAX, Rule.FILE_ENCODING} for finding in report.diagnostics):
        # A file that could not be read seems to lack settings; those findings would only be consequences.
        raise SettingsError(report)
    reader = _Reader(path, found, is_whole=not report.diagnostics)
    settings = reader.settings()
    report += Report.of(reader.findings)
    if report.diagnostics:
        raise SettingsError(report)
    return settings


class _Reader:
    """Validates each setting and collects the findings."""

    def __init__(self, file: Path, found: Mapping[str, Setting], *, is_whole: bool) -> None:
        self.file = file
        self.found = found
        self.is_whole = is_whole
        """Whether every setting in the file could be read."""
        self.findings: list[Diagnostic] = []

    def settings(self) -> Settings:
        texts = {name: self._text(name) for name in _TEXTS}
        self._require("site_name", "write 'site_name: …'")
        self._require_plugin()
        docs_dir, site_dir = self._folder("docs_dir", "docs"), self._folder("site_dir", "site")
        if self._fits("docs_dir"):
            self._require_content(docs_dir)
        if self._fits("docs_dir") and self._fits("site_dir"):
            self._require_apart(docs_dir, site_dir)
        edit_uri = texts["edit_uri"]
        return Settings(
            self.file,
            texts["site_name"] or "",
            docs_dir,
            site_dir,
            site_url=self._url("site_url", is_folder=True),
            repo_url=self._url("repo_url"),
            repo_name=texts["repo_name"] or "",
            edit_uri=f"{edit_uri}/" if edit_uri and not edit_uri.endswith("/") else edit_uri,
            edit_uri_template=texts["edit_uri_template"] or "",
        )

    def _value(self, name: str) -> object:
        return self.found[name].value if name in self.found else None

    def _fits(self, name: str) -> bool:
        """Whether the value of a text setting is known: written, or left out of a file that was read completely."""
        value = self._value(name)
        return isinstance(value, str) or (value is None and self.is_whole)

    def _text(self, name: str) -> str | None:
        value = self._value(name)
        if value is None or isinstance(value, str):
            return value
        quoted = f"'{value}'" if isinstance(value, bool | int | float) else "this"
        self._say(name, f"{quoted} is not text, as '{name}' has to be", "write it in quotation marks")
        return None

    def _folder(self, name: str, default: str) -> Path:
        value = self._value(name)
        return Path(os.path.abspath(self.file.parent / (value if isinstance(value, str) else default)))  # noqa: PTH100

    def _url(self, name: str, *, is_folder: bool = False) -> str:
        value = self._value(name)
        if not isinstance(value, str) or not value:
            return ""
        try:
            url = urlsplit(value)
        except ValueError:
            url = urlsplit("")
        if not url.scheme or not url.netloc:
            self._say(name, f"'{value}' is not a web address", "write the whole address, beginning with https://")
            return ""
        if is_folder and not url.path.endswith("/"):
            url = url._replace(path=f"{url.path}/")
        return urlunsplit(url)

    def _require(self, name: str, remedy: str) -> None:
        if self._value(name) is None and self.is_whole:
            self._say(name, f"the setting '{name}' is missing", remedy)

    def _require_plugin(self) -> None:
        listed = self._value(_PLUGINS)
        if not isinstance(listed, tuple | dict | None):
            self._say(_PLUGINS, f"'{_PLUGINS}' is not a list", f"write 'plugins: [{PLUGIN}]'")
        elif PLUGIN not in (listed or ()) and self.is_whole:
            self._say(_PLUGINS, f"the plugin {PLUGIN} is missing", f"add it below '{_PLUGINS}'")

    def _require_content(self, folder: Path) -> None:
        if not folder.is_dir():
            self._say("docs_dir", f"'{folder}' is not a folder", "name the folder of the content")
        elif folder == self.file.parent:
            self._say("docs_dir", "the settings stand here themselves", "give the content a folder of its own")

    def _require_apart(self, docs_dir: Path, site_dir: Path) -> None:
        if docs_dir.is_relative_to(site_dir) or site_dir.is_relative_to(docs_dir):
            problem = "the folders of content and site are the same, or one lies in the other"
            self._say("site_dir", problem, "name a folder for the site alone")

    def _say(self, name: str, problem: str, remedy: str) -> None:
        """Report a setting at its position, or at the beginning of the file if it is missing."""
        origin = self.found[name].origin if name in self.found else Origin(shown_path(self.file))
        rule = Rule.FIELD_MISSING if self._value(name) is None else Rule.FIELD_VALUE
        self.findings.append(Diagnostic(rule, origin, problem, remedy))
