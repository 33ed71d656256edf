"""What runs on the repository's host: valid by its schema, safe for forks, and about commands that exist."""

from __future__ import annotations

import re
import subprocess
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from hedgesite import __version__
from hedgesite.build import templates_folder
from hedgesite.cli.main import main
from hedgesite.scaffold import companion_files, plan_of
from hedgesite.writing import write_files

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-issue-forms": [
        path for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"
    ],
    "vendor.github-issue-config": [ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.dependabot": [ROOT / ".github" / "dependabot.yml"],
    "vendor.gitlab-ci": [ROOT / ".gitlab-ci.yml"],
    "vendor.citation-file-format": [ROOT / "CITATION.cff"],
}


def read(path: Path) -> Any:
    """YAML with words only, as the hosts read the key `on`."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def scripts() -> Iterator[str]:
    """Every piece of shell that a host runs."""
    for path in WORKFLOWS:
        yield from (step["run"] for step in steps(path) if "run" in step)
    for job in read(ROOT / ".gitlab-ci.yml").values():
        yield from job.get("script", ())


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / tool
    return subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_fit_the_schema_of_their_host(schema: str) -> None:
    assert SCHEMAS[schema]
    done = run("check-jsonschema", "--builtin-schema", schema, *SCHEMAS[schema])
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_audit_of_the_workflows_finds_nothing() -> None:
    done = run("zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_fork_s_code_meets_no_secret_and_no_right_to_write(path: Path) -> None:
    workflow = read(path)
    text = path.read_text("utf-8")
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert "secrets." not in text
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for step in steps(path):
        assert "${{" not in step.get("run", ""), "values reach a script as variables, not as text put into it"
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_only_the_deployment_may_write_and_only_to_pages() -> None:
    granted = {
        (path.stem, name): set(job["permissions"])
        for path in WORKFLOWS
        for name, job in read(path)["jobs"].items()
        if "permissions" in job
    }
    assert granted == {("publish", "deploy"): {"pages", "id-token"}}
    assert set(read(ROOT / ".github" / "workflows" / "publish.yml")["on"]) == {"push", "workflow_dispatch"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_which_version_it_is(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_gitlab_lets_a_deployment_come_to_its_end() -> None:
    pipeline = read(ROOT / ".gitlab-ci.yml")
    jobs = {name: job for name, job in pipeline.items() if "script" in job}
    given_way = {name for name, job in jobs.items() if (pipeline["default"] | job)["interruptible"] == "true"}
    assert given_way == {"companion", "generator"}
    for name in given_way:
        assert jobs[name]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}], name


def gitlab_images() -> Iterator[str]:
    for text in ((ROOT / ".gitlab-ci.yml").read_text("utf-8"), (ROOT / "docs/how-to/deploy.md").read_text("utf-8")):
        yield from re.findall(r"^ *image: (.*)$", text, re.MULTILINE)


def test_gitlab_s_images_have_exact_versions() -> None:
    images = list(gitlab_images())
    assert len(images) == 2
    for image in images:
        assert re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+-[\w-]+(@sha256:[0-9a-f]{64})?", image), image


def test_the_citation_is_of_this_version() -> None:
    citation = read(ROOT / "CITATION.cff")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    assert (citation["title"], citation["version"]) == (project["name"], __version__)
    assert (citation["license"], citation["keywords"]) == (project["license"], project["keywords"])
    holder = re.search(r"Copyright \(c\) \d+ (.*)", (ROOT / "LICENSE").read_text("utf-8"))
    assert holder
    assert citation["authors"] == [{"name": holder[1]}]


def test_the_shell_of_all_steps_parses() -> None:
    for script in scripts():
        done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, timeout=10, check=False)
        assert done.returncode == 0, f"{script}: {done.stderr}"


def test_commands_options_and_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    context = click.Context(main)
    seen = 0
    for line in "\n".join(scripts()).splitlines():
        words = line.removeprefix(".venv/bin/").split()
        if words[0] == "make":
            assert {word for word in words[1:] if re.fullmatch(r"[a-z]+", word)} <= targets, line
        elif words[0] == "hedgesite":
            command = main.get_command(context, words[1])
            assert command, line
            known = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known, line
            seen += 1
    assert seen >= 6


def test_a_new_companion_has_the_same_form() -> None:
    form = Path(".github", "ISSUE_TEMPLATE", "passage.yml")
    theirs = ROOT / "templates" / "new" / "dot-github" / "ISSUE_TEMPLATE" / "passage.yml"
    assert theirs.read_text("utf-8") == (ROOT / form).read_text("utf-8")


def test_the_workflows_of_a_new_companion_are_as_safe(tmp_path: Path) -> None:
    write_files(tmp_path / "new", companion_files(plan_of("T", ["A. Example"], ["One"]), templates_folder()))
    theirs = tmp_path / "new" / ".github"
    workflows = sorted((theirs / "workflows").glob("*.yml"))
    # Whether other versions of hedgesite's requirements hold is no question of a companion's.
    assert [path.name for path in workflows] == [path.name for path in WORKFLOWS if path.stem != "versions"]
    fits = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    assert fits.returncode == 0, fits.stdout + fits.stderr
    audit = run("zizmor", "--offline", "--pedantic", "--no-progress", theirs)
    assert audit.returncode == 0, audit.stdout + audit.stderr
