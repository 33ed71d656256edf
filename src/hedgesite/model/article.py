"""Content types of `article.yml`: the article, and what the companion says of itself."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field, field_validator

from hedgesite.model.base import Format, Prose, Ref, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.direction import is_east_asian_name
from hedgesite.model.dois import AT as DOI_AT
from hedgesite.model.fields import (
    CollationName,
    Day,
    Doi,
    Language,
    Mail,
    NonEmptyProse,
    Orcid,
    PrivateField,
    RangesName,
    Refs,
    StyleName,
    Subtitle,
    Text,
    Title,
    Url,
)
from hedgesite.model.math import Math
from hedgesite.model.translations import ArticleTranslation, Translated

OWN_STYLES = ("chicago-author-date", "chicago-author-date-18")
"""Names of the styles that need no extra. Their terms are English in every language."""

ORCID_AT = "https://orcid.org/"
"""The address of an ORCID, up to the ORCID itself."""


class Author(Value):
    """An author of the article or of the companion."""

    given: str = ""
    family: Text
    orcid: Orcid | None = None
    affiliation: str = ""
    position: str = ""

    @property
    def orcid_address(self) -> str:
        """Empty if no ORCID is known."""
        return f"{ORCID_AT}{self.orcid}" if self.orcid else ""

    @property
    def name(self) -> str:
        """All of it, in the order in which it is said."""
        if is_east_asian_name(f"{self.family}{self.given}"):
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """All of it as it leads a list of references: `Family, Given`."""
        return self.name if self.name == f"{self.family}{self.given}" else f"{self.family}, {self.given}"


class Journal(Value):
    """The journal that published the article. All fields are optional: leave out what is unknown."""

    title: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: Doi | None = None
    url: Url | None = None
    pdf_url: Url | None = None
    supplied: Prose = Prose()
    """Markdown: the origin of these data, if not the article itself."""

    @property
    def doi_address(self) -> str:
        """Empty if no DOI is known."""
        return f"{DOI_AT}{self.doi}" if self.doi else ""


class Dates(Value):
    """Dates of the article's history."""

    received: Edtf | None = None
    revised: Edtf | None = None
    accepted: Edtf | None = None
    published: Edtf | None = None


class Licence(Value):
    """Terms of use."""

    name: Text
    url: Url | None = None


class CompanionInfo(Value):
    """Authors, terms and sources of the companion, as opposed to the article's."""

    title: str = ""
    version: str = ""
    """Version of the companion, such as `1.2`. Citations, the cover of the whole text, the foot of each page and
    downloads name it."""
    date: Day | None = None
    """Day on which this version was published; it is named with the version."""
    authors: tuple[Author, ...] = ()
    licence: Licence | None = None
    contact: Mail | None = None
    """Mail address for reports of errors and obstacles. Every page shows it, or leads to it."""
    statement: Prose = Prose()
    """Markdown: how the companion relates to the article and its authors."""
    sources: Refs = ()
    """Sources that only the companion cites, for example in notes on facts.

    They are listed separately and not counted among the article's sources.
    """

    @property
    def day(self) -> str:
        """The date as it is written; empty if none is known."""
        return self.date.text if self.date else ""

    @property
    def number(self) -> str:
        """The version as it follows the word for it: `1.1` if it is written `v1.1`."""
        return re.sub(r"\A(?:version|v)[. ]*(?=[0-9])", "", " ".join(self.version.split()), flags=re.IGNORECASE)


class TextKind(StrEnum):
    """What the companion's text is."""

    RESTATEMENT = "restatement"
    """The article said again in other words."""
    ARTICLE = "article"
    """The article itself, in its authors' words."""
    TRANSLATION = "translation"
    """The article in another language."""


class Article(Translated):
    """The work that the companion accompanies (`article.yml`)."""

    format: Format = 1
    """Version of the content format that the companion's files are written in."""
    title: Title
    subtitle: Subtitle = ""
    short: Subtitle = ""
    """Name of the site in its header; the title if empty."""
    language: Language = "en"
    authors: tuple[Author, ...] = Field(min_length=1)
    abstract: NonEmptyProse
    """Markdown, paragraphs separated by blank lines."""
    keywords: tuple[Text, ...] = ()
    translations: dict[Language, ArticleTranslation] = Field(default_factory=dict)
    """By language; each becomes a page `/<language>/`."""
    dates: Dates = Dates()
    journal: Journal = Journal()
    licence: Licence | None = None
    acknowledgement: Prose = Prose()
    """Markdown."""
    companion: CompanionInfo = CompanionInfo()
    math: Math = Math()
    text: TextKind = TextKind.RESTATEMENT
    """What the companion's text is; pages, metadata and citations of passages say it."""
    draft: bool = False
    """Whether the companion is not yet for the public: pages say so, and search engines are told to leave them out."""
    style: StyleName = "chicago-author-date"
    """How references and citations are written: `chicago-author-date` (17th edition), `chicago-author-date-18`, a style
    of CSL such as `apa`, or the path of a `.csl` file below `content/`."""
    collation: CollationName = "own"
    """What sorts the list of sources in Chicago's styles: `own` is hedgesite's table of alphabets, `icu` is ICU (the
    extra `hedgesite[icu]`)."""
    page_ranges: RangesName = "full"
    """How Chicago's styles write ranges of pages: `full` as 234–244, `short` as 234–44. Styles of CSL have their own
    rules."""
    nocite: Refs = ()
    """Sources that are listed although nothing cites them; Pandoc's `@key` is accepted."""

    published_fields: tuple[PrivateField, ...] = ()
    """Fields of the bibliography that are for the author's own use, and that pages and downloads contain nevertheless:
    `annotation`, `keywords`, `file`, …"""

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line, for programs."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else str(self.title)

    @property
    def author_names(self) -> str:
        """The names of the authors in one line, for programs."""
        return ", ".join(author.name for author in self.authors)

    @property
    def writers(self) -> tuple[Author, ...]:
        """Whose words the companion's text is; a restatement is not the article's authors'."""
        return self.companion.authors if self.text is TextKind.RESTATEMENT else self.authors

    @field_validator("nocite", mode="after")
    @classmethod
    def _without_at(cls, refs: Refs) -> Refs:
        return tuple(Ref(ref.id.removeprefix("@"), ref.origin) for ref in refs)
