"""What the screens show: tabs, places to choose from, pages of a list, rows to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.organisations.rules import Named
from densach.programme.capabilities.models import Claim
from densach.programme.capabilities.queries import Standing
from densach.ui.nav import NavItem

PAGE = 50
Line = tuple[Named, Claim | None]


def tabs(here: str, actor: Actor, waiting: int) -> list[NavItem]:
    """The parts of the room that the actor has a use for."""
    items = [NavItem(_("Our answers"), reverse("capabilities:mine"), "clipboard-check", here == "mine")]
    if actor.may("capability.verify", None):
        address = reverse("capabilities:verifying")
        items.append(NavItem(_("To verify"), address, "patch-check", here == "verifying", waiting))
    items.append(
        NavItem(_("All questions"), reverse("capabilities:catalogue"), "list-check", here == "catalogue")
    )
    return items


def areas_of(units: Iterable[Named], on: date) -> list[tuple[int, str]]:
    """The places in which the units stand, by name."""
    names = organisations.area_names({unit.area_id for unit in units}, on)
    return sorted(names.items(), key=lambda pair: sort_key(pair[1]))


def lines_of(standing: Standing, group: str) -> list[Line]:
    """The institutions of one group: yes, no or unknown."""
    if group == "yes":
        return list(standing.yes)
    if group == "no":
        return list(standing.no)
    return [(unit, None) for unit in standing.unknown]


def group_tabs(standing: Standing, group: str, area: str) -> list[NavItem]:
    """One tab for each answer, with its number; those that ask for work first."""
    told = (
        ("no", _("Answered no"), "x-lg", len(standing.no)),
        ("unknown", _("Not answered"), "question-circle", len(standing.unknown)),
        ("yes", _("Answered yes"), "check-circle", len(standing.yes)),
    )
    beside = f"&area={area}" if area else ""
    return [
        NavItem(label, f"?group={code}{beside}", icon, code == group, number)
        for code, label, icon, number in told
    ]


def page_of(lines: Sequence[Line], after: int) -> tuple[list[Line], int]:
    """The 50 lines after the institution with this number, and the key of the next page (0 for none)."""
    start = next((place + 1 for place, (unit, _claim) in enumerate(lines) if unit.id == after), 0)
    page = list(lines[start : start + PAGE])
    return page, page[-1][0].id if len(lines) > start + PAGE else 0


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
        _("State"),
        _("Note"),
        _("Paper"),
        _("Answered by"),
        _("At"),
    ]


def export_rows(standing: Standing, on: date) -> Iterator[list[object]]:
    """Every institution asked, with its answer where it gave one."""
    every: list[Line] = [*standing.no, *((unit, None) for unit in standing.unknown), *standing.yes]
    names = organisations.area_names({unit.area_id for unit, _claim in every}, on)
    for unit, claim in every:
        place: list[object] = [unit.name, level_word(unit.level), names.get(unit.area_id, "")]
        if claim is None:
            yield [*place, _("not answered"), "", "", "", "", "", "", ""]
            continue
        yield [
            *place,
            pgettext("capability", "yes") if claim.answer else pgettext("capability", "no"),
            str(claim.get_stage_display()) if claim.capability.staged else "",
            claim.since,
            str(claim.get_state_display()),
            claim.note,
            claim.evidence.name if claim.evidence else "",
            claim.claimed_by_name,
            claim.claimed_at,
        ]
