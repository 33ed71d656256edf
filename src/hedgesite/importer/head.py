"""Reads an article's metadata from a manuscript's head: title, authors, abstract, keywords, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hedgesite.importer.blocks import Kind, Piece
from hedgesite.importer.dates import find_date
from hedgesite.importer.names import natural
from hedgesite.importer.segmentation import name_of
from hedgesite.importer.text import Manuscript, plain


@dataclass(slots=True)
class Head:
    """The article's metadata, as far as the manuscript gives it."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    authors: list[dict[str, str]] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    """Paragraphs in Markdown."""
    keywords: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    acknowledgement: str = ""
    left_over: list[tuple[int, str]] = field(default_factory=list)
    """Offset and words of items that `article.yml` has no field for."""


_ABSTRACT = "abstract|summary|zusammenfassung|résumé|resumen|apstrakt|sažetak|апстракт|сажетак|аннотация"
_KEYWORDS = "key ?words|schlüsselwörter|mots-clés|palabras clave|ključne reči|кључне речи|ключевые слова"
_KINDS = {
    "abstract": _ABSTRACT,
    "keywords": _KEYWORDS,
    "history": "article history|article info",
    "authors": "authors?",
}
_LABEL = re.compile(
    rf"[*_\s]*(?:(?P<abstract>{_ABSTRACT})|(?P<keywords>{_KEYWORDS}))[*_\s]*[:.—–][*_\s]*(?=\S)", re.IGNORECASE
)
_THANKS = re.compile(r"[*_\s]*(?:acknowledge?ments?|funding)[*_\s]*[:.—–][*_\s]*(?=\S)", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<sup>((?:(?!<sup>).)*?)</sup>|\^([^\s^]{1,5})\^|\[\^([^\]\s]+)\]|\\?(?<!\*)\*++$")
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
_MAIL = re.compile(r"(?<=\S)@[^\s@]+\.\w")
_DATED = re.compile(r"\b(received|revised|accepted|published)\b\D{0,30}?(?=\d|\b[A-Z][a-z]+ \d)", re.IGNORECASE)
_PANDOCS_OWN = frozenset({"references", "bibliography", "csl", "nocite", "link-citations"})
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w'’-]+")


def read_head(manuscript: Manuscript, pieces: Iterable[Piece], notes: Sequence[Piece], head: Head) -> Head:
    """Add to `head` the blocks between title and first section; `notes` are those printed among them."""
    current = ""
    for piece in pieces:
        text = manuscript.text[piece.start : piece.spans[-1].end]
        kind = _kind_of(name_of(manuscript, piece))
        if kind:
            current = kind
        elif piece.kind is Kind.RULE:
            continue
        elif found := _LABEL.match(text):
            current = "abstract" if found["abstract"] else "keywords"
            _read_as(current, text[found.end() :], head)
        elif _DATED.match(text) and _read_history(plain(text), head):
            continue
        elif not (current and _read_as(current, text, head)) and not _byline(manuscript, text, notes, head):
            head.left_over.append((piece.start, plain(text)))
        if current == "keywords" and head.keywords and not kind:
            current = ""
    read = {affiliation for author in head.authors for affiliation in author.get("note", "").split()}
    for note in notes:
        if note.label not in read:
            head.left_over.append((note.start, plain(manuscript.text[note.body_start : note.spans[-1].end])))
    for author in head.authors:
        author.pop("note", None)
    return head


def take_thanks(manuscript: Manuscript, body: Sequence[Piece], head: Head) -> list[Piece]:
    """The blocks of the text without a paragraph of acknowledgement, which goes into `article.yml`."""
    kept = []
    for piece in body:
        text = manuscript.text[piece.start : piece.spans[-1].end] if piece.kind is Kind.PARAGRAPH else ""
        label = _THANKS.match(text)
        if label and not head.acknowledgement:
            head.acknowledgement = text[label.end() :]
        else:
            kept.append(piece)
    return kept


