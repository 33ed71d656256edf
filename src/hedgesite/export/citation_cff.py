"""`CITATION.cff`: how to cite the companion, for the programs and hosts that read such files.

Source: Citation File Format 1.2.0, its schema and its guide. The companion is of the type `dataset`, since the format
knows nothing but software and data. What the schema would refuse is left out: a licence that SPDX has no name for
becomes an address, and a DOI of unusual form one as well.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from hedgesite.export.context import Context, given
from hedgesite.model.article import Article, Author, Licence
from hedgesite.model.dates import Edtf

PATH = "CITATION.cff"
"""Below the site's root."""
_MESSAGE = "If you use this companion, please cite it as below, and the article that it accompanies."
_DOI = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>by(?:-nc)?(?:-sa|-nd)?)/(?P<version>[1-4]\.0|2\.5)"
    r"|(?P<zero>publicdomain/zero/1\.0))(?:/(?:deed(?:\.[a-z_]+)?|legalcode(?:\.[a-z_]+)?)?)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"CC[ -](?P<kind>BY(?:-NC)?(?:-SA|-ND)?)[ -](?P<version>[1-4]\.0|2\.5)", re.IGNORECASE)

Fields = dict[str, Any]


def citation_cff(context: Context) -> bytes:
    """The file."""
    article = context.library.article
    companion = article.companion
    fields: Fields = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": _title(article),
        "authors": _makers(article),
        **given(
            version=companion.number,
            **{"date-released": companion.day},
            **_licence(companion.licence),
            url=context.site_url,
            keywords=list(dict.fromkeys(map(str, article.keywords))),
        ),
        "references": [_article(article)],
    }
    text: str = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _title(article: Article) -> str:
    return f"{article.companion.title or 'Research companion'}: {article.title}"


def _makers(article: Article) -> list[Fields]:
    """The people who wrote the text.

    The format requires at least one author, so if nobody is named, a line says that these are the companion's authors.
    """
    return [*map(_author, article.writers)] or [{"name": f"The authors of the companion to “{article.title}”"}]


def _author(author: Author) -> Fields:
    if not author.given:
        return given(name=str(author.family), orcid=author.orcid_address)
    names = {"given-names": str(author.given), "family-names": str(author.family)}
    return given(**names, affiliation=str(author.affiliation), orcid=author.orcid_address)


def _licence(licence: Licence | None) -> Fields:
    """SPDX's name of a licence where it is one of Creative Commons, else its address."""
    if licence is None:
        return {}
    found = _COMMONS.fullmatch(str(licence.url or "")) or (None if licence.url else _NAMED.fullmatch(licence.name))
    if found is None:
        return {"license-url": str(licence.url or "")}
    if found.groupdict().get("zero"):
        return {"license": "CC0-1.0"}
    return {"license": f"CC-{found['kind'].upper()}-{found['version']}"}


def _article(article: Article) -> Fields:
    """The article as a reference."""
    journal = article.journal
    doi, address = str(journal.doi or ""), str(journal.url or "")
    if doi and not _DOI.fullmatch(doi):
        doi, address = "", address or journal.doi_address
    return {
        "type": "article",
        "title": article.full_title,
        "authors": [*map(_author, article.authors)],
        **given(
            journal=str(journal.title),
            volume=str(journal.volume),
            issue=str(journal.issue),
            start=str(journal.first_page),
            end=str(journal.last_page),
            publisher=given(name=str(journal.publisher), city=str(journal.place)) if journal.publisher else None,
            **_published(article.dates.published),
            doi=doi,
            url=address,
        ),
    }


def _published(date: Edtf | None) -> Fields:
    """A day, or the year of a date that is no day."""
    if date is None or date.start is None:
        return {}
    return {"date-published": date.text if date.is_day else "", "year": str(date.start.year)}
