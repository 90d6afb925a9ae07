"""A rule says no: why, what to do, and for whoever may, going on all the same with a reason."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.kernel.errors import Refusal
from densach.services.circulation.forms.desk import Said
from densach.services.circulation.pages.answers import Again, Answer, Hidden
from densach.services.circulation.rules import refusals
from densach.services.circulation.views.place import Desk
from densach.ui.wording import sentence


def hidden(desk: Desk, said: Said) -> Hidden:
    """The scan as fields of a form inside the page."""
    told = (
        ("library", desk.library.code),
        ("mode", said.mode),
        ("code", said.code),
        ("reader", said.reader),
        ("key", said.key),
        ("due_on", said.due_on.isoformat() if said.due_on else ""),
        ("pickup", said.pickup),
        ("record", str(said.record or "")),
        ("here", "1" if said.here else ""),
    )
    return tuple((name, value) for name, value in told if value)


def refused(desk: Desk, said: Said, refusal: Refusal) -> Answer:
    """The refusal in words; the reader stays open."""
    again = None
    if isinstance(refusal, refusals.AtTheDesk) and refusal.overridable:
        if desk.may_override:
            label = _("Reason for going on all the same")
            again = Again(label, reverse("circulation:scan"), hidden(desk, said), reasons())
        advice = _advice(refusal) or ("" if again else _("Somebody with the right to decide can go on."))
    else:
        advice = _advice(refusal)
    return Answer("no", sentence(refusal), detail=advice, reader=said.reader, again=again)


def reasons() -> tuple[str, ...]:
    """What is usually said; anything else may be typed."""
    return (
        _("The head of the library agrees"),
        _("The reader promises to bring it back in time"),
        _("For an examination"),
        _("A mistake of the library"),
    )


def _advice(refusal: Refusal) -> str:
    """What to do next, where the sentence does not say so."""
    told: dict[type[Refusal], str] = {
        refusals.AlreadyLent: _("Take it back first with F3, or place a hold."),
        refusals.KeptForAnother: _("Put it back on the hold shelf."),
        refusals.Restricted: _("Offer it in the reading room, by the rules for restricted items."),
        refusals.InRoomOnly: _("Offer it in the reading room: F6 counts the use."),
        refusals.TypeNotLent: _("Offer it in the reading room: F6 counts the use."),
        refusals.CardReplaced: _("Ask for the new card, or type the name."),
        refusals.CardEnded: _("Renew the card on the reader's page."),
        refusals.NotHere: _("Scan it as a return first: it arrives here, or is sent home."),
        refusals.TooManyHolds: _("Cancel a hold that is no longer needed."),
    }
    return told.get(type(refusal), "")