def read_metadata(data: Mapping[str, Any], head: Head) -> list[str]:
    """Read a YAML header in Pandoc's form. Returns the names of fields that `article.yml` lacks."""
    unread = []
    for name, value in data.items():
        words = " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
        if name in {"title", "subtitle"} and words:
            setattr(head, name, plain(words))
        elif name in {"lang", "language"} and words:
            head.language = words
        elif name in {"author", "authors"}:
            head.authors += [author for item in _items(value) if (author := _author(item))]
        elif name == "abstract" and isinstance(value, str):
            head.abstract += [part.strip() for part in re.split(r"\n\s*\n", value) if part.strip()]
        elif name in {"keywords", "keyword"}:
            keywords = value if isinstance(value, list) else re.split(r"[;,]", words)
            head.keywords += [" ".join(str(word).split()) for word in keywords if str(word).strip()]
        elif value not in (None, "", [], {}) and name not in _PANDOCS_OWN:
            unread.append(name)
    return unread


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _author(item: object) -> dict[str, str] | None:
    if isinstance(item, str):
        return _named(plain(item)) if item.strip() else None
    if not isinstance(item, dict):
        return None
    author = _named(str(item.get("name", ""))) if item.get("name") else {}
    for name in ("given", "family", "affiliation"):
        if isinstance(item.get(name), str):
            author[name] = item[name]
    orcid = _ORCID.search(str(item.get("orcid", "")))
    if orcid:
        author["orcid"] = orcid[0]
    return author if author.get("family") else None


def _kind_of(name: str) -> str:
    return next((kind for kind, words in _KINDS.items() if re.fullmatch(words, name)), "")


def _read_as(kind: str, text: str, head: Head) -> bool:
    words = " ".join(text.split())
    if kind == "abstract":
        head.abstract.append(text.strip())
    elif kind == "keywords" and not head.keywords:
        # Keywords may contain commas if semicolons separate them.
        parts = re.split(r";" if ";" in words else r",|·|•", plain(words))
        head.keywords = [part.strip(" .") for part in parts if part.strip(" .")]
    elif kind == "history":
        return _read_history(plain(words), head)
    else:
        return False
    return True


def _read_history(words: str, head: Head) -> bool:
    labels = list(_DATED.finditer(words))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(words)
        date = find_date(words[label.end() : end])
        if date:
            head.dates[label[1].casefold()] = date[0]
    return bool(labels)


def _byline(manuscript: Manuscript, text: str, notes: Sequence[Piece], head: Head) -> bool:
    """Read a line of names, with calls of notes about the persons."""
    # A byline is short and comes before the abstract; later or longer lines of names are text.
    if head.authors or head.abstract or len(text) > 400:
        return False
    bare = re.sub(r"^(?:by|By|BY)\s+", "", _SUPERSCRIPT.sub("\0", text.strip()))
    names = [plain(name.replace("\0", "")) for name in re.split(r",|;|\band\b|&|\n|·", bare)]
    names = [re.sub(r"\d+$", "", name).strip() for name in names if name.strip(" \0\\*")]
    if not names or not all(_NAME.fullmatch(name) and name[0].isupper() for name in names):
        return False
    labels = [next(filter(None, found.groups()), "") for found in _SUPERSCRIPT.finditer(text)]
    for index, name in enumerate(names):
        author = _named(name)
        note = next((n for n in notes if index < len(labels) and n.label == labels[index]), None)
        if note:
            _affiliate(manuscript, author, note, head)
        head.authors.append(author)
    return True


def _named(name: str) -> dict[str, str]:
    words = name.split()
    capitals = [word for word in words if len(word) > 2 and word.isupper() and "." not in word]
    # Capitals mark the family name in many journals: `Jan van der BERG`, `Nguyen VAN Minh`.
    if capitals and len(capitals) < len(words) and words[-1] in capitals:
        first = words.index(capitals[0])
        return {"given": " ".join(words[:first]), "family": " ".join(words[first:])}
    person = natural(name)
    family = person.literal or f"{person.particle} {person.family}".strip()
    return {"given": person.given, "family": family} if person.given else {"family": family}


def _affiliate(manuscript: Manuscript, author: dict[str, str], note: Piece, head: Head) -> None:
    text = " ".join(manuscript.text[note.body_start : note.spans[-1].end].split())
    orcid = _ORCID.search(text)
    if orcid:
        author["orcid"] = orcid[0]
    mail = _MAIL.search(text)
    words = re.split(r"\s*(?:E-?mail|ORCID|<?https?://(?:www\.)?orcid)", text, flags=re.IGNORECASE)[0]
    author["affiliation"] = plain(words).rstrip(" .,;:")
    author["note"] = note.label
    if mail:
        rest = re.sub(r"<?https?://(?:www\.)?orcid\.org/\S+", "", text[len(words) :])
        head.left_over.append((note.start, plain(rest).rstrip(" .,;")))
