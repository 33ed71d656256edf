"""What a reader has to load: bytes as a server sends them compressed, counted, so that no machine's speed matters."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.publish.site import publish, read_config

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[1]
PAGE = 60_000
OWN_STYLE_AND_SCRIPT = 30_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built companion."""
    config = read_config(ROOT / "mkdocs.yml")
    config.site_dir = str(tmp_path_factory.mktemp("weight") / "site")
    return publish(build_pages(ROOT / "content", templates_folder()), config)


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_no_page_is_too_heavy(site: Path) -> None:
    weights = {path.relative_to(site).as_posix(): compressed(path) for path in site.rglob("*.html")}
    assert len(weights) > 100
    assert {path: weight for path, weight in weights.items() if weight > PAGE} == {}


def test_our_own_style_and_script_are_light(site: Path) -> None:
    weights = {path.name: compressed(path) for path in (site / "assets" / "hedgesite").iterdir() if path.is_file()}
    assert {Path(name).suffix for name in weights} >= {".css", ".js"}
    assert sum(weights.values()) <= OWN_STYLE_AND_SCRIPT, weights
