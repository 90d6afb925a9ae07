"""Weeding: the lists, one with its lines, what a rule puts forward, council, decision, and carrying out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.stocktaking.access import (
    DECIDE,
    TAKE,
    VIEW,
    libraries_for,
    library_for,
    line_for,
    weeding_for,
)
from densach.services.stocktaking.actions import weeding as actions
from densach.services.stocktaking.forms.takes import TakesFilter
from densach.services.stocktaking.forms.weeding import (
    AddForm,
    RuleForm,
    WeedingForm,
    WeedingLinesFilter,
    verdicts_in,
)
from densach.services.stocktaking.models import Weeding, WeedingLine, WeedingState
from densach.services.stocktaking.queries import papers, takes, weedings
from densach.services.stocktaking.views.takes import choices, day, due_lines, narrowed, now, paper, ways
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_VERDICT = {True: "out", False: "keep", None: ""}


@only_with(VIEW)
@require_safe
def weedings_list(request: Request) -> HttpResponse:
    libraries = libraries_for(request.actor, day())
    chosen = TakesFilter(request.GET or None, libraries=choices(libraries), weeding=True)
    code, state = chosen.chosen("thu_vien"), chosen.chosen("trang_thai")
    rows = weedings.weedings_of(narrowed(libraries, code), state)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _lists_taken(rows, form)
    found, following = takes.page_of(rows, whole_number(request.GET.get("sau", "")))
    kept = request.GET.copy()
    kept.pop("sau", None)
    context = {
        "filter": chosen,
        "rows": _told(found),
        "due": due_lines(request.actor, libraries, day()),
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={following}" if following else "",
        "is_filtered": bool(code or state),
        "all_url": reverse("stocktaking:weedings"),
        "ways": ways("weedings"),
        "may_take": request.actor.may(TAKE, None),
    }
    return render(request, "stocktaking/weedings.html", context)


def _told(found: list[Weeding]) -> list[dict[str, Any]]:
    names = organisations.names_of({one.library_id for one in found}, day())
    tallies = weedings.tallies(found)
    nothing = {"all": 0, "out": 0, "kept": 0, "open": 0, "done": 0}
    return [
        {"weeding": one, "library": names.get(one.library_id, ""), "tally": tallies.get(one.pk, nothing)}
        for one in found
    ]


def _lists_taken(rows: QuerySet[Weeding], form: str) -> HttpResponse:
    head = [
        _("Name"), _("Library"), _("State"), _("Begun"), _("Copies on the list"), _("to take out"), _("to keep"),
        _("taken out"), _("Decision"), _("Day of the decision"),
    ]  # fmt: skip
    table = (
        [
            one["weeding"].name, one["library"], one["weeding"].get_state_display(), one["weeding"].began_at,
            one["tally"]["all"], one["tally"]["out"], one["tally"]["kept"], one["tally"]["done"],
            one["weeding"].decision, one["weeding"].decided_on,
        ]
        for one in _told(list(rows))
    )  # fmt: skip
    return download("thanh-loc", head, table, form)


@only_with(TAKE)
def begin(request: Request) -> HttpResponse:
    libraries = libraries_for(request.actor, day(), TAKE)
    form = WeedingForm(request.POST or None, libraries=choices(libraries))
    if request.method == "POST" and form.is_valid():
        library = library_for(request.actor, form.cleaned_data["library"])
        made = actions.begin(at=now(), actor=request.actor, library=library, name=form.cleaned_data["name"])
        return redirect("stocktaking:weeding", made.pk)
    context = {"form": form, "has_libraries": bool(libraries)}
    return render(request, "stocktaking/weeding_begin.html", context, status=422 if form.errors else 200)


@only_with(VIEW)
@require_safe
def weeding(request: Request, pk: int) -> HttpResponse:
    return _page(request, weeding_for(request.actor, pk))


def _page(
    request: Request,
    thing: Weeding,
    add_form: AddForm | None = None,
    typed: dict[int, tuple[bool | None, str]] | None = None,
) -> HttpResponse:
    chosen = WeedingLinesFilter(request.GET or None)
    verdict, why, words = chosen.chosen("y_kien"), chosen.chosen("ly_do"), chosen.chosen("q")
    rows = weedings.lines_of(thing, verdict=verdict, why=why, words=words)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _lines_taken(thing, rows, form)
    found, following = takes.page_of(rows, whole_number(request.GET.get("sau", "")))
    kept = request.GET.copy()
    kept.pop("sau", None)
    last = weedings.last_of_title([one.item_id for one in found])
    may = request.actor.may(TAKE, thing.library)
    context = {
        "weeding": thing,
        "place": organisations.named(thing.library_id, day()),
        "tally": weedings.tally_of(thing),
        "lines": [_line(one, last, typed or {}) for one in found],
        "filter": chosen,
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={following}" if following else "",
        "is_filtered": bool(verdict or why or words),
        "all_url": reverse("stocktaking:weeding", args=[thing.pk]),
        "add_form": add_form or AddForm(initial={"why": "worn"}),
        "may_list": may and thing.state == WeedingState.LISTING,
        "may_judge": may and thing.state == WeedingState.SUBMITTED,
        "may_decide": request.actor.may(DECIDE, thing.library),
        "may_take": may,
    }
    failed = bool(add_form and add_form.errors) or typed is not None
    return render(request, "stocktaking/weeding.html", context, status=422 if failed else 200)


def _line(line: WeedingLine, last: set[int], typed: dict[int, tuple[bool | None, str]]) -> dict[str, Any]:
    said, note = typed.get(line.pk, (line.take_out, line.note))
    return {"line": line, "verdict": _VERDICT[said], "note": note, "is_last": line.item_id in last}


def _lines_taken(thing: Weeding, rows: QuerySet[WeedingLine], form: str) -> HttpResponse:
    head = [
        _("Barcode"), _("Accession number"), _("Call number"), pgettext("book", "Title"), _("Author"), _("Year"),
        _("Price (đồng)"), _("Loans"), _("State"), _("Reason"), _("Note"), _("Verdict"), _("Taken out on"),
    ]  # fmt: skip
    words = {True: _("take out"), False: _("keep"), None: ""}

    def every() -> Iterator[list[object]]:
        for one in rows.iterator(chunk_size=500):
            item = one.item
            yield [
                item.barcode, item.accession_number, item.call_number, item.record.title, item.record.author,
                item.record.year, item.price, item.loans, item.get_state_display(), one.get_why_display(), one.note,
                words[one.take_out], one.done_at,
            ]  # fmt: skip

    return download(f"thanh-loc-{thing.pk}", head, every(), form)


@only_with(TAKE)
@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, TAKE)
    form = AddForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            came = actions.add(
                at=now(), actor=request.actor, weeding=thing, text=told["codes"], why=told["why"],
                note=told["note"],
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("codes", sentence(refusal))
        else:
            _say_added(request, came)
            return redirect(f"{reverse('stocktaking:weeding', args=[pk])}?vua=them#them")
    return _page(request, thing, form)


def _say_added(request: Request, came: actions.Added) -> None:
    text = ngettext("%(n)s copy put on the list.", "%(n)s copies put on the list.", came.new)
    if came.again:
        text += " " + _("%(again)s stood on it already.")
    messages.success(request, text % {"n": came.new, "again": came.again})
    if came.refused:
        shown = ", ".join(came.refused[:10])
        words = _("%(n)s barcodes are no copies that this library owns and still has: %(codes)s")
        messages.warning(request, words % {"n": len(came.refused), "codes": shown})


@only_with(TAKE)
def propose(request: Request, pk: int) -> HttpResponse:
    """What a rule would put on the list, shown before it does."""
    thing = weeding_for(request.actor, pk, TAKE)
    form = RuleForm(request.POST if request.method == "POST" else request.GET or None)
    proposal = form.proposal()
    if request.method == "POST":
        try:
            number = actions.add_by_rule(
                at=now(), actor=request.actor, weeding=thing, proposal=proposal, on=day()
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            text = ngettext("%(n)s copy put on the list.", "%(n)s copies put on the list.", number)
            messages.success(request, text % {"n": number})
            return redirect("stocktaking:weeding", thing.pk)
    rows = weedings.proposed(thing, proposal, day())
    context = {
        "weeding": thing,
        "form": form,
        "asks": not proposal.asks_nothing,
        "number": rows.count(),
        "most": weedings.MOST_AT_ONCE,
        "rows": rows[: takes.PAGE],
        "hidden": _hidden(form),
    }
    return render(request, "stocktaking/weeding_rule.html", context, status=422 if form.errors else 200)


def _hidden(form: RuleForm) -> list[tuple[str, object]]:
    """The rule as fields of the form that carries it out."""
    told: dict[str, Any] = getattr(form, "cleaned_data", {})
    fields = [(name, value) for name, value in told.items() if name != "states" and value is not None]
    return [*fields, *(("states", one) for one in told.get("states") or ())]


@only_with(TAKE)
@require_POST
def take_off(request: Request, pk: int, line: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk, TAKE)
    found = line_for(request.actor, thing, line)
    try:
        actions.take_off(at=now(), actor=request.actor, weeding=thing, line=found)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("%(barcode)s is off the list.") % {"barcode": found.item.barcode})
    return redirect("stocktaking:weeding", thing.pk)


@only_with(TAKE)
@require_POST
def judge(request: Request, pk: int) -> HttpResponse:
    """The verdicts of the lines on the page; `con_lai` gives one verdict to all lines without one."""
    thing = weeding_for(request.actor, pk, TAKE)
    seen = whole_number(request.POST.get("revision", "")) or 0
    rest = request.POST.get("con_lai", "")
    typed = verdicts_in(request.POST)
    try:
        if rest in ("out", "keep"):
            actions.judge_rest(
                at=now(), actor=request.actor, weeding=thing, seen=seen, take_out=rest == "out"
            )
        else:
            actions.judge(at=now(), actor=request.actor, weeding=thing, seen=seen, verdicts=typed)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        thing.refresh_from_db()
        return _page(request, thing, typed=typed)
    messages.success(request, _("The verdict is written."))
    query = request.POST.get("query", "")
    url = reverse("stocktaking:weeding", args=[thing.pk])
    return redirect(f"{url}?{query}" if query else url)


@only_with(VIEW)
@require_safe
def weeding_paper(request: Request, pk: int) -> HttpResponse:
    thing = weeding_for(request.actor, pk)
    return paper(papers.weeding_docx(thing, day()), f"danh-muc-thanh-loc-{thing.pk}.docx")
