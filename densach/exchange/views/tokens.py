"""Tokens for machines: the list, making one, ending one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.exchange import access, actions, queries
from densach.exchange.forms import TokenForm
from densach.exchange.models import Token
from densach.exchange.rules import MANAGE, PAGE, PER_MINUTE
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.people.rules.roles import ROLES, VERBS
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


@only_with(MANAGE)
@require_safe
def tokens(request: Request) -> HttpResponse:
    """Those that the person made, and those of their units."""
    on = today(timezone.now())
    state = request.GET.get("state", "open")
    text = request.GET.get("q", "").strip()
    rows, following = queries.tokens_page(
        request.actor,
        on,
        state="" if state == "all" else state,
        text=text,
        before=request.GET.get("before", ""),
        size=PAGE,
    )
    kept = {name: value for name, value in (("state", state), ("q", text)) if value}
    context = {
        "rows": [(one, unit, _as_told(one)) for one, unit in rows],
        "state": state,
        "text": text,
        "on": on,
        "next_url": f"?{urlencode({**kept, 'before': following})}" if following else "",
        "per_minute": PER_MINUTE,
        "host": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "exchange/tokens.html", context)


@only_with(MANAGE)
@require_safe
def tokens_download(request: Request, form: str) -> HttpResponse:
    """The list as XLSX or CSV; what a token is spelt as is in neither."""
    on = today(timezone.now())
    rows, _following = queries.tokens_page(request.actor, on, size=10_000)
    head = [
        _("Token"),
        _("Begins"),
        _("Unit"),
        _("Role"),
        _("May"),
        _("Made by"),
        _("Made"),
        _("Until"),
        _("Last used"),
        _("Ended"),
    ]
    lines = [
        [
            one.name, one.shown, unit, str(ROLES[one.role].name), ", ".join(_as_told(one)), one.maker.name, one.made_at,
            one.expires_on, one.last_used_at, one.ended_at,
        ]
        for one, unit in rows
    ]  # fmt: skip
    return download("ma-truy-cap", head, lines, form)


def _as_told(token: Token) -> list[str]:
    return [_(VERBS[verb]) for verb in token.verbs if verb in VERBS]


@only_with(MANAGE)
def new_token(request: Request) -> HttpResponse:
    """The form; then the token, shown this once."""
    at = timezone.now()
    on = today(at)
    form = TokenForm(
        request.POST or None,
        units=queries.units_to_choose(request.actor, on),
        roles=queries.roles_to_choose(request.actor),
        on=on,
    )
    if request.method == "POST" and form.is_valid():
        unit = access.unit_for(request.actor, form.cleaned_data["unit"], MANAGE)
        try:
            token, spelt = actions.make_token(
                at=at, actor=request.actor, organisation=unit, values=form.values()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _shown_once(request, token, spelt)
    return render(request, "exchange/new_token.html", {"form": form}, status=422 if form.errors else 200)


def _shown_once(request: Request, token: Token, spelt: str) -> HttpResponse:
    context = {
        "token": token,
        "spelt": spelt,
        "unit": organisations.named(token.organisation, token.made_on),
        "may": _as_told(token),
        "host": f"{request.scheme}://{request.get_host()}",
    }
    answer = render(request, "exchange/token.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@only_with(MANAGE)
@require_POST
def end_token(request: Request, pk: int) -> HttpResponse:
    at = timezone.now()
    token = queries.token_for(request.actor, pk, today(at))
    actions.end_token(at=at, actor=request.actor, token=token)
    messages.success(request, _("The token is ended: the program that used it gets nothing more."))
    return redirect("machines:tokens")
