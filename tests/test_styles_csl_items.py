"""What a style of CSL makes of entries, beside what Pandoc makes of the same file by its own reader."""

from __future__ import annotations

import pytest

from hedgesite.diagnostics import Origin
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.text import Citation, CitationGroup, CitationMode
from hedgesite.styles import Citations, References, format_in_text, format_references, style_named

pytestmark = pytest.mark.usefixtures("own_cache")

LIKE_PANDOC = r"""
@misc{misc, author = {Heron, Ada}, title = {A Note}, year = {2001}}
@book{places, author = {Egret, Bo}, title = {Places}, year = {2002}, location = {Durham and {Tyne and Wear}},
  publisher = {Marsh Press}}
@book{bodies, author = {Crane, Cy}, title = {Bodies}, year = {2003}, organization = {Society of Reeds},
  howpublished = {CD-ROM}, publisher = {Marsh Press}}
@book{part, author = {Rail, Di}, title = {Parts}, year = {2004}, volume = {3}, part = {2}, publisher = {Marsh Press}}
@article{lettered, author = {Coot, Ed}, title = {Letters}, journaltitle = {Reeds}, year = {2005m}}
@article{soon, author = {Ibis, Flo}, title = {Soon}, journaltitle = {Reeds}, year = {Forthcoming}}
@article{medicine, author = {Stork, Gus}, title = {Wings}, journaltitle = {Reeds}, year = {2006}, eprinttype = {pubmed},
  eprint = {12345}}
@unpublished{talk, author = {Teal, Hal}, title = {A Talk}, year = {2007}, eventtitle = {Meeting of Reeds}}
@manual{manual, author = {Gull, Ivy}, title = {A Manual}, year = {2008}, organization = {Society of Reeds}}
@techreport{report, author = {Gull, Ivy}, title = {A Report}, year = {2009}, institution = {Society of Reeds}}
@techreport{kind, author = {Gull, Ivy}, title = {A Report}, year = {2010}, institution = {Society of Reeds},
  type = {Technical report}, number = {3}}
@book{initial, author = {Crill, J a}, title = {Sinks}, year = {2011}, publisher = {Marsh Press}}
@book{volume, author = {Smew, Al}, title = {Algebra}, year = {2012}, volume = {Vol I}, publisher = {Marsh Press}}
@book{given, author = {Ahn, Soo-A}, title = {Names}, year = {2013}, publisher = {Marsh Press}}
"""
UNLIKE_PANDOC = r"""
@article{month, author = {Heron, Ada}, title = {A Note}, journaltitle = {Reeds}, year = {2001}, month = {June}}
@book{publisher, author = {Egret, Bo}, title = {Places}, year = {2002}, publisher = {Simon and Schuster}}
@article{case, author = {Crane, Cy}, title = {A grammar of Skolt Saami}, journaltitle = {Reeds}, year = {2003}}
@article{french, author = {Rail, Di}, title = {Le principe de gratuité}, journaltitle = {Reeds}, year = {2004},
  language = {fre}}
@article{quotes, author = {Coot, Ed}, title = {The biggest "angel" of all}, journaltitle = {Reeds}, year = {2005}}
@article{latex, author = {Mart{\'\i}nez, Fl{\'\i}}, title = {On $\beta$ and \textbar}, journaltitle = {Reeds},
  year = 2006}
@article{address, author = {Stork, Gus}, title = {Wings}, journaltitle = {Reeds}, year = {2006},
  url = {https://example.org/a\_b\&c}}
@misc{published, author = {Teal, Hal}, title = {A page}, year = {2007}, howpublished = {\url{https://example.org/}}}
@article{eid, author = {Knot, Jo}, title = {A number}, journaltitle = {Reeds}, year = {2009}, eid = {124106}}
@online{preprint, author = {Wren, Kit}, title = {A preprint}, year = {2010}, eprinttype = {arxiv},
  eprint = {2101.00001}}
"""


def lists(text: str, *styles: str) -> dict[str, list[str]]:
    """The references by key, in each style."""
    sources = read_bibliography(text, "references.bib")[0].sources
    each = [format_references(sources, style_named(style)) for style in styles]
    return {source.key: [references[source.key].list_text for references in each] for source in sources}


