"""The list of courses, a new one, one with who takes it; enrolling staff, writing results, certificates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Conflict, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.people.access import only_with
from densach.people.models import Duty
from densach.people.queries.persons import StaffWanted, staff_page
from densach.services.activities.models import Enrolment, EnrolmentState
from densach.services.certificates.queries.certificates import standing_for_all
from densach.services.training import actions
from densach.services.training.access import course_for, unit_for, units_for
from densach.services.training.forms import (
    CourseFilter,
    CourseFormPage,
    ResultRow,
    chosen_people,
    result_rows,
    typed_results,
)
from densach.services.training.models import Course
from densach.services.training.queries import courses as read
from densach.services.training.rules import MANAGE, VIEW
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence

# As many people as one page offers to be enrolled.
MOST = 200


def now() -> datetime:
    return timezone.now()


def day() -> date:
    return today(now())


@only_with(VIEW)
@require_safe
def courses(request: Request) -> HttpResponse:
    units = units_for(request.actor, day())
    chosen = CourseFilter(request.GET or None, units=[(one.code, one.name) for one in units])
    code, asked = chosen.chosen("don_vi"), chosen.asked()
    rows = read.courses_of([one.id for one in units if not code or one.code == code], asked)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return download("tap-huan", _head(), _lines(rows), form)
    found, following = read.page_of(rows, whole_number(request.GET.get("sau", "")))
    kept = request.GET.copy()
    kept.pop("sau", None)
    names = organisations.names_of({one.activity.organisation_id for one in found}, day())
    context = {
        "filter": chosen,
        "rows": [(one, names.get(one.activity.organisation_id, "")) for one in found],
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={following}" if following else "",
        "is_filtered": bool(code or asked.field or asked.form or asked.year or asked.words),
        "may_manage": request.actor.may(MANAGE, None),
        "ways": ways("courses"),
    }
    return render(request, "training/courses.html", context)


def ways(here: str) -> list[NavItem]:
    """Courses, numbers, and one's own learning."""
    every = (
        ("courses", _("Courses"), "mortarboard"),
        ("numbers", _("Numbers"), "bar-chart-line"),
        ("mine", _("What I learned"), "journal-text"),
    )
    return [
        NavItem(label, reverse(f"training:{name}"), icon, active=name == here) for name, label, icon in every
    ]


def _head() -> list[str]:
    return [
        _("Name of the course"), _("Held by"), _("Form of the course"), _("Field of the course"), _("First day"),
        _("Last day"), _("Hours"), _("With a place"), pgettext("training", "Results"),
    ]  # fmt: skip


def _lines(rows: QuerySet[Course]) -> Iterator[list[object]]:
    found = list(rows[:20_000])
    names = organisations.names_of({one.activity.organisation_id for one in found}, day())
    for one in found:
        yield [
            one.activity.title, names.get(one.activity.organisation_id, ""), one.get_form_display(),
            one.get_field_display() if one.field else "", getattr(one, "first", None), getattr(one, "last", None),
            one.hours, getattr(one, "places", 0), getattr(one, "done", 0),
        ]  # fmt: skip


