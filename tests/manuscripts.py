"""Manuscripts that tests import, and what comes of them."""

from __future__ import annotations

import io
import zipfile

from hedgesite.importer.companion import Imported


def sections_of(imported: Imported) -> str:
    """The files of all sections, one below the other."""
    return "\n".join(text for name, text in sorted(imported.files.items()) if name.startswith("sections/"))


def in_archive(**members: str) -> bytes:
    """An archive with these members, as word processors write it; `word__document_xml` is `word/document.xml`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return written.getvalue()
