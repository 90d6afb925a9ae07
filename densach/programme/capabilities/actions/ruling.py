"""Rules by which counted acts prove a capability: begun, changed from a day on, ended. Nothing is rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from densach.facts import measures
from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.people.queries import home_organisation
from densach.programme.capabilities.models import Capability, ProofRule
from densach.programme.capabilities.queries import may_keep_rules, measures_for, open_rule
from densach.programme.capabilities.rules import (
    BasisNeeded,
    RuleDimensionUnfit,
    RuleForStages,
    RuleHasEnded,
    RuleImpossible,
    RuleMeasureUnfit,
    RuleStandsAlready,
    RuleTooEarly,
    require_coming,
)

VERB = "capability.rule"
_LONGEST = 36


@dataclass(frozen=True)
class NewRule:
    """What a rule asks: in the last `window` whole months, `months` with at least `at_least` of `measure`; or, with a
    `dimension`, over all of them at least `values` of its values with `at_least` each. `together`: it proves only with
    the other rules of the capability that are so marked.
    """

    measure: str
    at_least: int
    months: int
    window: int
    dimension: str = ""
    values: int = 0
    together: bool = False


@transaction.atomic
def begin_rule(
    *,
    at: datetime,
    actor: Actor,
    capability: Capability,
    asks: NewRule,
    since: date,
    legal_basis: str,
    paper: Upload | None = None,
) -> ProofRule:
    """A rule on a measure that has none yet. Raises NotAllowed, BasisNeeded, RuleStandsAlready, RuleImpossible,
    RuleMeasureUnfit, RuleDimensionUnfit, RuleForStages, NotBeforeToday, TooFarAhead.
    """
    _check(at, actor, capability, asks, since, legal_basis)
    if open_rule(capability, asks.measure, asks.dimension) is not None:
        raise RuleStandsAlready(capability=capability.name_vi, measure=measures.get(asks.measure).name_vi)
    rule = _write(at, actor, capability, asks, since, legal_basis, paper)
    _write_down(at, actor, rule, "capabilities.rule_begun")
    return rule


@transaction.atomic
def change_rule(
    *,
    at: datetime,
    actor: Actor,
    rule: ProofRule,
    asks: NewRule,
    since: date,
    legal_basis: str,
    paper: Upload | None = None,
) -> ProofRule:
    """Ends the rule the day before and begins the other one. Raises as `begin_rule`, and RuleHasEnded, RuleTooEarly."""
    held = _held(rule)
    _check(at, actor, held.capability, asks, since, legal_basis)
    if since <= held.valid_from:
        raise RuleTooEarly(since=since, present=held.valid_from)
    moved = (asks.measure, asks.dimension) != (held.measure, held.dimension)
    if moved and open_rule(held.capability, asks.measure, asks.dimension) is not None:
        raise RuleStandsAlready(
            capability=held.capability.name_vi, measure=measures.get(asks.measure).name_vi
        )
    _end(at, actor, held, since - timedelta(days=1))
    new = _write(at, actor, held.capability, asks, since, legal_basis, paper)
    _write_down(at, actor, new, "capabilities.rule_changed")
    return new


@transaction.atomic
def end_rule(*, at: datetime, actor: Actor, rule: ProofRule, last_day: date) -> ProofRule:
    """Facts prove nothing by it after its last day; one that has not begun is taken back, and the rule whose place
    it was to take holds on. Raises NotAllowed, RuleHasEnded, RuleTooEarly.
    """
    if not may_keep_rules(actor, rule.capability, today(at)):
        raise NotAllowed(verb=VERB)
    held = _held(rule)
    if held.valid_from > today(at):
        _write_down(at, actor, held, "capabilities.rule_ended")
        _take_back(held)
        return held
    if last_day < held.valid_from:
        raise RuleTooEarly(since=last_day, present=held.valid_from)
    _end(at, actor, held, last_day)
    _write_down(at, actor, held, "capabilities.rule_ended")
    return held


def _take_back(coming: ProofRule) -> None:
    """No figure was ever read by it, so nothing is lost with its row."""
    before = ProofRule.objects.filter(
        capability=coming.capability,
        valid_to=coming.valid_from - timedelta(days=1),
        ended_at=coming.made_at,
    ).first()
    coming.delete()
    if before is not None:
        before.valid_to = None
        before.ended_at = None
        before.ended_by_name = ""
        before.full_clean()
        before.save()


def _held(rule: ProofRule) -> ProofRule:
    held = ProofRule.objects.select_for_update().get(pk=rule.pk)
    if held.valid_to is not None:
        raise RuleHasEnded(ended=held.valid_to)
    return held


def _check(
    at: datetime, actor: Actor, capability: Capability, asks: NewRule, since: date, legal_basis: str
) -> None:
    if not may_keep_rules(actor, capability, today(at)):
        raise NotAllowed(verb=VERB)
    if not clean_text(legal_basis):
        raise BasisNeeded
    if capability.staged:
        raise RuleForStages(capability=capability.name_vi)
    if not 1 <= asks.months <= asks.window <= _LONGEST or asks.at_least < 1:
        raise RuleImpossible(months=asks.months, window=asks.window)
    if asks.measure not in {one.code for one in measures_for(capability)}:
        raise RuleMeasureUnfit(measure=measures.get(asks.measure).name_vi, capability=capability.name_vi)
    _check_dimension(asks)
    require_coming(since, today(at))


def _check_dimension(asks: NewRule) -> None:
    """Raises RuleDimensionUnfit."""
    if not asks.dimension:
        return
    measure = measures.get(asks.measure)
    most = len(measure.slices.get(asks.dimension, ()))
    if not 1 <= asks.values <= most:
        words = gettext(measures.DIMENSION_WORDS.get(asks.dimension, asks.dimension))
        raise RuleDimensionUnfit(measure=measure.name, dimension=words, most=most)


def _end(at: datetime, actor: Actor, rule: ProofRule, last_day: date) -> None:
    rule.valid_to = last_day
    rule.ended_at = at
    rule.ended_by_name = actor.name
    rule.full_clean()
    rule.save()


def _write(
    at: datetime,
    actor: Actor,
    capability: Capability,
    asks: NewRule,
    since: date,
    legal_basis: str,
    paper: Upload | None,
) -> ProofRule:
    new = ProofRule(
        capability=capability,
        measure=asks.measure,
        at_least=asks.at_least,
        months=asks.months,
        window=asks.window,
        dimension=asks.dimension,
        values=asks.values if asks.dimension else 0,
        together=asks.together,
        valid_from=since,
        legal_basis=clean_text(legal_basis),
        made_at=at,
        made_by_name=actor.name,
    )
    new.full_clean()
    home = home_organisation(actor, since)
    if paper is not None and home is not None:
        new.paper = files.keep_sent(at=at, actor=actor, upload=paper, organisation=home)
    new.save()
    return new


def _write_down(at: datetime, actor: Actor, rule: ProofRule, act: str) -> None:
    told: dict[str, object] = {}
    if rule.dimension and act != "capabilities.rule_ended":
        act = act.replace("rule_", "variety_")
        told = {"values": rule.values, "dimension": rule.dimension}
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=home_organisation(actor, rule.valid_from),
        subject=f"proofrule:{rule.pk}",
        capability=rule.capability.name_vi,
        measure=measures.get(rule.measure).name_vi,
        months=rule.months,
        window=rule.window,
        at_least=rule.at_least,
        **told,
    )
