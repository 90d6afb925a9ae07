"""The list, one certificate, its paper, its end; the trace behind a figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.facts.measures import get
from densach.facts.queries import facts_by_source
from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with, staff_required
from densach.services.certificates import actions
from densach.services.certificates.access import certificate_for, trace_for, units_for
from densach.services.certificates.actions.issuing import ISSUE
from densach.services.certificates.forms import CertificateFilter, RevokeForm
from densach.services.certificates.measures import CERTIFICATES
from densach.services.certificates.models import Certificate
from densach.services.certificates.pages import address_of, pdf_of
from densach.services.certificates.queries import certificates as read
from densach.services.certificates.rules.refusals import RevokedAlready, TooManyAtOnce
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

MOST = 300


def now() -> datetime:
    return timezone.now()


def day() -> date:
    return today(now())


@only_with(ISSUE)
@require_safe
def issued(request: Request) -> HttpResponse:
    units = units_for(request.actor, day())
    chosen = CertificateFilter(request.GET or None, units=[(one.code, one.name) for one in units])
    code = chosen.chosen("don_vi")
    ids = [one.id for one in units if not code or one.code == code]
    asked = chosen.asked()
    rows = read.certificates_of(ids, asked)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return download("chung-nhan", _head(), _lines(rows), form)
    found, following = read.page_of(rows, whole_number(request.GET.get("sau", "")))
    kept = request.GET.copy()
    kept.pop("sau", None)
    names = organisations.names_of({one.organisation_id for one in found}, day())
    context = {
        "filter": chosen,
        "rows": [(one, names.get(one.organisation_id, "")) for one in found],
        "many_units": len(units) > 1,
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={following}" if following else "",
        "is_filtered": bool(code or asked.kind or asked.year or asked.state or asked.words),
    }
    return render(request, "certificates/issued.html", context)


def _head() -> list[str]:
    return [
        pgettext("certificate", "Number"), _("Holder"), _("What for"), _("Kind of certificate"),
        _("Institution"), _("Issued on"),
        _("Issued by"), _("Revoked"), _("Why"),
    ]  # fmt: skip


def _lines(rows: QuerySet[Certificate]) -> Iterator[list[object]]:
    names = organisations.names_of(set(rows.values_list("organisation_id", flat=True)), day())
    for one in rows.iterator(chunk_size=1000):
        yield [
            one.number, one.holder_name, one.title, one.get_kind_display(), names.get(one.organisation_id, ""),
            one.issued_on, one.issued_by_name, one.revoked_at, one.revoked_why,
        ]  # fmt: skip


@only_with(ISSUE)
@require_safe
def certificate(request: Request, pk: int) -> HttpResponse:
    found = certificate_for(request.actor, pk)
    return _page(request, found, RevokeForm())


def _page(request: Request, found: Certificate, form: RevokeForm) -> HttpResponse:
    context = {
        "certificate": found,
        "issuer": organisations.named(found.organisation, day()),
        "address": request.build_absolute_uri(address_of(found)),
        "form": form,
    }
    return render(request, "certificates/certificate.html", context, status=422 if form.errors else 200)


@only_with(ISSUE)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    return _paper(request, [certificate_for(request.actor, pk)])


@only_with(ISSUE)
@require_safe
def papers(request: Request) -> HttpResponse:
    """Those chosen in the list, a page each."""
    ids = [number for one in request.GET.getlist("chon") if (number := whole_number(one))]
    if len(ids) > MOST:
        raise TooManyAtOnce(most=MOST)
    found = [one for one in read.by_ids(ids) if request.actor.may(ISSUE, one.organisation_id)]
    if not found:
        messages.info(request, _("Choose certificates in the list first."))
        return redirect("certificates:issued")
    return _paper(request, found)


def _paper(request: Request, found: list[Certificate]) -> HttpResponse:
    response = HttpResponse(pdf_of(found, request.build_absolute_uri), content_type="application/pdf")
    name = found[0].number.replace("/", "-") if len(found) == 1 else "chung-nhan"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only_with(ISSUE)
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    found, form = certificate_for(request.actor, pk), RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.revoke(at=now(), actor=request.actor, certificate=found, why=form.cleaned_data["why"])
    except RevokedAlready as refusal:
        messages.warning(request, sentence(refusal))
        return redirect("certificates:certificate", found.pk)
    messages.success(request, _("Revoked. Its address says so from now on."))
    return redirect("certificates:certificate", found.pk)


@staff_required
@require_safe
def trace(request: Request, pk: int) -> HttpResponse:
    found = trace_for(request.actor, pk)
    context = {
        "one": found,
        "unit": organisations.named(found.organisation, found.issued_on),
        "measure": get(CERTIFICATES),
        "facts": facts_by_source(CERTIFICATES, f"certificate:{found.pk}"),
        "may_issue": request.actor.may(ISSUE, found.organisation),
    }
    return render(request, "certificates/trace.html", context)
