"""A session's door: whoever comes marks oneself present, by account or by the short code of the enrolment.

The page names nobody but whoever stands before it, and then by the given name alone.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.attempts import CARDS_MINUTES, count_wrong_card, is_shut_for_cards
from densach.people.models import User
from densach.portal.door.forms import CodeForm
from densach.services.activities.actions.door import come_by_account, come_by_code
from densach.services.activities.queries.door import (
    Enrolment,
    Session,
    enrolments_of,
    expects,
    session_by_door,
    there,
)
from densach.services.activities.rules.activity import local, when_text
from densach.services.activities.rules.door import (
    OPENS_BEFORE,
    Moment,
    NoSuchDoor,
    TooManyWrongCodes,
    WrongCode,
    plain_code,
)
from densach.ui.http import Request
from densach.ui.wording import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: Request, token: str) -> HttpResponse:
    """The session with a box for the code; for whoever is signed in, oneself and one's children at one tap."""
    at, session = timezone.now(), session_by_door(token)
    if session is None:
        raise NoSuchDoor()
    form = CodeForm(request.POST if request.method == "POST" and "code" in request.POST else None)
    refusal: Refusal | None = None
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            name = _come(request, session, form)
        except Refusal as no:
            refusal = no
        else:
            words = _("Welcome, %(name)s! You are marked as present.")
            messages.success(request, words % {"name": name})
            return redirect("portal:door", token)
    mine = _mine(request, session)
    told = {
        "session": session,
        "place": organisations.named(session.organisation, today(at)),
        "when": when_text(session.starts, session.ends),
        "where": session.venue.name if session.venue else session.place,
        "form": form,
        "refusal": sentence(refusal) if refusal else "",
        "mine": [(one.person_id, _given_name(one)) for one in mine],
        "there": there(session, [one.person_id for one in mine]) if mine else set(),
        "open": expects(session, at) is Moment.OPEN,
        "before": expects(session, at) is Moment.BEFORE,
        "opens": local(session.starts - OPENS_BEFORE),
        "path": request.path,
    }
    wrong = refusal is not None or bool(form.errors)
    return render(request, "portal/door.html", told, status=422 if wrong else 200)


def _come(request: Request, session: Session, form: CodeForm) -> str:
    """The given name of whoever is marked. Raises what the door says no to, TooManyWrongCodes."""
    at = timezone.now()
    if form.is_bound:
        # A hall has one network for all: wrong codes of one visitor do not hold up whoever is signed in.
        if is_shut_for_cards(request, at):
            raise TooManyWrongCodes(minutes=CARDS_MINUTES)
        code = form.cleaned_data["code"]
        try:
            return _given_name(come_by_code(at=at, session=session, code=code))
        except WrongCode:
            count_wrong_card(request, f"cua:{plain_code(code)}")
            raise
    person = whole_number(request.POST.get("person", ""))
    if not isinstance(request.user, User) or person is None:
        raise WrongCode()
    come_by_account(at=at, session=session, user=request.user, person=person)
    found = next(one for one in enrolments_of(session, request.user) if one.person_id == person)
    return _given_name(found)


def _mine(request: Request, session: Session) -> list[Enrolment]:
    return enrolments_of(session, request.user) if isinstance(request.user, User) else []


def _given_name(enrolment: Enrolment) -> str:
    words = enrolment.person.name.split()
    return words[-1] if words else ""
