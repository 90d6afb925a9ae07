"""The acts of the register, each a form, then a preview of what it changes, then the act itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.organisations import actions, queries
from densach.organisations.access import readers_only, require_manage
from densach.organisations.acts_page import line_of, preview_of
from densach.organisations.effects import effects_of
from densach.organisations.forms import (
    ConfirmForm,
    EndForm,
    MergeForm,
    MoveForm,
    ReclassForm,
    RenameForm,
    SplitForm,
)
from densach.organisations.models import ActKind, Organisation, OrganisationVersion, RegisterAct
from densach.organisations.planned import NewOne, PlannedChange
from densach.organisations.queries import planning
from densach.organisations.queries.acts import act_seen
from densach.organisations.rules import AlreadyEnded, NewVersion, code_from
from densach.organisations.views.places import (
    alike_of,
    areas_in,
    parents,
    province_of,
    this_day,
)
from densach.ui.http import Request
from densach.ui.wording import sentence

Children = Mapping[str, str]
UNIT: Final = "unit-"
# What belongs to the preview, not to the form behind it.
_OF_PREVIEW: Final = ("csrfmiddlewaretoken", "step", "seen")


@dataclass(frozen=True)
class Asked:
    """What a form says: how to plan it, and how to do it."""

    plan: Callable[..., PlannedChange]
    act: Callable[..., RegisterAct]
    said: dict[str, Any]
    with_children: bool = True


@dataclass(frozen=True)
class Deed:
    """One kind of act as a page: its words, its form, and the way from the form to what is asked."""

    title: Promise
    lead: Promise
    ask: Callable[[Organisation, Any], Asked]
    has_rows: bool = False


@readers_only
def change(request: Request, code: str) -> HttpResponse:
    """Which act is it?"""
    one = _kept(request, code)
    acts = [line_of(act) for act in queries.acts_of(one)[:5]]
    context = {"organisation": one, "present": queries.history(one)[0], "acts": acts}
    return render(request, "organisations/change.html", context)


def _kept(request: Request, code: str) -> Organisation:
    """An organisation that the person keeps and that has not ended."""
    one = queries.by_code(code)
    present = queries.history(one)[0]
    if present.valid_to is not None:
        raise AlreadyEnded(name=present.name, ended=present.valid_to)
    require_manage(request.actor, one)
    return one


def _serve(
    request: Request, one: Organisation, present: OrganisationVersion, deed: Deed, form: forms.Form
) -> HttpResponse:
    """The form; what it would change; the act. Nothing is written before the last step."""
    context = {"organisation": one, "present": present, "deed": deed, "form": form}
    seen, step = request.POST.get("seen", ""), request.POST.get("step", "preview")
    if step == "confirm" and not seen:
        step = "preview"  # nothing is written that was not looked at first
    confirm = ConfirmForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and step != "edit":
        asked = deed.ask(one, form)
        children = _children(request)
        try:
            if step == "confirm" and confirm.is_valid():
                done = _carry_out(asked, children, timezone.now(), request.actor, seen, confirm)
                messages.success(request, _("Done. What it was before stays in its history."))
                return redirect("organisations:act", pk=done.pk)
            planned = _planned(asked, children)
            actions.require_allowed(request.actor, planned, timezone.now())
        except Refusal as refusal:
            if before := act_seen(one.code, request.actor.id, seen):
                return _done_before(request, before)
            form.add_error(None, sentence(refusal))
        else:
            context |= {
                "preview": preview_of(planned, effects_of(planned)),
                "carried": _carried(request),
                "confirm": confirm if step == "confirm" else ConfirmForm(),
            }
            return render(request, "organisations/preview.html", context)
    return render(request, "organisations/act_form.html", context, status=422 if form.errors else 200)


def _once(view: Callable[[Request, str], HttpResponse]) -> Callable[[Request, str], HttpResponse]:
    """A confirmation that is sent twice leads to the act that the first one wrote."""

    @wraps(view)
    def served(request: Request, code: str) -> HttpResponse:
        seen = request.POST.get("seen", "") if request.POST.get("step") == "confirm" else ""
        before = act_seen(code, request.actor.id, seen)
        return view(request, code) if before is None else _done_before(request, before)

    return served


def _done_before(request: Request, act: RegisterAct) -> HttpResponse:
    messages.info(request, _("It was written down already, by the same confirmation."))
    return redirect("organisations:act", pk=act.pk)


def _children(request: Request) -> Children:
    posted = request.POST.items()
    return {key.removeprefix(UNIT): str(value) for key, value in posted if key.startswith(UNIT)}


def _carried(request: Request) -> list[tuple[str, str]]:
    """What was filled in, to be sent again with the confirmation."""
    return [
        (key, str(value))
        for key, values in request.POST.lists()
        if key not in _OF_PREVIEW and not key.startswith(UNIT)
        for value in values
    ]


def _planned(asked: Asked, children: Children) -> PlannedChange:
    return asked.plan(**asked.said, **({"children": children} if asked.with_children else {}))


def _carry_out(
    asked: Asked, children: Children, at: datetime, actor: Actor, seen: str, confirm: ConfirmForm
) -> RegisterAct:
    paper: Upload | None = confirm.cleaned_data["paper"]
    more = {"children": children} if asked.with_children else {}
    return asked.act(at=at, actor=actor, paper=paper, seen=seen, **asked.said, **more)


# rename, move, reclass ------------------------------------------------------------------------------------


def _ask_change(act: str, /, **fields: str) -> Callable[[Organisation, Any], Asked]:
    """From a form to a new version; `fields` map a field of the version to one of the form."""

    def ask(one: Organisation, form: Any) -> Asked:
        given = form.cleaned_data
        told = {name: given[source] for name, source in fields.items()}
        new = NewVersion(since=given["on"], legal_basis=given["legal_basis"], **told)
        said = {"organisation": one, "new": new, "kind": act}
        return Asked(planning.plan_change, actions.change, said, with_children=False)

    return ask


RENAME = Deed(
    gettext_lazy("Rename"),
    gettext_lazy("The same institution under another name: its figures stay together."),
    _ask_change(ActKind.RENAME, name="name"),
)
MOVE = Deed(
    gettext_lazy("Move"),
    gettext_lazy("Under another body, to another commune or another seat."),
    _ask_change(ActKind.MOVE, parent_code="parent", area_code="area", seat="seat"),
)
RECLASS = Deed(
    gettext_lazy("Class otherwise"),
    gettext_lazy("Another kind, level or rank, or another owner."),
    _ask_change(ActKind.RECLASS, kind="kind", level="level", rank="rank", ownership="ownership"),
)


@readers_only
@_once
def rename(request: Request, code: str) -> HttpResponse:
    """The same institution under another name."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    form = RenameForm(request.POST or None, initial={"name": present.name, "on": this_day()})
    return _serve(request, one, present, RENAME, form)


