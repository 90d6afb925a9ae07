"""The plans of Vĩnh Long and Trà Vinh of 2023, which are one province today: their targets side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from tests.programme.plans.desk import text
from tests.programme.plans.merged.accepting import DIGITAL, GROWTH, loaded, planned, the_line, the_table
from tests.programme.plans.merged.world import World, the_world, values
from tests.stage import SignedIn

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "plans"
PAPERS = {"tay": FOLDER / "vinh-long-2023.txt", "dong": FOLDER / "tra-vinh-2023.txt"}

if not all(path.exists() for path in PAPERS.values()):
    pytest.skip("the papers are not here", allow_module_level=True)


@pytest.fixture
def papers(db: None) -> World:
    world = the_world()
    for code, path in PAPERS.items():
        loaded(world, code, path.name, path.read_bytes())
    return world


def test_technology_in_district_libraries_by_2030(papers: World) -> None:
    papers.answered("tay", 4, 4)
    papers.answered("dong", 3, 6)
    line = the_line(the_table(papers), DIGITAL, ["thu_vien_huyen"], 2030)
    assert planned(line) == {"tay": "70%", "dong": "100%"}
    assert line.conflict
    assert line.then is not None
    assert values(line.then.verdict.need, line.then.units, line.then.verdict.actual) == (15, 17, 7)


def test_growth_of_library_use(papers: World) -> None:
    line = the_line(the_table(papers), GROWTH, ["thu_vien_cong_cong"], 2030)
    assert planned(line) == {"tay": "10–15%/năm", "dong": "15–20%/năm"}
    assert line.conflict


def test_the_officer_sees_both_and_what_waits(papers: World) -> None:
    desk = SignedIn(papers.officer())
    page = text(desk.get(reverse("plans:merged", args=["hop"])))
    for words in ("70%", "100%", "10–15%/năm", "15–20%/năm", "15/17"):
        assert words in page
    waiting = desk.get(reverse("plans:merged_waiting", args=["hop"]))
    assert waiting.context["waiting"] > 50
    assert waiting.context["next_url"]
