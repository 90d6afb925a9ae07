"""Evidence and publicity of an activity: pictures, news, press, films, papers; and the door to a picture."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.files.rules import SHOWN
from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.actions import publicity as actions
from densach.services.activities.forms.publicity import EvidenceForm
from densach.services.activities.models import Activity, Evidence, EvidenceKind
from densach.services.activities.queries import publicity
from densach.services.activities.queries.sessions import sessions_of
from densach.services.activities.rules.evidence import NoSuchEvidence
from densach.services.activities.rules.verbs import ATTEND, MANAGE, VIEW
from densach.services.activities.views.enrolment_trail import evidence_frame
from densach.ui.http import Request
from densach.ui.wording import sentence

_ICONS = {
    "photo": "image",
    "news": "megaphone",
    "press": "link-45deg",
    "video": "film",
    "paper": "file-earmark-text",
}


def _kinds() -> list[tuple[str, object, str]]:
    return [(one.value, one.label, _ICONS[one.value]) for one in EvidenceKind]


@only_with(VIEW)
@require_safe
def evidence(request: Request, pk: int) -> HttpResponse:
    """All that is kept of the activity; what was taken away stays named."""
    at, activity = timezone.now(), activity_for(request.actor, pk, VIEW)
    may = request.actor.may(MANAGE, activity.organisation_id)
    context = evidence_frame(
        activity, at, _("Evidence and publicity"), rows=publicity.evidence_of(activity), kinds=_kinds(), may=may,
        names=may or request.actor.may(ATTEND, activity.organisation_id),
        removed=publicity.removed_of(activity) if may else [],
    )  # fmt: skip
    return render(request, "activities/evidence/list.html", context)


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, pk: int, kind: str) -> HttpResponse:
    """One piece of a kind."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    if kind not in EvidenceKind.values:
        raise NotFound()
    form = _form(request, activity, kind, at, None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_evidence(
                at=at, actor=request.actor, activity=activity, data=form.told(), upload=form.upload()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Added."))
            return redirect("activities:evidence", pk)
    context = evidence_frame(
        activity, at, str(EvidenceKind(kind).label), form=form, one=None, kind=EvidenceKind(kind).label
    )
    return render(request, "activities/evidence/form.html", context, status=422 if form.errors else 200)


def _form(
    request: Request, activity: Activity, kind: str, at: datetime, one: Evidence | None
) -> EvidenceForm:
    sent = request.method == "POST"
    sessions = list(sessions_of(activity)[:200])
    return EvidenceForm(
        request.POST if sent else None, request.FILES if sent else None, kind=kind, on=today(at),
        sessions=sessions, evidence=one,
    )  # fmt: skip


def _one(request: Request, pk: int) -> Evidence:
    found = publicity.evidence_by_id(pk)
    if found is None or not request.actor.may(MANAGE, found.activity.organisation_id):
        raise NoSuchEvidence
    return found


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """One piece put right, published or not."""
    at, found = timezone.now(), _one(request, pk)
    form = _form(request, found.activity, found.kind, at, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_evidence(
                at=at, actor=request.actor, evidence=found, data=form.told(), upload=form.upload(),
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:evidence", found.activity_id)
    context = evidence_frame(
        found.activity, at, found.title, form=form, one=found, kind=found.get_kind_display()
    )
    return render(request, "activities/evidence/form.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def act(request: Request, pk: int, what: str) -> HttpResponse:
    """Taken away with a reason, back again, or a place up or down."""
    at, found = timezone.now(), _one(request, pk)
    try:
        if what == "remove":
            actions.remove_evidence(
                at=at, actor=request.actor, evidence=found, why=request.POST.get("why", "")
            )
        elif what == "restore":
            actions.restore_evidence(at=at, actor=request.actor, evidence=found)
        elif what in {"up", "down"}:
            ids = _shifted(
                [one.pk for one in publicity.evidence_of(found.activity)], pk, -1 if what == "up" else 1
            )
            actions.order_evidence(at=at, actor=request.actor, activity=found.activity, ids=ids)
        else:
            raise NotFound()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, pgettext("enrolment", "Done."))
    return redirect("activities:evidence", found.activity_id)


def _shifted(ids: list[int], pk: int, by: int) -> list[int]:
    place = ids.index(pk) if pk in ids else 0
    other = min(max(place + by, 0), len(ids) - 1)
    ids[place], ids[other] = ids[other], ids[place]
    return ids


@require_safe
def picture(request: Request, pk: int) -> HttpResponse:
    """The file of a piece of evidence: a public one for everyone, a paper for who may see the unit's activities, a
    picture that is not public only for who works with the people in it.
    """
    found = publicity.evidence_by_id(whole_number(str(pk)) or 0)
    if found is None or found.file is None or not _may_open(request, found):
        raise NoSuchEvidence
    data, kind = publicity.picture(found)
    response = HttpResponse(data, content_type=kind)
    disposition = content_disposition_header(kind not in SHOWN, found.file.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    # What is taken away is gone at once, from browsers too.
    response["Cache-Control"] = "private, no-cache"
    return response


def _may_open(request: Request, found: Evidence) -> bool:
    verbs = (ATTEND, MANAGE) if publicity.needs_consent(found) else (VIEW,)
    unit = found.activity.organisation_id
    return publicity.is_public(found) or any(request.actor.may(verb, unit) for verb in verbs)
