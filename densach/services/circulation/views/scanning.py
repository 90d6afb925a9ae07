"""One scan, one act, one answer: what was scanned is told apart, handed to its action, and put into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from densach.services.catalogue.rules.refusals import NoSuchItem
from densach.services.circulation.actions.lending import Lent, check_out
from densach.services.circulation.actions.returning import check_in
from densach.services.circulation.forms.desk import Said
from densach.services.circulation.models import Patron, RuleKind
from densach.services.circulation.pages.answers import Act, Answer, Choice
from densach.services.circulation.pages.returns import returned
from densach.services.circulation.queries import counter
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules.refusals import (
    AlreadyLent,
    AtTheDesk,
    CardReplaced,
    KeyOfAnotherAct,
    LentToThisReader,
)
from densach.services.circulation.rules.returns import StandsElsewhere
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.views import holding
from densach.services.circulation.views.place import Desk, guest_of, seen, served
from densach.services.circulation.views.refusing import hidden, refused
from densach.ui.figures import day_text, language


def answered(desk: Desk, said: Said) -> Answer:
    """What the desk says to one scan. Refusals of rules become answers; a foreign library does not."""
    if said.unread:
        return _unread(said)
    if not said.code and not said.record:
        return idle(said.reader)
    return _MODES[said.mode](desk, said)


def _unread(said: Said) -> Answer:
    """Too long for a code, or with signs that no code has: a scanner set up wrong, or two scans in one."""
    return Answer(
        "no",
        _("This could not be read"),
        detail=_("Nothing was written. Scan it once more."),
        reader=said.reader,
    )


def idle(reader: str = "") -> Answer:
    return Answer("idle", _("Ready. Scan a card or an item."), reader=reader)


# readers --------------------------------------------------------------------------------------------------


def open_reader(desk: Desk, patron: Patron, mode: str = "") -> Answer:
    """The reader's panel; what stands in the way of lending is said at once."""
    panel = seen(desk, patron)
    stops = [one.words for one in panel.warnings if one.kind in {"no", "ask"}]
    stops += _at_limit(desk, patron, panel.panel.borrowed)
    tone = "ask" if stops else "yes"
    return Answer(
        tone, patron.person.name, detail=" · ".join(stops), reader=patron.card, mode=mode, shown=panel
    )


def _at_limit(desk: Desk, patron: Patron, loans: int) -> list[str]:
    limit = terms_of(desk.library.pk, patron.category.code, "", desk.on)[RuleKind.MAX_LOANS]
    if loans < limit:
        return []
    return [_("Has %(number)s loans, the rule gives %(limit)s") % {"number": loans, "limit": limit}]


def _reader_or_unknown(desk: Desk, said: Said) -> Answer:
    """A card, a former card, an item, words of a name; else nothing of ours."""
    number = scanned(said.code)
    patron = counter.patron_by_card(number)
    if patron is not None:
        return open_reader(desk, patron)
    if not said.reader and counter.item_by_barcode(number) is not None:
        return _return(desk, said)
    former = counter.former_card(number)
    if former is not None:
        return refused(desk, said, CardReplaced(card=number, on=former.ended_on))
    people = counter.readers_like(said.code, served(desk))
    if people:
        return _which_reader(desk, said, people)
    return _unknown(said)


def _which_reader(desk: Desk, said: Said, people: list[Patron]) -> Answer:
    if len(people) == 1:
        return replace(open_reader(desk, people[0]), mode=said.mode)
    url = reverse("circulation:scan")
    choices = tuple(
        Choice(
            one.person.name,
            " · ".join(filter(None, (one.card, *_told_apart(desk, one)))),
            url,
            hidden(desk, Said(said.mode, one.card)),
        )
        for one in people[: counter.MOST_CHOICES]
    )
    more = _("There are more: type more of the name, or the card.") if len(people) > len(choices) else ""
    return Answer("ask", _("Which reader?"), detail=more, choices=choices, reader=said.reader)


def _told_apart(desk: Desk, patron: Patron) -> tuple[str, ...]:
    """By what two readers of one name are told apart; of another library's reader the card does."""
    if guest_of(desk, patron) is not None:
        return ()
    born = patron.person.birth_date
    return (day_text(born, language()) if born else "", patron.group or patron.address)


def _unknown(said: Said) -> Answer:
    return Answer(
        "no",
        _("Nothing here is called “%(code)s”") % {"code": said.code[:60]},
        detail=_(
            "It is no card, no barcode and no reader's name. Scan again, or register the reader with F8."
        ),
        reader=said.reader,
    )


# lending --------------------------------------------------------------------------------------------------


