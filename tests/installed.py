"""A copy of hedgesite that is installed as users install it: from a wheel, in an environment of its own, offline."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from filelock import FileLock

from tests.companions import SITES

REPOSITORY = SITES.parents[1]


def built_wheel(folder: Path) -> Path:
    """A wheel in `folder`, built from the source distribution, so that neither can lack a file."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


def new_environment(wheel: Path, folder: Path) -> Path:
    """A virtual environment with the wheel alone; what hedgesite needs is lent by the running one."""
    venv.create(folder, symlinks=sys.platform != "win32")
    library = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, cwd=folder)
    # Behind the environment's own packages, without the paths that an editable install has put there.
    lent = [path for path in sys.path if Path(path).name == "site-packages"]
    (library / "lent.pth").write_text("".join(f"{path}\n" for path in lent), "utf-8")
    return folder


def installed_once(shared: Path) -> tuple[Path, Path]:
    """The wheel and its environment below a folder that all workers of a run share: the first one makes them."""
    folder = shared / "installed"
    with FileLock(shared / "installed.lock"):
        if not folder.exists():
            making = shared / "installing"
            making.mkdir()
            new_environment(built_wheel(making), folder)
        (wheel,) = (shared / "installing").glob("*.whl")
    return wheel, folder
