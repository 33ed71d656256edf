"""Builds the citation of a passage of the companion, only from what `article.yml` states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.model.content import Article, Author
from hedgesite.model.library import Passage, Section
from hedgesite.render.dates import date_in_words

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


def passage_citation(article: Article, section: Section, passage: Passage, permalink: str) -> PassageCitation:
    """Cite a passage under the companion's name. The article is named as the work that the companion accompanies,
    because the words of the passage are not its authors'.
    """
    authors = article.companion.authors
    place = f"passage {passage.block.number}"
    lead = f"{_inverted(authors)} " if authors else ""
    chicago = Markup("{}“{},” {}. In <i>{}</i> to {}.").format(
        lead, _nested(section.title), place, _companion(article), _accompanied(article)
    )
    return PassageCitation(permalink, chicago, _bibtex(article, section, passage, place))


def _companion(article: Article) -> str:
    return article.companion.title or "Research companion"


def _accompanied(article: Article) -> str:
    title = f"{article.title}: {article.subtitle}" if article.subtitle else article.title
    dates = article.dates
    if dates.published and dates.published.start:
        when = f" ({dates.published.start.year})"
    else:
        when = f" (accepted {date_in_words(dates.accepted)})" if dates.accepted else ""
    return f"{_listed([author.name for author in article.authors])}, “{_nested(title)}”{when}"


def _bibtex(article: Article, section: Section, passage: Passage, place: str) -> str:
    authors = " and ".join(_bibtex_name(author) for author in article.companion.authors)
    fields = {
        "author": authors,
        "title": f"{{{_escaped(section.title)}}}, {place}",
        "howpublished": _escaped(f"{_companion(article)} to {_accompanied(article)}"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{passage.id},\n{lines}  url = {{"


def _bibtex_name(author: Author) -> str:
    return f"{_escaped(author.family)}, {_escaped(author.given)}" if author.given else f"{{{_escaped(author.family)}}}"


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX_NAMED.get(found[0], f"\\{found[0]}"), text)


def _inverted(authors: Sequence[Author]) -> str:
    first, *others = authors
    name = f"{first.family}, {first.given}" if first.given else first.family
    if others:
        name = _listed([name, *(author.name for author in others)], after_inversion=True)
    return name if name.endswith(".") else f"{name}."


def _listed(names: Sequence[str], *, after_inversion: bool = False) -> str:
    """`A`, `A and B`, `A, B, and C`; a comma precedes `and` also if the first name is inverted."""
    if len(names) == 1:
        return names[0]
    comma = "," if after_inversion or len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _nested(title: str) -> str:
    """A title for use within quotation marks: its own become single."""
    return title.translate(_SINGLE)
