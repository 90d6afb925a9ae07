"""A place chosen by writing its name, words of it, or the key that addresses carry."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from densach.people.models import User
from densach.programme.indicators.forms.places import PlaceField
from tests import cast
from tests.programme.indicators.test_screens import VISITS, count
from tests.stage import SignedIn


@pytest.fixture
def desk(officer: User) -> Client:
    return SignedIn(officer)


@pytest.fixture
def counted(province: cast.Province) -> cast.Province:
    count(province.library, 1234)
    count(province.commune_library, 66)
    return province


@pytest.mark.parametrize("written", ["{key}", "Xã An Tiến", "an tien", "tiến an"])
def test_a_place_is_found_by_its_name_by_words_of_it_and_by_its_key(
    desk: Client, counted: cast.Province, written: str
) -> None:
    asked = {"area": written.format(key=counted.commune_area.pk)}
    response = desk.get(reverse("indicators:indicator", args=[VISITS]), asked)
    assert response.context["year_text"] == "66"
    page = response.content.decode()
    assert '<option value="Xã An Tiến"></option>' in page
    if written == "{key}":
        assert 'value="Xã An Tiến"' in page.split("<datalist")[0]


def test_a_place_that_is_not_there_is_told_in_words_and_stays_written(
    desk: Client, counted: cast.Province
) -> None:
    page = desk.get(reverse("indicators:indicator", args=[VISITS]), {"area": "Hà Nội"})
    assert page.context["year_text"] == "1.300"
    told = page.content.decode()
    assert "Không có nơi nào tên “Hà Nội”" in told
    assert 'value="Hà Nội"' in told
    several = desk.get(reverse("indicators:indicator", args=[VISITS]), {"area": "xã"}).content.decode()
    assert "Nhiều nơi có “xã” trong tên" in several


def test_of_two_places_with_one_name_each_is_offered() -> None:
    field = PlaceField(required=False)
    field.offer([(1, "Tỉnh"), (2, "Xã Tân Lập"), (3, "Xã Tân Lập")])
    assert field.clean("Xã Tân Lập (3)") == 3
    assert field.clean("") is None
    with pytest.raises(ValidationError):
        field.clean("Xã Tân Lập")
