"""Requests about one's own data are asked and answered; erasing; and what was kept long enough goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.people.actions.persons import own_person
from densach.people.models import DataRequest, Person, RequestKind, RequestState, User
from densach.people.privacy import (
    NotOnOwnData,
    Outcome,
    ReasonNeeded,
    RequestAnswered,
    RequestOpen,
    holders,
)
from densach.people.queries import persons, privacy
from densach.people.rules.retention import KEPT, before, days_kept
from densach.people.rules.staffing import ERASE, NoSuchPerson, PersonErased


@transaction.atomic
def ask(*, at: datetime, actor: Actor, user: User, kind: str, words: str = "") -> DataRequest:
    """The person asks by their own account. The same twice at once is refused."""
    person = own_person(at=at, user=user)
    return _ask(at, actor, person, kind, words, person.name)


@transaction.atomic
def record_request(
    *, at: datetime, actor: Actor, person: Person, kind: str, words: str = "", asked_by: str = ""
) -> DataRequest:
    """Staff write down what was asked by letter or at the desk, by the person or the guardian."""
    if not persons.persons_for(actor, ERASE, today(at)).filter(pk=person.pk).exists():
        raise NoSuchPerson()
    return _ask(at, actor, person, kind, words, asked_by or person.name)


def _ask(at: datetime, actor: Actor, person: Person, kind: str, words: str, asked_by: str) -> DataRequest:
    if person.erased_at is not None:
        raise PersonErased()
    waiting = person.data_requests.filter(kind=kind, state=RequestState.OPEN).first()
    if waiting is not None:
        raise RequestOpen(asked=today(waiting.asked_at))
    request = DataRequest(
        person=person, kind=RequestKind(kind), asked_at=at, asked_by_name=asked_by, words=clean_text(words)
    )
    request.full_clean(exclude=["answer"])
    request.save()
    _journal("people.data_asked", at, actor, request)
    return request


def _journal(act: str, at: datetime, actor: Actor, request: DataRequest) -> None:
    last = request.person.employments.select_related("organisation").order_by("-valid_from").first()
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=last.organisation if last else request.decided_in,
        subject=f"person:{request.person_id}",
        number=str(request.person_id),
        request=str(request.pk),
    )


@transaction.atomic
def answer(
    *, at: datetime, actor: Actor, request: DataRequest, grant: bool, words: str = ""
) -> list[Outcome]:
    """Done or refused, with words; one that asks for erasing erases, and tells part by part what stays and why."""
    request = DataRequest.objects.select_for_update().select_related("person").get(pk=request.pk)
    _may_answer(actor, request.person, at)
    if request.state != RequestState.OPEN:
        raise RequestAnswered(answered=today(request.answered_at or at))
    if not grant and not words.strip():
        raise ReasonNeeded()
    place = privacy.deciding_place(actor, request.person, today(at))
    outcomes = _erase(at, request.person) if grant and request.kind == RequestKind.ERASE else []
    # What was asked may have lost its words with the person: read again, so that they do not come back.
    request.refresh_from_db()
    request.state = RequestState.DONE if grant else RequestState.REFUSED
    request.answered_at, request.answered_by_name, request.decided_in = at, actor.name, place
    request.answer = {"words": clean_text(words), "outcomes": [one.as_json() for one in outcomes]}
    request.save()
    _journal("people.data_answered" if grant else "people.data_refused", at, actor, request)
    return outcomes


def _may_answer(actor: Actor, person: Person, at: datetime) -> None:
    if not persons.persons_for(actor, ERASE, today(at)).filter(pk=person.pk).exists():
        raise NoSuchPerson()
    if person.user_id is not None and person.user_id == actor.id:
        raise NotOnOwnData()


def _erase(at: datetime, person: Person) -> list[Outcome]:
    """Every holder in turn, the person's own row last, as the others still ask who it was. What went is told first."""
    outcomes = [outcome for one in reversed(holders()) for outcome in one.erase(person, at)]
    return sorted(outcomes, key=lambda one: not one.erased)


@transaction.atomic
def keep_to_retention(*, at: datetime, actor: Actor, whole_house: bool = False) -> dict[str, int]:
    """Erases what was kept past its period and says how many of each kind; what is within its time is not touched.

    By a person: in the units in which they may erase. `whole_house`, by the house itself: also journal and sign-ins.
    """
    if not actor.may(ERASE, None):
        raise NotAllowed(verb=ERASE)
    within = None if whole_house and persons.places_of(actor, ERASE) is None else actor
    numbers = {
        "staff_left": _erase_former_staff(at, within),
        "invitations": privacy.old_invitations(at, within).delete()[0],
        "requests": privacy.old_requests(at, within).update(words="", asked_by_name=""),
    }
    if within is None:
        numbers |= {"seen": journal.forget(privacy.SEEN, before("seen", at)), "sign_ins": _old_sign_ins(at)}
    for code, number in numbers.items():
        if number:
            journal.write(
                at=at, actor=actor, act="people.retention", number=number, kind=code, days=days_kept(code)
            )
    return {code: numbers[code] for code in KEPT if code in numbers}


def _erase_former_staff(at: datetime, actor: Actor | None) -> int:
    gone = list(privacy.left_long_ago(at, actor).select_related("user", "guardian"))
    for person in gone:
        _erase(at, person)
    return len(gone)


def _old_sign_ins(at: datetime) -> int:
    return sum(int(rows.delete()[0]) for rows in privacy.old_sign_ins(at))