def notes_of(text: str, style: str, *modes: CitationMode) -> tuple[References, list[CitationGroup]]:
    """The first source cited in one note after the other."""
    sources = read_bibliography(text, "references.bib")[0].sources
    origin = Origin("sections/01-a.md", 1)
    groups = [
        CitationGroup((Citation(sources[0].key, mode, origin),), origin, number, note=None)
        for number, mode in enumerate(modes, start=1)
    ]
    cited = Citations(tuple((group, group.number) for group in groups))
    return format_references(sources, style_named(style), "en", cited), groups


def shown_note(group: CitationGroup, references: References) -> str:
    return "".join(piece.html for piece in format_in_text(group, references, str).note)


def test_what_pandoc_reads_otherwise_but_no_worse_is_read_as_it_does() -> None:
    chicago, ieee = (
        {key: texts[number] for key, texts in lists(LIKE_PANDOC, "chicago-author-date-17th-edition", "ieee").items()}
        for number in (0, 1)
    )
    assert chicago["misc"] == "Heron, Ada. 2001. A Note."
    assert chicago["places"] == "Egret, Bo. 2002. Places. Durham; Tyne and Wear: Marsh Press."
    assert chicago["bodies"] == "Crane, Cy. 2003. Bodies. Society of Reeds; CD-ROM; Marsh Press."
    assert chicago["part"] == "Rail, Di. 2004. Parts. 3.2. Marsh Press."
    assert chicago["lettered"] == "Coot, Ed. 2005m. “Letters.” Reeds, 2005m."
    assert chicago["soon"] == "Ibis, Flo. Forthcoming. “Soon.” Reeds, Forthcoming."
    assert chicago["medicine"].endswith("https://www.ncbi.nlm.nih.gov/pubmed/12345.")
    assert "presented at the Meeting of Reeds" in ieee["talk"]
    assert chicago["manual"] == "Gull, Ivy. 2008. A Manual. Society of Reeds."
    assert chicago["report"] == "———. 2009. A Report. Society of Reeds."
    assert chicago["kind"] == "———. 2010. A Report. Technical Report No. 3. Society of Reeds."
    assert chicago["initial"].startswith("Crill, J. a. 2011.")
    assert chicago["volume"] == "Smew, Al. 2012. Algebra. Vol I. Marsh Press."
    assert chicago["given"].startswith("Ahn, Soo-A. 2013.")


def test_what_pandoc_reads_worse_is_read_as_it_stands() -> None:
    found = lists(UNLIKE_PANDOC, "apa", "ieee")
    assert found["month"][1].endswith("Jun. 2001.")
    assert found["publisher"][0] == "Egret, B. (2002). Places. Simon and Schuster."
    assert found["case"][0] == "Crane, C. (2003). A grammar of Skolt Saami. Reeds."
    assert found["quotes"][0] == "Coot, E. (2005). The biggest “angel” of all. Reeds."
    assert found["latex"][0] == "Martínez, F. (2006). On β and |. Reeds."
    assert found["address"][0].endswith("https://example.org/a_b&c")
    assert found["published"][0] == "Teal, H. (2007). A page. https://example.org/"
    assert found["eid"][0] == "Knot, J. (2009). A number. Reeds, 124106."
    assert "arXiv:2101.00001" in found["preprint"][0]
    assert "Le principe de gratuité" in lists(UNLIKE_PANDOC, "modern-language-association")["french"][0]


