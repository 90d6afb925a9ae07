"""Numbers of the year, what a person learned, one's own learning, the trace behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.facts.measures import get
from densach.facts.queries import facts_by_source
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with, staff_required
from densach.people.actions.learning import strike_own_course, tell_own_course
from densach.people.models import Duty, Field
from densach.people.queries.actor import StaffActor
from densach.people.queries.persons import person_of
from densach.services.activities.measures import HOURS, TURNS
from densach.services.training.access import learner_for, trace_for, units_for
from densach.services.training.forms import OwnForm
from densach.services.training.queries.history import hours_of, learned_by
from densach.services.training.queries.numbers import Line, numbers_of
from densach.services.training.rules import VIEW
from densach.services.training.views.courses import day, now, ways
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


@only_with(VIEW)
@require_safe
def numbers(request: Request) -> HttpResponse:
    """Turns, hours and people of a year, by unit, level, duty and field."""
    units = units_for(request.actor, day())
    year = min(max(whole_number(request.GET.get("nam", "")) or day().year, 2000), day().year)
    found = numbers_of([one.id for one in units], year, day())
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return download(f"tap-huan-{year}", _head(), _lines(found.by_unit), form)
    context = {
        "year": year,
        "years": range(day().year, day().year - 6, -1),
        "found": found,
        "by_level": _named(found.by_level, _levels()),
        "by_duty": _named(found.by_duty, dict(Duty.choices)),
        "by_field": _named(found.by_field, dict(Field.choices)),
        "ways": ways("numbers"),
    }
    return render(request, "training/numbers.html", context)


def _levels() -> dict[str, str]:
    return {
        "province": pgettext("training", "of the province"),
        "commune": pgettext("training", "of communes"),
    }


def _named(lines: Mapping[str, Line], words: Mapping[str, Any]) -> list[tuple[str, Line]]:
    """The largest first; what was not told at the end, in words."""
    told = [(str(words.get(code) or code) if code else _("not told"), line) for code, line in lines.items()]
    return sorted(told, key=lambda one: (one[0] == _("not told"), -one[1].turns))


def _head() -> list[str]:
    return [_("Unit"), _("Training turns"), _("Different people"), _("Hours"), _("Completed")]


def _lines(rows: list[Line]) -> Iterator[list[object]]:
    for one in rows:
        yield [one.name or _("not told"), one.turns, one.people, one.hours, one.completed]


@staff_required
def mine(request: Request) -> HttpResponse:
    """What I learned; what I learned by myself is told here."""
    actor = request.actor
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and isinstance(actor, StaffActor):
        try:
            tell_own_course(at=now(), user=actor.user, course=form.typed())
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Written down in your staff file."))
            return redirect("training:mine")
    person = person_of(actor.user) if isinstance(actor, StaffActor) else None
    learned = learned_by(person) if person else []
    context = {
        "form": form,
        "learned": learned,
        "hours": hours_of(learned, day().year),
        "year": day().year,
        "ways": ways("mine"),
        "is_own": True,
    }
    return render(request, "training/mine.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
def strike(request: Request, pk: int) -> HttpResponse:
    if isinstance(request.actor, StaffActor):
        strike_own_course(at=now(), user=request.actor.user, pk=pk)
    messages.success(request, _("Struck out."))
    return redirect("training:mine")


@only_with("person.view")
@require_safe
def learner(request: Request, pk: int) -> HttpResponse:
    """What a person of the staff file learned."""
    person = learner_for(request.actor, pk, day())
    learned = learned_by(person)
    context = {
        "person": person,
        "learned": learned,
        "hours": hours_of(learned, day().year),
        "year": day().year,
    }
    return render(request, "training/learner.html", context)


@staff_required
@require_safe
def trace(request: Request, pk: int) -> HttpResponse:
    """A result as the book counts it, without the person."""
    found = trace_for(request.actor, pk)
    source = f"result:{found.pk}"
    unit = organisations.named(found.counted_in_id, found.on)
    context = {
        "one": found,
        "unit": unit,
        "duty": Duty(found.duty).label if found.duty in Duty.values and found.duty else "",
        "facts": [
            (get(measure), fact) for measure in (TURNS, HOURS) for fact in facts_by_source(measure, source)
        ],
    }
    return render(request, "training/trace.html", context)
