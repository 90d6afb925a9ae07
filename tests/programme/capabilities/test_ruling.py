"""Rules of proof: tried, begun, changed, ended and taken back; and whose they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.capabilities import actions, queries
from densach.programme.capabilities.actions import NewRule
from densach.programme.capabilities.models import Capability, ProofRule
from densach.programme.capabilities.rules import (
    BasisNeeded,
    NotBeforeToday,
    RuleForStages,
    RuleHasEnded,
    RuleImpossible,
    RuleMeasureUnfit,
    RuleStandsAlready,
    RuleTooEarly,
    TooFarAhead,
)
from tests import cast
from tests.cast import NOW, TODAY, acting
from tests.programme.capabilities.lists import count_months
from tests.programme.capabilities.test_proof import GROUPS, HOUR, OCTOBER, SESSIONS, rule, said


def test_a_rule_is_tried_on_todays_figures_before_it_holds(province: cast.Province) -> None:
    count_months(province.commune_centre, SESSIONS, 9, last=OCTOBER)
    count_months(province.other_commune_centre, SESSIONS, 6, last=OCTOBER)
    places = {province.commune_centre.pk, province.other_commune_centre.pk, province.culture_centre.pk}
    trial = queries.tried(NewRule(SESSIONS, 1, 6, 12), rule().capability, places, TODAY, rule())
    assert (trial.asked, trial.would, trial.now, trial.difference) == (3, 2, 1, 1)
    assert trial.gained == ("Trung tâm Văn hóa, Thể thao xã Long Điền",)
    assert ProofRule.objects.filter(capability__code=GROUPS).count() == 1


def test_a_trial_knows_who_is_proven_by_something_else(
    province: cast.Province, culture_head: User, officer: User
) -> None:
    for place, months in ((province.commune_centre, 9), (province.other_commune_centre, 6)):
        count_months(place, SESSIONS, months, last=OCTOBER)
    places = {province.commune_centre.pk, province.other_commune_centre.pk, province.culture_centre.pk}
    yes = said(province.culture_centre, True, culture_head)
    actions.verify(at=NOW, actor=acting(officer), claim=yes)
    no = actions.claim(
        at=NOW - HOUR,
        actor=SYSTEM,
        organisation=province.other_commune_centre,
        capability_code=GROUPS,
        answer=False,
        since=date(2026, 1, 1),
    )
    actions.verify(at=NOW, actor=acting(officer), claim=no)
    easier = queries.tried(NewRule(SESSIONS, 1, 6, 12), rule().capability, places, TODAY, rule())
    assert (easier.would, easier.now, easier.gained) == (2, 2, ()), "a verified no is no gain"
    harder = queries.tried(NewRule(SESSIONS, 1, 12, 12), rule().capability, places, TODAY, rule())
    assert (harder.would, harder.now, len(harder.lost)) == (1, 2, 1)
    another = queries.tried(NewRule(SESSIONS, 1, 9, 12), rule().capability, places, TODAY, None)
    assert another.difference == 0, "the present rule proves already what another one would"


def test_editing_ends_one_rule_and_begins_another(officer: User) -> None:
    old = rule()
    new = actions.change_rule(
        at=NOW,
        actor=acting(officer),
        rule=old,
        asks=NewRule(SESSIONS, 2, 6, 12),
        since=date(2026, 12, 1),
        legal_basis="Hướng dẫn 02/HD-SVHTTDL",
    )
    old.refresh_from_db()
    assert (old.valid_to, old.ended_by_name) == (date(2026, 11, 30), officer.name)
    assert (new.at_least, new.valid_from, new.valid_to) == (2, date(2026, 12, 1), None)
    with pytest.raises(RuleHasEnded):
        actions.end_rule(at=NOW, actor=acting(officer), rule=old, last_day=TODAY)


def test_a_rule_that_has_not_begun_is_taken_back_and_the_former_one_holds_on(officer: User) -> None:
    former = rule()
    coming = changed(officer, TODAY + timedelta(days=30))
    actions.end_rule(at=NOW + HOUR, actor=acting(officer), rule=coming, last_day=TODAY)
    assert rule() == former
    assert (rule().ended_at, rule().ended_by_name) == (None, "")
    assert not ProofRule.objects.filter(pk=coming.pk or 0).exists()
    assert Entry.objects.filter(act="capabilities.rule_ended").count() == 1


def test_taking_a_coming_rule_back_wakes_no_rule_that_was_ended_for_good(officer: User) -> None:
    capability = rule().capability
    actions.end_rule(at=NOW, actor=acting(officer), rule=rule(), last_day=TODAY)
    coming = actions.begin_rule(
        at=NOW + HOUR,
        actor=acting(officer),
        capability=capability,
        asks=NewRule(SESSIONS, 1, 6, 12),
        since=TODAY + timedelta(days=1),
        legal_basis="HD 3",
    )
    actions.end_rule(at=NOW + 2 * HOUR, actor=acting(officer), rule=coming, last_day=TODAY)
    assert not ProofRule.objects.filter(capability=capability, valid_to=None).exists()


def test_seeding_again_leaves_a_changed_rule_alone(officer: User) -> None:
    actions.end_rule(at=NOW, actor=acting(officer), rule=rule(), last_day=TODAY)
    actions.seed_catalogue(at=NOW + HOUR)
    assert not ProofRule.objects.filter(capability__code=GROUPS, valid_to=None).exists()


@pytest.mark.parametrize(
    ("code", "asks", "basis", "refusal"),
    [
        (GROUPS, NewRule(SESSIONS, 1, 9, 12), "HD 3", RuleStandsAlready),
        (GROUPS, NewRule("culture.classes", 1, 13, 12), "HD 3", RuleImpossible),
        (GROUPS, NewRule("culture.classes", 1, 9, 60), "HD 3", RuleImpossible),
        (GROUPS, NewRule("culture.clubs", 1, 9, 12), "HD 3", RuleMeasureUnfit),
        (GROUPS, NewRule("library.loans", 1, 9, 12), "HD 3", RuleMeasureUnfit),
        (GROUPS, NewRule("culture.classes", 1, 9, 12), "  ", BasisNeeded),
        ("museum.rank_two", NewRule("museum.exhibitions", 1, 9, 12), "HD 3", RuleForStages),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    officer: User, code: str, asks: NewRule, basis: str, refusal: type[Exception]
) -> None:
    capability = Capability.objects.get(code=code)
    with pytest.raises(refusal):
        actions.begin_rule(
            at=NOW, actor=acting(officer), capability=capability, asks=asks, since=TODAY, legal_basis=basis
        )


def changed(who: User, since: date, present: ProofRule | None = None) -> ProofRule:
    return actions.change_rule(
        at=NOW,
        actor=acting(who),
        rule=present or rule(),
        asks=NewRule(SESSIONS, 1, 6, 12),
        since=since,
        legal_basis="HD 3",
    )


def test_a_change_begins_after_the_present_rule(officer: User) -> None:
    coming = changed(officer, TODAY + timedelta(days=30))
    with pytest.raises(RuleTooEarly):
        changed(officer, TODAY + timedelta(days=30), coming)


@pytest.mark.parametrize(
    ("since", "refusal"),
    [
        (TODAY - timedelta(days=1), NotBeforeToday),
        (date(2022, 12, 9), NotBeforeToday),
        (date(1, 1, 1), NotBeforeToday),
        (date(2031, 11, 21), TooFarAhead),
        (date.max, TooFarAhead),
    ],
)
def test_a_rule_begins_today_or_soon(officer: User, since: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        changed(officer, since)
    with pytest.raises(refusal):
        actions.begin_rule(
            at=NOW,
            actor=acting(officer),
            capability=rule().capability,
            asks=NewRule("culture.classes", 1, 6, 12),
            since=since,
            legal_basis="HD 3",
        )
    assert changed(officer, date(2031, 11, 20)).valid_from == date(2031, 11, 20)


def test_an_officer_of_another_province_keeps_no_rule_that_makes_figures_here(
    province: cast.Province, officer: User
) -> None:
    stranger = cast.the_stranger(province)
    with pytest.raises(NotAllowed):
        changed(stranger, TODAY)
    with pytest.raises(NotAllowed):
        actions.end_rule(at=NOW, actor=acting(stranger), rule=rule(), last_day=TODAY)
    with pytest.raises(NotAllowed):
        actions.begin_rule(
            at=NOW,
            actor=acting(stranger),
            capability=rule().capability,
            asks=NewRule("culture.classes", 1, 6, 12),
            since=TODAY,
            legal_basis="HD 3",
        )
    assert changed(officer, TODAY).made_by_name == officer.name, (
        "who keeps it in every unit that is asked may"
    )


def test_a_rule_for_units_of_two_provinces_is_kept_by_neither(province: cast.Province, officer: User) -> None:
    libraries = Capability.objects.get(code="library.lifelong_service")
    for who in (officer, cast.the_stranger(province), cast.the_administrator(province)):
        assert not queries.may_keep_rules(acting(who), libraries, TODAY)
    assert queries.may_keep_rules(SYSTEM, libraries, TODAY)


def test_where_nobody_is_asked_yet_a_rule_takes_every_unit_of_the_house(
    province: cast.Province, officer: User
) -> None:
    nobody = Capability(code="x", name_vi="x", name_en="x", kinds=["cinema"])
    assert not queries.may_keep_rules(acting(officer), nobody, TODAY)
    assert queries.kept_by(acting(officer), [nobody, rule().capability], TODAY) == [rule().capability]
    assert queries.kept_by(SYSTEM, [nobody], TODAY) == [nobody]


def test_a_librarian_makes_no_rules(librarian: User) -> None:
    with pytest.raises(NotAllowed):
        actions.end_rule(at=NOW, actor=acting(librarian), rule=rule(), last_day=TODAY)
