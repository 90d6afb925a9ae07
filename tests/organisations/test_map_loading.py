"""Loading the map: again, a newer one over an older one, and over names that were entered here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.map import MapRow, MapSuccession, TheMap, the_map
from densach.organisations.models import Area, AreaLineage, AreaVersion
from densach.organisations.rules import MapContradicts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SINCE = date(2025, 7, 1)
LATER = date(2027, 1, 1)


def a_row(code: str, name: str, level: str, parent: str, since: date = SINCE) -> MapRow:
    kind = {"nation": "nation", "province": "province", "commune": "rural_commune"}[level]
    return MapRow(code, parent, kind, level, "", name, since, None)


FIRST = TheMap(
    [
        a_row("nuoc", "Nước", "nation", ""),
        a_row("tinh", "Tỉnh Ba Vàm", "province", "nuoc"),
        a_row("xa-1", "Xã An Tiến", "commune", "tinh"),
        a_row("xa-2", "Xã Long Điền", "commune", "tinh"),
    ],
    [],
)


def load(rows: TheMap) -> int:
    return actions.load_map(at=NOW, actor=SYSTEM, rows=rows)


def ended(rows: TheMap, code: str, last: date) -> list[MapRow]:
    return [replace(row, valid_to=last) if row.code == code else row for row in rows.versions]


def test_the_whole_map_is_loaded_once_and_a_second_time_changes_nothing() -> None:
    assert load(the_map()) == 14_018
    assert AreaVersion.objects.count() == 14_139
    assert load(the_map()) == 0
    assert (Area.objects.count(), Entry.objects.count()) == (14_018, 1)


def test_a_newer_file_closes_what_ended_and_adds_what_is_new() -> None:
    load(FIRST)
    rows = ended(FIRST, "xa-2", date(2026, 12, 31))
    newer = TheMap(
        [*rows, a_row("xa-3", "Xã Long An", "commune", "tinh", LATER)],
        [MapSuccession("xa-2", "xa-3", LATER, "merge", 1)],
    )
    assert load(newer) == 1
    gone, new = (queries.area_by_code(code).pk for code in ("xa-2", "xa-3"))
    assert queries.area_timeline(gone)[-1].valid_to == date(2026, 12, 31)
    assert queries.whole_successor(gone, LATER) == new
    assert load(newer) == 0


def test_a_newer_file_may_move_a_commune_and_spell_it_otherwise() -> None:
    load(FIRST)
    rows = [replace(row, name="Xã An Tiến Đông") if row.code == "xa-1" else row for row in FIRST.versions]
    load(TheMap(rows, []))
    (version,) = queries.area_timeline(queries.area_by_code("xa-1").pk)
    assert (version.name, version.folded_name) == ("Xã An Tiến Đông", "xa an tien dong")


def test_what_was_before_joins_an_area_that_is_there_already() -> None:
    load(FIRST)
    older = replace(
        a_row("xa-1", "Xã An Tiến", "commune", "nuoc", date(2008, 8, 1)), valid_to=date(2025, 6, 30)
    )
    load(TheMap([older, *FIRST.versions], []))
    assert [v.valid_from for v in queries.area_timeline(queries.area_by_code("xa-1").pk)] == [
        date(2008, 8, 1),
        SINCE,
    ]


def test_a_name_entered_here_survives_the_next_loading() -> None:
    load(FIRST)
    province = queries.area_by_code("tinh")
    actions.rename_area(
        at=NOW, actor=SYSTEM, area=province, name="Thành phố Ba Vàm", kind="city", since=date(2026, 1, 1)
    )
    assert load(FIRST) == 0
    assert [v.name for v in queries.area_timeline(province.pk)] == ["Tỉnh Ba Vàm", "Thành phố Ba Vàm"]


def test_a_renamed_area_that_the_file_ends_later_ends_then() -> None:
    load(FIRST)
    commune = queries.area_by_code("xa-1")
    actions.rename_area(at=NOW, actor=SYSTEM, area=commune, name="Xã An Hòa", since=date(2026, 1, 1))
    load(TheMap(ended(FIRST, "xa-1", date(2026, 12, 31)), []))
    told = [(v.name, v.valid_to) for v in queries.area_timeline(commune.pk)]
    assert told == [("Xã An Tiến", date(2025, 12, 31)), ("Xã An Hòa", date(2026, 12, 31))]


def test_a_file_that_contradicts_what_was_entered_changes_nothing_at_all() -> None:
    load(FIRST)
    commune = queries.area_by_code("xa-1")
    actions.rename_area(at=NOW, actor=SYSTEM, area=commune, name="Xã An Hòa", since=LATER)
    rows = ended(FIRST, "xa-1", date(2026, 6, 30))
    newer = TheMap(
        [a_row("xa-9", "Xã Mới", "commune", "tinh"), *rows],
        [MapSuccession("xa-1", "xa-9", SINCE, "merge", 1)],
    )
    with pytest.raises(MapContradicts):
        load(newer)
    assert not Area.objects.filter(code="xa-9").exists()
    assert not AreaLineage.objects.exists()
    assert queries.area_timeline(commune.pk)[-1].valid_to is None