@readers_only
@_once
def move(request: Request, code: str) -> HttpResponse:
    """Under another body, or to another place."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    on = this_day()
    province = province_of(present.area_id, on)
    form = MoveForm(
        request.POST or None,
        parents=parents(request, on, province, keep=present.parent, leave=one),
        areas=areas_in(province, on),
        stands_alone=present.parent is None,
        initial={
            "on": on,
            "parent": present.parent.code if present.parent else "",
            "area": present.area.code,
            "seat": present.seat,
        },
    )
    return _serve(request, one, present, MOVE, form)


@readers_only
@_once
def reclass(request: Request, code: str) -> HttpResponse:
    """Another kind, level, rank or owner."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    told = {name: getattr(present, name) for name in ("kind", "level", "rank", "ownership")}
    form = ReclassForm(request.POST or None, initial={"on": this_day(), **told})
    return _serve(request, one, present, RECLASS, form)


# merge, split, end ----------------------------------------------------------------------------------------


def _new_one(one: Organisation, told: Mapping[str, str], *, kind: str, level: str) -> NewOne:
    """A new institution as a form tells it; what is left out is as with `one`."""
    present = queries.history(one)[0]
    return NewOne(
        code=queries.free_code(code_from(told["name"])),
        name=told["name"],
        kind=kind,
        level=level,
        area=told["area"] or present.area.code,
        parent=told["parent"] or (present.parent.code if present.parent else ""),
    )


