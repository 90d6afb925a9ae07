"""Pilot first, roll-out afterwards: two pieces with their places; the second opens with the result of the first."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.programme.tasks.actions.changing import WorkValues, cut
from densach.programme.tasks.actions.keeping import keep_stage, locked, save_changed, tell
from densach.programme.tasks.models import Part, Phase, Update, Work
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.rules.refusals import NoPilot, PhasedAlready, PlacesNeeded, WordsNeeded


@transaction.atomic
def divide_into_phases(
    *,
    at: datetime,
    actor: Actor,
    work: Work,
    seen_revision: int,
    pilot_places: str,
    rollout_places: str,
    pilot_whole: int | None = None,
) -> tuple[Work, Work]:
    """The work goes on as its two phases: the units carry out each of them, the whole follows from both.

    Raises PhasedAlready where it is divided or something was said of it, PlacesNeeded, and what `locked` refuses.
    """
    kept = locked(actor, work, seen_revision)
    if kept.pieces.exists() or Update.objects.filter(part__work=kept).exists() or kept.phase:
        raise PhasedAlready(title=kept.title)
    if not clean_text(pilot_places):
        raise PlacesNeeded
    pilot = _phase(at, actor, kept, Phase.PILOT, pilot_places, _("Pilot: %(title)s"), pilot_whole)
    rollout = _phase(at, actor, kept, Phase.ROLLOUT, rollout_places, _("Roll-out: %(title)s"), None)
    rollout.pilot = pilot
    rollout.save(update_fields=["pilot"])
    Part.objects.filter(work=kept).update(reports=False)
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.phased", kept, places=pilot.places)
    return pilot, rollout


def _phase(
    at: datetime, actor: Actor, work: Work, phase: str, places: str, title: str, whole: int | None
) -> Work:
    values = WorkValues(
        title=title % {"title": work.title},
        kind=work.kind,
        leader_name=work.leader_name,
        leader_title=work.leader_title,
        times=times_of(work),
        whole=whole,
        whole_unit=_("places") if whole else "",
    )
    piece = cut(at, actor, work, work.owner, values)
    piece.phase, piece.places = phase, clean_text(places)[:300]
    piece.declared_on, piece.due_on = work.declared_on, work.due_on
    piece.declared_paper, piece.declared_file = work.declared_paper, work.declared_file
    piece.save()
    copies = [
        Part(
            work=piece,
            role=one.role,
            name=one.name,
            organisation_id=one.organisation_id,
            reports=one.reports,
        )
        for one in Part.objects.filter(work=work).order_by("pk")
    ]
    Part.objects.bulk_create(copies)
    return keep_stage(piece)


@transaction.atomic
def write_result(*, at: datetime, actor: Actor, work: Work, seen_revision: int, result: str) -> Work:
    """What the pilot has shown; with it the roll-out opens. Raises NoPilot, WordsNeeded, and what `locked` refuses."""
    kept = locked(actor, work, seen_revision, is_open=False)
    if kept.phase != Phase.PILOT:
        raise NoPilot(title=kept.title)
    if not clean_text(result):
        raise WordsNeeded
    kept.result = clean_text(result)
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.result_written", kept)
    return kept
