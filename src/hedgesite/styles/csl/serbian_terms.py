"""CSL's terms in Serbian in Latin letters, which CSL has in Cyrillic ones alone, and ordinals of both.

Source of the names and forms: the specification of CSL 1.0.2, appendix II ("Terms").
"""

from __future__ import annotations

from types import MappingProxyType

_ORDINALS = "".join(
    f'<term name="ordinal{number}">.</term>' for number in ("", "-01", "-02", "-03", "-04", "-11", "-12", "-13")
)
_PLAIN = MappingProxyType(
    {
        "accessed": "pristupljeno",
        "and": "i",
        "and others": "i drugi",
        "at": "u",
        "available at": "dostupno na",
        "by": "",
        "cited": "navedeno",
        "et-al": "i dr.",
        "forthcoming": "u štampi",
        "from": "sa",
        "ibid": "isto",
        "in": "u",
        "in press": "u štampi",
        "internet": "internet",
        "letter": "pismo",
        "no date": "bez datuma",
        "online": "onlajn",
        "presented at": "izloženo na",
        "retrieved": "preuzeto",
        "scale": "razmera",
        "version": "verzija",
        "open-quote": "„",
        "close-quote": "“",
        "open-inner-quote": "‚",
        "close-inner-quote": "‘",
    }
)
_SHORT = MappingProxyType({"no date": "b. d.", "and others": "i dr.", "accessed": "pristupljeno"})
_COUNTED = MappingProxyType(
    {
        "book": ("knjiga", "knjige", "knj."),
        "chapter": ("poglavlje", "poglavlja", "pogl."),
        "column": ("kolona", "kolone", "kol."),
        "edition": ("izdanje", "izdanja", "izd."),
        "editor": ("urednik", "urednici", "ur."),
        "editortranslator": ("urednik i prevodilac", "urednici i prevodioci", "ur. i prev."),
        "figure": ("slika", "slike", "sl."),
        "folio": ("folio", "folija", "fol."),
        "issue": ("broj", "brojevi", "br."),
        "line": ("red", "redovi", "r."),
        "note": ("napomena", "napomene", "nap."),
        "number-of-volumes": ("tom", "tomovi", "tom."),
        "page": ("strana", "strane", "str."),
        "paragraph": ("pasus", "pasusi", "pas."),
        "part": ("deo", "delovi", "deo"),
        "section": ("odeljak", "odeljci", "odelj."),
        "sub verbo": ("pod rečju", "pod rečima", "s. v."),
        "table": ("tabela", "tabele", "tab."),
        "translator": ("prevodilac", "prevodioci", "prev."),
        "verse": ("stih", "stihovi", "st."),
        "volume": ("tom", "tomovi", "tom"),
    }
)
"""One, several, and the short form of both."""
_VERBS = MappingProxyType(
    {
        "container-author": ("od", "od"),
        "director": ("režija", "rež."),
        "editor": ("uredio", "ur."),
        "editortranslator": ("uredio i preveo", "ur. i prev."),
        "illustrator": ("ilustrovao", "ilustr."),
        "interviewer": ("intervju vodio", "intervju"),
        "translator": ("preveo", "prev."),
    }
)
_MONTHS = ("januar", "februar", "mart", "april", "maj", "jun", "jul", "avgust", "septembar", "oktobar", "novembar",
           "decembar")  # fmt: skip
_SEASONS = ("proleće", "leto", "jesen", "zima")
_LONGEST_MONTH = 4


def terms_of(language: str) -> str:
    """The terms that a style gets for an article in this language, as elements of CSL."""
    main, _, rest = language.casefold().partition("-")
    if main != "sr":
        return ""
    return _ORDINALS + ("".join(_latin_terms()) if rest.startswith("latn") else "")


def _latin_terms() -> list[str]:
    found = [_term(name, text) for name, text in _PLAIN.items()]
    found += [_term(name, text, "short") for name, text in _SHORT.items()]
    for name, (one, several, short) in _COUNTED.items():
        found.append(_term(name, f"<single>{one}</single><multiple>{several}</multiple>"))
        found.append(_term(name, f"<single>{short}</single><multiple>{short}</multiple>", "short"))
    for name, (long, short) in _VERBS.items():
        found += [_term(name, long, "verb"), _term(name, short, "verb-short")]
    for number, month in enumerate(_MONTHS, start=1):
        short = month if len(month) <= _LONGEST_MONTH else f"{month[:3]}."
        found += [_term(f"month-{number:02}", month), _term(f"month-{number:02}", short, "short")]
    return found + [_term(f"season-{number:02}", season) for number, season in enumerate(_SEASONS, start=1)]


def _term(name: str, content: str, form: str = "") -> str:
    shown = f' form="{form}"' if form else ""
    return f'<term name="{name}"{shown}>{content}</term>'
