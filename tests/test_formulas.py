"""Formulas: golden MathML of many fields, what is refused, and bounds."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.diagnostics import Origin
from hedgesite.markdown import PlainHooks, plain_text, render_body, scan_body
from hedgesite.mathml import LONGEST, Formula, Problem, convert, problem_of_macro
from hedgesite.mathml.writer import CLASSES, ELEMENTS, UnknownMarkupError, write
from tests.hostile import all_payloads

ROOT = Path(__file__).parents[1]
FORMULAS = ROOT / "tests" / "cases" / "formulas"
STYLE = ROOT / "templates" / "shell" / "assets" / "hedgesite" / "formulas.css"
WRITTEN = [
    line for line in (FORMULAS / "formulas.txt").read_text("utf-8").split("\n") if line and not line.startswith("# ")
]


class _Markup(HTMLParser):
    """Collects the elements and attributes of a formula."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def _holds_only_what_is_allowed(html: str) -> bool:
    markup = _Markup()
    markup.feed(html)
    attributes = {name for allowed in ELEMENTS.values() for name in allowed} | {"class", "dir", "display", "encoding"}
    return markup.elements <= {*ELEMENTS, "math", "semantics", "annotation"} and markup.attributes <= attributes


def test_formulas_of_many_fields(update_cases: bool) -> None:
    converted = [(tex, convert(tex, display=True)) for tex in WRITTEN]
    assert [each for _, each in converted if isinstance(each, Problem)] == []
    shown = "\n".join(
        f"{tex}\n  {re.sub('<annotation.*', '', each.html)}" for tex, each in converted if isinstance(each, Formula)
    )
    golden = FORMULAS / "formulas.mathml"
    if update_cases:
        golden.write_text(f"{shown}\n", "utf-8")
    assert golden.read_text("utf-8") == f"{shown}\n"
    assert len(converted) >= 150
    assert all(_holds_only_what_is_allowed(each.html) for _, each in converted if isinstance(each, Formula))


def test_the_tex_is_the_annotation() -> None:
    formula = convert(r"a < \text{b & c}")
    assert isinstance(formula, Problem)
    formula = convert(r"a < \text{b \& c}", display=True)
    assert isinstance(formula, Formula)
    assert '<annotation encoding="application/x-tex">a &lt; \\text{b \\&amp; c}</annotation>' in formula.html
    assert formula.html.startswith('<math dir="ltr" display="block"><semantics>')
    assert formula.text == r"$$a < \text{b \& c}$$"


def test_every_class_has_a_style() -> None:
    style = STYLE.read_text("utf-8")
    assert [name for name in {*CLASSES.values(), "box"} if f".hs-math-{name} " not in style] == []


@pytest.mark.parametrize(
    "tex", [r"\begin{matrix}a & _b\end{matrix}", r"\begin{aligned}& ^{2}_{b} \\ & ^c\end{aligned}"]
)
def test_a_script_that_begins_a_cell_has_an_empty_base(tex: str) -> None:
    found = convert(tex)
    assert isinstance(found, Formula)
    assert not re.search(r"<(msup|msub)><m\w+>[^<]*</m\w+></\1>", found.html)
    assert found.text


@pytest.mark.parametrize(
    ("tex", "at", "problem"),
    [
        (r"a + \foo", 4, r"'\foo' is not a command"),
        (r"\begin{align} \bar{b} \nope \end{align}", 22, r"'\nope' is not a command"),
        (r"\begin{foo}x\end{foo}", 6, "'foo' is not an environment"),
        (r"\href{javascript:alert(1)}{x}", 0, r"'\href' is not a command"),
        (r"\def\a{\a}\a", 0, r"'\def' is not used"),
        (r"x \label{eq}", 2, r"'\label' is not used"),
        (r"\textcolor{red}{x}", 0, r"'\textcolor' is not used"),
        (r"\cancel{x}", 0, "cannot be shown (menclose)"),
        (r"\hspace{-9em}x", 0, "cannot be shown (margin-left:-9em)"),
        (r"\frac{1}", 8, "cannot be read: expected argument"),
        ("a^b^c", 3, "cannot be read: duplicate"),
        ("x" * (LONGEST + 1), 0, "longer than"),
        ("{" * 60 + "}" * 60, 40, "nested more than 40 deep"),
        (r"\left(" * 60 + r"\right)" * 60, 240, "nested more than 40 deep"),
        (r"\hat" * 300 + "x", 800, "too many commands in a row"),
        (r"\displaystyle x+" * 60, 800, "too many commands in a row"),
    ],
)
def test_what_cannot_be_shown_is_named_at_its_place(tex: str, at: int, problem: str) -> None:
    found = convert(tex)
    assert isinstance(found, Problem)
    assert found.at == at
    assert problem in found.problem
    assert found.remedy


@pytest.mark.parametrize(
    "mathml",
    [
        "<math><script>1</script></math>",
        '<math><mi href="javascript:alert(1)">x</mi></math>',
        '<math><mi onclick="alert(1)">x</mi></math>',
        '<math><mrow style="background:url(https://tripped.example/)"><mi>x</mi></mrow></math>',
        '<math><mrow class="md-search"><mi>x</mi></mrow></math>',
        "<math><mtext><a>x</a></mtext></math>",
        "<math><mi><b>x</b></mi></math>",
        "<math><mtext><mi>x</mi></mtext></math>",
        "<math><annotation-xml>x</annotation-xml></math>",
        '<math><mspace width="calc(1em)"/></math>',
        "<math>words</math>",
        "<svg/>",
        "<math><mi>x</math>",
        '<!DOCTYPE math [<!ENTITY a "aaaa">]><math><mi>&b;</mi></math>',
    ],
)
def test_nothing_unknown_is_written(mathml: str) -> None:
    with pytest.raises(UnknownMarkupError):
        write(mathml)


