"""Whatever is done to the register, in any order: the past adds up, the tree stays a tree, undoing gives it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from densach.facts import actions as facts
from densach.facts import queries as book
from densach.facts import replay
from densach.facts.models import Fact
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.organisations import actions, queries
from densach.organisations.effects import DependedOn
from densach.organisations.models import (
    ActState,
    Organisation,
    OrganisationLineage,
    OrganisationVersion,
    RegisterAct,
)
from densach.organisations.planned import NewOne
from densach.organisations.rules import NewVersion
from tests.cast import FOUNDED, NOW, Province

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
VISITS = "library.visits"
YEAR = Period(date(2020, 1, 1), date(2026, 12, 31))

number = st.integers(0, 6)
deed = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            ["rename", "move", "merge", "merge_here", "split", "give_off", "end", "count"]
        ),
        "first": number,
        "second": number,
        "undo": st.booleans(),
    }
)
RELAXED = settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Undo(Exception):
    """The example is over: what it wrote goes."""


def libraries(on: date) -> list[Organisation]:
    found = [one.id for one in queries.alive(on, kinds=("public_library",))]
    return list(Organisation.objects.filter(pk__in=found).order_by("code"))


def new(code: str) -> NewOne:
    return NewOne(code, f"Thư viện {code}", "public_library", "commune", "ba-vam.an-tien", "ubnd-an-tien")


def do(told: dict[str, Any], step: int) -> None:
    """One deed, a day later than the one before; what is refused is refused."""
    on = START + timedelta(days=3 * step)
    at = NOW + timedelta(minutes=step)
    known = libraries(on)
    if not known:
        return
    one, other = known[told["first"] % len(known)], known[told["second"] % len(known)]
    base: dict[str, Any] = {"at": at, "actor": SYSTEM}
    deeds: dict[str, Callable[[], object]] = {
        "rename": lambda: actions.change(
            **base, organisation=one, new=NewVersion(since=on, name=f"Thư viện số {step}")
        ),
        "move": lambda: actions.change(
            **base,
            organisation=one,
            new=NewVersion(since=on, area_code="ba-vam.long-dien", parent_code="ubnd-long-dien"),
        ),
        "merge": lambda: actions.merge(**base, predecessors=[one, other], successor=new(f"m{step}"), on=on),
        "merge_here": lambda: actions.merge(**base, predecessors=[one], successor=other, on=on),
        "split": lambda: actions.split(
            **base, predecessor=one, successors=[new(f"a{step}"), new(f"b{step}")], on=on, goes_on=False
        ),
        "give_off": lambda: actions.split(
            **base, predecessor=one, successors=[new(f"g{step}")], on=on, goes_on=True
        ),
        "end": lambda: actions.end(**base, organisation=one, last_day=on - timedelta(days=1)),
        "count": lambda: facts.enter_count(
            **base,
            organisation=one,
            measure=VISITS,
            since=on,
            until=on,
            quantities={"": 1 + step},
        ),
    }
    try:
        with transaction.atomic():
            deeds[told["kind"]]()
    except Refusal:
        return
    if told["undo"] and told["kind"] != "count":
        act = RegisterAct.objects.latest("pk")
        if act.state == ActState.DONE and act.on == on:
            actions.undo(at=at, actor=SYSTEM, act=act, why="thử")


def everything() -> list[list[tuple[Any, ...]]]:
    tables = (Organisation, OrganisationVersion, OrganisationLineage)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def in_an_example(work: Callable[[], None]) -> None:
    """Examples share one database: each is rolled back."""
    try:
        with transaction.atomic():
            work()
            raise Undo
    except Undo:
        pass


def heirless() -> set[int]:
    """Those that are no more and whose past is nobody's alone."""
    ended = set(
        OrganisationVersion.objects.filter(valid_to__isnull=False).values_list("organisation_id", flat=True)
    )
    ended -= set(
        OrganisationVersion.objects.filter(valid_to__isnull=True).values_list("organisation_id", flat=True)
    )
    whole = OrganisationLineage.objects.filter(successor__isnull=False).exclude(kind="split")
    return ended - set(whole.values_list("predecessor_id", flat=True))


