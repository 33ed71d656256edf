"""What belongs to the companion's own content: the files that a site gives away, and a hash of all that they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hedgesite.model.content_text import ContentText, digest_of
from hedgesite.model.evidence_file import EvidenceFile
from hedgesite.model.image import ImageFile
from hedgesite.model.library import Library
from hedgesite.model.named_copies import named_copies
from hedgesite.model.static_file import FOLDER as STATIC
from hedgesite.model.table import FOLDER as TABLES
from hedgesite.model.version import FOLDER as VERSIONS

LARGEST_MEDIA = 64
"""Most MiB of figures, copies of sources, files of the looks and of the root, together, that are given away."""
_HASH_LENGTH = 16


def own_texts(library: Library) -> Mapping[str, str]:
    """Text files besides bibliographies, by path: no table that nothing shows, and no style that is not used."""
    style = {path: text for path, text in library.styles.items() if path == str(library.article.style)}
    return MappingProxyType({**{each.path: each.text for each in _texts(library)}, **style})


def own_media(library: Library) -> Mapping[str, ImageFile | EvidenceFile]:
    """The figures that are shown and the copies that evidence names, by path."""
    return MappingProxyType({**library.shown_images, **named_copies(library)})


def size_of_media(library: Library) -> float:
    """Size of all files that are no texts in MiB, as they are in the content."""
    files = (own_media(library), library.look_files, library.static)
    return sum(len(each.data) for found in files for each in found.values()) / 1024**2


def content_hash(library: Library) -> str:
    """Hash of everything below `content/` that a site is made from, looks and files of its root included.

    It changes with any word, code, field, image or file name. It does not depend on comments, blanks, line breaks, the
    way in which YAML is written, private fields of the bibliography, the version and its date, the records of versions,
    nor on what lies outside the content: settings, templates of the companion's own, hedgesite itself.
    """
    digests = {each.path: each.digest for each in _texts(library) if not each.path.startswith(f"{VERSIONS}/")}
    digests |= {path: each.digest for path, each in own_media(library).items()}
    digests |= {path: each.digest for path, each in library.look_files.items()}
    digests |= {f"{STATIC}/{path}": each.digest for path, each in library.static.items()}
    if style := library.styles.get(str(library.article.style)):
        digests[str(library.article.style)] = digest_of(style)
    digests[".bib"] = digest_of(library.bibliography.published)
    lines = "\n".join(f"{path} {digest}" for path, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def _texts(library: Library) -> Iterator[ContentText]:
    for each in library.own_texts:
        if not each.path.startswith(f"{TABLES}/") or each.path in library.shown_tables:
            yield each
