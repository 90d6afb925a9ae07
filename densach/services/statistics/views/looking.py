"""Numbers, ratios and reports: looked at, compared, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from densach.kernel.dates import format_date, today
from densach.kernel.errors import NotFound
from densach.kernel.period import Period
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.statistics.access import VIEW, narrowed
from densach.services.statistics.forms import LookForm
from densach.services.statistics.queries import numbers, papers, words
from densach.services.statistics.queries.reports import GROUPS, REPORTS, Report, Scope, report_by
from densach.services.statistics.rules.ratios import LEFT_OUT, RATIOS
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download


@dataclass(frozen=True)
class Look:
    """What is looked at: the libraries asked for of those in reach, the period, as of which day."""

    every: list[Named]
    libraries: list[Named]
    period: Period
    on: date
    form: LookForm
    query: str

    @property
    def passed(self) -> Period:
        """What of the period is over: the year before is looked at up to the same day."""
        return numbers.up_to(self.period, self.on)

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.libraries]

    @property
    def whose(self) -> str:
        if len(self.libraries) == 1:
            return self.libraries[0].name
        number = len(self.libraries)
        return ngettext("%(n)s library together", "%(n)s libraries together", number) % {"n": number}


def look(request: Request) -> Look:
    """Raises NotFound for a library out of reach."""
    on = today(timezone.now())
    code = request.GET.get("thu_vien", "")
    every, chosen = narrowed(request.actor, on, code)
    if code and not chosen:
        raise NotFound()
    libraries = [(one.code, one.name) for one in every]
    data = request.GET.copy()
    data.setdefault("ky", str(on.year))
    form = LookForm(data, libraries=libraries, on=on, lang=language())
    kept = request.GET.copy()
    for name in ("as", "sau"):
        kept.pop(name, None)
    return Look(every, chosen, form.period(), on, form, kept.urlencode())


def ways(here: str, query: str) -> list[NavItem]:
    every = (
        ("numbers", _("Numbers and ratios"), "statistics:home", "bar-chart-line"),
        ("reports", _("Reports"), "statistics:reports", "file-earmark-text"),
        ("side", _("Side by side"), "statistics:side", "table"),
        ("assessments", _("Self-assessments"), "statistics:assessments", "clipboard-check"),
        ("stock", _("Stock-taking and weeding"), "stocktaking:home", "upc-scan"),
    )
    kept = f"?{query}" if query else ""
    looks = {"numbers", "reports", "side"}
    return [
        NavItem(label, reverse(name) + (kept if code in looks else ""), icon, active=code == here)
        for code, label, name, icon in every
    ]


def page(asked: Look, here: str, **more: Any) -> dict[str, Any]:
    """What every page of statistics shows around itself."""
    return {
        "look": asked, "form": asked.form, "period": asked.period, "query": asked.query, "whose": asked.whose,
        "ways": ways(here, asked.query), "unfinished": asked.period.end > asked.on, **more,
    }  # fmt: skip


def _figures(asked: Look, period: Period) -> dict[str, int | None]:
    if len(asked.libraries) == 1:
        return numbers.figures_of(asked.libraries[0].id, period)
    return numbers.together(numbers.numbers_of(asked.ids, period), period)


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """The numbers of ISO 2789 and the ratios of ISO 11620, beside the year before."""
    asked = look(request)
    now = _figures(asked, asked.passed)
    before = _figures(asked, asked.passed.year_earlier())
    groups = [
        (title, [(name, unit, now.get(code), before.get(code)) for code, name, unit in rows])
        for title, rows in words.NUMBERS
    ]
    ratios = [(one, one.of(now), one.of(before) if one.code != "available" else None) for one in RATIOS]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        head = [_("Number"), _("Unit"), asked.period.label(language()), _("A year earlier"), _("Formula")]
        rows: list[list[object]] = [
            [str(name), str(unit), value, then, ""]
            for _title, told in groups
            for name, unit, value, then in told
        ]
        rows += [
            [str(one.name), "%" if one.percent else "", value, then, str(one.formula)]
            for one, value, then in ratios
        ]
        return download(f"thong-ke-thu-vien-{asked.period.code}", head, rows, form)
    context = page(
        asked, "numbers", groups=groups, ratios=ratios, left_out=LEFT_OUT,
        nothing=not asked.libraries,
    )  # fmt: skip
    return render(request, "statistics/home.html", context)


@only_with(VIEW)
@require_safe
def side(request: Request) -> HttpResponse:
    """Libraries beside each other; of how many that have anything at all, is told."""
    asked = look(request)
    table = numbers.numbers_of(asked.ids, asked.passed)
    named = {code: (name, unit) for _title, rows in words.NUMBERS for code, name, unit in rows}
    ratios = [one for one in RATIOS if one.code in words.SIDE_RATIOS]
    head = [*(named[code][0] for code in words.SIDE), *(one.name for one in ratios)]
    using = [one for one in asked.libraries if any(table[one.id].get(code) for code in words.SIDE)]
    rows = [
        (
            one,
            [
                *(table[one.id].get(code) for code in words.SIDE),
                *(ratio.of(table[one.id]) for ratio in ratios),
            ],
        )
        for one in using
    ]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        taken = [[one.name, one.code, *cells] for one, cells in rows]
        title = [_("Library"), _("Code"), *(str(one) for one in head)]
        return download(f"so-sanh-thu-vien-{asked.period.code}", title, taken, form)
    summed = numbers.together({one.id: table[one.id] for one in using}, asked.passed) if using else {}
    foot = [*(summed.get(code) for code in words.SIDE), *(one.of(summed) for one in ratios)]
    start = max(int(request.GET["sau"]), 0) if request.GET.get("sau", "").isdecimal() else 0
    shown = rows[start : start + 50]
    context = page(
        asked, "side", head=head, rows=shown, foot=foot, using=len(using), of=len(asked.libraries),
        plain=len(words.SIDE),
        next_url=f"?{asked.query}&sau={start + 50}" if len(rows) > start + 50 else "",
    )  # fmt: skip
    return render(request, "statistics/side.html", context)


@only_with(VIEW)
@require_safe
def reports(request: Request) -> HttpResponse:
    """All reports, by what they are about."""
    asked = look(request)
    groups = [(title, [one for one in REPORTS if one.group == code]) for code, title in GROUPS]
    return render(request, "statistics/reports.html", page(asked, "reports", groups=groups))


@only_with(VIEW)
@require_safe
def report(request: Request, slug: str) -> HttpResponse:
    """One report: table, drawing, and as XLSX, CSV or PDF."""
    found = report_by(slug)
    asked = look(request)
    form = request.GET.get("as", "")
    scope = Scope(asked.ids, asked.passed, asked.on, language(), whole=form in ("xlsx", "csv"))
    name = f"{slug}-{asked.on if not found.dated else asked.period.code}"
    if form == "pdf" and asked.libraries:
        return _printed(found, asked, name)
    result = found.build(scope)
    if form in ("xlsx", "csv"):
        return download(name, [str(one) for one in result.head], result.rows, form)
    context = page(asked, "reports", report=found, result=result)
    return render(request, "statistics/report.html", context)


def _printed(found: Report, asked: Look, name: str) -> HttpResponse:
    """The report as a paper; papers are in Vietnamese, whatever the page's language."""
    with override("vi"):
        result = found.build(Scope(asked.ids, asked.passed, asked.on))
        data = papers.report_pdf(
            report=found, result=result, library=asked.ids[0], whose=asked.whose,
            period=asked.passed.label("vi") if found.dated else f"ngày {format_date(asked.on)}", on=asked.on,
        )  # fmt: skip
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    return response
