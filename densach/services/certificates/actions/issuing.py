"""Certificates are issued for something that happened, once, and revoked with a reason; their words never change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, connection, transaction

from densach.facts import actions as facts
from densach.facts.origin import Origin
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date, today
from densach.kernel.errors import NotAllowed
from densach.kernel.numbers import format_number
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.certificates import counting
from densach.services.certificates.measures import CERTIFICATES
from densach.services.certificates.models import Certificate, Template
from densach.services.certificates.queries import certificates as read
from densach.services.certificates.rules.filling import fill, next_number
from densach.services.certificates.rules.refusals import (
    HolderMissing,
    IssuedAlready,
    NumberTaken,
    ReasonMissing,
    RevokedAlready,
    TemplateEnded,
)

ISSUE = "certificate.issue"


@dataclass(frozen=True)
class Wanted:
    """One certificate to be issued. `source` names what for; `values`: placeholders that only the asker knows."""

    holder_name: str
    title: str
    source: str
    person: Person | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    hours: Decimal | None = None
    number: str = ""


@transaction.atomic
def issue(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    holder_name: str,
    title: str,
    source: str,
    template: Template | None = None,
    person: Person | None = None,
    values: Mapping[str, str] | None = None,
    hours: Decimal | None = None,
    number: str = "",
    issued_on: date | None = None,
) -> Certificate:
    """One certificate, counted. Raises NotAllowed, HolderMissing, IssuedAlready, NumberTaken, TemplateEnded."""
    wanted = Wanted(holder_name, title, source, person, values or {}, hours, number)
    made = issue_many(
        at=at, actor=actor, organisation=organisation, kind=kind, wanted=[wanted], template=template,
        issued_on=issued_on,
    )  # fmt: skip
    return made[0]


@transaction.atomic
def issue_many(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    wanted: Sequence[Wanted],
    template: Template | None = None,
    issued_on: date | None = None,
) -> list[Certificate]:
    """Certificates for a whole class: all of them or none, by the unit's template of the kind unless one is told."""
    if not actor.may(ISSUE, organisation):
        raise NotAllowed(verb=ISSUE)
    _one_at_a_time(organisation)
    on = issued_on or today(at)
    look = template or read.template_for(organisation.pk, kind)
    if look.ended_on is not None:
        raise TemplateEnded(name=look.name)
    last = read.last_number(organisation.pk, on.year)
    made = []
    for one in wanted:
        last = one.number or next_number(last, on.year)
        made.append(_issue(at, actor, organisation, kind, one, look, on, last))
    facts.record_many(at=at, entries=[counting.of(one) for one in made], origin=Origin.SERVICE)
    if made:
        journal.write(
            at=at, actor=actor, act="certificates.issued", organisation=organisation,
            subject=f"certificate:{made[0].pk}", number=str(len(made)), first=made[0].number, title=made[0].title,
        )  # fmt: skip
    return made


def _one_at_a_time(organisation: Organisation) -> None:
    """Numbers are given in order; SQLite's writers stand in a queue anyway."""
    if connection.features.has_select_for_update:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _issue(
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    wanted: Wanted,
    template: Template,
    on: date,
    number: str,
) -> Certificate:
    holder, title = clean_text(wanted.holder_name), clean_text(wanted.title)
    if not holder:
        raise HolderMissing
    standing = read.standing_for(wanted.source)
    if standing is not None:
        raise IssuedAlready(number=standing.number)
    issuer = organisations.named(organisation, on).name
    values = {
        "ho_ten": holder,
        "hoat_dong": title,
        "don_vi": issuer,
        "ngay_cap": format_date(on),
        "so": number,
        "so_gio": format_number(wanted.hours) if wanted.hours is not None else "",
        **{name: clean_text(value) for name, value in wanted.values.items()},
    }
    made = Certificate(
        organisation=organisation,
        number=number,
        token=secrets.token_urlsafe(18),
        kind=kind,
        person=wanted.person,
        holder_name=holder,
        title=title,
        text=fill(template.body, values),
        hours=wanted.hours,
        look=_look(template, issuer, values),
        source=wanted.source,
        slice=f"paper={kind}",
        issued_on=on,
        issued_at=at,
        issued_by_name=actor.name,
    )
    made.clean_fields()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NumberTaken(number=number) from None
    return made


def _look(template: Template, issuer: str, values: Mapping[str, str]) -> dict[str, object]:
    """The template as it was, filled: what is drawn again in ten years."""
    return {
        "issuer": issuer,
        "heading": fill(template.heading, values),
        "signer_title": template.signer_title,
        "signer_name": template.signer_name,
        "landscape": template.landscape,
        "accent": template.accent,
        "emblem": template.emblem_id,
    }


@transaction.atomic
def revoke(*, at: datetime, actor: Actor, certificate: Certificate, why: str) -> Certificate:
    """It holds no more and counts no more; its address says so. Raises RevokedAlready, ReasonMissing, NotAllowed."""
    found = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not actor.may(ISSUE, found.organisation_id):
        raise NotAllowed(verb=ISSUE)
    reason = clean_text(why)
    if not reason:
        raise ReasonMissing
    if found.revoked_at is not None:
        raise RevokedAlready(number=found.number)
    found.revoked_at, found.revoked_by_name, found.revoked_why = at, actor.name, reason
    found.clean_fields()
    found.save(update_fields=["revoked_at", "revoked_by_name", "revoked_why"])
    if found.counted:
        facts.reverse(at=at, measure=CERTIFICATES, source=f"certificate:{found.pk}")
    journal.write(
        at=at, actor=actor, act="certificates.revoked", organisation=found.organisation,
        subject=f"certificate:{found.pk}", number=found.number, why=reason,
    )  # fmt: skip
    return found
