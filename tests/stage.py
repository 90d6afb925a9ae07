"""Fixtures of the cast, under the names of the people and places."""

from __future__ import annotations

import pytest
from django.test import Client

from densach.organisations.models import Organisation
from densach.people.models import User
from tests import cast


@pytest.fixture
def province(db: None) -> cast.Province:
    return cast.the_province()


@pytest.fixture
def department(province: cast.Province) -> Organisation:
    return province.department


@pytest.fixture
def library(province: cast.Province) -> Organisation:
    return province.library


@pytest.fixture
def museum(province: cast.Province) -> Organisation:
    return province.museum


@pytest.fixture
def culture_centre(province: cast.Province) -> Organisation:
    return province.culture_centre


@pytest.fixture
def commune_committee(province: cast.Province) -> Organisation:
    return province.commune_committee


@pytest.fixture
def commune_library(province: cast.Province) -> Organisation:
    return province.commune_library


@pytest.fixture
def commune_centre(province: cast.Province) -> Organisation:
    return province.commune_centre


@pytest.fixture
def officer(province: cast.Province) -> User:
    return cast.the_officer(province)


@pytest.fixture
def leader(province: cast.Province) -> User:
    return cast.the_leader(province)


@pytest.fixture
def librarian(province: cast.Province) -> User:
    return cast.the_librarian(province)


@pytest.fixture
def museum_keeper(province: cast.Province) -> User:
    return cast.the_museum_keeper(province)


@pytest.fixture
def culture_head(province: cast.Province) -> User:
    return cast.the_culture_head(province)


@pytest.fixture
def commune_officer(province: cast.Province) -> User:
    return cast.the_commune_officer(province)


@pytest.fixture
def administrator(province: cast.Province) -> User:
    return cast.the_administrator(province)


@pytest.fixture
def stranger(province: cast.Province) -> User:
    return cast.the_stranger(province)


@pytest.fixture
def citizen(province: cast.Province) -> User:
    return cast.the_citizen()


class SignedIn(Client):
    """A browser in which someone is signed in."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


@pytest.fixture
def sign_in() -> type[SignedIn]:
    """`sign_in(officer).get(url)`"""
    return SignedIn
