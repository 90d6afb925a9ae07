"""Who competes, or answers for somebody who does: such a person gives no marks in the round."""

from __future__ import annotations

from django.db.models import Q

from densach.people.models import Person
from densach.services.activities.models import Enrolment
from densach.services.contests.models import EntryState, Round


def competing(round_: Round, *, user_id: int | None, person_id: int | None = None) -> int | None:
    """The number of an entry in which the person, a child the person answers for or who answers for the person takes
    part; None where there is none, and for whoever is no known person.
    """
    asked = Q(pk=person_id) if person_id is not None else Q(pk__in=[])
    if user_id is not None:
        asked |= Q(user_id=user_id)
    own = list(Person.objects.filter(asked).values_list("pk", "guardian_id"))
    if not own:
        return None
    people = {key for key, _guardian in own} | {guardian for _key, guardian in own if guardian}
    people |= set(Person.objects.filter(guardian__in=people).values_list("pk", flat=True))
    groups = Enrolment.objects.filter(person__in=people, group__isnull=False, ended_at__isnull=True)
    rows = round_.entries.filter(state=EntryState.ENTERED)
    found = rows.filter(Q(person__in=people) | Q(group__in=groups.values("group")))
    return found.order_by("number").values_list("number", flat=True).first()


def sits(round_: Round, user_id: int | None) -> bool:
    """Whether the account has a seat in the round's jury, or had one: who leaves it does not become its secretary."""
    if user_id is None:
        return False
    return round_.judges.filter(user=user_id).exists()
