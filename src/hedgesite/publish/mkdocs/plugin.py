"""The thin MkDocs plugin: it supplies finished pages in place of the Markdown files of `docs_dir`."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import Environment, Template
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as ShellPage
from mkdocs.utils.templates import TemplateContext

from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.diagnostics import Report
from hedgesite.model import kinds
from hedgesite.model.direction import direction_of
from hedgesite.publish.csp import NO_SCRIPT, shell_scripts, with_policy
from hedgesite.publish.mkdocs.editions import EditionShell, edition_shells, leave_out_edition_files
from hedgesite.publish.mkdocs.languages import name_switches, speak, with_language
from hedgesite.publish.mkdocs.pages import (
    FinishedPage,
    join_style_sheets,
    navigation,
    shell_files,
    shorten_scripts,
)
from hedgesite.publish.mkdocs.palettes import choose_palettes
from hedgesite.publish.mkdocs.setting_rules import judge_settings
from hedgesite.publish.mkdocs.shell_cache import ShellCache, ShellFile, ShellTheme
from hedgesite.publish.mkdocs.shell_parts import leave_out_files, name_icon, set_name, switch_off
from hedgesite.publish.mkdocs.told_findings import known_findings, told_findings
from hedgesite.publish.ownership import NotOursError, mark
from hedgesite.publish.settings import Settings
from hedgesite.publish.site import redirect_pages, refuse_site_dir
from hedgesite.render.edition_paths import ACCESSIBILITY
from hedgesite.render.own_templates import FOLDER as OWN_TEMPLATES
from hedgesite.render.text_kind import description_of_site
from hedgesite.render.version_words import version_in_words
from hedgesite.timing import Stages
from hedgesite.words import unmarked, with_languages
from hedgesite.words.cldr import own_title

if TYPE_CHECKING:
    # Imports a web server, which a build does not need.
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.hedgesite")

_GUESSED_EDIT_URIS = {None, "edit/master/docs/", "src/default/docs/"}
"""MkDocs' defaults for settings that mkdocs.yml leaves out."""


class HedgesiteConfig(Config):
    """The plugin has no options: everything is in the content."""


