"""How every act is asked for and done: a form on its own page, or a button; one action; back to where one was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise

from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

Words = str | Promise
PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def now() -> datetime:
    return timezone.now()


def day() -> date:
    return today(now())


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """The act, or its refusal beside the form, with all that was typed."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def pressed(request: Request, act: Callable[[], object], words: Words) -> bool:
    """The act of a button, told in a message."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return False
    messages.success(request, str(words))
    return True


def seen(request: Request) -> int:
    """The revision that the page of a button showed."""
    return whole_number(request.POST.get("revision", "")) or 0


def form_page(
    request: Request,
    form: forms.Form,
    *,
    title: Words,
    submit: Words,
    back: str,
    crumbs: Sequence[NavItem],
    lead: Words = "",
    icon: str = "check-lg",
    template: str = "clubs/form.html",
    **more: Any,
) -> HttpResponse:
    """The page of a form; 422 where something needs attention."""
    context = {
        "form": form, "title": title, "lead": lead, "submit": submit, "back": back, "icon": icon,
        "crumbs": [*crumbs, NavItem(str(title), "")], **more,
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


def told(request: Request, words: Words, url: str) -> HttpResponse:
    """A message, and on to the address."""
    messages.success(request, str(words))
    return redirect(url)
