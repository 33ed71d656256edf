"""Author-date citations in words into Pandoc's: one line a form that authors write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.diagnostics import Origin
from hedgesite.importer import Manuscript, import_text
from hedgesite.markdown import plain_text, scan_body

LIST = """
## References

- Heron, Ada. 2010. “Lake levels”. *Journal of Lakes* 3 (2): 1-20.
- Heron, Ada. 2012. *High Water*. London: Lake Press.
- Heron, Ada. 2018a. *North*. London: Lake Press.
- Heron, Ada. 2018b. *South*. London: Lake Press.
- Marsh, Carl, Dana Reed, Eve Pike, and Finn Otter. 2019. *Many*. London: Lake Press.
- [Office] Office of the Lakes. 2020. *Rules*. London: Lake Press.
- Office of the Lakes. n.d. “Gauges”. Accessed March 4, 2019. <https://example.org/gauges>.
- Embassy of the Lake. “No year”. Accessed November 7, 2021. <https://example.org/year>.
- Council of the Shores. 2014. *Shores*. London: Lake Press.
- Pike, Eve and Finn Otter. 2015. *Few*. London: Lake Press.
- Otter, Finn. 2015. *Fewer*. London: Lake Press.
- Jović-Lake, Gus. 2011. *Asking*. London: Lake Press.
- van der Reed, Ben. 2013. *Halves*. London: Lake Press.
- Stone, Ida. 2016. *One*. London: Lake Press.
- Stone, Ida. 2016. *Another*. London: Lake Press.
"""

RESOLVED = {
    "L (Heron 2010).": "L [@heron2010].",
    "L (Heron 2010, 4).": "L [@heron2010, 4].",
    "L (Heron, 2010).": "L [@heron2010].",
    "L (Heron, 2010, p. 4).": "L [@heron2010, p. 4].",
    "L (Heron 2010: 4).": "L [@heron2010, 4].",
    "L (Heron 2010, 4-7).": "L [@heron2010, 4-7].",
    "L (Heron 2010, 4–7).": "L [@heron2010, 4–7].",
    "L (Heron 2010, 56, 60).": "L [@heron2010, 56, 60].",
    "L (Heron 2010, chap. 2).": "L [@heron2010, chap. 2].",
    "L (Heron\n2010,\n4).": "L [@heron2010, 4].",
    "L (Heron\u00a02010).": "L [@heron2010].",
    "L. (Heron 2010, 4). M": "L. [@heron2010, 4]. M",
    "L (Heron 2010, 4.).": "L [@heron2010, 4].",
    "L (see Heron 2010, 4).": "L [see @heron2010, 4].",
    "L (See also Heron 2010).": "L [See also @heron2010].",
    "L (*see* Heron 2010).": "L [see @heron2010].",
    "L (PIKE; OTTER, 2015, p. 3).": "L [@pike-otter2015, p. 3].",
    "L（Heron 2010）。": "L[@heron2010]。",
    "L (for the opposite, cf. Heron 2010).": "L [for the opposite, cf. @heron2010].",
    "L (Heron 2010, 4 and passim).": "L [@heron2010, 4 and passim].",
    "L (Heron 2010; Heron 2012, 3).": "L [@heron2010; @heron2012, 3].",
    "L (Heron 2010; see also Pike and Otter 2015, 3).": "L [@heron2010; see also @pike-otter2015, 3].",
    "L (Heron 2010, 4; 2012, 7).": "L [@heron2010, 4; @heron2012, 7].",
    "L (Heron 2010, 2012).": "L [@heron2010; @heron2012].",
    "L (Heron 2018a, b).": "L [@heron2018a; @heron2018b].",
    "L (Heron 2018b).": "L [@heron2018b].",
    "L (Pike and Otter 2015).": "L [@pike-otter2015].",
    "L (Pike & Otter, 2015).": "L [@pike-otter2015].",
    "L (Otter 2015).": "L [@otter2015].",
    "L (Marsh et al. 2019, 4).": "L [@marsh2019, 4].",
    "L (Marsh *et al.*, 2019).": "L [@marsh2019].",
    "L (Marsh, Reed, Pike and Otter 2019).": "L [@marsh2019].",
    "L (Office 2020, 1).": "L [@office2020, 1].",
    "L (Office of the Lakes 2020).": "L [@office2020].",
    "L (Office of the Lakes, n.d.).": "L [@office-lakes-nd].",
    "L (Office of the Lakes n.d., 3).": "L [@office-lakes-nd, 3].",
    "L (van der Reed 2013).": "L [@reed2013].",
    "L (Van der Reed 2013).": "L [@reed2013].",
    "L (Ada Heron 2010).": "L [@heron2010].",
    "L (A. Heron 2010).": "L [@heron2010].",
    "L [Heron 2010, 4].": "L [@heron2010, 4].",
    r"L \[Heron 2010, 4\].": "L [@heron2010, 4].",
    "Heron (2010) says.": "Heron [-@heron2010] says.",
    "Heron (2010, 4) says.": "Heron [-@heron2010, 4] says.",
    "Ada Heron (2010: 4) says.": "Ada Heron [-@heron2010, 4] says.",
    "Heron's (2010) lake.": "Heron's [-@heron2010] lake.",
    "Heron’s (2010) lake.": "Heron’s [-@heron2010] lake.",
    "Heron (2010, 2012) says.": "Heron [-@heron2010; -@heron2012] says.",
    "Heron (2010, 4; see Otter 2015).": "Heron [-@heron2010, 4; see @otter2015].",
    "Pike and Otter (2015) say.": "Pike and Otter [-@pike-otter2015] say.",
    "Eve Pike and Finn Otter (2015) say.": "Eve Pike and Finn Otter [-@pike-otter2015] say.",
    "Marsh et al. (2019) say.": "Marsh et al. [-@marsh2019] say.",
    "As Heron has it, water is wet (2010, 4).": "As Heron has it, water is wet [-@heron2010, 4].",
    "Heron's view is that D. Reed is wet (2010, 4).": "Heron's view is that D. Reed is wet [-@heron2010, 4].",
    "Pike and Otter hold water to be wet (2015, 4).": "Pike and Otter hold water to be wet [-@pike-otter2015, 4].",
    "L (Heron 2010, 4). M (Ibid.).": "L [@heron2010, 4]. M [@heron2010, 4].",
    "L (Heron 2010, 4). M (ibid., 7).": "L [@heron2010, 4]. M [@heron2010, 7].",
    "L (Heron 2010, 4). M (Ebd., 7).": "L [@heron2010, 4]. M [@heron2010, 7].",
    "Heron (2010, 4). M (*ibid.*).": "Heron [-@heron2010, 4]. M [@heron2010, 4].",
    "L (Heron 2010, 4). Heron (ibid., 7) says.": "L [@heron2010, 4]. Heron [-@heron2010, 7] says.",
    "L (Heron 2010). Otter (2015). Newt (ibid., 3).": "L [@heron2010]. Otter [-@otter2015]. Newt [@otter2015, 3].",
    "L (made in 1994; see Heron 2010, 3).": "L (made in 1994; see Heron [-@heron2010, 3]).",
    "L (see also Heron (2010) and Otter (2015)).": "L (see also Heron [-@heron2010] and Otter [-@otter2015]).",
}

DOUBTED = {
    "L (Jovic Lake 2011).": "L [@jovic-lake2011].",
    "L (Jović Lake 2011, 40).": "L [@jovic-lake2011, 40].",
    "L (Embassy of the Lake 2021).": "L [@embassy-lake-nd].",
    "L (Council 2014).": "L [@council-shores2014].",
    "L (Heron 2010a).": "L [@heron2010].",
    "L (Heron 2012). M (Otter 2015). Heron (ibid., 7).": "L [@heron2012]. M [@otter2015]. Heron [-@heron2012, 7].",
    "L (Heron 2012). Otter (ibidem) says.": "L [@heron2012]. Otter [-@otter2015] says.",
    "Water is wet, as Heron says of lakes (2010).": "Water is wet, as Heron says of lakes [-@heron2010].",
}

LEFT = {
    "L (Heron 2031).": "2010, 2012, 2018a, 2018b",
    "L (Heron 2018).": "several sources",
    "L (Stone 2016).": "several sources",
    "L (Herron 2010).": "did the author mean 'Heron'?",
    "L (Newt 2010, 4).": "names no source",
    "L (Newt et al. 2010).": "names no source",
    "L (Newt and Heron 2010).": "names no source",
    "Newt (2010) says.": "names no source",
    "Water is wet (2010, 4).": "names no source",
    "Heron and Otter differ in 1900 (2018, 4).": "names no source",
    "L (Ibid.).": "follows no citation",
    "L (Heron 2010; Otter 2015). M (ibid., 3).": "follows no citation",
    "L (Heron 2010). L (Newt 2010). M (Ibid.).": "follows no citation",
    "L (Otter 2015). Stone (ibid., 3).": "follows no citation",
    "As Heron 2010 has it.": "[-@heron2010]",
    "L (Heron 2010, see `x` and $y$).": "",
}

NO_CITATIONS = (
    "L (in 2008).",
    "L (since March 2008).",
    "L (by 3 m) and (2010–2011).",
    "L (see below).",
    "The `(Heron 2010)` stays.",
    "A [map](https://example.org/Heron(2010)) too.",
    "A [Heron 2010](https://example.org/a) too.",
    "<https://example.org/Heron(2010)>",
    "In 2010 the level fell.",
)


def imported(text: str) -> tuple[str, list[str]]:
    """The only paragraph as it stands in its section, and the findings."""
    result = import_text(Manuscript("m.md", f"# T\n\n## S\n\n{text}\n{LIST}"))
    section = result.files["sections/01-s.md"].split("---\n", 2)[2].strip()
    said = [str(finding) for finding in result.report.diagnostics if finding.origin.line == 5]
    return section.split("\n", 1)[1], said


@pytest.mark.parametrize(("written", "expected"), RESOLVED.items())
def test_resolved(written: str, expected: str) -> None:
    assert imported(written) == (expected, [])


@pytest.mark.parametrize(("written", "expected"), DOUBTED.items())
def test_resolved_with_a_doubt(written: str, expected: str) -> None:
    text, said = imported(written)
    assert text == expected
    assert ["import-doubt" in each for each in said] == [True]


@pytest.mark.parametrize(("written", "reason"), LEFT.items())
def test_reported_and_left(written: str, reason: str) -> None:
    text, said = imported(written)
    assert reason in " ".join(said)
    assert any("import-citation" in each for each in said)
    last = written.rsplit("(", 1)[-1]
    assert text.endswith(last)


@pytest.mark.parametrize("written", NO_CITATIONS)
def test_no_citation(written: str) -> None:
    assert imported(written) == (written, [])


def test_what_is_resolved_and_what_is_not_part() -> None:
    text, said = imported("L (Heron 2010, 4; Newt 1999; Otter 2015).")
    assert text == "L [@heron2010, 4] (Newt 1999) [@otter2015]."
    assert len(said) == 1
    assert said[0].startswith("m.md:5:18: import-citation: 'Newt 1999'")


CITED = {
    "(Heron 2010, 4)": "[@heron2010, 4]",
    "(Pike and Otter 2015)": "[@pike-otter2015]",
    "(see Marsh et al. 2019, 3–5)": "[see @marsh2019, 3–5]",
    "(Office of the Lakes, n.d.)": "[@office-lakes-nd]",
    "(Newt 2001, 3)": "(Newt 2001, 3)",
}
WORDS = st.lists(
    st.one_of(
        st.sampled_from(sorted(CITED)),
        st.text(alphabet="abcdefgABC äšж.,;:!?*_()`’“”—%&0123456789", min_size=1, max_size=12).filter(str.strip),
    ),
    min_size=1,
    max_size=12,
)


@given(WORDS)
def test_no_word_is_altered(words: list[str]) -> None:
    text = "Water " + " ".join(" ".join(words).split())
    result, _ = imported(text)
    for written, citation in CITED.items():
        result = result.replace(citation, written)
    assert words_of(result) == words_of(text)


def words_of(markdown: str) -> str:
    """What a page shows of a paragraph, without its blanks."""
    body, _ = scan_body(markdown, Origin(""))
    return "".join(plain_text(body).split())