NAMES_AND_NOTES = r"""
@book{whole, author = {Holger {von Jouanne-Diedrich}}, title = {Whole}, year = {2001}, publisher = {P}}
@article{extra, author = {Heron, Ada}, title = {Extra}, journaltitle = {Reeds}, year = {2002}, pages = {7--9},
  note = {Number: 9 Publisher: Marsh Press}}
@book{editors, editor = {Egret, Bo}, editortype = {compilerandeditor}, title = {Gathered}, year = {2003},
  publisher = {P}}
@article{quarter, author = {Ibis, Flo}, title = {Quarter}, journaltitle = {Reeds}, year = {2004}, month = {Q1}}
@book{armenian, author = {Մարտիրոսյան, Արամ}, title = {Եղեգներ}, year = {2006}, publisher = {P}}
@book{georgian, author = {ჯავახიშვილი, ივანე}, title = {ლერწამი}, year = {2007}, publisher = {P}}
@book{chinese, author = {李, 世民}, title = {芦苇}, year = {2008}, publisher = {P}}
@book{korean, author = {김, 철수 and 村上, 春樹}, editor = {박, 영희}, title = {책}, year = {2011}, publisher = {P}}
@book{sorted, author = {Tern, Tia}, sortname = {Aab, A}, title = {Sorted}, year = {2012}, publisher = {P},
  edition = {Second}}
@book{first, author = {Rail, Ron}, title = {First}, year = {2014}, publisher = {P}, edition = {1. Aufl.}}
@report{paper, author = {Ruff, Ria}, title = {Paper}, year = {2015}, institution = {I}, type = {white paper},
  number = {4.}}
@review{untitled, author = {Wren, Wu}, titleaddon = {Review of \emph{Lakes}, by I. Ibis}, journaltitle = {Reeds},
  year = {2013}, pages = {1-15--1-20}}
@jurisdiction{case, title = {Reed v. Board of Rushes}, year = {1954}, reporter = {U.S.}, volume = {347},
  pages = {483--490}}
@book{small, author = {hooks, bell}, title = {Small}, year = {2009}, publisher = {P}}
@incollection{endnote, author = {Swan, Sy}, title = {Program}, booktitle = {Whole}, year = {2010}, publisher = {P},
  type = {Book Section}}
@book{twice, author = {Crane, Cy}, title = {Twice}, booktitle = {Twice}, year = {2005}, publisher = {P}}
"""


def test_pandoc_takes_nothing_out_of_names_and_notes() -> None:
    found = {key: text for key, (text,) in lists(NAMES_AND_NOTES, "apa").items()}
    assert found["whole"] == "von Jouanne-Diedrich, H. (2001). Whole. P."
    assert found["extra"] == "Heron, A. (2002). Extra. Reeds, 7–9."
    assert found["editors"] == "Egret, B. (Ed.). (2003). Gathered. P."
    assert found["quarter"] == "Ibis, F. (2004). Quarter. Reeds, (Q1)."
    assert found["armenian"] == "Մարտիրոսյան, Ա. (2006). Եղեգներ. P."
    assert found["georgian"] == "ჯავახიშვილი, ივანე. (2007). ლერწამი. P."
    assert found["chinese"] == "李世民. (2008). 芦苇. P."
    assert found["korean"] == "김철수, & 村上春樹. (2011). 책 (박영희, Ed.). P."
    assert found["sorted"] == "Tern, T. (2012). Sorted (2nd ed.). P."
    assert found["first"] == "Rail, R. (2014). First. P."
    assert found["paper"] == "Ruff, R. (2015). Paper (White Paper No. 4). I."
    assert found["untitled"] == "Wren, W. (2013). Review of Lakes, by I. Ibis. Reeds, 1-15–1-20."
    assert found["case"] == "Reed v. Board of Rushes, 347 U.S. 483 (1954)."
    assert found["small"] == "hooks, bell. (2009). Small. P."
    assert found["endnote"] == "Swan, S. (2010). Program. In Whole. P."
    assert found["twice"] == "Crane, C. (2005). Twice. P."


def test_letters_of_the_file_never_meet_those_of_the_style() -> None:
    entry = "@book{{{}, author = {{Heron, Ada}}, title = {{{}}}, year = {{2005{}}}, publisher = {{P}}}}"
    some, all_of_them = (
        lists("\n".join(entry.format(f"k{number}", f"T{number}", end) for number, end in enumerate(ends)), "apa")
        for ends in (("a", "", ""), ("b", "c"))
    )
    assert sorted(text[9:17] for (text,) in some.values()) == [f" (2005{letter})" for letter in "abc"]
    assert [text[9:18] for (text,) in all_of_them.values()] == [" (2005b).", " (2005c)."]


def test_editors_stand_before_their_label() -> None:
    text = "@incollection{a, author={Egret, B}, title={V}, booktitle={Book}, editor={Egg, E}, year=2017, publisher={P}}"
    (found,) = lists(text, "vancouver")["a"]
    assert found == "1. Egret B. V. In: Egg E, editor. Book. P; 2017."