def _lend(desk: Desk, said: Said) -> Answer:
    if not said.reader:
        return _reader_or_unknown(desk, said)
    try:
        lent = check_out(
            at=desk.at,
            actor=desk.actor,
            library=desk.library,
            barcode=said.code,
            card=said.reader,
            key=said.key or None,
            due_on=said.due_on,
            override=said.override,
        )
    except NoSuchItem:
        return _reader_or_unknown(desk, said)
    except LentToThisReader as refusal:
        return replace(refused(desk, said, refusal), tone="ask", choices=(_renew_choice(desk, said),))
    except KeyOfAnotherAct as refusal:
        return refused(desk, said, refusal)
    except AlreadyLent as refusal:
        return replace(refused(desk, said, refusal), choices=(_hold_choice(desk, said),))
    except AtTheDesk as refusal:
        return refused(desk, said, refusal)
    return _lent(desk, lent)


def _lent(desk: Desk, lent: Lent) -> Answer:
    due = _("Due %(day)s") % {"day": day_text(lent.loan.due_on, language())}
    lent.loan.item = lent.item
    line = counter.loan_line(lent.loan, desk.on)
    if lent.again and lent.loan.returned_at is not None:
        words = _("Lent before, and taken back since")
        return Answer("info", words, item=line.title, reader=lent.patron.card)
    if lent.again:
        return Answer(
            "info", due, item=line.title, detail=_("Already noted."), reader=lent.patron.card, loan=line
        )
    told = [_("the hold is fulfilled")] if lent.hold is not None else []
    told += [_("against the rule, with your reason")] if lent.against else []
    told += _late_yet(desk, lent)
    act = Act(
        desk.at, "book", pgettext("desk", "Lent"), f"{line.title} · {lent.patron.person.name}",
        undo_url=reverse("circulation:undo"), undo_label=_("Undo"),
        undo_hidden=holding.undoing_loan(desk, lent.loan, line.barcode, lent.patron.card),
    )  # fmt: skip
    return Answer(
        "yes", due, item=line.title, detail=", ".join(told), reader=lent.patron.card, loan=line, act=act
    )


def _late_yet(desk: Desk, lent: Lent) -> list[str]:
    """Whoever borrows on while something is late is told so, though no rule refuses it."""
    late = counter.late_loans_of(lent.patron, desk.on)
    if not late:
        return []
    words = ngettext(
        "⚠ the reader still has %(n)s late loan", "⚠ the reader still has %(n)s late loans", late
    )
    return [words % {"n": late}]


def _renew_choice(desk: Desk, said: Said) -> Choice:
    return Choice(
        _("Renew it"),
        said.code,
        reverse("circulation:scan"),
        hidden(desk, replace(said, mode="renew", key="")),
    )


def _hold_choice(desk: Desk, said: Said) -> Choice:
    fields = hidden(desk, replace(said, mode="hold", key=""))
    return Choice(_("Place a hold for this reader"), said.code, reverse("circulation:scan"), fields)


# taking back ----------------------------------------------------------------------------------------------


def _return(desk: Desk, said: Said) -> Answer:
    try:
        result = check_in(
            at=desk.at, actor=desk.actor, library=desk.library, barcode=said.code, key=said.key or None,
            here=said.here,
        )  # fmt: skip
    except NoSuchItem:
        if said.mode == "return":
            return _card_in_return(desk, said)
        return _unknown(said)
    except StandsElsewhere as refusal:
        return holding.asked_where(desk, replace(said, mode="return"), refusal)
    except AtTheDesk as refusal:
        return refused(desk, said, refusal)
    answer = returned(result, desk.on, desk.at)
    if said.reader and result.patron is not None and result.patron.card == said.reader:
        patron = counter.patron_by_card(said.reader)
        answer = replace(answer, shown=seen(desk, patron) if patron else None)
    return replace(answer, reader=said.reader)


def _card_in_return(desk: Desk, said: Said) -> Answer:
    patron = counter.patron_by_card(scanned(said.code))
    return open_reader(desk, patron, "return") if patron is not None else _reader_or_unknown(desk, said)


# the other modes ------------------------------------------------------------------------------------------


def _renew(desk: Desk, said: Said) -> Answer:
    return holding.renewed(desk, said) or _reader_or_unknown(desk, said)


def _room(desk: Desk, said: Said) -> Answer:
    return holding.used(desk, said) or _reader_or_unknown(desk, said)


def _hold(desk: Desk, said: Said) -> Answer:
    """Without a reader the card comes first; with one, another card changes the reader."""
    patron = counter.patron_by_card(scanned(said.code)) if said.code else None
    if patron is not None:
        return open_reader(desk, patron, "hold")
    if said.reader:
        return holding.held(desk, said)
    people = counter.readers_like(said.code, served(desk))
    if people:
        return _which_reader(desk, said, people)
    return Answer("ask", _("For which reader?"), detail=_("Scan the card, or type the name, then the title."))


_MODES: Final[dict[str, Callable[[Desk, Said], Answer]]] = {
    "lend": _lend,
    "return": _return,
    "renew": _renew,
    "room": _room,
    "hold": _hold,
}
