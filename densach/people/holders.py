"""What this room keeps of a person, told part by part, and registered as holders when the program starts."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_noop

from densach.journal import queries as journal
from densach.organisations import queries as organisations
from densach.people.actions import erasing
from densach.people.models import Invitation, Membership, Person, User
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.people.queries import privacy
from densach.people.queries.persons import jobs_of, trainings_of
from densach.people.rules.purposes import PURPOSES
from densach.people.rules.roles import ROLES

_FROM, _TO = ("from", gettext_noop("From")), ("to", gettext_noop("Until"))
_UNIT = ("unit", gettext_noop("Unit"))
_AT = ("at", gettext_noop("When"))


def _nothing(person: Person, at: datetime) -> list[Outcome]:
    return []


def of_person(person: Person) -> list[Section]:
    columns = (
        ("number", gettext_noop("No.")),
        ("name", gettext_noop("Name of the person")),
        ("birth_date", gettext_noop("Day of birth")),
        ("sex", gettext_noop("Sex")),
        ("is_ethnic_minority", gettext_noop("Of an ethnic minority")),
        ("email", gettext_noop("E-mail")),
        ("phone", gettext_noop("Telephone")),
        ("guardian", gettext_noop("Guardian")),
        ("entered_at", gettext_noop("Entered on")),
    )
    guardian = person.guardian.name if person.guardian else ""
    row = (
        person.pk, person.name, person.birth_date, person.get_sex_display() if person.sex else "",
        person.is_ethnic_minority, person.email, person.phone, guardian, person.entered_at,
    )  # fmt: skip
    return [Section("person", gettext_noop("Person"), columns, [row])]


def _places(ids: set[int]) -> dict[int, str]:
    return organisations.names_of(ids, date.max)


def of_work(person: Person) -> list[Section]:
    jobs = jobs_of(person)
    names = _places({job.organisation_id for job in jobs})
    columns = (
        _FROM,
        _TO,
        _UNIT,
        ("title", gettext_noop("Title")),
        ("duty", gettext_noop("Duty")),
        ("contract", gettext_noop("Form of employment")),
        ("qualification", gettext_noop("Qualification")),
        ("field", gettext_noop("Field of training")),
    )
    rows = [
        (
            job.valid_from, job.valid_to, names.get(job.organisation_id, ""), job.title,
            job.get_duty_display() if job.duty else "", job.get_contract_display(),
            job.get_qualification_display() if job.qualification else "",
            job.get_field_display() if job.field else "",
        )
        for job in jobs
    ]  # fmt: skip
    courses = [
        (one.first_day, one.last_day, one.title, one.get_field_display() if one.field else "", one.provider,
         one.certificate)
        for one in trainings_of(person)
    ]  # fmt: skip
    course_columns = (
        _FROM,
        _TO,
        ("title", gettext_noop("Course")),
        ("field", gettext_noop("Field of training")),
        ("provider", gettext_noop("Given by")),
        ("certificate", gettext_noop("Certificate")),
    )
    return [
        Section("employments", gettext_noop("Work"), columns, rows),
        Section("trainings", gettext_noop("Courses"), course_columns, courses),
    ]


def of_account(person: Person) -> list[Section]:
    return account_told(person.user) if person.user is not None else []


def account_told(user: User) -> list[Section]:
    """What the account itself holds, of somebody in the staff file or not."""
    columns = (
        ("name", gettext_noop("Name of the person")),
        ("email", gettext_noop("E-mail")),
        ("language", gettext_noop("Language")),
        ("joined_at", gettext_noop("Opened on")),
        ("last_login", gettext_noop("Last signed in")),
        ("is_active", gettext_noop("Open")),
    )
    row = (
        user.name,
        user.email,
        user.get_language_display(),
        user.joined_at,
        user.last_login,
        user.is_active,
    )
    account = Section("account", gettext_noop("Account"), columns, [row])
    return [account, _roles(user), _invitations(user), _sign_ins(user)]


def _roles(user: User) -> Section:
    held = list(Membership.objects.filter(user=user).order_by("-valid_from", "-pk"))
    names = _places({one.organisation_id for one in held})
    rows = [
        (
            one.valid_from,
            one.valid_to,
            names.get(one.organisation_id, ""),
            str(ROLES[one.role].name) if one.role in ROLES else one.role,
        )
        for one in held
    ]
    return Section("roles", gettext_noop("Roles"), (_FROM, _TO, _UNIT, ("role", gettext_noop("Role"))), rows)


def _invitations(user: User) -> Section:
    columns = (_AT, ("state", gettext_noop("State")), ("by", gettext_noop("By")))
    found = Invitation.objects.filter(email__iexact=user.email).order_by("-invited_at")
    rows = [(one.invited_at, one.get_state_display(), one.invited_by_name) for one in found]
    return Section("invitations", gettext_noop("Invitations"), columns, rows)


def _sign_ins(user: User) -> Section:
    columns = (
        _FROM,
        _TO,
        ("browser", gettext_noop("Browser")),
        ("address", gettext_noop("Rough address")),
    )
    found = user.sign_ins.order_by("-began_at")
    rows = [(one.began_at, one.ended_at, one.browser, one.rough_address) for one in found]
    return Section("sign_ins", gettext_noop("Where you are signed in"), columns, rows)


def of_consents(person: Person) -> list[Section]:
    columns = (
        ("purpose", gettext_noop("Agreed to")),
        ("given_at", gettext_noop("Given")),
        ("given_by", gettext_noop("By")),
        ("taken_by", gettext_noop("Taken down by")),
        ("withdrawn_at", gettext_noop("Withdrawn")),
    )
    rows = [
        (
            PURPOSES[one.purpose].name if one.purpose in PURPOSES else one.purpose,
            one.given_at, one.given_by_name, one.taken_by_name, one.withdrawn_at,
        )
        for one in privacy.consents_of(person)
    ]  # fmt: skip
    return [Section("consents", gettext_noop("Consents"), columns, rows)]


def of_requests(person: Person) -> list[Section]:
    columns = (
        ("at", gettext_noop("When")),
        ("kind", gettext_noop("What was asked")),
        ("state", gettext_noop("State")),
        ("answered_at", gettext_noop("Answered")),
    )
    rows = [
        (one.asked_at, one.get_kind_display(), one.get_state_display(), one.answered_at)
        for one in privacy.requests_of(person)
    ]
    return [Section("requests", gettext_noop("Requests about your data"), columns, rows)]


def of_journal(person: Person) -> list[Section]:
    """Who looked; and what is written under the person's own account, newest first, at most a thousand lines."""
    who = (("at", gettext_noop("When")), ("who", gettext_noop("Who")))
    looks = [(line.at, line.actor_name) for line in privacy.looks_at(person)]
    own: list[tuple[object, ...]] = []
    if person.user_id is not None:
        wanted = journal.Wanted(organisations=(), actor_id=person.user_id)
        own = [(line.at, line.words) for line in journal.lines(wanted, limit=1000)]
    did = (("at", gettext_noop("When")), ("what", gettext_noop("What")))
    return [
        Section("seen", gettext_noop("Who looked at your data"), who, looks),
        Section("journal", gettext_noop("What the journal says you did"), did, own),
    ]


_OURS = (
    Holder("people.person", of_person, erasing.erase_person, 10),
    Holder("people.work", of_work, _nothing, 20),
    Holder("people.account", of_account, erasing.erase_account, 30),
    Holder("people.consents", of_consents, erasing.erase_consents, 40),
    Holder("people.requests", of_requests, erasing.erase_requests, 50),
    Holder("people.journal", of_journal, erasing.erase_nothing_counted, 60),
)


def register() -> None:
    """Called once, when the program starts."""
    for one in _OURS:
        hold(one)