@pytest.mark.parametrize(("language", "edition"), [("sr", "2. изд."), ("sr-Latn", "2. izd."), ("de", "2. Aufl.")])
def test_editions_are_counted_in_the_language_of_the_article(language: str, edition: str) -> None:
    text = "@book{a, author={Egret, Bo}, title={Reeds}, publisher={P}, year={2017}, edition={2}}"
    sources = read_bibliography(text, "references.bib")[0].sources
    assert edition in format_references(sources, style_named("ieee"), language)["a"].text


@pytest.mark.parametrize(("style", "note"), [("chicago-notes-bibliography", "“V.”"), ("mhra-notes", "‘V’.")])
def test_a_full_stop_is_where_the_country_of_the_style_has_it(style: str, note: str) -> None:
    text = "@article{a, author={Egret, Bo}, title={V}, journaltitle={Reeds}, year={2017}}"
    references, groups = notes_of(text, style, CitationMode.PARENTHETICAL, CitationMode.NARRATIVE)
    assert shown_note(groups[1], references) == note


def test_a_note_that_cites_again_leaves_the_subtitle_out() -> None:
    text = "@book{a, author = {Heron, Ada}, title = {Lakes: A \\emph{Life}}, year = {2001}, publisher = {P}}"
    once = CitationMode.PARENTHETICAL
    references, groups = notes_of(text, "chicago-notes-bibliography", once, once)
    shown = [shown_note(group, references) for group in groups]
    assert shown == ["Ada Heron, <i>Lakes: A </i>Life (P, 2001).", "Heron, <i>Lakes</i>."]


KINDS = r"""
@software{software, title = {ggplot2}, author = {Heron, Ada}, year = {2001}}
@mvbook{whole, author = {Egret, Bo}, maintitle = {My Marsh}, title = {A Reed}, volume = {2}, year = {2002}}
@book{original, author = {Crane, Cy}, title = {Democracy}, origtitle = {De la démocratie en Amérique}, year = {2003},
  publisher = {P}}
@unpublished{archive, author = {Rail, Di}, title = {Memorandum}, type = {Memorandum}, year = {2004},
  library = {Marsh Archives}, number = {Box 12}, series = {RG 59}}
@legislation{code, title = {Air Act}, number = {42 U.S.C. § 7401}, year = {1970}}
@legislation{gazette, title = {Marsh Act}, journaltitle = {Gazette of Reeds}, number = {116/2007}, year = {2007}}
@patent{patent, author = {Coot, Ed}, title = {Valve}, number = {DE 10 2009 1}, type = {patentde}, year = {2009},
  location = {countryde}}
@article{season, author = {Ibis, Flo}, title = {Soon}, journaltitle = {Reeds}, volume = {12}, issue = {Spring},
  year = {2001}, pages = {1--15}}
@article{paper, author = {Stork, Gus}, title = {Deal}, journaltitle = {Daily Reed}, entrysubtype = {newspaper},
  edition = {late ed.}, date = {2008-06-07}}
@suppbook{foreword, author = {Teal, Hal}, title = {Foreword}, type = {foreword}, booktitle = {Letters}, year = {1990},
  bookauthor = {Gull, Ivy}, publisher = {P}}
@book{arabic, author = {محفوظ, نجيب and القاسم, سميح}, title = {Palace Walk}, year = {1956}, publisher = {P}}
@book{chinese, author = {李, 世民 and 秦, 叔宝}, title = {Reeds}, year = {1999}, publisher = {P}}
@article{lone, author = {Rush, Jo}, title = {Volume}, journaltitle = {Reeds}, volume = {vol}, year = {2007}}
"""

WORDED = r"""
@book{one, author = {Rush, Jo}, title = {Alpha}, year = {forthcoming}, publisher = {P}}
@book{two, author = {Rush, Jo}, title = {Beta}, year = {forthcoming}, publisher = {P}}
@book{decade, author = {Sedge, Al}, title = {Gamma}, date = {199X}, publisher = {P}}
@book{open, author = {Teal, Al}, title = {Delta}, date = {1998/..}, publisher = {P}}
@book{revised, author = {Wren, Al}, title = {Guide}, year = {2001}, edition = {revised}, publisher = {P}}
@inproceedings{proc, author = {Yew, Al}, title = {A {"}Quoted{"} Word}, booktitle = {Proc. of a Meeting}, year = {2001}}
@book{addon, author = {Zander, Al}, title = {Yes! No.}, titleaddon = {On \emph{Reeds}}, year = {2001}, publisher = {P}}
@article{issues, author = {Zorn, Al}, title = {T}, journaltitle = {J}, volume = {3}, number = {7-8}, year = {2001}}
"""


