"""The reader's panel: what the desk should know before it lends, by shape, colour and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from densach.services.circulation.models import Patron
from densach.services.circulation.queries.counter import Panel, panel_of
from densach.ui.figures import day_text, language, number_text

# From so many days before its end on, a card is spoken of.
SOON = 30


@dataclass(frozen=True)
class Sign:
    """`kind`: no (nothing is lent), ask (look before you lend), info (good to know)."""

    kind: str
    icon: str
    words: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Way:
    """A way on from the panel."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Shown:
    """A reader's panel with its warnings and ways."""

    panel: Panel
    warnings: tuple[Sign, ...]
    ways: tuple[Way, ...]


def shown(patron: Patron, on: date, guest_of: int | None = None) -> Shown:
    """Four queries. `guest_of`: the library at whose desk a reader of another one stands; it is told little."""
    panel = panel_of(patron, on, guest_of)
    return Shown(panel, (*_hindrances(panel), *_hints(panel)), _ways(patron, panel.guest))


def _hindrances(panel: Panel) -> list[Sign]:
    patron, lang, found = panel.patron, language(), []
    settling = reverse("circulation:settling", args=[patron.pk])
    if patron.closed_on is not None:
        day = day_text(patron.closed_on, lang)
        found.append(Sign("no", "x-circle", _("No longer a reader since %(day)s") % {"day": day}))
    if patron.blocked_since is not None:
        told = _("Blocked since %(day)s: %(why)s") % {
            "day": day_text(patron.blocked_since, lang), "why": patron.block_note or _("no reason told"),
        }  # fmt: skip
        found.append(
            Sign("no", "slash-circle", _("Blocked by the reader's library") if panel.guest else told)
        )
    if panel.suspension is not None and panel.guest:
        found.append(Sign("no", "hourglass-split", _("Does not borrow just now")))
    elif panel.suspension is not None:
        told = _("Does not borrow until %(day)s, for a late return") % {
            "day": day_text(panel.suspension.until, lang)
        }
        found.append(Sign("no", "hourglass-split", told, settling, _("Lift")))
    if panel.ends_in < 0:
        day = day_text(patron.valid_until, lang)
        found.append(Sign("no", "exclamation-octagon", _("The card ended on %(day)s") % {"day": day}))
    if panel.owed:
        told = _("Owes %(amount)s đồng") % {"amount": number_text(panel.owed, lang)}
        found.append(Sign("ask", "receipt", told, settling, _("Settle")))
    return found


def _hints(panel: Panel) -> list[Sign]:
    found = []
    if panel.late:
        told = ngettext("%(n)s loan is late", "%(n)s loans are late", panel.late) % {"n": panel.late}
        found.append(Sign("ask", "exclamation-triangle", told))
    if panel.ready:
        number = len(panel.ready)
        told = ngettext("%(n)s item is kept here", "%(n)s items are kept for the reader", number)
        found.append(Sign("info", "bookmark", told % {"n": number}))
    if 0 <= panel.ends_in <= SOON:
        told = ngettext("The card ends in %(n)s day", "The card ends in %(n)s days", panel.ends_in)
        found.append(Sign("info", "clock", told % {"n": panel.ends_in}))
    if panel.waiting:
        told = ngettext("Waits for %(n)s title", "Waits for %(n)s titles", panel.waiting)
        found.append(Sign("info", "hourglass-split", told % {"n": panel.waiting}))
    if panel.patron.note and not panel.guest:
        found.append(Sign("info", "chat-left-text", panel.patron.note))
    return found


def _ways(patron: Patron, guest: bool) -> tuple[Way, ...]:
    holds = f"{reverse('circulation:holds')}?ban_doc={patron.card}"
    ways = [Way(pgettext("desk", "Holds"), holds, "bookmark")]
    try:
        page = reverse("circulation:patron", args=[patron.pk])
    except NoReverseMatch:
        return tuple(ways)
    if guest:
        page = f"{page}?{urlencode({'the': patron.card})}"
    return (Way(_("Reader's page") if guest else _("All about the reader"), page, "person-vcard"), *ways)
