"""The steps of a weeding list: before the council, the decision, carrying out, and back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from densach.files.actions import Upload
from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.stocktaking.access import DECIDE, TAKE, weeding_for
from densach.services.stocktaking.actions import weeding as actions
from densach.services.stocktaking.forms.weeding import DecideForm, SubmitForm
from densach.services.stocktaking.models import Weeding
from densach.services.stocktaking.views.takes import day, now
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(TAKE)
def submit(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, TAKE)
    form = SubmitForm(request.POST or None, weeding=thing)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> object:
            return actions.submit(
                at=now(), actor=request.actor, weeding=thing, seen=told["revision"], council=told["council"],
                paper=told["paper"], on=told["on"],
            )  # fmt: skip

        if _done(form, act):
            messages.success(request, _("The list is before the council: write its verdict line by line."))
            return redirect("stocktaking:weeding", thing.pk)
    return _form_page(request, thing, form, _("Before the council"), _("Bring before the council"))


@only_with(DECIDE)
def decide(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, DECIDE)
    form = DecideForm(
        request.POST or None,
        request.FILES or None,
        today=day(),
        initial={"revision": thing.revision, "on": day()},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> object:
            return actions.decide(
                at=now(), actor=request.actor, weeding=thing, seen=told["revision"], decision=told["decision"],
                on=told["on"], upload=Upload.sent(told["file"]),
            )  # fmt: skip

        if _done(form, act):
            messages.success(request, _("Decided. Carry it out when the copies are off the shelves."))
            return redirect("stocktaking:weeding", thing.pk)
    return _form_page(request, thing, form, _("Decision"), _("Write the decision"))


def _done(form: django_forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def _form_page(
    request: Request, thing: Weeding, form: django_forms.Form, title: str, button: str
) -> HttpResponse:
    context = {"form": form, "weeding": thing, "title": title, "button": button}
    return render(request, "stocktaking/weeding_form.html", context, status=422 if form.errors else 200)


@only_with(DECIDE)
@require_POST
def carry_out(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, DECIDE)
    seen = whole_number(request.POST.get("revision", "")) or 0
    rest = request.POST.get("bo_con_lai") == "1"
    try:
        came = actions.carry_out(at=now(), actor=request.actor, weeding=thing, seen=seen, leave_rest=rest)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("stocktaking:weeding", thing.pk)
    text = ngettext("%(n)s copy taken out of the stock.", "%(n)s copies taken out of the stock.", came.done)
    messages.success(request, text % {"n": came.done})
    if came.left and not rest:
        words = _("%(n)s could not be: they are lent, on the way or kept for a reader: %(codes)s")
        messages.warning(request, words % {"n": len(came.left), "codes": ", ".join(came.left[:10])})
    return redirect("stocktaking:weeding", thing.pk)


@only_with(TAKE)
@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, TAKE)
    return _stepped(request, thing, actions.step_back, _("The last step is taken back."))


@only_with(TAKE)
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, TAKE)
    return _stepped(request, thing, actions.drop, _("Dropped: nothing is taken out by this list."))


def _stepped(request: Request, thing: Weeding, act: Callable[..., Weeding], words: str) -> HttpResponse:
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        act(at=now(), actor=request.actor, weeding=thing, seen=seen)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words)
    return redirect("stocktaking:weeding", thing.pk)
