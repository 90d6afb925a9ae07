"""Numbers of ISO 2789 equal the counting book; ratios say what they are made of; periods end where they should."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from densach.facts import queries as book
from densach.kernel.period import Period
from densach.services.catalogue.actions.items import change_state
from densach.services.catalogue.models import ItemState
from densach.services.circulation import actions as desk
from densach.services.circulation.actions import visits
from densach.services.circulation.actions.undoing import undo_loan
from densach.services.circulation.models import Loan
from densach.services.statistics.queries import numbers
from densach.services.statistics.rules.ratios import RATIOS
from tests import cast
from tests.services.circulation.stock import a_reader
from tests.services.statistics.conftest import Store

pytestmark = pytest.mark.django_db
YEAR = Period.year(cast.TODAY.year)


def _used(store: Store, province: cast.Province) -> None:
    """Three loans, one renewal, one copy back, two visits, a use in the room, a new reader."""
    library, who = province.library, store.librarian
    a_reader(library, "Trần Văn Nam", card="TV-0002", born=date(2015, 1, 1), category="adult")
    soon = cast.TODAY + timedelta(days=2)
    first = desk.check_out(
        at=cast.NOW,
        actor=who,
        library=library,
        barcode="K1",
        card="TV-0001",
        due_on=soon,
        override="Sách cần gấp",
    )
    desk.check_out(at=cast.NOW, actor=who, library=library, barcode="K2", card="TV-0002")
    desk.renew(at=cast.NOW + timedelta(hours=1), actor=who, library=library, loan=first.loan)
    desk.check_in(at=cast.NOW + timedelta(hours=2), actor=who, library=library, barcode="K1")
    desk.check_out(at=cast.NOW + timedelta(hours=3), actor=who, library=library, barcode="K1", card="TV-0002")
    visits.tap(at=cast.NOW, actor=who, library=library, quantity=2)
    desk.use_in_room(at=cast.NOW, actor=who, library=library, barcode="K3")


def test_what_the_book_holds_is_what_the_page_says(store: Store, province: cast.Province) -> None:
    _used(store, province)
    library = province.library.pk
    own = numbers.figures_of(library, YEAR)
    for name, measure in numbers.COUNTED.items():
        total = book.totals_of_organisations(measure, [library], YEAR).get(library, 0)
        assert (own.get(name) or 0) == total, name
    assert (own["loans"], own["renewals"], own["visits"], own["in_room_uses"]) == (3, 1, 2, 1)
    assert own["loans"] == Loan.objects.filter(library=library, counted=True).count()
    assert own["loans_children"] == 2


def test_the_stock_is_what_was_held_at_the_end(store: Store, province: cast.Province) -> None:
    library = province.library.pk
    change_state(at=cast.NOW, actor=store.librarian, barcode="K5", state=ItemState.WITHDRAWN)
    now = numbers.figures_of(library, numbers.up_to(YEAR, cast.TODAY))
    assert (now["copies"], now["titles"], now["withdrawn"]) == (4, 1, 1)
    yesterday = Period(YEAR.start, cast.TODAY - timedelta(days=1))
    before = numbers.figures_of(library, yesterday)
    assert (before["copies"], before["withdrawn"]) == (5, 0)


def test_copies_that_came_later_are_not_held_against_the_stock(store: Store, province: cast.Province) -> None:
    _used(store, province)
    own = numbers.figures_of(province.library.pk, YEAR)
    assert (own["copies_before"], own["unused"]) == (5, 3)


def test_a_loan_undone_as_a_mistake_is_no_use(store: Store, province: cast.Province) -> None:
    lent = desk.check_out(
        at=cast.NOW, actor=store.librarian, library=province.library, barcode="K4", card="TV-0001"
    )
    before = numbers.figures_of(province.library.pk, YEAR)["unused"]
    undo_loan(at=cast.NOW, actor=store.librarian, library=province.library, loan=lent.loan)
    own = numbers.figures_of(province.library.pk, YEAR)
    assert (own["unused"] or 0) == (before or 0) + 1
    assert not own.get("loans")


def test_ratios_are_their_parts_divided(store: Store, province: cast.Province) -> None:
    _used(store, province)
    own = numbers.figures_of(province.library.pk, numbers.up_to(YEAR, cast.TODAY))
    ratios = numbers.ratios_of(own)
    assert ratios["turnover"] == Fraction(3, 5)
    assert ratios["loans_per_reader"] == Fraction(3, 2)
    assert ratios["unused"] == 60
    assert ratios["available"] == 60


def test_what_is_not_known_is_no_nought() -> None:
    ratios = {one.code: one.of({"loans": 5}) for one in RATIOS}
    assert set(ratios.values()) == {None}
    assert next(one for one in RATIOS if one.code == "turnover").of({"loans": 5, "copies": 0}) is None


def test_a_library_that_keeps_nothing_here_has_no_noughts(store: Store, province: cast.Province) -> None:
    own = numbers.numbers_of([province.commune_library.pk], YEAR)[province.commune_library.pk]
    assert [own.get(name) for name in ("copies", "loans", "readers", "visits")] == [None] * 4


def test_titles_that_two_libraries_hold_count_once(store: Store, province: cast.Province) -> None:
    from tests.services.circulation.stock import a_copy

    a_copy(store.item("K1").record, province.commune_library, "X1")
    ids = [province.library.pk, province.commune_library.pk]
    table = numbers.numbers_of(ids, YEAR)
    together = numbers.together(table, YEAR)
    assert [table[key]["titles"] for key in ids] == [1, 1]
    assert (together["titles"], together["copies"]) == (1, 6)


def test_queries_do_not_grow_with_the_libraries(
    store: Store, province: cast.Province, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as caught:
            numbers.numbers_of(ids, YEAR)
        return len(caught)

    one = asked([province.library.pk])
    assert asked([province.library.pk, province.commune_library.pk]) == one


def test_a_period_that_runs_is_looked_at_up_to_today() -> None:
    assert numbers.up_to(YEAR, date(YEAR.start.year, 3, 5)).end == date(YEAR.start.year, 3, 5)
    assert numbers.up_to(YEAR, YEAR.end + timedelta(days=1)) == YEAR
