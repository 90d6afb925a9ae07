"""The register of readers: its list, and one reader with all that stands of him or her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.actions import persons
from densach.services.circulation.access import guest_for, is_own, libraries_for
from densach.services.circulation.forms.readers import RegisterFilter
from densach.services.circulation.models import Patron
from densach.services.circulation.pages.person import person_page
from densach.services.circulation.queries import counter, register
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.views.place import Desk, at_desk, page, seen
from densach.ui.figures import language, number_text
from densach.ui.http import Request
from densach.ui.tables import download

PAGE: Final = 50
FILTERS: Final = ("q", "noi", "tt", "loai", "nhom")


def category_name(patron: Patron) -> str:
    """In the language of the page."""
    english = (get_language() or "vi").startswith("en")
    return patron.category.name_en if english else patron.category.name_vi


def asked(request: Request, desk: Desk) -> tuple[register.Wanted, RegisterFilter, list[Named]]:
    """What the address asks for: the readers of this library, of another that one serves, or of all of these."""
    served = libraries_for(request.actor, desk.on)
    served.sort(key=lambda one: one.id != desk.library.pk)
    ids = {one.code: one.id for one in served}
    home = request.GET.get("noi", "") or desk.library.code
    places = frozenset(ids.values()) if home == "*" else frozenset({ids.get(home, desk.library.pk)})
    english = (get_language() or "vi").startswith("en")
    kinds = [(one.code, one.name_en if english else one.name_vi) for one in register.categories()]
    chosen = RegisterFilter(
        request.GET or None,
        libraries=[(one.code, one.name) for one in served],
        categories=kinds,
        groups=[(name, f"{name} ({number})") for name, number in register.groups(places)],
    )
    wanted = register.Wanted(
        places=places,
        on=desk.on,
        text=chosen.chosen("q"),
        category=chosen.chosen("loai"),
        state=chosen.chosen("tt"),
        group=chosen.chosen("nhom"),
        after=request.GET.get("sau", ""),
    )
    return wanted, chosen, served


@at_desk
@require_safe
def readers(request: Request, desk: Desk) -> HttpResponse:
    """Who reads here: as narrowed, counted, fifty a page; all of it as XLSX or CSV, which the journal tells."""
    wanted, chosen, _served = asked(request, desk)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(request, desk, wanted, form)
    if (patron := _of_card(wanted.text)) is not None:
        url = reverse("circulation:patron", args=[patron.pk])
        return redirect(url if is_own(desk.actor, patron) else f"{url}?{urlencode({'the': patron.card})}")
    found, following = register.page(wanted, PAGE)
    kept = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    number = register.readers(replace(wanted, after="")).count()
    context = page(
        desk,
        "patrons",
        filter=chosen,
        lines=[(one, category_name(one), _marks(one, desk)) for one in found],
        number=number,
        told=ngettext("%(n)s reader", "%(n)s readers", number) % {"n": number_text(number, language())},
        query=urlencode(kept),
        kept=kept.items(),
        is_filtered=bool(kept),
        next_url=f"?{urlencode({**kept, 'sau': following})}" if following else "",
        most_cards=register.MOST_CARDS,
        sheet_url=reverse("intake:send", args=["readers"]),
    )
    return render(request, "circulation/readers/list.html", context)


def _of_card(text: str) -> Patron | None:
    """A whole card number names its reader, wherever the home is."""
    patron = counter.patron_by_card(scanned(text)) if text else None
    return patron if patron is not None and patron.person.erased_at is None else None


def _marks(patron: Patron, desk: Desk) -> list[tuple[str, str]]:
    """What asks to be looked at, by icon and words."""
    found = []
    if patron.blocked_since is not None:
        found.append(("slash-circle", _("blocked")))
    if patron.closed_on is not None:
        found.append(("x-circle", _("reader no more")))
    elif patron.valid_until < desk.on:
        found.append(("exclamation-octagon", _("card has ended")))
    late = getattr(patron, "loans_late", 0)
    if late:
        found.append(
            ("exclamation-triangle", ngettext("%(n)s late loan", "%(n)s late loans", late) % {"n": late})
        )
    return found


def _taken(request: Request, desk: Desk, wanted: register.Wanted, form: str) -> HttpResponse:
    rows = list(register.readers(wanted))
    names = organisations.names_of({one.home_id for one in rows}, desk.on)
    persons.data_taken(at=desk.at, actor=request.actor, organisation=desk.library, number=len(rows))
    head = [
        _("Card number"), pgettext("person", "Full name"), _("Day of birth"), _("Sex"), _("Category"),
        _("Class or group"), _("Telephone"), _("E-mail"), _("Address"), _("Library"), _("Registered on"),
        _("Holds until"), _("On loan"), _("Late"),
    ]  # fmt: skip

    def cells() -> Iterator[list[object]]:
        for one in rows:
            person = one.person
            yield [
                one.card, person.name, person.birth_date, person.get_sex_display() if person.sex else "",
                category_name(one), one.group, person.phone, person.email, one.address, names.get(one.home_id, ""),
                one.registered_on, one.valid_until, getattr(one, "loans_open", 0), getattr(one, "loans_late", 0),
            ]  # fmt: skip

    return download(f"ban-doc-{desk.on}", head, cells(), form)


@at_desk
@require_safe
def reader(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """One reader: the card, what is borrowed and waited for, what stands in the way, letters, acts.

    Another library's reader: what this desk needs and no more.
    """
    patron = guest_for(request.actor, pk, request.GET.get("the", ""))
    if patron.merged_into_id is not None:
        return redirect("circulation:patron", patron.merged_into_id)
    persons.data_seen(at=desk.at, actor=request.actor, person=patron.person)
    if not is_own(desk.actor, patron):
        home = organisations.named(patron.home_id, desk.on).name
        guest = page(desk, "patrons", patron=patron, shown=seen(desk, patron), home=home)
        return render(request, "circulation/readers/guest.html", guest)
    context: dict[str, Any] = page(desk, "patrons", **person_page(patron, desk.on, category_name(patron)))
    return render(request, "circulation/readers/reader.html", context)
