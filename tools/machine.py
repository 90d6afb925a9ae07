"""What the machine brings: system packages through apt where we may, npm, Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.stamps import CACHE, Stopped, run, say

_lists_are_fresh = False


@dataclass(frozen=True)
class SystemPart:
    """Something that comes from the system's packages: how to see it, what it is called, what misses it."""

    what: str
    packages: tuple[str, ...]
    without: str
    present: Callable[[], bool]


def _any_program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _reads_vietnamese() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


def _has_fonts() -> bool:
    roots = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    return any(next(root.rglob("*.[to]tf"), None) for root in roots if root.is_dir())


CHROMIUM = SystemPart(
    "Chromium",
    ("chromium",),
    "the browser journeys are skipped",
    _any_program("chromium", "chromium-browser"),
)
FONTS = SystemPart("Liberation fonts", ("fonts-liberation",), "pictures of papers differ in type", _has_fonts)
TESSERACT = SystemPart(
    "Tesseract with Vietnamese",
    ("tesseract-ocr", "tesseract-ocr-vie"),
    "scanned papers are kept but not read",
    _reads_vietnamese,
)


def postgres_bin() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if folders:
        return folders[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


POSTGRES = SystemPart(
    "PostgreSQL", ("postgresql",), "the suite cannot run on it", lambda: postgres_bin() is not None
)


def may_install() -> bool:
    """Whether we are root on a machine with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def ensure(part: SystemPart) -> bool:
    """Install the part where we may, else name its package; true when it is there in the end."""
    if part.present():
        return True
    names = " ".join(part.packages)
    if not may_install():
        say(f"  {part.what} is not here: {part.without}. On Debian: apt-get install {names}")
        return False
    try:
        _apt_install(part.packages)
    except Stopped as error:
        reason = str(error).splitlines()[-1]
        say(f"  {part.what} could not be installed ({names}): {part.without}. {reason}")
        return False
    say(f"  {part.what}: installed ({names})")
    return part.present()


def _apt_install(packages: tuple[str, ...]) -> None:
    global _lists_are_fresh  # noqa: PLW0603  # once a run is enough
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not _lists_are_fresh:
        run(["apt-get", "update", "-q"], env=env)
        _lists_are_fresh = True
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], env=env)


def npm() -> Path | None:
    """The machine's npm when its Node is 18 or newer."""
    node, program = shutil.which("node"), shutil.which("npm")
    if not node or not program:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = said.removeprefix("v").split(".")[0]
    return Path(program) if major.isdigit() and int(major) >= 18 else None


def scratch(name: str) -> Path:
    """A folder of our own under `.cache`, made when missing."""
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
