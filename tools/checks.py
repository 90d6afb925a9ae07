"""What must hold besides the tests: each check by name with its seconds, all of them, failing at the end."""

from __future__ import annotations

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.machine import scratch
from tools.stamps import ROOT, VENV, python, say


@dataclass(frozen=True)
class Outcome:
    """How one check ended and what it said."""

    name: str
    seconds: float
    passed: bool
    said: str


def _program(name: str) -> str:
    return str(VENV / "bin" / name)


def _templates() -> list[str]:
    found = sorted((ROOT / "densach").rglob("templates/**/*.html"))
    return [str(path.relative_to(ROOT)) for path in found]


def checks() -> dict[str, list[str]]:
    """Name and command of every check."""
    django = [python(), "-m", "django"]
    found = {
        "types": [_program("mypy")],
        "format": [_program("ruff"), "format", "--check", "."],
        "lint": [_program("ruff"), "check", "."],
        "import contracts": [_program("lint-imports")],
        "migrations": [
            *django,
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=densach.config.settings",
        ],
        "settings for an open port": [*django, "check", "--settings=densach.config.settings"],
        "dependencies": [_program("deptry"), "."],
        "installed packages": [python(), "-m", "pip", "check"],
        "Vietnamese catalogues": [python(), str(ROOT / "tools" / "messages.py"), "check"],
        "changelog fragments": [_program("towncrier"), "build", "--draft", "--version", "next"],
    }
    if templates := _templates():
        found["templates: format"] = [_program("djade"), "--target-version", "5.2", "--check", *templates]
        found["templates: lint"] = [_program("djlint"), "--lint", "--quiet", *templates]
    return found


def _outcome(name: str, command: list[str]) -> Outcome:
    env = {
        **os.environ,
        "DENSACH_DATA": str(scratch("check-data")),
        "NO_COLOR": "1",
        "PYTHONWARNINGS": "default",
    }
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Outcome(name, time.monotonic() - began, done.returncode == 0, done.stdout.strip())


def mend() -> None:
    """Format Python and templates, and let the linter mend what is safe to mend."""
    ruff = _program("ruff")
    commands = [[ruff, "check", "--fix", "--quiet", "."], [ruff, "format", "--quiet", "."]]
    if templates := _templates():
        commands.append([_program("djade"), "--target-version", "5.2", *templates])
    for command in commands:
        subprocess.run(command, cwd=ROOT, check=False)


def run_all() -> int:
    """Run every check, two at a time; what failed is told again at the end. 0 when all passed."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [pool.submit(_outcome, name, command) for name, command in checks().items()]
        for future in running:
            outcome = future.result()
            say(f"  {'ok    ' if outcome.passed else 'FAILED'} {outcome.seconds:6.1f} s  {outcome.name}")
            if not outcome.passed:
                failed.append(outcome)
    for outcome in failed:
        say(f"\n--- {outcome.name}\n{outcome.said}")
    if failed:
        say(
            f"\n{len(failed)} of {len(running)} checks failed: {', '.join(outcome.name for outcome in failed)}"
        )
        return 1
    say(f"all {len(running)} checks passed")
    return 0
