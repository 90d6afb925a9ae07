"""The officer's side: a unit's report goes back with a remark or is accepted; accepted ones are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.programme.reports.actions.writing import (
    clear_lines,
    line_from,
    locked,
    notes_by_target,
    put_words,
    remark,
    taken,
    write_journal,
)
from densach.programme.reports.models import LinePart, Report, ReportState
from densach.programme.reports.queries.doors import children_of, figures_until
from densach.programme.reports.queries.drawing import Moment, book_mark
from densach.programme.reports.queries.gathering import Gathered, Missing, children, gather
from densach.programme.reports.queries.statuses import Status, statuses
from densach.programme.reports.rules import lifecycle
from densach.programme.reports.rules.refusals import RemarkNeeded


@transaction.atomic
def return_(*, at: datetime, actor: Actor, report: Report, seen_revision: int, text: str) -> Report:
    """Back to its unit with a reason. Raises RemarkNeeded, ReportChanged, WrongState, NotAllowed."""
    kept = taken(actor, report, "return", seen_revision)
    if not text.strip():
        raise RemarkNeeded
    kept.submitted_at = None
    kept.save()
    remark(kept, at, actor, "return", text)
    write_journal(at, actor, "reports.returned", kept, remark=text.strip())
    return kept


@transaction.atomic
def accept(*, at: datetime, actor: Actor, report: Report, seen_revision: int, text: str = "") -> Report:
    """Found good: its figures go into the gathering report. Raises ReportChanged, WrongState, NotAllowed."""
    kept = taken(actor, report, "accept", seen_revision)
    kept.save()
    remark(kept, at, actor, "accept", text)
    write_journal(at, actor, "reports.accepted", kept)
    return kept


@transaction.atomic
def consolidate(
    *,
    at: datetime,
    actor: Actor,
    report: Report,
    seen_revision: int,
    sections: Mapping[str, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Report:
    """Fills the gathering report: accepted units' lines first, the live book for the rest, who is missing by name.

    May be repeated until the signature: each time all is taken anew; words and notes stay, or are saved where
    given. Raises ReportChanged,
    WrongState, ReportSealed, NotAllowed.
    """
    kept = taken(actor, report, "consolidate", seen_revision)
    put_words(kept, sections or {}, notes or {})
    obligation = kept.obligation
    _release(kept)
    found = children(obligation)
    kept.book_mark, kept.taken_at = book_mark(), at
    moment = Moment(figures_until(kept), kept.book_mark, at)
    gathered = gather(obligation, found, moment)
    kept_notes = notes_by_target(kept)
    clear_lines(kept)
    _write(kept, gathered, statuses(obligation.plan, moment, None), kept_notes)
    kept.missing = [_as_saved(missing) for missing in found.missing]
    kept.save()
    for child in found.accepted.values():
        _step(child, "include")
    remark(kept, at, actor, "consolidate")
    write_journal(
        at, actor, "reports.consolidated", kept, accepted=len(found.accepted), missing=len(found.missing)
    )
    return kept


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, report: Report, seen_revision: int) -> Report:
    """A gathered report not yet signed becomes a draft again; its units' reports may again be returned.

    Its summands are let go, for they point into those reports, and its figures with them; words and notes stay.
    Raises as `consolidate`.
    """
    kept = taken(actor, report, "reopen", seen_revision)
    LinePart.objects.filter(line__report=kept).delete()
    kept.lines.update(
        numerator=None,
        denominator=None,
        unknown=0,
        total=None,
        base_to=None,
        base_total=None,
        estimate=None,
        status="",
        provisional=False,
    )
    kept.save()
    _release(kept)
    remark(kept, at, actor, "reopen")
    write_journal(at, actor, "reports.reopened", kept)
    return kept


def _release(gathering: Report) -> None:
    """Reports that were gathered go back to accepted."""
    rows = children_of(gathering.obligation).filter(report__state=ReportState.CONSOLIDATED)
    for obligation in rows:
        _step(obligation.report, "release")


def _step(report: Report, act: str) -> None:
    """A unit's report follows what happens to the report that gathers it; the right was checked there."""
    kept = locked(report)
    kept.state = lifecycle.step(act, kept.state, gathering=False).next
    kept.revision += 1
    kept.save(update_fields=["state", "revision"])


def _write(
    report: Report, gathered: list[Gathered], found: Mapping[int, Status], notes: Mapping[int, str]
) -> None:
    rows = []
    for position, one in enumerate(gathered, start=1):
        line = line_from(report, replace(one.drawn, figure=one.figure), position, found, notes)
        line.provisional = one.provisional
        rows.append(line)
    # Line by line: a database must hand out the keys that the summands point to.
    for row in rows:
        row.save()
    LinePart.objects.bulk_create(
        LinePart(
            line=row,
            organisation_id=summand.organisation_id,
            name=summand.name,
            source=summand.source,
            child_line=summand.child_line,
            numerator=summand.sum.numerator,
            denominator=summand.sum.denominator,
            unknown=summand.sum.unknown,
            total=summand.sum.total,
        )
        for row, one in zip(rows, gathered, strict=True)
        for summand in one.summands
    )


def _as_saved(missing: Missing) -> dict[str, object]:
    return {
        "organisation": missing.organisation_id,
        "code": missing.code,
        "name": missing.name,
        "state": missing.state,
    }
