"""The sign-in sheet on paper: seen before it is printed, or taken as PDF."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.queries.sheets import BLANK, sign_in_of, sign_in_pdf
from densach.services.activities.rules.activity import FIRST_YEAR, LAST_YEAR
from densach.services.activities.rules.verbs import ATTEND
from densach.ui.http import Request


@only_with(ATTEND)
@require_safe
def sign_in(request: Request, pk: int) -> HttpResponse:
    """`?thang=2026-11` the month, `phan` where it has many sessions, `dong` blank lines, `as=pdf`."""
    on, activity = today(timezone.now()), activity_for(request.actor, pk, ATTEND)
    month = _month(request.GET.get("thang", ""), on)
    part = max(whole_number(request.GET.get("phan", "")) or 1, 1)
    blank = whole_number(request.GET.get("dong", ""))
    sheet = sign_in_of(activity, month, part, BLANK if blank is None else blank)
    if request.GET.get("as") == "pdf":
        answer = HttpResponse(sign_in_pdf(sheet, on), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="diem-danh-{pk}-{month:%Y-%m}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    told = {
        "sheet": sheet,
        "place": organisations.named(activity.organisation, on),
        "lines": [*sheet.names, *([""] * sheet.blank)],
        "part": part,
        "parts": range(1, sheet.more + 1) if sheet.more > 1 else (),
        "pdf_url": f"?{_query(month, part, sheet.blank)}&as=pdf",
        "before_url": f"?{_query(_beside(month, -1), 1, sheet.blank)}",
        "after_url": f"?{_query(_beside(month, 1), 1, sheet.blank)}",
        "back_url": reverse("activities:to_close"),
    }
    return render(request, "activities/attend/sign_in.html", told)


def _month(text: str, on: date) -> date:
    year, _sign, month = text.partition("-")
    try:
        found = date(int(year), int(month), 1)
    except ValueError:
        found = on
    return (found if FIRST_YEAR < found.year < LAST_YEAR else on).replace(day=1)


def _beside(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _query(month: date, part: int, blank: int) -> str:
    return urlencode({"thang": f"{month:%Y-%m}", "phan": part, "dong": blank})
