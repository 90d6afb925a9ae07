"""The scan screen: one box that keeps the focus; each scan is answered at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.errors import NotAllowed, Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.stocktaking.access import TAKE, take_for
from densach.services.stocktaking.actions import takes as actions
from densach.services.stocktaking.actions.takes import Scanned
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.queries import takes
from densach.services.stocktaking.views.takes import day, now
from densach.ui.http import Request
from densach.ui.wording import sentence

_TONES = {
    Outcome.RIGHT.value: ("yes", "check-circle"),
    Outcome.MISPLACED.value: ("ask", "signpost-split"),
    Outcome.UNEXPECTED.value: ("ask", "question-circle"),
    Outcome.UNKNOWN.value: ("no", "exclamation-octagon"),
}


@dataclass(frozen=True)
class Answer:
    """What the screen says to a scan, large enough to be read from two metres away."""

    tone: str
    big: str
    icon: str = ""
    item: str = ""
    detail: str = ""
    scan: StockScan | None = None


@only_with(TAKE)
def scan(request: Request, pk: int) -> HttpResponse:
    """The screen; a POST is one scan, answered as a part of the page where the script asks."""
    take = take_for(request.actor, pk, TAKE)
    where = request.POST.get("where", request.GET.get("kho", take.location))[:80]
    if request.method == "POST":
        answer = _answered(request, take, where)
        if request.headers.get("X-Desk"):
            response = render(request, "stocktaking/answer.html", _parts(take, answer))
            response["X-Desk"] = "answer"
            return response
    elif take.state != TakeState.OPEN:
        return redirect("stocktaking:take", take.pk)
    else:
        answer = Answer("idle", _("Ready. Scan the first copy of the shelf."))
    context = {
        **_parts(take, answer),
        "place": organisations.named(take.library_id, day()),
        "where": where,
        "locations": takes.locations_of(take.library_id),
        "progress": takes.progress(take),
        "last": [_act(one) for one in takes.last_of(take)],
    }
    return render(request, "stocktaking/scan.html", context)


def _parts(take: StockTake, answer: Answer) -> dict[str, Any]:
    return {
        "take": take,
        "answer": answer,
        "counts": takes.counts_of(take),
        "act": _act(answer.scan) if answer.scan else None,
    }


def _act(scan: StockScan) -> dict[str, Any]:
    tone, icon = _TONES.get(scan.outcome, ("info", "circle"))
    title = scan.item.record.title if scan.item else _("not in the catalogue")
    return {"scan": scan, "title": title, "tone": tone, "icon": icon}


def _answered(request: Request, take: StockTake, where: str) -> Answer:
    code = request.POST.get("code", "")
    try:
        scanned = actions.scan(at=now(), actor=request.actor, take=take, barcode=code, location=where)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return Answer("no", sentence(refusal), "exclamation-octagon")
    if scanned.again and not scanned.changed:
        return Answer("info", _("Scanned already"), "info-circle", _title(scanned), code)
    tone, icon = _TONES[scanned.scan.outcome]
    return Answer(tone, _big(scanned), icon, _title(scanned), _detail(take, scanned), scanned.scan)


def _title(scanned: Scanned) -> str:
    item = scanned.item
    return " · ".join(filter(None, (item.record.title, item.call_number))) if item else scanned.scan.barcode


def _big(scanned: Scanned) -> str:
    item = scanned.item
    if scanned.scan.outcome == Outcome.RIGHT:
        return _("In its place")
    if item is None:
        return _("This barcode is not in the catalogue")
    if scanned.scan.outcome == Outcome.UNEXPECTED:
        return _("Here, but noted as: %(state)s") % {"state": item.get_state_display()}
    return _("Does not stand here")


def _detail(take: StockTake, scanned: Scanned) -> str:
    item = scanned.item
    if item is None:
        return _("Put it aside: enter it in the catalogue, or give it another label.")
    if scanned.scan.outcome == Outcome.UNEXPECTED:
        return _("Put it aside: the list of unexpected copies says what to do with it.")
    if scanned.scan.outcome != Outcome.MISPLACED:
        return ""
    if item.place_id != take.library_id:
        name = organisations.names_of([item.place_id], day()).get(item.place_id, "")
        return _("It belongs to %(library)s.") % {"library": name}
    belongs = " · ".join(filter(None, (item.location, item.call_number)))
    return _("Its place: %(place)s.") % {"place": belongs or "–"}


@only_with(TAKE)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """The scan was a mistake."""
    take = take_for(request.actor, pk, TAKE)
    code = request.POST.get("code", "")
    try:
        done = actions.take_back(at=now(), actor=request.actor, take=take, barcode=code)
    except NotAllowed:
        raise
    except Refusal as refusal:
        answer = Answer("no", sentence(refusal), "exclamation-octagon")
    else:
        words = _("Taken back") if done else _("There is nothing to take back")
        answer = Answer("info", words, "arrow-counterclockwise", code)
    if request.headers.get("X-Desk"):
        response = render(request, "stocktaking/answer.html", _parts(take, answer))
        response["X-Desk"] = "answer"
        return response
    return redirect("stocktaking:scan", take.pk)
