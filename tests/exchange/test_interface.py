"""The description of the interface, its pages, tags, and questions that make no sense."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import validate

from densach.exchange.views.api import api
from densach.people.models import User
from tests import cast
from tests.exchange.machine import Machine, machine_of
from tests.programme.reports import scene as scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_morning() -> object:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def machine(province: cast.Province, officer: User) -> Machine:
    return machine_of(officer, province.department, "department_officer", only_reading=False)


def _schema() -> dict[str, Any]:
    told: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return told


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, told)
        for path, methods in _schema()["paths"].items()
        for method, told in methods.items()
    ]


def test_the_description_is_open_and_tells_every_route() -> None:
    routes = {
        re.sub(r"{[^}:]+:", "{", f"/api/v1{path}")
        for router in api._get_bound_routers()
        for path in router.path_operations
    }
    schema = _schema()
    assert schema["openapi"].startswith("3.")
    assert set(schema["paths"]) == routes
    assert len(routes) >= 40


def test_every_answer_is_described_with_an_example() -> None:
    for path, method, told in _operations():
        assert told["summary"] and told["description"] and told["operationId"], path
        for status, answer in told["responses"].items():
            content = answer["content"]["application/json"]
            assert content["schema"], (path, method, status)
            assert "example" in content, (path, method, status)
        assert {"401", "404", "422", "429"} <= set(told["responses"]), path
        assert told["security"], path
        given = {one["name"] for one in told.get("parameters", ()) if one["in"] == "path"}
        assert given == set(re.findall(r"{(\w+)}", path)), path


def test_every_reference_of_the_description_leads_somewhere() -> None:
    schema = _schema()
    text = json.dumps(schema)
    for name in re.findall(r'"#/components/schemas/([^"]+)"', text):
        assert name in schema["components"]["schemas"], name
    ids = [told["operationId"] for _path, _method, told in _operations()]
    assert len(ids) == len(set(ids))


def test_examples_are_of_the_shape_that_is_described() -> None:
    schema = _schema()
    for path, _method, told in _operations():
        for status, answer in told["responses"].items():
            media = answer["content"]["application/json"]
            shape = {**media["schema"], "components": schema["components"]}
            validate(media["example"], shape)
            assert media["example"], (path, status)


def test_the_page_of_the_description_loads_nothing_from_elsewhere() -> None:
    answer = Client().get("/api/v1/")
    assert answer.status_code == 200
    html = answer.content.decode()
    for path, _method, told in _operations():
        assert path in html
        assert told["operationId"] in html
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)
    assert "<script>" not in html


def test_pages_go_on_by_key_whatever_is_entered_meanwhile(machine: Machine, province: cast.Province) -> None:
    from datetime import date

    for month in range(1, 7):
        scenes.count(province.library, "library.visits", date(2026, month, 1), date(2026, month, 20), month)
    first = machine.told("/counts", organisation=province.library.code, limit=2)
    scenes.count(province.library, "library.visits", date(2026, 7, 1), date(2026, 7, 20), 7)
    found = [one["id"] for one in first["results"]]
    following = first["next"]
    while following:
        told = machine.client.get(following, headers=machine._headers()).json()
        found += [one["id"] for one in told["results"]]
        following = told["next"]
    assert len(found) == len(set(found)) == 6
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("path", ["/areas", "/organisations", "/indicators", "/capabilities", "/measures"])
def test_small_pages_tell_the_same_as_one_large(machine: Machine, path: str) -> None:
    whole = machine.told(path, limit=500)
    assert whole["next"] is None
    assert machine.every(path, limit=3) == whole["results"]


def test_an_unchanged_answer_is_not_sent_again(machine: Machine) -> None:
    first = machine.ask("/areas")
    headers = {"Authorization": f"Bearer {machine.spelt}", "If-None-Match": first["ETag"]}
    again = machine.client.get("/api/v1/areas", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    other = machine.client.get("/api/v1/measures", headers=headers)
    assert other.status_code == 200
    assert "Access-Control-Allow-Origin" not in first


def test_the_head_of_an_answer_is_told_like_the_answer(machine: Machine) -> None:
    headers = {"Authorization": f"Bearer {machine.spelt}"}
    whole = machine.ask("/areas")
    head = machine.client.head("/api/v1/areas", headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Type"]) == (whole["ETag"], whole["Content-Type"])
    unchanged = machine.client.head("/api/v1/areas", headers={**headers, "If-None-Match": head["ETag"]})
    assert unchanged.status_code == 304
    assert machine.client.head("/api/v1/areas/khong-co", headers=headers).status_code == 404
    assert machine.client.head("/api/v1/areas").status_code == 401
    refused = machine.client.delete("/api/v1/areas", headers=headers)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


def test_refusals_are_told_in_the_language_asked_for(machine: Machine) -> None:
    def told(language: str) -> str:
        headers = {"Authorization": f"Bearer {machine.spelt}", "Accept-Language": language}
        message: str = machine.client.get("/api/v1/areas/khong-co", headers=headers).json()["error"][
            "message"
        ]
        return message

    assert told("en") != told("vi")


def test_a_figure_says_what_the_book_says(machine: Machine, province: cast.Province) -> None:
    from datetime import date

    scenes.count(province.library, "library.visits", date(2026, 3, 1), date(2026, 3, 31), 40)
    scenes.count(province.commune_library, "library.visits", date(2026, 4, 1), date(2026, 4, 30), 2)
    value = machine.told("/indicators/tv.luot_ban_doc/value", area=province.area.code, period="2026")
    assert value["numerator"] == 42
    assert sum(part["numerator"] or 0 for part in value["parts"]) == 42
    span = {"since": "2026-01-01", "until": "2026-06-30", "measure": "library.visits"}
    totals = machine.told("/totals", area=province.area.code, **span)["results"]
    assert [one["quantity"] for one in totals] == [None, None, 40, 2, None, None]
    of_library = machine.told("/totals", organisation=province.library.code, by="quarter", **span)["results"]
    assert [one["quantity"] for one in of_library] == [40, None]
    rows = machine.every("/facts", organisation=province.library.code, **span)
    assert sum(row["quantity"] for row in rows) == 40


# questions that make no sense ------------------------------------------------------------------------------

_WORD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "1e99", "9" * 40, "nan", "null", "2026-02-30", "0001-01-01", "9999-12-31", "2026", "2026-A",
         "2026..", "2026-12-31..2026-01-01", "now", "%00", "'; --", "../..", "ế", "\x00", "true", "[]"]
    ),
)  # fmt: skip
_ASKED = [(path, told) for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
          if (told := methods.get("get"))]  # fmt: skip


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_question_breaks_the_door(machine: Machine, province: cast.Province, data: st.DataObject) -> None:
    path, told = data.draw(st.sampled_from(_ASKED))
    known = {
        "code": [province.library.code, province.area.code, "tv.luot_ban_doc", "library.lifelong_service"],
        "organisation": [province.library.code],
        "measure": ["library.visits", "library.staff"],
        "area": [province.area.code],
        "pk": ["1"],
        "kind": ["visits", "reviews"],
        "since": ["2026-01-01"],
        "until": ["2026-12-31"],
    }
    query = {}
    for parameter in told.get("parameters", ()):
        name = parameter["name"]
        if parameter["in"] == "path":
            value = data.draw(st.one_of(st.sampled_from(known[name]), st.sampled_from(["x", "0", "9" * 25])))
            path = path.replace(f"{{{name}}}", value)
        elif parameter["required"] or data.draw(st.booleans()):
            query[name] = data.draw(st.one_of(st.sampled_from(known.get(name, ["1"])), _WORD))
    answer = machine.client.get(path, query, headers=machine._headers())
    assert answer.status_code in {200, 403, 404, 409, 422}, (path, query, answer.status_code)
    if answer.status_code != 200 and answer["Content-Type"].startswith("application/json"):
        assert set(answer.json()["error"]) == {"code", "message"}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(
                    ["key", "organisation", "measure", "since", "until", "quantity", "parts", "age=child"]
                ),
                inner,
                max_size=7,
            ),
        ),
        max_leaves=30,
    )
)
def test_no_rows_break_the_door(machine: Machine, rows: Any) -> None:
    answer = machine.send(rows)
    assert answer.status_code in {200, 422}, answer.content
