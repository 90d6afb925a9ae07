"""The staff file is written: persons are entered and changed, begin, move and leave; courses; the tie to an account.

Journal lines name a person by number alone, so that nothing of an erased person stays in them.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import person_sort_key
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.people.models import Employment, Person, Training, User
from densach.people.queries import in_care
from densach.people.queries import persons as queries
from densach.people.rules.staffing import (
    MANAGE,
    TAKE_BACK_DAYS,
    AccountTied,
    AlikeIsThere,
    BornInFuture,
    BornLater,
    Course,
    CourseThere,
    HasLeft,
    LeavesBeforeBeginning,
    MoreHangsOnIt,
    NoSuchPerson,
    OnlyTie,
    PersonData,
    PersonErased,
    Position,
    PostOfAnother,
    SameUnit,
    TooLateToTakeBack,
    UnitNotThere,
    WorksThere,
)


@transaction.atomic
def hire(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    since: date,
    person: PersonData | Person,
    position: Position,
    even_if_alike: bool = False,
) -> Employment:
    """Somebody begins to work in the unit: a person told anew, or one of the file (then beside other work).

    AlikeIsThere for a new person whose name and day of birth are in the file already, unless told that it is another.
    """
    _require(actor, organisation)
    if isinstance(person, PersonData):
        _refuse_alike(actor, person, today(at), even_if_alike)
        person = enter(at, person)
    elif person.erased_at is not None:
        raise PersonErased()
    job = _begin(at, person, organisation, since, position)
    _journal("people.person_began", at, actor, job, since=since)
    return job


def _require(actor: Actor, organisation: Organisation | int) -> None:
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def _place(organisation_id: int, on: date) -> str:
    return organisations.named(organisation_id, on).name


def _journal(act: str, at: datetime, actor: Actor, job: Employment, **more: date | str) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=job.organisation,
        subject=f"person:{job.person_id}",
        number=str(job.person_id),
        place=_place(job.organisation_id, today(at)),
        **more,
    )


def _refuse_alike(actor: Actor, data: PersonData, on: date, even_if_alike: bool) -> None:
    if even_if_alike:
        return
    if found := queries.alike(actor, data.name, data.birth_date, on):
        where = queries.places_of_persons(found, on)
        raise AlikeIsThere(name=data.name, places=[place for places in where.values() for place in places])


def cleaned(data: PersonData) -> dict[str, Any]:
    """The columns of a person, from what was told."""
    name = " ".join(clean_text(data.name).split())
    told = {**asdict(data), "name": name, "email": data.email.strip(), "phone": data.phone.strip()}
    return {**told, "folded_name": fold(name), "sort_key": person_sort_key(name)}


def enter(at: datetime, data: PersonData) -> Person:
    """A new person as told; rights are the caller's affair."""
    if data.birth_date is not None and data.birth_date > today(at):
        raise BornInFuture(birth_date=data.birth_date)
    require_day(today(at), data.birth_date)
    person = Person(entered_at=at, **cleaned(data))
    person.clean_fields()
    person.save()
    return person


def _begin(
    at: datetime, person: Person, organisation: Organisation, since: date, position: Position
) -> Employment:
    require_day(today(at), since)
    if not any(
        version.valid_from <= since and (version.valid_to is None or version.valid_to >= since)
        for version in organisations.timeline(organisation.pk)
    ):
        raise UnitNotThere(place=_place(organisation.pk, since), on=since)
    if person.birth_date is not None and person.birth_date > since:
        raise BornLater(birth_date=person.birth_date)
    held = person.employments.filter(queries.lasting(since), organisation=organisation).first()
    if held is not None:
        raise WorksThere(place=_place(organisation.pk, since), since=held.valid_from)
    job = Employment(person=person, organisation=organisation, valid_from=since, entered_at=at)
    _set_position(job, position, since)
    job.save()
    return job


