"""The set-up: own environment, locked packages, the project itself, browser parts, catalogues."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from tools import machine
from tools.stamps import (
    ROOT,
    VENV,
    Stopped,
    forget,
    is_stamped,
    python,
    remember,
    reused,
    run,
    say,
    step,
)

REQUIREMENTS = ROOT / "requirements"
RUNTIME = ("build", "runtime")
TEST = (*RUNTIME, "test")
CHECK = (*TEST, "check")


def _lock(name: str) -> Path:
    return REQUIREMENTS / f"{name}.txt"


def set_up(groups: tuple[str, ...] = RUNTIME) -> None:
    """Bring the environment to what the lock says; each part only when it changed."""
    reused.clear()
    environment()
    packages(groups)
    step("project", [_project_table(), str(ROOT)], _install_project, present=_densach_is_installed)
    browser_parts()
    catalogues()
    if reused:
        say(f"  unchanged, reused: {', '.join(reused)}")


def environment() -> None:
    """Make `.venv`; anew when it is broken, half made, too old or moved from another place."""
    if _works():
        reused.append("environment")
        return
    if VENV.exists():
        say("  .venv is broken or half made: it is made again")
        shutil.rmtree(VENV)
    step("environment", [], _make_environment)


def _works() -> bool:
    """Whether the environment's Python starts, is new enough, has pip, and believes it lives here."""
    if not Path(python()).exists():
        return False
    question = "import sys, pip; print(sys.prefix); print(sys.version_info >= (3, 11))"
    done = subprocess.run([python(), "-c", question], capture_output=True, text=True, check=False)
    lines = done.stdout.split("\n")
    if done.returncode or lines[1] != "True" or Path(lines[0]).resolve() != VENV.resolve():
        return False
    # Scripts carry the place they were made for: a moved copy would start another folder's Python.
    script = VENV / "bin" / "pip"
    return (
        script.exists() and str(VENV) in script.read_text(encoding="utf-8", errors="replace").split("\n")[0]
    )


def _make_environment() -> None:
    try:
        run([sys.executable, "-m", "venv", VENV])
    except Stopped as error:
        # Debian keeps ensurepip in a package of its own.
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        part = machine.SystemPart("venv", (package,), "no environment can be made", lambda: False)
        if not machine.may_install():
            raise Stopped(f"{error}\nOn Debian: apt-get install {package}") from error
        machine.ensure(part)
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", VENV])


def packages(groups: tuple[str, ...]) -> None:
    """Install what the lock names, hashes checked, all groups in one go.

    Raises Stopped when a lock file is missing or a package does not match its hash.
    """
    missing = [name for name in groups if not _lock(name).is_file()]
    if missing:
        raise Stopped(f"requirements/{missing[0]}.txt is missing: run ./dev lock")
    changed = [name for name in groups if not is_stamped(f"{name} packages", [_lock(name)])]
    reused.extend(f"{name} packages" for name in groups if name not in changed)
    if not changed:
        return
    say(f"  installing packages by the lock: {', '.join(changed)}")
    began = time.monotonic()
    for name in changed:
        forget(f"{name} packages")
    files = [word for name in groups for word in ("-r", str(_lock(name)))]
    pip = [python(), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "--prefer-binary", *files])
    for name in changed:
        remember(f"{name} packages", [_lock(name)])
    say(f"  packages: done in {time.monotonic() - began:.1f} s")


def _project_table() -> str:
    """What the installation of the project depends on: not the settings of linters beside it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)
    return repr((table["project"], table["build-system"], table.get("tool", {}).get("hatch")))


def _densach_is_installed() -> bool:
    script = VENV / "bin" / "densach"
    return script.exists() and str(VENV) in script.read_text(encoding="utf-8").split("\n")[0]


def _install_project() -> None:
    run([
        python(), "-m", "pip", "install", "-q", "--disable-pip-version-check",
        "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT,
    ])  # fmt: skip


def browser_parts() -> None:
    """Fetch the icons by npm's lock and copy what pages need into the static folder."""
    modules = ROOT / "node_modules"
    vendor = ROOT / "densach" / "ui" / "static" / "vendor"
    lock = [ROOT / "package-lock.json", ROOT / "package.json"]
    step("browser parts", lock, _npm_ci, present=modules.is_dir)
    sources = [*lock, ROOT / "densach" / "ui" / "vendor.py", _lock("runtime")]
    step("static parts", sources, _copy_vendor, present=(vendor / "icons").is_dir)


def _npm_ci() -> None:
    env = dict(os.environ)
    program = machine.npm()
    if program is None:
        if not _lock("node").is_file():
            raise Stopped("npm 18 or newer is needed for the browser parts")
        pip = [python(), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "-r", _lock("node")])
        program = VENV / "bin" / "npm"
        env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    run([program, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], env=env)


def _copy_vendor() -> None:
    code = "from pathlib import Path; from densach.ui.vendor import copy_vendor; copy_vendor(Path('node_modules'))"
    run([python(), "-c", code])


def catalogues() -> None:
    """Compile the Vietnamese of every room whose catalogue changed."""
    sources = sorted((ROOT / "densach").rglob("locale/*/LC_MESSAGES/*.po"))
    compiled = [path.with_suffix(".mo") for path in sources]
    step(
        "catalogues",
        sources,
        lambda: run([python(), ROOT / "tools" / "messages.py", "compile"]),
        present=lambda: all(path.exists() for path in compiled),
    )
