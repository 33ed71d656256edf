"""What the text is, a restatement, the article or a translation, is said everywhere in the same terms."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from tests.companions import copy_site, publish_site, write_files

pytestmark = pytest.mark.outside
SAID = {
    "": "The text restates the article in other words.",
    "text: restatement": "The text restates the article in other words.",
    "text: article": "The text is the article itself, in its authors’ own words.",
    "text: translation": "The text is a translation of the article.",
}
DESCRIBED = {
    "": "which it restates in other words",
    "text: restatement": "which it restates in other words",
    "text: article": "with the article’s own text",
    "text: translation": "with a translation of it",
}
RELATED = {"": "isBasedOn", "text: restatement": "isBasedOn", "text: article": "mainEntity", "text: translation": ""}


@pytest.mark.parametrize("field", SAID, ids=lambda field: field or "nothing")
def test_every_place_says_what_the_text_is(tmp_path: Path, field: str) -> None:
    folder = copy_site("full", tmp_path)
    # A language without a catalogue, whose pages are in English words.
    article = (folder / "content" / "article.yml").read_text("utf-8").rstrip().replace("language: fr", "language: pl")
    about = "---\ntitle: About\n---\n\nWords.\n"
    write_files(folder, {"content/article.yml": f"{article}\n{field}\n", "content/pages/about.md": about})
    _, site = publish_site(folder)
    others = set(SAID.values()) - {SAID[field]}
    for path in ("index.html", "read/all/index.html", "about/index.html"):
        text = unescape((site / path).read_text("utf-8"))
        assert text.count(SAID[field]) == 1, path
        assert not [other for other in others if other in text], path
    described = unescape((site / "404.html").read_text("utf-8"))
    assert DESCRIBED[field] in described or '<meta name="description"' not in described
    home = (site / "index.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', home)
    assert found
    data = json.loads(found[1])
    if RELATED[field]:
        assert data[RELATED[field]]["@type"] == "ScholarlyArticle"
    else:
        assert data["mainEntity"]["translationOfWork"]["@type"] == "ScholarlyArticle"
        assert "inLanguage" not in data["mainEntity"]["translationOfWork"]
        assert 'name="citation_language"' not in home
