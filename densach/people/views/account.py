"""Signing in and out, and one's own account page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import actions, entering, queries, sign_on
from densach.people.access import account_required
from densach.people.forms import LanguageForm, PasswordForm, SignInForm
from densach.people.models import User, Way
from densach.people.queries import StaffActor, must_change_password, own_account, roles_of
from densach.people.rules import ROLES, VERBS
from densach.ui.figures import day_text
from densach.ui.http import Request
from densach.ui.languages import in_language
from densach.ui.wording import sentence


class SignIn(LoginView):
    """Leads on in the person's own language."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"is_demo": settings.DENSACH_IS_DEMO}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "sign_on": sign_on.provider()}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in, or led to the second step."""
        user, at = form.get_user(), timezone.now()
        onward = entering.come_in(self.request, user, Way.PASSWORD, at, self.get_redirect_url())
        _tell_of_demand(self.request, user, at)
        return redirect(onward)

    def get_default_redirect_url(self) -> str:
        if isinstance(self.request.user, User):
            return entering.first_page_of(self.request.user, today(timezone.now()))
        language = getattr(self.request.user, "language", "") or get_language() or "vi"
        return in_language(reverse("workspace:home"), language)


def _tell_of_demand(request: HttpRequest, user: User, at: datetime) -> None:
    """Whoever has no second factor hears in time from when on the unit demands one."""
    demand = queries.demand_on(user, today(at))
    if demand is not None and not demand.holds and not queries.has_second_factor(user):
        told = {"place": demand.place, "day": day_text(demand.since, user.language)}
        text = _("From %(day)s %(place)s demands a second factor. Set one up under “My account”, “Security”.")
        messages.warning(request, text % told)


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actions.sign_out(at=timezone.now(), session_key=request.session.session_key or "")
        return super().post(request, *args, **kwargs)


@account_required
def account(request: Request) -> HttpResponse:
    """Who I am here, what I may do, my language and password."""
    user = own_account(request.actor)
    is_first = must_change_password(request.actor)
    which = request.POST.get("form", "")
    language = LanguageForm(
        request.POST if which == "language" else None, initial={"language": user.language}, prefix="language"
    )
    password = PasswordForm(request.POST if which == "password" else None, user=user, prefix="password")
    if which == "language" and language.is_valid():
        chosen = language.cleaned_data["language"]
        actions.change_language(at=timezone.now(), actor=request.actor, user=user, language=chosen)
        return redirect(in_language(reverse("people:account"), chosen))
    if which == "password" and password.is_valid():
        try:
            here = request.session.session_key or ""
            actions.change_password(
                at=timezone.now(),
                actor=request.actor,
                user=user,
                password=password.cleaned_data["new"],
                session_key=here,
            )
        except Refusal as refusal:
            password.add_error("new", sentence(refusal))
        else:
            update_session_auth_hash(request, user)
            actions.carry_sign_in(old=here, new=request.session.session_key or "")
            messages.success(request, _("The password is changed."))
            return redirect("workspace:home" if is_first else "people:account")
    context = {
        "account": user,
        "roles": _roles(request),
        "language": language,
        "password": password,
        "is_first": is_first,
    }
    return render(request, "people/account.html", context, status=422 if password.errors else 200)


def _roles(request: Request) -> list[dict[str, object]]:
    held = roles_of(request.actor)
    on = request.actor.on if isinstance(request.actor, StaffActor) else None
    names = organisations.names_of([place.pk for _role, place in held], on) if on else {}
    return [
        {
            "name": ROLES[role].name,
            "place": names.get(place.pk, place.code),
            "verbs": [gettext(VERBS[verb]) for verb in ROLES[role].verbs],
        }
        for role, place in held
    ]
