"""Doors to batches: whoever may not send such a file for the place finds none there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from densach.intake import queries, sheets
from densach.intake.models import Batch
from densach.intake.rules import UnknownSheet
from densach.intake.sheets import Sheet
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed, NotFound
from densach.ui.http import Request

Given = ParamSpec("Given")
View = Callable[Concatenate[Request, Given], HttpResponse]


def senders_only(view: View[Given]) -> View[Given]:
    """Visitors go to the sign-in page; people who may send no kind of file are told so."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if request.actor.id is None:
            return redirect_to_login(request.get_full_path())
        if not sheets_for(request.actor):
            raise NotAllowed(verb="intake")
        return view(request, *args, **kwargs)

    return guarded


def sheets_for(actor: Actor) -> list[Sheet]:
    """The kinds of files that the person may send somewhere."""
    return [sheet for sheet in sheets.every() if actor.may(sheet.verb, None)]


def sheet_for(actor: Actor, code: str) -> Sheet:
    """The kind of file; NotFound where there is none that the person may send."""
    sheet = sheets.by_code(code)
    if not actor.may(sheet.verb, None):
        raise UnknownSheet(sheet=code)
    return sheet


def batch_for(actor: Actor, pk: int) -> Batch:
    """The batch, for whoever may send such files for its place; NotFound for everyone else."""
    batch = queries.batch_by_id(pk)
    if batch is None or not actor.may(queries.sheet_of(batch).verb, batch.place_code):
        raise NotFound()
    return batch


def seen_by(actor: Actor) -> list[tuple[str, set[str]]]:
    """Sheet → places whose files the person may see."""
    sent = queries.places_sent_for()
    return [
        (sheet.code, {code for code in sent.get(sheet.code, ()) if actor.may(sheet.verb, code)})
        for sheet in sheets_for(actor)
    ]


def places_for(actor: Actor, sheet: Sheet, on: date) -> list[tuple[str, str]]:
    """Code and name of the places for which the person may send this kind of file."""
    return list(sheet.places(actor, on))
