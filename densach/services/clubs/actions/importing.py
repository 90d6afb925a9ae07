"""A file of members is taken in, by the acts of joining, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from densach.intake.sheets import Given, Made, Sending, Told, Verdict
from densach.people.models import Person
from densach.services.activities.actions import importing as learners
from densach.services.activities.models import Enrolment
from densach.services.clubs.actions.holding import tell
from densach.services.clubs.actions.members import join
from densach.services.clubs.incoming import Joining
from densach.services.clubs.models import Club, Membership
from densach.services.clubs.rules.given import MemberData


def take_in(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows in the order of the file, in a transaction that the caller holds."""
    made: dict[int, Made] = {}
    for given, verdict in rows:
        plan = verdict.plan
        if isinstance(plan, Joining):
            made[given.number] = _join(sending, plan)
    return made


def _join(sending: Sending, plan: Joining) -> Made:
    row = plan.row
    known = None
    if plan.person_id is not None:
        known = Person.objects.select_related("guardian").get(pk=plan.person_id)
    guardian = row.guarding() if known is None or known.guardian_id is None else None
    named = known.guardian.name if known is not None and known.guardian is not None else row.guardian or ""
    data = MemberData(
        who=known or row.person(), since=plan.since, role=plan.role, guardian=guardian,
        relation=row.relation or (gettext("parent or guardian") if guardian else ""),
        agreed_by=named if row.agreed else "", sure=("alike",),
    )  # fmt: skip
    member = join(at=sending.at, actor=sending.actor, club=Club(pk=plan.club_id), data=data)
    enrolment = Enrolment.objects.filter(
        activity__club=plan.club_id, person=member.person_id, ended_at__isnull=True
    ).get()
    return {
        "member": member.pk, "person": member.person_id, "began": known is None, "enrolment": enrolment.pk,
        "revision": enrolment.revision,
    }  # fmt: skip


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the person has come to a meeting, left, or was changed on the sheet."""
    found = learners.hindrances(sending, made)
    standing = Membership.objects.filter(until__isnull=True).in_bulk([one["member"] for one in made.values()])
    for number, one in made.items():
        if one["member"] not in standing:
            found.setdefault(number, ["sheets.changed_again", {}])
    return found


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds."""
    rows = Membership.objects.select_related("club__organisation").in_bulk(
        [one["member"] for one in made.values()]
    )
    for member in rows.values():
        tell(sending.at, sending.actor, member.club, "member_undone", number=member.person_id)
        member.delete()
    learners.undo(sending, made)
