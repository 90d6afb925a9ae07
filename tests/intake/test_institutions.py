"""A file of institutions: what becomes of each row, what is written, and that it can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from densach.intake import actions
from densach.organisations import queries
from densach.organisations.models import (
    ActPart,
    OrganisationVersion,
    Profile,
)
from tests.cast import NOW, Province
from tests.intake.sending import answers, row, send

pytestmark = pytest.mark.django_db


def test_a_dry_run_writes_nothing_into_the_register(province: Province) -> None:
    before = OrganisationVersion.objects.count()
    batch = send([row("Phòng đọc ấp Một"), row("Phòng đọc ấp Hai")], province.department)
    assert answers(batch) == ["new", "new"]
    assert OrganisationVersion.objects.count() == before


def test_a_new_institution_is_founded_as_if_entered_by_hand(province: Province) -> None:
    batch = send(
        [row("Phòng đọc ấp Một", phone="0294 1234", aliases="PĐ ấp Một; Tủ sách ấp Một")], province.department
    )
    assert actions.take_in(at=NOW, actor=acting_system(), batch=batch) == 1
    made = queries.by_code("phong-doc-ap-mot")
    version = queries.history(made)[0]
    assert (version.kind, version.level, version.area) == ("reading_room", "commune", province.commune_area)
    assert version.parent == province.commune_committee
    assert version.valid_from == date(2026, 3, 1)
    assert sorted(queries.aliases_of(made)) == ["PĐ ấp Một", "Tủ sách ấp Một"]
    assert Profile.objects.get(organisation=made).phone == "0294 1234"
    part = ActPart.objects.get(organisation=made)
    assert (part.founded, part.opened, part.act.kind) == (True, version, "found")


def acting_system() -> Any:
    from densach.kernel.actor import SYSTEM

    return SYSTEM
