"""Counts of another program: what a row says, what is refused, sent again, corrected and taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from densach.facts import actions
from densach.facts.actions import Imported
from densach.facts.models import Count, CountImport, CountRevision, Fact, Total
from densach.facts.replay import verify
from densach.facts.rows import CountRow, MissingColumns, UnreadableRows, from_csv, from_json
from densach.facts.rules import (
    AlreadyCounted,
    BadSourceKey,
    CorrectedByHand,
    CountedByService,
    EndedBefore,
    FutureCount,
    ImportTouched,
    ImportUndone,
    KeyOfAnotherCell,
    KeyTwice,
    NegativeQuantity,
    NotCountedHere,
    NotYetFounded,
    PartsBeyondTotal,
    PeriodOverlaps,
    TooManyRows,
)
from densach.kernel.actor import SYSTEM, VISITOR, Actor
from densach.kernel.errors import InvalidDate, InvalidNumber, InvalidPeriod, NotAllowed, Refusal
from densach.organisations import actions as register
from densach.organisations.models import Organisation
from densach.organisations.rules import UnknownOrganisation
from tests import cast
from tests.cast import NOW
from tests.facts.book import DAY, VISITS, correct, count, kept, record

HEAD = "key,organisation,measure,since,until,quantity,age=child,ethnic=minority\n"


def row(
    place: Organisation,
    quantity: int | dict[str, int] = 10,
    *,
    key: str = "k1",
    since: date = DAY,
    until: date | None = None,
    measure: str = VISITS,
    position: int = 1,
) -> CountRow:
    told = {"": quantity} if isinstance(quantity, int) else quantity
    return CountRow(position, key, place.code, measure, since, until or since, told)


def take_in(
    *rows: CountRow, actor: Actor = SYSTEM, dry_run: bool = False, all_or_none: bool = False
) -> Imported:
    return actions.import_counts(
        at=NOW, actor=actor, rows=rows, name="so-lieu.csv", dry_run=dry_run, all_or_none=all_or_none
    )


def refused(*rows: CountRow) -> list[type[Refusal]]:
    return [type(one.refusal) for one in take_in(*rows).rejected]


def batch_of(imported: Imported) -> CountImport:
    assert imported.batch is not None
    return imported.batch


@pytest.fixture
def province(db: None) -> cast.Province:
    return cast.the_province()


# reading ----------------------------------------------------------------------------------------------------


def test_csv_is_read_row_by_row() -> None:
    text = (
        HEAD
        + "a,tv-tinh,library.visits,2026-03-02,2026-03-02,12,5,\n\nb,tv-tinh,library.visits,02/03/2026,x,1,,\n"
    )
    first, second = from_csv("\ufeff" + text)
    day = date(2026, 3, 2)
    assert first == CountRow(1, "a", "tv-tinh", "library.visits", day, day, {"": 12, "age=child": 5})
    assert isinstance(second.refusal, InvalidDate)  # type: ignore[union-attr]  # the second row is a refused one
    assert second.position == 2


def test_vietnamese_names_of_columns_and_semicolons_are_understood() -> None:
    text = (
        "Mã nguồn;Đơn vị;Chỉ số;Từ ngày;Đến ngày;Số lượng\na;tv;library.visits;01/03/2026;31/03/2026;1.234\n"
    )
    (only,) = from_csv(text)
    assert only == CountRow(1, "a", "tv", VISITS, date(2026, 3, 1), date(2026, 3, 31), {"": 1234})


def test_a_table_without_its_columns_is_refused_as_a_whole() -> None:
    with pytest.raises(MissingColumns) as told:
        list(from_csv("key,measure\n1,2\n"))
    assert told.value.params["columns"] == "organisation, since, until, quantity"


@pytest.mark.parametrize("text", ["{", "{}", '"x"'])
def test_json_that_is_no_list_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(UnreadableRows):
        list(from_json(text))


@pytest.mark.parametrize("text", ["[" * 200_000, '[{"parts": ' * 100_000])
def test_json_that_is_nested_without_end_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadableRows):
        list(from_json(text))


def test_json_rows_are_read_or_told() -> None:
    one = '{"key": "a", "organisation": "tv", "measure": "m", "since": "2026-03-02", "until": "2026-03-02", '
    good, wrong, missing = from_json(
        f'[{one}"quantity": 3, "parts": {{"age=child": 1}}}}, {one}"quantity": 1.5}}, {{}}]'
    )
    assert isinstance(good, CountRow)
    assert good.quantities == {"": 3, "age=child": 1}
    assert not isinstance(wrong, CountRow)
    assert isinstance(wrong.refusal, InvalidNumber)
    assert not isinstance(missing, CountRow)
    assert isinstance(missing.refusal, MissingColumns)


# taking in --------------------------------------------------------------------------------------------------


def test_a_row_is_a_count_like_one_entered_by_hand(province: cast.Province) -> None:
    told = take_in(row(province.library, {"": 30, "age=child": 12}))
    assert (told.read, told.created, told.changed, told.unchanged, told.rejected) == (1, 1, 0, 0, ())
    made = Count.objects.get()
    assert (made.source_key, made.origin, made.revision) == ("k1", "import", 1)
    assert kept(province.library.pk) == {20260301: 30, 20260000: 30}
    assert kept(province.area.pk, kind="a", slice="age=child") == {20260301: 12, 20260000: 12}
    assert verify() == []


def test_the_same_sent_again_changes_nothing(province: cast.Province) -> None:
    take_in(row(province.library))
    facts = Fact.objects.count()
    again = take_in(row(province.library))
    assert (again.created, again.changed, again.unchanged, again.batch) == (0, 0, 1, None)
    assert Fact.objects.count() == facts


def test_another_number_under_the_same_key_is_a_correction(province: cast.Province) -> None:
    take_in(row(province.library, 10))
    assert take_in(row(province.library, 14)).changed == 1
    assert [(one.quantity, one.sign, one.revision) for one in Fact.objects.order_by("pk")] == [
        (10, 1, 1),
        (10, -1, 1),
        (14, 1, 2),
    ]
    assert kept(province.library.pk)[20260000] == 14
    assert verify() == []


def test_what_a_person_corrected_is_not_overruled(province: cast.Province) -> None:
    take_in(row(province.library, 10))
    correct(Count.objects.get(), 11)
    assert refused(row(province.library, 12)) == [CorrectedByHand]
    assert take_in(row(province.library, 11)).unchanged == 1


def test_a_dry_run_writes_nothing(province: cast.Province) -> None:
    told = take_in(row(province.library), dry_run=True)
    assert (told.created, told.batch, told.dry_run) == (1, None, True)
    assert not Count.objects.exists()
    assert not Fact.objects.exists()


def test_all_or_none_is_none_when_one_row_is_refused(province: cast.Province) -> None:
    rows = [row(province.library), row(province.museum, key="k2")]
    assert take_in(*rows, all_or_none=True).batch is None
    assert not Count.objects.exists()
    assert take_in(*rows).created == 1


def test_each_row_is_refused_for_its_own_reason(province: cast.Province) -> None:
    place, counted, served = province.library, DAY + timedelta(days=3), DAY + timedelta(days=4)
    count(place, 5, counted)
    record(place, "loan:1", on=served)
    wrong = {
        BadSourceKey: row(place, key=""),
        UnknownOrganisation: row(place)._replace(organisation="khong-co", key="a"),
        NegativeQuantity: row(place, -1, key="b"),
        PartsBeyondTotal: row(place, {"": 1, "age=child": 2}, key="c"),
        InvalidPeriod: row(place, key="d", since=DAY, until=DAY - timedelta(days=1)),
        FutureCount: row(place, key="e", since=NOW.date() + timedelta(days=1)),
        NotYetFounded: row(place, key="f", since=date(1900, 1, 1)),
        NotCountedHere: row(province.museum, key="g"),
        AlreadyCounted: row(place, key="h", since=counted),
        CountedByService: row(place, key="i", since=served),
        PeriodOverlaps: row(place, key="j", since=DAY, until=counted),
    }
    assert refused(*wrong.values()) == list(wrong)
    assert Count.objects.count() == 1


def test_rows_of_one_file_see_each_other(province: cast.Province) -> None:
    place = province.library
    rows = (row(place), row(place), row(place, key="k2"), row(place, key="k3", until=DAY + timedelta(days=1)))
    assert refused(*rows) == [KeyTwice, AlreadyCounted, PeriodOverlaps]


def test_a_key_stays_with_its_cell(province: cast.Province) -> None:
    take_in(row(province.library))
    assert refused(row(province.library, since=DAY + timedelta(days=1))) == [KeyOfAnotherCell]


def test_a_count_for_a_unit_that_had_ended_is_told_so(province: cast.Province) -> None:
    register.end(at=NOW, actor=SYSTEM, organisation=province.other_commune_library, last_day=DAY)
    late = row(province.other_commune_library, since=DAY + timedelta(days=1))
    assert refused(late) == [EndedBefore]
    assert refused(row(province.other_commune_library)) == []


def test_who_enters_nothing_imports_nothing(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        take_in(row(province.library), actor=VISITOR)


def test_a_unit_imports_for_itself_alone(province: cast.Province) -> None:
    head = cast.acting(cast.the_librarian(province))
    told = take_in(row(province.library), row(province.commune_library, key="k2"), actor=head)
    assert (told.created, [type(one.refusal) for one in told.rejected]) == (1, [NotAllowed])


def test_more_rows_than_one_import_takes_are_refused(
    province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("densach.facts.actions.importing.MOST_ROWS", 1)
    with pytest.raises(TooManyRows):
        take_in(row(province.library), row(province.library, key="k2"))


# taking back ------------------------------------------------------------------------------------------------


def test_a_whole_import_is_taken_back(province: cast.Province) -> None:
    first = take_in(row(province.library, 10))
    second = take_in(row(province.library, 12), row(province.commune_library, 7, key="k2"))
    actions.undo_import(at=NOW, actor=SYSTEM, batch=batch_of(second))
    assert kept(province.library.pk)[20260000] == 10
    assert kept(province.commune_library.pk)[20260000] == 0
    assert verify() == []
    actions.undo_import(at=NOW, actor=SYSTEM, batch=batch_of(first))
    assert kept(province.library.pk)[20260000] == 0
    assert verify() == []
    with pytest.raises(ImportUndone):
        actions.undo_import(at=NOW, actor=SYSTEM, batch=batch_of(first))


def test_what_was_taken_back_can_be_sent_again(province: cast.Province) -> None:
    actions.undo_import(at=NOW, actor=SYSTEM, batch=batch_of(take_in(row(province.library))))
    assert take_in(row(province.library)).created == 1
    assert verify() == []


def test_nothing_is_taken_back_where_somebody_has_corrected(province: cast.Province) -> None:
    told = take_in(row(province.library, 10), row(province.commune_library, 3, key="k2"))
    correct(Count.objects.get(source_key="k1"), 11)
    with pytest.raises(ImportTouched) as refusal:
        actions.undo_import(at=NOW, actor=SYSTEM, batch=batch_of(told))
    assert refusal.value.params == {"number": 1, "key": "k1"}
    assert kept(province.commune_library.pk)[20260000] == 3


# the same as by hand ----------------------------------------------------------------------------------------

spans = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
    lambda pair: (date(2025, 12, 1) + timedelta(pair[0]), date(2025, 12, 1) + timedelta(pair[0] + pair[1]))
)
entries = st.lists(
    st.tuples(st.integers(0, 3), spans, st.integers(-1, 60), st.integers(0, 40)), min_size=1, max_size=12
)


class AsByHand(TestCase):
    """Whatever is sent: the book holds what the same counts entered one by one would make of it."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.province = cast.the_province()

    province: cast.Province

    def rows(self, told: list[tuple[int, tuple[date, date], int, int]]) -> list[CountRow]:
        p = self.province
        places = [p.library, p.commune_library, p.other_commune_library, p.museum]
        return [
            row(
                places[place],
                {"": total, "age=child": children},
                key=f"k{number}",
                position=number + 1,
                since=span[0],
                until=span[1],
            )
            for number, (place, span, total, children) in enumerate(told)
        ]

    @given(entries)
    @settings(max_examples=25, deadline=None)
    def test_import_equals_entering_one_by_one(
        self, told: list[tuple[int, tuple[date, date], int, int]]
    ) -> None:
        rows = self.rows(told)
        imported = take_in(*rows)
        assert verify() == []
        by_import = _book()
        if imported.batch:
            actions.undo_import(at=NOW, actor=SYSTEM, batch=imported.batch)
        assert not any(Total.objects.values_list("quantity", flat=True))
        why = {one.position: type(one.refusal) for one in imported.rejected}
        by_hand = {}
        for number, one in enumerate(rows, start=1):
            try:
                actions.enter_count(
                    at=NOW,
                    actor=SYSTEM,
                    organisation=Organisation.objects.get(code=one.organisation),
                    measure=one.measure,
                    since=one.since,
                    until=one.until,
                    quantities=one.quantities,
                    origin="import",
                )
            except Refusal as refusal:
                by_hand[number] = type(refusal)
        assert _book() == by_import
        assert by_hand == why
        assert CountRevision.objects.filter(count__reversed=False).count() == imported.created


def _book() -> tuple[object, ...]:
    """The totals, and the counts that stand."""
    totals = Total.objects.exclude(quantity=0).order_by("unit_kind", "unit_id", "measure", "slice", "period")
    standing = Count.objects.filter(reversed=False).order_by("organisation_id", "since", "until")
    return (
        list(totals.values_list("unit_kind", "unit_id", "measure", "slice", "period", "quantity")),
        list(standing.values_list("organisation_id", "measure", "since", "until", "origin")),
    )
