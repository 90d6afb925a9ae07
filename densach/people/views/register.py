"""Those whom somebody looks after: the list, a person, accounts and roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import actions, queries
from densach.people.access import carers_only
from densach.people.forms import EndRoleForm, NewPersonForm, RoleForm
from densach.people.models import User
from densach.people.queries import Held, Wanted
from densach.people.rules import ROLES, one_time_password
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_PAGE = 50


def _today() -> date:
    return today(timezone.now())


def _wanted(request: Request) -> Wanted:
    told = request.GET
    return Wanted(
        text=told.get("q", "").strip()[:200],
        role=told.get("vai", "") if told.get("vai", "") in ROLES else "",
        state=told.get("trang-thai", ""),
        factor=told.get("yeu-to", ""),
        after=told.get("after", ""),
    )


def _query(wanted: Wanted, **more: str) -> str:
    told = {"q": wanted.text, "vai": wanted.role, "trang-thai": wanted.state, "yeu-to": wanted.factor, **more}
    return urlencode({name: value for name, value in told.items() if value})


@carers_only
@require_safe
def people(request: Request) -> HttpResponse:
    """Everybody in the units in reach, by name, role and state of the account."""
    wanted = _wanted(request)
    found = queries.people_page(request.actor, _today(), wanted, _PAGE + 1)
    last = found[_PAGE - 1][0] if len(found) > _PAGE else None
    context = {
        "wanted": wanted,
        "lines": [(user, _role_lines(held)) for user, held in found[:_PAGE]],
        "roles": ROLES.values(),
        "states": _state_names().items(),
        "safe": queries.have_second_factor([user for user, _held in found[:_PAGE]]),
        "query": _query(wanted),
        "next_url": f"?{_query(wanted, after=_key(last))}" if last else "",
    }
    return render(request, "people/list.html", context)


def _key(user: User) -> str:
    return f"{user.sort_key}~{user.pk}"


def _state_names() -> dict[str, str]:
    return {
        "open": pgettext("account", "open"),
        "waiting": _("one-time password not changed yet"),
        "closed": pgettext("account", "closed"),
    }


def _state(user: User) -> str:
    is_open = user.is_active and not queries.has_left(user, _today())
    state = ("waiting" if user.must_change else "open") if is_open else "closed"
    return _state_names()[state]


def _role_lines(held: list[Held]) -> list[tuple[str, str]]:
    return [(_role_name(one.membership.role), one.place) for one in held]


def _role_name(code: str) -> str:
    return str(ROLES[code].name) if code in ROLES else code


@carers_only
@require_safe
def take_away(request: Request, form: str) -> HttpResponse:
    """The list, as filtered, as a workbook or as CSV."""
    on = _today()
    head = [_("Name"), _("E-mail"), _("Roles"), _("Account"), _("Opened on"), _("Last signed in")]

    def rows() -> Iterator[list[object]]:
        wanted = replace(_wanted(request), after="")
        while found := queries.people_page(request.actor, on, wanted, 500):
            for user, held in found:
                roles = "; ".join(f"{role} · {place}" for role, place in _role_lines(held))
                yield [user.name, user.email, roles, _state(user), user.joined_at, user.last_login]
            wanted = replace(wanted, after=_key(found[-1][0]))

    return download(f"nguoi-dung-{on:%Y-%m-%d}", head, rows(), form)


@carers_only
@never_cache
def new(request: Request) -> HttpResponse:
    """An account with its first role. The one-time password is on the page that answers, and nowhere else."""
    on = _today()
    form = NewPersonForm(
        request.POST or None,
        units=queries.units_of(request.actor, on),
        roles=queries.roles_to_give(request.actor),
        initial={"since": on},
    )
    if request.method == "POST" and form.is_valid():
        given, password = form.cleaned_data, one_time_password()
        try:
            user = actions.welcome(
                at=timezone.now(),
                actor=request.actor,
                email=given["email"],
                name=given["name"],
                password=password,
                organisation=organisations.by_code(given["unit"].code),
                role=given["role"],
                since=given["since"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _told_once(request, user, password)
    return render(request, "people/new.html", {"form": form}, status=422 if form.errors else 200)


def _told_once(request: Request, user: User, password: str) -> HttpResponse:
    """Answers the post itself: were it told after a redirect, the password would have to be kept in between."""
    return render(request, "people/one_time_password.html", {"person": user, "password": password})


@carers_only
@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """One person: the account, the roles through time, and what may be done."""
    return _person_page(request, queries.person_for(request.actor, pk))


def _person_page(
    request: Request,
    user: User,
    *,
    form: RoleForm | None = None,
    ending: tuple[int, EndRoleForm] | None = None,
) -> HttpResponse:
    on = _today()
    lines = []
    for held in queries.roles_held([user], on).get(user.pk, []):
        membership = held.membership
        end_form = None
        if ending is not None and ending[0] == membership.pk:
            end_form = ending[1]
        elif (held.holds or held.coming) and queries.could_end(request.actor, membership):
            end_form = _end_form(None, membership.pk, on)
        lines.append((held, _role_name(membership.role), end_form))
    failed = ending is not None or (form is not None and bool(form.errors))
    at = timezone.now()
    locked = queries.locked_out(request.actor, at, User.objects.filter(pk=user.pk))
    context = {
        "locked": locked[0] if locked else None,
        "has_factor": queries.has_second_factor(user),
        "sign_ins": queries.sign_ins_of(user, at),
        "person": user,
        "state": _state(user),
        "lines": lines,
        "form": form or _role_form(request, on, None),
        "is_own": request.actor.id == user.pk,
        "may_care": request.actor.id != user.pk and queries.governs(request.actor, user, on),
    }
    return render(request, "people/person.html", context, status=422 if failed else 200)


def _role_form(request: Request, on: date, told: QueryDict | None) -> RoleForm:
    return RoleForm(
        told,
        units=queries.units_of(request.actor, on),
        roles=queries.roles_to_give(request.actor),
        initial={"since": on},
    )


def _end_form(told: QueryDict | None, membership: int, on: date) -> EndRoleForm:
    return EndRoleForm(told, initial={"last_day": on}, auto_id=f"role-{membership}-%s")


@carers_only
@require_POST
def give_role(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    form = _role_form(request, _today(), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_role(
                at=timezone.now(),
                actor=request.actor,
                user=user,
                organisation=organisations.by_code(given["unit"].code),
                role=given["role"],
                since=given["since"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The role is given."))
            return redirect("people:person", pk=pk)
    return _person_page(request, user, form=form)


@carers_only
@require_POST
def end_role(request: Request, pk: int, membership: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    held = queries.membership_of(user, membership)
    form = _end_form(request.POST, membership, _today())
    if form.is_valid():
        try:
            actions.end_role(
                at=timezone.now(),
                actor=request.actor,
                membership=held,
                last_day=form.cleaned_data["last_day"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The last day of the role is set."))
            return redirect("people:person", pk=pk)
    return _person_page(request, user, ending=(membership, form))


@carers_only
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    try:
        actions.close_account(at=timezone.now(), actor=request.actor, user=user)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The account is closed. Whoever was signed in with it is out."))
    return redirect("people:person", pk=pk)


@carers_only
@require_POST
@never_cache
def reopen(request: Request, pk: int) -> HttpResponse:
    user, password = queries.person_for(request.actor, pk), one_time_password()
    try:
        actions.reopen_account(at=timezone.now(), actor=request.actor, user=user, password=password)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people:person", pk=pk)
    return _told_once(request, user, password)


@carers_only
@require_POST
@never_cache
def reset(request: Request, pk: int) -> HttpResponse:
    """A one-time password for whoever forgot theirs."""
    user, password = queries.person_for(request.actor, pk), one_time_password()
    try:
        actions.set_one_time_password(at=timezone.now(), actor=request.actor, user=user, password=password)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people:person", pk=pk)
    return _told_once(request, user, password)
