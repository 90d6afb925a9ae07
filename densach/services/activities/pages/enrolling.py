"""What the lists and pages of enrolment show: rows with their words, acts by state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from densach.people.models import Person, Sex
from densach.services.activities.models import Enrolment, EnrolmentState, EnrolmentStep
from densach.services.activities.queries.enrolled import alike, bands_on, place_in_line
from densach.services.activities.rules import fees
from densach.services.activities.rules.activity import clock_text, when_text
from densach.services.activities.rules.bands import Band

TABS: Final = (
    ("", pgettext_lazy("enrolments", "have a place")),
    ("pending", pgettext_lazy("enrolments", "wait for approval")),
    ("waiting", pgettext_lazy("enrolments", "waiting list")),
    ("offered", pgettext_lazy("enrolments", "offered or invited")),
    ("ended", pgettext_lazy("enrolments", "ended")),
    ("*", pgettext_lazy("enrolments", "all")),
)
_APPROVE = ("approve", pgettext_lazy("enrolment", "Approve"), "check-lg")
_DECLINE = ("decline", pgettext_lazy("enrolment", "Decline"), "x-lg")
_ACCEPT = ("accept", pgettext_lazy("enrolment", "Said yes"), "check-lg")
_LEAVE = ("leave", pgettext_lazy("enrolment", "Leaves"), "box-arrow-right")
# What may be done with those ticked, by list.
ACTS: Final = {
    "": (_LEAVE,),
    "pending": (_APPROVE, _DECLINE),
    "waiting": (_APPROVE, _DECLINE, _LEAVE),
    "offered": (_ACCEPT, _DECLINE, _LEAVE),
}
DONE: Final = ("approve", "decline", "accept", "leave")


@dataclass(frozen=True)
class Line:
    """A row of a list; `line` the place among those who wait; `twin` the enrolment of somebody who reads alike."""

    one: Enrolment
    band: str
    line: int | None
    until: str
    session: str
    contact: str
    free: str
    twin: int | None

    @property
    def state(self) -> str:
        return str(EnrolmentState(self.one.state).label)


def lines(rows: Sequence[Enrolment], at: datetime) -> list[Line]:
    bands, places, twins = bands_on(rows, at), place_in_line(rows), alike(rows)
    return [
        Line(
            one=one,
            band=band_name(bands[one.pk]),
            line=places.get(one.pk),
            until=clock_text(one.offered_until) if one.offered_until else "",
            session=when_text(one.session.starts, one.session.ends) if one.session else "",
            contact=contact(one.person),
            free=free_name(one.free),
            twin=twins.get(one.pk),
        )
        for one in rows
    ]


def contact(person: Person) -> str:
    """By whom and how the person is reached: a child by its guardian."""
    if person.guardian is not None:
        return " · ".join(filter(None, (person.guardian.name, person.guardian.phone, person.guardian.email)))
    return " · ".join(filter(None, (person.phone, person.email)))


def band_name(band: Band | None) -> str:
    """The band of age in words; the unknown is told as unknown."""
    return _(band.name) if band else _("age not known")


def free_name(code: str) -> str:
    """Why no fee is due, or half of it, and by whose word."""
    known = fees.FREE.get(code)
    if known is None:
        return ""
    basis = _(known.basis) if known.by_law else _("the unit’s own rule")
    return f"{_(known.name)} ({basis})"


def head() -> list[str]:
    """The columns of the list that is taken away."""
    return [
        _("Full name"), _("Born on"), _("Sex"), _("Guardian and contact"), _("Agreed by"), _("Group"), _("Session"),
        _("State"), _("Code"), _("Enrolled at"), _("Fee in đồng"), _("Free of the fee as"), _("Fee settled"), _("Note"),
    ]  # fmt: skip


def cells(one: Enrolment) -> list[object]:
    """One row of it."""
    return [
        one.person.name, one.person.birth_date, str(Sex(one.person.sex).label) if one.person.sex else "",
        contact(one.person), one.agreed_by, one.group.name if one.group else "",
        when_text(one.session.starts, one.session.ends) if one.session else "",
        str(EnrolmentState(one.state).label), one.code, one.made_at, one.fee, free_name(one.free),
        _("yes") if one.fee_settled else "", one.note,
    ]  # fmt: skip


def steps(rows: Iterable[EnrolmentStep]) -> list[tuple[EnrolmentStep, str]]:
    """Each step with the state after it in words."""
    return [(one, str(EnrolmentState(one.after).label)) for one in rows]


@dataclass(frozen=True)
class Act:
    """A button of one enrolment's page; `asks_why` shows a field for the reason."""

    code: str
    label: object
    icon: str
    asks_why: bool = False
    grave: bool = False


def acts_of(one: Enrolment) -> list[Act]:
    """What may become of it by hand now."""
    approve = Act("approve", gettext_lazy("Give a place"), "check-lg")
    accept = Act("accept", gettext_lazy("Said yes: give the place"), "check-lg")
    decline = Act("decline", gettext_lazy("Decline"), "x-lg", asks_why=True, grave=True)
    leave = Act("leave", gettext_lazy("Leaves: free the place"), "box-arrow-right", asks_why=True, grave=True)
    by_state = {
        "pending": [approve, decline],
        "waiting": [approve, decline, leave],
        "offered": [accept, leave],
        "invited": [accept, decline],
        "confirmed": [leave],
    }
    return by_state.get(one.state, [])
