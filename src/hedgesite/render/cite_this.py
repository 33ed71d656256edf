"""Builds the citation of a passage of the companion, only from what `article.yml` states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from hedgesite.load.bibtex.escaping import escaped
from hedgesite.model.article import Article, Author, TextKind
from hedgesite.model.direction import direction_of, runs_against
from hedgesite.model.library import Passage, Section
from hedgesite.render.quoted import ended, full_title, nested, quoted
from hedgesite.render.version_words import version_sentence
from hedgesite.words import Words, date_in_words
from hedgesite.words.counts import N_

_BDI = re.compile("</?bdi>")


class PassageCitation(NamedTuple):
    """A passage's citation without its address, which only the browser knows in full."""

    permalink: str
    """Path of the passage below the site's root."""
    chicago: Markup
    """For a list of references; to be followed by the address and a full stop."""
    bibtex: str
    """An entry up to the opening brace of `url`; to be followed by the address and two closing braces."""


class Parts(NamedTuple):
    """What all citations of a companion have in common."""

    authors: Markup
    companion: Markup
    article: Markup
    work: Markup
    translators: Markup

    @classmethod
    def of(cls, words: Words, article: Article) -> Parts:
        """Of the companion of an article."""
        authors = article.writers
        work = _work(words, article)
        return cls(
            Markup("{} ").format(_inverted(words, authors)) if authors else Markup(""),
            _isolated(words, article.companion.title or words.gettext("Research companion")),
            _listed(words, [author.name for author in article.authors]) + ", " + work,
            work,
            _listed(words, [author.name for author in article.companion.authors]),
        )


def passage_citation(
    words: Words, article: Article, section: Section, passage: Passage, permalink: str, parts: Parts
) -> PassageCitation:
    """Cite a passage. Whose name leads depends on whose words they are. A restatement is the companion's, and names
    the article as the work that it accompanies; the article's own text and a translation of it are its authors'.
    """
    place = words.gettext("passage %(number)s", number=passage.block.number)
    title = _isolated(words, nested(words, section.title, article.language))
    said = words.in_html().gettext(_pattern(article), title=title, place=escape(place), **parts._asdict())
    chicago = " ".join([said, *_version(words, article)])
    return PassageCitation(permalink, Markup(chicago), _bibtex(words, article, section, passage, place, parts))


def companion_citation(words: Words, article: Article, address: str) -> Markup:
    """Cite the companion as a whole. `address` is where it is published, or empty."""
    said = words.in_html().gettext(_whole_pattern(article), **Parts.of(words, article)._asdict())
    sentences = [said, *_version(words, article)]
    if address:
        shown = Markup('<bdi dir="ltr">{}</bdi>') if _runs_left(words) else Markup("{}")
        sentences.append(shown.format(address) + ".")
    return Markup(" ".join(sentences))


def _version(words: Words, article: Article) -> list[str]:
    """The version as a sentence of HTML, or nothing."""
    sentence = version_sentence(words, article.companion)
    return [str(escape(sentence))] if sentence else []


def _whole_pattern(article: Article) -> str:
    if article.text is TextKind.RESTATEMENT:
        return N_("%(authors)s<i>%(companion)s</i> to %(article)s.")
    if article.text is TextKind.ARTICLE:
        return N_("%(authors)s%(work)s. <i>%(companion)s</i>.")
    if article.companion.authors:
        return N_("%(authors)s%(work)s, translated by %(translators)s. <i>%(companion)s</i>.")
    return N_("%(authors)s%(work)s, in translation. <i>%(companion)s</i>.")


def _pattern(article: Article) -> str:
    """The message of a citation in a list of references."""
    if article.text is TextKind.RESTATEMENT:
        return N_("%(authors)s“%(title)s,” %(place)s. In <i>%(companion)s</i> to %(article)s.")
    if article.text is TextKind.ARTICLE:
        return N_("%(authors)s“%(title)s,” %(place)s. In %(work)s. <i>%(companion)s</i>.")
    if article.companion.authors:
        return N_(
            "%(authors)s“%(title)s,” %(place)s. In %(work)s, translated by %(translators)s. <i>%(companion)s</i>."
        )
    return N_("%(authors)s“%(title)s,” %(place)s. In %(work)s, in translation. <i>%(companion)s</i>.")


def _work(words: Words, article: Article) -> Markup:
    """The article's title and date."""
    dates = article.dates
    if dates.published and dates.published.start:
        when = f" ({dates.published.start.year})"
    else:
        accepted = date_in_words(words, dates.accepted) if dates.accepted else ""
        # Not within the text around it, where messages are not found by the extraction.
        known = words.gettext("accepted %(date)s", date=accepted)
        when = f" ({known})" if accepted else ""
    return _isolated(words, quoted(words, full_title(words, article), article.language)) + when


def _runs_left(words: Words) -> bool:
    return direction_of(words.page or words.language) == "rtl"


def _isolated(words: Words, text: str) -> Markup:
    """A name or a title; where one runs from right to left, in an element that keeps its order and the words' apart."""
    # A sentence may be in English on a page from right to left, so that there any name may run against it.
    may_run_against = _runs_left(words) or runs_against(text, "ltr")
    return (Markup("<bdi>{}</bdi>") if may_run_against else Markup("{}")).format(text)


def _bibtex(words: Words, article: Article, section: Section, passage: Passage, place: str, parts: Parts) -> str:
    companion = _plain(parts.companion)
    if article.text is TextKind.RESTATEMENT:
        within = words.gettext("%(companion)s to %(article)s", companion=companion, article=_plain(parts.article))
    else:
        within = words.gettext("%(companion)s with %(work)s", companion=companion, work=_plain(parts.work))
    is_translated = article.text is TextKind.TRANSLATION
    fields = {
        "author": _bibtex_names(article.writers),
        "translator": _bibtex_names(article.companion.authors) if is_translated else "",
        "title": f"{{{escaped(section.title)}}}, {place}",
        "howpublished": escaped(within),
        "version": escaped(article.companion.number),
        "date": article.companion.date.text if article.companion.date else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{passage.id},\n{lines}  url = {{"


def _plain(html: Markup) -> str:
    return Markup(_BDI.sub("", html)).unescape()


def _bibtex_names(authors: Sequence[Author]) -> str:
    return " and ".join(map(_bibtex_name, authors))


def _bibtex_name(author: Author) -> str:
    return f"{escaped(author.family)}, {escaped(author.given)}" if author.given else f"{{{escaped(author.family)}}}"


def _inverted(words: Words, authors: Sequence[Author]) -> Markup:
    first, *others = authors
    return Markup(ended(words, _listed(words, [first.inverted, *(author.name for author in others)], is_inverted=True)))


def _listed(words: Words, names: Sequence[str], *, is_inverted: bool = False) -> Markup:
    """`A`, `A and B`, `A, B, and C`; a comma precedes `and` also if the first name is inverted."""
    shown = [_isolated(words, name) for name in names]
    if is_inverted and len(names) == 2:
        return Markup(words.in_html().gettext("%(first)s, and %(second)s", first=shown[0], second=shown[1]))
    places = [f"{{{number}}}" for number in range(len(shown))]
    return escape(words.listed(places)).format(*shown)
