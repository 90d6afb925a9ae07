"""Counts of another program: tried, taken in, sent again, corrected, taken back."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from densach.facts import queries as facts
from densach.facts.models import Count, CountImport
from densach.kernel.period import Period
from densach.people.models import User
from tests import cast
from tests.exchange.machine import Machine, machine_of

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)


@pytest.fixture(autouse=True)
def _one_morning() -> object:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def machine(province: cast.Province, officer: User) -> Machine:
    return machine_of(officer, province.library, "librarian", only_reading=False)


def _row(province: cast.Province, month: int = 1, quantity: int = 100, **told: Any) -> dict[str, Any]:
    return {
        "key": f"tv-{month}",
        "organisation": province.library.code,
        "measure": "library.visits",
        "since": f"2026-{month:02d}-01",
        "until": f"2026-{month:02d}-28",
        "quantity": quantity,
        **told,
    }


def _total(province: cast.Province) -> int | None:
    key = province.library.pk
    return facts.totals_of_organisations("library.visits", [key], YEAR).get(key)


def test_rows_are_taken_in_and_told(machine: Machine, province: cast.Province) -> None:
    answer = machine.send([_row(province, 1), _row(province, 2, 50, parts={"age=child": 20})], name="Koha")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["read"], told["created"], told["changed"], told["unchanged"]) == (2, 2, 0, 0)
    assert told["rejected"] == []
    assert _total(province) == 150
    held = CountImport.objects.get(pk=told["import_id"])
    assert held.made_by_name.startswith("Phần mềm thử (")


def test_the_same_rows_sent_again_change_nothing(machine: Machine, province: cast.Province) -> None:
    rows = [_row(province, 1), _row(province, 2)]
    machine.send(rows)
    again = machine.send(rows)
    assert again.status_code == 200
    assert (again.json()["unchanged"], again.json()["import_id"]) == (2, None)
    assert _total(province) == 200
    assert Count.objects.count() == 2


def test_a_known_key_corrects_its_count(machine: Machine, province: cast.Province) -> None:
    machine.send([_row(province, 1, 100)])
    told = machine.send([_row(province, 1, 120)]).json()
    assert (told["created"], told["changed"]) == (0, 1)
    assert _total(province) == 120


def test_a_dry_run_writes_nothing(machine: Machine, province: cast.Province) -> None:
    answer = machine.send([_row(province, 1)], dry_run=1)
    assert answer.status_code == 200
    assert (answer.json()["created"], answer.json()["dry_run"]) == (1, True)
    assert not Count.objects.exists()


def test_a_bad_row_is_left_out_with_its_reason(machine: Machine, province: cast.Province) -> None:
    rows = [
        _row(province, 1),
        _row(province, 2, organisation=province.museum.code),
        _row(province, 3, measure="no.such"),
        {**_row(province, 4), "until": "2026-04-31"},
        "not a row",
    ]
    answer = machine.send(rows)
    assert answer.status_code == 201
    assert [one["position"] for one in answer.json()["rejected"]] == [2, 3, 4, 5]
    assert all(one["code"] and one["message"] for one in answer.json()["rejected"])
    assert _total(province) == 100


def test_all_or_none_keeps_the_others_out(machine: Machine, province: cast.Province) -> None:
    answer = machine.send([_row(province, 1), _row(province, 2, measure="no.such")], all_or_none=1)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "exchange.not_whole"
    assert answer.json()["rejected"][0]["position"] == 2
    assert not Count.objects.exists()


def test_csv_says_the_same(machine: Machine, province: cast.Province) -> None:
    text = (
        "key;organisation;measure;since;until;quantity;age=child\n"
        f"a-1;{province.library.code};library.visits;01/01/2026;31/01/2026;1.234;20\n"
    )
    answer = machine.send(text, "text/csv; charset=utf-8")
    assert answer.status_code == 201, answer.content
    assert _total(province) == 1234


def test_an_import_is_taken_back_once(machine: Machine, province: cast.Province) -> None:
    machine.send([_row(province, 1, 100)])
    second = machine.send([_row(province, 1, 120), _row(province, 2, 30)]).json()
    path = f"/counts/imports/{second['import_id']}"
    assert machine.delete(path).status_code == 200
    assert _total(province) == 100
    again = machine.delete(path)
    assert again.status_code == 409
    assert machine.told(path)["undone_by"]
    assert machine.every("/counts/imports")[0]["id"] == second["import_id"]


def test_a_stranger_cannot_see_or_take_back_an_import(
    machine: Machine, province: cast.Province, officer: User
) -> None:
    told = machine.send([_row(province, 1)]).json()
    stranger = cast.the_stranger(province)
    other = machine_of(
        stranger, stranger.memberships.get().organisation, "department_officer", only_reading=False
    )
    path = f"/counts/imports/{told['import_id']}"
    assert other.ask(path).status_code == 404
    # Nor does a token that the same officer made for another unit.
    beside = machine_of(officer, province.museum, "museum_keeper", only_reading=False)
    assert beside.delete(path).status_code == 404
    assert other.delete(path).status_code == 404
    assert other.every("/counts/imports") == []
    assert _total(province) == 100


def test_whoever_only_reads_takes_nothing_back(
    machine: Machine, province: cast.Province, officer: User
) -> None:
    told = machine.send([_row(province, 1)]).json()
    reader = machine_of(officer, province.library, "librarian")
    assert reader.told(f"/counts/imports/{told['import_id']}")["created"] == 1
    assert reader.delete(f"/counts/imports/{told['import_id']}").status_code == 403


def test_too_much_at_once_is_refused(
    machine: Machine, province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("densach.facts.actions.importing.MOST_ROWS", 2)
    answer = machine.send([_row(province, month) for month in range(1, 5)])
    assert answer.status_code == 413
    assert not Count.objects.exists()
    monkeypatch.setattr("densach.exchange.views.api.sending.LARGEST_BODY", 10)
    assert machine.send([_row(province, 1)]).json()["error"]["code"] == "exchange.body_too_large"


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ("{", "application/json", "facts.unreadable_rows"),
        ("{}", "application/json", "facts.unreadable_rows"),
        ("a,b\n1,2", "text/csv", "facts.missing_columns"),
        ("[]", "text/plain", "exchange.unknown_media"),
        ("[]", "application/xml", "exchange.unknown_media"),
        (b"\xff\xfe", "text/csv", "exchange.not_utf8"),
        ("[" * 5000, "application/json", "facts.unreadable_rows"),
    ],
)
def test_a_body_that_cannot_be_read_is_told_so(machine: Machine, body: Any, kind: str, code: str) -> None:
    answer = machine.send(body, kind)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code


def test_a_session_sends_in_nothing(province: cast.Province, officer: User, machine: Machine) -> None:
    machine.client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    without = Machine("", machine.client)
    assert without.send([_row(province, 1)]).status_code == 401
    assert not Count.objects.exists()
