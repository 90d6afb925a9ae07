"""A club's years: figures, words, signature, the paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.people.access import only_with
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for
from densach.services.clubs.forms.meetings import SummaryForm
from densach.services.clubs.models import Club, YearSummary
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.queries import figures, papers
from densach.services.clubs.queries.figures import Figures
from densach.services.clubs.rules.lifecycle import over
from densach.services.clubs.rules.refusals import NoSuchClub
from densach.services.clubs.rules.verbs import MANAGE, VIEW
from densach.services.clubs.views.doing import DOCX, day, done, now, pressed, seen, told
from densach.ui.http import Request


def _year(thing: Club, year: int) -> int:
    """Raises NoSuchClub for a year in which it was not there."""
    if not thing.founded_on.year <= year <= day().year:
        raise NoSuchClub
    return year


def _figures(thing: Club, summary: YearSummary | None, year: int) -> Figures:
    """Those of the signature, or those of now."""
    if summary is not None and summary.signed_at is not None:
        return Figures.of_json(summary.figures)
    return figures.of_year(thing, year)


@only_with(VIEW)
@require_safe
def years(request: Request, pk: int) -> HttpResponse:
    thing = club_for(request.actor, pk)
    known = {one.year: one for one in read.summaries_of(thing)}
    first = max(thing.founded_on.year, day().year - 15)
    context = {
        "thing": thing,
        "crumbs": pages.crumbs(thing),
        "tabs": pages.tabs(request.actor, thing, "years"),
        "rows": [(year, known.get(year)) for year in range(day().year, first - 1, -1)],
    }
    return render(request, "clubs/years.html", context)


@only_with(VIEW)
def year(request: Request, pk: int, year: int) -> HttpResponse:
    """Figures of closed sessions, and what the club says of its year."""
    thing = club_for(request.actor, pk)
    _year(thing, year)
    summary = read.summary_of(thing, year)
    may = request.actor.may(MANAGE, thing.organisation_id)
    signed = summary is not None and summary.signed_at is not None
    form = None
    if may and not signed:
        initial: dict[str, object] = {"revision": summary.revision if summary else 0}
        for name in ("did", "lacked", "next_year"):
            initial[name] = getattr(summary, name) if summary is not None else ""
        form = SummaryForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid() and _written(request, thing, year, form):
            return told(request, _("Saved."), request.path)
    found = _figures(thing, summary, year)
    context = {
        "thing": thing,
        "year": year,
        "next": year + 1,
        "summary": summary,
        "signed": signed,
        "may_sign": over(thing, year, day()),
        "form": form,
        "figures": found,
        "parts": pages.parts(found),
        "months": list(enumerate(found.months, start=1)),
        "travels": pages.travels(thing),
        "crumbs": pages.crumbs(thing),
        "tabs": pages.tabs(request.actor, thing, "years"),
        "may_manage": may,
    }
    return render(
        request, "clubs/year.html", context, status=422 if form is not None and form.errors else 200
    )


def _written(request: Request, thing: Club, year: int, form: SummaryForm) -> bool:
    told_ = form.cleaned_data

    def act() -> object:
        return actions.write_summary(
            at=now(), actor=request.actor, club=thing, year=year, did=told_["did"], lacked=told_["lacked"],
            next_year=told_["next_year"], seen=form.seen,
        )  # fmt: skip

    return done(form, act)


@only_with(MANAGE)
@require_POST
def sign(request: Request, pk: int, year: int) -> HttpResponse:
    thing = club_for(request.actor, pk, MANAGE)
    summary = read.summary_of(thing, year)
    if summary is None:
        raise NoSuchClub
    summary.club = thing
    pressed(
        request,
        lambda: actions.sign_summary(at=now(), actor=request.actor, summary=summary, seen=seen(request)),
        _("Signed: words and figures stay as they are."),
    )
    return redirect(reverse("clubs:year", args=[pk, year]))


@only_with(MANAGE)
@require_safe
def paper(request: Request, pk: int, year: int) -> HttpResponse:
    """In the form of an official paper; it names the head."""
    thing = club_for(request.actor, pk, MANAGE)
    summary = read.summary_of(thing, year)
    if summary is None:
        return redirect(reverse("clubs:year", args=[pk, year]))
    summary.club = thing
    data = papers.summary_docx(summary, _figures(thing, summary, year))
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = (
        content_disposition_header(True, f"bao-cao-{thing.pk}-{year}.docx") or "attachment"
    )
    return response
