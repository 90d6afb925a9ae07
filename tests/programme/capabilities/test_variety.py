"""Rules of variety: enough of several values of a dimension; and rules that prove only together."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from densach.facts import actions as book
from densach.facts import queries as facts
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.programme.capabilities import actions, pages, queries
from densach.programme.capabilities.actions import NewRule
from densach.programme.capabilities.models import ProofRule
from densach.programme.capabilities.rules import How, RuleDimensionUnfit, RuleStandsAlready
from tests import cast
from tests.cast import NOW, TODAY
from tests.stage import SignedIn

FITTED = "culture.by_age_and_interest"
PEOPLE, SESSIONS = "culture.participants", "culture.sessions"
YEAR = Period(date(2025, 11, 1), date(2026, 10, 31))


def held(place: Organisation, number: int, *, bands: tuple[str, ...], interests: tuple[str, ...]) -> None:
    """Sessions of these interests, with ten people of each band in the last of them."""
    for index, interest in enumerate(interests):
        for time in range(3):
            on = date(2026, 3, 1 + time + 4 * index)
            lines = {SESSIONS: {f"interest={interest};kind=class": 1}}
            if time == 2 and index == 0:
                lines[PEOPLE] = {f"band={band};interest={interest};kind=class": 10 for band in bands}
            source = f"session:{number * 100 + index * 10 + time}"
            book.settle_lines(at=NOW, source=source, organisation_id=place.pk, on=on, lines=lines)


BANDS, INTERESTS = ("b6_10", "b16_30", "b60"), ("folk", "sport", "reading")


def test_three_bands_and_three_interests_together_prove_what_fits_age_and_interest(
    province: cast.Province,
) -> None:
    held(province.commune_centre, 1, bands=BANDS, interests=INTERESTS)
    held(province.culture_centre, 2, bands=BANDS[:2], interests=INTERESTS)
    held(province.other_commune_centre, 3, bands=BANDS, interests=INTERESTS[:2])
    ids = [province.commune_centre.pk, province.culture_centre.pk, province.other_commune_centre.pk]
    found = queries.answers(FITTED, ids, TODAY)
    assert set(found) == {province.commune_centre.pk}
    answer = found[province.commune_centre.pk]
    assert (answer.answer, answer.how) == (True, How.FACTS)
    assert answer.proof is not None
    assert answer.proof.values == 3
    assert "3" in pages.months_text(answer)


def test_what_is_missing_is_told_and_what_is_there_opens_onto_its_sessions(province: cast.Province) -> None:
    held(province.culture_centre, 2, bands=BANDS[:2], interests=INTERESTS)
    shown = [
        pages.shown(rule, province.culture_centre.pk, TODAY)
        for rule in queries.rules_on(queries.by_code(FITTED), TODAY)
    ]
    people, sessions = shown
    assert (people.met, sessions.met) == (False, True)
    assert [one.amount for _words, one in people.values][:3] == [10, 10, 0]
    assert all(one.rows[0].source.startswith("session:") for _words, one in people.values[:2])
    assert "1" in pages.joined_text(shown)


def test_variety_is_read_as_it_stood_at_a_fact(province: cast.Province) -> None:
    centre = province.commune_centre
    held(centre, 1, bands=BANDS[:2], interests=INTERESTS)
    mark = facts.mark()
    held(centre, 4, bands=BANDS, interests=INTERESTS)
    assert facts.variety(PEOPLE, "band", 10, [centre.pk], YEAR) == {centre.pk: 3}
    assert facts.variety(PEOPLE, "band", 10, [centre.pk], YEAR, mark) == {centre.pk: 2}
    assert set(queries.answers(FITTED, [centre.pk], TODAY)) == {centre.pk}
    assert queries.answers(FITTED, [centre.pk], TODAY, until_fact=mark) == {}


def test_an_odd_span_of_days_is_summed_from_the_facts(province: cast.Province) -> None:
    held(province.commune_centre, 1, bands=BANDS, interests=INTERESTS)
    span = Period(date(2026, 3, 3), date(2026, 3, 4))
    found = facts.sums_by_value(PEOPLE, "band", [province.commune_centre.pk], span)
    assert found == {province.commune_centre.pk: dict.fromkeys(BANDS, 10)}


def test_a_rule_by_itself_proves_without_the_others(province: cast.Province) -> None:
    centre = province.culture_centre
    held(centre, 2, bands=BANDS[:2], interests=INTERESTS)
    rule = ProofRule.objects.get(capability__code=FITTED, measure=SESSIONS)
    alone = NewRule(SESSIONS, 3, 1, 12, "interest", 3, together=False)
    trial = queries.tried(alone, rule.capability, {centre.pk}, TODAY, rule)
    assert (trial.now, trial.would) == (0, 1)
    joined = NewRule(SESSIONS, 3, 1, 12, "interest", 2, together=True)
    assert queries.tried(joined, rule.capability, {centre.pk}, TODAY, rule).would == 0
    actions.change_rule(at=NOW, actor=SYSTEM, rule=rule, asks=alone, since=TODAY, legal_basis="HD 5")
    assert set(queries.answers(FITTED, [centre.pk], TODAY)) == {centre.pk}


def test_more_values_than_there_are_cannot_be_asked(province: cast.Province) -> None:
    capability = queries.by_code("culture.regular_groups")

    def begin(asks: NewRule) -> ProofRule:
        return actions.begin_rule(
            at=NOW, actor=SYSTEM, capability=capability, asks=asks, since=TODAY, legal_basis="HD 5"
        )

    with pytest.raises(RuleDimensionUnfit):
        begin(NewRule(SESSIONS, 1, 1, 12, "interest", 99))
    with pytest.raises(RuleDimensionUnfit):
        begin(NewRule(SESSIONS, 1, 1, 12, "band", 1))
    begin(NewRule(SESSIONS, 1, 1, 12, "kind", 2))
    with pytest.raises(RuleStandsAlready):
        begin(NewRule(SESSIONS, 1, 1, 12, "kind", 2))


def test_the_pages_show_try_and_change_rules_of_variety(province: cast.Province) -> None:
    held(province.culture_centre, 2, bands=BANDS[:2], interests=INTERESTS)
    officer = SignedIn(cast.the_officer(province))
    rule = ProofRule.objects.get(capability__code=FITTED, measure=SESSIONS)
    address = reverse("capabilities:rule", args=[rule.pk])
    assert 'name="dimension"' in officer.get(address).content.decode()
    told = {
        "measure": SESSIONS, "at_least": 3, "months": 1, "window": 12, "dimension": "interest", "values": 3,
        "since": "2026-12-01", "legal_basis": "HD 5",
    }  # fmt: skip
    assert officer.post(address, {**told, "try": "1"}).status_code == 200
    assert officer.post(address, told).status_code == 302
    assert not ProofRule.objects.get(capability__code=FITTED, measure=SESSIONS, valid_to=None).together
    page = officer.get(reverse("capabilities:history", args=[FITTED, province.culture_centre.code]))
    assert page.status_code == 200
    assert len(page.context["rules"]) == 2
    assert officer.get(reverse("capabilities:rules"), {"as": "csv"}).status_code == 200
