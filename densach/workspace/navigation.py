"""The ways of the staff's roof: only those that the person may go, with what waits on each."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.queries import must_change_password
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.workspace import waiting, waiting_library


def items(request: Request) -> list[NavItem]:
    """Found out only when a page draws them: fragments and downloads ask nothing."""
    return cast("list[NavItem]", SimpleLazyObject(lambda: _items(request)))


def _items(request: Request) -> list[NavItem]:
    actor = request.actor
    if not actor.may("count.view", None) or must_change_password(actor):
        return []
    told = waiting.numbers(actor, today(timezone.now()))
    here = max(
        (url for _way, _label, url, _icon, _group in _ways(actor) if request.path.startswith(url)),
        default="",
        key=len,
    )
    return [
        NavItem(label, url, icon, active=url == here, badge=told.get(way, 0), group=group)
        for way, label, url, icon, group in _ways(actor)
    ]


def _ways(actor: Actor) -> list[tuple[str, str, str, str, str]]:
    """Way, label, address, icon and group."""
    books, network = _("Books"), _("Network and people")
    every = [
        ("", "home", _("My desk"), "workspace:home", "card-checklist", ""),
        *_library_ways(actor, pgettext("navigation", "Library")),
        *_activity_ways(_("Activities")),
        *_programme_ways(_("Plans and reports")),
        ("count.view", "facts", _("Counting book"), "facts:home", "123", books),
        ("person.manage", "intake", _("Incoming files"), "intake:list", "file-earmark-arrow-up", books),
        ("journal.view", "journal", _("Journal"), "workspace:journal", "clock-history", books),
        ("count.view", "organisations", _("Institutions"), "organisations:list", "building", network),
        ("count.view", "provinces", _("Map of institutions"), "workspace:nation", "map", network),
        ("count.view", "areas", _("Places"), "areas:find", "geo-alt", network),
        ("person.view", "staff", _("Staff file"), "people:staff", "person-vcard", network),
        ("people.manage", "people", pgettext("accounts", "People"), "people:list", "people", network),
        ("api.token", "machines", _("Tokens for machines"), "machines:tokens", "key", network),
        ("person.erase", "personal_data", _("Personal data"), "people:requests", "shield-lock", network),
    ]
    return [
        (way, label, reverse(name), icon, group)
        for verb, way, label, name, icon, group in every
        if not verb or actor.may(verb, None)
    ]


def _library_ways(actor: Actor, library: str) -> list[tuple[str, str, str, str, str, str]]:
    """Those of the libraries, where the person has one in reach. A reading point's keeper needs the first three."""
    on = today(timezone.now())
    every: tuple[tuple[str, str, str, str, str], ...] = (
        ("desk.serve", "desk", _("Library desk"), "circulation:desk", "upc-scan"),
        ("desk.serve", "visits", pgettext("desk", "Visits"), "circulation:visits", "people"),
        ("desk.serve", "readers", _("Library readers"), "circulation:patrons", "person-vcard"),
        ("catalogue.edit", "catalogue", _("Library catalogue"), "catalogue:home", "book"),
        ("stock.take", "stocktaking", _("Stock-taking"), "stocktaking:home", "clipboard-check"),
        ("library.view", "statistics", _("Library statistics"), "statistics:home", "bar-chart-line"),
    )
    served = waiting_library.in_reach(actor, on)
    if served and waiting_library.are_small(served):
        every = every[:3]
    if not actor.may("desk.serve", None):
        # Who keeps rules for desks of others has no desk from which to reach them.
        every = (*every, ("desk.rule", "rules", _("Lending rules"), "circulation:policies", "sliders"))
    return [
        (verb, way, label, name, icon, library)
        for verb, way, label, name, icon in every
        if is_there(name) and waiting_library.in_reach(actor, on, verb)
    ]


@cache
def is_there(name: str) -> bool:
    """Whether the address is served; a part that an installation leaves out has no way to it."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _activity_ways(group: str) -> list[tuple[str, str, str, str, str, str]]:
    """Those of classes, clubs, events and contests: verb, way, label, address' name, icon and group."""
    every: tuple[tuple[str, str, str, str, str], ...] = (
        ("activity.view", "activities", _("Calendar of activities"), "activities:home", "calendar-event"),
        ("activity.attend", "to_close", _("Not yet closed"), "activities:to_close", "list-check"),
        (
            "activity.view",
            "activity_figures",
            _("Figures of activities"),
            "activities:figures",
            "bar-chart-line",
        ),
        (
            "activity.manage",
            "activity_calendars",
            _("Calendars of other programs"),
            "activities:calendar_files",
            "box-arrow-in-down",
        ),
        ("contest.manage", "contests", _("Contests"), "contests:home", "award"),
        ("activity.view", "clubs", _("Clubs and teams"), "clubs:home", "people"),
        ("activity.view", "training", _("Training of staff"), "training:courses", "mortarboard"),
        ("certificate.issue", "certificates", _("Certificates"), "certificates:issued", "patch-check"),
    )
    return [(verb, way, label, name, icon, group) for verb, way, label, name, icon in every if is_there(name)]


def _programme_ways(programme: str) -> list[tuple[str, str, str, str, str, str]]:
    """Those of the wing that commands and reports: verb, way, label, address' name, icon and group."""
    return [
        ("plan.view", "leader", _("At a glance"), "workspace:leader", "speedometer2", programme),
        ("plan.view", "plans", _("Plans"), "plans:list", "bullseye", programme),
        ("plan.view", "documents", _("Register of papers"), "plans:documents", "files", programme),
        ("plan.view", "tasks", _("Tasks"), "tasks:board", "list-task", programme),
        ("oversight.view", "oversight", _("Oversight"), "oversight:difficulties", "eye", programme),
        ("report.view", "reports", _("Reports"), "reports:owed", "file-earmark-text", programme),
        ("plan.view", "indicators", _("Indicators"), "indicators:index", "bar-chart-line", programme),
        ("plan.view", "pivot", _("Pivot table"), "indicators:pivot", "table", programme),
        ("plan.view", "calendar", _("Calendar"), "calendar:calendar", "calendar3", programme),
        ("budget.view", "budget", _("Estimates and projects"), "budget:home", "cash-stack", programme),
        (
            "capability.claim",
            "capabilities",
            _("What units can do"),
            "capabilities:mine",
            "patch-check",
            programme,
        ),
    ]
