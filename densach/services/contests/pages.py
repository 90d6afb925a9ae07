"""What the pages of contests share: ways, tabs, acts as buttons, how a tie was decided, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from densach.kernel.actor import Actor
from densach.kernel.numbers import format_number
from densach.organisations import queries as organisations
from densach.services.contests.models import Criterion, Round
from densach.services.contests.queries import scoring
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.ranking import HEAD, SHARED
from densach.services.contests.rules.verbs import MANAGE
from densach.ui.figures import language
from densach.ui.nav import NavItem

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """An act of a round's life as the page offers it."""

    label: Words
    done: Words
    icon: str
    lamp: bool = False
    lead: Words = ""


ACTS: dict[str, Act] = {
    "open": Act(
        pgettext_lazy("contest", "Open for entries"),
        pgettext_lazy("contest", "Open. Entries can be taken now."),
        "unlock",
        lamp=True,
        lead=pgettext_lazy(
            "contest", "The round and its activity are announced; entries are taken in its days."
        ),
    ),
    "judge": Act(
        pgettext_lazy("contest", "Begin judging"),
        pgettext_lazy("contest", "Judging has begun: judges see their sheets."),
        "pen",
        lamp=True,
        lead=pgettext_lazy(
            "contest",
            "No more entries are taken. Judges with an account score on their phones, the others on paper.",
        ),
    ),
    "back": Act(
        pgettext_lazy("contest", "Take entries again"),
        pgettext_lazy("contest", "Entries are taken again; marks that were given stay."),
        "arrow-counterclockwise",
    ),
    "rank": Act(
        pgettext_lazy("contest", "Fix the ranking"),
        pgettext_lazy("contest", "Ranked. Prizes can be given now."),
        "list-ol",
        lamp=True,
        lead=pgettext_lazy("contest", "Totals, ranks and how ties were decided are written down and stand."),
    ),
    "unrank": Act(
        pgettext_lazy("contest", "Take the ranking back"),
        pgettext_lazy("contest", "Taken back: marks can be changed, each change with its trace."),
        "arrow-counterclockwise",
    ),
    "close": Act(
        pgettext_lazy("contest", "Close the round"),
        pgettext_lazy("contest", "Closed and counted."),
        "check-circle",
        lamp=True,
        lead=pgettext_lazy(
            "contest", "One contest and its entries are counted on the day on which it was held."
        ),
    ),
    "reopen": Act(
        pgettext_lazy("contest", "Open the closed round again"),
        pgettext_lazy("contest", "Open again: it counts when it is closed the next time."),
        "unlock",
    ),
    "cancel": Act(
        pgettext_lazy("contest", "Call off"),
        pgettext_lazy("contest", "Called off, with its activity."),
        "x-circle",
    ),
    "restore": Act(
        pgettext_lazy("contest", "Take up again"),
        pgettext_lazy("contest", "Planned again. Look at its sessions in the calendar."),
        "arrow-counterclockwise",
    ),
}


@dataclass(frozen=True)
class Button:
    url: str
    label: Words
    icon: str
    lamp: bool = False


def ways(here: str, actor: Actor) -> list[NavItem]:
    """The room's own ways."""
    every = [("contests", _("Contests and festivals"), "contests:home")]
    every.append(("cadence", _("Who held one when"), "contests:cadence"))
    if scoring.seats_of(actor.id):
        every.append(("seats", _("I judge"), "contests:seats"))
    return [NavItem(label, reverse(name), active=code == here) for code, label, name in every]


def tabs(round_: Round, here: str, counts: dict[str, int] | None = None) -> list[NavItem]:
    """The parts of a round."""
    every = [
        ("round", _("Overview"), "contests:round"),
        ("entries", _("Entries"), "contests:entries"),
        ("jury", _("Jury"), "contests:jury"),
        ("results", pgettext("contest", "Results"), "contests:results"),
    ]
    return [
        NavItem(
            label, reverse(name, args=[round_.pk]), active=code == here, badge=(counts or {}).get(code, 0)
        )
        for code, label, name in every
    ]


def buttons(actor: Actor, round_: Round) -> list[Button]:
    """What the actor may do with the round now, in the order of the table."""
    if not actor.may(MANAGE, round_.organisation_id):
        return []
    found = []
    has_criteria = round_.criteria.exists() if round_.state == "open" else False
    for step in lifecycle.steps(round_.state):
        if round_.state == "open" and step.act == ("close" if has_criteria else "judge"):
            # With criteria it is judged, without it is closed at once.
            continue
        act = ACTS[step.act]
        found.append(
            Button(reverse("contests:step", args=[round_.pk, step.act]), act.label, act.icon, act.lamp)
        )
    return found


@cache
def _activities_have_pages() -> bool:
    try:
        reverse("activities:activity", args=[1])
    except NoReverseMatch:
        return False
    return True


def activity_url(round_: Round) -> str:
    """Where the round's sessions and who came are seen; empty where there is nothing to be seen."""
    if round_.activity_id is None or not _activities_have_pages():
        return ""
    return reverse("activities:activity", args=[round_.activity_id])


def crumbs(round_: Round, *more: NavItem) -> list[NavItem]:
    """From the list over the contest to the round, and further."""
    return [
        NavItem(_("Contests and festivals"), reverse("contests:home")),
        NavItem(round_.contest.title, reverse("contests:contest", args=[round_.contest_id])),
        NavItem(round_.name, reverse("contests:round", args=[round_.pk])),
        *more,
    ]


def tie_text(decided: str, criteria: Sequence[Criterion]) -> str:
    """How a tie of totals was decided for an entry; empty where there was none."""
    if decided == SHARED:
        return _("equal in everything: the rank is shared")
    if decided == HEAD:
        return _("equal total: decided by the marks of the head of the jury")
    kind, _colon, key = decided.partition(":")
    if kind != "criterion":
        return ""
    name = next((one.name for one in criteria if str(one.pk) == key), "…")
    return _("equal total: decided by “%(criterion)s”") % {"criterion": name}


def mark_text(value: Decimal | None) -> str:
    """A mark as it is typed and read: 8,5 or 8.5; a dash for none."""
    return "–" if value is None else format_number(value, language())


def typed_mark(value: Decimal) -> str:
    """A number as it stands in a field."""
    return format_number(value, language())


def names(ids: Iterable[int | None], on: date) -> dict[int, str]:
    return organisations.names_of({key for key in ids if key}, on)


def kept_query(request: Any, *without: str) -> str:
    """The address' own filters, for links that keep them."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return str(kept.urlencode())
