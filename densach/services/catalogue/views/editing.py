"""Records entered and changed: the short form, the whole record as rows, the whole record as text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from densach.formats.marc import Marc, from_json
from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, drafts_seen_by, record_to_edit
from densach.services.catalogue.actions import records as actions
from densach.services.catalogue.forms import full as editor
from densach.services.catalogue.forms.others import LinesForm
from densach.services.catalogue.forms.short import NewForm, ShortForm
from densach.services.catalogue.models import Material, Record, RecordState
from densach.services.catalogue.queries import copies, doublets
from densach.services.catalogue.queries.importing_page import words
from densach.services.catalogue.rules import frameworks, linetext, names, short
from densach.services.catalogue.rules.flat import flat, material_of
from densach.services.catalogue.rules.refusals import FieldLacking
from densach.services.catalogue.views.records import crumbs, day, lang
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

SAVED = "catalogue:record"


@only_with(EDIT)
def new(request: Request) -> HttpResponse:
    """A record by the short form. One that looks like a record that is there is asked about first."""
    material = editor.begun_with(request.GET.get("loai", ""))
    begun = frameworks.begun(material, day())
    libraries = copies.libraries_for(request.actor, EDIT, day())
    form = NewForm(request.POST or None, short=short.read(begun), libraries=libraries)
    alike: list[Record] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        marc = short.write(frameworks.begun(told["material"], day()), form.short(), day())
        alike = [] if told["anyway"] else doublets.like(marc, drafts_seen_by(request.actor))
        if alike:
            form.ask_anyway()
        else:
            made = _added(request, form, told["library"], marc, is_draft=told["draft"])
            if made is not None:
                messages.success(request, _("Entered. Now add its copies."))
                _tell_doubts(request, marc)
                return redirect(SAVED, made.pk)
    context = {
        "form": form,
        "alike": alike,
        "materials": Material.choices,
        "material": material,
        "has_library": bool(libraries),
        "crumbs": [NavItem(_("Catalogue"), reverse("catalogue:home")), NavItem(_("New record"), "")],
    }
    return render(request, "catalogue/new.html", context, status=422 if form.errors or alike else 200)


def _added(request: Request, form: Any, code: str, marc: Marc, *, is_draft: bool) -> Record | None:
    library = organisations.by_code(code)
    state = RecordState.DRAFT if is_draft else RecordState.PUBLISHED
    try:
        return actions.add_record(
            at=timezone.now(), actor=request.actor, library=library, marc=marc, state=state
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return None


@only_with(EDIT)
def edit(request: Request, pk: int) -> HttpResponse:
    """The short form of a record that is there. What the form does not know stays untouched."""
    thing = record_to_edit(request.actor, pk)
    marc = from_json(thing.marc)
    form = ShortForm(request.POST or None, short=short.read(marc), revision=thing.revision)
    clash = False
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["revision"] or 0
            written = short.write(_seen(thing, seen, marc), form.short(), day())
            _write(request, thing, seen, written)
        except Conflict as refusal:
            form.now_seen(_revision(thing))
            form.add_error(None, sentence(refusal))
            clash = True
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            _tell_doubts(request, written)
            return redirect(SAVED, pk)
    context = {"form": form, "record": thing, "clash": clash, "crumbs": crumbs(thing, _("Change"))}
    return render(request, "catalogue/edit.html", context, status=422 if form.errors else 200)


def _write(request: Request, thing: Record, seen: int, marc: Marc) -> None:
    actions.change_record(at=timezone.now(), actor=request.actor, record=thing, seen=seen, marc=marc)


def _tell_doubts(request: Request, marc: Marc) -> None:
    """What an import would remark of the record is told to the person too, who can still mend it."""
    for told in dict.fromkeys(words(doubt) for doubt in flat(marc).doubts):
        messages.warning(request, told)


def _revision(thing: Record) -> int:
    thing.refresh_from_db(fields=["revision"])
    return thing.revision


def _seen(thing: Record, seen: int, now: Marc) -> Marc:
    """The record as the person saw it: what differs from that is what they changed."""
    then = thing.revisions.filter(number=seen).first() if seen != thing.revision else None
    return from_json(then.marc) if then else now


@only_with(EDIT)
def full(request: Request, pk: int) -> HttpResponse:
    """Every field of a record, with leader and 008 by positions."""
    thing = record_to_edit(request.actor, pk)
    marc = from_json(thing.marc)
    shown = editor.shown(marc, thing.revision, lang())
    wrong = ""
    if request.method == "POST":
        seen = whole_number(request.POST.get("revision", "")) or 0
        if request.POST.get("act", "save") == "save":
            wrong = _full_saved(request, thing, seen, marc)
            if not wrong:
                messages.success(request, _("Saved."))
                return redirect(SAVED, pk)
            seen = _revision(thing)
        shown = editor.acted(request.POST, editor.shown(marc, seen, lang()), lang())
    return _full(request, shown, wrong, record=thing, crumbs=crumbs(thing, _("All fields")))


def _full_saved(request: Request, thing: Record, seen: int, marc: Marc) -> str:
    """Saves; gives what was wrong in words, else ""."""
    try:
        written = editor.read(request.POST, _seen(thing, seen, marc))
        _require_demanded(written)
        _write(request, thing, seen, written)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return sentence(refusal)
    _tell_doubts(request, written)
    return ""


def _require_demanded(marc: Marc) -> None:
    try:
        frameworks.require_demanded(marc, material_of(marc))
    except FieldLacking as refusal:
        tag = str(refusal.params["tag"])
        raise FieldLacking(tag=tag, name=names.field_name(tag, lang())) from refusal


def _full(request: Request, shown: editor.Editor, wrong: str, **more: Any) -> HttpResponse:
    context = {
        "editor": shown,
        "wrong": wrong,
        "known": [(one.tag, names.worded(one, lang())) for one in names.fields().values()],
        **more,
    }
    return render(request, "catalogue/full.html", context, status=422 if wrong else 200)


@only_with(EDIT)
def new_full(request: Request) -> HttpResponse:
    """A record by all its fields."""
    material = editor.begun_with(request.GET.get("loai", ""))
    begun = frameworks.begun(material, day())
    libraries = copies.libraries_for(request.actor, EDIT, day())
    shown, wrong = editor.shown(begun, 0, lang()), ""
    if request.method == "POST":
        if request.POST.get("act", "save") == "save":
            made, wrong = _full_added(request, begun, _chosen(request, libraries))
            if made is not None:
                messages.success(request, _("Entered. Now add its copies."))
                _tell_doubts(request, from_json(made.marc))
                return redirect(SAVED, made.pk)
        shown = editor.acted(request.POST, shown, lang())
    way = [
        NavItem(_("Catalogue"), reverse("catalogue:home")),
        NavItem(_("New record"), reverse("catalogue:new")),
    ]
    return _full(request, shown, wrong, libraries=libraries, crumbs=[*way, NavItem(_("All fields"), "")])


def _chosen(request: Request, libraries: list[tuple[str, str]]) -> Organisation:
    code = request.POST.get("library", libraries[0][0] if libraries else "")
    return organisations.by_code(code)


def _full_added(request: Request, begun: Marc, library: Organisation) -> tuple[Record | None, str]:
    try:
        marc = editor.read(request.POST, begun)
        _require_demanded(marc)
        made = actions.add_record(at=timezone.now(), actor=request.actor, library=library, marc=marc)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return None, sentence(refusal)
    return made, ""


@only_with(EDIT)
def lines(request: Request, pk: int) -> HttpResponse:
    """The whole record as text: to copy, to paste, to change many fields at once."""
    thing = record_to_edit(request.actor, pk)
    begin = {"text": linetext.lines_of(from_json(thing.marc)), "revision": thing.revision}
    form = LinesForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            seen = _seen(thing, told["revision"] or 0, from_json(thing.marc))
            marc = linetext.read_lines(told["text"], seen)
            _require_demanded(marc)
            _write(request, thing, told["revision"] or 0, marc)
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            if isinstance(refusal, Conflict):
                form.data = {**request.POST.dict(), "revision": str(_revision(thing))}
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            _tell_doubts(request, marc)
            return redirect(SAVED, pk)
    context = {"form": form, "record": thing, "crumbs": crumbs(thing, _("As text"))}
    return render(request, "catalogue/lines.html", context, status=422 if form.errors else 200)
