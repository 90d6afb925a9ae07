"""A number was another one, or none at all: the book adds and never rubs out."""

from __future__ import annotations

from datetime import date

import pytest

from densach.facts import actions, queries
from densach.facts.models import Count, CountRevision, Fact
from densach.facts.replay import verify
from densach.facts.rules import AlreadyReversed, PartsBeyondTotal, SeenAnOldRevision
from densach.files.actions import Upload
from densach.files.models import StoredFile
from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW, acting
from tests.facts.book import DAY, STOCK, VISITS, YEAR, correct, count, kept, summed, take_back


def signed(entered: Count) -> list[tuple[str, int, int]]:
    rows = Fact.objects.filter(source=f"count:{entered.pk}").order_by("pk")
    return [(fact.slice, fact.revision, fact.sign * fact.quantity) for fact in rows]


def test_a_correction_adds_the_reversal_and_the_next_revision(library: Organisation) -> None:
    entered = count(library, 312)
    fixed = correct(entered, 321)
    assert signed(entered) == [("", 1, 312), ("", 1, -312), ("", 2, 321)]
    assert fixed.revision == 2
    assert summed(library, YEAR) == 321
    assert verify() == []


def test_a_correction_may_tell_other_parts_than_before(library: Organisation) -> None:
    entered = count(library, {"": 100, "age=child": 40})
    again = correct(entered, {"": 100, "sex=female": 55})
    correct(again, {"": 90, "age=child": 30})
    sums = [
        queries.totals_of_organisations(VISITS, [library.pk], YEAR, part).get(library.pk, 0)
        for part in ("", "age=child", "sex=female")
    ]
    assert sums == [90, 30, 0]
    assert verify() == []


def test_the_former_number_stays_in_the_history(librarian: User, library: Organisation) -> None:
    entered = count(library, 312)
    correct(entered, 321, actor=acting(librarian))
    told = CountRevision.objects.order_by("number").values_list("number", "quantities", "entered_by_name")
    assert list(told) == [(1, {"": 312}, SYSTEM.name), (2, {"": 321}, "Lê Thị Thư")]
    assert Entry.objects.filter(act="facts.count_corrected", actor_name="Lê Thị Thư").count() == 1


def test_someone_else_was_faster(librarian: User, library: Organisation) -> None:
    entered = count(library, 312)
    correct(entered, 321, actor=acting(librarian))
    with pytest.raises(SeenAnOldRevision) as refused:
        correct(entered, 300)
    assert refused.value.params["who"] == "Lê Thị Thư"
    with pytest.raises(SeenAnOldRevision):
        take_back(entered)
    assert summed(library, YEAR) == 321


def test_a_count_taken_back_frees_its_days(library: Organisation) -> None:
    entered = count(library, {"": 312, "age=child": 100})
    gone = take_back(entered)
    assert gone.reversed
    assert summed(library, YEAR) == 0
    assert queries.answered(VISITS, [library.pk], YEAR) == set()
    count(library, 298)
    assert summed(library, YEAR) == 298
    assert verify() == []


def test_taken_back_is_not_erased(library: Organisation) -> None:
    entered = count(library, 312)
    take_back(entered)
    assert signed(entered) == [("", 1, 312), ("", 1, -312)]
    assert CountRevision.objects.get(number=2).quantities is None
    assert CountRevision.objects.get(number=2).note == "nhầm"


@pytest.mark.parametrize("again", [take_back, lambda gone: correct(gone, 5)])
def test_what_was_taken_back_stays_so(library: Organisation, again: object) -> None:
    gone = take_back(count(library, 312))
    assert callable(again)
    with pytest.raises(AlreadyReversed):
        again(gone)


def test_a_refused_correction_changes_nothing(library: Organisation) -> None:
    entered = count(library, 312)
    with pytest.raises(PartsBeyondTotal):
        correct(entered, {"": 5, "age=child": 6})
    assert Count.objects.get().revision == 1
    assert kept(library.pk) == {20260301: 312, 20260000: 312}
    correct(entered, 5)


def test_strangers_neither_correct_nor_take_back(stranger: User, library: Organisation) -> None:
    entered = count(library, 312)
    with pytest.raises(NotAllowed):
        correct(entered, 1, actor=acting(stranger))
    with pytest.raises(NotAllowed):
        take_back(entered, actor=acting(stranger))


def test_a_corrected_reading_is_the_reading_and_a_reversed_one_gives_way(library: Organisation) -> None:
    first = count(library, 38_000, date(2025, 12, 31), measure=STOCK)
    second = count(library, 14_250, date(2026, 6, 30), measure=STOCK)
    second = correct(second, 41_250)
    on = date(2026, 7, 1)
    assert queries.readings_of_organisations(STOCK, [library.pk], on) == {library.pk: 41_250}
    take_back(second)
    assert queries.readings_of_organisations(STOCK, [library.pk], on) == {library.pk: 38_000}
    take_back(first)
    assert queries.readings_of_organisations(STOCK, [library.pk], on) == {}


def test_the_paper_is_kept_with_its_revision(librarian: User, library: Organisation) -> None:
    entered = count(library, 312)
    sheet = Upload("bien-ban.txt", "Biên bản kiểm đếm".encode())
    actions.correct_count(
        at=NOW, actor=acting(librarian), count=entered, seen_revision=1, quantities={"": 320}, evidence=sheet
    )
    newest, oldest = queries.revisions_of(Count.objects.get())
    assert newest.evidence is not None and oldest.evidence is None
    assert (newest.evidence.sha256, newest.evidence.organisation_code) == (sheet.sha256, library.code)


def test_a_correction_that_came_too_late_leaves_no_paper(librarian: User, library: Organisation) -> None:
    entered = count(library, 312)
    correct(entered, 320)
    with pytest.raises(SeenAnOldRevision):
        actions.correct_count(
            at=NOW, actor=acting(librarian), count=entered, seen_revision=1, quantities={"": 321},
            evidence=Upload("bien-ban.txt", b"321"),
        )  # fmt: skip
    assert not StoredFile.objects.exists()


def test_the_day_of_the_fact_is_the_last_day_of_its_count(library: Organisation) -> None:
    entered = count(library, 4000, date(2026, 3, 1), date(2026, 3, 31))
    correct(entered, 4100)
    assert set(Fact.objects.values_list("since", "on")) == {(date(2026, 3, 1), date(2026, 3, 31))}
    assert DAY not in Fact.objects.values_list("on", flat=True)
