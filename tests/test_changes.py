"""What a revision changes, in the terms of the research."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.changes import (
    Change,
    Changes,
    Cover,
    Moved,
    Part,
    RevisionError,
    Status,
    as_markdown,
    as_text,
    compare,
    read_revision,
    read_work_tree,
)
from hedgesite.changes.text_diff import difference, displaced, likeness, reworded
from hedgesite.cli import main
from tests.companions import copy_site

pytestmark = pytest.mark.outside

Edit = Callable[[Path], None]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with the site that has every feature, committed once."""
    return _repository("full", tmp_path, monkeypatch)


def _repository(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_site(name, tmp_path / "site")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(root)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=A. Example", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Change")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def changes_of(site: Path) -> Changes:
    """From the first commit to the files as they are."""
    before, after = read_revision(site / "content", "main"), read_work_tree(site / "content")
    return compare(before.library, after.library, before.report, after.report)


def passage(changes: Changes, id: str) -> Change:
    return next(change for change in changes.passages if change.id == id)


def other(changes: Changes, kind: str, id: str = "") -> Change:
    return next(change for change in changes.others if (change.kind, change.id) == (kind, id))


def test_a_revision_changes_nothing_in_itself(site: Path) -> None:
    changes = changes_of(site)
    assert changes == Changes()
    assert not changes
    assert as_text(changes) == "nothing changes"


