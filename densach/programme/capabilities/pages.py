"""What the screens show: tabs, places to choose from, pages of a list, rows to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts import measures
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.organisations.rules import Named
from densach.programme.capabilities.models import ProofRule
from densach.programme.capabilities.queries import (
    ProofMonth,
    ProofValue,
    Stand,
    Standing,
    months_of,
    values_of,
    waiting_count,
)
from densach.programme.capabilities.rules import Answer, How
from densach.ui.nav import NavItem

PAGE = 50


def tabs(here: str, actor: Actor, waiting: int) -> list[NavItem]:
    """The parts of the room that the actor has a use for."""
    items = [NavItem(_("Our answers"), reverse("capabilities:mine"), "clipboard-check", here == "mine")]
    if actor.may("capability.verify", None):
        address = reverse("capabilities:verifying")
        items.append(NavItem(_("To verify"), address, "patch-check", here == "verifying", waiting))
    for code, label, icon in (
        ("catalogue", _("All questions"), "list-check"),
        ("lists", _("Checklists"), "card-checklist"),
        ("rules", _("Proof by facts"), "calendar-check"),
    ):
        items.append(NavItem(label, reverse(f"capabilities:{code}"), icon, here == code))
    return items


def head(here: str, actor: Actor, on: date) -> dict[str, Any]:
    """What every page of the room begins with."""
    waiting = waiting_count(actor, on) if actor.may("capability.verify", None) else 0
    return {"tabs": tabs(here, actor, waiting), "waiting": waiting}


def areas_of(units: Iterable[Named], on: date) -> list[tuple[int, str]]:
    """The places in which the units stand, by name."""
    names = organisations.area_names({unit.area_id for unit in units}, on)
    return sorted(names.items(), key=lambda pair: sort_key(pair[1]))


def stands_of(standing: Standing, group: str) -> list[Stand]:
    """The institutions of one group: yes, no or unknown; "" is all of them, those that ask for work first."""
    if not group:
        return [*standing.no, *standing.unknown, *standing.yes]
    return list({"yes": standing.yes, "no": standing.no}.get(group, standing.unknown))


def how_word(answer: Answer) -> str:
    """How it is known: verified, by facts, or only claimed."""
    if answer.how == How.FACTS:
        return _("by counted facts")
    if answer.how == How.CHECKLIST:
        return _("by a verified checklist")
    return _("verified") if answer.verified else _("own answer, not verified")


def group_tabs(standing: Standing, group: str, area: str) -> list[NavItem]:
    """One tab for each answer, with its number; those that ask for work first."""
    told = (
        ("no", _("Do not have it"), "x-lg", len(standing.no)),
        ("unknown", _("Not answered"), "question-circle", len(standing.unknown)),
        ("yes", _("Have it"), "check-circle", len(standing.yes)),
    )
    beside = f"&area={area}" if area else ""
    return [
        NavItem(label, f"?group={code}{beside}", icon, code == group, number)
        for code, label, icon, number in told
    ]


def page_of(stands: Sequence[Stand], after: int) -> tuple[list[Stand], int]:
    """The 50 after the institution with this number, and the key of the next page (0 for none)."""
    start = next((place + 1 for place, one in enumerate(stands) if one.unit.id == after), 0)
    page = list(stands[start : start + PAGE])
    return page, page[-1].unit.id if len(stands) > start + PAGE else 0


def key_of(text: str) -> int:
    """A key that a page put into its own address; 0 where it is missing or was altered."""
    return whole_number(text) or 0


def level_word(level: str) -> str:
    """The name of a level in the language of the page."""
    return str(Level(level).label)


def export_head() -> list[str]:
    return [
        _("Institution"),
        _("Level"),
        _("Place"),
        _("Answer"),
        _("Stage"),
        _("Since"),
        _("How it is known"),
        _("Months with counts"),
        _("Note"),
        _("Paper"),
        _("Answered by"),
        _("At"),
    ]


def export_rows(stands: Sequence[Stand], on: date) -> Iterator[list[object]]:
    """Every institution of a list, with its answer where it has one."""
    names = organisations.area_names({one.unit.area_id for one in stands}, on)
    for one in stands:
        unit, answer, claim = one.unit, one.answer, one.claim
        place: list[object] = [unit.name, level_word(unit.level), names.get(unit.area_id, "")]
        if answer is None:
            yield [*place, _("not answered"), *[""] * 8]
            continue
        told: list[object] = ["", "", "", ""]
        if claim is not None:
            paper = claim.evidence.name if claim.evidence else ""
            told = [claim.note, paper, claim.claimed_by_name, claim.claimed_at]
        yield [
            *place,
            pgettext("capability", "yes") if answer.answer else pgettext("capability", "no"),
            str(claim.get_stage_display()) if claim is not None and claim.capability.staged else "",
            answer.since,
            how_word(answer),
            months_text(answer),
            *told,
        ]


def months_text(answer: Answer) -> str:
    """The months that prove it, 01/2026, 02/2026 …"""
    if answer.proof is None:
        return ""
    if answer.proof.dimension:
        first, last = answer.proof.months[0].start, answer.proof.months[-1].start
        return _("%(n)s different values, %(first)s to %(last)s") % {
            "n": answer.proof.values,
            "first": f"{first:%m/%Y}",
            "last": f"{last:%m/%Y}",
        }
    return ", ".join(f"{month.start:%m/%Y}" for month in answer.proof.months)


def rule_text(rule: ProofRule) -> str:
    """A rule as a sentence."""
    told = _variety_text(rule) if rule.dimension else _months_text(rule)
    if not rule.together:
        return told
    return _("%(rule)s; together with the other rules that are so marked") % {"rule": told}


def _variety_text(rule: ProofRule) -> str:
    measure = measures.get(rule.measure)
    return _(
        "at least %(values)s different values of “%(dimension)s” with %(least)s %(unit)s each (%(measure)s) in the "
        "last %(window)s whole months"
    ) % {
        "values": rule.values,
        "dimension": dimension_word(rule.dimension),
        "least": rule.at_least,
        "unit": measure.unit,
        "measure": measure.name,
        "window": rule.window,
    }


def dimension_word(code: str) -> str:
    """The name of a dimension."""
    return _(measures.DIMENSION_WORDS.get(code, code))


@dataclass(frozen=True)
class Shown:
    """A rule beside what an institution counted: met or not, and what is still missing, in words. `months` of a rule of
    months, `values` of a rule of variety: (words, counted).
    """

    rule: ProofRule
    text: str
    met: bool
    standing: str
    months: Sequence[ProofMonth] = ()
    values: Sequence[tuple[str, ProofValue]] = ()


def shown(rule: ProofRule, organisation_id: int, on: date) -> Shown:
    """Why the institution is proven by the rule, or what it lacks."""
    if rule.dimension:
        values = values_of(rule, organisation_id, on)
        enough, asked = sum(one.enough for one in values), rule.values
        told = [(_(measures.VALUE_WORDS.get(one.value, one.value)), one) for one in values]
        return Shown(rule, rule_text(rule), enough >= asked, _standing(enough, asked), values=told)
    months = months_of(rule, organisation_id, on)
    enough, asked = sum(one.enough for one in months), rule.months
    return Shown(rule, rule_text(rule), enough >= asked, _standing(enough, asked), months=months)


def _standing(enough: int, asked: int) -> str:
    if enough >= asked:
        return _("Met: %(enough)s of the %(asked)s asked for.") % {"enough": enough, "asked": asked}
    return _("Not met: %(enough)s of the %(asked)s asked for, %(lack)s are missing.") % {
        "enough": enough,
        "asked": asked,
        "lack": asked - enough,
    }


def joined_text(every: Sequence[Shown]) -> str:
    """What the rules that prove only together come to; empty where there is none."""
    joined = [one for one in every if one.rule.together]
    if not joined:
        return ""
    met = sum(one.met for one in joined)
    if met == len(joined):
        return _("All %(n)s rules that prove together are met.") % {"n": met}
    return _(
        "%(met)s of the %(n)s rules that prove only together are met: nothing is proven by them yet."
    ) % {
        "met": met,
        "n": len(joined),
    }


def _months_text(rule: ProofRule) -> str:
    measure = measures.get(rule.measure)
    return _(
        "at least %(least)s %(unit)s (%(measure)s) in %(months)s of the last %(window)s whole months"
    ) % {
        "least": rule.at_least,
        "unit": measure.unit,
        "measure": measure.name,
        "months": rule.months,
        "window": rule.window,
    }


def rules_head() -> list[str]:
    return [
        _("Question"),
        _("What is counted"),
        _("At least, each month"),
        _("In how many months"),
        _("Of the last whole months"),
        _("Told apart by"),
        _("How many different values"),
        _("Only together"),
        _("Holds from"),
        _("Holds to"),
        _("By which paper"),
        _("Written down by"),
    ]


def rules_rows(every: Iterable[ProofRule]) -> Iterator[list[object]]:
    for one in every:
        asks: list[object] = [one.at_least, "" if one.dimension else one.months, one.window]
        asks += [dimension_word(one.dimension) if one.dimension else "", one.values or ""]
        asks.append(pgettext("capability", "yes") if one.together else "")
        days: list[object] = [one.valid_from, one.valid_to, one.legal_basis, one.made_by_name]
        yield [one.capability.name, measures.get(one.measure).name, *asks, *days]
