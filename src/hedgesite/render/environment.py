"""The environment in which templates of pages run: what they may call, and the language that they speak."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from hedgesite.cache.compiled_templates import compiled_templates
from hedgesite.model.direction import Direction, direction_of, direction_of_text, runs_against
from hedgesite.model.fields import TitleText
from hedgesite.model.translations import BEGIN, END, in_the_original
from hedgesite.render.own_templates import NO_TEMPLATES, OwnTemplates, with_own
from hedgesite.render.quick_output import FORM
from hedgesite.render.quoted import between, ended, quoted_sentence, with_subtitle
from hedgesite.render.sandbox import Sandbox, Templates
from hedgesite.words import ENGLISH, Words, count_in_words, date_in_words
from hedgesite.words.within import within

_LONG_WORD = 12
"""Letters of a word, with its space, that few languages exceed on average."""


def environment(
    folder: Path, direction: Direction = "ltr", words: Words = ENGLISH, own: OwnTemplates = NO_TEMPLATES
) -> jinja2.Environment:
    """The Jinja environment of the page templates: escaping on, undefined names refused, nothing read from content, and
    messages in one language.

    `direction` is that of the companion's language. With templates of its own, all of them run in a sandbox.
    """
    usual = jinja2.FileSystemLoader(folder)
    made = (Sandbox if own else Templates)(
        loader=with_own(own, usual) if own else usual,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # Filters of constants would be evaluated at compile time and cached beyond a change of the filter.
        optimized=False,
        # Compiled for the sandbox, templates differ.
        bytecode_cache=compiled_templates("own-pages" if own else "pages", FORM),
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    _install(made, words)
    made.filters["date"] = partial(date_in_words, words)
    made.filters["term"] = words.term
    made.filters["listed"] = partial(listed, words)
    made.filters["words"] = first_words
    made.filters["count"] = partial(count_in_words, words)
    made.filters["marked"] = marked
    made.filters["isolated"] = partial(isolated, direction=direction)
    made.filters["within"] = within
    made.filters["ended"] = partial(ended, words)
    made.filters["with_subtitle"] = partial(with_subtitle, words)
    made.filters["quoted_sentence"] = partial(quoted_sentence, words)
    made.filters["dir"] = partial(dir_attribute, direction=direction)
    made.filters["direction"] = direction_of
    made.globals |= {"direction": direction, **between(words)}
    return made


def listed(words: Words, items: Sequence[str]) -> Markup:
    """`a, b, and c`, of texts and of HTML."""
    places = [f"{{{number}}}" for number in range(len(items))]
    return escape(words.listed(places)).format(*items)


def isolated(text: str, direction: Direction) -> str:
    """A name; where it runs against the text around, in an element that keeps the two orders apart."""
    shown = marked(text)
    return Markup("<bdi>{}</bdi>").format(shown) if runs_against(text, direction) else shown


def marked(text: str) -> str:
    """A title or name with its emphasis; any other text as it is."""
    return Markup(text.html) if isinstance(text, TitleText) else text


def dir_attribute(html: str, direction: Direction) -> Markup:
    """The attribute `dir` for an element with a text of its own, such as a reference, where that runs the other way."""
    if not runs_against(html, direction):
        return Markup("")
    own = direction_of_text(html.striptags() if isinstance(html, Markup) else html, direction)
    return Markup(f' dir="{own}"') if own != direction else Markup("")


def _install(made: jinja2.Environment, words: Words) -> None:
    """Give templates `_`, `ngettext`, `pgettext` and `trans`: fields are filled in by name, and escaped."""
    catalogue = words.in_html().catalogue
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # an extension adds it
    install(
        catalogue.gettext, catalogue.ngettext, newstyle=True, pgettext=catalogue.pgettext, npgettext=catalogue.npgettext
    )
    # Messages that say the same everywhere are looked up once: pages have many, and Jinja's own way to each is long.
    constant = cache(lambda message: Markup(catalogue.gettext(message)) % {})

    def gettext(message: str, **variables: object) -> Markup:
        return Markup(catalogue.gettext(message)) % variables if variables else constant(message)

    made.globals |= {"_": gettext, "gettext": gettext}


def first_words(text: str, number: int = 40) -> str:
    """The beginning of a text, cut between words; in scripts that write none apart, between letters."""
    if text.startswith(BEGIN):
        return in_the_original(first_words(text.strip(f"{BEGIN}{END}"), number))
    words = text.split()
    shown = " ".join(words[:number])
    if len(words) <= number and len(shown) <= number * _LONG_WORD:
        return text
    return shown[: number * _LONG_WORD].rstrip(",;:.–—，、；：。") + " …"
