"""Commands for French in LaTeX, which Pandoc drops, become the words that they print."""

from __future__ import annotations

import pytest

from hedgesite.importer.latex_french import with_french

HEAD = "\\usepackage[french]{babel}\n\\begin{document}\n"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"dit \og le lac\fg au soir, \og{}puis\fg{}.", "dit «~le lac~» au soir, «~puis~»."),
        (r"au XIX\ieme siècle, le 1\ier{} mai", r"au XIX\textsuperscript{e} siècle, le 1\textsuperscript{er} mai"),
        (r"\no5 et \No 6", r"n\textsuperscript{o}~5 et N\textsuperscript{o}~6"),
        (r"M\up{me} \bsc{Lac} à 20 \degres C", r"M\textsuperscript{me} \textsc{Lac} à 20 °C"),
        (r"\numprint[km]{12000} et \np{3}", "12000~km et 3"),
        (r"\noindent \ogre \\no",) * 2,
    ],
)
def test_what_french_prints(written: str, printed: str) -> None:
    assert with_french(HEAD + "\\usepackage{numprint}" + written) == HEAD + "\\usepackage{numprint}" + printed


def test_other_languages_and_own_commands_stay() -> None:
    assert with_french("\\begin{document}\\no \\og") == "\\begin{document}\\no \\og"
    own = "\\usepackage[french]{babel}\\newcommand{\\no}{non}\\begin{document}\\no"
    assert with_french(own) == own
