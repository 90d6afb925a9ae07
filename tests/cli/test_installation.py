"""`init`, `load-plan`, `targets`, `report`, `verify`, `backup` and `restore` on a small installation."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from densach.cli.main import main
from densach.demo.plan_paper import plan_docx
from tests.cli.conftest import ROOT, Answer, densach, environment

HOUSE = "he-thong"


@pytest.fixture(scope="module")
def planned(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """An installation into which a plan was loaded."""
    data = Path(shutil.copytree(founded, tmp_path_factory.mktemp("planned") / "data"))
    paper = data.parent / "ke-hoach.docx"
    paper.write_bytes(plan_docx())
    return data, densach(data, "load-plan", paper, "--for", HOUSE, "--accept-confident", "--json")


def test_init_makes_areas_catalogues_and_one_administrator(founded: Path) -> None:
    told = json.loads((founded.parent / "told.json").read_text(encoding="utf-8"))
    assert told["admin"] == "quan-tri@ba-vam.test"
    assert told["areas"] > 3_300
    assert len(told["password"]) >= 12
    book = sqlite3.connect(founded / "densach.sqlite3")
    (users,) = book.execute("SELECT count(*) FROM people_user").fetchone()
    (indicators,) = book.execute("SELECT count(*) FROM indicators_indicator").fetchone()
    book.close()
    assert users == 1
    assert indicators > 20


def test_nobody_else_on_the_machine_reads_the_data(
    founded: Path, backup: tuple[Path, Answer], restore: Callable[..., Answer], tmp_path: Path
) -> None:
    assert restore(backup[0], "--data", tmp_path / "back").code == 0
    kept = [founded, founded / "densach.sqlite3", backup[0], tmp_path / "back"]
    assert [oct(stat.S_IMODE(path.stat().st_mode) & 0o077) for path in kept] == ["0o0"] * len(kept)


def test_a_wrong_period_of_keeping_stops_the_start(data: Path) -> None:
    told = {**environment(data), "PYTHONPATH": str(ROOT), "DENSACH_KEEP": "bad=1"}
    words = [sys.executable, "-m", "densach.cli.main", "verify"]
    done = subprocess.run(words, cwd=data.parent, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DENSACH_KEEP" in done.stderr
    assert "Traceback" not in done.stderr


def test_init_refuses_a_folder_in_use(data: Path) -> None:
    assert str(data) in densach(data, "init", "--admin", "b@c.test").refusal


@pytest.mark.parametrize("words", [("notmail",), ("a@",), ("a@b.test", "--name", "Đ" * 151)])
def test_init_checks_the_administrator_before_it_makes_anything(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    answer = densach(tmp_path / "data", "init", "--admin", *words)
    assert answer.refusal
    assert not list(tmp_path.iterdir())


def test_a_command_refused_for_want_of_an_installation_leaves_the_folder_free(
    backup: tuple[Path, Answer], restore: Callable[..., Answer], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assert str(data) in densach(data, "verify").refusal
    assert not data.exists()
    data.mkdir()
    assert densach(data, "verify").refusal
    assert restore(backup[0], "--data", data).code == 0


def test_the_demo_is_refused_where_people_work(data: Path) -> None:
    assert densach(data, "demo").refusal


def test_the_data_folder_can_be_named_on_the_line(data: Path, tmp_path: Path) -> None:
    answer = densach(tmp_path / "elsewhere", "verify", "--data", str(data), "--json")
    assert answer.told == {"ok": True, "problems": []}
    assert not (tmp_path / "elsewhere").exists()


def test_a_loaded_plan_says_what_waits_for_review(planned: tuple[Path, Answer]) -> None:
    _data, answer = planned
    assert answer.code == 0, answer.err
    assert set(answer.told) == {"plan", "targets", "tasks", "to_review"}
    assert answer.told["targets"] > 10
    assert answer.told["to_review"] < answer.told["targets"] + answer.told["tasks"]


def test_a_plan_is_loaded_only_for_whom_the_register_knows(data: Path, tmp_path: Path) -> None:
    paper = tmp_path / "ke-hoach.docx"
    paper.write_bytes(plan_docx())
    assert "khong-co" in densach(data, "load-plan", paper, "--for", "khong-co").refusal


def test_targets_are_told_with_their_status(planned: tuple[Path, Answer]) -> None:
    data, answer = planned
    told = densach(data, "targets", "--plan", answer.told["plan"], "--on", "2026-06-30", "--json").told
    assert told
    for one in told:
        assert set(one) == {
            "id", "quote", "kind", "value_min", "value_max", "actual", "expected", "status", "provisional",
        }  # fmt: skip
        assert one["status"] in {"achieved", "on_track", "at_risk", "off_track", "no_data"}


def test_targets_refuse_what_is_no_plan_and_no_day(planned: tuple[Path, Answer]) -> None:
    data, answer = planned
    assert densach(data, "targets", "--plan", "khong-co").refusal
    assert (
        "2026-02-30" in densach(data, "targets", "--plan", answer.told["plan"], "--on", "2026-02-30").refusal
    )


def test_a_report_is_written_as_an_official_paper(planned: tuple[Path, Answer], tmp_path: Path) -> None:
    data, answer = planned
    to = tmp_path / "bao-cao" / "2026.docx"
    words = ["report", "--plan", answer.told["plan"], "--period", "2026-H1", "--for", HOUSE, "--to", to]
    written = densach(data, *words, "--json")
    assert written.code == 0, written.err
    assert set(written.told) == {"file", "lines", "missing"}
    assert written.told["file"] == str(to)
    paper = docx.Document(str(to))
    head = [cell.text for cell in paper.tables[1].rows[0].cells]
    assert head[:4] == ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper.tables[0].rows[0].cells[-1].text


def test_a_report_on_no_period_is_refused(planned: tuple[Path, Answer], tmp_path: Path) -> None:
    data, answer = planned
    words = ["report", "--plan", answer.told["plan"], "--period", "2026-H3", "--for", HOUSE, "--to"]
    assert "2026-H3" in densach(data, *words, tmp_path / "x.docx").refusal
    assert not (tmp_path / "x.docx").exists()


def test_verify_is_silent_about_a_whole_house_and_names_what_is_broken(
    planned: tuple[Path, Answer], tmp_path: Path
) -> None:
    data = Path(shutil.copytree(planned[0], tmp_path / "data"))
    assert densach(data, "verify").code == 0
    kept = next(path for path in (data / "files").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"altered")
    book = sqlite3.connect(data / "densach.sqlite3")
    book.execute("INSERT INTO facts_total VALUES ('a', 1, 'library.visits', '', 20260000, 5)")
    book.commit()
    book.close()
    broken = densach(data, "verify")
    assert broken.code == 1
    told = densach(data, "verify", "--json").told
    assert told["ok"] is False
    assert len(told["problems"]) == 2


@pytest.fixture(scope="module")
def backup(planned: tuple[Path, Answer], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    path = tmp_path_factory.mktemp("backup") / "sao-luu.zip"
    return path, densach(planned[0], "backup", "--to", path, "--json")


@pytest.fixture
def restore(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """`densach restore` in this process, as it opens no database."""
    monkeypatch.setenv("DENSACH_DATA", "set by the command")

    def run(*words: str | Path) -> Answer:
        code = 0
        try:
            main(["restore", *map(str, words)])
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return run


def test_a_backup_comes_back_whole_in_a_new_folder(
    planned: tuple[Path, Answer],
    backup: tuple[Path, Answer],
    restore: Callable[..., Answer],
    tmp_path: Path,
) -> None:
    (data, loaded), (archive, made) = planned, backup
    assert made.code == 0, made.err
    assert set(made.told) == {"bytes", "rows", "files", "seconds"}
    back = restore(archive, "--data", tmp_path / "back", "--json")
    assert back.code == 0, back.err
    for name in ("rows", "files", "bytes"):
        assert back.told[name] == made.told[name]
    assert densach(tmp_path / "back", "verify", "--json").told["ok"] is True
    words = ["targets", "--plan", loaded.told["plan"], "--on", "2026-06-30", "--json"]
    assert densach(tmp_path / "back", *words).told == densach(data, *words).told
    assert (tmp_path / "back" / "secret-key").read_text() != (data / "secret-key").read_text()


def test_a_backup_holds_no_secrets(backup: tuple[Path, Answer]) -> None:
    with zipfile.ZipFile(backup[0]) as archive:
        assert not [name for name in archive.namelist() if "secret" in name]


def test_a_restore_wants_a_new_folder_by_name(
    backup: tuple[Path, Answer], restore: Callable[..., Answer], tmp_path: Path
) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "something").touch()
    assert str(tmp_path / "used") in restore(backup[0], "--data", tmp_path / "used").refusal
    assert restore(backup[0]).refusal
    assert "gone.zip" in restore(tmp_path / "gone.zip", "--data", tmp_path / "new").refusal
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_is_new_enough(
    backup: tuple[Path, Answer], restore: Callable[..., Answer], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert restore(backup[0], "--data", tmp_path / "empty").code == 0
    assert (tmp_path / "empty" / "densach.sqlite3").exists()


def _changed(source: Path, target: Path, name: str, content: bytes | None) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif content is not None:
                new.writestr(part, content)


@pytest.mark.parametrize(
    "how", ["cut off", "no zip", "part altered", "part gone", "manifest gone", "other format"]
)
def test_a_broken_backup_leaves_nothing_behind(
    backup: tuple[Path, Answer], restore: Callable[..., Answer], tmp_path: Path, how: str
) -> None:
    whole, broken = backup[0], tmp_path / "broken.zip"
    if how == "cut off":
        broken.write_bytes(whole.read_bytes()[:-5000])
    elif how == "no zip":
        broken.write_bytes(b"something else")
    else:
        part, content = {
            "part altered": ("database.sqlite3", b"altered"),
            "part gone": ("database.sqlite3", None),
            "manifest gone": ("manifest.json", None),
            "other format": ("manifest.json", b'{"format": "other"}'),
        }[how]
        _changed(whole, broken, part, content)
    assert "broken.zip" in restore(broken, "--data", tmp_path / "new").refusal
    assert [path.name for path in tmp_path.iterdir()] == ["broken.zip"]
