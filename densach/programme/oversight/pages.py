"""What the pages of all registers share: tabs, history in words, buttons of acts, names of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from densach.kernel.actor import Actor
from densach.kernel.numbers import format_number
from densach.organisations import queries as organisations
from densach.programme.oversight.access import steps_of
from densach.programme.oversight.models import Entry
from densach.ui.figures import language
from densach.ui.nav import NavItem

# What a step of the life was, read after the name of who did it.
TOLD: Mapping[str, str | Promise] = {
    "raise": pgettext_lazy("step", "raised it"),
    "change": pgettext_lazy("step", "changed it"),
    "answer": pgettext_lazy("step", "answered"),
    "forward": pgettext_lazy("step", "forwarded it up"),
    "take_back": pgettext_lazy("step", "took it back from above"),
    "settle": pgettext_lazy("step", "said that it is settled"),
    "reopen": pgettext_lazy("step", "reopened it"),
    "withdraw": pgettext_lazy("step", "withdrew it"),
    "prepare": pgettext_lazy("step", "prepared it"),
    "issue": pgettext_lazy("step", "issued it"),
    "close": pgettext_lazy("step", "closed it"),
    "plan": pgettext_lazy("step", "planned it"),
    "hold": pgettext_lazy("step", "began the record"),
    "move": pgettext_lazy("step", "moved it to another day"),
    "cancel": pgettext_lazy("step", "cancelled it"),
    "restore": pgettext_lazy("step", "restored it"),
    "find": pgettext_lazy("step", "wrote down a finding"),
    "conclude": pgettext_lazy("step", "concluded the minutes"),
    "make": pgettext_lazy("step", "recommended it"),
    "return": pgettext_lazy("step", "returned it"),
    "prolong": pgettext_lazy("step", "gave more time"),
    "drop": pgettext_lazy("step", "dropped it"),
    "call": pgettext_lazy("step", "called for proposals"),
    "nominate": pgettext_lazy("step", "proposed it"),
    "propose": pgettext_lazy("step", "proposed it again"),
    "agree": pgettext_lazy("step", "agreed"),
    "award": pgettext_lazy("step", "commended"),
    "refuse": pgettext_lazy("step", "did not commend"),
    "take_up": pgettext_lazy("step", "took it up again"),
    "revoke": pgettext_lazy("step", "revoked the commendation"),
    "offer": pgettext_lazy("step", "offered it"),
    "recognise": pgettext_lazy("step", "recognised it"),
    "show": pgettext_lazy("step", "changed whether citizens see it"),
    "end": pgettext_lazy("step", "ended the recommendation"),
    "record": pgettext_lazy("step", "recorded it"),
    "compare": pgettext_lazy("step", "put our figure beside theirs"),
    "begin": pgettext_lazy("step", "took the figures"),
    "write": pgettext_lazy("step", "wrote in it"),
    "refresh": pgettext_lazy("step", "took the figures anew"),
    "submit": pgettext_lazy("step", "handed it in for decision"),
    "decide": pgettext_lazy("step", "decided and sealed it"),
}


@dataclass(frozen=True)
class Button:
    url: str
    label: str | Promise
    icon: str
    lamp: bool = False


def tabs(here: str, actor: Actor) -> list[NavItem]:
    """The registers as tabs."""
    every = [
        ("difficulties", _("Difficulties")),
        ("inspections", _("Inspections")),
        ("recommendations", _("Recommendations")),
        ("practices", _("Models")),
        ("rounds", _("Commendations")),
        ("honours", _("Honour roll")),
        ("reviews", _("Reviews")),
        ("assessments", _("External assessments")),
    ]
    return [NavItem(label, reverse(f"oversight:{name}"), active=name == here) for name, label in every]


def history(thing: Any) -> list[tuple[str | Promise, Any]]:
    """Every step with its words, the last one first."""
    steps = thing.steps.select_related("file").order_by("-pk")
    return [(TOLD.get(one.act, one.act), one) for one in steps]


def buttons(actor: Actor, thing: Entry, acts: Mapping[str, Any], url_name: str) -> list[Button]:
    """What the actor may do now, in the order of the life's table."""
    return [
        Button(reverse(url_name, args=[thing.pk, step.act]), act.label, act.icon, act.lamp)
        for step in steps_of(actor, thing)
        if (act := acts.get(step.act)) is not None
    ]


def names(ids: Iterable[int | None], on: date) -> dict[int, str]:
    return organisations.names_of({key for key in ids if key}, on)


def figures(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The frozen figures of a sheet in the language of the page: name, unit, now, the year before, address."""
    lang = "en" if language() == "en" else "vi"
    return [
        {
            "name": one[f"name_{lang}"],
            "unit": one[f"unit_{lang}"],
            "now": _figure(one, "", lang),
            "before": _figure(one, "before_", lang),
            "url": one["url"],
        }
        for one in sheet.get("figures", [])
    ]


def _figure(one: Mapping[str, Any], prefix: str, lang: str) -> str:
    number, whole = one[f"{prefix}numerator"], one[f"{prefix}denominator"]
    if number is None:
        return ""
    told = format_number(number, lang)
    return f"{told}/{format_number(whole, lang)}" if whole else told
