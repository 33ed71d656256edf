"""Agreement of two codings: figures equal those of other programs and of published examples, and all are defined."""

from __future__ import annotations

import random
import warnings
from collections import Counter
from pathlib import Path
from typing import Any, cast

import krippendorff
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.derive import derive
from hedgesite.derive.agreement import (
    Cells,
    Codes,
    Doubt,
    Pair,
    agreement_of,
    alpha,
    cells_of,
    doubt_about,
    kappa,
    masi_distance,
    percent,
    pooled_kappa,
)
from hedgesite.diagnostics import as_text
from tests.companions import copy_site, read

CODES = ("a", "b", "c", "d")
ROOT = Path(__file__).resolve().parents[1]

sets = st.frozensets(st.sampled_from(CODES))
codings = st.lists(st.tuples(sets, sets), min_size=1, max_size=40)


def table(pairs: list[Pair], code: str) -> Cells:
    return cells_of(Counter(pairs), frozenset({code}))


@given(codings)
def test_kappa_is_that_of_scikit_learn(pairs: list[Pair]) -> None:
    for code in CODES:
        ours = kappa(table(pairs, code))
        first, second = ([code in codes for codes in side] for side in zip(*pairs, strict=True))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where the figure has no meaning, and gives none
            theirs = cohen_kappa_score(first, second, labels=[False, True])
        if ours is None:
            assert numpy.isnan(theirs)
        else:
            assert ours == pytest.approx(theirs)


@given(codings)
def test_alpha_is_that_of_krippendorff(pairs: list[Pair]) -> None:
    domain = sorted({codes for pair in pairs for codes in pair}, key=sorted)
    ours = alpha(Counter(pairs))
    if len(domain) < 2:
        assert ours is None, "the oracle refuses a single value"
        return
    distances = numpy.array([[masi_distance(one, other) for other in domain] for one in domain])

    def metric(v1: Any, v2: Any, i1: Any, i2: Any, n_v: Any, **_: Any) -> Any:  # noqa: ARG001
        return distances[i1.astype(int), i2.astype(int)]

    data = [[domain.index(codes) for codes in side] for side in zip(*pairs, strict=True)]
    theirs = krippendorff.alpha(
        reliability_data=data,
        value_domain=list(range(len(domain))),
        level_of_measurement=cast("Any", metric),
    )
    assert ours == pytest.approx(theirs)


@given(sets, sets)
def test_masi_is_a_distance(one: Codes, other: Codes) -> None:
    apart = masi_distance(one, other)
    assert 0 <= apart <= 1
    assert (apart == 0) is (one == other)
    assert apart == masi_distance(other, one)
    assert (apart == 1) is (one != other and not one & other)


def set_of(letters: str) -> Codes:
    return frozenset(letters)


def test_masi_is_that_of_its_paper() -> None:
    assert masi_distance(set_of("ab"), set_of("abc")) == pytest.approx(1 - 2 / 3 * 2 / 3), "one is within the other"
    assert masi_distance(set_of("ab"), set_of("bc")) == pytest.approx(1 - 1 / 3 * 1 / 3), "they overlap"
    assert masi_distance(set_of("ab"), set_of("cd")) == 1
    assert masi_distance(set_of(""), set_of("a")) == 1
    assert masi_distance(set_of(""), set_of("")) == 0


FLEISS = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
"""J. Fleiss, B. Levin and M. Paik, Statistical Methods for Rates and Proportions, 3rd edition, 2003, table 18.1."""


def test_kappas_of_fleiss_table_of_diagnoses() -> None:
    names = "abc"
    pairs = [
        (set_of(names[row]), set_of(names[column]))
        for row in range(3)
        for column in range(3)
        for _ in range(FLEISS[row][column])
    ]
    tables = [table(pairs, name) for name in names]
    assert [round(kappa(each) or 0, 2) for each in tables] == [0.69, 0.5, 0.77]
    assert round(pooled_kappa(tables) or 0, 2) == 0.68, "of exclusive codes, the pooled kappa is the overall one"


