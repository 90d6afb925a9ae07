"""Two provinces' papers of our own words, from file to the page of today's province: runs anywhere."""

from __future__ import annotations

import pytest

from densach.demo.merged_paper import TRA_VINH, VINH_LONG, paper_docx
from tests.programme.plans.merged.accepting import DIGITAL, GROWTH, loaded, planned, the_line, the_table
from tests.programme.plans.merged.world import World, the_world, values


@pytest.fixture
def papers(db: None) -> World:
    world = the_world()
    for code, paper in (("tay", VINH_LONG), ("dong", TRA_VINH)):
        loaded(world, code, paper.file_name, paper_docx(paper))
    return world


def test_district_libraries_are_asked_for_seventy_percent_and_for_all(papers: World) -> None:
    papers.answered("tay", 4, 4)
    papers.answered("dong", 3, 6)
    line = the_line(the_table(papers), DIGITAL, ["thu_vien_huyen"], 2030)
    assert planned(line) == {"tay": "70%", "dong": "100%"}
    assert line.conflict
    assert line.then is not None
    assert values(line.then.verdict.need, line.then.units, line.then.verdict.actual) == (15, 17, 7)


def test_growth_of_ten_to_fifteen_and_of_fifteen_to_twenty_percent(papers: World) -> None:
    line = the_line(the_table(papers), GROWTH, ["thu_vien_cong_cong"], 2030)
    assert planned(line) == {"tay": "10–15%/năm", "dong": "15–20%/năm"}
    assert line.conflict
    assert line.now is not None
    assert line.now.growth is not None
    low, high = line.now.growth
    assert 0.10 < low < 0.15 < high < 0.20
