"""Copy cataloguing: other libraries asked at once, their records side by side, one taken over as a draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.formats.marc import Marc, from_json, to_json
from densach.kernel.dates import today
from densach.kernel.errors import Invalid, Refusal
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, library_to_fill
from densach.services.catalogue.actions import records as actions
from densach.services.catalogue.forms.importing import AskForm
from densach.services.catalogue.models import RecordState
from densach.services.catalogue.queries import copies
from densach.services.catalogue.queries import copying as queries
from densach.services.catalogue.rules.copying import Question, ours
from densach.services.catalogue.rules.differing import shown
from densach.services.catalogue.rules.flat import Flat, flat
from densach.services.catalogue.rules.refusals import NoTitle
from densach.ui.http import Request
from densach.ui.wording import sentence

_SALT = "densach.copying"


@dataclass(frozen=True)
class Hit:
    """A record of another catalogue. `sealed` is the record as we would take it, signed: none other comes back."""

    flat: Flat
    lines: list[tuple[str, str]]
    sealed: str


@dataclass(frozen=True)
class Column:
    """What one catalogue answered."""

    name: str
    total: int
    hits: list[Hit]
    wrong: str


@only_with(EDIT)
@require_safe
def ask(request: Request) -> HttpResponse:
    targets = [(one.code, one.name) for one in queries.targets()]
    chosen = request.GET.getlist("target") or [code for code, _name in targets[:3]]
    asked = any(request.GET.get(name, "").strip() for name in ("isbn", "title", "author"))
    form = AskForm(request.GET if asked else None, targets=targets, initial={"target": chosen})
    columns: list[Column] = []
    if asked and form.is_valid():
        given = form.cleaned_data
        question = Question(given["isbn"], given["title"], given["author"])
        columns = [_column(one) for one in _asked(request, question, given["target"] or chosen)]
    libraries = copies.libraries_for(request.actor, EDIT, today(timezone.now()))
    context = {
        "form": form,
        "asked": asked,
        "columns": columns,
        "libraries": libraries,
        "has_yaz": queries.has_yaz(),
        "by_z3950": [name for _code, name, _host in queries.z3950_targets()],
    }
    return render(request, "catalogue/copying.html", context)


def _asked(request: Request, question: Question, codes: list[str]) -> list[queries.Told]:
    """By SRU those that were chosen; by Z39.50 all of them."""
    if request.GET.get("by") == "z3950" and queries.has_yaz():
        return queries.ask_all_z3950(question)
    return queries.ask_all([queries.target(code) for code in codes], question)


def _column(told: queries.Told) -> Column:
    if told.refusal is not None or told.answer is None:
        return Column(told.name, 0, [], sentence(told.refusal) if told.refusal else "")
    hits = [hit for one in told.answer.records if (hit := _hit(ours(one, told.code))) is not None]
    return Column(told.name, told.answer.total, hits, "")


def _hit(marc: Marc) -> Hit | None:
    try:
        columns = flat(marc)
    except NoTitle:
        return None
    sealed = signing.dumps(to_json(marc), salt=_SALT, compress=True)
    return Hit(columns, [(one.tag, shown(one)) for one in marc.fields], sealed)


@only_with(EDIT)
@require_POST
def take_over(request: Request) -> HttpResponse:
    """The record becomes a draft of the library and opens in the editor."""
    library = library_to_fill(request.actor, request.POST.get("library", ""), EDIT)
    try:
        marc = from_json(signing.loads(request.POST.get("record", ""), salt=_SALT, max_age=86_400))
        record = actions.add_record(
            at=timezone.now(), actor=request.actor, library=library, marc=marc, state=RecordState.DRAFT,
            note=request.POST.get("from", "")[:100],
        )  # fmt: skip
    except signing.BadSignature as error:
        raise Invalid from error
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("catalogue:copying")
    messages.success(request, _("Taken over as a draft: look at it, then put it into the catalogue."))
    return redirect("catalogue:full", pk=record.pk)
