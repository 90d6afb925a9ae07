"""One's own second factors, recovery codes, and the browsers in which one is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people import actions, codes, passkeys, queries
from densach.people.access import account_required
from densach.people.forms import AppForm, ConfirmForm, NewPasskeyForm
from densach.people.models import User
from densach.people.queries import own_account
from densach.ui.http import Request
from densach.ui.wording import sentence

_ASKED = "passkey_asked"
_APP_KEY = "app_key"


@account_required
def security(request: Request) -> HttpResponse:
    return _page(request, own_account(request.actor))


def _page(
    request: Request,
    user: User,
    *,
    removing: tuple[int, ConfirmForm] | None = None,
    renewing: ConfirmForm | None = None,
) -> HttpResponse:
    at = timezone.now()
    factors = [
        (
            factor,
            removing[1]
            if removing is not None and removing[0] == factor.pk
            else ConfirmForm(user=user, auto_id=f"factor-{factor.pk}-%s"),
        )
        for factor in queries.factors_of(user)
    ]
    context = {
        "account": user,
        "factors": factors,
        "has_app": any(factor.kind == "totp" for factor, _form in factors),
        "codes_left": queries.recovery_codes_left(user),
        "renewing": renewing or ConfirmForm(user=user, auto_id="codes-%s"),
        "demand": queries.demand_on(user, today(at)),
        "owes": queries.owes_second_factor(request.actor),
        "sign_ins": queries.sign_ins_of(user, at),
        "here": request.session.session_key,
        "identities": queries.identities_of(user),
    }
    failed = removing is not None or renewing is not None
    return render(request, "people/security.html", context, status=422 if failed else 200)


@account_required
@never_cache
@sensitive_post_parameters("code")
def add_app(request: Request) -> HttpResponse:
    """The picture for the app. Its key stays in the session until the first code proves that the app has it."""
    user = own_account(request.actor)
    if queries.app_of(user) is not None:
        return redirect("people:security")
    key = request.session.get(_APP_KEY) or codes.new_key()
    request.session[_APP_KEY] = key
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_app(
                at=timezone.now(), actor=request.actor, user=user, key=key, code=form.cleaned_data["code"]
            )
        except Refusal as refusal:
            form.add_error("code", sentence(refusal))
        else:
            del request.session[_APP_KEY]
            messages.success(request, _("The app is added. From now on signing in asks for its code."))
            return _added(request, made)
    context = {
        "form": form,
        # Drawn by us from a key that we made: nothing in it was typed by anybody.
        "picture": mark_safe(codes.picture(codes.address(key, user.email))),
        "spelt": codes.spelt(key),
    }
    return render(request, "people/add_app.html", context, status=422 if form.errors else 200)


def _added(request: Request, made: list[str]) -> HttpResponse:
    """Recovery codes are told in the answer to the post itself: they are kept nowhere in between."""
    if made:
        return render(request, "people/recovery_codes.html", {"codes": made})
    return redirect("people:security")


def _host(request: Request) -> str:
    return split_domain_port(request.get_host())[0]


@account_required
@never_cache
def add_passkey(request: Request) -> HttpResponse:
    user = own_account(request.actor)
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passkey = passkeys.added(
                host=_host(request),
                state=request.session.pop(_ASKED, None),
                answer=form.cleaned_data["answer"],
            )
            made = actions.add_passkey(
                at=timezone.now(),
                actor=request.actor,
                user=user,
                passkey=passkey,
                name=form.cleaned_data["name"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The passkey is added. From now on signing in asks for it."))
            return _added(request, made)
    asked = passkeys.ask_to_add(
        host=_host(request),
        user=user.pk,
        email=user.email,
        name=user.name,
        credentials=[one.credential for one in queries.passkeys_of(user)],
    )
    request.session[_ASKED] = asked.state
    context = {"form": form, "options": asked.options}
    return render(request, "people/add_passkey.html", context, status=422 if form.errors else 200)


@account_required
@require_POST
def remove_factor(request: Request, pk: int) -> HttpResponse:
    user = own_account(request.actor)
    factor = queries.factor_of(user, pk)
    form = ConfirmForm(request.POST, user=user, auto_id=f"factor-{pk}-%s")
    if form.is_valid():
        try:
            actions.remove_factor(at=timezone.now(), actor=request.actor, factor=factor)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The second factor is taken away."))
            return redirect("people:security")
    return _page(request, user, removing=(pk, form))


@account_required
@require_POST
@never_cache
def renew_codes(request: Request) -> HttpResponse:
    user = own_account(request.actor)
    form = ConfirmForm(request.POST, user=user, auto_id="codes-%s")
    if not form.is_valid() or not queries.has_second_factor(user):
        return _page(request, user, renewing=form)
    made = actions.renew_recovery_codes(at=timezone.now(), actor=request.actor, user=user)
    return _added(request, made)


@account_required
@require_POST
def end_own_sign_in(request: Request, pk: int) -> HttpResponse:
    at = timezone.now()
    found = queries.sign_in_of(own_account(request.actor), pk, at)
    actions.end_sign_in(at=at, actor=request.actor, sign_in=found)
    messages.success(request, _("That browser is signed out."))
    return redirect("people:security")


@account_required
@require_POST
def end_own_sign_ins(request: Request) -> HttpResponse:
    here = request.session.session_key or ""
    user = own_account(request.actor)
    actions.end_sign_ins(at=timezone.now(), actor=request.actor, user=user, but=here)
    messages.success(request, _("Every other browser is signed out."))
    return redirect("people:security")


@account_required
@require_POST
def unbind(request: Request) -> HttpResponse:
    try:
        actions.unbind(at=timezone.now(), actor=request.actor, user=own_account(request.actor))
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The sign-on is loosed from your account."))
    return redirect("people:security")