def _set_position(job: Employment, position: Position, on: date) -> None:
    if position.post is not None:
        posts = {post.pk for post in queries.posts_to_give(job.organisation_id, on)}
        if position.post not in posts and position.post != job.post_id:
            raise PostOfAnother()
    job.post_id = position.post
    job.title = clean_text(position.title)
    job.duty, job.contract = position.duty, position.contract
    job.qualification, job.field = position.qualification, position.field
    job.clean_fields(exclude=["person", "organisation", "post"])


@transaction.atomic
def change_person(*, at: datetime, actor: Actor, person: Person, data: PersonData) -> None:
    """What is told of the person is put right; the journal says that, not what."""
    _keep(actor, person, at)
    if data.birth_date is not None and data.birth_date > today(at):
        raise BornInFuture(birth_date=data.birth_date)
    require_day(today(at), data.birth_date)
    for name, value in cleaned(data).items():
        setattr(person, name, value)
    person.clean_fields()
    person.save()
    _journal_person("people.person_changed", at, actor, person)


def _keep(actor: Actor, person: Person, at: datetime) -> None:
    """Raises NoSuchPerson, as does the door, for whoever does not keep the file of this person."""
    if person.erased_at is not None:
        raise PersonErased()
    if not queries.persons_for(actor, MANAGE, today(at)).filter(pk=person.pk).exists():
        raise NoSuchPerson()


def _journal_person(act: str, at: datetime, actor: Actor, person: Person, **more: str) -> None:
    last = person.employments.select_related("organisation").order_by("-valid_from", "-pk").first()
    place = last.organisation if last else None
    subject, number = f"person:{person.pk}", str(person.pk)
    journal.write(at=at, actor=actor, act=act, organisation=place, subject=subject, number=number, **more)


@transaction.atomic
def change_position(*, at: datetime, actor: Actor, job: Employment, position: Position) -> None:
    """What was written wrongly of the work is put right, for the whole of its time."""
    _require(actor, job.organisation)
    _set_position(job, position, max(job.valid_from, min(today(at), job.valid_to or date.max)))
    job.save()
    _journal("people.position_changed", at, actor, job)


@transaction.atomic
def move(
    *,
    at: datetime,
    actor: Actor,
    job: Employment,
    organisation: Organisation,
    since: date,
    position: Position,
) -> Employment:
    """From the day on the person works in the other unit: one employment ends, another begins.

    Asks for the right in both units, so that nobody takes people from where they have no say.
    """
    _require(actor, job.organisation)
    _require(actor, organisation)
    require_day(today(at), since)
    if organisation.pk == job.organisation_id:
        raise SameUnit(place=_place(organisation.pk, since))
    _end(job, since - timedelta(days=1))
    following = _begin(at, job.person, organisation, since, position)
    _journal("people.person_moved", at, actor, following, since=since, was=_place(job.organisation_id, since))
    return following


def _end(job: Employment, last_day: date) -> None:
    if job.valid_to is not None and job.valid_to <= last_day:
        raise HasLeft(last_day=job.valid_to)
    if last_day < job.valid_from:
        raise LeavesBeforeBeginning(since=job.valid_from)
    job.valid_to = last_day
    job.save(update_fields=["valid_to"])


@transaction.atomic
def leave(*, at: datetime, actor: Actor, job: Employment, last_day: date) -> None:
    """The person works there for the last time on that day; the row stays, as history. Roles are ended apart."""
    _require(actor, job.organisation)
    require_day(today(at), last_day)
    _end(job, last_day)
    _journal("people.person_left", at, actor, job, last_day=last_day)


@transaction.atomic
def take_back(*, at: datetime, actor: Actor, job: Employment, undoing: bool = False) -> None:
    """An entry made by mistake goes soon after; with it the person where nothing else is kept.

    `undoing`, an import that is taken back: whenever that is, as its own rules say. Later the entry is history, which
    ends but does not go: erasing has its own act and periods.
    """
    _require(actor, job.organisation)
    person = job.person
    others = person.employments.exclude(pk=job.pk).exists()
    kept = (person.trainings, person.consents, person.data_requests, person.wards)
    alone = person.user_id is None and not others
    hangs = alone and any(one.exists() for one in kept)
    if not undoing:
        _refuse_late(at, job)
        if hangs:
            raise MoreHangsOnIt()
    _journal("people.person_taken_back", at, actor, job)
    job.delete()
    if alone and not hangs:
        person.delete()


