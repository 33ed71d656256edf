"""Names: what an id, or a former id, means."""

from __future__ import annotations

from pathlib import Path

from hedgesite.diagnostics import Origin
from hedgesite.model import kinds
from hedgesite.model.index import EntityIndex
from tests.companions import SITES, read

NAMES = EntityIndex.of(read(SITES / "full" / "content")[0])


def test_every_kind_of_thing_has_names() -> None:
    # The full companion has a table, and no figures or equations.
    displays = {kind.id for kind in kinds.displays()} - {"table"}
    assert {thing.kind for thing in NAMES.things} == set(kinds.ids()) - displays


def test_an_id_means_itself() -> None:
    for thing in NAMES.things:
        assert NAMES.resolve(thing.kind, thing.id) == thing.id


def test_a_former_id_means_the_present_one() -> None:
    former = {(thing.kind, alias): thing.id for thing in NAMES.things for alias in thing.aliases}
    assert {kind for kind, _ in former} == set(kinds.ids()) - {kind.id for kind in kinds.displays()}
    for (kind, alias), id in former.items():
        assert NAMES.resolve(kind, alias) == id


def test_ids_mean_nothing_in_another_kind() -> None:
    assert NAMES.resolve("actor", "partage") is None
    assert NAMES.resolve("nothing", "partage") is None


def test_ids_stand_in_the_order_of_the_files() -> None:
    assert list(NAMES.of_kind("dimension")) == ["partage", "regle", "protection"]
    assert list(NAMES.of_kind("section")) == ["introduction", "usages", "tours-d-eau", "conclusion"]
    assert list(NAMES.of_kind("passage"))[:3] == ["rarete", "question", "peche-et-baignade"]


def test_names_know_where_ids_are_written() -> None:
    content = SITES / "full" / "content"
    for thing in NAMES.things:
        path = Path(thing.origin.file) if Path(thing.origin.file).is_absolute() else Path.cwd() / thing.origin.file
        assert path.is_relative_to(content)
        line = path.read_text("utf-8").splitlines()[thing.origin.line - 1]
        if thing.kind not in {"section", "page", "series", "coding", "source"}:
            assert line[thing.origin.column - 1 :].lstrip("#").startswith(thing.id)


def test_where_an_id_is_taken_twice_the_first_is_meant(tmp_path: Path) -> None:
    actors = "- {id: a, name: One, kind: state, part: P, aliases: [b]}\n- {id: b, name: Two, kind: state, part: P}\n"
    tmp_path.joinpath("actors.yml").write_text(actors, "utf-8")
    names = EntityIndex.of(read(tmp_path)[0])
    assert names.resolve("actor", "b") == "b"
    assert [thing.origin for thing in names.things] == [Origin(names.things[0].origin.file, line, 8) for line in (1, 2)]
