"""One person of the staff file: the page, and what may be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.people.actions import consents
from densach.people.actions import persons as actions
from densach.people.forms.persons import (
    AccountForm,
    GuardianForm,
    HireForm,
    LeaveForm,
    MoveForm,
    PersonForm,
    PositionForm,
    TrainingForm,
)
from densach.people.forms.privacy import PurposeForm
from densach.people.models import Employment, Person
from densach.people.queries import persons as queries
from densach.people.queries import privacy
from densach.people.rules.purposes import PURPOSES, is_child
from densach.people.rules.staffing import MANAGE, VIEW, AlikeIsThere
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _person(request: Request, pk: int, verb: str = MANAGE) -> Person:
    return queries.staff_person_for(request.actor, pk, _today(), verb)


@only_with(VIEW)
@require_safe
def staff_person(request: Request, pk: int) -> HttpResponse:
    """What is kept of the person: work, courses, consents. Opening it is journalled."""
    on, person = _today(), _person(request, pk, VIEW)
    actions.data_seen(at=timezone.now(), actor=request.actor, person=person)
    jobs = queries.jobs_of(person)
    places = organisations.names_of({job.organisation_id for job in jobs}, on)
    here = queries.places_of(request.actor, MANAGE)
    child = is_child(person.birth_date, person.guardian_id is not None, on)
    context = {
        "person": person,
        "jobs": [
            (job, places.get(job.organisation_id, ""), here is None or job.organisation_id in here)
            for job in jobs
        ],
        "today": on,
        "trainings": queries.trainings_of(person),
        "consents": [(one, PURPOSES[one.purpose]) for one in privacy.consents_of(person)],
        "is_child": child,
        "wards": list(person.wards.all()),
        "may_answer": person.erased_at is None and privacy.may_answer(request.actor, person, on),
        "may_keep": person.erased_at is None and privacy.may_manage(request.actor, person, on),
    }
    return render(request, "people/persons/person.html", context)


def _tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; a refusal is told at the form."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def _form_page(
    request: Request, form: forms.Form, title: str, button: str, person: Person | None, lead: str = ""
) -> HttpResponse:
    """One form on a page of its own, with the way back."""
    back = reverse("people:staff_person", args=[person.pk]) if person else reverse("people:staff")
    context = {
        "form": form,
        "title": title,
        "button": button,
        "person": person,
        "back": back,
        "lead": lead,
    }
    return render(request, "people/persons/form.html", context, status=422 if form.errors else 200)


def _back_to(request: Request, person: Person, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("people:staff_person", pk=person.pk)


@only_with(MANAGE)
def staff_new(request: Request) -> HttpResponse:
    """Somebody new. Who is called the same is shown before a second one is entered."""
    on = _today()
    units = queries.units_in_reach(request.actor, MANAGE, on)
    form = HireForm(
        request.POST or None, units=units, initial={"since": on, "unit": request.GET.get("don-vi", "")}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            job = actions.hire(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisations.by_code(told["unit"].code),
                since=told["since"],
                person=form.data_told(),
                position=form.position_told(),
                even_if_alike=told["other"],
            )
        except AlikeIsThere as refusal:
            form.ask_whether_other()
            form.add_error("other", sentence(refusal))
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _back_to(request, job.person, _("The person is in the staff file."))
    lead = _("Only what a duty asks for: all but name, unit, day and form of employment may be left out.")
    return _form_page(request, form, _("Add to the staff file"), _("Enter"), None, lead)


@only_with(MANAGE)
def staff_change(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = PersonForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        at, actor = timezone.now(), request.actor
        if _tried(
            form,
            lambda: actions.change_person(at=at, actor=actor, person=person, data=form.data_told()),
        ):
            return _back_to(request, person, _("Put right."))
    return _form_page(request, form, _("What is told of the person"), _("Save"), person)


def _job(request: Request, pk: int, job: int) -> tuple[Person, Employment]:
    found = queries.employment_for(request.actor, job, _today(), MANAGE)
    return _person(request, pk), queries.of_person(found, pk)


@only_with(MANAGE)
def job_change(request: Request, pk: int, job: int) -> HttpResponse:
    """What was written wrongly of the work; a new position is a move within the day."""
    person, work = _job(request, pk, job)
    posts = queries.posts_to_give(work.organisation_id, min(_today(), work.valid_to or _today()))
    form = PositionForm(request.POST or None, job=work, posts=posts)
    if request.method == "POST" and form.is_valid():
        at, actor = timezone.now(), request.actor
        if _tried(
            form,
            lambda: actions.change_position(at=at, actor=actor, job=work, position=form.position_told()),
        ):
            return _back_to(request, person, _("Put right."))
    return _form_page(request, form, _("Put right what the person is there"), _("Save"), person)


@only_with(MANAGE)
def job_move(request: Request, pk: int, job: int) -> HttpResponse:
    person, work = _job(request, pk, job)
    on = _today()
    units = queries.units_in_reach(request.actor, MANAGE, on)
    form = MoveForm(request.POST or None, units=units, job=work, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        told, at, actor = form.cleaned_data, timezone.now(), request.actor
        if _tried(
            form,
            lambda: actions.move(
                at=at,
                actor=actor,
                job=work,
                organisation=organisations.by_code(told["unit"].code),
                since=told["since"],
                position=form.position_told(),
            ),
        ):
            return _back_to(
                request, person, _("Moved. The former work stays in the file, with its last day.")
            )
    lead = _("The present work ends the day before. You need to keep the staff file of both units.")
    return _form_page(request, form, _("Move to another unit"), _("Move"), person, lead)


@only_with(MANAGE)
def job_leave(request: Request, pk: int, job: int) -> HttpResponse:
    person, work = _job(request, pk, job)
    form = LeaveForm(request.POST or None, initial={"last_day": _today()})
    if request.method == "POST" and form.is_valid():
        last_day, at, actor = form.cleaned_data["last_day"], timezone.now(), request.actor
        if _tried(form, lambda: actions.leave(at=at, actor=actor, job=work, last_day=last_day)):
            return _back_to(request, person, _("The last day is set."))
    lead = _(
        "The person stays in the file as former staff. An account and its roles are ended on its own page."
    )
    return _form_page(request, form, _("Leaves the unit"), _("Set the last day"), person, lead)


@only_with(MANAGE)
@require_POST
def job_take_back(request: Request, pk: int, job: int) -> HttpResponse:
    """An entry made by mistake goes."""
    _found, work = _job(request, pk, job)
    try:
        actions.take_back(at=timezone.now(), actor=request.actor, job=work)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people:staff_person", pk=pk)
    messages.success(request, _("The entry is taken back."))
    return redirect("people:staff")


@only_with(MANAGE)
def job_more(request: Request, pk: int) -> HttpResponse:
    """Work in a second unit, beside the present one; or again after having left."""
    person, on = _person(request, pk), _today()
    units = queries.units_in_reach(request.actor, MANAGE, on)
    form = MoveForm(request.POST or None, units=units, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        told, at, actor = form.cleaned_data, timezone.now(), request.actor
        if _tried(
            form,
            lambda: actions.hire(
                at=at,
                actor=actor,
                organisation=organisations.by_code(told["unit"].code),
                since=told["since"],
                person=person,
                position=form.position_told(),
            ),
        ):
            return _back_to(request, person, _("The work is in the staff file."))
    return _form_page(request, form, _("Add work in a unit"), _("Add"), person)


@only_with(MANAGE)
def training_new(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = TrainingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        course, at, actor = form.course_told(), timezone.now(), request.actor
        if _tried(form, lambda: actions.add_training(at=at, actor=actor, person=person, course=course)):
            return _back_to(request, person, _("The course is written down."))
    return _form_page(request, form, _("Write down a course"), _("Write down"), person)


@only_with(MANAGE)
@require_POST
def training_remove(request: Request, pk: int, training: int) -> HttpResponse:
    person = _person(request, pk)
    course = queries.training_of(person, training)
    actions.remove_training(at=timezone.now(), actor=request.actor, training=course)
    return _back_to(request, person, _("The course is struck out."))


@only_with(MANAGE)
def guardian(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    known = person.guardian
    initial = {"relation": person.guardian_relation}
    if known is not None:
        initial |= {"name": known.name, "phone": known.phone, "email": known.email}
    form = GuardianForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        at, actor, told = timezone.now(), request.actor, form.guardian_told()
        relation = form.cleaned_data["relation"]
        if _tried(
            form,
            lambda: actions.set_guardian(at=at, actor=actor, person=person, guardian=told, relation=relation),
        ):
            return _back_to(request, person, _("The guardian is written down."))
    return _form_page(request, form, _("Guardian"), _("Save"), person)


@only_with(MANAGE)
def tie(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = AccountForm(request.POST or None, initial={"email": person.email})
    if request.method == "POST" and form.is_valid():
        email, at, actor = form.cleaned_data["email"], timezone.now(), request.actor
        if _tried(form, lambda: actions.tie_account(at=at, actor=actor, person=person, email=email)):
            return _back_to(request, person, _("The account belongs to this person now."))
    lead = _("With it the person sees under “My data” what is kept, and gives and withdraws consents.")
    return _form_page(request, form, _("The person's account"), _("Tie"), person, lead)


@only_with(MANAGE)
@require_POST
def untie(request: Request, pk: int) -> HttpResponse:
    person = _person(request, pk)
    try:
        actions.untie_account(at=timezone.now(), actor=request.actor, person=person)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people:staff_person", pk=pk)
    return _back_to(request, person, _("The account is untied."))


@only_with(MANAGE)
def consent_new(request: Request, pk: int) -> HttpResponse:
    """A consent given on paper or in words before staff; nothing is ticked beforehand."""
    person, on = _person(request, pk), _today()
    child = is_child(person.birth_date, person.guardian_id is not None, on)
    form = PurposeForm(request.POST or None, of_child=child)
    if request.method == "POST" and form.is_valid():
        told, at, actor = form.cleaned_data, timezone.now(), request.actor
        if _tried(
            form,
            lambda: consents.record_consent(
                at=at,
                actor=actor,
                person=person,
                purpose=told["purpose"],
                child_agreed=told.get("child_agreed", False),
            ),
        ):
            return _back_to(request, person, _("The consent is written down."))
    context = {"form": form, "person": person, "purposes": PURPOSES.values(), "is_child": child}
    return render(request, "people/persons/consent.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def consent_withdraw(request: Request, pk: int, consent: int) -> HttpResponse:
    person = _person(request, pk)
    given = privacy.consent_of(person, consent)
    try:
        consents.record_withdrawal(at=timezone.now(), actor=request.actor, consent=given)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people:staff_person", pk=pk)
    return _back_to(request, person, _("Withdrawn. It stops from now on."))
