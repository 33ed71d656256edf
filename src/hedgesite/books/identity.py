"""What identifies a book: dates and identifiers of the companion. No clock and no chance is asked."""

from __future__ import annotations

import uuid

import hedgesite
from hedgesite.model.article import Article
from hedgesite.model.dates import Edtf
from hedgesite.render.site import Site

GENERATOR = f"hedgesite {hedgesite.__version__}"
_LONG_AGO = "1980-01-01"
"""For a companion without any date: the first that a zip file can have."""
_SPACE = uuid.UUID("6ff0b1d8-4b0c-5a3e-9f0e-2d1c5b0a7c11")


def date_of(article: Article) -> str:
    """The day of a book, as `2024-05-01`: the companion’s, where `article.yml` has one, or the article’s latest."""
    dates = article.dates
    known = (getattr(article.companion, "date", None), dates.published, dates.accepted, dates.revised, dates.received)
    return next((day for each in known if each and (day := _first_day(each))), _LONG_AGO)


def _first_day(when: Edtf) -> str:
    point = when.start or when.end
    return point.first_day.isoformat() if point and point.year >= 1980 else ""


def identifier_of(site: Site) -> str:
    """A UUID of the companion: the same as long as its address or, without one, its title and authors are the same."""
    article = site.library.article
    name = site.site_url or "\n".join((article.title, *(author.name for author in article.authors)))
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"
