"""To whom a plan goes, who has read it, who has not issued their own: the list, the sending, the letter."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import staff_required
from densach.programme.plans import actions, papers_page, queries
from densach.programme.plans.access import may_manage, require_manage
from densach.programme.plans.forms.papers import ReachForm, SendForm
from densach.programme.plans.queries import letters, sending
from densach.programme.plans.rules.refusals import NobodyChosen
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50
FORMS = ("xlsx", "csv")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def receipts(request: Request, code: str) -> HttpResponse:
    """Everyone to whom the plan was sent: read or not, issued or not, days late; `?xuat=` takes the list away."""
    plan = queries.plan_for(request.actor, code)
    on = _today()
    every = sending.receipts(plan, on)
    state, name = request.GET.get("tinh-trang", ""), request.GET.get("q", "").strip()
    rows = sending.narrowed(every, state, name)
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.receipts_file(code, rows, form)
    page, asked = _page(request), {"tinh-trang": state, "q": name}
    context = {
        "plan": plan,
        "on": on,
        "rows": [(row, _words(row)) for row in rows[(page - 1) * PAGE : page * PAGE]],
        "tally": [(one, _state_words(one), count) for one, count in sending.tally(every).items()],
        "total": len(every),
        "state": state,
        "q": name,
        "earlier": f"?{urlencode({**asked, 'trang': page - 1})}" if page > 1 else "",
        "later": f"?{urlencode({**asked, 'trang': page + 1})}" if len(rows) > page * PAGE else "",
        "may_manage": may_manage(request.actor, plan),
    }
    return render(request, "plans/receipts.html", context)


def _page(request: Request) -> int:
    told = request.GET.get("trang", "")
    return max(int(told), 1) if told.isdecimal() and len(told) < 6 else 1


def _words(row: sending.Receipt) -> tuple[str, str, str]:
    kind = str(papers_page.KINDS.get(row.unit.kind, row.unit.kind))
    return kind, str(papers_page.READING[row.reading]), str(papers_page.ISSUING.get(row.issuing, ""))


def _state_words(state: str) -> str:
    return str(papers_page.READING.get(state) or papers_page.ISSUING[state])


@staff_required
def send(request: Request, code: str) -> HttpResponse:
    """Choose units by kind, level and area, say whether they issue their own plan and by when, and send."""
    plan = queries.plan_for(request.actor, code)
    require_manage(request.actor, plan)
    on = _today()
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new, again = actions.send(
                at=timezone.now(),
                actor=request.actor,
                plan=plan,
                units=_chosen(request),
                must_issue=form.cleaned_data["must_issue"],
                due=form.cleaned_data["due"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _sent_words(new, again))
            return redirect("plans:receipts", code)
    reach = ReachForm(request.GET or None, areas=sending.areas_of(plan, on))
    asked = {name: request.GET.get(name, "") for name in ("kind", "level", "area")}
    units = sending.reachable(plan, on, *asked.values()) if any(asked.values()) else []
    known = {row.unit.id: row for row in sending.receipts(plan, on)}
    ticked = set(request.POST.getlist("don-vi"))
    context = {
        "plan": plan,
        "form": form,
        "reach": reach,
        "asked": any(asked.values()),
        "units": [
            (one, known.get(one.id), one.code in ticked if ticked else one.id not in known) for one in units
        ],
    }
    return render(request, "plans/send.html", context, status=422 if form.errors else 200)


def _chosen(request: Request) -> list[Organisation]:
    found = [organisations.by_code(code) for code in dict.fromkeys(request.POST.getlist("don-vi"))]
    if not found:
        raise NobodyChosen
    return found


def _sent_words(new: int, again: int) -> str:
    said = ngettext("Sent to %(count)s unit.", "Sent to %(count)s units.", new) % {"count": new}
    if again:
        more = ngettext("%(count)s had it already.", "%(count)s had it already.", again)
        said += " " + more % {"count": again}
    return said


@staff_required
@require_POST
def read(request: Request, code: str) -> HttpResponse:
    """Somebody of a unit says that they have read the plan."""
    plan = queries.plan_for(request.actor, code)
    for row in sending.mine(request.actor, plan):
        actions.mark_read(at=timezone.now(), actor=request.actor, addressee=row)
    messages.success(request, _("It is on record that your unit has read this plan."))
    return redirect("plans:plan", code)


@staff_required
@require_POST
def take_back(request: Request, code: str, pk: int) -> HttpResponse:
    """A plan sent to the wrong unit is taken back."""
    plan = queries.plan_for(request.actor, code)
    row = sending.addressee_of(plan, pk)
    name = organisations.named(row.organisation, _today()).name
    try:
        actions.take_back(at=timezone.now(), actor=request.actor, addressee=row, name=name)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Taken back from %(name)s.") % {"name": name})
    return redirect("plans:receipts", code)


@staff_required
@require_safe
def letter(request: Request, code: str) -> HttpResponse:
    """The letter to everyone who has not issued a plan of their own, as .docx; `?don-vi=` to one of them."""
    plan = queries.plan_for(request.actor, code)
    require_manage(request.actor, plan)
    on = _today()
    rows = sending.narrowed(sending.receipts(plan, on), "open")
    if one := request.GET.get("don-vi", ""):
        rows = [row for row in rows if row.unit.code == one]
    if not rows:
        messages.info(request, _("Nobody is to be reminded: every unit asked has issued its plan."))
        return redirect("plans:receipts", code)
    response = HttpResponse(letters.reminder_docx(plan, rows, on), content_type=DOCX)
    name = f"don-doc-{plan.code}-{on:%Y%m%d}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
