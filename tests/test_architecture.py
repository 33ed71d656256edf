"""The shape of the code: which module may import which, who may speak to whom, and how long anything may be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "hedgesite"
TEMPLATES = ROOT / "templates"

TIERS = (
    ("rules",),
    ("cache", "diagnostics", "mathml", "messages", "regular_files", "resources", "timing", "writing"),
    ("bounded_archive", "bounded_xml", "child_process", "git"),
    ("pandoc",),
    ("model",),
    ("markdown", "words", "images"),
    ("load", "check", "derive", "styles", "links"),
    ("render", "export", "audit"),
    ("books",),
    ("build_editions", "build_references"),
    ("build", "changes", "scaffold", "schema", "importer", "recoding", "translating", "upgrade"),
    ("publish",),
    ("cli",),
    ("__main__",),
)
"""Lower tiers first. A module imports lower tiers only, and never its siblings."""

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

LONG_MODULES: dict[str, str] = {}
"""Modules that may be longer, and why."""

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions that may be longer, and why."""

BOUNDARIES = {
    "build.py:_pages": "templates of a companion's own raise whatever goes wrong within them",
    "cache/later.py:_make": "what a run raises belongs to the build that asked for it, in another thread",
    "links/checker.py:_answer": "one address never ends the run, whatever goes wrong with it",
    "images/raster.py:_opened": "decoders of images raise whatever goes wrong within them",
    "cli/surroundings.py:status_of": "Python's own status for an exception is 1, which means faults of the content",
    "publish/mkdocs/serve.py:again": "files that come and go under a build break it anywhere, and the server goes on",
}
"""Functions that may catch any exception, and why."""

SHELL = re.compile(r"mkdocs|properdocs|material", re.IGNORECASE)
SHELL_PACKAGE = "publish/mkdocs/"
NAMES_OF_THE_SHELL = {
    'importer/citavi_fields.py: "ArchiveMaterial": "manuscript",': "a type of Citavi",
    'importer/endnote_fields.py: "audiovisual material": "motion_picture",': "a type of EndNote",
    'importer/jats_inlines.py: SUPPLEMENT = "supplementary-material"': "an element of JATS",
    'importer/titles.py: "materials and methods",': "a title in manuscripts",
    'importer/titles.py: "supplementary material", "supplementary materials",': "titles of manuscripts",
    'resources.py: SETTINGS_FILE = "mkdocs.yml"': "what the file of settings is called",
    "publish/__init__.py: from hedgesite.publish.mkdocs.shell import open_shell": "the choice of the shell",
    "publish/__init__.py: from hedgesite.publish.mkdocs.setting_rules import judge_settings as judge": "its settings",
}
"""Lines outside the shell's package that name it, and what for."""

PROGRAMS = {"images/pdf_page.py": "a process of its own, whose parent reads what it writes"}
"""Modules other than the commands that may print, and why."""
PRINTING = re.compile(r"(?:click|sys\.(?:stdout|stderr))\b")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


def name_of(path: Path) -> str:
    """`hedgesite.load.yaml`; a package is named without `__init__`."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def names() -> frozenset[str]:
    """The full name of every module."""
    return frozenset(name_of(path) for path in modules())


def imports_of(path: Path) -> Iterator[str]:
    """Full names of all imported modules, wherever in the file they are imported."""
    known = names()
    package = name_of(path).split(".") if path.stem == "__init__" else name_of(path).split(".")[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (above, node.module or "") if part)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in known else base


def part_of(module: str) -> str:
    """`load` for `hedgesite.load.yaml`; empty for `hedgesite` itself."""
    return module.split(".")[1] if "." in module else ""


def tier_of(part: str) -> int:
    return next(number for number, parts in enumerate(TIERS) if part in parts)


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_has_a_tier() -> None:
    placed = {part for parts in TIERS for part in parts}
    assert {part_of(name_of(path)) for path in modules()} - {""} <= placed


def test_modules_import_lower_tiers_only() -> None:
    wrong = []
    for path in modules():
        here = part_of(name_of(path))
        for imported in imports_of(path):
            there = part_of(imported) if imported.startswith("hedgesite.") else ""
            if here and there and here != there and tier_of(there) >= tier_of(here):
                wrong.append(f"{shown(path)} imports {imported}")
    assert wrong == []


def test_git_is_asked_in_one_place() -> None:
    """A repository that somebody else has set up could make git run programs, unless it is asked not to."""
    asking = [
        shown(path)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.List) and node.elts and ast.unparse(node.elts[0]) == "'git'"
    ]
    assert asking == ["git.py"]


def test_a_tier_cannot_be_passed_by_through_the_package_itself() -> None:
    assert list(imports_of(PACKAGE / "__init__.py")) in ([], ["__future__"])


def test_no_module_imports_itself_through_others() -> None:
    graph = {
        name_of(path): {name for name in imports_of(path) if name.startswith("hedgesite.")} - {name_of(path)}
        for path in modules()
    }
    finished: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above[above.index(module) :], module))
        if module not in finished:
            for imported in sorted(graph.get(module, ())):
                visit(imported, (*above, module))
            finished.add(module)

    for module in graph:
        visit(module, ())


def test_only_its_package_names_the_shell() -> None:
    """Neither by an import nor in a text, a comment or a name."""
    named = [
        f"{shown(path)}: {line.strip()}"
        for path in modules()
        if not shown(path).startswith(SHELL_PACKAGE)
        for line in path.read_text("utf-8").splitlines()
        if SHELL.search(line)
    ]
    assert sorted(named) == sorted(NAMES_OF_THE_SHELL)


def test_only_the_commands_print() -> None:
    wrong = []
    for path in modules():
        if part_of(name_of(path)) == "cli" or shown(path) in PROGRAMS:
            continue
        wrong += [f"{shown(path)}:{line} calls {name}" for name, line in calls(path) if name == "print"]
        wrong += [f"{shown(path)} imports {name}" for name in imports_of(path) if PRINTING.match(name)]
        wrong += [f"{shown(path)}:{line} calls {name}" for name, line in calls(path) if PRINTING.match(name)]
    assert wrong == []


def test_only_the_shell_s_templates_know_its_names() -> None:
    """Material's class names begin with `md-`."""
    files = [path for folder in ("pages", "fragments") for path in (TEMPLATES / folder).rglob("*") if path.is_file()]
    files += modules()
    wrong = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"(?<![\w-])md-(?!plugins)", line)
    ]
    assert wrong == []


def test_no_module_is_too_long() -> None:
    long = {shown(path) for path in modules() if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE}
    assert long <= set(LONG_MODULES)


def test_no_function_is_too_long() -> None:
    long = {
        f"{shown(path)}:{function.name}"
        for path in modules()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    }
    assert long <= set(LONG_FUNCTIONS)


def test_no_exception_is_caught_broadly() -> None:
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(
            f"{shown(path)}:{function.name}" in BOUNDARIES
            and function.lineno <= node.lineno <= (function.end_lineno or 0)
            for function in functions(path)
        )
    ]
    assert wrong == []


def test_no_function_rebinds_a_name_of_its_module() -> None:
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Global)
    ]
    assert wrong == []