@only_with(MANAGE)
def hold(request: Request) -> HttpResponse:
    units = [(one.code, one.name) for one in units_for(request.actor, day(), MANAGE)]
    form = CourseFormPage(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        unit = unit_for(request.actor, form.cleaned_data["organisation"])
        made = actions.hold_course(at=now(), actor=request.actor, organisation=unit, data=form.typed())
        messages.success(request, _("Planned. Give it its sessions, then enrol who comes."))
        return redirect("training:course", made.pk)
    context = {"form": form, "has_units": bool(units)}
    return render(request, "training/form.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    found = course_for(request.actor, pk, MANAGE)
    form = CourseFormPage(request.POST or None, units=[], course=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_course(
                at=now(), actor=request.actor, course=found, data=form.typed(found),
                seen_revision=whole_number(request.POST.get("revision", "")) or 0,
            )  # fmt: skip
        except Conflict as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("training:course", found.pk)
    context = {"form": form, "course": found, "has_units": True}
    return render(request, "training/form.html", context, status=422 if form.errors else 200)


@only_with(VIEW)
@require_safe
def course(request: Request, pk: int) -> HttpResponse:
    return _page(request, course_for(request.actor, pk), None)


def _page(
    request: Request, found: Course, rows: list[tuple[read.Taker, ResultRow]] | None, error: str = ""
) -> HttpResponse:
    """With names for who manages training here; numbers alone for who only looks."""
    may = request.actor.may(MANAGE, found.activity.organisation_id)
    held = read.last_day(found)
    takers = read.takers_of(found, held or day()) if may else []
    papers = standing_for_all([f"result:{one.result.pk}" for one in takers if one.result])
    context = {
        "course": found,
        "unit": organisations.named(found.activity.organisation_id, day()),
        "activity_url": reverse("activities:activity", args=[found.activity_id]),
        "rows": [
            (one, form, papers.get(f"result:{one.result.pk}") if one.result else None)
            for one, form in (rows if rows is not None else result_rows(takers, None))
        ],
        "held": held,
        "may": may,
        "error": error,
        "duties": [Duty(code).label for code in found.duties if code in Duty.values],
        "levels": [Level(code).label for code in found.levels if code in Level.values],
        "to_certify": any(
            one.result and one.result.outcome == "completed" and f"result:{one.result.pk}" not in papers
            for one in takers
        ),
    }
    wrong = error or any(form.errors for _taker, form in rows or ())
    return render(request, "training/course.html", context, status=422 if wrong else 200)


@only_with(MANAGE)
@require_POST
def results(request: Request, pk: int) -> HttpResponse:
    found = course_for(request.actor, pk, MANAGE)
    rows = result_rows(read.takers_of(found, read.last_day(found) or day()), request.POST)
    # Every line is asked, so that each tells what is wrong with it.
    valid = [form.is_valid() for _taker, form in rows]
    if not all(valid):
        return _page(request, found, rows)
    try:
        number = actions.write_results(at=now(), actor=request.actor, course=found, rows=typed_results(rows))
    except Refusal as refusal:
        return _page(request, found, rows, sentence(refusal))
    told = ngettext("%(number)s result written.", "%(number)s results written.", number)
    messages.success(request, told % {"number": number} if number else _("Nothing was different."))
    return redirect("training:course", found.pk)


@only_with(MANAGE)
@require_POST
def certify(request: Request, pk: int) -> HttpResponse:
    found = course_for(request.actor, pk, MANAGE)
    made = actions.certify(at=now(), actor=request.actor, course=found)
    told = ngettext("%(number)s certificate issued.", "%(number)s certificates issued.", len(made))
    messages.success(request, told % {"number": len(made)})
    return redirect("training:course", found.pk)


@only_with(MANAGE)
@require_POST
def take_back(request: Request, pk: int, result: int) -> HttpResponse:
    found = course_for(request.actor, pk, MANAGE)
    row = read.results_of(found).filter(pk=result).select_related("course__activity").first()
    if row is not None:
        actions.take_back(at=now(), actor=request.actor, result=row, why=request.POST.get("why", ""))
        messages.success(request, _("The result is taken back, with its figures."))
    return redirect("training:course", found.pk)


def _say_who_got_in(request: Request, made: Sequence[Enrolment]) -> None:
    placed = sum(one.state == EnrolmentState.CONFIRMED for one in made)
    told = ngettext("%(number)s person has a place now.", "%(number)s people have a place now.", placed)
    messages.success(request, told % {"number": placed})
    if waiting := len(made) - placed:
        told = ngettext(
            "%(number)s person is on the waiting list.", "%(number)s people are on the waiting list.", waiting
        )
        messages.warning(request, told % {"number": waiting})


@only_with(MANAGE)
def staff(request: Request, pk: int) -> HttpResponse:
    """People of the staff file whom the actor may see, found by name or unit, to be given a place."""
    found = course_for(request.actor, pk, MANAGE)
    words = request.GET.get("q", "").strip()[:100]
    duty = request.GET.get("chuc_trach", found.duties[0] if len(found.duties) == 1 else "")
    lines = staff_page(request.actor, day(), StaffWanted(text=words, duty=duty), limit=MOST)
    if request.method == "POST":
        ids = set(chosen_people(request.POST.getlist("nguoi")))
        every = {one.employment.person_id: one.employment.person for one in lines}
        people = [every[one] for one in sorted(ids) if one in every]
        made = actions.enrol_staff(at=now(), actor=request.actor, course=found, people=people)
        _say_who_got_in(request, made)
        return redirect("training:course", found.pk)
    there = {one.person.pk for one in read.takers_of(found, day())}
    context = {
        "course": found,
        "rows": [(one, one.employment.person_id in there) for one in lines],
        "words": words,
        "duty": duty,
        "duties": [(value, label) for value, label in Duty.choices if value],
        "is_cut": len(lines) >= MOST,
    }
    return render(request, "training/staff.html", context)
