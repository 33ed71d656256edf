"""The site on disk: built beside the old one, then moved into its place."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from hedgesite.build import Built, templates_folder
from hedgesite.model.direction import direction_of
from hedgesite.publish.atomic_publish import building, put_in_place, recover, work_of
from hedgesite.publish.ownership import NotOursError, refuse_place, refuse_strangers, resolved
from hedgesite.publish.settings import Settings
from hedgesite.publish.site_audit import DeadLink, audit_site, loads_from_elsewhere
from hedgesite.resources import SETTINGS_FILE
from hedgesite.timing import Stages
from hedgesite.words import unmarked

_SHOWN = 20
"""The most dead links that a message names; more of them usually share a few causes."""


class PublishError(Exception):
    """The shell's configuration cannot be used, or the shell failed; the message says why."""


def publish_site(settings: Settings, built: Built, wrap: Callable[[Path], None], stages: Stages) -> Path:
    """Let `wrap` write a site into an empty folder, audit it, and put it in the place of the old one.

    Returns the site's folder. Raises PublishError, as `Shell.publish`
    does; the old site is then untouched.
    """
    target = _target(settings, built)
    try:
        with building(target) as new:
            stages.enter("shell")
            wrap(new)
            stages.enter("audit")
            _refuse_dead(audit_site(new, built, settings.site_url))
            _refuse_outside(loads_from_elsewhere(new, built))
            stages.enter("write")
            put_in_place(new, target)
    except OSError as error:
        raise PublishError(_message(error, target)) from error
    except MemoryError as error:
        raise PublishError("there is too little memory for this site; it is left as it was") from error
    return settings.site_dir


def recover_site(settings: Settings) -> None:
    """Put the old site back if a build was killed while it swapped folders. Raises PublishError if that fails."""
    target = _target(settings)
    try:
        recover(target)
    except OSError as error:
        raise PublishError(_message(error, target)) from error


def refuse_site_dir(settings: Settings, built: Built | None = None) -> Path:
    """The site's folder with symbolic links resolved.

    Raises NotOursError if replacing it would remove something that is not a site, or the site of another companion, and
    OSError if it cannot be read.
    """
    target = resolved(settings.site_dir)
    refuse_place(target, config_file=settings.file, content=settings.docs_dir, templates=templates_folder())
    refuse_strangers(target, built.library if built else None)
    return target


def _target(settings: Settings, built: Built | None = None) -> Path:
    try:
        return refuse_site_dir(settings, built)
    except NotOursError as error:
        raise PublishError(f"{settings.site_dir}: {error}") from error
    except OSError as error:
        raise PublishError(f"{error.filename or settings.site_dir}: {error.strerror or error}") from error


def redirect_pages(built: Built) -> Iterator[tuple[str, str]]:
    """The former addresses of a companion, each with a page that redirects from it. They are below the site's root."""
    own = built.library.article.language
    pages = {page.path: page for page in built.pages}
    for old, new in built.redirects.items():
        found = pages.get(new.partition("#")[0])
        language = (found.language if found else "") or own
        yield old, _redirect_page(old, new, unmarked(found.title) if found else new, language)


def _redirect_page(old: str, new: str, title: str, language: str) -> str:
    """Named as the page that it leads to: it needs no word of its own, which readers might not understand."""
    target = "../" * old.count("/") + new
    return (
        f'<!doctype html><html lang="{escape(language)}" dir="{direction_of(language)}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{target}">'
        f'<meta http-equiv="refresh" content="0; url={target}"></head>'
        f'<body><p><a href="{target}">{escape(title)}</a></p></body></html>\n'
    )


def _refuse_dead(dead: Sequence[DeadLink]) -> None:
    if dead:
        links = f"{len(dead)} links" if len(dead) > 1 else "1 link"
        shown = [f"  {link}" for link in dead[:_SHOWN]]
        if len(dead) > _SHOWN:
            shown.append("  …")
        head = f"the new site has {links} without a target; the old site is unchanged"
        raise PublishError("\n".join((head, *shown, f"correct {SETTINGS_FILE}, or the template that makes it")))


def _refuse_outside(loads: Mapping[str, str]) -> None:
    if loads:
        addresses = f"{len(loads)} addresses" if len(loads) > 1 else "1 address"
        shown = [f"  /{file}: {address}" for address, file in list(loads.items())[:_SHOWN]]
        head = f"the new site loads {addresses} from other hosts; the old site is unchanged"
        remedy = f"correct {SETTINGS_FILE}, a plugin or hook that it names, or the template that makes it"
        raise PublishError("\n".join((head, *shown, remedy)))


def _message(error: OSError, target: Path) -> str:
    place = written_in(error, target)
    new = work_of(target) / "new"
    if new in Path(place).parents:
        # A path in the temporary folder stands for the same path in the site, which is the one the user knows.
        place = str(target / Path(place).relative_to(new))
    return f"{place}: {_reason(error)}; the site is left as it was"


def written_in(error: OSError, folder: Path) -> str:
    """The path that could not be written. An error of a copy or a rename names two paths; `folder` if it names none."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][1])
    named = error.filename2 if error.filename2 is not None and error.errno != errno.EIO else error.filename
    return os.fsdecode(named) if isinstance(named, str | bytes) else str(named or folder)


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][2])
    return error.strerror or str(error)
