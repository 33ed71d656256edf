"""What scripts say: their messages in the companion's language, as a script that pages load before the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from hedgesite.model.direction import direction_of
from hedgesite.words import cldr
from hedgesite.words.counts import N_, Forms, n_
from hedgesite.words.translation import Words

SCRIPT = "assets/hedgesite/words.js"
"""Below the site's root. A script, since a page that was opened from disk may load nothing else."""


def script_path(language: str) -> str:
    """Where the script of an edition is, by its language."""
    return f"assets/hedgesite/words-{language.lower()}.js"


MESSAGES: Mapping[str, str | Forms] = {
    "close": N_("Close"),
    "copied": N_("Copied"),
    "copied-of": N_("%(what)s copied"),
    "copy": N_("Copy"),
    "copy-as": N_("Copy as %(name)s"),
    "copy-of": N_("Copy %(what)s"),
    "selected": N_("Selected"),
    "selected-of": N_("%(what)s selected; copy it with the keyboard"),
    "codes-all": N_("Show all codes"),
    "codes-shown": n_(
        "Showing %(dimensions)s: %(found)s of %(num)s passage.",
        "Showing %(dimensions)s: %(found)s of %(num)s passages.",
    ),
    "codes-none": n_(
        "Showing none of these dimensions: %(found)s of %(num)s passage.",
        "Showing none of these dimensions: %(found)s of %(num)s passages.",
    ),
    "dimension-of": N_("The dimension %(name)s"),
    "correct": N_("Correct this passage"),
    "report": N_("Report an error in it"),
    "cited-here": N_("Cited here: %(place)s"),
    "cited-only": N_("Cited only here"),
    "cited-others": n_("Cited in %(num)s other passage", "Cited in %(num)s other passages"),
    "search-found": n_("%(num)s result", "%(num)s results"),
    "search-more": n_("Show %(num)s more", "Show %(num)s more"),
    "search-none": N_("Nothing was found."),
    "search-some": N_("Nothing has all of these words; these have some."),
    "search-missing": N_("The search could not be loaded."),
    "sources-all": n_("%(num)s source", "%(num)s sources"),
    "sources-some": n_("%(found)s of %(num)s source", "%(found)s of %(num)s sources"),
    "events-all": n_("%(num)s event", "%(num)s events"),
    "events-some": n_("%(found)s of %(num)s event", "%(found)s of %(num)s events"),
    "events-none": n_("none of %(num)s event", "none of %(num)s events"),
}
"""By the name under which `templates/shell/assets/hedgesite/` asks for them. No script has text of its own."""

_SAMPLES = (*range(200), 1000, 1_000_000)
"""Among these is a number of every plural category that any language has for whole numbers."""


def script(words: Words, language: str, functions: str, index: str = "") -> str:
    """The whole script: the messages, and the functions that fill them in, which stand in the templates.

    A message is a text, or a text for each plural category. `language` is that of the companion; what is only known in
    English has rules of its own. `index` is the file of the search's index, if it is not the companion's own.
    """
    data = {
        "language": language,
        "rules": str(cldr.locale_of(words.page or words.language)).replace("_", "-"),
        "direction": direction_of(language),
        "messages": {name: _written(words, message) for name, message in MESSAGES.items()},
        "english": [name for name, message in MESSAGES.items() if not _is_known(words, message)],
    }
    if index:
        data["index"] = index
    # JSON in ASCII is a script too.
    return f"(globalThis.hedgesite??={{}}).said={json.dumps(data, separators=(',', ':'))};\n{functions}"


def _is_known(words: Words, message: str | Forms) -> bool:
    return words.has(message) if isinstance(message, str) else words.has_plural(*message)


def _written(words: Words, message: str | Forms) -> str | Mapping[str, str]:
    if isinstance(message, str):
        return words.raw(message)
    tag = words.page or words.language if _is_known(words, message) else "en"
    return {category: words.raw_plural(*message, number) for category, number in _samples(tag)}


@cache
def _samples(tag: str) -> tuple[tuple[str, int], ...]:
    """A number of each plural category of a language."""
    found: dict[str, int] = {}
    for number in _SAMPLES:
        found.setdefault(cldr.plural_form(tag, number), number)
    return tuple(sorted(_with_other(found).items()))


def _with_other(found: dict[str, int]) -> dict[str, int]:
    # In some languages only fractions take it; scripts fall back to it.
    return found if "other" in found else {**found, "other": 0}
