"""Consents are given and withdrawn: by the person, by the guardian of a child, or on paper before staff."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.actions.persons import own_person
from densach.people.models import Consent, Person, User
from densach.people.queries import persons, privacy
from densach.people.rules.purposes import (
    PURPOSES,
    ChildMustAgree,
    ConsentGiven,
    ConsentWithdrawn,
    GuardianNeeded,
    NotTheirOwnWord,
    Purpose,
    UnknownPurpose,
    asks_the_child,
    is_child,
)
from densach.people.rules.staffing import MANAGE, NoSuchPerson, PersonErased


def _purpose(code: str) -> Purpose:
    if code not in PURPOSES:
        raise UnknownPurpose(purpose=code)
    return PURPOSES[code]


@transaction.atomic
def record_consent(
    *, at: datetime, actor: Actor, person: Person, purpose: str, child_agreed: bool = False
) -> Consent:
    """Staff take a consent given before them. For a child it is the guardian's, and its own where life is published.

    GuardianNeeded while nobody speaks for the child; ChildMustAgree where its own word is missing.
    """
    if not persons.persons_for(actor, MANAGE, today(at)).filter(pk=person.pk).exists():
        raise NoSuchPerson()
    return _give(at, actor, person, _purpose(purpose), child_agreed)


@transaction.atomic
def record_served(
    *, at: datetime, actor: Actor, person: Person, purpose: str, child_agreed: bool = False
) -> Consent:
    """The same before who serves the person: a room that may register readers has asked for the right before."""
    return _give(at, actor, person, _purpose(purpose), child_agreed)


@transaction.atomic
def agree(*, at: datetime, actor: Actor, user: User, purpose: str) -> Consent:
    """The person's own word, by their own account."""
    asked, person = _purpose(purpose), own_person(at=at, user=user)
    if is_child(person.birth_date, person.guardian_id is not None, today(at)):
        raise NotTheirOwnWord(purpose=gettext(asked.name))
    return _give(at, actor, person, asked, False)


def _give(at: datetime, actor: Actor, person: Person, purpose: Purpose, child_agreed: bool) -> Consent:
    on, name = today(at), gettext(purpose.name)
    if person.erased_at is not None:
        raise PersonErased()
    child = is_child(person.birth_date, person.guardian_id is not None, on)
    if child and person.guardian is None:
        raise GuardianNeeded(purpose=name)
    own_word = child and asks_the_child(purpose, person.birth_date, on)
    if own_word and not child_agreed:
        raise ChildMustAgree(purpose=name)
    if privacy.open_consent(person, purpose.code) is not None:
        raise ConsentGiven(purpose=name)
    speaker = person.guardian if child and person.guardian is not None else person
    consent = Consent(
        person=person,
        purpose=purpose.code,
        wording=gettext(purpose.words),
        guardian=person.guardian if child else None,
        child_agreed=True if own_word else None,
        given_at=at,
        given_by_name=speaker.name,
        taken_by_name=actor.name,
    )
    consent.full_clean()
    consent.save()
    _journal("people.consent_given", at, actor, consent, purpose)
    return consent


def _journal(act: str, at: datetime, actor: Actor, consent: Consent, purpose: Purpose) -> None:
    last = consent.person.employments.select_related("organisation").order_by("-valid_from").first()
    with translation.override("vi"):
        named = gettext(purpose.name)
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=last.organisation if last else None,
        subject=f"person:{consent.person_id}",
        number=str(consent.person_id),
        purpose=named,
    )


@transaction.atomic
def record_withdrawal(*, at: datetime, actor: Actor, consent: Consent) -> None:
    """Staff write down that the person, or the guardian, no longer agrees. No reason is asked for."""
    if not persons.persons_for(actor, MANAGE, today(at)).filter(pk=consent.person_id).exists():
        raise NoSuchPerson()
    _withdraw(at, actor, consent, actor.name)


@transaction.atomic
def withdraw(*, at: datetime, actor: Actor, user: User, purpose: str) -> None:
    """The person no longer agrees, by their own account; a child may do so too, against its guardian's word."""
    asked, person = _purpose(purpose), own_person(at=at, user=user)
    consent = privacy.open_consent(person, purpose)
    if consent is None:
        raise ConsentWithdrawn(purpose=gettext(asked.name))
    _withdraw(at, actor, consent, person.name)


def _withdraw(at: datetime, actor: Actor, consent: Consent, by: str) -> None:
    purpose = _purpose(consent.purpose)
    if consent.withdrawn_at is not None:
        raise ConsentWithdrawn(purpose=gettext(purpose.name))
    consent.withdrawn_at, consent.withdrawn_by_name = at, by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    _journal("people.consent_withdrawn", at, actor, consent, purpose)