def _ask_merge(one: Organisation, form: Any) -> Asked:
    given = form.cleaned_data
    others = [queries.by_code(code) for code in given["others"]]
    successor: Organisation | NewOne = one
    if given["result"] == "there":
        successor = queries.by_code(given["successor"])
    elif given["result"] == "new":
        present = queries.history(one)[0]
        successor = _new_one(one, given, kind=present.kind, level=present.level)
    said = {
        "predecessors": [one, *others],
        "successor": successor,
        "on": given["on"],
        "legal_basis": given["legal_basis"],
        "new_name": "" if given["result"] == "new" else given["name"],
    }
    return Asked(planning.plan_merge, actions.merge, said)


def _ask_split(one: Organisation, form: SplitForm) -> Asked:
    given = form.cleaned_data
    successors: list[Organisation | NewOne] = []
    taken: set[str] = set()
    for row in form.rows():
        if row["there"]:
            successors.append(queries.by_code(row["there"]))
            continue
        new = _new_one(one, row, kind=given["kind"], level=given["level"])
        successors.append(_told_apart(new, taken))
    said = {
        "predecessor": one,
        "successors": successors,
        "on": given["on"],
        "goes_on": given["goes_on"] == "yes",
        "legal_basis": given["legal_basis"],
    }
    return Asked(planning.plan_split, actions.split, said)


def _told_apart(new: NewOne, taken: set[str]) -> NewOne:
    """Two new ones of the same name in one act get different codes."""
    code, number = new.code, 1
    while code in taken:
        number += 1
        code = f"{new.code}-{number}"
    taken.add(code)
    return NewOne(code, new.name, new.kind, new.level, new.area, new.parent)


def _ask_end(one: Organisation, form: Any) -> Asked:
    given = form.cleaned_data
    said = {
        "organisation": one,
        "last_day": given["last_day"],
        "successor": queries.by_code(given["successor"]) if given["successor"] else None,
        "legal_basis": given["legal_basis"],
    }
    return Asked(planning.plan_end_with, actions.end, said)


MERGE = Deed(
    gettext_lazy("Merge"),
    gettext_lazy("Two or more go on as one. What they counted stays with them and is read together."),
    _ask_merge,
)
SPLIT = Deed(
    gettext_lazy("Divide"),
    gettext_lazy("One goes on as several, or gives off a part and goes on."),
    _ask_split,
    has_rows=True,
)
END = Deed(
    gettext_lazy("End"),
    gettext_lazy("It stays in the register; its figures stay where they were counted."),
    _ask_end,
)


@readers_only
@_once
def merge(request: Request, code: str) -> HttpResponse:
    """Two or more go on as one."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    on = this_day()
    province = province_of(present.area_id, on)
    form = MergeForm(
        request.POST or None,
        name=present.name,
        alike=alike_of(request, present, province, on),
        parents=parents(request, on, province, keep=present.parent),
        areas=areas_in(province, on),
        initial={
            "on": on,
            "result": "new",
            "area": present.area.code,
            "parent": present.parent.code if present.parent else "",
        },
    )
    return _serve(request, one, present, MERGE, form)


@readers_only
@_once
def split(request: Request, code: str) -> HttpResponse:
    """One goes on as several."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    on = this_day()
    province = province_of(present.area_id, on)
    form = SplitForm(
        request.POST or None,
        alike=alike_of(request, present, province, on, any_level=True),
        parents=parents(request, on, province, keep=present.parent),
        areas=areas_in(province, on),
        initial={"on": on, "goes_on": "no", "kind": present.kind, "level": present.level},
    )
    return _serve(request, one, present, SPLIT, form)


@readers_only
@_once
def end(request: Request, code: str) -> HttpResponse:
    """Its last day, and who went on with its work."""
    one = _kept(request, code)
    present = queries.history(one)[0]
    on = this_day()
    province = province_of(present.area_id, on)
    form = EndForm(
        request.POST or None,
        successors=alike_of(request, present, province, on, any_level=True),
        initial={"last_day": on},
    )
    return _serve(request, one, present, END, form)
