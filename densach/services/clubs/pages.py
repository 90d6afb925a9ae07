"""What the pages of clubs share: ways, tabs, acts as buttons, steps and figures in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from densach.facts.measures import DIMENSION_WORDS, VALUE_WORDS
from densach.kernel.actor import Actor
from densach.services.activities.measures import CLUBS, TEAMS
from densach.services.clubs.models import Club
from densach.services.clubs.queries import counting
from densach.services.clubs.queries.counting import ByHand
from densach.services.clubs.queries.figures import Figures
from densach.services.clubs.rules.lifecycle import GOES_ON, LIFE, SOON, TRAVELS
from densach.services.clubs.rules.verbs import MANAGE
from densach.ui.nav import NavItem

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """An act of a club's life as the page offers it."""

    slug: str
    label: Words
    done: Words
    icon: str
    lead: Words = ""


ACTS: dict[str, Act] = {
    "renew": Act(
        "gia-han", pgettext_lazy("club", "Renew"), pgettext_lazy("club", "Renewed."), "calendar-check",
        pgettext_lazy("club", "Until when it holds from now on, and by which paper."),
    ),
    "pause": Act(
        "tam-dung", pgettext_lazy("club", "Pause"), pgettext_lazy("club", "Paused: it is not counted as active."),
        "pause-circle",
        pgettext_lazy("club", "It stays in the register and is not counted until it is taken up again."),
    ),
    "resume": Act(
        "hoat-dong-lai", pgettext_lazy("club", "Take up again"), pgettext_lazy("club", "Active again."), "play-circle",
    ),
    "close": Act(
        "giai-the", pgettext_lazy("club", "Close for good"),
        pgettext_lazy("club", "Closed. What was planned is called off; what was held stays."), "x-circle",
        pgettext_lazy("club", "Its planned meetings are called off with this reason. Members and past meetings stay."),
    ),
    "reopen": Act(
        "phuc-hoi", pgettext_lazy("club", "Take the closing back"),
        pgettext_lazy("club", "Taken back, as if it had never been closed. Plan its meetings anew."),
        "arrow-counterclockwise",
        pgettext_lazy("club", "For a closing by mistake: figures since then are put right."),
    ),
}  # fmt: skip
BY_SLUG = {act.slug: code for code, act in ACTS.items()}
STEP_WORDS: dict[str, Words] = {
    "found": pgettext_lazy("club step", "founded"),
    "renew": pgettext_lazy("club step", "renewed"),
    "pause": pgettext_lazy("club step", "paused"),
    "resume": pgettext_lazy("club step", "taken up again"),
    "close": pgettext_lazy("club step", "closed"),
    "reopen": pgettext_lazy("club step", "closing taken back"),
    "grow": pgettext_lazy("club step", "became a full club"),
    "head": pgettext_lazy("club step", "new head"),
}


@dataclass(frozen=True)
class Button:
    url: str
    label: Words
    icon: str


def buttons(actor: Actor, club: Club) -> list[Button]:
    """Acts of its life that are possible now."""
    if not actor.may(MANAGE, club.organisation_id):
        return []
    return [
        Button(reverse("clubs:step", args=[club.pk, ACTS[act].slug]), ACTS[act].label, ACTS[act].icon)
        for act in LIFE[club.state]
    ]


def ways(here: str) -> list[NavItem]:
    """The room's own ways."""
    every = (
        ("clubs", _("Register of clubs and teams"), "clubs:home"),
        ("trips", pgettext("club", "Trips of teams"), "clubs:trips"),
    )
    return [NavItem(label, reverse(name), active=code == here) for code, label, name in every]


def tabs(actor: Actor, club: Club, here: str, members: int | None = None) -> list[NavItem]:
    """The parts of a club. Names are for whoever keeps it."""
    every = [("club", _("Overview"), "clubs:club", 0)]
    if not club.light and actor.may(MANAGE, club.organisation_id):
        every.append(("members", pgettext("club", "Members"), "clubs:members", members or 0))
    every.append(("years", _("Yearly summaries"), "clubs:years", 0))
    return [
        NavItem(label, reverse(name, args=[club.pk]), active=code == here, badge=badge)
        for code, label, name, badge in every
    ]


def crumbs(club: Club | None = None, *more: NavItem) -> list[NavItem]:
    found = [NavItem(_("Clubs and teams"), reverse("clubs:home"))]
    if club is not None:
        found.append(NavItem(club.name, reverse("clubs:club", args=[club.pk])))
    return [*found, *more]


def renewal(club: Club, on: date) -> str:
    """`soon`, `lapsed`, or "" where nothing is due."""
    if club.renewed_until is None or club.state not in GOES_ON:
        return ""
    if club.renewed_until < on:
        return "lapsed"
    return "soon" if club.renewed_until <= on + SOON else ""


@dataclass(frozen=True)
class Part:
    name: str
    number: int
    unknown: bool = False


def parts(figures: Figures) -> list[tuple[str, list[Part]]]:
    """Dimension by dimension who came, with whoever was not told by it as the last part."""
    found = []
    for dimension, values in figures.parts.items():
        told = [Part(_(VALUE_WORDS[one]), values[one]) for one in VALUE_WORDS if one in values]
        rest = figures.participants - sum(values.values())
        if rest > 0:
            told.append(Part(_("not known"), rest, unknown=True))
        found.append((_(DIMENSION_WORDS[dimension]), told))
    return found


@dataclass(frozen=True)
class StillByHand:
    """A unit whose number is counted by hand beside its register; where to begin to count by the register."""

    one: ByHand
    of_teams: bool
    url: str


FIGURES = {"cau-lac-bo": CLUBS, "doi-nhom": TEAMS}


def by_hand(units: Collection[int], on: date) -> list[StillByHand]:
    slugs = {measure: slug for slug, measure in FIGURES.items()}
    return [
        StillByHand(
            one, one.measure == TEAMS, reverse("clubs:count", args=[one.unit.code, slugs[one.measure]])
        )
        for one in counting.by_hand(units, on)
    ]


def travels(club: Club) -> bool:
    return club.kind in TRAVELS


def kept_query(request: Any, *without: str) -> str:
    """The address' own filters, for links that keep them."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return str(kept.urlencode())
