"""The second step of signing in, a province's sign-on, and the answer to an invitation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import actions, entering, passkeys, queries, sign_on
from densach.people.attempts import count_wrong_code
from densach.people.forms import AcceptForm, CodeForm, PasskeyForm
from densach.people.models import Invitation, User, Way
from densach.people.rules import ROLES
from densach.ui.http import Request
from densach.ui.wording import sentence

_ASKED = "passkey_asked"
_PENDING = "sign_on"


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


@never_cache
@sensitive_post_parameters("code", "answer")
def second_step(request: Request) -> HttpResponse:
    """A code or a passkey, after the password. Whoever does not wait here goes back to the first step."""
    at = timezone.now()
    waiting = entering.halfway(request, at)
    if waiting is None:
        return redirect("people:login")
    user, kept = waiting
    keys = [one.credential for one in queries.passkeys_of(user)]
    code = CodeForm(request.POST if request.POST.get("kind") == "code" else None)
    error = ""
    if request.method == "POST":
        if entering.is_shut(request, user):
            entering.turn_back(request)
            return render(request, "ui/lockout.html", status=429)
        try:
            _prove(request, user, code, keys)
        except Refusal as refusal:
            error = sentence(refusal)
            if count_wrong_code(request, user):
                entering.turn_back(request)
        else:
            entering.enter(request, user, kept.way, at)
            return redirect(kept.onward or entering.first_page_of(user, today(at)))
    context = {
        "code": code,
        "error": error,
        "has_app": queries.app_of(user) is not None,
        "options": _asked(request, keys),
    }
    return render(request, "people/second_step.html", context, status=422 if error else 200)


def _asked(request: Request, keys: list[str]) -> str:
    """What the browser is asked of the passkeys; nothing where there are none."""
    if not keys:
        return ""
    asked = passkeys.ask_to_prove(host=_host(request), credentials=keys)
    request.session[_ASKED] = asked.state
    return asked.options


def _prove(request: Request, user: User, code: CodeForm, keys: list[str]) -> None:
    at = timezone.now()
    if request.POST.get("kind") == "passkey":
        answer = PasskeyForm(request.POST)
        told = answer.cleaned_data["answer"] if answer.is_valid() else ""
        found, count = passkeys.proven(
            host=_host(request), state=request.session.pop(_ASKED, None), answer=told, credentials=keys
        )
        actions.prove_by_passkey(at=at, user=user, credential_id=found, sign_count=count)
    else:
        actions.prove_by_code(at=at, user=user, typed=code.cleaned_data["code"] if code.is_valid() else "")


# the province's sign-on -----------------------------------------------------------------------------------


def _back_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("people:sign_on_back"))


@never_cache
@require_safe
def leave_for_sign_on(request: Request) -> HttpResponse:
    """A link, not a form: browsers hold the targets of forms to this site."""
    provider = sign_on.provider()
    if provider is None:
        raise Http404
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = ""
    try:
        address, pending = sign_on.leave(provider, _back_to(request))
    except Refusal as refusal:
        return _to_first_step(request, refusal)
    request.session[_PENDING] = {**pending.kept(), "onward": onward}
    return HttpResponseRedirect(address)


@never_cache
@require_safe
def back_from_sign_on(request: Request) -> HttpResponse:
    """One answer for one question: what was kept in the session is used up, whatever comes of it."""
    provider = sign_on.provider()
    if provider is None:
        raise Http404
    kept = request.session.pop(_PENDING, None) or {}
    onward = kept.pop("onward", "")
    pending = sign_on.Pending(**(kept or {"state": "", "nonce": "", "verifier": ""}))
    code = request.GET.get("code", "") if pending.state else ""
    at = timezone.now()
    try:
        known = sign_on.come_back(provider, _back_to(request), pending, code, request.GET.get("state", ""))
        user = actions.sign_on(at=at, known=known, opens_accounts=provider.opens_accounts)
    except Refusal as refusal:
        return _to_first_step(request, refusal)
    return redirect(entering.come_in(request, user, Way.SIGN_ON, at, onward))


def _to_first_step(request: Request, refusal: Refusal) -> HttpResponse:
    messages.error(request, sentence(refusal))
    return redirect("people:login")


# an invitation --------------------------------------------------------------------------------------------


@never_cache
@sensitive_post_parameters("password")
def accept(request: Request, token: str) -> HttpResponse:
    """Who invites where to do what; then the own name and password, or the account that is signed in already.
    The link opens once.
    """
    at = timezone.now()
    invitation = queries.open_invitation(token, at)
    user = request.user
    if user.is_authenticated and user.email.lower() == invitation.email.lower():
        return _accept_here(request, user, token, invitation)
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(at=at, token=token, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            entering.enter(request, user, Way.INVITATION, at)
            messages.success(request, _("Welcome. Your account is ready."))
            return redirect("workspace:home")
    return _invitation_page(request, invitation, form)


def _accept_here(request: Request, user: User, token: str, invitation: Invitation) -> HttpResponse:
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_role(at=timezone.now(), token=token, user=user)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The role is yours."))
            return redirect("workspace:home")
    return _invitation_page(request, invitation, form)


def _invitation_page(request: Request, invitation: Invitation, form: Form) -> HttpResponse:
    role = ROLES.get(invitation.role)
    context = {
        "invitation": invitation,
        "place": organisations.named(invitation.organisation_id, today(timezone.now())).name,
        "role": role.name if role else invitation.role,
        "form": form,
        "sign_in": f"{reverse('people:login')}?{urlencode({'next': request.path})}" if form.fields else "",
    }
    return render(request, "people/accept.html", context, status=422 if form.errors else 200)
