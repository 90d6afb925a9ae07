"""Self-assessments: who has sent theirs, a new one, one with its table, its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.statistics.access import (
    ACCEPT,
    VIEW,
    WRITE,
    assessment_for,
    libraries_for,
    library_for,
)
from densach.services.statistics.actions import assessments as actions
from densach.services.statistics.forms import BeginForm, ListFilter, WrittenForm, said_in
from densach.services.statistics.models import SelfAssessment
from densach.services.statistics.queries import assessments, papers
from densach.services.statistics.queries.assessments import Standing
from densach.services.statistics.rules.years import SCHOOLS, due_on
from densach.services.statistics.views.looking import ways
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_PAGE = 50
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@only_with(VIEW)
@require_safe
def assessments_list(request: Request) -> HttpResponse:
    """Every library in reach with its self-assessment of the year: who has not sent it is seen at once."""
    on = today(timezone.now())
    chosen = ListFilter(request.GET or None, on=on)
    year, state = chosen.year(), chosen.state()
    every = assessments.standings(libraries_for(request.actor, on), year, on)
    rows = [one for one in every if _fits(one, state)]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, year, form)
    start = max(whole_number(request.GET.get("sau", "")) or 0, 0)
    shown = rows[start : start + _PAGE]
    met = assessments.met_of([one.assessment for one in shown if one.assessment])
    kept = request.GET.copy()
    for name in ("sau", "as"):
        kept.pop(name, None)
    context = {
        "filter": chosen,
        "year": year,
        "rows": [(one, met.get(one.assessment.pk) if one.assessment else None) for one in shown],
        "sent": sum(one.assessment is not None and not assessments.is_draft(one.assessment) for one in every),
        "late": sum(one.is_late for one in every),
        "of": len(every),
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={start + _PAGE}" if len(rows) > start + _PAGE else "",
        "is_filtered": bool(state),
        "ways": ways("assessments", ""),
        "may_write": request.actor.may(WRITE, None),
    }
    return render(request, "statistics/assessments.html", context)


def _fits(one: Standing, state: str) -> bool:
    if state == "late":
        return one.is_late
    if state == "none":
        return one.assessment is None
    return not state or (one.assessment is not None and one.assessment.state == state)


def _taken(rows: list[Standing], year: int, form: str) -> HttpResponse:
    head = [_("Library"), _("Code"), _("State"), _("Due"), _("Late"), _("Submitted"), _("Number")]
    table = [
        [
            one.library.name, one.library.code,
            one.assessment.get_state_display() if one.assessment else _("not begun"), one.due,
            _("late") if one.is_late else "", one.assessment.submitted_at if one.assessment else None,
            one.assessment.number if one.assessment else "",
        ]
        for one in rows
    ]  # fmt: skip
    return download(f"tu-danh-gia-{year}", head, table, form)


@only_with(WRITE)
def begin(request: Request) -> HttpResponse:
    on = today(timezone.now())
    libraries = libraries_for(request.actor, on, WRITE)
    form = BeginForm(
        request.POST or None, libraries=[(one.code, one.name) for one in libraries], on=on,
        initial={
            "library": request.GET.get("thu_vien", ""), "year": on.year,
            "school_year": bool(libraries) and all(one.kind in SCHOOLS for one in libraries),
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        library = library_for(request.actor, told["library"], WRITE)
        try:
            made = actions.begin(
                at=timezone.now(), actor=request.actor, library=library, year=told["year"],
                school_year=told["school_year"],
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("statistics:assessment", made.pk)
    context = {"form": form, "has_libraries": bool(libraries)}
    return render(request, "statistics/begin.html", context, status=422 if form.errors else 200)


@only_with(VIEW)
def assessment(request: Request, pk: int) -> HttpResponse:
    """The table; whoever writes it saves it here."""
    found = assessment_for(request.actor, pk)
    if request.method != "POST":
        return _page(request, found, WrittenForm(initial=_initial(found)), {})
    if not request.actor.may(WRITE, found.library):
        raise NotAllowed(verb=WRITE)
    form, said = WrittenForm(request.POST), said_in(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.write(
                at=timezone.now(), actor=request.actor, assessment=found, seen=told["revision"], said=said,
                summary=told["summary"], proposals=told["proposals"],
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            # What was typed stays; the next saving is on top of what the other one wrote.
            found.refresh_from_db()
            form = WrittenForm({**request.POST.dict(), "revision": found.revision})
            form.full_clean()
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("statistics:assessment", pk)
    return _page(request, found, form, said)


def _initial(found: SelfAssessment) -> dict[str, Any]:
    return {"revision": found.revision, "summary": found.summary, "proposals": found.proposals}


def _page(
    request: Request, found: SelfAssessment, form: WrittenForm, said: dict[str, actions.Said]
) -> HttpResponse:
    on = today(timezone.now())
    lang = language()
    may = request.actor.may(WRITE, found.library)
    groups = [
        (
            title,
            [
                {
                    "one": one,
                    "code": one.criterion.code,
                    "name": one.criterion.name(lang),
                    "unit": one.criterion.unit(lang),
                    "given": typed.given if (typed := said.get(one.criterion.code)) else one.line.given,
                    "met": typed.met if typed else one.line.met,
                    "note": typed.note if typed else one.line.note,
                }
                for one in lines
            ],
        )
        for title, lines in assessments.lines_of(found, lang, on)
    ]
    context = {
        "assessment": found,
        "place": organisations.named(found.library_id, on),
        "groups": groups,
        "form": form,
        "due": due_on(found.until),
        "open": assessments.open_criteria(found),
        "met": assessments.met_of([found]).get(found.pk, (0, 0)),
        "may_write": may and assessments.is_draft(found),
        "may_withdraw": may and found.state in actions.MAY["withdraw"],
        "may_decide": actions.may_decide(request.actor, found),
        "is_over": on >= found.until,
    }
    return render(request, "statistics/assessment.html", context, status=422 if form.errors else 200)


@only_with(WRITE)
@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    found = assessment_for(request.actor, pk, WRITE)
    number = request.POST.get("number", "")

    def act(**told: Any) -> object:
        return actions.submit(assessment=found, number=number, **told)

    return _stepped(request, pk, act, _("Submitted: the figures stand as they are now."))


@only_with(WRITE)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = assessment_for(request.actor, pk, WRITE)

    def act(**told: Any) -> object:
        return actions.withdraw(assessment=found, **told)

    return _stepped(request, pk, act, _("It is a draft again."))


@only_with(ACCEPT)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    found = assessment_for(request.actor, pk, ACCEPT)
    accept = request.POST.get("y_kien") == "accept"
    why = request.POST.get("why", "")

    def act(**told: Any) -> object:
        return actions.decide(assessment=found, accept=accept, why=why, **told)

    return _stepped(request, pk, act, _("Accepted.") if accept else _("Returned to the library."))


def _stepped(request: Request, pk: int, act: Callable[..., object], words: str) -> HttpResponse:
    seen = whole_number(request.POST.get("revision", "")) or 0
    try:
        act(at=timezone.now(), actor=request.actor, seen=seen)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words)
    return redirect("statistics:assessment", pk)


@only_with(VIEW)
@require_safe
def assessment_paper(request: Request, pk: int) -> HttpResponse:
    found = assessment_for(request.actor, pk)
    data = papers.assessment_docx(found, today(timezone.now()))
    response = HttpResponse(data, content_type=_DOCX)
    name = f"tu-danh-gia-{found.library.code}-{found.year}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
