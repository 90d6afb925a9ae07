"""Certificates and templates as they are looked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from densach.kernel.numbers import whole_number
from densach.people.models import Person
from densach.services.certificates.models import Certificate, SigningKey, Template
from densach.services.certificates.rules.refusals import NoSuchCertificate, NoSuchTemplate

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty for all."""

    kind: str = ""
    year: str = ""
    state: str = ""
    words: str = ""


def certificates_of(organisation_ids: Collection[int], asked: Asked) -> QuerySet[Certificate]:
    """Newest first."""
    rows = Certificate.objects.filter(organisation_id__in=organisation_ids)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if year := whole_number(asked.year):
        rows = rows.filter(issued_on__year=min(max(year, 1900), 2200))
    if asked.state:
        rows = rows.filter(revoked_at__isnull=asked.state != "revoked")
    if asked.words:
        rows = rows.filter(
            Q(number__icontains=asked.words)
            | Q(title__icontains=asked.words)
            | Q(holder_name__icontains=asked.words)
        )
    return rows.order_by("-pk")


def page_of(rows: QuerySet[Certificate], before: int | None) -> tuple[list[Certificate], int | None]:
    """Fifty of them that stand before a number, and the number to go on with."""
    some = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return some[:PAGE], some[PAGE - 1].pk if len(some) > PAGE else None


def by_ids(ids: Iterable[int]) -> list[Certificate]:
    found = Certificate.objects.in_bulk(list(ids))
    return [found[one] for one in ids if one in found]


def by_token(token: str) -> Certificate:
    """Raises NoSuchCertificate."""
    found = Certificate.objects.filter(token=token).first()
    if found is None:
        raise NoSuchCertificate
    return found


def standing_for(source: str) -> Certificate | None:
    """The one that holds for the thing, if any."""
    return Certificate.objects.filter(source=source, revoked_at__isnull=True).first()


def standing_for_all(sources: Collection[str]) -> dict[str, Certificate]:
    """Those that hold, by what they were issued for."""
    rows = Certificate.objects.filter(source__in=sources, revoked_at__isnull=True)
    return {one.source: one for one in rows}


def of_person(person: Person) -> QuerySet[Certificate]:
    return Certificate.objects.filter(person=person).order_by("-issued_on", "-pk")


def last_number(organisation_id: int, year: int) -> str:
    """The last number that the unit gave in the year by itself; "" for none."""
    rows = Certificate.objects.filter(organisation_id=organisation_id, number__endswith=f"/{year}/CN")
    # Numbers of four figures stand in order; longer ones come after all of those.
    found = rows.order_by("-pk").values_list("number", flat=True)[:200]
    return max(found, key=lambda one: whole_number(one.partition("/")[0]) or 0, default="")


def templates_for(organisation_ids: Collection[int]) -> QuerySet[Template]:
    """The units' own and the house's, those still used, with how many certificates were issued by the unit."""
    rows = Template.objects.filter(Q(organisation_id__in=organisation_ids) | Q(organisation=None))
    return rows.filter(ended_on__isnull=True).order_by("organisation_id", "kind", "name")


def template_for(organisation_id: int, kind: str) -> Template:
    """The unit's last own template of the kind, else the house's. Raises NoSuchTemplate."""
    rows = Template.objects.filter(kind=kind, ended_on__isnull=True)
    own = rows.filter(organisation_id=organisation_id).order_by("-pk").first()
    found = own or rows.filter(organisation=None).order_by("pk").first()
    if found is None:
        raise NoSuchTemplate
    return found


def revoked_of(organisation_id: int) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(organisation_id=organisation_id, revoked_at__isnull=False)
    return rows.order_by("revoked_at", "pk")


def key_by_id(kid: str) -> SigningKey | None:
    return SigningKey.objects.filter(kid=kid).first()


def tally(organisation_ids: Collection[int]) -> dict[str, int]:
    """How many hold, by kind."""
    rows = Certificate.objects.filter(organisation_id__in=organisation_ids, revoked_at__isnull=True)
    return dict(rows.values_list("kind").annotate(number=Count("pk")).order_by("kind"))
