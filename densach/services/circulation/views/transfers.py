"""A copy goes to another library by hand, or does not go after all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.services.circulation.access import transfer_for
from densach.services.circulation.actions.transferring import cancel_transfer
from densach.services.circulation.actions.transferring import send as send_
from densach.services.circulation.forms.transfers import SendForm
from densach.services.circulation.views.place import Desk, at_desk, neighbours, page
from densach.ui.http import Request
from densach.ui.wording import sentence


def _others(desk: Desk) -> list[Named]:
    return [one for one in neighbours(desk) if one.id != desk.library.pk]


@at_desk
def send(request: Request, desk: Desk) -> HttpResponse:
    """The copy leaves for another library of the province; its slip comes next."""
    choices = [(one.code, one.name) for one in _others(desk)]
    form = SendForm(request.POST or None, libraries=choices)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            transfer = send_(
                at=desk.at,
                actor=desk.actor,
                library=desk.library,
                barcode=told["barcode"],
                destination=organisations.by_code(told["to"]),
            )
        except Refusal as refusal:
            form.add_error("barcode", sentence(refusal))
        else:
            return redirect("circulation:transfer_slip", transfer.pk)
    context = page(desk, "transfers", form=form, back=reverse("circulation:transfers"))
    return render(request, "circulation/send.html", context, status=422 if form.errors else 200)


@at_desk
@require_POST
def call_off(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """The copy stays where it is."""
    cancel_transfer(at=desk.at, actor=desk.actor, transfer=transfer_for(request.actor, pk))
    messages.success(request, _("The copy is not sent."))
    return redirect(f"{reverse('circulation:transfers')}?phan=sent")
