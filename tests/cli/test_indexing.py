"""`densach index`: says whether all records are found, and lays the index anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from densach.cli.arguments import parser
from densach.cli.indexing import index
from densach.cli.installation import renew_index
from densach.services.catalogue.models import Finding, LaidIndex
from densach.services.catalogue.queries.indexing import problems
from tests import cast
from tests.cli.conftest import densach
from tests.services.search.shelf import the_shelf, titles


def asked(*words: str) -> dict[str, object]:
    return index(parser().parse_args(["index", *words, "--json"]))


@pytest.mark.django_db
def test_an_index_that_lost_records_is_told_and_laid_anew(province: cast.Province) -> None:
    shelf = the_shelf(province)
    Finding.objects.filter(record=shelf["Truyện Kiều"]).delete()
    told = asked()
    assert (told["ok"], told["found"], told["records"]) == (False, len(shelf) - 1, len(shelf))
    told = asked("--anew")
    assert (told["ok"], told["found"]) == (True, len(shelf))
    assert "Truyện Kiều" in titles("truyen kieu")


@pytest.mark.django_db
def test_a_newer_house_lays_an_older_index_anew_when_it_opens(province: cast.Province) -> None:
    the_shelf(province)
    LaidIndex.objects.all().delete()
    assert problems()
    renew_index()
    assert problems() == []


def test_the_command_answers_as_a_script_expects(data: Path) -> None:
    answer = densach(data, "index", "--anew", "--json")
    assert (answer.code, answer.told["ok"], answer.told["records"]) == (0, True, 0)
    assert densach(data, "verify", "--json").told == {"ok": True, "problems": []}
