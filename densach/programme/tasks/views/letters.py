"""Reminders: which letters were printed, a new one, one printed again."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.plans import queries as plans
from densach.programme.tasks import actions, page, queries
from densach.programme.tasks.models import Letter
from densach.ui.http import Request
from densach.ui.tables import download as as_table
from densach.ui.wording import sentence

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def letters(request: Request) -> HttpResponse:
    """Letters that were printed, the latest first; fifty at a time."""
    on = _today()
    rows = queries.letters_of(request.actor, on)
    before = whole_number(request.GET.get("sau", ""))
    found = list((rows.filter(pk__lt=before) if before else rows)[: queries.PAGE + 1])
    shown = found[: queries.PAGE]
    names = organisations.names_of({one.addressee_id for one in shown if one.addressee_id}, on)
    context = {
        "letters": [(one, names.get(one.addressee_id or 0, "")) for one in shown],
        "next_url": f"?sau={shown[-1].pk}" if len(found) > queries.PAGE else "",
        "may_print": request.actor.may("task.manage", None),
        "tabs": page.tabs_of("letters"),
    }
    return render(request, "tasks/letters.html", context)


@staff_required
@require_safe
def letters_download(request: Request, form: str) -> HttpResponse:
    on = _today()
    rows = list(queries.letters_of(request.actor, on))
    names = organisations.names_of({one.addressee_id for one in rows if one.addressee_id}, on)
    head = [_("Printed"), _("By"), _("Plan"), _("To"), _("Late tasks"), _("Reckoned on")]
    cells = (
        [
            one.printed_at,
            one.printed_by_name,
            one.plan.title,
            names.get(one.addressee_id or 0, _("all units that are late")),
            one.works.count() if not hasattr(one, "number") else one.number,
            one.late_on,
        ]
        for one in rows
    )
    return as_table("cong-van-don-doc", head, cells, form)


@staff_required
@require_POST
def remind(request: Request, code: str) -> HttpResponse:
    """Write the printing down and send the letter: to one unit, or to all that are late."""
    plan = plans.plan_for(request.actor, code)
    unit = request.POST.get("unit", "")
    addressee = organisations.by_code(unit) if unit else None
    try:
        letter = actions.print_letter(at=timezone.now(), actor=request.actor, plan=plan, addressee=addressee)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("tasks:late")
    return _sent(letter)


@staff_required
@require_safe
def letter(request: Request, pk: int) -> HttpResponse:
    """A letter again, as it was."""
    return _sent(queries.letter_for(request.actor, pk, _today()))


def _sent(found: Letter) -> HttpResponse:
    response = HttpResponse(queries.docx_of(found), content_type=DOCX)
    response["Content-Disposition"] = (
        content_disposition_header(True, queries.file_name(found)) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
