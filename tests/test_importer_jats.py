"""Articles in JATS whose markup holds less than it means: years without names, signs without words."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import as_text
from hedgesite.importer import Imported, import_file

REFERENCES = """
<ref id="a"><element-citation publication-type="book"><name><surname>Heron</surname><given-names>A</given-names></name>
<year>1990</year><source>Lakes</source></element-citation></ref>
<ref id="b"><element-citation publication-type="book"><name><surname>Pike</surname><given-names>E</given-names></name>
<name><surname>Otter</surname><given-names>F</given-names></name><name><surname>Gull</surname><given-names>B</given-names>
</name><year>2005</year><source>Shores</source></element-citation></ref>
<ref id="c"><mixed-citation>LakeForge</mixed-citation></ref>
<ref id="d"><mixed-citation>ShoreHub</mixed-citation></ref>
"""


def of(words: str, tmp_path: Path, after: str = "") -> Imported:
    text = (
        "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta>"
        f"</front><body><sec><title>One</title><p>{words}</p><table-wrap id='t'><label>Table 1</label>"
        "<table><tr><th>x</th></tr><tr><td>y</td></tr></table></table-wrap></sec></body>"
        f"<back><ref-list>{REFERENCES}</ref-list></back>{after}</article>"
    )
    (tmp_path / "m.xml").write_text(text, "utf-8")
    return import_file(tmp_path / "m.xml", "m.xml")


def cite(id: str, words: str) -> str:
    return f'<xref ref-type="bibr" rid="{id}">{words}</xref>'


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (f"Wet (Heron, {cite('a', '1990')}).", "Wet [@heron1990]."),
        (f"Wet (see Pike <italic>et al.</italic>, {cite('b', '2005')}, p. 3).", "Wet [see @pike2005, p. 3]."),
        (
            f"Wet (Pike et al., {cite('b', '2005')}; Heron, {cite('a', '1990')}).",
            "Wet [@pike2005; @heron1990].",
        ),
        (f"Heron ({cite('a', '1990')}) says.", "Heron [-@heron1990] says."),
        (f"Wet (Gull, {cite('a', '1990')}).", "Wet (Gull, [-@heron1990])."),
        (f"Wet (Heron, 1990{cite('a', ' ▶')}).", "Wet [@heron1990]."),
        ('See Table 1<xref ref-type="table" rid="t"> ▶</xref>.', "See [Table 1](table:t)."),
        (f"So [{cite('c', '3')}, {cite('d', '4')}].", "So [@lakeforge-nd; @shorehub-nd]."),
    ],
)
def test_what_is_meant(words: str, written: str, tmp_path: Path) -> None:
    files = of(words, tmp_path).files
    assert written in files["sections/01-one.md"]


def test_parts_that_no_article_has_are_reported(tmp_path: Path) -> None:
    imported = of("Wet.", tmp_path, "<header>Words</header>")
    assert "import-text: <header> is no part of an article in JATS" in as_text(imported.report)