def test_alphas_of_krippendorffs_examples() -> None:
    """K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011: sections A (binary) and B (nominal)."""
    meg, owen = "0100000010", "1110010000"
    binary = [(set_of(one.strip("0")), set_of(other.strip("0"))) for one, other in zip(meg, owen, strict=True)]
    assert round(alpha(Counter(binary)) or 0, 3) == 0.095
    ben, gerry = "aabbdcccedda", "babbbcccedddd"[:12]
    nominal = [(set_of(one), set_of(other)) for one, other in zip(ben, gerry, strict=True)]
    assert round(alpha(Counter(nominal)) or 0, 3) == 0.692


def test_kappa_of_a_textbooks_grants() -> None:
    """Fifty proposals, read by two: 20 yes from both, 15 no from both, 5 and 10 divided."""
    cells = Cells(both=20, first=5, second=10, neither=15)
    assert percent(cells) == pytest.approx(0.7)
    assert kappa(cells) == pytest.approx(0.4)


def test_a_coder_who_agrees_everywhere_and_nowhere_and_never_uses_a_code() -> None:
    everywhere = agreement_of([(set_of("a"), set_of("a")), (set_of(""), set_of(""))] * 10, CODES[:1])
    assert everywhere.codes[0].kappa.value == 1
    assert everywhere.alpha.value == 1
    assert everywhere.same == 20
    nowhere = agreement_of([(set_of("a"), set_of("")), (set_of(""), set_of("a"))] * 10, CODES[:1])
    assert nowhere.codes[0].kappa.value == -1
    assert nowhere.codes[0].percent.value == 0
    assert nowhere.same == 0
    unused = agreement_of([(set_of("a"), set_of("a")), (set_of(""), set_of("a"))], CODES[:2]).codes[1]
    assert (unused.kappa.value, unused.percent.value, unused.doubt) == (None, 1, Doubt.NEVER)
    one_sided = agreement_of([(set_of("a"), set_of("")), (set_of(""), set_of(""))], CODES[:1]).codes[0]
    assert (one_sided.kappa.value, one_sided.doubt) == (0, Doubt.ONE_NEVER)
    always = agreement_of([(set_of("a"), set_of("a"))] * 3, CODES[:1])
    assert (always.codes[0].kappa.value, always.codes[0].doubt) == (None, Doubt.ALWAYS)
    assert always.alpha.value is None
    assert always.pooled.value is None


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        (Cells(3, 1, 1, 40), Doubt.RARE),
        (Cells(40, 1, 1, 3), Doubt.COMMON),
        (Cells(10, 1, 1, 10), None),
        (Cells(0, 0, 0, 4), Doubt.NEVER),
    ],
)
def test_prevalence_that_makes_a_kappa_shaky_is_told(cells: Cells, doubt: Doubt | None) -> None:
    assert doubt_about(cells) is doubt


@settings(max_examples=20)
@given(codings)
def test_everything_is_defined_or_said_to_have_no_meaning(pairs: list[Pair]) -> None:
    found = agreement_of(pairs, CODES)
    assert found == agreement_of(pairs, CODES), "the same resamples in every build"
    for each in found.codes:
        assert each.cells.passages == len(pairs)
        assert (each.kappa.value is None) is (each.doubt in {Doubt.NEVER, Doubt.ALWAYS})
        for figure in (each.percent, each.kappa, found.pooled, found.alpha):
            if figure.value is not None and figure.low is not None and figure.high is not None:
                assert figure.low <= figure.high
                assert -1 - 1e-9 <= figure.value <= 1 + 1e-9


def test_a_whole_has_every_passage_of_its_parts() -> None:
    pairs = [(set_of("a"), set_of("b")), (set_of("ab"), set_of("ab")), (set_of(""), set_of(""))]
    whole = agreement_of(pairs, ("c", "a", "b"), {"a": "c", "b": "c"}).codes[0]
    assert whole.cells == Cells(both=2, first=0, second=0, neither=1)


def test_intervals_are_those_of_resamples() -> None:
    """Widths as they follow from the number of passages: four times as many halve them, roughly."""
    draw = random.Random(1)

    def width(number: int) -> float:
        pairs = []
        for _ in range(number):
            has = draw.random() < 0.5
            pairs.append((set_of("a" if has else ""), set_of("a" if has is (draw.random() < 0.85) else "")))
        found = agreement_of(pairs, ("a",)).codes[0].kappa
        assert found.low is not None
        assert found.high is not None
        return found.high - found.low

    assert 1.4 < width(100) / width(400) < 2.8


