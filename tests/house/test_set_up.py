"""`./dev` remembers what it did, and does again only what changed or broke."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import survey
from tools import machine, stamps


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the steps of a test did; stamps go to a folder of the test."""
    monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
    stamps.reused.clear()
    return []


def dev(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(survey.ROOT / "dev"), *words], capture_output=True, text=True, check=False
    )


def test_a_step_runs_once_for_the_same_inputs(done: list[str], tmp_path: Path) -> None:
    source = tmp_path / "lock.txt"
    source.write_text("a==1", encoding="utf-8")
    for _time in range(2):
        stamps.step("packages", [source], lambda: done.append("packages"))
    assert done == ["packages"]
    assert stamps.reused == ["packages"]


def test_a_step_runs_again_when_its_input_changed(done: list[str], tmp_path: Path) -> None:
    source = tmp_path / "lock.txt"
    for text in ("a==1", "a==2"):
        source.write_text(text, encoding="utf-8")
        stamps.step("packages", [source], lambda: done.append("packages"))
    assert done == ["packages", "packages"]


def test_a_step_runs_again_when_its_result_is_gone(done: list[str]) -> None:
    for _time in range(2):
        stamps.step("parts", ["x"], lambda: done.append("parts"), present=lambda: False)
    assert done == ["parts", "parts"]


def test_a_step_that_broke_is_not_remembered(done: list[str]) -> None:
    def breaks() -> None:
        raise stamps.Stopped("no network")

    stamps.step("parts", ["x"], lambda: done.append("first"))
    with pytest.raises(stamps.Stopped):
        stamps.step("parts", ["y"], breaks)
    stamps.step("parts", ["x"], lambda: done.append("again"))
    assert done == ["first", "again"]


def test_a_command_that_fails_shows_what_it_said() -> None:
    with pytest.raises(stamps.Stopped, match=r"this failed: .*\nno such thing"):
        stamps.run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])


def test_a_system_part_that_may_not_be_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "may_install", lambda: False)
    part = machine.SystemPart("The lamp", ("lamp-oil",), "it stays dark", lambda: False)
    assert not machine.ensure(part)
    assert (
        capsys.readouterr().out
        == "  The lamp is not here: it stays dark. On Debian: apt-get install lamp-oil\n"
    )


def test_an_unknown_command_says_which_there_are() -> None:
    said = dev("dance")
    assert said.returncode == 2
    assert said.stderr == "./dev dance: no such command. There are: demo, test, check, bench, lock\n"


def test_help_names_every_command() -> None:
    said = dev("--help")
    assert said.returncode == 0
    assert [
        word for word in ("demo", "test", "check", "bench", "lock") if f"./dev {word}" not in said.stdout
    ] == []


def test_dev_needs_nothing_but_the_standard_library() -> None:
    # -S and -I leave out every installed package and the checkout's own environment.
    command = [sys.executable, "-I", "-S", str(survey.ROOT / "dev"), "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": os.defpath})
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("name", ["build", "runtime", "test", "check", "node"])
def test_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    text = (survey.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert pins
    assert all(line.endswith("\\") and "==" in line for line in pins)
    assert "://" not in text
