"""What goes when a person is erased, and what the law keeps: the parts of this room, for the register of holders."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.journal import actions as journal
from densach.people.models import Consent, DataRequest, Invitation, Membership, Person, Sex, User
from densach.people.privacy import Outcome
from densach.people.queries.privacy import keeping_of
from densach.people.rules.retention import EVIDENCE, JOURNAL

_OPTIONAL = gettext_noop("Day of birth, sex, ethnic group, private e-mail and telephone")
_NAME = gettext_noop("Name and work in the staff file")
_COURSES = gettext_noop("Courses")
_ANONYMOUS = gettext_noop("Positions and courses without a name, as statistics")
_ACCOUNT = gettext_noop("Account: e-mail, password, second factors, sign-ins")
_ACCOUNT_NAME = gettext_noop("Name of the account")
_INVITATIONS = gettext_noop("Invitations to this address")
_CONSENTS = gettext_noop("Consents: withdrawn, and the names in them")
_CONSENTS_KEPT = gettext_noop("Consents: withdrawn; when they were given and withdrawn")
_REQUESTS = gettext_noop("Words of your requests")
_JOURNAL = gettext_noop("Your name in the journal, beside what you did in office")
_JOURNAL_NAME = gettext_noop("Your name in the journal")
_NO_PERSON = gettext_noop("It holds no person")
_FACTS = gettext_noop("Counted figures")


def erase_person(person: Person, at: datetime) -> list[Outcome]:
    """The staff file: what was optional goes at once; the name when no law keeps it any longer."""
    keeping = keeping_of(person, at)
    person.birth_date, person.sex, person.is_ethnic_minority = None, Sex.UNKNOWN, None
    person.email = person.phone = ""
    outcomes = [Outcome(_OPTIONAL, erased=True)]
    if keeping.law:
        person.save()
        kept = [_NAME, _COURSES] if person.trainings.exists() else [_NAME]
        return outcomes + [Outcome(one, erased=False, law=keeping.law, until=keeping.until) for one in kept]
    guardian, person.guardian = person.guardian, None
    person.name = person.folded_name = person.sort_key = person.guardian_relation = ""
    person.user, person.erased_at = None, at
    person.save()
    if guardian is not None:
        _erase_guardian(guardian, at)
    return [
        *outcomes,
        Outcome(_NAME, erased=True),
        Outcome(_ANONYMOUS, erased=False, law=_NO_PERSON),
    ]


def _erase_guardian(guardian: Person, at: datetime) -> None:
    """Whoever was known only as the guardian of this child goes with it."""
    others = (guardian.wards, guardian.employments, guardian.data_requests)
    if guardian.user_id is not None or any(one.exists() for one in others):
        return
    guardian.name = guardian.folded_name = guardian.sort_key = guardian.email = guardian.phone = ""
    guardian.birth_date, guardian.sex, guardian.is_ethnic_minority = None, Sex.UNKNOWN, None
    guardian.erased_at = at
    guardian.save()
    _forget_consents(guardian)


def erase_account(person: Person, at: datetime) -> list[Outcome]:
    """The account of whoever works here stays; of others it is closed and emptied, its number stays in the journal."""
    user = person.user
    if user is None:
        return []
    in_office = person.employments.exists() or Membership.objects.filter(user=user).exists()
    kept = Outcome(_JOURNAL, erased=False, law=JOURNAL) if in_office else Outcome(_JOURNAL_NAME, erased=True)
    keeping = keeping_of(person, at)
    if keeping.law and keeping.until is None:
        return [Outcome(_ACCOUNT, erased=False, law=keeping.law), kept]
    outcomes = [Outcome(_ACCOUNT, erased=True), _erase_invitations(user)]
    user.is_active, user.must_change, user.last_login = False, False, None
    user.email = f"{user.pk}@erased.invalid"
    user.set_unusable_password()
    if keeping.law:
        outcomes.append(Outcome(_ACCOUNT_NAME, erased=False, law=keeping.law, until=keeping.until))
    else:
        user.name = f"#{user.pk}"
        user.folded_name = user.sort_key = ""
        outcomes.append(Outcome(_ACCOUNT_NAME, erased=True))
    user.save()
    for part in (user.second_factors, user.recovery_codes, user.sign_ins, user.identities):
        part.all().delete()
    if not in_office:
        journal.forget_name(user.pk, f"#{user.pk}")
    return [*outcomes, kept]


def _erase_invitations(user: User) -> Outcome:
    Invitation.objects.filter(email__iexact=user.email).delete()
    return Outcome(_INVITATIONS, erased=True)


def erase_consents(person: Person, at: datetime) -> list[Outcome]:
    """Every open consent ends. That and when it was given stays as evidence, without names where the person is gone."""
    if not Consent.objects.filter(person=person).exists():
        return []
    open_ones = Consent.objects.filter(person=person, withdrawn_at__isnull=True)
    open_ones.update(withdrawn_at=at, withdrawn_by_name=person.name)
    if not keeping_of(person, at).law:
        _forget_consents(person)
        return [Outcome(_CONSENTS, erased=True)]
    return [Outcome(_CONSENTS_KEPT, erased=False, law=EVIDENCE)]


def _forget_consents(person: Person) -> None:
    nobody = {"given_by_name": "", "withdrawn_by_name": "", "guardian": None}
    Consent.objects.filter(person=person).update(**nobody)
    Consent.objects.filter(guardian=person).update(given_by_name="", guardian=None)


def erase_requests(person: Person, at: datetime) -> list[Outcome]:
    """Of what was asked, kind and answer stay as evidence; the words go with the name."""
    if keeping_of(person, at).law:
        return [Outcome(_REQUESTS, erased=False, law=EVIDENCE)]
    DataRequest.objects.filter(person=person).update(words="", asked_by_name="")
    return [Outcome(_REQUESTS, erased=True)]


def erase_nothing_counted(person: Person, at: datetime) -> list[Outcome]:
    """The counting book: told, so that nobody wonders."""
    return [Outcome(_FACTS, erased=False, law=_NO_PERSON)]
