"""How every act is asked for and done: its own small page with the entry above, one action, back to the entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.people.access import require
from densach.programme.oversight import pages
from densach.programme.oversight.access import steps_of
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, PlainForm
from densach.programme.oversight.models import Entry
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.rules.refusals import UnknownEntry, WrongState
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """An act as the page offers it. `do(doing, thing, **form.given())` is the one action."""

    label: Words
    done: Words
    do: Callable[..., object]
    form: type[ActForm] = PlainForm
    icon: str = "pencil"
    lamp: bool = False
    lead: Words = ""


@dataclass(frozen=True)
class Kind:
    """A register's entries, their acts, and the name of the address of one of them."""

    model: type[Entry]
    page: str
    step: str
    acts: Mapping[str, Act]
    title: Callable[[Any, date], str]


def day() -> date:
    return today(timezone.now())


def doing_of(request: Request, form: ActForm) -> Doing:
    return Doing(timezone.now(), request.actor, form.seen, form.words, form.upload)


def take_step(request: Request, kind: Kind, pk: int, act_code: str, *, always: bool = False) -> HttpResponse:
    """The act's form, or the act. On a clash what was typed stays, and the next attempt is made on what is there now.

    `always` is for acts that stand in no table of lives.
    """
    on = day()
    thing = entry_for(kind.model, request.actor, pk, on)
    act = kind.acts.get(act_code)
    if act is None:
        raise UnknownEntry
    form = act.form(request.POST or None, request.FILES or None, thing=thing, actor=request.actor, on=on)
    if request.method == "POST":
        if form.is_valid():
            try:
                act.do(doing_of(request, form), thing, **form.given())
            except (NotAllowed, NotFound):
                raise
            except Conflict as refusal:
                thing = entry_for(kind.model, request.actor, pk, on)
                form.now_seen(thing.revision)
                form.add_error(None, sentence(refusal))
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                messages.success(request, str(act.done))
                return redirect(kind.page, pk)
    elif not always and act_code not in {one.act for one in steps_of(request.actor, thing)}:
        messages.error(request, sentence(WrongState(state=thing.get_state_display())))
        return redirect(kind.page, pk)
    title = kind.title(thing, on)
    context = {
        "form": form,
        "title": act.label,
        "lead": act.lead,
        "eyebrow": title,
        "submit": act.label,
        "icon": act.icon,
        "back": reverse(kind.page, args=[pk]),
        "history": pages.history(thing)[:3] if form.errors else [],
        "crumbs": [NavItem(title, reverse(kind.page, args=[pk])), NavItem(str(act.label), "")],
    }
    return render(request, "oversight/form.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Beginning:
    """A new entry: the verb that is needed somewhere, the form, the one action and where it leads."""

    verb: str
    form: type[ActForm]
    do: Callable[[Doing, ActForm], Any]
    title: Words
    lead: Words
    submit: Words
    done: Words
    page: str
    back: str
    template: str = "oversight/form.html"


def begin(
    request: Request, one: Beginning, initial: dict[str, Any] | None = None, **more: object
) -> HttpResponse:
    """The form of a new entry, or the entry."""
    require(request.actor, one.verb, None)
    form = one.form(
        request.POST or None,
        request.FILES or None,
        thing=None,
        actor=request.actor,
        on=day(),
        initial=initial or {},
    )
    if request.method == "POST" and form.is_valid():
        made = _made(request, one, form)
        if made is not None:
            messages.success(request, str(one.done))
            return redirect(one.page, made.pk)
    context = {
        "form": form,
        "title": one.title,
        "lead": one.lead,
        "submit": one.submit,
        "icon": "send",
        "back": reverse(one.back),
        "crumbs": [NavItem(_("Oversight"), reverse(one.back)), NavItem(str(one.title), "")],
        **more,
    }
    return render(request, one.template, context, status=422 if form.errors else 200)


def _made(request: Request, one: Beginning, form: ActForm) -> Any:
    try:
        return one.do(doing_of(request, form), form)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return None


def context_of(actor: Actor, kind: Kind, thing: Any) -> dict[str, Any]:
    """What every page of an entry shows: its acts and its life."""
    return {
        "thing": thing,
        "buttons": pages.buttons(actor, thing, kind.acts, kind.step),
        "history": pages.history(thing),
    }
