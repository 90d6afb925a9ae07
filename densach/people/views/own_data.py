"""My data: what is kept about me, what I agreed to, who looked at it, and what I may ask for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people import copies
from densach.people.access import account_required
from densach.people.actions import consents, privacy
from densach.people.actions.persons import own_person
from densach.people.forms.privacy import AskForm
from densach.people.holders import account_told
from densach.people.privacy import Outcome
from densach.people.queries import own_account
from densach.people.queries import persons as staff
from densach.people.queries import privacy as queries
from densach.people.rules.purposes import is_child
from densach.people.rules.retention import due_at
from densach.ui.http import Request
from densach.ui.wording import sentence


@account_required
@require_safe
def own_data(request: Request) -> HttpResponse:
    return _page(request, AskForm())


def _page(request: Request, form: AskForm) -> HttpResponse:
    """Nothing is agreed to beforehand, and nothing is entered by looking."""
    at = timezone.now()
    user = own_account(request.actor)
    person = staff.person_of(user)
    asked = queries.requests_of(person) if person else []
    context = {
        "person": person,
        "is_child": person is not None
        and is_child(person.birth_date, person.guardian_id is not None, today(at)),
        "sections": copies.readable(person) if person else copies.in_words(account_told(user)),
        "choices": queries.choices_of(person, _concerns(request)),
        "looks": queries.looks_at(person) if person else [],
        "requests": [
            (
                one,
                due_at(one.kind, one.asked_at),
                [Outcome.of_json(part) for part in one.answer.get("outcomes", [])],
            )
            for one in asked
        ],
        "form": form,
    }
    return render(request, "people/privacy/own.html", context, status=422 if form.errors else 200)


def _concerns(request: Request) -> tuple[str, ...]:
    return ("staff",) if request.actor.may("count.view", None) else ("reader", "learner")


@account_required
@require_POST
def own_consent(request: Request, purpose: str) -> HttpResponse:
    """Agree, or no longer agree, as the button says."""
    user, at = own_account(request.actor), timezone.now()
    try:
        if request.POST.get("answer") == "agree":
            consents.agree(at=at, actor=request.actor, user=user, purpose=purpose)
        else:
            consents.withdraw(at=at, actor=request.actor, user=user, purpose=purpose)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Written down. You may change your mind at any time."))
    return redirect("people:own_data")


@account_required
@require_POST
def own_request(request: Request) -> HttpResponse:
    form = AskForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            privacy.ask(
                at=timezone.now(),
                actor=request.actor,
                user=own_account(request.actor),
                kind=told["kind"],
                words=told["words"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Written down. Below you see by when you are answered."))
            return redirect("people:own_data")
    return _page(request, form)


@account_required
@require_POST
@never_cache
def own_copy(request: Request, form: str) -> HttpResponse:
    """All that is kept of me, to take away. By POST: with it begins the row that stands for me, where there is none."""
    at = timezone.now()
    person = own_person(at=at, user=own_account(request.actor))
    return copies.response(person, form, at)
