"""What is founded for a coming day is kept from the day it is written down, by whom it will stand in care of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.organisations import actions
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW, TODAY, Province, acting
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(province: Province) -> Organisation:
    return actions.found_point(
        at=NOW,
        actor=SYSTEM,
        name="Tủ sách Ấp 3",
        kind="reading_room",
        area=province.commune_area,
        since=max(TODAY, today(timezone.now())) + timedelta(days=60),
    )


def test_the_founder_goes_on_to_fill_in_what_begins_later(officer: User, coming: Organisation) -> None:
    client = SignedIn(officer)
    for name in ("organisation", "profile", "opening", "posts", "change", "rename", "end"):
        url = reverse(f"organisations:{name}", args=[coming.code])
        assert client.get(url).status_code == 200, name


def test_the_communes_own_officer_keeps_it_and_a_stranger_does_not(
    commune_officer: User, stranger: User, coming: Organisation
) -> None:
    assert acting(commune_officer).may("organisation.manage", coming)
    assert not acting(stranger).may("organisation.manage", coming)


def test_the_founding_for_a_coming_day_is_undone_by_whoever_did_it(
    officer: User, coming: Organisation
) -> None:
    act = coming.acts.get().act
    url = reverse("organisations:undo", args=[act.pk])
    assert SignedIn(officer).post(url, {"why": "Nhầm ngày"}).status_code == 302
    assert not Organisation.objects.filter(pk=coming.pk).exists()
