"""What somebody does with chosen records of the list, or with all that a question finds."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, without_others_drafts
from densach.services.catalogue.actions.choosing import MOST_CHANGED, Changed, change_states
from densach.services.catalogue.models import Record, RecordState
from densach.services.catalogue.queries.copies import copies_of
from densach.services.catalogue.queries.finding import records_in_order
from densach.services.catalogue.views.searching import FORMS, MOST, as_file, asked_by, found_by
from densach.ui.http import Request
from densach.ui.wording import sentence

# As many copies as an address may name.
MOST_LABELS: Final = 500
_STATES: Final = {"publish": RecordState.PUBLISHED, "draft": RecordState.DRAFT}


@only_with(EDIT)
@require_POST
def chosen(request: Request) -> HttpResponse:
    """A file, labels, or another state for the ticked records, or for the whole answer."""
    address = request.POST.get("query", "")
    back = redirect(f"{reverse('catalogue:home')}?{QueryDict(address).urlencode()}")
    act = request.POST.get("act", "")
    records = _records(request, address, MOST_CHANGED + 1 if act in _STATES else MOST)
    if not records:
        messages.error(request, _("Tick records first, or “all that was found”."))
        return back
    if act in FORMS:
        return as_file(records, act)
    if act == "labels":
        return _labels(request, records) or back
    if act in _STATES:
        try:
            done = change_states(at=timezone.now(), actor=request.actor, records=records, state=_STATES[act])
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            _tell(request, done)
    return back


def _records(request: Request, address: str, most: int) -> list[Record]:
    if request.POST.get("all"):
        _chosen, query = asked_by(QueryDict(address), request.actor)
        return list(found_by(query, most))
    ids = [number for one in request.POST.getlist("bieu-ghi") if (number := whole_number(one))]
    return without_others_drafts(request.actor, records_in_order(ids))


def _labels(request: Request, records: list[Record]) -> HttpResponse | None:
    """The page of labels with the copies of the records that the person's libraries have."""
    ids = copies_of(request.actor, [one.pk for one in records], MOST_LABELS + 1)
    if not ids:
        messages.error(request, _("Your library has no copies of these records."))
        return None
    if len(ids) > MOST_LABELS:
        messages.error(
            request,
            _("These are more than %(limit)s copies: choose fewer, or print by a span of numbers.")
            % {"limit": MOST_LABELS},
        )
        return None
    return redirect(f"{reverse('catalogue:labels')}?{urlencode({'ids': ','.join(map(str, ids))})}")


def _tell(request: Request, done: Changed) -> None:
    said = [ngettext("%(n)s record changed.", "%(n)s records changed.", done.changed) % {"n": done.changed}]
    if done.already:
        said.append(_("%(n)s were so already.") % {"n": done.already})
    if done.left:
        said.append(
            _("%(n)s stay as they are: they belong to other libraries, or cannot become so.")
            % {"n": done.left}
        )
    (messages.success if done.changed else messages.info)(request, " ".join(said))
