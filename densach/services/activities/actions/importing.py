"""A file of names is taken in, by the acts of enrolment, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from densach.intake.sheets import Given, Made, Sending, Told, Verdict, told
from densach.journal import actions as journal
from densach.people.actions.readers import remove_served
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.enrolling import enrol, enrol_new
from densach.services.activities.actions.seating import lock, pass_on
from densach.services.activities.incoming import Joining
from densach.services.activities.models import Activity, Attendance, Enrolment, EnrolmentStep, Letter

# What a file cannot be asked one by one; who is alike was asked when the rows were judged.
SURE = ("age", "area", "late", "alike")


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows in the order of the file, in a transaction that the caller holds."""
    made: dict[int, Made] = {}
    known = Activity.objects.in_bulk([verdict.plan.activity_id for _given, verdict in rows])
    for given, verdict in rows:
        plan = verdict.plan
        if isinstance(plan, Joining):
            made[given.number] = _join(sending, known[plan.activity_id], plan)
    return made


def _join(sending: Sending, activity: Activity, plan: Joining) -> Made:
    row = plan.row
    if plan.person_id is not None:
        person = Person.objects.select_related("guardian").get(pk=plan.person_id)
        agreed = person.guardian.name if person.guardian is not None else row.guardian or ""
        found = enrol(
            at=sending.at, actor=sending.actor, activity=activity, person=person, sure=SURE,
            agreed_by=agreed if row.agreed else "", approved=True, note=row.note or "",
        )  # fmt: skip
    else:
        guardian: PersonData | None = row.guarding()
        relation = row.relation or (gettext("parent or guardian") if guardian else "")
        found = enrol_new(
            at=sending.at, actor=sending.actor, activity=activity, data=row.person(), guardian=guardian,
            relation=relation, sure=SURE, agreed_by=row.guardian or "" if row.agreed else "", approved=True,
            note=row.note or "",
        )  # fmt: skip
    return {
        "enrolment": found.pk, "person": found.person_id, "began": plan.person_id is None, "revision": found.revision,
    }  # fmt: skip


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the enrolment went on by hand, or the person has come."""
    ids = [one["enrolment"] for one in made.values()]
    rows = Enrolment.objects.select_related("person").in_bulk(ids)
    came = set(Attendance.objects.filter(enrolment__in=ids).values_list("enrolment_id", flat=True))
    found: dict[int, Told] = {}
    for number, one in made.items():
        row = rows.get(one["enrolment"])
        if (
            row is None
            or row.person.erased_at is not None
            or row.revision != one["revision"]
            or row.pk in came
        ):
            found[number] = told("sheets.changed_again")
    return found


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds; places that come free go to who waits."""
    rows = Enrolment.objects.select_related("activity__organisation", "person__guardian", "session").in_bulk(
        [one["enrolment"] for one in made.values()]
    )
    activities: dict[int, Activity] = {}
    for one in made.values():
        row = rows[one["enrolment"]]
        activities[row.activity_id] = row.activity
        journal.write(
            at=sending.at, actor=sending.actor, act="activity.enrolment_undone", organisation=row.activity.organisation,
            subject=f"activity:{row.activity_id}", number=row.person_id, title=row.activity.title,
        )  # fmt: skip
        Letter.objects.filter(enrolment=row).delete()
        EnrolmentStep.objects.filter(enrolment=row).delete()
        person = row.person
        row.delete()
        if one["began"]:
            remove_served(person=person)
    for pk in sorted(activities):
        pass_on(sending.at, lock(pk), [None])
