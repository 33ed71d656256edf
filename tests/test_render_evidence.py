"""What pages show of evidence: the panel, the source's card and the hypotheses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from hedgesite.build import build_pages, templates_folder
from tests.companions import IN_ENGLISH

FULL = Path(__file__).parent / "sites" / "full" / "content"


@cache
def bodies() -> dict[str, str]:
    built = build_pages(FULL, templates_folder(), catalogues=IN_ENGLISH)
    assert built.pages, built.report
    return {page.path: page.body for page in built.pages}


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def evidence(html: str) -> list[str]:
    """Each piece of evidence on a page."""
    return re.findall(r'<(?:dd|li) class="hs-evidence".*?</(?:dd|li)>', html, re.DOTALL)


def test_the_panel_says_which_page_in_which_words_for_or_against() -> None:
    (shown,) = (each for each in evidence(bodies()["read/usages/"]) if "contradicts" in each)
    parts = (
        "Personne ne se plaint",
        "Personne n&#39;y trouve à redire",
        "Exemple and Modèle 2018a",
        "pp. 41–43",
        "scholarship",
        "contradicts",
        '<blockquote class="hs-evidence__quote" lang="en" dir="ltr">',
        "Two of the anglers did object",
        "Deux pêcheurs ont bel et bien protesté",
        "<em>un seul été</em>",
        'href="https://web.archive.org/web/2019/https://example.org/lac" rel="noopener noreferrer"',
        "en libre accès",
    )
    assert [part for part in parts if part not in shown] == []
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_a_place_comes_from_the_only_citation_of_the_passage() -> None:
    shown = [text(each) for each in evidence(bodies()["read/usages/"])]
    assert any("Office 2003–2004 , sec. 3 statistics" in each for each in shown)
    # One citation gives page 7, and that in a note page 9.
    assert any(re.search(r"Exemple and Modèle 2018b\s+scholarship", each) for each in shown)


def test_a_source_s_card_says_what_it_shows_and_where_it_contradicts() -> None:
    card = bodies()["sources/exemple2018b/"]
    (shown,) = evidence(card)
    assert 'href="../../read/usages/#peche-et-baignade"' in shown
    assert "contradicts" in shown
    assert "1 claim contradicted" in text(card)
    assert evidence(bodies()["sources/modele1999/"]) == []


def test_a_note_on_evidence_is_a_citation_of_its_source() -> None:
    assert "sources/modele1999/" in bodies()["read/usages/"]
    assert "read/usages/#peche-et-baignade" in bodies()["sources/modele1999/"]


def test_pop_ups_of_a_section_name_other_passages_with_their_sentences() -> None:
    page = bodies()["read/usages/"]
    popup = page.split('<template id="pop-sources-exemple2018a">', 1)[1].split("</template>", 1)[0]
    assert re.findall(r'<li><a href="([^"]+)"', popup)
    assert "hs-pop__others" not in bodies()["read/all/"]


def test_a_hypothesis_shows_what_speaks_for_it_and_what_qualifies_it() -> None:
    page = bodies()["hypotheses/"]
    one = page.split('id="confiance"', 1)[1].split('class="hs-map"', 1)[0]
    sides = {text(side.split("</h3>")[0].partition(">")[2]): side for side in one.split('class="hs-side"')[1:]}
    names = [name.split()[0] for name in sides]
    assert names[:3] == ["For", "Qualifying", "Against"]
    qualifying = next(side for name, side in sides.items() if name.startswith("Qualifying"))
    assert "personne ne compte" in qualifying
    assert "#peche-et-baignade" in qualifying


def test_evidence_against_a_claim_stands_against_the_hypothesis_that_it_supports() -> None:
    page = bodies()["hypotheses/"]
    one = page.split('id="regle-commune"', 1)[1].split('class="hs-map"', 1)[0]
    against = next(side for side in one.split('class="hs-side"') if "Against" in side.split("</h3>")[0])
    assert "Two of the anglers" in against
