"""Titles of the parts of a list of references, by kinds of sources: primary and secondary, printed, online.

Lists in the humanities have such parts, in several languages; the titles are in lower case, without numbers.
"""

from __future__ import annotations

import re

_TITLES = {
    "en": (
        r"(?:primary|secondary|tertiary|archival|printed|print|published|unpublished|manuscript|online|internet|web"
        r"|electronic|digital|legal|media|oral|other|further|additional|non-?academic|academic)"
        r"(?: (?:and|or) \w+)?[ -](?:sources|literature|references|works|resources|texts)"
        r"|(?:books|articles|journal articles|book chapters|monographs|websites|web ?sites|web pages|newspapers"
        r"|newspaper articles|reports|theses|dissertations|legislation|interviews|archives|films|filmography"
        r"|discography|webography|documents|official documents)(?: and [\w ]{3,30})?"
    ),
    "de": (
        r"(?:primär|sekundär|forschungs|internet|online|rechts|archiv|bild|print|web)-?"
        r"(?:literatur|quellen|texte|verzeichnis)"
        r"|(?:(?:un)?gedruckte|(?:un)?veröffentlichte|elektronische|weiterführende|wissenschaftliche|digitale|sonstige)"
        r" (?:\w+)?(?:quellen|literatur|texte)"
        r"|archivalien|monographien|monografien|aufsätze|sammelbände|zeitschriften(?:artikel|aufsätze)?|web(?:seiten|sites)"
        r"|internetseiten|internetadressen|filmografie|filmverzeichnis|nachschlagewerke|bücher|artikel"
    ),
    "fr": (
        r"(?:sources|littérature|études|documents|ressources|références) (?:primaires?|secondaires?|imprimée?s"
        r"|manuscrite?s|électroniques|numériques|en ligne|archivistiques|critiques|orales|officiels|internet|web|grise)"
        r"|ouvrages(?: généraux)?|articles(?: de .{3,30})?|monographies|sitographie|webographie|filmographie"
        r"|sites (?:web|internet)|corpus|thèses|mémoires et thèses"
    ),
    "es": (
        r"(?:fuentes|bibliografía|literatura|recursos|documentos) (?:primari[ao]s?|secundari[ao]s?|electrónic[ao]s"
        r"|digitales|en línea|complementaria|básica|oficiales|de archivo|documentales|orales|web|de internet|impresas)"
        r"|libros|artículos(?: de .{3,30})?|webgrafía|cibergrafía|páginas web|sitios web|hemerografía|legislación|tesis"
    ),
    "pt": (
        r"(?:fontes|bibliografia|literatura|recursos|documentos) (?:primári[ao]s?|secundári[ao]s?|eletr[ôó]nic[ao]s"
        r"|digitais|online|complementar|básica|oficiais|de arquivo|documentais|orais|impressas|web)"
        r"|livros|artigos(?: de .{3,30})?|webgrafia|sites|legislação|teses(?: e dissertações)?|documentos"
    ),
    "it": (
        r"(?:fonti|letteratura|bibliografia|risorse|documenti) (?:primari[ae]|secondari[ae]|archivistiche|elettroniche"
        r"|digitali|online|a stampa|manoscritte|edite|inedite|orali|critica|generale)"
        r"|sitografia|webgrafia|filmografia|monografie|articoli(?: di .{3,30})?|saggi|libri|opere|siti (?:web|internet)"
    ),
    "sl": (
        r"(?:źródła|literatura|materiały|prameny|zdroje|literatúra|izvori|viri) (?:pierwotne|wtórne|internetowe"
        r"|drukowane|podmiotu|przedmiotu|primární|sekundární|elektronické|internetové|tištěné|primarni|sekundarni"
        r"|s interneta)"
        r"|(?:primární|sekundární|internetové|elektronické|primárna|sekundárna|primarni|sekundarni|internetski|internet"
        r"|elektronski|odborná) (?:literatura|literatúra|prameny|zdroje|izvori)"
        r"|opracowania|netografia|strony internetowe|akty prawne|książki|artykuły|druki zwarte|knjige|članci|prameny"
        r"|монографии|статьи|(?:электронные|интернет)[- ](?:ресурсы|источники)|нормативные (?:правовые )?акты"
        r"|(?:литература )?на (?:русском|иностранных|английском) языках?|первичные источники|вторичные источники"
        r"|примарни извори|секундарни извори|књиге|чланци|електронні ресурси|архівні джерела"
    ),
    "others": (
        r"(?:birincil|ikincil|internet|elektronik|basılı|yazılı) kaynaklar[ıi]?|kitaplar|makaleler|tezler"
        r"|arşiv belgeleri"
        r"|(?:primaire|secundaire|digitale|gedrukte) (?:literatuur|bronnen)|internetbronnen|boeken|artikelen"
        r"|(?:primära|sekundära|tryckta|otryckta|elektroniska) källor|internetkällor|nettkilder|webbsidor"
        r"|(?:中文|英文|外文|日文|古籍|网络|一手|二手)(?:文献|资料|部分|著作)|מקורות (?:ראשוניים|משניים)"
    ),
}
_TITLE = re.compile("|".join(_TITLES.values()), re.IGNORECASE)


def is_kind_of_sources(name: str) -> bool:
    """Whether a title, as `bare` gives it, names a kind of sources, and so a part of a list of references."""
    return _TITLE.fullmatch(name) is not None
