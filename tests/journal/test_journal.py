"""The journal: written in words, read by place, person, part and day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from densach.journal import actions, queries
from densach.journal.queries import Wanted
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW, acting


@pytest.fixture
def written(library: Organisation, museum: Organisation, librarian: User) -> None:
    """Three lines on three days, after all that made the cast."""
    actor = acting(librarian)
    for number, place in enumerate((library, museum, library)):
        actions.write(
            at=NOW + timedelta(days=number),
            actor=actor if number else SYSTEM,
            act="organisations.changed",
            organisation=place,
            subject=f"organisation:{place.code}",
            name=f"Cơ sở {number}",
            since=date(2026, 2, 5),
        )


def words(wanted: Wanted, **more: int) -> list[str]:
    return [line.words for line in queries.lines(wanted, **more)]


def test_a_line_is_told_in_the_reader_s_words_and_days(written: None) -> None:
    wanted = Wanted(
        organisations=["bt-ba-vam"], subject="organisation:bt-ba-vam", first_day=date(2026, 11, 21)
    )
    with translation.override("vi"):
        assert words(wanted) == ["thay đổi thông tin của Cơ sở 1 trong danh bạ, từ ngày 05/02/2026"]
    with translation.override("en"):
        assert words(wanted) == ["changed Cơ sở 1 in the register from 5 February 2026 on"]


def test_the_newest_line_comes_first_and_pages_go_by_key(written: None) -> None:
    wanted = Wanted(organisations=["tv-ba-vam"], room="organisations", first_day=date(2026, 11, 20))
    first = queries.lines(wanted, limit=1)
    assert "Cơ sở 2" in first[0].words
    following = queries.lines(wanted, before_id=first[0].id, limit=1)
    assert "Cơ sở 0" in following[0].words


def test_days_are_those_of_viet_nam_and_both_ends_count(written: None) -> None:
    wanted = Wanted(
        subject="organisation:tv-ba-vam", first_day=date(2026, 11, 22), last_day=date(2026, 11, 22)
    )
    assert len(words(wanted)) == 1


def test_a_person_is_found_without_accents(written: None, librarian: User) -> None:
    lines = queries.lines(Wanted(who="le thi thu", room="organisations"))
    assert {line.actor_name for line in lines} == {librarian.name}
    assert len(lines) == 2
    assert queries.lines(Wanted(who="khong ai ca")) == []


def test_a_part_of_the_house_is_asked_for_alone(written: None) -> None:
    assert {line.act.split(".")[0] for line in queries.lines(Wanted(room="people"))} == {"people"}


def test_a_line_outlives_its_sentence(db: None) -> None:
    actions.write(at=NOW, actor=SYSTEM, act="gone.act", thing="kèn")
    assert words(Wanted(room="gone")) == ["gone.act"]


def test_the_mark_moves_with_every_line(db: None) -> None:
    before, state = queries.mark(), queries.state()
    assert queries.state() == state
    actions.write(at=NOW, actor=SYSTEM, act="people.account_opened", name="Ai")
    assert queries.mark() > before
    assert queries.state() != state
