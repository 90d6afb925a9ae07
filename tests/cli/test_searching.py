"""`densach search`: totals, hits, how long; one question or a file of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from densach.cli.arguments import parser
from densach.cli.errors import NoSuchFile
from densach.cli.searching import search
from tests import cast
from tests.services.search.shelf import the_shelf

pytestmark = pytest.mark.django_db


def asked(*words: str) -> object:
    options = parser().parse_args(["search", *words, "--json"])
    return json.loads(json.dumps(search(options)))


def test_a_question_gives_its_total_its_hits_and_a_time_for_each_repetition(province: cast.Province) -> None:
    the_shelf(province)
    told = asked("truyen kieu", "--repeat", "3", "--limit", "2")
    assert isinstance(told, dict)
    assert told["total"] == 3
    assert [hit["kind"] for hit in told["hits"]] == ["record", "record"]
    assert told["hits"][0]["title"] == "Truyện Kiều"
    assert len(told["milliseconds"]) == 3


def test_everything_has_institutions_too(province: cast.Province) -> None:
    the_shelf(province)
    told = asked("thu vien", "--in", "everything")
    assert isinstance(told, dict)
    assert province.library.code in [hit["id"] for hit in told["hits"] if hit["kind"] == "institution"]
    assert told["total"] == len(told["hits"])


def test_a_file_of_questions_gives_a_list(province: cast.Province, tmp_path: Path) -> None:
    the_shelf(province)
    file = tmp_path / "questions.txt"
    file.write_text('nguyễn du\n\n"một vé"\nxyz\n', encoding="utf-8")
    told = asked("--batch", str(file))
    assert isinstance(told, list)
    assert [one["total"] for one in told] == [3, 1, 0]
    with pytest.raises(NoSuchFile):
        asked("--batch", str(tmp_path / "none"))