class HedgesitePlugin(BasePlugin[HedgesiteConfig]):
    """Renders the companion below `docs_dir` and publishes it."""

    built: Built | None = None
    """The companion that is being published."""
    prepared: Built | None = None
    """Pages that were built before MkDocs was called; None if MkDocs was called first."""
    fails: bool = False
    """Whether the content has errors, so that the last good state is published."""
    is_serving: bool = False
    told: Report | None = None
    """The findings that the last build told of; None before the first build."""
    stages: Stages
    """The stopwatch of the running build."""
    cache: BuildCache
    memory: ShellCache
    shells: Mapping[str, EditionShell] = MappingProxyType({})
    """What the shell says around the pages of other languages."""
    palettes: object = None
    """The palettes as the settings have them, before their switches are named in the companion's language."""
    inline: re.Pattern[str] = NO_SCRIPT
    """Pattern of the inline scripts that pages may run: the shell's own."""

    def __init__(self) -> None:
        super().__init__()
        self.stages, self.cache, self.memory = Stages(), BuildCache(), ShellCache()
        self._wrapped = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Called once for all rebuilds of a server. Its presence makes MkDocs keep one plugin instance for them all."""
        self._wrapped = 0
        self.is_serving = command == "serve"
        self.built = None

    # Loaded before other plugins act, so that they use the compiled templates too.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build all pages before MkDocs touches the site: on an error, the last good site stays."""
        templates = templates_folder()
        switch_off(config.plugins)
        settings = settings_of(config).located()
        fill_in(config, settings)
        fresh = self.prepared or self._built(config, templates)
        self.prepared = None
        self.fails = fails = fresh.report.fails(strict=config.strict)
        if fails and not (self.is_serving and self.built):
            raise Abort(f"{len(fresh.report.diagnostics)} findings in the content; the site is left as it was")
        built = self.built = self.built if fails and self.built else fresh
        if not self.is_serving:
            _require_site_dir(settings, built)
        config.theme.dirs.insert(0, str(templates / "shell"))
        # Without the setting, the shell would ask a host of fonts.
        config.theme["font"] = False
        name_icon(config, built.looks.icon)
        speak(config, built.library.article.language)
        choose_palettes(config)
        self.palettes = copy.deepcopy(config.theme.get("palette"))
        name_switches(config, built.words)
        config.theme = ShellTheme(config.theme, self.memory)
        self.inline = shell_scripts(config.theme.dirs)
        config.nav = navigation(built.pages)
        config.exclude_docs = None
        _name_site(config, built)
        config.extra["hedgesite"]["findings"] = [str(d) for d in fresh.report.diagnostics] if self.is_serving else []
        return config

    def _built(self, config: MkDocsConfig, templates: Path) -> Built:
        """Build the pages and log the findings. Pages prepared by the command line are reported there."""
        built = build_pages(Path(config.docs_dir), templates, config.site_url or "", self.cache)
        if config.config_file_path:
            built = replace(built, report=judge_settings(Path(config.config_file_path)) + built.report)
        for level, line in told_findings(self.told, built.report):
            log.log(level, line)
        self.told = known_findings(self.told, built.report)
        return built

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the marker into the empty site first, so that the next build recognises what a killed build left."""
        assert self.built is not None
        if not self.is_serving:
            mark(Path(config.site_dir), self.built.library)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Remove the content files and add pages, downloads and redirects."""
        assert self.built is not None
        content = Path(config.docs_dir)
        for file in list(files):
            if file.src_dir and Path(file.src_dir) == content:
                files.remove(file)
        for file in shell_files(self.built.pages, config):
            files.append(file)
        for path, data in self.built.files.items():
            files.append(ShellFile.generated(config, path, content=data, inclusion=InclusionLevel.NOT_IN_NAV))
        for old, redirecting in redirect_pages(self.built):
            page = with_policy(redirecting, NO_SCRIPT, is_served=self.is_serving).encode()
            target = f"{old}index.html"
            files.append(ShellFile.generated(config, target, content=page, inclusion=InclusionLevel.NOT_IN_NAV))
        join_style_sheets(files, config, has_looks=self.built.looks.are_own)
        shorten_scripts(files, config)
        leave_out_files(files)
        leave_out_edition_files(files, self.built)
        self.memory.compare(self.built.pages, files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Make the navigation of the other languages too."""
        assert self.built is not None
        self.shells = edition_shells(self.built, files, config, self.palettes)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Sort files so that those that MkDocs only copies come first, and give templates the words."""
        assert self.built is not None
        env.globals["_"] = self.built.words.in_html().gettext
        self.stages.enter("write")

    @event_priority(100)
    def on_pre_template(self, template: Template, *, template_name: str, config: MkDocsConfig) -> None:
        """Count a page of the shell's own as wrapped."""
        self.stages.enter("shell")

    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: ShellPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Count a page as wrapped."""
        assert self.built is not None
        self.stages.enter("shell")
        self._wrapped += 1
        if isinstance(page, FinishedPage) and page.rendered.edition:
            self.shells[page.rendered.edition].fill(context)
        self.stages.count(self._wrapped, len(self.built.pages))

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: ShellPage, config: MkDocsConfig) -> str:
        """Add the language and, when no other plugin changes a script any more, the policy."""
        own = page.rendered.language if isinstance(page, FinishedPage) else ""
        edition = self.shells.get(page.rendered.edition) if isinstance(page, FinishedPage) else None
        output = with_policy(output, self.inline, is_served=self.is_serving)
        output = self._in_language(output, edition.config if edition else config, own)
        self.stages.enter("write")
        return output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Add the policy to pages that are templates only, such as the one for missing pages."""
        output_content = with_policy(output_content, self.inline, is_served=self.is_serving)
        output_content = self._in_language(output_content, config)
        self.stages.enter("write")
        return output_content

    def _in_language(self, output: str, config: MkDocsConfig, language: str = "") -> str:
        """A page in its own language, or in that of the site; what is in English or in the original alone says so."""
        assert self.built is not None
        around = config.extra["hedgesite"]["language"]
        output = with_languages(output, direction_of(around), self.built.library.article.language)
        return with_language(output, language or around, config.theme.get("language") or "en")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Rebuild when a template changes too, hedgesite's or one of the companion's own."""
        for folder in (templates_folder(), Path(config.docs_dir).parent / OWN_TEMPLATES):
            server.watch(str(folder))
        return server


def _require_site_dir(settings: Settings, built: Built) -> None:
    """Raise Abort unless the folder is a site of this companion: `mkdocs build` empties it next."""
    try:
        refuse_site_dir(settings, built)
    except (NotOursError, OSError) as error:
        raise Abort(f"{settings.site_dir}: {error}") from error


def _name_site(config: MkDocsConfig, built: Built) -> None:
    article = built.library.article
    set_name(config, article.short, article.title)
    config.extra["hedgesite"] = {
        "short": article.short or article.title,
        "language": article.language,
        "translations": list(article.translations),
        "has_text": bool(built.library.sections),
        "words": built.words.own,
        "draft": article.draft,
        "licences": {"article": article.licence, "companion": article.companion.licence},
        "contact": article.companion.contact or "",
        "accessibility": ACCESSIBILITY,
        "looks": asdict(built.looks),
        **({"editions": [(each.language, each.nav) for each in built.editions]} if built.editions else {}),
        "languages": _languages(built),
        "changes": bool(built.library.versions),
        "version": version_in_words(built.words, article.companion),
        "things": [kind.id for kind in kinds.KINDS if "{id}" in kind.address and not kind.is_anchor],
    }
    if not config.site_description:
        config.site_description = escape(unmarked(description_of_site(built.words, article)))
    if not config.site_author:
        config.site_author = escape(article.author_names)


def _languages(built: Built) -> list[tuple[str, str, str]]:
    """The languages in which there is an overview: tag, own name, path; none where there is only one."""
    own = built.library.article.language
    found = [(own, own_title(own), ".")]
    found += [(each.language, own_title(each.language), f"{each.language}/") for each in built.editions]
    return found if len(found) > 1 else []


def settings_of(config: MkDocsConfig) -> Settings:
    """The settings that hedgesite needs, as MkDocs has read them."""
    return Settings(
        Path(config.config_file_path) if config.config_file_path else None,
        config.site_name,
        Path(config.docs_dir),
        Path(config.site_dir),
        site_url=config.site_url or "",
        repo_url=config.repo_url or "",
        repo_name=config.repo_name or "",
        edit_uri=None if config.edit_uri in _GUESSED_EDIT_URIS else config.edit_uri,
        edit_uri_template=str(config.edit_uri_template or ""),
        strict=config.strict,
    )


def fill_in(config: MkDocsConfig, settings: Settings) -> None:
    """Add missing addresses of site and repository to MkDocs' settings. No link to an unknown repository is shown."""
    if settings.site_url:
        config.site_url = settings.site_url
    if settings.repo_url and settings.repo_url != config.repo_url:
        config.repo_url, config.repo_name = settings.repo_url, settings.repo_name
    if settings.edit_uri is not None:
        config.edit_uri = settings.edit_uri
