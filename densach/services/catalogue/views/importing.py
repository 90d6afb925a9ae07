"""Files of records: sent, their columns told, looked at row by row, decided, taken in, taken back."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.files import queries as files
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import format_number, whole_number
from densach.organisations.models import Organisation
from densach.people.access import only_with
from densach.services.catalogue.access import IMPORT, batch_for, libraries_to_fill, library_to_fill
from densach.services.catalogue.actions import importing as actions
from densach.services.catalogue.actions.importing import jobs
from densach.services.catalogue.forms.importing import ColumnsForm, RowsFilter, SendRecordsForm
from densach.services.catalogue.models import BatchState, ImportBatch, ImportRow, RowAction
from densach.services.catalogue.queries import importing as queries
from densach.services.catalogue.queries.importing_page import kinds, lines, remarks, strip, tabs, words
from densach.services.catalogue.rules.importing import Options
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_DOWNLOADED = 10_000
# What is being done, with how many of how many.
_DOING = {
    jobs.STAGE: gettext_lazy("Read and compared with the catalogue: %(done)s of %(of)s records."),
    jobs.TABLE: gettext_lazy("Read and compared with the catalogue: %(done)s of %(of)s records."),
    jobs.COMMIT: gettext_lazy(
        "Written: %(done)s of %(of)s records. All of them enter at once at the end, or none."
    ),
    jobs.UNDO: gettext_lazy("The records are being taken back."),
}


@only_with(IMPORT)
@require_safe
def batches(request: Request) -> HttpResponse:
    """The files brought so far, the newest first."""
    libraries = libraries_to_fill(request.actor, today(timezone.now()))
    state = request.GET.get("trang-thai", "")
    state = state if state in BatchState.values else ""
    form = request.GET.get("as", "")
    limit = _DOWNLOADED if form in ("xlsx", "csv") else queries.PAGE + 1
    before = whole_number(request.GET.get("before", "")) or 0
    found = queries.batches([one.id for one in libraries], state, before, limit)
    names = {one.id: one.name for one in libraries}
    if form in ("xlsx", "csv"):
        head = [
            _("File"), _("Library"), _("Sent"), _("By"), _("State"), _("Read"), _("New"), _("Changed"), _("The same"),
            _("Refused"), _("Copies"),
        ]  # fmt: skip
        rows = (
            [
                one.name, names.get(one.library_id, ""), one.sent_at, one.sent_by_name, one.get_state_display(),
                one.read, one.created, one.updated, one.unchanged, one.rejected, one.items_added,
            ]
            for one in found
        )  # fmt: skip
        return download("tep-bieu-ghi", head, rows, form)
    shown = found[: queries.PAGE]
    query = f"trang-thai={state}" if state else ""
    context = {
        "rows": [(one, names.get(one.library_id, "")) for one in shown],
        "states": BatchState.choices,
        "state": state,
        "query": query,
        "next_url": f"?{query}&before={shown[-1].pk}" if len(found) > queries.PAGE else "",
    }
    return render(request, "catalogue/imports.html", context)


@only_with(IMPORT)
def send(request: Request) -> HttpResponse:
    """A file is sent and compared with the catalogue; nothing of it enters yet."""
    libraries = [(one.code, one.name) for one in libraries_to_fill(request.actor, today(timezone.now()))]
    english = request.path.startswith("/en/")
    kinds = [(one.code, one.name_en if english else one.name_vi) for one in queries.item_type_choices()]
    form = SendRecordsForm(request.POST or None, request.FILES or None, libraries=libraries, item_types=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            made = _sent(request, form)
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect(f"catalogue:{_way(made)}", pk=made.pk)
    context = {"form": form, "has_libraries": bool(libraries)}
    return render(request, "catalogue/import_send.html", context, status=422 if form.errors else 200)


def _way(made: ImportBatch) -> str:
    """Where the sender goes on: a table whose columns are not understood is asked about first."""
    if jobs.job_of(made.pk) is not None:
        return "import"
    made.refresh_from_db(fields=["read"])  # the work may have ended already
    return "import" if made.read or made.file_id is None else "import_columns"


def _sent(request: Request, form: SendRecordsForm) -> ImportBatch:
    library = library_to_fill(request.actor, form.cleaned_data["library"])
    file: UploadedFile[Any] = form.cleaned_data["file"]
    # Django's upload is a file that can be read and wound back, in memory or on disk.
    stream = cast(BinaryIO, file)
    name, at, options = file.name or "", timezone.now(), form.options()
    kind = actions.form_of_file(stream, name)
    if kind not in ("xlsx", "csv"):
        return _sent_records(request, library, stream, file.size or 0, kind, name, options)
    page = actions.open_page(stream, name)
    stream.seek(0)
    batch = actions.keep_table(
        at=at, actor=request.actor, library=library, name=name, data=stream.read(), form=kind, options=options,
        head=page.head,
    )  # fmt: skip
    columns = queries.last_columns(library, page.head) or page.places
    if "title" not in columns:
        return batch
    if (file.size or 0) > jobs.LONG_FILE // 4:
        jobs.start(batch, jobs.TABLE, request.actor.id, columns=dict(columns))
        return batch
    return actions.stage_table(
        at=at, actor=request.actor, batch=batch, reads=actions.read_page(page, columns), columns=columns
    )


def _sent_records(
    request: Request,
    library: Organisation,
    stream: BinaryIO,
    size: int,
    kind: str,
    name: str,
    options: Options,
) -> ImportBatch:
    """A file of records: headings apart, a long one worked on beside the server."""
    at, actor = timezone.now(), request.actor
    opened = actions.open_file(stream, name)
    are_headings, reads = actions.holds_authorities(opened.reads)
    if are_headings:
        return actions.stage_headings(at=at, actor=actor, library=library, name=name, form=kind, reads=reads)
    if size > jobs.LONG_FILE:
        batch = actions.begin(at=at, actor=actor, library=library, name=name, form=kind, options=options)
        jobs.start(batch, jobs.STAGE, actor.id, of=jobs.keep_upload(batch.pk, stream))
        return batch
    return actions.stage(
        at=at, actor=actor, library=library, reads=reads, name=name, form=kind, options=options
    )


@only_with(IMPORT)
def columns(request: Request, pk: int) -> HttpResponse:
    """What the columns of a table mean; the same head is read so again."""
    batch = batch_for(request.actor, pk)
    if batch.file is None or batch.state != BatchState.STAGED:
        return redirect("catalogue:import", pk=pk)
    page = actions.page_of(files.read(batch.file), batch.name)
    places = dict(batch.options.get("columns") or page.places)
    form = ColumnsForm(request.POST or None, head=page.head, places=places)
    if request.method == "POST" and form.is_valid():
        meant = form.places()
        try:
            actions.stage_table(
                at=timezone.now(),
                actor=request.actor,
                batch=batch,
                reads=actions.read_page(page, meant),
                columns=meant,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect("catalogue:import", pk=pk)
    sample = page.sample
    context = {
        "batch": batch,
        "form": form,
        "fields": [
            (form[f"column-{place}"], [row[place] for row in sample if place < len(row) and row[place]][:3])
            for place in range(len(page.head))
        ],
    }
    return render(request, "catalogue/import_columns.html", context, status=422 if form.errors else 200)


@only_with(IMPORT)
@require_safe
def batch(request: Request, pk: int) -> HttpResponse:
    """What would become, or became, of each record."""
    found = batch_for(request.actor, pk)
    job = jobs.job_of(pk)
    if job is not None and job.is_running:
        return _under_way(request, found, job)
    asked = RowsFilter(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    action = given.get("action", "") if given.get("action", "") in RowAction.values else ""
    kind = given.get("kind", "")
    rows = queries.rows_of(found, action, bool(given.get("remarks")), given.get("q", ""), kind)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken_away(rows, pk, form)
    after = whole_number(request.GET.get("after", "")) or 0
    shown = list(rows.filter(position__gt=after)[: queries.PAGE + 1])
    kept = request.GET.copy()
    kept.pop("after", None)
    query = kept.urlencode()
    totals = queries.totals(found)
    context = {
        "batch": found,
        "broke_off": words(job.error) if job is not None and job.error else "",
        "totals": totals,
        "strip": strip(totals),
        "tabs": tabs(totals, action, reverse("catalogue:import", args=[pk])),
        "lines": lines(shown[: queries.PAGE], found),
        "filter": asked,
        "action": action,
        "kinds": kinds(found),
        "kind": kind,
        "query": query,
        "is_open": found.state == BatchState.STAGED,
        "to_write": totals[RowAction.NEW] + totals[RowAction.UPDATE],
        "doubtful": totals[RowAction.DOUBTFUL],
        "can_undo": found.state == BatchState.COMMITTED,
        "is_table": found.file_id is not None,
        "are_headings": actions.are_headings(found),
        "next_url": f"?{query}&after={shown[queries.PAGE - 1].position}" if len(shown) > queries.PAGE else "",
    }
    return render(request, "catalogue/import.html", context)


def _taken_away(rows: QuerySet[ImportRow], pk: int, form: str) -> HttpResponse:
    head = [_("Place in the file"), _("Answer"), pgettext("book", "Title"), _("Remarks")]
    table = (
        [row.position, row.get_action_display(), row.title, "; ".join(remarks(row))]
        for row in rows[:_DOWNLOADED]
    )
    return download(f"nhap-{pk}", head, table, form)


def _under_way(request: Request, found: ImportBatch, job: jobs.Job) -> HttpResponse:
    """How far the work with the file is; the page asks again by itself."""
    context = {
        "batch": found,
        "job": job,
        "percent": min(100, 100 * job.done // job.of) if job.of else 0,
        "done": _DOING[job.act] % {"done": format_number(job.done), "of": format_number(job.of) if job.of else "?"},
    }  # fmt: skip
    response = render(request, "catalogue/import_under_way.html", context)
    response["Refresh"] = "2"
    return response


@only_with(IMPORT)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """What a person says of doubtful records: one, or all that wait."""
    found = batch_for(request.actor, pk)
    choice = request.POST.get("choice", "")
    row = whole_number(request.POST.get("row", "")) or 0
    record = 0
    if choice.startswith("update:"):
        choice, _colon, number = choice.partition(":")
        record = whole_number(number) or 0
    waiting = queries.rows_of(found, RowAction.DOUBTFUL)
    positions = [row] if row else list(waiting.values_list("position", flat=True))
    if choice in ("new", "update", "leave"):
        try:
            actions.decide(
                at=timezone.now(),
                actor=request.actor,
                batch=found,
                positions=positions,
                choice=choice,
                record=record,
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
    left = queries.totals(found)[RowAction.DOUBTFUL]
    way = reverse("catalogue:import", args=[pk])
    return redirect(f"{way}?action=doubtful" if left else way)


@only_with(IMPORT)
@require_POST
def take_in(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        if actions.are_headings(found):
            return _headings_taken(request, found)
        if found.read > jobs.LONG_BATCH and not queries.totals(found)[RowAction.DOUBTFUL]:
            jobs.start(found, jobs.COMMIT, request.actor.id, of=found.read)
            return redirect("catalogue:import", pk=pk)
        jobs.require_idle(pk)
        done = actions.commit(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        told = _("Taken in: %(created)s new records, %(updated)s changed, %(items)s copies.")
        messages.success(
            request, told % {"created": done.created, "updated": done.updated, "items": done.items}
        )
    return redirect("catalogue:import", pk=pk)


def _headings_taken(request: Request, found: ImportBatch) -> HttpResponse:
    done = actions.take_headings(at=timezone.now(), actor=request.actor, batch=found)
    told = _("Taken in: %(created)s new headings, %(updated)s filled.")
    messages.success(request, told % {"created": done.created, "updated": done.updated})
    return redirect("catalogue:import", pk=found.pk)


@only_with(IMPORT)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        if found.read > jobs.LONG_BATCH and not actions.are_headings(found):
            jobs.start(found, jobs.UNDO, request.actor.id, of=found.read)
            return redirect("catalogue:import", pk=pk)
        jobs.require_idle(pk)
        undo_it = actions.undo_headings if actions.are_headings(found) else actions.undo
        went, stay = undo_it(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        told = ngettext("%(number)s record was taken back.", "%(number)s records were taken back.", went)
        messages.success(request, told % {"number": went})
        if stay:
            told = ngettext(
                "%(number)s record stays; its row says why.",
                "%(number)s records stay; their rows say why.",
                stay,
            )
            messages.warning(request, told % {"number": stay})
    return redirect("catalogue:import", pk=pk)


@only_with(IMPORT)
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    found = batch_for(request.actor, pk)
    try:
        jobs.require_idle(pk)
        actions.drop(at=timezone.now(), actor=request.actor, batch=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        jobs.forget(pk)
        messages.success(request, _("Dropped. Nothing of it was written."))
    return redirect("catalogue:imports")
