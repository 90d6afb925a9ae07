"""Visits by taps, by the gate's number or by cards; use in the room; the closing of a day. For thumbs and keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from densach.facts.measures import AGE, VALUE_WORDS
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.services.circulation.actions import closing as closings
from densach.services.circulation.actions import visits as actions
from densach.services.circulation.forms.visits import CardForm, ClosingForm, GateForm, TapForm, WayForm
from densach.services.circulation.models import VisitWay
from densach.services.circulation.pages.visitors import visit_text
from densach.services.circulation.queries import days
from densach.services.circulation.queries import visits as queries
from densach.services.circulation.rules.refusals import ReasonNeeded
from densach.services.circulation.views.listing import Line, Listing, Wanted, show
from densach.services.circulation.views.place import Desk, at_desk, page
from densach.ui import charts
from densach.ui.figures import day_text, language
from densach.ui.http import Request
from densach.ui.wording import sentence

# Words for the figures of a closed day.
FIGURES: Final = {
    "visits": pgettext_lazy("desk", "Visits"),
    "loans": gettext_lazy("Loans"),
    "returns": gettext_lazy("Returns"),
    "renewals": gettext_lazy("Renewals"),
    "in_room_uses": gettext_lazy("Uses in the room"),
    "new_readers": gettext_lazy("New readers"),
}


@at_desk
@require_safe
def visits(request: Request, desk: Desk) -> HttpResponse:
    """Today's count, and the way of counting that this library chose."""
    return _visits_page(request, desk)


def _visits_page(request: Request, desk: Desk, **forms_: Any) -> HttpResponse:
    opening = queries.way_of(desk.library.pk, desk.on)
    today = queries.today_of(desk.library.pk, desk.on)
    way = opening.way if opening is not None else VisitWay.TAP
    wrong = any(form.errors for form in forms_.values())
    context = page(
        desk,
        "visits",
        way=way,
        way_label=VisitWay(way).label,
        coming=queries.coming_way(desk.library.pk, desk.on),
        today=today,
        last=[(visit, visit_text(visit.quantity, visit.slice)) for visit in today.last],
        chart=_by_hour(today),
        ages=[(code, _(VALUE_WORDS[code])) for code in AGE],
        key=secrets.token_hex(12),
        reading=queries.last_reading(desk.library.pk) if way == VisitWay.GATE else None,
        closed=days.closing_of(desk.library.pk, desk.on),
        gate_form=forms_.get("gate") or GateForm(),
        card_form=forms_.get("card") or CardForm(),
        way_form=WayForm(initial={"way": way}),
    )
    return render(request, "circulation/visits.html", context, status=422 if wrong else 200)


def _by_hour(today: queries.Today) -> charts.Chart:
    points = [charts.Point(f"{hour}h", number) for hour, number in today.hours]
    return charts.bar_chart(_("Visits of today by hour"), points, unit=_("visits"), lang=language())


