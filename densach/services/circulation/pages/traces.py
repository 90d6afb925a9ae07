"""An act behind a figure, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.services.circulation.models import Loan
from densach.services.circulation.pages.visitors import slice_text
from densach.services.circulation.queries.traces import Trace
from densach.ui.figures import day_text, language, moment_text, number_text


def kind_words(kind: str) -> str:
    """What was counted, as the head of its page."""
    words = {
        "loan": pgettext("desk", "Loan"),
        "renewal": pgettext("desk", "Renewal"),
        "visit": pgettext("desk", "Visit"),
        "use": _("Use in the reading room"),
        "patron": _("Registration of a reader"),
        "borrowers": _("Borrowers of the last twelve months"),
    }
    return words[kind]


def lines(one: Trace) -> list[tuple[str, str]]:
    """What is known of the act, in the order in which it is read."""
    lang = language()
    if one.at is not None and one.kind != "borrowers":
        told = [(pgettext("desk", "Day and hour"), moment_text(one.at, lang))]
    else:
        told = [(pgettext("desk", "Day"), day_text(one.on, lang))]
    if one.way:
        told.append((pgettext("desk", "How"), one.way))
    if one.kind in ("visit", "use", "borrowers"):
        told.append((pgettext("desk", "Number"), number_text(one.quantity, lang)))
    if one.slice:
        told.append((pgettext("desk", "Told apart as"), slice_text(one.slice)))
    if one.renewal is not None:
        span = f"{day_text(one.renewal.due_before, lang)} → {day_text(one.renewal.due_after, lang)}"
        told.append((pgettext("desk", "Due"), span))
    return told


def outcome(one: Trace) -> str:
    """What came of it; empty where nothing can."""
    lang = language()
    if one.cancelled_at is not None:
        return _("Taken back on %(day)s: it counts no longer.") % {"day": day_text(one.cancelled_at, lang)}
    return _of_loan(one.loan, lang) if one.loan is not None else ""


def _of_loan(loan: Loan, lang: str) -> str:
    if loan.returned_at is None:
        return _("Still out, due on %(day)s.") % {"day": day_text(loan.due_on, lang)}
    told = {"day": day_text(loan.returned_at, lang)}
    if loan.end == "lost":
        return _("Noted as lost on %(day)s.") % told
    return _("Taken back on %(day)s.") % told
