"""Probable doublets, and two records made one, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.formats.marc import Field, Marc, from_json
from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, record_to_edit, without_others_drafts
from densach.services.catalogue.actions import merging as actions
from densach.services.catalogue.models import RecordMerger
from densach.services.catalogue.queries import doublets as queries
from densach.services.catalogue.queries.covers import cover_tag
from densach.services.catalogue.rules import differing, names
from densach.services.catalogue.views.records import crumbs, lang
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence

WHY = {
    queries.SAME: gettext_lazy("same title, author and year"),
    queries.ISBN: gettext_lazy("same ISBN"),
    queries.LIKE: gettext_lazy("nearly the same title"),
}


@only_with(EDIT)
@require_safe
def doublets(request: Request) -> HttpResponse:
    why = request.GET.get("vi-sao", queries.SAME)
    why = why if why in WHY else queries.SAME
    found, following = queries.doublets(why, request.GET.get("after", ""))
    found = [one for one in found if len(without_others_drafts(request.actor, (one.kept, one.other))) == 2]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        head = [
            pgettext("catalogue", "Record"),
            pgettext("book", "Title"),
            _("Year"),
            _("Copies"),
            _("Other record"),
            pgettext("book", "Title"),
            _("Year"),
            _("Copies"),
        ]
        table = (
            [
                one.kept.pk, one.kept.title, one.kept.year, one.kept.holdings,
                one.other.pk, one.other.title, one.other.year, one.other.holdings,
            ]
            for one in found
        )  # fmt: skip
        return download("bieu-ghi-trung", head, table, form)
    here = reverse("catalogue:doublets")
    context = {
        "doublets": found,
        "tabs": [
            NavItem(str(words), f"{here}?vi-sao={code}", active=code == why) for code, words in WHY.items()
        ],
        "query": f"vi-sao={why}",
        "next_url": f"?vi-sao={why}&after={following}" if following else "",
    }
    return render(request, "catalogue/doublets.html", context)


@dataclass(frozen=True)
class Choice:
    """A field of one of the two: `value` names it in the form."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Pair:
    """All fields of a tag in the two records; `alike` where both say the same."""

    tag: str
    name: str
    kept: list[Choice]
    other: list[Choice]
    alike: bool


@only_with(EDIT)
def merge(request: Request, pk: int, other_pk: int) -> HttpResponse:
    """Fields of both side by side; those that are ticked make the record that stays."""
    kept, other = record_to_edit(request.actor, pk), record_to_edit(request.actor, other_pk)
    ours, theirs = from_json(kept.marc), from_json(other.marc)
    ticked = set(request.POST.getlist("field")) if request.method == "POST" else None
    wrong = ""
    if request.method == "POST" and ticked is not None:
        try:
            actions.merge_records(
                at=timezone.now(), actor=request.actor, kept=kept, other=other,
                kept_seen=whole_number(request.POST.get("kept", "")) or 0,
                other_seen=whole_number(request.POST.get("other", "")) or 0,
                marc=_chosen(ours, theirs, ticked),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            wrong = sentence(refusal)
            kept.refresh_from_db()
            other.refresh_from_db()
        else:
            messages.success(request, _("Merged. It can be taken back on this page."))
            return redirect("catalogue:record", kept.pk)
    context = {
        "kept": kept,
        "other": other,
        "kept_tag": cover_tag(kept),
        "other_tag": cover_tag(other),
        "pairs": _pairs(ours, theirs, ticked),
        "wrong": wrong,
        "crumbs": crumbs(kept, pgettext("records", "Merge")),
    }
    return render(request, "catalogue/merge.html", context, status=422 if wrong else 200)


def _named(marc: Marc, side: str) -> list[tuple[str, Field]]:
    return [(f"{side}{place}", field) for place, field in enumerate(marc.fields)]


def _chosen(ours: Marc, theirs: Marc, ticked: set[str]) -> Marc:
    """The ticked fields: ours in their order, theirs set in by tag."""
    stay = [field for name, field in _named(ours, "a") if name in ticked]
    come = [field for name, field in _named(theirs, "b") if name in ticked and field not in stay]
    return Marc(ours.leader, tuple(stay)).with_fields(come)


def _pairs(ours: Marc, theirs: Marc, ticked: set[str] | None) -> list[Pair]:
    """At first all of ours is ticked, and of theirs what ours does not have."""
    tags = sorted({field.tag for field in (*ours.fields, *theirs.fields)})
    there = {field.tag for field in ours.fields}
    pairs = []
    for tag in tags:
        first = [(name, field) for name, field in _named(ours, "a") if field.tag == tag]
        second = [(name, field) for name, field in _named(theirs, "b") if field.tag == tag]
        pairs.append(
            Pair(
                tag,
                names.field_name(tag, lang()),
                [_choice(name, field, ticked, begin=True) for name, field in first],
                [_choice(name, field, ticked, begin=tag not in there) for name, field in second],
                [field for _name, field in first] == [field for _name, field in second],
            )
        )
    return pairs


def _choice(name: str, field: Field, ticked: set[str] | None, *, begin: bool) -> Choice:
    return Choice(name, differing.shown(field), begin if ticked is None else name in ticked)


@only_with(EDIT)
@require_POST
def part(request: Request, pk: int) -> HttpResponse:
    """Takes a merger back."""
    merger = get_object_or_404(RecordMerger, pk=pk)
    record_to_edit(request.actor, merger.kept_id)
    try:
        other = actions.part_records(at=timezone.now(), actor=request.actor, merger=merger)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("catalogue:record", merger.kept_id)
    messages.success(request, _("The two records are apart again."))
    return redirect("catalogue:record", other.pk)