def _done(request: Request, desk: Desk, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("circulation:visits")


@at_desk
@require_POST
def tap(request: Request, desk: Desk) -> HttpResponse:
    """One came in, or a group."""
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A group is of 1 to 500 people."))
        return redirect("circulation:visits")
    told = form.cleaned_data
    visit = actions.tap(
        at=desk.at, actor=desk.actor, library=desk.library, quantity=told["quantity"], age=told["age"],
        sex=told["sex"], ethnic=told["ethnic"], key=told["key"] or None,
    )  # fmt: skip
    return _done(request, desk, _("Counted: %(name)s") % {"name": visit_text(visit.quantity, visit.slice)})


@at_desk
@require_POST
def gate(request: Request, desk: Desk) -> HttpResponse:
    """The gate was read."""
    form = GateForm(request.POST)
    if not form.is_valid():
        return _visits_page(request, desk, gate=form)
    told = form.cleaned_data
    try:
        reading = actions.gate(
            at=desk.at, actor=desk.actor, library=desk.library, number=told["number"], reset=told["reset"],
            both_ways=told["both_ways"],
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("number", sentence(refusal))
        return _visits_page(request, desk, gate=form)
    if reading.visit is None:
        return _done(request, desk, _("The first reading is noted: from now on the difference is counted."))
    number = reading.visit.quantity
    return _done(
        request, desk, ngettext("%(n)s visit counted", "%(n)s visits counted", number) % {"n": number}
    )


@at_desk
@require_POST
def card(request: Request, desk: Desk) -> HttpResponse:
    """A reader showed the card."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _visits_page(request, desk, card=form)
    try:
        visit = actions.card(
            at=desk.at, actor=desk.actor, library=desk.library, card=form.cleaned_data["card"]
        )
    except Refusal as refusal:
        form.add_error("card", sentence(refusal))
        return _visits_page(request, desk, card=form)
    name = visit.patron.person.name if visit.patron is not None else ""
    return _done(request, desk, _("Counted: %(name)s") % {"name": name})


@at_desk
@require_POST
def take_back(request: Request, desk: Desk) -> HttpResponse:
    """The last count, or the one that is told, was a slip of the thumb."""
    pk = whole_number(request.POST.get("visit", ""))
    visit = queries.visit_by_id(pk, desk.library.pk) if pk is not None else None
    actions.cancel(at=desk.at, actor=desk.actor, library=desk.library, visit=visit)
    return _done(request, desk, _("Taken back."))


@at_desk
@require_POST
def way(request: Request, desk: Desk) -> HttpResponse:
    """Another way of counting, from today or tomorrow on."""
    form = WayForm(request.POST)
    if form.is_valid():
        opening = actions.set_way(
            at=desk.at, actor=desk.actor, library=desk.library, way=form.cleaned_data["way"]
        )
        if opening.since > desk.on:
            return _done(request, desk, _("Somebody was counted today already: the new way begins tomorrow."))
    return _done(request, desk, _("Visits are counted so from now on."))


# closing --------------------------------------------------------------------------------------------------


@at_desk
def closing(request: Request, desk: Desk) -> HttpResponse:
    """The day with what is odd, and the days that were closed."""
    on = _asked_day(request, desk)
    form = ClosingForm(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if _tried(request, form, closings.close_day, desk, on=told["on"], note=told["note"]):
            messages.success(request, _("The day is closed."))
            return redirect("circulation:closing")
    return _closing_page(request, desk, on, form)


def _closing_page(request: Request, desk: Desk, on: date, form: ClosingForm, wrong: str = "") -> HttpResponse:
    """`wrong`: why the day was not opened again."""
    found = days.closing_of(desk.library.pk, on)
    figures = days.figures_of(desk.library.pk, on)
    context = page(
        desk,
        "visits",
        day=on,
        form=form,
        wrong=wrong,
        found=found,
        figures=[(label, figures[name]) for name, label in FIGURES.items()],
        changed=[(FIGURES[name], *pair) for name, pair in days.changed_since(found).items()] if found else [],
        odd=queries.odd_of(desk.library.pk, on, figures) if found is None else [],
        recent=queries.recent_days(desk.library.pk, desk.on),
    )
    return render(request, "circulation/closing.html", context, status=422 if form.errors or wrong else 200)


def _asked_day(request: Request, desk: Desk) -> date:
    field = forms.DateField(required=False)
    try:
        asked = field.clean(request.POST.get("on") or request.GET.get("ngay", ""))
    except forms.ValidationError:
        asked = None
    if not isinstance(asked, date) or not days.begun(desk.library.pk, desk.on) <= asked <= desk.on:
        return desk.on
    return asked


def _tried(request: Request, form: forms.Form, do: Callable[..., object], desk: Desk, **told: Any) -> bool:
    try:
        do(at=desk.at, actor=desk.actor, library=desk.library, **told)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


@at_desk
@require_POST
def reopen(request: Request, desk: Desk) -> HttpResponse:
    """It was closed too early."""
    on = _asked_day(request, desk)
    try:
        closings.reopen_day(
            at=desk.at, actor=desk.actor, library=desk.library, on=on, why=request.POST.get("why", "")
        )
    except ReasonNeeded as refusal:
        return _closing_page(request, desk, on, ClosingForm(initial={"on": on}), sentence(refusal))
    messages.success(request, _("The day is open again."))
    return redirect(f"{reverse('circulation:closing')}?ngay={on}")


def _closing_lines(rows: Sequence[Any], wanted: Wanted) -> list[Line]:
    found = []
    for one in rows:
        cells = [one.figures.get(name, 0) for name in FIGURES]
        again = _("opened again") if one.reopened_at else ""
        url = f"{reverse('circulation:closing')}?ngay={one.on}"
        found.append(
            Line(day_text(one.on, language()), [*cells, one.closed_by_name, one.note], url=url, mark=again)
        )
    return found


CLOSINGS: Final = Listing(
    "closings",
    gettext_lazy("Closed days"),
    gettext_lazy(
        "What each day came to when it was closed; one that was opened again stays beside the next."
    ),
    (gettext_lazy("Day"), *FIGURES.values(), gettext_lazy("Who"), gettext_lazy("Note")),
    gettext_lazy("No day is closed yet"),
    gettext_lazy(
        "Close the day when the last visitor has left: figures are then frozen, later changes are told."
    ),
    lambda wanted: queries.closed_days(wanted.library_id),
    _closing_lines,
    "khoa-ngay",
    order="-on",
    asks=(),
    patron="",
    item="-",
)


@at_desk
@require_safe
def closed_days(request: Request, desk: Desk) -> HttpResponse:
    """Every closed day of the library."""
    return show(request, desk, CLOSINGS)
