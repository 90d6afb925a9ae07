"""A unit enters its own number for a day or a period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from densach.facts import actions, queries
from densach.facts.measures import UnknownMeasure
from densach.facts.models import Count, CountRevision, Fact
from densach.facts.origin import Origin
from densach.facts.rules import (
    LARGEST,
    AlreadyCounted,
    CountedByService,
    CrossesYears,
    EndedBefore,
    FutureCount,
    NegativeQuantity,
    NotCountedHere,
    NothingEntered,
    NotYetFounded,
    PartsBeyondTotal,
    PeriodOverlaps,
    TooManyAtOnce,
    UnknownSlice,
)
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.files.queries import place_of
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, Refusal
from densach.organisations import actions as organisations
from densach.organisations.models import Organisation
from densach.people.models import User
from tests import cast
from tests.cast import NOW, TODAY, acting
from tests.facts.book import DAY, STOCK, VISITS, YEAR, count, record, summed


def test_a_librarian_counts_a_day_of_the_own_library(librarian: User, library: Organisation) -> None:
    entered = count(library, 312, actor=acting(librarian))
    assert summed(library, YEAR) == 312
    assert (entered.since, entered.until, entered.revision) == (DAY, DAY, 1)
    assert entered.revisions.get().entered_by_name == "Lê Thị Thư"


def test_the_count_is_told_in_the_journal(librarian: User, library: Organisation) -> None:
    count(library, 312, actor=acting(librarian))
    entry = Entry.objects.get(act="facts.count_entered")
    assert (entry.actor_name, entry.organisation_code) == ("Lê Thị Thư", library.code)
    assert entry.params["quantity"] == 312


def test_nobody_counts_for_another_province(stranger: User, library: Organisation) -> None:
    with pytest.raises(NotAllowed):
        count(library, 5, actor=acting(stranger))


def test_a_citizen_counts_nothing(citizen: User, library: Organisation) -> None:
    with pytest.raises(NotAllowed):
        count(library, 5, actor=acting(citizen))


def test_a_leader_reads_and_does_not_count(leader: User, library: Organisation) -> None:
    with pytest.raises(NotAllowed):
        count(library, 5, actor=acting(leader))


def test_a_commune_officer_counts_for_the_units_of_the_commune_only(
    commune_officer: User, province: cast.Province
) -> None:
    count(province.commune_library, 5, actor=acting(commune_officer))
    with pytest.raises(NotAllowed):
        count(province.other_commune_library, 5, actor=acting(commune_officer))


def test_a_unit_cannot_count_the_same_day_twice(library: Organisation) -> None:
    count(library, 312)
    with pytest.raises(AlreadyCounted) as refused:
        count(library, 313)
    assert (refused.value.params["since"], refused.value.params["until"]) == (DAY, DAY)
    assert summed(library, YEAR) == 312


def test_the_database_itself_keeps_one_source_a_cell(library: Organisation) -> None:
    count(library, 312)
    with pytest.raises(IntegrityError), transaction.atomic():
        Count.objects.create(organisation=library, measure=VISITS, since=DAY, until=DAY)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 3, 1), date(2026, 3, 2)),
        (date(2026, 3, 5), date(2026, 4, 2)),
        (date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 1, 1), TODAY),
        (date(2026, 3, 10), date(2026, 3, 10)),
    ],
)
def test_days_inside_another_count_are_refused(library: Organisation, since: date, until: date) -> None:
    count(library, 4000, date(2026, 3, 2), date(2026, 3, 31))
    with pytest.raises(PeriodOverlaps) as refused:
        count(library, 9, since, until)
    assert refused.value.params["until"] == date(2026, 3, 31)


def test_days_that_touch_without_sharing_are_free(library: Organisation) -> None:
    count(library, 4000, date(2026, 3, 1), date(2026, 3, 31))
    count(library, 20, date(2026, 4, 1))
    count(library, 30, date(2026, 2, 28))
    assert summed(library, YEAR) == 4050


def test_another_unit_or_another_measure_may_count_the_same_days(province: cast.Province) -> None:
    count(province.library, 5)
    count(province.commune_library, 6)
    count(province.library, 7, measure="library.loans")
    assert Count.objects.count() == 3


def test_what_a_service_counts_is_not_entered_by_hand(library: Organisation) -> None:
    record(library, "loan:1")
    with pytest.raises(CountedByService):
        count(library, 300, date(2026, 3, 1), date(2026, 3, 31))
    count(library, 300, date(2026, 4, 1), date(2026, 4, 30))


def test_a_count_of_days_to_come_is_refused(library: Organisation) -> None:
    with pytest.raises(FutureCount):
        count(library, 3, TODAY + timedelta(days=1))
    count(library, 3, TODAY)


def test_a_museum_does_not_count_loans(museum: Organisation) -> None:
    with pytest.raises(NotCountedHere):
        count(museum, 3, measure="library.loans")


def test_an_ended_institution_counts_up_to_its_last_day(province: cast.Province) -> None:
    organisations.end(
        at=NOW,
        actor=SYSTEM,
        organisation=province.commune_library,
        last_day=date(2026, 3, 31),
        successor=province.library,
    )
    count(province.commune_library, 5, date(2026, 3, 31))
    with pytest.raises(EndedBefore) as refused:
        count(province.commune_library, 5, date(2026, 4, 1))
    assert refused.value.params["ended"] == date(2026, 3, 31)


def test_what_no_room_declared_is_not_counted(library: Organisation) -> None:
    with pytest.raises(UnknownMeasure):
        count(library, 3, measure="library.cats")


@pytest.mark.parametrize(
    ("quantities", "refusal"),
    [
        ({}, NothingEntered),
        ({"": -1}, NegativeQuantity),
        ({"": 5, "age=child": -1}, NegativeQuantity),
        ({"": LARGEST + 1}, TooManyAtOnce),
        ({"": 10, "age=child": 6, "age=adult": 5}, PartsBeyondTotal),
        ({"": 10, "age=dog": 1}, UnknownSlice),
        ({"": 10, "visitor=school": 1}, UnknownSlice),
        ({"": 10, "child": 1}, UnknownSlice),
        ({"": 10, "age=child;sex=female": 1}, UnknownSlice),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(
    library: Organisation, quantities: dict[str, int], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        count(library, quantities)
    assert not Count.objects.exists()
    assert not Fact.objects.exists()


def test_parts_may_tell_less_than_the_total_and_feed_their_own_slice_only(library: Organisation) -> None:
    count(library, {"": 100, "age=child": 40, "age=senior": 10, "ethnic=minority": 15})
    whole, child = (
        queries.totals_of_organisations(VISITS, [library.pk], YEAR, part) for part in ("", "age=child")
    )
    assert (whole, child) == ({library.pk: 100}, {library.pk: 40})
    assert queries.totals_of_organisations(VISITS, [library.pk], YEAR, "age=adult") == {}


def test_without_a_total_the_parts_make_it(library: Organisation) -> None:
    count(library, {"age=child": 40, "age=adult": 20, "ethnic=minority": 15})
    assert summed(library, YEAR) == 60


def test_nought_is_a_count_too(library: Organisation) -> None:
    count(library, 0)
    assert queries.answered(VISITS, [library.pk], YEAR) == {library.pk}


def test_a_reading_holds_until_the_next_one(library: Organisation) -> None:
    count(library, 38_000, date(2025, 12, 31), measure=STOCK)
    count(library, 41_250, date(2026, 6, 30), measure=STOCK)
    for on, reading in ((date(2026, 6, 29), 38_000), (date(2026, 6, 30), 41_250), (TODAY, 41_250)):
        assert queries.readings_of_organisations(STOCK, [library.pk], on) == {library.pk: reading}
    assert queries.readings_of_organisations(STOCK, [library.pk], date(2025, 12, 30)) == {}


def test_readings_of_periods_that_share_days_are_no_conflict(library: Organisation) -> None:
    count(library, 38_000, date(2026, 1, 1), date(2026, 6, 30), measure=STOCK)
    count(library, 39_000, date(2026, 6, 1), date(2026, 6, 30), measure=STOCK)
    with pytest.raises(AlreadyCounted):
        count(library, 39_500, date(2026, 6, 1), date(2026, 6, 30), measure=STOCK)


def test_a_note_too_long_for_the_book_leaves_nothing_behind(library: Organisation) -> None:
    with pytest.raises(ValidationError):
        actions.enter_count(
            at=NOW, actor=SYSTEM, organisation=library, measure=VISITS, since=DAY, until=DAY,
            quantities={"": 1}, note="x" * 501,
        )  # fmt: skip
    assert not Count.objects.exists() and not CountRevision.objects.exists()


def test_nothing_is_counted_before_the_first_day_of_a_unit(library: Organisation) -> None:
    for since, until in (
        (cast.FOUNDED - timedelta(days=1),) * 2,
        (cast.FOUNDED - timedelta(days=1), cast.FOUNDED),
    ):
        with pytest.raises(NotYetFounded) as caught:
            count(library, 5, since, until)
        assert caught.value.params["founded"] == cast.FOUNDED
    count(library, 5, cast.FOUNDED)
    with pytest.raises(NotYetFounded):
        count(library, 5, cast.FOUNDED - timedelta(days=1), origin=Origin.BASELINE)


def test_a_count_by_hand_lies_within_one_calendar_year(library: Organisation) -> None:
    for since, until in (
        (date(2025, 12, 31), date(2026, 1, 1)),
        (date(2025, 7, 1), date(2026, 10, 31)),
    ):
        with pytest.raises(CrossesYears):
            count(library, 5, since, until)
    assert not Count.objects.exists()
    count(library, 5, date(2026, 1, 1), date(2026, 10, 31))


@pytest.mark.parametrize("origin", [Origin.BASELINE, Origin.IMPORT])
def test_a_figure_of_an_older_paper_may_span_years(library: Organisation, origin: str) -> None:
    count(library, 5, date(2025, 7, 1), date(2026, 6, 30), origin=origin)
    assert summed(library, YEAR) == 5


def test_a_count_that_is_refused_leaves_no_paper(library: Organisation) -> None:
    paper = Upload("bang-ke.txt", "Bảng kê".encode())
    count(library, 5)
    with pytest.raises(AlreadyCounted):
        actions.enter_count(
            at=NOW, actor=SYSTEM, organisation=library, measure=VISITS, since=DAY, until=DAY,
            quantities={"": 6}, evidence=paper,
        )  # fmt: skip
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(place_of(paper.sha256))
