"""COinS: what Zotero's button reads from a page."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.styles.csl.coins import context_object
from hedgesite.styles.csl.items import csl_item
from tests.companions import SITES
from tests.exports import sources_of


def read(entry: str) -> dict[str, list[str]]:
    (source,) = sources_of(entry)
    return {
        name.removeprefix("rft."): values for name, values in parse_qs(context_object(csl_item(source, "en"))).items()
    }


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "@article{a, author={van Gogh, Vincent and Heron, A. and others}, title={On \\emph{Q\\&A}; or 100\\%}, "
            "journaltitle={J}, date={2020-11-10}, volume=3, number=4, pages={1--9}, doi={10.5555/a<b>}}",
            {
                "genre": ["article"],
                "atitle": ["On Q&A; or 100%"],
                "jtitle": ["J"],
                "date": ["2020-11-10"],
                "issue": ["4"],
                "pages": ["1-9"],
                "au": ["Vincent van Gogh", "A. Heron"],
                "aulast": ["Gogh"],
                "rft_id": ["info:doi/10.5555/a<b>"],
            },
        ),
        (
            "@thesis{a, title={T}, type={phdthesis}}",
            {"rft_val_fmt": ["info:ofi/fmt:kev:mtx:dissertation"], "title": ["T"]},
        ),
        ("@online{a, title={T}, url={https://example.org/?a=1&b=2}}", {"identifier": ["https://example.org/?a=1&b=2"]}),
        (
            "@book{a, title={T}, author={{World Bank}}, date={201X}}",
            {"btitle": ["T"], "au": ["World Bank"], "date": ["201X"]},
        ),
    ],
)
def test_context_objects(entry: str, expected: dict[str, list[str]]) -> None:
    found = read(entry)
    assert {name: found[name] for name in expected} == expected


def test_each_section_and_source_has_its_own() -> None:
    built = build_pages(SITES / "minimal" / "content", templates_folder())
    counts = {page.path: len(re.findall(r'class="Z3988" title="([^"]+)"', page.body)) for page in built.pages}
    assert {path: number for path, number in counts.items() if number} == {
        "read/introduction/": 1,
        "sources/example2020/": 1,
    }
    page = next(page.body for page in built.pages if page.path == "read/introduction/")
    title = unescape(page.partition('class="Z3988" title="')[2].partition('"')[0])
    assert parse_qs(title)["rft.btitle"] == ["A Book"]