def check_totals() -> None:
    """As it is now, every fact is read with exactly one living unit, or with one whose line ended."""
    present = libraries(START + timedelta(days=200))
    families = [set(queries.as_now_organisation_ids(one)) for one in present]
    families += [set(queries.as_now_organisation_ids(key)) for key in heirless()]
    read = [sum(book.totals_of_organisations(VISITS, family, YEAR).values()) for family in families]
    everyone = list(Organisation.objects.values_list("pk", flat=True))
    as_was = sum(book.totals_of_organisations(VISITS, everyone, YEAR).values())
    assert sum(read) == as_was
    nation = queries.area_by_code("viet-nam")
    assert book.total_of_areas(VISITS, [nation.pk], YEAR) == as_was
    assert replay.verify() == []


def check_versions() -> None:
    """The versions of one organisation follow each other day on day, and only the last one is open."""
    spans: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = OrganisationVersion.objects.order_by("valid_from")
    for key, first, last in rows.values_list("organisation_id", "valid_from", "valid_to"):
        spans[key].append((first, last))
    for told in spans.values():
        for (_first, last), (following, _last) in pairwise(told):
            assert last is not None
            assert following == last + timedelta(days=1)


def check_acyclic() -> None:
    """Nobody is its own forebear, and nobody stands under itself or under one that is gone."""
    later: defaultdict[int, set[int]] = defaultdict(set)
    for before, after in OrganisationLineage.objects.filter(successor__isnull=False).values_list(
        "predecessor_id", "successor_id"
    ):
        later[before or 0].add(after or 0)
    for root in list(later):
        seen: set[int] = set()
        frontier = set(later[root])
        while frontier:
            seen |= frontier
            frontier = {after for key in frontier for after in later.get(key, ())} - seen
        assert root not in seen
    for on in (FOUNDED, START + timedelta(days=200)):
        alive = {one.id: one.parent_id for one in queries.alive(on)}
        for key in alive:
            above, passed = alive[key], {key}
            while above is not None:
                assert above in alive
                assert above not in passed
                passed.add(above)
                above = alive[above]


@given(st.lists(deed, min_size=1, max_size=8))
@RELAXED
def test_after_any_acts_the_past_adds_up(province: Province, deeds: list[dict[str, Any]]) -> None:
    def work() -> None:
        for index, one in enumerate((province.library, province.commune_library)):
            facts.enter_count(
                at=NOW,
                actor=SYSTEM,
                organisation=one,
                measure=VISITS,
                since=date(2025, 5, 1),
                until=date(2025, 5, 1),
                quantities={"": 100 * (index + 1)},
            )
        for step, told in enumerate(deeds, start=1):
            do(told, step)
        counts = sum(1 for told in deeds if told["kind"] == "count")
        assert 2 <= Fact.objects.count() <= 2 + counts
        check_totals()
        check_versions()
        check_acyclic()

    in_an_example(work)


@given(st.lists(deed, min_size=1, max_size=6))
@RELAXED
def test_undoing_everything_in_turn_gives_back_the_register(
    province: Province, deeds: list[dict[str, Any]]
) -> None:
    def work() -> None:
        before = everything()
        acts = RegisterAct.objects.count()
        for step, told in enumerate(deeds, start=1):
            if told["kind"] != "count":
                do({**told, "undo": False}, step)
        for act in RegisterAct.objects.order_by("-pk")[: RegisterAct.objects.count() - acts]:
            try:
                actions.undo(at=NOW + timedelta(days=1), actor=SYSTEM, act=act, why="thử")
            except DependedOn as held:
                pytest.fail(str(held.params))
        assert everything() == before

    in_an_example(work)
