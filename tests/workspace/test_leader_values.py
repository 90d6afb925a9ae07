"""The pieces of the leader's page that need no database: leagues, quarters and reasons."""

from __future__ import annotations

from django.utils import translation

from densach.ui.tilemap import HEATS
from densach.workspace.leader.areas import PlaceLine, Subject, Tally, _heat, _look, _ranked, _urgency
from densach.workspace.leader.trends import _begun


def test_equal_shares_have_the_same_place_and_the_next_one_is_passed_over() -> None:
    sums = {1: Tally(reached=5, lacking=5), 2: Tally(reached=1, lacking=1), 3: Tally(lacking=4), 4: Tally()}
    told = _ranked(sums, {1: "Một", 2: "Hai", 3: "Ba", 4: "Bốn"})
    assert [(one.name, one.place, one.shared) for one in told] == [
        ("Hai", 1, True),
        ("Một", 1, True),
        ("Ba", 3, False),
    ]
    assert [(one.reached, one.asked) for one in told] == [(1, 2), (5, 10), (0, 4)]


def test_a_place_where_nobody_is_asked_is_in_no_league() -> None:
    assert _ranked({1: Tally()}, {1: "Một"}) == []


def test_looks_tell_silence_from_a_no() -> None:
    looks = [_look(one) for one in (Tally(), Tally(2), Tally(1, 1), Tally(0, 1, 1), Tally(0, 0, 3))]
    assert looks == ["outside", "has", "part", "no", "unknown"]


def test_equal_amounts_look_alike_and_the_legend_holds_every_amount() -> None:
    amounts = {1: 10, 2: 10, 3: 20, 4: 400, 5: None}
    looks, legend = _heat(Subject("1", "Lượt", "lượt", {}, amounts), [1, 2, 3, 4, 5, 6])
    assert looks[1] == looks[2] == HEATS[0]
    assert looks[1] != looks[3] != looks[4]
    assert (looks[5], looks[6]) == ("unknown", "outside")
    assert {looks[key] for key in range(1, 7)} <= {one.code for one in legend}


def test_without_any_amount_no_quarter_is_drawn() -> None:
    looks, legend = _heat(Subject("1", "Lượt", "lượt", {}, {1: None}), [1])
    assert looks == {1: "unknown"}
    assert not set(HEATS) & {one.code for one in legend}


def test_a_line_that_begins_late_in_its_year_says_so() -> None:
    assert _begun("2025", [3, 5, 5]) == "2025"
    assert _begun("2025", [None] * 12) == "2025"
    with translation.override("vi"):
        assert _begun("2025", [None] * 6 + [4, 9]) == "2025 (có số từ tháng 7)"


def test_the_list_beside_the_map_is_put_in_the_order_of_what_is_asked() -> None:
    def line(key: int, tally: Tally) -> PlaceLine:
        return PlaceLine(key, "", "", tally, "", "", "")

    amounts = Subject("1", "Lượt", "lượt", {}, {1: 10, 2: None, 3: 0})
    assert sorted([4, 1, 2, 3], key=lambda key: _urgency(amounts, line(key, Tally()))) == [2, 3, 1, 4]
    tallies = {1: Tally(reached=2), 2: Tally(lacking=1, unknown=1)}
    shares = Subject("2", "Xã", "xã", tallies, {})
    assert sorted(tallies, key=lambda key: _urgency(shares, line(key, tallies[key]))) == [2, 1]