def _refuse_late(at: datetime, job: Employment) -> None:
    # Entries from before this was written down are at most as old as the person's own.
    entered = today(job.entered_at or job.person.entered_at)
    if today(at) - entered > timedelta(days=TAKE_BACK_DAYS):
        raise TooLateToTakeBack(entered=entered, days=TAKE_BACK_DAYS)


@transaction.atomic
def tie_account(*, at: datetime, actor: Actor, person: Person, email: str) -> User:
    """The account with this address is the person's own. One account, one person."""
    _keep(actor, person, at)
    user = queries.user_to_tie(actor, email, in_care(actor))
    taken = Person.objects.filter(user=user).exclude(pk=person.pk).exists()
    if taken or (person.user_id is not None and person.user_id != user.pk):
        raise AccountTied(email=email)
    person.user = user
    person.save(update_fields=["user"])
    _journal_person("people.account_tied", at, actor, person, name=user.name)
    return user


@transaction.atomic
def untie_account(*, at: datetime, actor: Actor, person: Person) -> None:
    _keep(actor, person, at)
    if not person.employments.exists():
        raise OnlyTie()
    person.user = None
    person.save(update_fields=["user"])
    _journal_person("people.account_untied", at, actor, person)


@transaction.atomic
def own_person(*, at: datetime, user: User) -> Person:
    """The person behind one's own account, entered with the name and address of the account where there is none."""
    found = queries.person_of(user)
    if found is not None:
        return found
    person = enter(at, PersonData(name=user.name, email=user.email))
    person.user = user
    person.save(update_fields=["user"])
    return person


@transaction.atomic
def set_guardian(
    *, at: datetime, actor: Actor, person: Person, guardian: PersonData, relation: str
) -> Person:
    """Who speaks for a child: entered, or put right where one is there."""
    _keep(actor, person, at)
    if person.guardian is None:
        person.guardian = enter(at, guardian)
    else:
        for name, value in cleaned(guardian).items():
            setattr(person.guardian, name, value)
        person.guardian.clean_fields()
        person.guardian.save()
    person.guardian_relation = clean_text(relation)
    person.save(update_fields=["guardian", "guardian_relation"])
    _journal_person("people.guardian_set", at, actor, person)
    return person.guardian


@transaction.atomic
def add_training(*, at: datetime, actor: Actor, person: Person, course: Course) -> Training:
    _keep(actor, person, at)
    require_day(today(at), course.first_day, course.last_day)
    told = {**asdict(course), "title": clean_text(course.title)}
    if person.trainings.filter(title=told["title"], first_day=course.first_day).exists():
        raise CourseThere(title=course.title)
    if course.last_day < course.first_day:
        raise LeavesBeforeBeginning(since=course.first_day)
    training = Training(person=person, **told)
    training.clean_fields(exclude=["person"])
    training.save()
    _journal_person("people.training_added", at, actor, person)
    return training


@transaction.atomic
def remove_training(*, at: datetime, actor: Actor, training: Training) -> None:
    _keep(actor, training.person, at)
    _journal_person("people.training_removed", at, actor, training.person)
    training.delete()


def data_seen(*, at: datetime, actor: Actor, person: Person) -> None:
    """Somebody opened another person's data: one line of the journal."""
    if person.user_id is None or person.user_id != actor.id:
        _journal_person("people.data_seen", at, actor, person)


def data_taken(*, at: datetime, actor: Actor, organisation: Organisation | None, number: int) -> None:
    """A list with personal data was taken away: who, from where, of how many persons."""
    journal.write(at=at, actor=actor, act="people.data_taken", organisation=organisation, number=number)


def copy_taken(*, at: datetime, actor: Actor, person: Person) -> None:
    """All data of a person were taken out of the house, to be handed over."""
    _journal_person("people.copy_taken", at, actor, person)
