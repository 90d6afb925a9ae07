"""What anybody who holds a certificate, and any program, may ask: does it hold, who issued it, what was revoked."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.services.certificates.pages import claims_of, id_of, pdf_of, signed
from densach.services.certificates.queries import certificates as read
from densach.services.certificates.rules.refusals import NoSuchCertificate
from densach.ui.http import Request

SERVING = (*LIBRARIES, *MUSEUMS, *CENTRES)


@require_safe
def verify(request: Request, token: str) -> HttpResponse:
    """Holds or not, in words. The address is secret: who has it, has the paper."""
    try:
        found = read.by_token(token)
    except NoSuchCertificate:
        return _private(render(request, "certificates/unknown.html", status=404))
    context = {
        "certificate": found,
        "issuer": str(found.look.get("issuer", "")),
        "unit": organisations.named(found.organisation, today(timezone.now())),
        "code": found.organisation.code if _has_page(found.organisation_id, found.issued_on) else "",
    }
    return _private(render(request, "certificates/verify.html", context))


@require_safe
def paper(request: Request, token: str) -> HttpResponse:
    found = read.by_token(token)
    if found.revoked_at is not None:
        raise Http404
    response = HttpResponse(pdf_of([found], request.build_absolute_uri), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number.replace("/", "-")}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return _private(response)


@require_safe
def badge(request: Request, token: str) -> HttpResponse:
    """The Open Badges 3.0 credential, signed (JWT)."""
    found = read.by_token(token)
    if found.revoked_at is not None or not found.holder_name:
        raise Http404
    told = signed(found, request.build_absolute_uri, timezone.now())
    response = HttpResponse(told, content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="{found.number.replace("/", "-")}.jwt"'
    return _private(response)


@require_safe
def claims(request: Request, token: str) -> HttpResponse:
    """The same unsigned, to be read."""
    found = read.by_token(token)
    if found.revoked_at is not None or not found.holder_name:
        raise Http404
    return _private(JsonResponse(claims_of(found, request.build_absolute_uri), json_dumps_params=_PLAIN))


@require_safe
def key(request: Request, kid: str) -> HttpResponse:
    """A public key (JWK); also of keys that are no longer used."""
    found = read.key_by_id(kid)
    if found is None:
        raise Http404
    return _open(JsonResponse(found.public))


@require_safe
def issuer(request: Request, code: str) -> HttpResponse:
    """Who issues, as a Profile of Open Badges."""
    unit = organisations.by_code(code)
    named = organisations.named(unit, today(timezone.now()))
    told = {
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": request.build_absolute_uri(request.path),
        "type": ["Profile"],
        "name": named.name,
        "url": request.build_absolute_uri(
            reverse("portal:institution", args=[code])
            if _has_page(unit.pk, today(timezone.now()))
            else reverse("portal:home")
        ),
    }
    return _open(JsonResponse(told, json_dumps_params=_PLAIN))


@require_safe
def revocations(request: Request, code: str) -> HttpResponse:
    """What the unit revoked (1EdTechRevocationList): no names, no reasons, and no way to the pages."""
    unit = organisations.by_code(code)
    told = {
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": request.build_absolute_uri(request.path),
        "type": ["1EdTechRevocationList"],
        "issuer": request.build_absolute_uri(reverse("certificate:issuer", args=[code])),
        "revokedCredentials": [{"id": id_of(one), "revoked": True} for one in read.revoked_of(unit.pk)],
    }
    return _open(JsonResponse(told, json_dumps_params=_PLAIN))


def _has_page(organisation_id: int, on: date) -> bool:
    """Departments and offices have none on the citizens' side."""
    return organisations.named(organisation_id, on).kind in SERVING


_PLAIN = {"ensure_ascii": False, "indent": 1}


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    return response
