"""What the environment says is read or refused in words, never guessed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from densach.cli.keys import keep_secret
from densach.config import environment
from densach.config.environment import WrongSetting

NAME = "DENSACH_TRIED"


@pytest.mark.parametrize("text", ["1", "true", "YES", "On"])
def test_yes_is_said_in_several_ways(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)
    assert environment.truth(NAME, False) is True


@pytest.mark.parametrize("text", ["0", "false", "NO", "Off"])
def test_no_is_said_in_several_ways(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(NAME, text)
    assert environment.truth(NAME, True) is False


@pytest.mark.parametrize("default", [True, False])
def test_an_empty_answer_leaves_the_default(monkeypatch: pytest.MonkeyPatch, default: bool) -> None:
    monkeypatch.setenv(NAME, "")
    assert environment.truth(NAME, default) is default


def test_neither_yes_nor_no_stops_the_start_with_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(WrongSetting, match=r"DENSACH_TRIED='maybe'"):
        environment.truth(NAME, True)


def test_lists_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a.vn, b.vn ,,")
    assert environment.words(NAME, []) == ["a.vn", "b.vn"]
    monkeypatch.setenv(NAME, " , ")
    assert environment.words(NAME, ["c.vn"]) == ["c.vn"]


def test_a_folder_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(NAME, "data")
    assert environment.folder(NAME, tmp_path) == tmp_path / "data"


def test_without_a_variable_a_secret_is_made_and_kept_for_the_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(NAME, raising=False)
    path = tmp_path / "new" / "secret-key"
    first = environment.secret(NAME, path)
    assert len(first) >= 48
    keep_secret(NAME, first, path)
    assert environment.secret(NAME, path) == first
    keep_secret(NAME, "another", path)
    assert environment.secret(NAME, path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_reading_a_secret_makes_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(NAME, raising=False)
    environment.secret(NAME, tmp_path / "new" / "secret-key")
    assert not list(tmp_path.iterdir())


def test_a_secret_of_the_environment_is_written_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "from outside")
    keep_secret(NAME, "from outside", tmp_path / "secret-key")
    assert not list(tmp_path.iterdir())


def test_a_secret_can_lie_in_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the vault\n", encoding="utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "key"))
    assert environment.secret(NAME, tmp_path / "unused") == "from the vault"
    assert not (tmp_path / "unused").exists()


def test_a_secret_file_that_is_gone_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "gone"))
    with pytest.raises(WrongSetting, match="DENSACH_TRIED_FILE"):
        environment.secret(NAME, tmp_path / "unused")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a:b@c/d",
        "densach.sqlite3",
        "postgres://",
        "postgres://user@host",
        "postgres://host/",
        "http://x/y",
    ],
)
def test_a_wrong_database_is_refused_with_the_form_to_write(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv(NAME, url)
    with pytest.raises(WrongSetting, match="postgres://user:password@host:port/name"):
        environment.database(NAME, Path("unused"))


def test_postgresql_is_chosen_by_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres://th%C6%B0:m%40t@db.vn:5433/s%C3%A1ch")
    told = environment.database(NAME, Path("unused"))
    assert told["ENGINE"] == "django.db.backends.postgresql"
    assert (told["USER"], told["PASSWORD"], told["NAME"]) == ("thư", "m@t", "sách")
    assert (told["HOST"], told["PORT"]) == ("db.vn", "5433")


def test_a_port_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres://a:b@c:port/d")
    with pytest.raises(WrongSetting, match=NAME):
        environment.database(NAME, Path("unused"))


def test_sqlite_is_the_default_and_loses_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(NAME, raising=False)
    told = environment.database(NAME, tmp_path / "densach.sqlite3")
    assert told["ENGINE"] == "densach.config.sqlite"
    options = told["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    for promise in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert promise in options["init_command"]
