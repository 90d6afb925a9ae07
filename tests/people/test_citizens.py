"""A reader's account in the staff file: nobody's to see or keep, and never cut loose."""

from __future__ import annotations

import pytest

from densach.kernel.actor import SYSTEM
from densach.people.actions import persons
from densach.people.models import User
from densach.people.queries import persons as queries
from densach.people.rules.staffing import VIEW, NoSuchPerson, OnlyTie, PersonData
from tests.cast import NOW, TODAY, acting


def test_the_only_tie_of_a_person_is_not_cut(citizen: User) -> None:
    person = persons.own_person(at=NOW, user=citizen)
    with pytest.raises(OnlyTie):
        persons.untie_account(at=NOW, actor=SYSTEM, person=person)


def test_a_citizen_is_in_nobodys_staff_file(citizen: User, head: User, officer: User, stranger: User) -> None:
    person = persons.own_person(at=NOW, user=citizen)
    for actor in (head, officer, stranger):
        assert not queries.persons_for(acting(actor), VIEW, TODAY).filter(pk=person.pk).exists()
        with pytest.raises(NoSuchPerson):
            persons.change_person(
                at=NOW, actor=acting(actor), person=person, data=PersonData(name="Tên Khác")
            )
