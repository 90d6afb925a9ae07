"""A unit that counted its clubs by hand says that its register is complete: from then on the register counts."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from densach.people.access import only_with
from densach.services.clubs import actions, pages
from densach.services.clubs.access import unit_for
from densach.services.clubs.queries.counting import by_hand
from densach.services.clubs.rules.refusals import NoSuchClub
from densach.services.clubs.rules.verbs import MANAGE
from densach.services.clubs.views.doing import day, done, form_page, now, told
from densach.ui.http import Request


class CompleteForm(forms.Form):
    """`seen`: how many the register held when the page was opened."""

    sure = forms.BooleanField(label=gettext_lazy("Every one that goes on stands in the register"))
    seen = forms.IntegerField(widget=forms.HiddenInput)


@only_with(MANAGE)
def begin(request: Request, code: str, figure: str) -> HttpResponse:
    """Both numbers beside each other, and the word of the unit."""
    unit = unit_for(request.actor, code)
    measure = pages.FIGURES.get(figure)
    rows = [one for one in by_hand([unit.pk], day()) if one.measure == measure]
    if not rows or measure is None:
        raise NoSuchClub
    row = rows[0]
    form = CompleteForm(request.POST or None, initial={"seen": row.inside})
    back = reverse("clubs:home")
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.count_by_register(
                at=now(),
                actor=request.actor,
                organisation=unit,
                measure=measure,
                seen=form.cleaned_data["seen"],
            )

        if done(form, act):
            return told(request, _("The register counts from now on."), back)
    facts = [
        (_("Active in the register today"), row.inside),
        (_("Counted by hand, last for %(day)s") % {"day": date_format(row.last, "d/m/Y")}, row.told),
    ]
    fewer = _("The register holds fewer than were counted by hand: enter those that are missing first.")
    return form_page(
        request, form, title=_("Count by the register"), submit=_("Begin to count by the register"), back=back,
        crumbs=pages.crumbs(), facts=facts,
        lead=fewer if row.inside < row.told else _("From then on it is counted by hand no more."),
    )  # fmt: skip
