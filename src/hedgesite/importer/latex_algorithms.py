"""Algorithms and listings with captions, which Pandoc has no block for: a caption in a paragraph, and steps in a list.

No line is added or taken away, so that the places of Pandoc's messages stay.

Source: the packages algorithm, algorithmic, algpseudocode, algorithm2e, listings and minted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import COMMENT, LABEL
from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_language import language_of
from hedgesite.importer.latex_steps import as_list
from hedgesite.importer.latex_verbatim import ENVIRONMENT, Ends

_FLOATS = {
    **dict.fromkeys(("algorithm", "algorithm*", "algorithm2e", "algorithm2e*", "algo", "pseudocode"), "Algorithm"),
    **dict.fromkeys(("listing", "listing*", "codelisting", "program", "lstfloat"), "Listing"),
}
_WORDS = {
    "bg": ("Алгоритъм", "Листинг"), "ca": ("Algorisme", "Llistat"), "cs": ("Algoritmus", "Výpis"),
    "da": ("Algoritme", "Kodeudsnit"), "de": ("Algorithmus", "Listing"), "el": ("Αλγόριθμος", "Κώδικας"),
    "es": ("Algoritmo", "Listado"), "fi": ("Algoritmi", "Listaus"), "fr": ("Algorithme", "Listing"),
    "hr": ("Algoritam", "Ispis"), "hu": ("Algoritmus", "Programkód"), "id": ("Algoritma", "Kode"),
    "it": ("Algoritmo", "Listato"), "ja": ("アルゴリズム", "リスト"), "ko": ("알고리즘", "코드"),
    "nb": ("Algoritme", "Kode"), "nl": ("Algoritme", "Listing"), "nn": ("Algoritme", "Kode"),
    "no": ("Algoritme", "Kode"), "pl": ("Algorytm", "Listing"), "pt": ("Algoritmo", "Listagem"),
    "ro": ("Algoritm", "Listare"), "ru": ("Алгоритм", "Листинг"), "sk": ("Algoritmus", "Výpis"),
    "sl": ("Algoritem", "Izpis"), "sr": ("Алгоритам", "Листинг"), "sv": ("Algoritm", "Kod"),
    "tr": ("Algoritma", "Kod"), "uk": ("Алгоритм", "Лістинг"), "vi": ("Thuật toán", "Mã nguồn"),
    "zh": ("算法", "代码"),
}  # fmt: skip
"""What algorithms and listings are called before their numbers, by language."""
_OWN_NAME = re.compile(
    r"\\(?:floatname\s*\{(?P<float>algorithm|listing)\}"
    r"|(?:renewcommand|def)\*?\s*\{?\\(?P<macro>algorithmcfname|lstlistingname|listingname|ALG@name)\}?)\s*\{(?P<words>[^{}\\\n]{1,40})\}"
)
_NAMES = "|".join(re.escape(name) for name in _FLOATS)
_TOKEN = re.compile(
    r"\\begin\s*\{(?P<steps>algorithmic|algorithmicx)\}"
    r"|\\begin\s*\{lstlisting\}\s*\[(?P<options>[^\[\]\n]{0,1000}(?:\[[^\[\]\n]{0,300}\][^\[\]\n]{0,1000})?)\]"
    rf"|\\begin\s*\{{(?P<literal>{ENVIRONMENT})\}}"
    r"|\\verb\*?(?P<mark>[^a-zA-Z\s*{\[])[^\n]*?(?P=mark)|(?<!\\)%[^\n]*"
    rf"|\\begin\s*\{{(?P<float>{_NAMES})\}}"
)
_CAPTION = re.compile(r"\\caption(?:of\s*\{[^{}]*\})?\*?(?![A-Za-z])")
_OPTION = re.compile(
    r"(?:^|,)\s*(?P<name>caption|title|label)\s*=\s*(?:\{(?P<braced>(?:[^{}]|\{[^{}]*\})*)\}|(?P<bare>[^,{}]+))"
)
_REFERENCE = re.compile(r"\\(?P<how>ref|autoref|[cC]ref|algref|vref)\*?[ \t]*\{(?P<id>[^{},\n]*)\}")


def with_algorithms(text: str) -> str:
    """The text, in which algorithms are lists with their captions above them."""
    found = _Algorithms(text)
    changed = edited(text, found.edits())
    return _referred(changed, found.names) if found.names else changed


class _Algorithms:
    def __init__(self, text: str) -> None:
        self.text, self.groups, self.ends = text, Groups(text), Ends(text)
        self.counts: Counter[str] = Counter()
        self.names: dict[str, tuple[str, int]] = {}
        """The kind and the number of each label, in the words of the manuscript."""
        known = _WORDS.get(language_of(text).partition("-")[0], ("Algorithm", "Listing"))
        self.words = dict(zip(("Algorithm", "Listing"), known, strict=True)) | {
            "Algorithm" if "alg" in (each["float"] or each["macro"]).lower() else "Listing": each["words"].strip()
            for each in _OWN_NAME.finditer(text)
        }

    def edits(self) -> Iterator[Edit]:
        at = 0
        while found := _TOKEN.search(self.text, at):
            at = found.end()
            if found["options"]:
                yield from self._options(found)
                at = self.ends.after("lstlisting", at) or at
            elif found["literal"]:
                at = self.ends.after(found["literal"], at) or at
            elif name := found["float"] or found["steps"]:
                end = self.ends.after(name, at)
                if end is None:
                    continue
                inner = self.text[at : end - len(f"\\end{{{name}}}")]
                written = self._float(name, inner) if found["float"] else self._steps(inner)
                yield Edit(found.start(), end, _with_lines(written, self.text.count("\n", found.start(), end)))
                at = end

    def _float(self, name: str, inner: str) -> str:
        kind, inner = _FLOATS[name], re.sub(r"^\s*\[[^\[\]\n]{0,40}\]", "", inner)
        groups = Groups(inner)
        captions = [(found, groups.group(groups.options(found.end()))) for found in _CAPTION.finditer(inner)]
        captions = [(found, words) for found, words in captions if words]
        words = " ".join(inner[slice(*found)] for _, found in captions if found)
        labels = LABEL.findall(inner)
        cuts = [Edit(found.start(), group[1] + 1, "") for found, group in captions if group]
        rest = LABEL.sub("", edited(inner, cuts))
        steps = rest if kind == "Listing" else self._body(rest)
        return f"{self._heading(kind, words, labels)}{steps}\\par "

    def _body(self, inner: str) -> str:
        begin = re.search(r"\\begin\s*\{algorithmicx?\}", inner)
        if begin is None:
            return as_list(_bare(inner), has_bodies=True)
        end = re.compile(r"\\end\s*\{algorithmicx?\}").search(inner, begin.end())
        close = end.start() if end else len(inner)
        after = inner[end.end() :] if end else ""
        return f"{inner[: begin.start()]}{self._steps(inner[begin.end() : close])}{after}"

    @staticmethod
    def _steps(inner: str) -> str:
        return as_list(_bare(re.sub(r"^\s*\[\d*\]", "", inner)), has_bodies=False)

    def _options(self, found: re.Match[str]) -> Iterator[Edit]:
        given = {
            each["name"]: (each["braced"] or each["bare"] or "").strip() for each in _OPTION.finditer(found["options"])
        }
        words = given.get("caption") or given.get("title")
        if words:
            written = self._heading("Listing", re.sub(r"^\s*\[[^\[\]]*\]", "", words), [given.get("label", "")])
            yield Edit(found.start(), found.start(), written.replace("\n", " "))

    def _heading(self, kind: str, words: str, labels: list[str]) -> str:
        if not words.strip() and not labels:
            return "\\par "
        self.counts[kind] += 1
        number, word = self.counts[kind], self.words[kind]
        self.names |= {label: (word, number) for label in labels if label}
        marks = "".join(f"\\label{{{label}}}" for label in labels if label)
        return f"\\par {word} {number}. {words.strip()}{marks}\\par "


def _bare(text: str) -> str:
    return COMMENT.sub(r"\1", text)


def _with_lines(written: str, lines: int) -> str:
    """A text of so many lines: what it has too few of follows it."""
    extra = lines - written.count("\n")
    return written + "%\n" * extra if extra >= 0 else " ".join(written.split()) + "%\n" * lines


def _referred(text: str, names: Mapping[str, tuple[str, int]]) -> str:
    """The text with numbers in place of references to algorithms, which Pandoc does not number."""

    def instead(found: re.Match[str]) -> str:
        name = names.get(found["id"].strip())
        if name is None:
            return found[0]
        words = f"{name[1]}" if found["how"] == "ref" else f"{name[0]} {name[1]}"
        return f"\\hyperref[{found['id'].strip()}]{{{words}}}"

    return _REFERENCE.sub(instead, text)