def test_keys_are_words_of_the_article_s_language() -> None:
    text = """
@phdthesis{a, author = {Ash, Al}, title = {T}, year = {2001}, institution = {U}}
@book{b, author = {Elm, Bo}, title = {T}, pubstate = {forthcoming}, publisher = {P}}
@phdthesis{c, author = {Oak, Cy}, title = {T}, year = {2003}, institution = {U}, type = {Thesis of his own}}
"""
    sources = read_bibliography(text, "references.bib")[0].sources
    german, latin, other = (
        {key: each.list_text for key, each in format_references(sources, style_named("apa"), language).items()}
        for language in ("de-AT", "sr-Latn", "hy")
    )
    assert german["a"] == "Ash, A. (2001). T [Dissertation]. U."
    assert german["b"] == "Elm, B. (im Erscheinen). T. P."
    assert german["c"] == "Oak, C. (2003). T [Thesis of his own]. U."
    assert latin["a"] == "Ash, A. (2001). T [Doktorska disertacija]. U."
    assert "PhD thesis" in other["a"]


def test_an_original_year_stays_in_its_brackets() -> None:
    text = "@book{a, author = {Ash, Al}, title = {T}, date = {2000}, origdate = {1835}, publisher = {P}}"
    sources = read_bibliography(text, "references.bib")[0].sources
    reference = format_references(sources, style_named("chicago-author-date-17th-edition"))["a"]
    assert (reference.label, reference.year) == ("Ash", "[1835] 2000")


def test_words_stand_where_styles_have_none() -> None:
    found = {key: text for key, (text,) in lists(WORDED, "apa").items()}
    assert found == {
        "one": "Rush, J. (forthcoming-a). Alpha. P.",
        "two": "Rush, J. (forthcoming-b). Beta. P.",
        "decade": "Sedge, A. (1990s). Gamma. P.",
        "open": "Teal, A. (1998–). Delta. P.",
        "revised": "Wren, A. (2001). Guide (Rev. ed.). P.",
        "proc": "Yew, A. (2001). A “quoted” word. Proc. of a Meeting.",
        "addon": "Zander, A. (2001). Yes! No. On Reeds. P.",
        "issues": "Zorn, A. (2001). T. J, 3(7–8).",
    }


PAGES = r"""
@article{chapters, author = {Rush, Jo}, title = {Pages}, journaltitle = {Reeds}, volume = {3}, year = {2007},
  pages = {1-15--1-20}}
@article{backwards, author = {Rush, Jo}, title = {Pages}, journaltitle = {Reeds}, volume = {3}, year = {2008},
  pages = {15-1}}
"""


def test_each_kind_of_source_has_the_variables_that_its_styles_print() -> None:
    found = lists(KINDS, "apa", "ieee", "chicago-notes-bibliography")
    apa, ieee, notes = ({key: texts[number] for key, texts in found.items()} for number in range(3))
    assert apa["software"] == "Heron, A. (2001). ggplot2 [Computer software]."
    assert notes["software"] == "Heron, Ada. ggplot2. Released 2001."
    assert "My marsh: A reed, vol. 2" in ieee["whole"]
    assert "De la démocratie en Amérique" in notes["original"]
    assert "Box 12, RG 59. Marsh Archives" in notes["archive"]
    assert apa["code"] == "Air Act, 42 U.S.C. § 7401 (1970)."
    assert apa["gazette"] == "Marsh Act, Gazette of Reeds 116/2007 (2007)."
    assert apa["patent"].replace("\xa0", " ") == "Coot, E. (2009). Valve (German patent No. DE 10 2009 1)."
    assert "countryde" not in lists(KINDS, "modern-language-association")["patent"][0]
    assert notes["season"] == "Ibis, Flo. “Soon.” Reeds 12 (Spring 2001): 1–15."
    assert "Late Edition" in notes["paper"]
    assert notes["foreword"] == "Teal, Hal. “Foreword.” In Letters, by Ivy Gull. P, 1990."
    assert ieee["arabic"].split("] ", 1)[1].startswith("نجيب محفوظ and سميح القاسم, Palace walk.")
    assert apa["chinese"] == "李世民, & 秦叔宝. (1999). Reeds. P."
    assert "vol vol" not in apa["lone"]
    physics = {key: text for key, (text,) in lists(PAGES, "american-physics-society").items()}
    assert physics["chapters"] == "[1] J. Rush, Pages, Reeds 3, 1-15 (2007)."
    assert physics["backwards"] == "[2] J. Rush, Pages, Reeds 3, 15-1 (2008)."