@pytest.mark.parametrize("frame", ["{0}", r"\text{{{0}}}", r"\textsc{{{0}}}", r"x_{{{0}}}", r"\operatorname{{{0}}}"])
def test_payloads_become_no_markup(frame: str) -> None:
    shown = [convert(frame.format(text)) for text in all_payloads()]
    formulas = [each for each in shown if isinstance(each, Formula)]
    assert formulas
    assert all(_holds_only_what_is_allowed(each.html) for each in formulas)


def test_macros_stand_for_tex() -> None:
    macros = (("E", r"\mathbb{E}\left[#1\right]"), ("half", r"\frac{1}{#1}"))
    shown = convert(r"\E{x} + \half2", macros=macros)
    assert isinstance(shown, Formula)
    assert "𝔼" in shown.html
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in shown.html
    assert r"\E{x}" in shown.html


@pytest.mark.parametrize(
    ("macros", "problem"),
    [
        ({"a": r"\a"}, "would expand to itself"),
        ({"a": r"\b", "b": r"x\a"}, "would expand to itself"),
        ({"a1": "x"}, "is not the name of a command"),
        ({"def": "x"}, "cannot be defined"),
        ({"a": "#0"}, "#1 to #9"),
        ({"a": "#1#1#1#1#1"}, "at most 4 times"),
        ({"a": "x" * 501}, "longer than 500"),
        ({"a": "{" * 20 + "}" * 20}, "nested more than 10 deep"),
        ({"a": r"\def\b{x}"}, "is not used in formulas here"),
    ],
)
def test_macros_that_cannot_be_used(macros: dict[str, str], problem: str) -> None:
    found = problem_of_macro("a", macros["a"], tuple(macros.items())) if "a" in macros else None
    found = found or next(problem_of_macro(name, body, tuple(macros.items())) for name, body in macros.items())
    assert found is not None
    assert problem in found


def test_macros_do_not_grow_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    macros = (("a", r"\b{#1#1}"), ("b", r"\c{#1#1}"), ("c", "#1#1"), ("d", r"\a{#1#1#1#1}"))
    assert problem_of_macro("a", macros[0][1], macros) is None
    assert "too often" in (problem_of_macro("d", macros[3][1], macros) or "")
    begun = time.process_time()
    found = convert(r"\a{" * 30 + "x" + "}" * 30, macros=macros[:3])
    assert isinstance(found, Problem)
    assert time.process_time() - begun < 2
    text = " ".join(rf"$\a{{{'x' * 20}{n}}}$" for n in range(1000))
    monkeypatch.setattr("hedgesite.markdown.math.MOST_MARKUP", 100_000)
    body, report = scan_body(text, Origin("a.md"), macros=macros[:3])
    assert len(render_body(body, PlainHooks()).html) < 400_000
    assert {each.problem for each in report.diagnostics} == {"the formulas of this text become too large"}


@pytest.mark.parametrize(
    "pattern",
    [
        "$", "$$", "$x", "$$x ", "$\\text{", "$\\text{$", "(", "\\bigl( ", "{(}", "\\frac", "x_{", "$a\n", "$$\n- a\n",
        "\\begin{a}", "\\left( ", "'", "\\not", "$x$ ", "$\\frac{1}{2}$ ", "> $$\n", "- $$\n", "&", "\\\\",
    ],
)  # fmt: skip
def test_time_grows_with_the_text(pattern: str) -> None:
    texts = [pattern * (size // len(pattern)) for size in (2_000, 3_900, 20_000)]
    begun = time.process_time()
    for text in texts:
        scan_body(text, Origin("a.md"))
        convert(text)
    assert time.process_time() - begun < 8


PIECES = st.sampled_from(
    [
        *"$${}()[]^_&\\ x1-+=,.'\n|#%<",
        r"\frac",
        r"\text{",
        r"\begin{aligned}",
        r"\end{aligned}",
        r"\\",
        r"\left",
        r"\right",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_tex_ends_in_a_formula_or_a_problem(tex: str) -> None:
    found = convert(tex, display=True)
    if isinstance(found, Problem):
        assert 0 <= found.at <= len(tex)
    else:
        assert _holds_only_what_is_allowed(found.html)
    body, report = scan_body(f"A {tex} b", Origin("a.md"))
    render_body(body, PlainHooks())
    plain_text(body)
    lines = f"A {tex} b".split("\n")
    assert all(each.origin.line <= len(lines) for each in report.diagnostics)


@given(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=4))
def test_formulas_in_a_text_are_shown_without_a_finding(formulas: list[str]) -> None:
    text = "\n\n".join(f"Words ${tex}$ and\n$$\n{tex}\n$$\nmore." for tex in formulas if "$" not in tex)
    body, report = scan_body(text, Origin("a.md"))
    assert [each for each in report.diagnostics if each.rule.id != "math-words"] == []
    assert render_body(body, PlainHooks()).html.count("<math") == 2 * sum("$" not in tex for tex in formulas)
