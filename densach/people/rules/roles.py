"""Roles as data: what each may do, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

VERBS: dict[str, str] = {
    "plan.view": gettext_noop("see plans, their targets and how they stand"),
    "plan.review": gettext_noop("check the rows read from a plan's paper"),
    "plan.manage": gettext_noop("load plans and set them running"),
    "plan.approve": gettext_noop("approve changes of mandatory targets"),
    "task.manage": gettext_noop("hand out tasks, divide them and change them"),
    "task.progress": gettext_noop("say how the unit's own tasks stand, with evidence"),
    "oversight.view": gettext_noop("see inspections, difficulties, models, commendations and reviews"),
    "oversight.raise": gettext_noop("raise a difficulty, offer a model, propose a commendation"),
    "oversight.manage": gettext_noop("keep inspections and reviews, answer difficulties, gather proposals"),
    "oversight.decide": gettext_noop("decide on commendations and close reviews"),
    "budget.view": gettext_noop("see estimates and investment projects"),
    "budget.write": gettext_noop("write the unit's estimate"),
    "budget.review": gettext_noop("review estimates and allot amounts"),
    "budget.approve": gettext_noop("approve estimates"),
    "calendar.manage": gettext_noop("set the days of the programme for a place"),
    "api.token": gettext_noop("make and end tokens for machines"),
    "count.view": gettext_noop("see the counting book"),
    "count.enter": gettext_noop("enter and correct counts"),
    "capability.claim": gettext_noop("answer what the unit can do"),
    "capability.verify": gettext_noop("verify or return the answers of units below"),
    "capability.rule": gettext_noop("keep the rules by which counts prove what a unit can do"),
    "capability.list": gettext_noop("amend the checklists of the law"),
    "report.view": gettext_noop("see reports"),
    "report.write": gettext_noop("write and submit the unit's reports"),
    "report.decide": gettext_noop("return, accept and consolidate reports"),
    "report.sign": gettext_noop("sign reports"),
    "catalogue.edit": gettext_noop("enter and change records and items of the library"),
    "catalogue.import": gettext_noop("take files of records in and out"),
    "catalogue.authority": gettext_noop("keep and merge headings of names and subjects"),
    "desk.serve": gettext_noop("lend, take back, register readers, count visits"),
    "desk.override": gettext_noop("go on against a lending rule, with the reason"),
    "desk.rule": gettext_noop("keep the lending rules"),
    "library.view": gettext_noop("see a library's statistics, stock-takings and assessments"),
    "stock.take": gettext_noop("take stock and list what should be weeded"),
    "stock.decide": gettext_noop("decide what is weeded"),
    "assessment.write": gettext_noop("write the library's yearly self-assessment"),
    "assessment.accept": gettext_noop("accept or return self-assessments of units below"),
    "activity.view": gettext_noop("see the unit's activities, enrolments and attendance"),
    "activity.manage": gettext_noop("plan activities: sessions, rooms, enrolment, publicity"),
    "activity.attend": gettext_noop("mark who came and close sessions"),
    "activity.kinds": gettext_noop("keep the kinds of activity, common terms and holidays"),
    "club.manage": gettext_noop("keep clubs, interest groups and teams"),
    "contest.manage": gettext_noop("hold contests and festivals"),
    "training.manage": gettext_noop("hold courses for staff and record results"),
    "certificate.issue": gettext_noop("issue and revoke certificates, keep their templates"),
    "organisation.profile": gettext_noop("keep the unit's contacts, opening times and posts"),
    "organisation.manage": gettext_noop("keep the register of institutions"),
    "area.manage": gettext_noop("keep the register of areas"),
    "people.manage": gettext_noop("make accounts and give roles"),
    "person.view": gettext_noop("see the staff file; each look is journalled"),
    "person.manage": gettext_noop("keep the staff file"),
    "person.erase": gettext_noop("answer requests about personal data and erase them"),
    "journal.view": gettext_noop("read the journal"),
    "file.view": gettext_noop("open kept files"),
}
_SEE = (
    "plan.view",
    "count.view",
    "report.view",
    "oversight.view",
    "budget.view",
    "journal.view",
    "file.view",
)
_UNIT = (
    *_SEE,
    "count.enter",
    "capability.claim",
    "report.write",
    "task.progress",
    "oversight.raise",
    "budget.write",
    "organisation.profile",
)
_LIBRARY = (
    "catalogue.edit",
    "catalogue.import",
    "catalogue.authority",
    "desk.serve",
    "desk.override",
    "library.view",
    "stock.take",
)
_ACTIVITIES = (
    "activity.view",
    "activity.manage",
    "activity.attend",
    "club.manage",
    "contest.manage",
    "training.manage",
    "certificate.issue",
)
# Those by which lists of names are opened.
_NAMING = ("activity.manage", "activity.attend", "club.manage", "certificate.issue")
_LIBRARY_HEAD = (*_LIBRARY, "desk.rule", "stock.decide", "assessment.write")
_STAFF_FILE = ("person.view", "person.manage")


@dataclass(frozen=True)
class Role:
    """`by_field`: a department's or office's right over its field reaches all institutions of its territory.

    `near`: verbs that nevertheless reach only the unit and what stands under it, because names are seen by them: of
    other units a department reads figures, not who came (Law 91/2025/QH15, the least that a task needs).
    """

    code: str
    name: str | Promise
    verbs: tuple[str, ...]
    by_field: bool = False
    near: tuple[str, ...] = ()


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("administrator", _("Administrator"), tuple(VERBS), by_field=True),
        Role(
            "department_officer",
            _("Department officer"),
            (
                *_UNIT,
                "plan.review",
                "plan.manage",
                "capability.verify",
                "capability.rule",
                "report.decide",
                "organisation.manage",
                "task.manage",
                "oversight.manage",
                "budget.review",
                "calendar.manage",
                "api.token",
                "library.view",
                "desk.rule",
                "assessment.accept",
                *_ACTIVITIES,
                "activity.kinds",
                *_STAFF_FILE,
            ),
            by_field=True,
            near=_NAMING,
        ),
        Role(
            "leader",
            _("Leader"),
            (
                *_SEE,
                "plan.approve",
                "report.sign",
                "report.decide",
                "oversight.decide",
                "budget.approve",
                "library.view",
                "activity.view",
                "person.view",
            ),
            by_field=True,
        ),
        Role(
            "institution_head",
            _("Head of an institution"),
            (
                *_UNIT,
                "plan.review",
                "plan.manage",
                "task.manage",
                "api.token",
                *_LIBRARY_HEAD,
                *_ACTIVITIES,
                *_STAFF_FILE,
                "people.manage",
            ),
        ),
        Role("librarian", _("Librarian"), (*_UNIT, *_LIBRARY, *_ACTIVITIES)),
        Role("museum_keeper", _("Museum keeper"), (*_UNIT, *_ACTIVITIES)),
        Role("culture_head", _("Head of a culture house"), (*_UNIT, *_ACTIVITIES)),
        Role(
            "school",
            _("School"),
            (
                "plan.view",
                "count.view",
                "count.enter",
                "capability.claim",
                "organisation.profile",
                "file.view",
                *_LIBRARY,
                "assessment.write",
                *_ACTIVITIES,
            ),
        ),
        Role(
            "commune_officer",
            _("Commune culture officer"),
            (
                *_UNIT,
                "plan.review",
                "plan.manage",
                "capability.verify",
                "organisation.manage",
                "task.manage",
                "calendar.manage",
                *_LIBRARY_HEAD,
                "assessment.accept",
                *_ACTIVITIES,
                *_STAFF_FILE,
            ),
            by_field=True,
        ),
        Role(
            "privacy_officer",
            _("Personal data officer"),
            (*_SEE, "person.view", "person.erase"),
            by_field=True,
        ),
    )
}

ADMINISTRATOR: Final = "administrator"

# How a page groups what roles may do: the first half of each verb, in the order of a unit's work.
VERB_GROUPS: dict[str, tuple[str, ...]] = {
    gettext_noop("Counting and reporting"): ("count", "report"),
    gettext_noop("Plans, tasks and what units can do"): ("plan", "task", "calendar", "capability"),
    gettext_noop("Oversight and money"): ("oversight", "budget"),
    gettext_noop("The library"): ("catalogue", "desk", "library", "stock", "assessment"),
    gettext_noop("Activities"): ("activity", "club", "contest", "training", "certificate"),
    gettext_noop("Registers of units and areas"): ("organisation", "area"),
    gettext_noop("People and their data"): ("people", "person"),
    gettext_noop("Evidence and machines"): ("journal", "file", "api"),
}


def grouped(verbs: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The verbs of a role under the names of their groups, both as source sentences."""
    return [
        (name, found)
        for name, firsts in VERB_GROUPS.items()
        if (found := [VERBS[verb] for verb in VERBS if verb in verbs and verb.split(".")[0] in firsts])
    ]
