"""What becomes of an item that was taken back, said big: on the shelf here, kept for a reader, sent to a library."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from densach.organisations import queries as organisations
from densach.services.circulation.actions.returning import Returned
from densach.services.circulation.pages.answers import Act, Answer
from densach.ui.figures import day_text, language, number_text


def returned(result: Returned, on: date, at: datetime) -> Answer:
    """The answer to a return; whoever waits is named to staff only."""
    title = result.item.record.title
    words, tone, sign, slip = _to_do(result, on)
    details = [*_about(result)]
    act = None
    if result.loan is not None and not result.again:
        who = f" · {result.patron.person.name}" if result.patron is not None else ""
        act = Act(
            at, "arrow-return-left", pgettext("desk", "Taken back"), f"{title}{who}", back=result.item.barcode
        )
    return Answer(
        tone,
        words,
        item=f"{title} · {result.item.barcode}",
        detail=" · ".join(details),
        sign=sign,
        slip_url=slip,
        slip_label=_("Print the slip"),
        act=act,
    )


def _to_do(result: Returned, on: date) -> tuple[str, str, str, str]:
    """Words, tone, icon and slip."""
    hold, transfer, item = result.hold, result.transfer, result.item
    if result.to_do == "keep" and hold is not None:
        who = hold.patron.person.name if hold.patron is not None else _("a reader")
        return (
            _("Keep for %(name)s") % {"name": who},
            "ask",
            "keep",
            reverse("circulation:hold_slip", args=[hold.pk]),
        )
    if result.to_do == "send" and transfer is not None:
        name = organisations.named(transfer.destination_id, on).name
        slip = reverse("circulation:transfer_slip", args=[transfer.pk])
        return _("Send to %(library)s") % {"library": name}, "ask", "send", slip
    if result.to_do == "nothing":
        words = _("Lay it aside: %(state)s") % {"state": item.get_state_display()}
        return words, "ask", "", ""
    shelf = " · ".join(filter(None, (item.call_number, item.location)))
    words = _("Shelve here: %(shelf)s") % {"shelf": shelf} if shelf else _("Shelve here")
    return words, "yes", "", ""


def _about(result: Returned) -> list[str]:
    """Who had it, how late it is, what follows from that."""
    told, lang = [], language()
    if result.received:
        told.append(_("It has arrived."))
    elif result.again:
        told.append(_("Already taken back a moment ago."))
    elif result.found_again:
        told.append(_("It was missing: found again."))
    elif result.loan is None:
        told.append(_("It was not on loan."))
    if result.patron is not None:
        told.append(_("From %(name)s") % {"name": result.patron.person.name})
    if result.days_late:
        late = ngettext("%(n)s day late", "%(n)s days late", result.days_late)
        told.append(late % {"n": result.days_late})
    if result.suspension is not None:
        day = day_text(result.suspension.until, lang)
        told.append(_("does not borrow until %(day)s") % {"day": day})
    if result.charge is not None:
        amount = number_text(result.charge.amount, lang)
        told.append(_("owes %(amount)s đồng") % {"amount": amount})
    return told
