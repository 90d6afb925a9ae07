"""An address that someone altered by hand answers as if the odd part were not there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from densach.facts.queries import record_url
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.plans import actions
from tests.cast import NOW, TODAY, Province, acting
from tests.facts.book import count
from tests.programme.plans import papers
from tests.stage import SignedIn

ODD = ["²", "9" * 40, "-1", "một"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("facts:home", "before"),
        ("workspace:journal", "before"),
        ("plans:list", "before"),
        ("plans:list", "sau"),
        ("reports:board", "tu"),
        ("capabilities:verifying", "after"),
        ("organisations:list", "after"),
        ("portal:libraries", "after"),
    ],
)
def test_an_odd_number_in_an_address_breaks_no_list(officer: User, name: str, query: str, odd: str) -> None:
    assert SignedIn(officer).get(reverse(name), {query: odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_key_behind_a_name_breaks_no_search(library: Organisation, officer: User, odd: str) -> None:
    address = reverse("organisations:list")
    assert SignedIn(officer).get(address, {"after": f"thu vien~{odd}"}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_place_or_revision_breaks_no_review(province: Province, officer: User, odd: str) -> None:
    plan = actions.load(
        at=NOW,
        actor=acting(officer),
        organisation=province.department,
        name="ke-hoach.txt",
        data=papers.TEXT.encode(),
        reader=papers.a_reading,
    )
    desk = SignedIn(officer)
    add = reverse("plans:add", args=[plan.code, "target"])
    assert desk.get(add, {"tu": odd, "den": "9"}).status_code == 200
    row = plan.targets.all()[0]
    accept = reverse("plans:decide", args=[plan.code, "target", row.pk, "accept"])
    assert desk.post(accept, {"revision": odd}).status_code == 302
    row.refresh_from_db()
    assert row.state == "proposed"


def test_the_record_behind_an_odd_source_is_none(library: Organisation, officer: User) -> None:
    entered = count(library, 3, TODAY, actor=acting(officer))
    assert record_url(f"count:{entered.pk}")
    assert record_url("count:²") is None
