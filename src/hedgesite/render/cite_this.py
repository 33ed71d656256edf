"""Builds the citation of a passage of the companion, only from what `article.yml` states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from hedgesite.model.content import Article, Author
from hedgesite.model.library import Passage, Section
from hedgesite.words import Words, date_in_words

_BIBTEX_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_BIBTEX_NAMED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts a brace even after a backslash.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
}

_SINGLE = str.maketrans("„“”", "‚‘’")


class PassageCitation(NamedTuple):
    """A passage's citation without its address, which only the browser knows in full."""

    permalink: str
    """Path of the passage below the site's root."""
    chicago: Markup
    """For a list of references; to be followed by the address and a full stop."""
    bibtex: str
    """An entry up to the opening brace of `url`; to be followed by the address and two closing braces."""


def passage_citation(
    words: Words, article: Article, section: Section, passage: Passage, permalink: str
) -> PassageCitation:
    """Cite a passage under the companion's name. The article is named as the work that the companion accompanies,
    because the words of the passage are not its authors'.
    """
    authors = article.companion.authors
    place = words.gettext("passage %(number)s", number=passage.block.number)
    lead = f"{_inverted(words, authors)} " if authors else ""
    accompanied = _accompanied(words, article)
    chicago = words.in_html().gettext(
        "%(authors)s“%(title)s,” %(place)s. In <i>%(companion)s</i> to %(article)s.",
        authors=escape(lead),
        title=escape(_nested(section.title)),
        place=escape(place),
        companion=escape(_companion(words, article)),
        article=escape(accompanied),
    )
    return PassageCitation(permalink, Markup(chicago), _bibtex(words, article, section, passage, place))


def _companion(words: Words, article: Article) -> str:
    return article.companion.title or words.gettext("Research companion")


def _accompanied(words: Words, article: Article) -> str:
    title = f"{article.title}: {article.subtitle}" if article.subtitle else article.title
    dates = article.dates
    if dates.published and dates.published.start:
        when = f" ({dates.published.start.year})"
    else:
        accepted = date_in_words(words, dates.accepted) if dates.accepted else ""
        when = f" ({words.gettext('accepted %(date)s', date=accepted)})" if accepted else ""
    return f"{_listed(words, [author.name for author in article.authors])}, “{_nested(title)}”{when}"


def _bibtex(words: Words, article: Article, section: Section, passage: Passage, place: str) -> str:
    authors = " and ".join(_bibtex_name(author) for author in article.companion.authors)
    fields = {
        "author": authors,
        "title": f"{{{_escaped(section.title)}}}, {place}",
        "howpublished": _escaped(
            words.gettext(
                "%(companion)s to %(article)s",
                companion=_companion(words, article),
                article=_accompanied(words, article),
            )
        ),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{passage.id},\n{lines}  url = {{"


def _bibtex_name(author: Author) -> str:
    return f"{_escaped(author.family)}, {_escaped(author.given)}" if author.given else f"{{{_escaped(author.family)}}}"


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX_NAMED.get(found[0], f"\\{found[0]}"), text)


def _inverted(words: Words, authors: Sequence[Author]) -> str:
    first, *others = authors
    name = f"{first.family}, {first.given}" if first.given else first.family
    if others:
        name = _listed(words, [name, *(author.name for author in others)], after_inversion=True)
    return name if name.endswith(".") else f"{name}."


def _listed(words: Words, names: Sequence[str], *, after_inversion: bool = False) -> str:
    """`A`, `A and B`, `A, B, and C`; a comma precedes `and` also if the first name is inverted."""
    if after_inversion and len(names) == 2:
        return words.gettext("%(first)s, and %(second)s", first=names[0], second=names[1])
    return words.listed(names)


def _nested(title: str) -> str:
    """A title for use within quotation marks: its own become single."""
    return title.translate(_SINGLE)
