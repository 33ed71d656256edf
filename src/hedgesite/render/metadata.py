"""Scholarly metadata for the head of the overview: Highwire tags and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from hedgesite.model.article import Article, Journal, TextKind
from hedgesite.model.version import FEED
from hedgesite.render.page_context import PageContext
from hedgesite.render.site import Site
from hedgesite.words import unmarked


def head_of_overview(context: PageContext) -> str:
    """The tags that Zotero and scholarly indexes read; none is empty, and nothing is guessed."""
    site, article = context.site, context.site.library.article
    if article.draft:
        return ""
    tags = (Markup('<meta name="{}" content="{}">').format(name, value) for name, value in _highwire(article) if value)
    # A closing tag inside a string would end the script element.
    data = json.dumps(_linked_data(site), ensure_ascii=False).replace("<", "\\u003c")
    feed = [feed_link(context, context.words.gettext("Changes"))] if site.library.versions else []
    return "\n".join((*tags, *feed, f'<script type="application/ld+json">{data}</script>'))


def feed_link(context: PageContext, title: str) -> str:
    """The tag by which feed readers find the feed of changes."""
    tag = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'
    return Markup(tag).format(unmarked(title), context.href(FEED))


def _highwire(article: Article) -> Iterator[tuple[str, str]]:
    journal, published = article.journal, article.dates.published
    yield "citation_title", article.title
    for author in article.authors:
        yield "citation_author", author.name
        yield "citation_author_institution", author.affiliation
        yield "citation_author_orcid", author.orcid_address
    yield "citation_publication_date", published.text.replace("-", "/") if published else ""
    yield "citation_journal_title", journal.title
    yield "citation_publisher", journal.publisher
    yield "citation_volume", journal.volume
    yield "citation_issue", journal.issue
    yield "citation_firstpage", journal.first_page
    yield "citation_lastpage", journal.last_page
    yield "citation_doi", journal.doi or ""
    yield "citation_pdf_url", journal.pdf_url or ""
    # Of a translation, the language of the article itself is not known.
    yield "citation_language", "" if article.text is TextKind.TRANSLATION else article.language
    yield "citation_keywords", "; ".join(article.keywords)


def _linked_data(site: Site) -> dict[str, object]:
    article = site.library.article
    work: dict[str, object] = {
        "@type": "ScholarlyArticle",
        "headline": article.title,
        "author": [
            {"@type": "Person", "name": author.name} | ({"@id": author.orcid_address} if author.orcid else {})
            for author in article.authors
        ],
    }
    if article.text is not TextKind.TRANSLATION:
        work["inLanguage"] = article.language
    if article.keywords:
        work["keywords"] = list(article.keywords)
    if article.dates.published:
        work["datePublished"] = article.dates.published.text
    if part := _part_of(article.journal):
        work["isPartOf"] = part
    if article.journal.first_page:
        work["pageStart"] = article.journal.first_page
    if article.journal.last_page:
        work["pageEnd"] = article.journal.last_page
    if article.journal.doi:
        work["sameAs"] = article.journal.doi_address
    if site.library.codebook:
        terms = [{"@type": "DefinedTerm", "name": dimension.name} for dimension in site.library.dimensions]
        name = site.library.codebook.framework.name
        work["about"] = {"@type": "DefinedTermSet", "name": name, "hasDefinedTerm": terms}
    name = article.companion.title or article.short or article.title
    site_itself = {"@context": "https://schema.org", "@type": "WebSite", "name": name, **_release(article)}
    return {**site_itself, **_relation(article, work)}


def _release(article: Article) -> dict[str, object]:
    """The version of the site, and when it was published."""
    number, date = article.companion.number, article.companion.date
    return {**({"version": number} if number else {}), **({"dateModified": date.text} if date else {})}


def _relation(article: Article, work: dict[str, object]) -> dict[str, object]:
    """How the site's text relates to the article."""
    match article.text:
        case TextKind.RESTATEMENT:
            return {"isBasedOn": work}
        case TextKind.ARTICLE:
            return {"mainEntity": work}
        case TextKind.TRANSLATION:
            translation = {"@type": "CreativeWork", "inLanguage": article.language, "translationOfWork": work}
            return {"mainEntity": translation}


def _part_of(journal: Journal) -> dict[str, object]:
    """The issue, nested in its volume and journal; unknown levels are omitted."""
    part: dict[str, object] = {}
    if journal.title:
        part = {"@type": "Periodical", "name": journal.title}
        if journal.publisher:
            part["publisher"] = {"@type": "Organization", "name": journal.publisher}
    for kind, field, number in (
        ("PublicationVolume", "volumeNumber", journal.volume),
        ("PublicationIssue", "issueNumber", journal.issue),
    ):
        if number:
            part = {"@type": kind, field: number} | ({"isPartOf": part} if part else {})
    return part
