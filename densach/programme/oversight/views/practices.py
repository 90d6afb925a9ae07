"""Models: the register, one offered, its page with the units that apply it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from densach.people.access import only_with, staff_required
from densach.programme.oversight import pages, queries
from densach.programme.oversight.actions import practices as actions
from densach.programme.oversight.actions.stepping import Doing
from densach.programme.oversight.forms.acts import ActForm, ExplainedForm
from densach.programme.oversight.forms.practices import (
    EndUseForm,
    PracticeForm,
    RecogniseForm,
    ShowForm,
    UseForm,
)
from densach.programme.oversight.models import Practice, PracticeState, PracticeUse
from densach.programme.oversight.pages import Button
from densach.programme.oversight.queries.doors import entry_for
from densach.programme.oversight.rules.lifecycle import RAISE, VIEW
from densach.programme.oversight.rules.refusals import UnknownEntry
from densach.programme.oversight.views.listing import Line, Register, show
from densach.programme.oversight.views.stepping import (
    Act,
    Beginning,
    Kind,
    begin,
    context_of,
    day,
    take_step,
)
from densach.ui.http import Request

ACTS = {
    "recognise": Act(
        gettext_lazy("Recognise"),
        gettext_lazy("Recognised. Other units see it and can take it up."),
        actions.recognise_practice,
        RecogniseForm,
        "award",
        lamp=True,
    ),
    "return": Act(
        gettext_lazy("Return"),
        gettext_lazy("Returned with your remark."),
        actions.return_practice,
        ExplainedForm,
        "reply",
    ),
    "offer": Act(
        gettext_lazy("Offer again"), gettext_lazy("Offered again."), actions.offer_again, PracticeForm, "send"
    ),
    "show": Act(
        gettext_lazy("Show to citizens or not"),
        gettext_lazy("Changed."),
        actions.show_practice,
        ShowForm,
        "eye",
    ),
    "end": Act(
        gettext_lazy("No longer recommend"),
        gettext_lazy("It is no longer recommended; units that apply it stay in the register."),
        actions.end_practice,
        ExplainedForm,
        "x-circle",
    ),
    "restore": Act(
        gettext_lazy("Recommend again"),
        gettext_lazy("Recommended again."),
        actions.restore_practice,
        ExplainedForm,
        "arrow-counterclockwise",
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"), gettext_lazy("Withdrawn."), actions.withdraw_practice, icon="x-circle"
    ),
}
APPLY = Act(
    gettext_lazy("We apply it"),
    gettext_lazy("Your unit stands among those that apply the model."),
    actions.take_up_practice,
    UseForm,
    "plus-lg",
    lamp=True,
    lead=gettext_lazy("Since when, and what came of it; say it again when there is more to tell."),
)


def _title(thing: Any, on: date) -> str:
    return str(thing.title)


KIND = Kind(Practice, "oversight:practice", "oversight:practice_step", ACTS, _title)


def _lines(rows: Sequence[Practice], on: date) -> list[Line]:
    names = pages.names([one.organisation_id for one in rows], on)
    counted = queries.use_numbers([one.pk for one in rows])
    return [
        Line(
            reverse("oversight:practice", args=[one.pk]),
            one.title,
            one.paper_number,
            [names.get(one.organisation_id, ""), one.since, one.recognised_on or "", counted.get(one.pk, 0)],
            one.get_state_display(),
            waits=one.state in (PracticeState.OFFERED, PracticeState.RETURNED),
        )
        for one in rows
    ]


REGISTER = Register(
    "practices",
    gettext_lazy("Models and good practices"),
    gettext_lazy("What units do well, recognised by a paper, and where it is applied."),
    (
        pgettext_lazy("head", "Model"),
        gettext_lazy("Unit"),
        gettext_lazy("Since"),
        gettext_lazy("Recognised"),
        gettext_lazy("Units that apply it"),
        gettext_lazy("State"),
        gettext_lazy("Decision"),
    ),
    gettext_lazy("No model yet"),
    gettext_lazy(
        "Something your unit does well? Offer it here with a photo; once recognised, others can take it up."
    ),
    _lines,
    ("title", "text", "result"),
    states=PracticeState.choices,
    open_states=(PracticeState.OFFERED, PracticeState.RETURNED),
    year="since__year",
    file_name="mo-hinh",
)


@staff_required
@require_safe
def practices(request: Request) -> HttpResponse:
    new = Button(reverse("oversight:offer"), gettext_lazy("Offer a model"), "plus-lg", lamp=True)
    rows = queries.practices_for(request.actor, day())
    return show(request, REGISTER, rows, [new] if request.actor.may(RAISE, None) else [])


def _offer(doing: Doing, form: ActForm) -> Practice:
    return actions.offer_practice(doing, form.unit(), **form.given())


@only_with(RAISE)
def offer(request: Request) -> HttpResponse:
    one = Beginning(
        RAISE,
        PracticeForm,
        _offer,
        _("Offer a model"),
        _("What your unit does well and others could take up."),
        _("Offer"),
        _("Offered. Whoever leads looks at it."),
        "oversight:practice",
        "oversight:practices",
    )
    return begin(request, one)


@only_with(VIEW)
@require_safe
def practice(request: Request, pk: int) -> HttpResponse:
    on, actor = day(), request.actor
    thing = cast("Practice", entry_for(Practice, actor, pk, on))
    uses = list(thing.uses.select_related("organisation", "photo").order_by("since", "pk"))
    context = {
        **context_of(actor, KIND, thing),
        "uses": [(one, one.until is None and actor.may(RAISE, one.organisation_id)) for one in uses],
        "applied": sum(1 for one in uses if one.until is None),
        "names": pages.names(
            [thing.organisation_id, thing.keeper_id, *(one.organisation_id for one in uses)], on
        ),
        "may_apply": thing.state == PracticeState.RECOGNISED and actor.may(RAISE, None),
    }
    return render(request, "oversight/practice.html", context)


@only_with(VIEW)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    return take_step(request, KIND, pk, act)


@only_with(RAISE)
def apply(request: Request, pk: int) -> HttpResponse:
    """A unit says that it applies the model."""

    def take_up(doing: Doing, thing: Any, **given: Any) -> PracticeUse:
        return actions.take_up_practice(doing, thing, given["unit"], since=given["since"])

    class Form(UseForm):
        def given(self) -> dict[str, Any]:
            return {"unit": self.unit(), "since": self.cleaned_data["since"]}

    act = Act(APPLY.label, APPLY.done, take_up, Form, APPLY.icon, lamp=True, lead=APPLY.lead)
    kind = Kind(Practice, KIND.page, KIND.step, {"apply": act}, _title)
    return take_step(request, kind, pk, "apply", always=True)


@only_with(RAISE)
def end_use(request: Request, pk: int, use_pk: int) -> HttpResponse:
    """The unit no longer applies it."""
    thing = entry_for(Practice, request.actor, pk, day())
    use = thing.uses.select_related("organisation", "practice").filter(pk=use_pk).first()
    if use is None or not request.actor.may(RAISE, use.organisation_id):
        raise UnknownEntry
    if use.until is not None:
        return redirect(KIND.page, pk)

    def end(doing: Doing, _thing: Any, **given: Any) -> PracticeUse:
        return actions.end_use(doing, use, until=given["until"])

    class Form(EndUseForm):
        def given(self) -> dict[str, Any]:
            return {"until": self.cleaned_data["until"]}

    act = Act(_("No longer applied"), _("Written down."), end, Form, "x-circle")
    kind = Kind(Practice, KIND.page, KIND.step, {"end_use": act}, _title)
    return take_step(request, kind, pk, "end_use", always=True)
