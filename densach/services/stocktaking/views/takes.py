"""Stock-takings: all of them, a new one, one with its lists, its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.catalogue.models import ItemType
from densach.services.stocktaking.access import TAKE, VIEW, libraries_for, library_for, scan_for, take_for
from densach.services.stocktaking.actions import settling
from densach.services.stocktaking.actions import takes as actions
from densach.services.stocktaking.forms.takes import LinesFilter, TakeForm, TakesFilter, UploadForm
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.queries import papers, takes, weedings, words
from densach.services.stocktaking.rules.judging import REVERSIBLE, WAYS
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def now() -> datetime:
    return timezone.now()


def day() -> date:
    return today(now())


def ways(here: str) -> list[NavItem]:
    every = (
        ("takes", _("Stock-takings"), "stocktaking:home", "clipboard-check"),
        ("weedings", _("Weeding"), "stocktaking:weedings", "funnel"),
    )
    return [NavItem(label, reverse(name), icon, active=code == here) for code, label, name, icon in every]


def narrowed(libraries: list[Named], code: str) -> list[int]:
    return [one.id for one in libraries if not code or one.code == code]


def choices(libraries: list[Named]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in libraries]


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """Stock-takings of the libraries in reach, the open ones first."""
    libraries = libraries_for(request.actor, day())
    chosen = TakesFilter(request.GET or None, libraries=choices(libraries))
    code, state = chosen.chosen("thu_vien"), chosen.chosen("trang_thai")
    rows = takes.takes_of(narrowed(libraries, code), state)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _all_taken(rows, form)
    first = Case(When(state=TakeState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    start = max(whole_number(request.GET.get("sau", "")) or 0, 0)
    found = list(rows.annotate(first=first).order_by("first", "-pk")[start : start + takes.PAGE + 1])
    kept = request.GET.copy()
    kept.pop("sau", None)
    context = {
        "filter": chosen,
        "rows": _told(found[: takes.PAGE]),
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={start + takes.PAGE}" if len(found) > takes.PAGE else "",
        "is_filtered": bool(code or state),
        "all_url": reverse("stocktaking:home"),
        "ways": ways("takes"),
        "may_take": request.actor.may(TAKE, None),
    }
    return render(request, "stocktaking/home.html", context)


def _told(found: Sequence[StockTake]) -> list[dict[str, Any]]:
    names = organisations.names_of({one.library_id for one in found}, day())
    counts = takes.counted_scans(found)
    nothing = dict.fromkeys(Outcome.values, 0)
    return [
        {"take": one, "library": names.get(one.library_id, ""), "counts": counts.get(one.pk, nothing)}
        for one in found
    ]


def _all_taken(rows: QuerySet[StockTake], form: str) -> HttpResponse:
    head = [
        _("Name"), _("Library"), _("Location"), _("State"), _("Begun"), _("Closed on"), _("in its place"),
        _("not found"), _("elsewhere"), _("unexpected"), _("unknown barcodes"),
    ]  # fmt: skip
    table = (
        [
            one["take"].name, one["library"], one["take"].location, one["take"].get_state_display(),
            one["take"].began_at, one["take"].closed_at, one["counts"][Outcome.RIGHT], one["counts"][Outcome.MISSING],
            one["counts"][Outcome.MISPLACED], one["counts"][Outcome.UNEXPECTED], one["counts"][Outcome.UNKNOWN],
        ]
        for one in _told(list(rows.order_by("-pk")))
    )  # fmt: skip
    return download("kiem-ke", head, table, form)


@only_with(TAKE)
def begin(request: Request) -> HttpResponse:
    libraries = libraries_for(request.actor, day(), TAKE)
    form = TakeForm(request.POST or None, libraries=choices(libraries))
    if request.method == "POST" and form.is_valid():
        library = library_for(request.actor, form.cleaned_data["library"])
        try:
            take = actions.begin(at=now(), actor=request.actor, library=library, new=form.new())
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("stocktaking:scan", take.pk)
    context = {
        "form": form,
        "has_libraries": bool(libraries),
        "locations": takes.locations_of(libraries[0].id) if len(libraries) == 1 else [],
    }
    return render(request, "stocktaking/begin.html", context, status=422 if form.errors else 200)


@only_with(VIEW)
@require_safe
def take(request: Request, pk: int) -> HttpResponse:
    """How it stands, and its lists one at a time."""
    thing = take_for(request.actor, pk)
    parts = [Outcome.MISSING.value, *(one.value for one in takes.LISTS if one != Outcome.MISSING)]
    counts = takes.counts_of(thing)
    asked = request.GET.get("phan", "")
    part = asked if asked in parts else next((one for one in parts if counts[one]), parts[0])
    chosen = LinesFilter(request.GET or None, initial={"phan": part})
    rows = takes.lines_of(thing, part, words=chosen.chosen("q"), settled=chosen.chosen("xong"))
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _lines_taken(thing, part, rows, form)
    found, following = takes.page_of(rows, whole_number(request.GET.get("sau", "")))
    kept = request.GET.copy()
    kept.pop("sau", None)
    kept["phan"] = part
    may = request.actor.may(TAKE, thing.library)
    context = {
        "take": thing,
        "place": organisations.named(thing.library_id, day()),
        "progress": takes.progress(thing),
        "part": part,
        "tabs": _tabs(thing, counts, part),
        "lines": [_line(one, may) for one in found],
        "filter": chosen,
        "query": kept.urlencode(),
        "next_url": f"?{kept.urlencode()}&sau={following}" if following else "",
        "is_filtered": bool(chosen.chosen("q") or chosen.chosen("xong")),
        "tables": _tables(thing),
        "may_take": may,
    }
    return render(request, "stocktaking/take.html", context)


def _tabs(thing: StockTake, counts: dict[str, int], part: str) -> list[NavItem]:
    url = reverse("stocktaking:take", args=[thing.pk])
    labels = {
        Outcome.MISSING: _("Not found"), Outcome.MISPLACED: _("Elsewhere"), Outcome.UNEXPECTED: _("Unexpected"),
        Outcome.UNKNOWN: _("Unknown barcodes"), Outcome.RIGHT: _("In their place"),
    }  # fmt: skip
    return [
        NavItem(f"{labels[one]} ({counts[one]})", f"{url}?phan={one.value}", active=one.value == part)
        for one in takes.LISTS
    ]


def _line(scan: StockScan, may: bool) -> dict[str, Any]:
    return {
        "scan": scan,
        "settled": words.settled_words(scan.settled_how) if scan.settled_at else "",
        "ways": [(code, words.button_of(code)) for code in WAYS[scan.outcome]] if may else [],
        "may_undo": may and scan.settled_how in REVERSIBLE,
    }


def _tables(thing: StockTake) -> list[tuple[str, list[tuple[str, list[int]]]]]:
    """What a closed stock-taking came to by type of item and by location."""
    if not thing.figures:
        return []
    lang = language()
    types = {one.code: one.name_vi if lang == "vi" else one.name_en for one in ItemType.objects.all()}
    shown = (Outcome.RIGHT, Outcome.MISSING, Outcome.MISPLACED, Outcome.UNEXPECTED)
    told = []
    for title, key, named in (
        (_("By type of item"), "by_type", types),
        (_("By location"), "by_location", {"": _("no location noted")}),
    ):
        rows = [
            (named.get(name, name), [line.get(one, 0) for one in shown])
            for name, line in thing.figures[key].items()
        ]
        told.append((title, rows))
    return told


def _lines_taken(thing: StockTake, part: str, rows: QuerySet[StockScan], form: str) -> HttpResponse:
    head = [
        _("Barcode"), _("Accession number"), _("Call number"), _("Title and author"), _("Location noted"),
        _("Scanned in"), _("Result"), _("When"), _("Who"), _("Dealt with"), _("How"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        for one in rows.iterator(chunk_size=500):
            item = one.item
            yield [
                one.barcode, item.accession_number if item else "", item.call_number if item else "",
                " / ".join(filter(None, (item.record.title, item.record.author))) if item else "",
                item.location if item else "", one.location, one.get_outcome_display(), one.at, one.by_name,
                one.settled_at, words.settled_words(one.settled_how),
            ]  # fmt: skip

    return download(f"kiem-ke-{thing.pk}-{part}", head, every(), form)


@only_with(TAKE)
def upload(request: Request, pk: int) -> HttpResponse:
    """The memory of a hand scanner."""
    thing = take_for(request.actor, pk, TAKE)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"location": thing.location})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            came = actions.upload(
                at=now(), actor=request.actor, take=thing, text=told["file"], location=told["location"]
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            text = _("%(read)s barcodes read: %(new)s new, %(again)s scanned before.")
            messages.success(request, text % {"read": came.read, "new": came.new, "again": came.again})
            return redirect("stocktaking:take", thing.pk)
    context = {"form": form, "take": thing, "locations": takes.locations_of(thing.library_id)}
    return render(request, "stocktaking/upload.html", context, status=422 if form.errors else 200)


@only_with(TAKE)
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    thing = take_for(request.actor, pk, TAKE)
    return _stepped(request, thing, actions.close, _("Closed. The lists below say what to look for."))


@only_with(TAKE)
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    thing = take_for(request.actor, pk, TAKE)
    return _stepped(request, thing, actions.reopen, _("Open again: scanning goes on."))


@only_with(TAKE)
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    thing = take_for(request.actor, pk, TAKE)
    return _stepped(request, thing, actions.drop, _("Dropped. Nothing was changed in the catalogue."))


def _stepped(request: Request, thing: StockTake, act: Callable[..., StockTake], words_: str) -> HttpResponse:
    try:
        act(
            at=now(),
            actor=request.actor,
            take=thing,
            seen=whole_number(request.POST.get("revision", "")) or 0,
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, words_)
    return redirect("stocktaking:take", thing.pk)


@only_with(TAKE)
@require_POST
def settle(request: Request, pk: int, line: int) -> HttpResponse:
    """`how` settles a line; without it the settling is taken back."""
    thing = take_for(request.actor, pk, TAKE)
    scan = scan_for(request.actor, thing, line)
    how = request.POST.get("how", "")
    try:
        if how:
            settling.settle(at=now(), actor=request.actor, take=thing, scan=scan, how=how)
        else:
            settling.unsettle(at=now(), actor=request.actor, take=thing, scan=scan)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        text = words.settled_words(how) if how else _("taken back")
        messages.success(request, f"{scan.barcode}: {text}.")
    return redirect(_back(request, thing, scan.outcome))


@only_with(TAKE)
@require_POST
def settle_missing(request: Request, pk: int) -> HttpResponse:
    """Everything that was not found is noted as missing in one go."""
    thing = take_for(request.actor, pk, TAKE)
    try:
        number = settling.settle_missing(at=now(), actor=request.actor, take=thing)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        text = ngettext("%(n)s copy noted as missing.", "%(n)s copies noted as missing.", number)
        messages.success(request, text % {"n": number})
    return redirect(_back(request, thing, Outcome.MISSING.value))


def _back(request: Request, thing: StockTake, part: str) -> str:
    return f"{reverse('stocktaking:take', args=[thing.pk])}?phan={part}"


@only_with(VIEW)
@require_safe
def minutes(request: Request, pk: int) -> HttpResponse:
    thing = take_for(request.actor, pk)
    return paper(papers.minutes_docx(thing), f"bien-ban-kiem-ke-{thing.pk}.docx")


def paper(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def due_lines(actor: Actor, libraries: list[Named], on: date) -> list[tuple[str, weedings.Due]]:
    """Libraries whose weeding is late, for the reminder."""
    due = weedings.due_of([one.id for one in libraries], on)
    return [(one.name, due[one.id]) for one in libraries if due[one.id].is_late]