SECOND = """who: Another reader
date: 2026-01-02
blind-to: [the codes]
sample: All passages of two sections.
codebook: As it was
{offered}passages:
  quiet-night: {{codes: [patient-state], first: [patient-state]}}
  plan-in-the-margin: {{codes: [risk], first: [plan]}}
  the-allergy: {{codes: [asking, risk], first: [asking, information]}}
  no-question: {{codes: [], first: [silence], settled: {{codes: [silence], reason: "Silence is what was coded."}}}}
"""


def content_with(tmp_path: Path, offered: str = "", text: str = SECOND) -> Path:
    content = copy_site("handover", tmp_path) / "content"
    (content / "codings").mkdir()
    (content / "codings" / "other.yml").write_text(text.format(offered=offered), "utf-8")
    return content


def built_from(content: Path) -> Built:
    built = build_pages(content, templates_folder())
    assert as_text(built.report) == ""
    return built


def page(built: Built, path: str) -> str:
    return next(str(each.body) for each in built.pages if each.path == path)


def test_the_page_shows_each_disagreement_and_what_was_settled(tmp_path: Path) -> None:
    built = built_from(content_with(tmp_path))
    body = page(built, "agreement/")
    assert "Another reader" in body
    assert "1 of 4 passages have exactly the same codes" in body
    assert body.count(">open<") == 2
    assert "Silence is what was coded." in body
    for id in ("plan-in-the-margin", "the-allergy", "no-question"):
        assert f'id="other--{id}"' in body
    assert 'id="other--quiet-night"' not in body
    section = page(built, "read/what-is-said/")
    panel = section.split('id="plan-in-the-margin"', 1)[1].split("</dl>", 1)[0]
    assert "../../agreement/#other--plan-in-the-margin" in panel
    agreeing = section.split('id="quiet-night"', 1)[1].split("</dl>", 1)[0]
    assert "the same codes" in agreeing


def test_a_coding_from_before_a_split_is_compared_at_the_whole(tmp_path: Path) -> None:
    text = SECOND.replace("[patient-state], first", "[information], first")
    text = text.replace("codes: [risk]", "codes: [information]")
    text = text.replace("codes: [asking, risk]", "codes: [asking, content-of-talk]")
    library, report = read(content_with(tmp_path, "offered: [information, asking, silence]\n", text))
    assert as_text(report) == ""
    (comparison,) = derive(library).comparisons
    assert dict(comparison.joined)["plan"] == "content-of-talk"
    assert comparison.agreement.same == 3
    assert "plan" not in comparison.codes
    assert {each.id for each in comparison.disagreements} == {"no-question"}


def test_settlements_never_count(tmp_path: Path) -> None:
    settled = derive(read(content_with(tmp_path / "a"))[0]).comparisons[0].agreement
    other = SECOND.replace("codes: [silence], reason", "codes: [risk], reason")
    assert derive(read(content_with(tmp_path / "b", text=other))[0]).comparisons[0].agreement == settled


@pytest.mark.parametrize(
    ("written", "instead", "finding"),
    [
        ("codes: [risk]", "codes: [riks]", "there is no dimension 'riks'; did you mean 'risk'?"),
        ("date: 2026-01-02", "date: tomorrow", "date-syntax"),
        ("who: Another reader\n", "", "the field 'who' is missing"),
        ("  no-question", "  no-questions", "there is no passage 'no-questions'"),
    ],
)
def test_faults_are_found(written: str, instead: str, finding: str, tmp_path: Path) -> None:
    assert written in SECOND
    text = SECOND.replace(written, instead, 1)
    assert finding in as_text(read(content_with(tmp_path, text=text))[1])


def test_the_second_coding_of_the_first_companion() -> None:
    library, _ = read(ROOT / "content")
    (comparison,) = derive(library).comparisons
    assert comparison.agreement.passages == 40
    assert comparison.codes == (
        "limited-bandwagoning", "binding-engagement", "economic-pragmatism", "dominance-denial", "indirect-balancing"
    )  # fmt: skip
    assert comparison.agreement.same == 35
    assert [each.id for each in comparison.disagreements if not each.coded.settled] == [
        "moscow-declaration-of-2008", "action-plan-2018", "turkish-surveillance"
    ]  # fmt: skip
