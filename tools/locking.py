"""`./dev lock`: every package with its hashes, for every Python and machine that we support."""

from __future__ import annotations

import os
import sys
import time

from tools import machine
from tools.machine import scratch
from tools.stamps import ROOT, Stopped, run, say

REQUIREMENTS = ROOT / "requirements"
# Later groups keep to the versions of the earlier ones, so that one environment can hold them all.
GROUPS = ("build", "test", "check", "node")
SUPPORTED_FROM = "3.11"


def _uv() -> str:
    """uv in an environment of its own: it compiles the lock and nothing else needs it."""
    folder = scratch("lock") / "venv"
    program = folder / "bin" / "uv"
    if not program.exists():
        run([sys.executable, "-m", "venv", folder])
        run([folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"])
    return str(program)


def _compile(uv: str, name: str, source: list[str], *, upgrade: bool, constraints: list[str]) -> None:
    output = REQUIREMENTS / f"{name}.txt"
    before = output.read_text(encoding="utf-8") if output.exists() else ""
    held = [word for other in constraints for word in ("-c", f"requirements/{other}.txt")]
    # No address of any registry may enter the file, whatever this machine is told to use.
    env = {key: value for key, value in os.environ.items() if not key.startswith("UV_INDEX")}
    run([
        uv, "pip", "compile", *source, *held, "--universal", "--python-version", SUPPORTED_FROM,
        "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header",
        "--quiet", "--output-file", output.relative_to(ROOT), *(["--upgrade"] if upgrade else []),
    ], env=env)  # fmt: skip
    text = "# Written by ./dev lock.\n" + output.read_text(encoding="utf-8").removeprefix(
        "# Written by ./dev lock.\n"
    )
    if "://" in text:
        raise Stopped(f"requirements/{name}.txt names an address: the lock must not")
    output.write_text(text, encoding="utf-8")
    pins = sum("==" in line for line in text.splitlines())
    say(f"  requirements/{name}.txt: {pins} packages, {'unchanged' if text == before else 'written'}")


def lock(*, upgrade: bool) -> None:
    """Compile `requirements/*.txt` and npm's lock; `upgrade` takes the newest versions allowed."""
    began = time.monotonic()
    REQUIREMENTS.mkdir(exist_ok=True)
    uv = _uv()
    _compile(uv, "runtime", ["pyproject.toml"], upgrade=upgrade, constraints=[])
    for position, group in enumerate(GROUPS):
        source = ["--group", f"pyproject.toml:{group}"]
        _compile(uv, group, source, upgrade=upgrade, constraints=["runtime", *GROUPS[:position]])
    program = machine.npm()
    if program is None:
        say("  package-lock.json: left as it is (npm 18 or newer is not here)")
    else:
        run([program, "install", "--package-lock-only", "--no-audit", "--no-fund", "--ignore-scripts"])
        say("  package-lock.json: compiled")
    say(f"lock compiled in {time.monotonic() - began:.1f} s")
