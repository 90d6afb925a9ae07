"""`densach areas`: the map on a day, with or without an installation."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from densach.cli.main import main
from tests.cli.conftest import ROOT, densach, environment


def test_the_last_day_before_the_reform_has_districts(tmp_path: Path) -> None:
    told = densach(tmp_path / "empty", "areas", "--on", "2025-06-30", "--json").told
    assert told["on"] == "2025-06-30"
    assert told["counts"] == {"province": 63, "district": 696, "commune": 10_035}
    tra_vinh = next(one for one in told["provinces"] if one["name"] == "Tỉnh Trà Vinh")
    assert tra_vinh == {
        "code": "tra-vinh.den-2025",
        "name": "Tỉnh Trà Vinh",
        "communes": tra_vinh["communes"],
        "predecessors": [],
    }
    assert len(told["provinces"]) == 63
    assert all(one["predecessors"] == [] for one in told["provinces"])


def test_after_it_provinces_name_those_that_were_merged_into_them(tmp_path: Path) -> None:
    told = densach(tmp_path / "empty", "areas", "--on", "2026-01-01", "--json").told
    assert told["counts"] == {"province": 34, "district": 0, "commune": 3_321}
    provinces = {one["name"]: one for one in told["provinces"]}
    vinh_long = provinces["Tỉnh Vĩnh Long"]
    assert (vinh_long["code"], vinh_long["communes"]) == ("vinh-long", 124)
    assert set(vinh_long["predecessors"]) == {"Tỉnh Vĩnh Long", "Tỉnh Bến Tre", "Tỉnh Trà Vinh"}
    assert (provinces["Tỉnh Lai Châu"]["communes"], provinces["Tỉnh Lai Châu"]["predecessors"]) == (38, [])


def test_an_earlier_day_is_refused_in_words(tmp_path: Path) -> None:
    refusal = densach(tmp_path / "empty", "areas", "--on", "2024-12-31", "--json").refusal
    assert "31/12/2024" in refusal
    assert "30/06/2025" in refusal


def test_what_is_no_day_is_refused(tmp_path: Path) -> None:
    assert "2026-02-30" in densach(tmp_path / "empty", "areas", "--on", "2026-02-30").refusal


def test_asking_makes_no_data_folder(tmp_path: Path) -> None:
    densach(tmp_path / "empty", "areas", "--on", "2026-01-01")
    assert not (tmp_path / "empty").exists()


def test_a_person_reads_a_table(tmp_path: Path) -> None:
    told = densach(tmp_path / "empty", "areas", "--on", "01/07/2025")
    assert told.code == 0
    assert "3.321" in told.out
    assert "← " in told.out


def test_the_day_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["areas"])
    assert ended.value.code == 2
    assert "--on" in capsys.readouterr().err


_RENAME = """
import django
django.setup()
from django.utils import timezone
from datetime import date
from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
actions.rename_area(at=timezone.now(), actor=SYSTEM, area=queries.area_by_code("vinh-long"),
    name="Thành phố Cửu Long", kind="city", since=date(2026, 3, 1))
"""


def test_an_installation_tells_the_names_that_were_entered_in_it(data: Path) -> None:
    ran = {**environment(data), "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "densach.config.settings"}
    subprocess.run([sys.executable, "-c", _RENAME], env=ran, check=True, timeout=100)
    for day, name in ((date(2026, 2, 28), "Tỉnh Vĩnh Long"), (date(2026, 3, 1), "Thành phố Cửu Long")):
        told = json.loads(densach(data, "areas", "--on", day.isoformat(), "--json").out)
        (one,) = (one for one in told["provinces"] if one["code"] == "vinh-long")
        assert (one["name"], one["communes"]) == (name, 124)
