"""Exit codes and where words go: 0 done, 1 refused in one line, 2 wrong usage."""

from __future__ import annotations

from pathlib import Path

import pytest

from densach.cli.main import main
from densach.kernel.vietnamese import nfc
from tests.cli.conftest import densach


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["init"],
        ["read-plan"],
        ["load-plan", "a.txt"],
        ["targets"],
        ["targets", "--plan", "x", "--as", "later"],
        ["report", "--plan", "x"],
        ["backup"],
        ["serve", "--port", "many"],
        ["demo", "--describe", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_says_how_it_is_used(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "usage: densach" in told.err


def test_help_names_every_command_of_the_walking_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for command in (
        "serve", "demo", "init", "judge-vectors", "read-plan", "load-plan", "targets", "report", "verify",
        "backup", "restore",
    ):  # fmt: skip
        assert command in told


@pytest.mark.parametrize(
    "words", [["verify"], ["targets", "--plan", "x"], ["demo", "--describe"], ["serve"]], ids=str
)
def test_a_folder_without_an_installation_is_refused_in_one_vietnamese_line(
    words: list[str], tmp_path: Path
) -> None:
    answer = densach(tmp_path / "empty", *words)
    assert str(tmp_path / "empty") in answer.refusal
    assert nfc(answer.refusal) == answer.refusal
    assert any(letter in answer.refusal for letter in "ăâđêôơưạảấ")


@pytest.mark.parametrize("words", [["read-plan", "gone.txt"], ["judge-vectors", "gone.csv"]], ids=str)
def test_a_file_that_is_not_there_is_named(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert words[1] in told.err and told.err.count("\n") == 1
    assert told.out == ""