NAMELESS = r"""
@jurisdiction{case, title = {Reed v. Rushes}, year = {1954}, reporter = {U.S.}, volume = {347}, pages = {483}}
@legislation{act, title = {Marsh Act of 1907}, year = {1907}}
@legal{treaty, title = {Treaty of Reeds}, year = {1921}}
@book{author, author = {Heron, Ada}, title = {Wings}, year = {2001}, publisher = {P}}
@collection{editors, editor = {Egret, Bo and others}, title = {Nests}, year = {2002}, publisher = {P}}
"""


def shown_in(style: str, mode: CitationMode, *keys: str) -> str:
    """A group in the text, of whose citations the first has the mode."""
    origin = Origin("sections/01-a.md", 1)
    modes = (mode, *(CitationMode.PARENTHETICAL,) * len(keys))
    group = CitationGroup(tuple(map(Citation, keys, modes, (origin,) * len(keys))), origin, 1, note=None)
    sources = read_bibliography(NAMELESS, "references.bib")[0].sources
    references = format_references(sources, style_named(style), "en", Citations(((group, 1),)))
    return "".join(piece.html for piece in format_in_text(group, references, str).text)


def test_sources_without_authors_are_cited_in_the_text_as_others_are() -> None:
    narrative, parenthetical = CitationMode.NARRATIVE, CitationMode.PARENTHETICAL
    assert shown_in("apa", narrative, "case") == "<i>Reed v. Rushes</i> (1954)"
    assert shown_in("apa", narrative, "act", "treaty") == "Marsh Act of 1907 (1907; Treaty of Reeds, 1921)"
    assert shown_in("apa", narrative, "act", "author") == "(Heron, 2001; Marsh Act of 1907, 1907)"
    assert shown_in("apa", parenthetical, "treaty", "act") == "(Marsh Act of 1907, 1907; Treaty of Reeds, 1921)"
    assert shown_in("apa", parenthetical, "author", "editors") == "(Egret et al., 2002; Heron, 2001)"
    # The names of editors are part of the sentence, `eds.` is not.
    assert shown_in("chicago-notes-bibliography", narrative, "editors") == "Bo Egret et al."


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "ieee", "american-political-science-association"])
@pytest.mark.parametrize(
    ("type", "field"),
    [
        *(
            (type, "organization")
            for type in ("online", "misc", "manual", "standard", "software", "dataset", "booklet")
        ),
        *((type, "institution") for type in ("online", "misc", "report")),
        *((type, "publisher") for type in ("online", "report", "manual")),
    ],
)
def test_the_body_of_a_document_without_an_author_heads_its_entry(style: str, type: str, field: str) -> None:
    text = f"@{type}{{a, title = {{On Herons}}, {field} = {{Council of Reeds}}, year = 2001}}"
    [(_, [entry])] = lists(text, style).items()
    assert entry.removeprefix("[1] ").startswith("Council of Reeds")
    # Our own style names the publisher of a book again, as Chicago does.
    assert entry.count("Council of Reeds") == 1 or style == "chicago-author-date"