@pytest.fixture
def bilingual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with a site in English and Arabic."""
    return _repository("bilingual", tmp_path, monkeypatch)


def test_texts_in_other_languages_are_compared_as_those_of_the_original(bilingual: Path) -> None:
    content = bilingual / "content"
    queue, turns = content / "sections/01-queue.ar.md", content / "sections/02-turns.ar.md"
    replace(queue, "وفي الربيع متسع للجميع", "وفي الصيف متسع للجميع")
    replace(queue, "title: الطابور عند الباب", "title: الطابور")
    replace(turns, "[@baker2020, 16]", "[@baker2020, 17]")
    replace(turns, "{#winter}\nوفي [الشتاء البارد](event:cold-winter) أقفلت", "{#winter}\nوأقفلت")
    (content / "pages/about.ar.md").unlink()
    changes = changes_of(bilingual)
    assert [(it.kind, it.id, it.status, it.language) for it in changes.translated] == [
        ("section", "queue", Status.CHANGED, "ar"),
        ("page", "about", Status.REMOVED, "ar"),
        ("passage", "forty-houses", Status.CHANGED, "ar"),
        ("passage", "winter", Status.CHANGED, "ar"),
    ]
    section, _, reworded_one, winter = changes.translated
    assert [it.aspect for it in section.differences] == ["title"]
    words = reworded_one.difference("words")
    assert words
    assert (words.lost, words.added) == (("الربيع",), ("الصيف",))
    assert [it.aspect for it in winter.differences] == ["words", "links", "locators"]
    assert not changes.passages
    assert not changes.sources
    assert not changes.others
    first = (
        "1 section changed in ar · 1 page removed in ar · 2 passages reworded in ar · 1 passage with other citations"
    )
    assert as_text(changes).startswith(first)
    assert "Texts in other languages\n  ~ section queue (ar): الطابور\n" in as_text(changes)
    assert "  ~ passage forty-houses (ar) in queue: " in as_text(changes)
    markdown = as_markdown(changes)
    assert "### Texts in other languages\n\n- `section queue (ar)` changed: الطابور\n" in markdown
    assert "<del>الربيع</del> <ins>الصيف</ins>" in markdown


def test_a_passage_that_waited_for_its_translation_is_new(bilingual: Path) -> None:
    queue = bilingual / "content/sections/01-queue.ar.md"
    whole = queue.read_text("utf-8")
    begun, _, rest = whole.partition("{#question}\n")
    queue.write_text(f"{begun}{{#question}}\n…\n\n{rest.partition(chr(10) * 2)[2]}", "utf-8")
    commit(bilingual)
    queue.write_text(whole, "utf-8")
    changed = [(it.kind, it.id, it.status) for it in changes_of(bilingual).translated]
    assert changed == [("passage", "question", Status.ADDED)]


def test_a_rename_is_said_of_the_original_alone(bilingual: Path) -> None:
    for path in (bilingual / "content").rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("{#winter}", "{#frost}").replace("  winter:", "  frost:"), "utf-8")
    changes = changes_of(bilingual)
    assert [(it.id, it.former) for it in changes.passages] == [("frost", "winter")]
    assert changes.translated == ()


def test_layout_of_the_files_is_no_change(site: Path) -> None:
    section = site / "content/sections/01-introduction.md"
    replace(section, "Un [lac](term:lac) sert à tous, et", "Un [lac](term:lac)\nsert à tous, et")
    shutil.move(section, section.with_name("00-introduction.md"))
    assert not changes_of(site)


def test_a_reworded_passage_shows_its_words(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "sert à tous, et", "sert à chacun, et")
    changes = changes_of(site)
    assert [change.id for change in changes.passages] == ["rarete"]
    words = changes.passages[0].difference("words")
    assert words is not None
    assert (words.lost, words.added) == (("tous,",), ("chacun,",))
    assert "sert à [-tous,-] {+chacun,+} et c’est" in as_text(changes)
    assert "1 passage reworded" in as_text(changes)
    assert not changes.sources
    assert not changes.others


def test_a_note_belongs_to_its_passage(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "compte **par an**", "compte **par mois**")
    changed = passage(changes_of(site), "rarete").difference("note ^compte")
    assert changed is not None
    assert (changed.lost, changed.added) == (("mois",), ("an",)) or (changed.lost, changed.added) == (
        ("an",),
        ("mois",),
    )


def test_emphasis_alone_is_said_to_be_markup(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "comptent autrement", "comptent *autrement*")
    assert [d.aspect for d in passage(changes_of(site), "rarete").differences] == ["markup"]


def test_coding_and_evidence(site: Path) -> None:
    section = site / "content/sections/02-usages.md"
    replace(section, "dimensions: [partage, regle]", "dimensions: [regle, protection]\n    role: theory")
    replace(section, "kind: statistics", "kind: official")
    changes = changes_of(site)
    recoded = passage(changes, "usages-en-liste")
    dimensions, role = recoded.difference("dimensions"), recoded.difference("role")
    assert dimensions is not None
    assert (dimensions.lost, dimensions.added) == (("partage",), ("protection",))
    assert role is not None
    assert (role.lost, role.added) == (("analysis",), ("theory",))
    evidence = passage(changes, "peche-et-baignade").difference("evidence from office-lacs")
    assert evidence is not None
    assert (evidence.lost, evidence.added) == (("statistics:",), ("official:",))
    assert "2 passages recoded" not in as_text(changes)
    assert "1 passage with other evidence" in as_text(changes)


def test_spans_reasons_and_what_a_source_shows(site: Path) -> None:
    section = site / "content/sections/02-usages.md"
    replace(section, "quote: vanne à huit heures », code: regle", "quote: vanne à huit heures », code: partage")
    replace(section, "locator: p. 41-43", "locator: p. 44")
    replace(section, "relation: qualifies", "relation: contradicts")
    changes = changes_of(site)
    span = passage(changes, "citation-du-garde").difference("code of “vanne à huit heures »”")
    assert span is not None
    assert (span.lost, span.added) == (("regle",), ("partage",))
    cited = passage(changes, "peche-et-baignade")
    evidence, reason = cited.difference("evidence from exemple2018b"), cited.difference("reason for confiance")
    assert evidence is not None
    assert evidence.added == ("44)",)
    assert reason is not None
    assert reason.added == ("contradicts:",)
    assert "2 passages recoded" in as_text(changes)


def test_citations_and_locators(site: Path) -> None:
    section = site / "content/sections/02-usages.md"
    replace(section, "[@exemple2018a, 7; @exemple2018b, p. 40;", "[@exemple2018a, 9; @modele1999;")
    changed = passage(changes_of(site), "peche-et-baignade")
    citations, locators = changed.difference("citations"), changed.difference("locators")
    assert citations is not None
    assert (citations.lost, citations.added) == (("@exemple2018b, 40",), ("@modele1999",))
    assert locators is not None
    assert (locators.lost, locators.added) == (("@exemple2018a, 7",), ("@exemple2018a, 9",))


def test_the_form_of_a_citation(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "[voir @exemple2018a, 3-5", "[selon @exemple2018a, 3-5")
    form = passage(changes_of(site), "rarete").difference("form of citations")
    assert form is not None
    assert form.added == ("[selon @exemple2018a, 3-5 et *passim*]",)


def test_a_passage_added_and_one_removed(site: Path) -> None:
    section = site / "content/sections/01-introduction.md"
    text = section.read_text("utf-8")
    at = text.index("{#question}")
    section.write_text(
        text[:at] + "{#reponse}\nUne autre réponse vient [@modele1999, 3].\n\n[^compte]: Par an.\n", "utf-8"
    )
    changes = changes_of(site)
    added, removed = passage(changes, "reponse"), passage(changes, "question")
    assert (added.status, removed.status) == (Status.ADDED, Status.REMOVED)
    cited = added.difference("citations")
    assert cited is not None
    assert cited.added == ("@modele1999, 3",)
    assert Moved("passage", "question", "read/introduction/#question", None, Cover.PAGE) in changes.addresses
    assert "passage-unknown" in {finding.rule.id for finding in changes.appeared}


def test_a_passage_moved_within_its_section(site: Path) -> None:
    section = site / "content/sections/03-tours-d-eau.md"
    head, _, rest = section.read_text("utf-8").partition("{#registre}")
    first, _, second = rest.partition("{#niveau-du-lac}")
    section.write_text(f"{head}{{#niveau-du-lac}}{second}\n{{#registre}}{first}", "utf-8")
    moved = changes_of(site).passages
    assert len(moved) == 1
    assert [difference.aspect for difference in moved[0].differences] == ["place"]


def test_a_passage_moved_to_another_section_loses_its_address(site: Path) -> None:
    old, new = site / "content/sections/03-tours-d-eau.md", site / "content/sections/04-conclusion.md"
    head, _, moving = old.read_text("utf-8").partition("{#niveau-du-lac}")
    coding = "  niveau-du-lac: {dimensions: [protection, regle], hypotheses: [regle-commune]}\n"
    old.write_text(head.replace(coding, ""), "utf-8")
    text = new.read_text("utf-8").replace("passages:\n", f"passages:\n{coding}")
    new.write_text(f"{text}\n{{#niveau-du-lac}}{moving}", "utf-8")
    changes = changes_of(site)
    assert [difference.aspect for difference in passage(changes, "niveau-du-lac").differences] == ["section"]
    before, after = "read/tours-d-eau/#niveau-du-lac", "read/conclusion/#niveau-du-lac"
    assert changes.addresses == (Moved("passage", "niveau-du-lac", before, after, Cover.PAGE),)


def test_an_id_renamed_without_an_alias_is_recognised_by_its_words(site: Path) -> None:
    section = site / "content/sections/01-introduction.md"
    section.write_text(section.read_text("utf-8").replace("rarete", "manque-d-eau"), "utf-8")
    replace(site / "content/sections/02-usages.md", "passage:rarete", "passage:manque-d-eau")
    changes = changes_of(site)
    assert [(change.id, change.former, change.differences) for change in changes.passages] == [
        ("manque-d-eau", "rarete", ())
    ]


@pytest.mark.parametrize(("aliases", "cover"), [("[avant-propos, introduction]", Cover.REDIRECT), ("", Cover.NOTHING)])
def test_a_section_renamed_is_said_once(site: Path, aliases: str, cover: Cover) -> None:
    section = site / "content/sections/01-introduction.md"
    replace(section, "aliases: [avant-propos]", f"aliases: {aliases or '[avant-propos]'}")
    section.rename(section.with_name("01-ouverture.md"))
    replace(site / "content/article.yml", "(section:introduction)", "(section:ouverture)")
    replace(site / "content/pages/lire.md", "(section:introduction)", "(section:ouverture)")
    changes = changes_of(site)
    assert changes.addresses == (Moved("section", "introduction", "read/introduction/", "read/ouverture/", cover),)
    assert not changes.passages
    assert other(changes, "section", "ouverture").former == "introduction"


def test_an_alias_removed_leaves_a_dead_address(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "aliases: [avant-propos]\n", "")
    replace(site / "content/sections/04-conclusion.md", "(section:avant-propos)", "(section:introduction)")
    changes = changes_of(site)
    expected = Moved("section", "introduction", "read/avant-propos/", "read/introduction/", Cover.NOTHING)
    assert changes.addresses == (expected,)


def test_sources_by_field(site: Path) -> None:
    bibliography = site / "content/references.bib"
    replace(bibliography, "volume       = {3},", "volume       = {4},")
    replace(
        bibliography,
        "@book{exemple2018a,\n  author    = {Exemple, A. and Modèle, B.},",
        "@book{exemple2018a,\n  author    = {Exemple, A.},",
    )
    changes = changes_of(site)
    found = {(change.id, d.aspect): (d.lost, d.added) for change in changes.sources for d in change.differences}
    assert found == {("exemple2018a", "author"): (("Modèle, B.",), ()), ("exemple2018b", "volume"): (("3",), ("4",))}


def test_a_source_renamed_with_an_alias_keeps_its_citations(site: Path) -> None:
    replace(site / "content/references.bib", "@thesis{modele1999,", "@thesis{modele-these,\n  ids = {modele1999},")
    changes = changes_of(site)
    assert not changes.passages
    assert [(change.id, change.former) for change in changes.sources] == [("modele-these", "modele1999")]
    assert [(moved.id, moved.cover) for moved in changes.addresses] == [("modele1999", Cover.REDIRECT)]


def test_everything_else(site: Path) -> None:
    content = site / "content"
    replace(content / "dimensions.yml", "Les usagers s’accordent sur des tours", "Les usagers décident des tours")
    replace(content / "dimensions.yml", "name: Les réponses à la rareté", "name: Répondre à la rareté")
    replace(content / "actors.yml", "kind: person", "kind: organisation")
    replace(content / "data/niveau.yml", "value: 12}", "value: 13}")
    replace(content / "article.yml", 'volume: "4"', 'volume: "5"')
    (content / "glossary.yml").write_text("- {id: lac, term: Lac, definition: De l’eau.}\n", "utf-8")
    changes = changes_of(site)
    kinds = [(change.kind, change.id, change.status.value) for change in changes.others]
    assert kinds == [
        ("article", "", "changed"),
        ("codebook", "", "changed"),
        ("dimension", "regle", "changed"),
        ("actor", "garde", "changed"),
        ("term", "lac", "changed"),
        ("term", "tour-d-eau", "removed"),
        ("term", "usage", "removed"),
        ("series", "niveau", "changed"),
    ]
    assert [d.aspect for d in other(changes, "article").differences] == ["journal.volume"]
    assert "link-unknown" in {finding.rule.id for finding in changes.appeared}


def test_findings_are_the_same_on_another_line(site: Path) -> None:
    section = site / "content/sections/01-introduction.md"
    replace(section, "[voir @exemple2018a,", "[voir @nobody,")
    commit(site)
    replace(section, "summary: Pourquoi", "short: Début\nsummary: Pourquoi")
    assert not changes_of(site).appeared
    replace(section, "@nobody", "@exemple2018a")
    mended = changes_of(site).gone
    assert [(finding.rule.id, finding.origin.file) for finding in mended] == [
        ("citation-unknown", "sections/01-introduction.md")
    ]


def test_a_revision_with_faults_is_said_to_hide_things(site: Path) -> None:
    (site / "content/actors.yml").write_text("- id: [", "utf-8")
    changes = changes_of(site)
    assert changes.unread == ("after",)
    assert "The revision after has faults" in as_text(changes)


def test_the_work_tree_is_not_touched(site: Path) -> None:
    replace(site / "content/actors.yml", "Le garde du lac", "La garde du lac")
    before = git(site, "status", "--porcelain")
    assert changes_of(site)
    assert git(site, "status", "--porcelain") == before


def test_links_in_a_revision_are_not_followed(site: Path) -> None:
    secret = site.parent / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n", "utf-8")
    (site / "content/sections/05-secret.md").symlink_to(secret)
    commit(site)
    revision = read_revision(site / "content", "HEAD")
    assert [finding.rule.id for finding in revision.report.diagnostics] == ["file-link"]
    assert "secret" not in {section.id for section in revision.library.sections}


@pytest.mark.parametrize("name", ["nowhere", "--all", "main:content", ""])
def test_an_unknown_revision(site: Path, name: str) -> None:
    with pytest.raises(RevisionError, match="there is no revision"):
        read_revision(site / "content", name)


def test_a_revision_without_content(site: Path) -> None:
    with pytest.raises(RevisionError, match="has no other/"):
        read_revision(site / "other", "main")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Git does not know its own message in another language, if the system has one.
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with pytest.raises(RevisionError) as raised:
        read_revision(tmp_path, "main")
    assert str(raised.value) == (
        f"{tmp_path} is in no repository; begin one in the companion's folder: "
        "git init -b main && git add . && git commit -m 'Begin the companion'"
    )


def test_nothing_committed_yet(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    with pytest.raises(RevisionError, match="'main': nothing has been committed yet; git add"):
        read_revision(tmp_path, "main")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mian", "did you mean 'main'?"),
        ("nowhere", "git branch --all lists branches"),
        ("first", "did you mean 'firs'?"),
    ],
)
def test_a_misspelt_revision(site: Path, name: str, hint: str) -> None:
    git(site, "tag", "firs")
    with pytest.raises(RevisionError) as raised:
        read_revision(site / "content", name)
    assert str(raised.value) == f"there is no revision '{name}'; {hint}"


def test_a_shallow_copy_lacks_revisions(site: Path, tmp_path: Path) -> None:
    replace(site / "content/actors.yml", "Le garde du lac", "La garde du lac")
    commit(site)
    git(tmp_path, "clone", "-q", "--depth", "1", site.as_uri(), "shallow")
    with pytest.raises(RevisionError, match="git fetch --unshallow brings what this copy has left out"):
        read_revision(tmp_path / "shallow" / "content", "HEAD~1")


def test_a_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    with pytest.raises(RevisionError, match="has no files of its own"):
        read_revision(tmp_path, "main")


def test_a_hook_of_another_repository_does_not_mislead(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(site.parent, "init", "-q", "-b", "main", "other")
    monkeypatch.setenv("GIT_DIR", str(site.parent / "other" / ".git"))
    assert read_revision(site / "content", "HEAD").library.sections


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("fatal: detected dubious ownership in repository at '/x'", "git reads no repository that belongs to somebody"),
        ("xcrun: error: invalid active developer path", "git is not installed"),
        ("fatal: something that nobody foresaw", "git cannot read the repository of"),
    ],
)
@pytest.mark.usefixtures("site")
def test_what_git_says_is_said_in_our_words(
    said: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "{said}" >&2\nexit 128\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    told = CliRunner().invoke(main, ["diff", "main"])
    assert told.exit_code == 2
    assert message in told.stderr
    assert said not in told.output
    assert "fatal" not in told.output


def test_a_broken_repository_is_named(site: Path) -> None:
    for path in (site / ".git" / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(b"broken")
    with pytest.raises(RevisionError) as raised:
        read_revision(site / "content", "main")
    assert "fatal" not in str(raised.value)


def test_the_command(site: Path) -> None:
    replace(site / "content/sections/01-introduction.md", "sert à tous, et", "sert à chacun, et")
    commit(site)
    told = CliRunner().invoke(main, ["diff", "HEAD~1", "HEAD"])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "1 passage reworded")
    markdown = CliRunner().invoke(main, ["diff", "HEAD~1", "--format", "markdown"])
    assert "<del>tous\\,</del>" in markdown.output or "<del>tous,</del>" in markdown.output
    assert CliRunner().invoke(main, ["diff", "nowhere"]).exit_code == 2


def test_markdown_means_nothing_in_content(site: Path) -> None:
    hostile = "Un <img src=x onerror=alert(1)> @somebody #1 [x](javascript:y) \\| \\`z\\` **b**"
    replace(site / "content/actors.yml", "name: Le garde du lac", f"name: '{hostile}'")
    told = as_markdown(changes_of(site))
    assert "<img" not in told.replace("\\<img", "")
    assert "@somebody" not in told
    assert "\\[x\\]\\(javascript" in told
    assert "\\`z\\`" in told


def test_what_turns_the_direction_of_writing_is_shown(site: Path) -> None:
    replace(site / "content/actors.yml", "name: Le garde du lac", 'name: "Le \\u202e garde"')
    told = as_text(changes_of(site))
    assert "\u202e" not in told
    assert "\\u202e" in told


def test_words_are_compared_without_white_space() -> None:
    assert difference("words", "one two\nthree four", "one  two three four") is None
    assert [piece.part for piece in reworded("one two", "one three")] == [Part.LOST, Part.ADDED]
    assert likeness("", "something") == 0


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [("abc", "abc", ""), ("abc", "cab", "c"), ("abcd", "dcba", "abc"), ("abc", "axb", ""), ("", "ab", "")],
)
def test_the_fewest_moves(before: str, after: str, moved: str) -> None:
    found = displaced(before, after)
    assert len(found) == len(moved)
    assert [name for name in before if name in after and name not in found] == [
        name for name in after if name in before and name not in found
    ]
