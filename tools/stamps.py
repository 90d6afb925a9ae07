"""Steps of the set-up that run again only when what they read has changed."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / ".stamps"
CACHE = ROOT / ".cache"

reused: list[str] = []


class Stopped(Exception):
    """The set-up cannot go on; the message tells the person why and what to do."""


def say(text: str) -> None:
    """A line to the person at the terminal, at once."""
    print(text, flush=True)


def python() -> str:
    """The interpreter of the project's own environment."""
    return str(VENV / "bin" / "python")


def run(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run a command quietly; when it fails, show what it said and stop.

    Raises Stopped with the last lines of its output.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    except OSError as error:
        raise Stopped(f"{words[0]} cannot be started: {error.strerror}") from error
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise Stopped(f"this failed: {' '.join(words)}\n{tail}")


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """A hash of texts and of the content of files; a missing file counts as missing, not as an error."""
    digest = hashlib.sha256()
    for item in inputs:
        if isinstance(item, Path):
            content = item.read_bytes() if item.is_file() else b"(missing)"
            digest.update(item.name.encode() + b"\0" + content)
        else:
            digest.update(item.encode())
        digest.update(b"\0\0")
    return digest.hexdigest()


def _stamp(name: str) -> Path:
    return STAMPS / name.replace(" ", "-")


def is_stamped(name: str, inputs: Iterable[Path | str]) -> bool:
    """Whether the step was last done with exactly these inputs."""
    stamp = _stamp(name)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(inputs)


def remember(name: str, inputs: Iterable[Path | str]) -> None:
    """Write down that the step was done with these inputs."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    _stamp(name).write_text(fingerprint(inputs), encoding="utf-8")


def forget(name: str) -> None:
    """From here until `remember` the step counts as not done."""
    _stamp(name).unlink(missing_ok=True)


def step(
    name: str,
    inputs: Sequence[Path | str],
    act: Callable[[], None],
    *,
    present: Callable[[], bool] = lambda: True,
) -> None:
    """Run `act` unless its inputs are those of the last time and its result is still there.

    The stamp is written only after success, so a step that broke runs again.
    """
    if is_stamped(name, inputs) and present():
        reused.append(name)
        return
    forget(name)
    began = time.monotonic()
    act()
    remember(name, inputs)
    say(f"  {name}: done in {time.monotonic() - began:.1f} s")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one `./dev` set up at a time; a second one waits for the first."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "dev.lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("another ./dev is setting up: waiting for it", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