def test_a_body_beside_an_author_or_an_editor_issues_the_document() -> None:
    text = """@report{a, author = {Heron, Ann}, title = {Reeds}, institution = {Council of Reeds}, year = 2001}
    @report{b, editor = {Gull, Bo}, title = {Reeds}, institution = {Council of Reeds}, year = 2001}
    @report{c, title = {Reeds}, institution = {Council of Reeds}, publisher = {Council of Reeds}, year = 2001}"""
    entries = lists(text, "apa")
    assert entries == {
        "a": ["Heron, A. (2001). Reeds. Council of Reeds."],
        "b": ["Gull, B. (Ed.). (2001). Reeds. Council of Reeds."],
        "c": ["Council of Reeds. (2001). Reeds."],
    }


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        ("apa", "Heron, A. (2001). <i>Über Reiher</i> [On Herons]. Marsh Press."),
        ("chicago-notes-bibliography", "Heron, Ann. <i>Über Reiher</i> [On Herons]. Marsh Press, 2001."),
        ("modern-language-association", "Heron, Ann. <i>Über Reiher</i> [On Herons]. Marsh Press, 2001."),
    ],
)
@pytest.mark.parametrize(
    "title", ["title = {Über Reiher}, titleaddon = {On Herons}", "title = {Über Reiher [On Herons]}"]
)
def test_a_translated_title_is_upright_behind_an_italic_one(style: str, entry: str, title: str) -> None:
    text = (
        f"@book{{a, author = {{Heron, Ann}}, {title}, langid = {{german}}, publisher = {{Marsh Press}}, year = 2001}}"
    )
    sources = read_bibliography(text, "references.bib")[0].sources
    assert format_references(sources, style_named(style))["a"].html == entry


@pytest.mark.parametrize(
    "title",
    [
        "La vie des hérons dans les marais",
        "Der Reiher und das Schilf",
        "O governo local no sistema de saúde",
        "La garza y los juncos en la historia",
        "Болото и цапля",
        "Czapla i trzcina w dziejach Polski",
        "Balıkçıl ve sazlık için bir tarih",
    ],
)
def test_a_title_in_another_language_keeps_its_letters_though_no_entry_names_it(title: str) -> None:
    for style in ("chicago-notes-bibliography", "apa"):
        text = f"@article{{a, author = {{Heron, Ann}}, title = {{{title}}}, journaltitle = {{Reeds}}, year = 2001}}"
        [[entry]] = lists(text, style).values()
        assert title in entry


def test_english_titles_with_foreign_words_are_english() -> None:
    for title in ("The Legacy of the Ancien Régime", "De Facto States and De Jure Borders", "Rio de Janeiro Revisited"):
        text = f"@book{{a, author = {{Heron, Ann}}, title = {{{title}}}, year = 2001}}"
        [[entry]] = lists(text, "apa").values()
        assert title not in entry


def test_names_of_conferences_keep_their_capitals() -> None:
    text = """@inproceedings{a, author = {Heron, Ann}, title = {The Wings of Herons and Egrets}, year = 2001,
      booktitle = {International Conference on Reeds and Marshes}}
    @incollection{b, author = {Heron, Ann}, title = {Wings}, year = 2001,
      booktitle = {A Handbook of Reeds and Marshes}}"""
    entries = lists(text, "ieee")
    assert "“The wings of herons and egrets,” in International Conference on Reeds and Marshes, 2001" in entries["a"][0]
    assert "in A handbook of reeds and marshes" in entries["b"][0]


@pytest.mark.parametrize(
    "edition", ["2", "2.", "2nd", "2d", "2e", "2ème", "2ª", "2.ª", "2º", "2a", "2-е", "2-я", "2nd ed."]
)
def test_an_ordinal_of_any_language_is_the_number_of_an_edition(edition: str) -> None:
    text = f"@book{{a, author = {{Heron, Ann}}, title = {{Reeds}}, edition = {{{edition}}}, year = 2001}}"
    [source] = read_bibliography(text, "references.bib")[0].sources
    assert format_references([source])["a"].text == "Heron, Ann. 2001. Reeds. 2nd ed."


def test_a_name_in_chinese_japanese_or_korean_begins_with_the_family_name() -> None:
    for name in ("鷺 花子", "鷺, 花子", "青鷺 花子", "김 왜가리"):
        text = f"@book{{a, author = {{{name}}}, title = {{Reeds}}, year = 2001}}"
        [source] = read_bibliography(text, "references.bib")[0].sources
        assert source.persons["author"][0].family == name.replace(",", "").split()[0]
        entry = format_references([source], style_named("apa"))["a"].text
        assert entry.startswith(name.replace(",", "").replace(" ", ""))
