"""Personal data as an agency's duty: requests and answers, copies, consents in numbers, periods of keeping."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.people import copies
from densach.people.access import only_with
from densach.people.actions import persons as staff
from densach.people.actions import privacy as actions
from densach.people.forms.privacy import AnswerForm, RecordForm
from densach.people.models import DataRequest, RequestState
from densach.people.privacy import Outcome
from densach.people.queries import persons
from densach.people.queries import privacy as queries
from densach.people.rules.purposes import PURPOSES
from densach.people.rules.retention import KEPT, due_at, first_word_at
from densach.people.rules.staffing import ERASE, VIEW
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

_PAGE = 50


def _today() -> date:
    return today(timezone.now())


def _tabs(here: str) -> list[NavItem]:
    ways = (
        (_("Requests"), "people:requests"),
        (_("Consents"), "people:purposes"),
        (_("Periods of keeping"), "people:retention"),
    )
    return [NavItem(label, reverse(name), active=name == here) for label, name in ways]


def _line(request: DataRequest, at: datetime) -> dict[str, object]:
    due = due_at(request.kind, request.asked_at)
    is_open = request.state == RequestState.OPEN
    return {"request": request, "due": due, "late": is_open and due < at, "open": is_open}


@only_with(ERASE)
@require_safe
def requests(request: Request) -> HttpResponse:
    """What persons asked about their data, with the day by which each must be answered."""
    at, on = timezone.now(), _today()
    state = request.GET.get("trang-thai", "")
    found = queries.requests_page(
        request.actor, on, state, whole_number(request.GET.get("truoc", "")), _PAGE + 1
    )
    last = found[_PAGE - 1].pk if len(found) > _PAGE else 0
    waiting, late = queries.open_requests(request.actor, on)
    context = {
        "lines": [_line(one, at) for one in found[:_PAGE]],
        "state": state,
        "states": RequestState.choices,
        "waiting": waiting,
        "late": late,
        "next_url": f"?trang-thai={state}&truoc={last}" if last else "",
        "tabs": _tabs("people:requests"),
    }
    return render(request, "people/privacy/requests.html", context)


@only_with(ERASE)
@require_safe
def data_request(request: Request, pk: int) -> HttpResponse:
    found = queries.request_for(request.actor, pk, _today())
    return _request_page(request, found, AnswerForm())


def _request_page(request: Request, found: DataRequest, form: AnswerForm) -> HttpResponse:
    at = timezone.now()
    told = found.answer.get("outcomes", [])
    context = {
        "one": found,
        "line": _line(found, at),
        "first_word": first_word_at(found.asked_at),
        "form": form,
        "keeping": queries.keeping_of(found.person, at),
        "outcomes": [Outcome.of_json(part) for part in told],
        "is_own": found.person.user_id is not None and found.person.user_id == request.actor.id,
        "erased": found.person.erased_at is not None,
        "opens": persons.persons_for(request.actor, VIEW, _today()).filter(pk=found.person_id).exists(),
    }
    return render(request, "people/privacy/request.html", context, status=422 if form.errors else 200)


@only_with(ERASE)
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """Carried out or refused, as the button says."""
    found = queries.request_for(request.actor, pk, _today())
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer(
                at=timezone.now(),
                actor=request.actor,
                request=found,
                grant=request.POST.get("answer") == "grant",
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            form.add_error("words", sentence(refusal))
        else:
            messages.success(request, _("The answer is written down."))
            return redirect("people:request", pk=pk)
    return _request_page(request, found, form)


@only_with(ERASE)
def record(request: Request, pk: int) -> HttpResponse:
    """A request made by letter or at the desk, about the person of this number."""
    person = persons.staff_person_for(request.actor, pk, _today(), ERASE)
    form = RecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.record_request(
                at=timezone.now(),
                actor=request.actor,
                person=person,
                kind=told["kind"],
                words=told["words"],
                asked_by=told["asked_by"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("people:request", pk=made.pk)
    context = {"form": form, "person": person}
    return render(request, "people/privacy/record.html", context, status=422 if form.errors else 200)


@only_with(ERASE)
@require_safe
@never_cache
def copy(request: Request, pk: int, form: str) -> HttpResponse:
    """All that is kept of a person, to hand over to that person; journalled."""
    person = persons.staff_person_for(request.actor, pk, _today(), ERASE)
    staff.copy_taken(at=timezone.now(), actor=request.actor, person=person)
    return copies.response(person, form, timezone.now())


@only_with(ERASE)
@require_safe
def purposes(request: Request) -> HttpResponse:
    """What people may be asked to agree to, in the words they read, and how many have."""
    counts = queries.consent_counts(request.actor, _today())
    context = {
        "lines": [(one, *counts.get(one.code, (0, 0))) for one in PURPOSES.values()],
        "tabs": _tabs("people:purposes"),
    }
    return render(request, "people/privacy/purposes.html", context)


@only_with(ERASE)
def retention(request: Request) -> HttpResponse:
    """How long each kind is kept and why, what is past its period here, and the act that erases it."""
    at = timezone.now()
    if request.method == "POST":
        done = actions.keep_to_retention(at=at, actor=request.actor)
        messages.success(request, _("Erased: %(number)s.") % {"number": sum(done.values())})
        return redirect("people:retention")
    due = queries.due_for_erasure(at, request.actor)
    context = {
        "lines": [(KEPT[one.code], one) for one in due],
        "number": sum(one.number for one in due),
        "tabs": _tabs("people:retention"),
    }
    return render(request, "people/privacy/retention.html", context)
