"""Certificates for those who came to a class: issued by the room of certificates, for their enrolment, once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.kernel.errors import NotAllowed
from densach.services.activities.models import Activity
from densach.services.activities.queries.certifying import candidates_of, source_of, span_of
from densach.services.activities.rules.certifying import ISSUE, NobodyChosen, NothingHeldYet
from densach.services.certificates import actions as certificates
from densach.services.certificates.actions import Wanted
from densach.services.certificates.models import Certificate, CertificateKind


@transaction.atomic
def certify(
    *, at: datetime, actor: Actor, activity: Activity, enrolments: Collection[int], kind: str
) -> list[Certificate]:
    """Certificates of completion or of taking part for the chosen ones who have none; all of them or none.

    Raises NotAllowed, NothingHeldYet, NobodyChosen and what issuing refuses.
    """
    if not actor.may(ISSUE, activity.organisation_id):
        raise NotAllowed(verb=ISSUE)
    span = span_of(activity)
    first, last = span["first"], span["last"]
    if not isinstance(first, date) or not isinstance(last, date):
        raise NothingHeldYet
    chosen = [
        one
        for one in candidates_of(activity)
        if one.enrolment in enrolments and one.certificate is None and one.came
    ]
    if not chosen:
        raise NobodyChosen
    values = {"tu_ngay": format_date(first), "den_ngay": format_date(last)}
    wanted = [
        Wanted(
            holder_name=one.person.name, title=activity.title, source=source_of(one.enrolment),
            person=one.person, values=values, hours=_hours(activity),
        )
        for one in chosen
    ]  # fmt: skip
    return certificates.issue_many(
        at=at, actor=actor, organisation=activity.organisation, kind=CertificateKind(kind), wanted=wanted
    )


def _hours(activity: Activity) -> Decimal | None:
    """As they were told of the class, where that is a number."""
    try:
        return Decimal(str(activity.extra.get("hours", "")).replace(",", "."))
    except InvalidOperation:
        return None
