"""Doors of certificates: those of the units in which somebody may issue them. A stranger finds nothing."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.certificates.actions.issuing import ISSUE
from densach.services.certificates.measures import ISSUERS
from densach.services.certificates.models import Certificate, Template
from densach.services.certificates.rules.refusals import NoSuchCertificate, NoSuchTemplate

READS = ("count.view", "activity.view", ISSUE)


def units_for(actor: Actor, on: date) -> list[Named]:
    """The institutions of the day in which the actor may issue certificates, in the order of the register."""
    ids = set(organisations_where(actor, ISSUE, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on, kinds=ISSUERS) if one.id in ids]


def unit_for(actor: Actor, code: str) -> Organisation:
    """Raises NotFound, for units of others too."""
    found = organisations.by_code(code)
    if not actor.may(ISSUE, found):
        raise NotFound
    return found


def certificate_for(actor: Actor, pk: int) -> Certificate:
    """Raises NoSuchCertificate, for those of others too."""
    found = Certificate.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not actor.may(ISSUE, found.organisation):
        raise NoSuchCertificate
    return found


def trace_for(actor: Actor, pk: int) -> Certificate:
    """The certificate behind a figure, for whoever may read the unit's figures; shown without its holder."""
    found = Certificate.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not any(actor.may(verb, found.organisation) for verb in READS):
        raise NoSuchCertificate
    return found


def template_for(actor: Actor, pk: int) -> Template:
    """A template of a unit in reach, or one of the house's for whoever issues certificates anywhere."""
    found = Template.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not actor.may(ISSUE, found.organisation):
        raise NoSuchTemplate
    return found
