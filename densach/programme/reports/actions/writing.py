"""A unit's report: opened filled with its figures, put into words, sent; figures taken anew while it may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.programme.plans import queries as plans
from densach.programme.reports.access import require_open, require_step
from densach.programme.reports.models import LinePart, Obligation, Remark, Report, ReportLine
from densach.programme.reports.queries.doors import figures_until, report_of
from densach.programme.reports.queries.drawing import Drawn, Moment, book_mark, draw, scope_as_saved
from densach.programme.reports.queries.statuses import Status, statuses
from densach.programme.reports.rules import figures, lifecycle, outline, timetable
from densach.programme.reports.rules.refusals import ReportChanged, WordsNeeded


@transaction.atomic
def open_report(*, at: datetime, actor: Actor, obligation: Obligation) -> Report:
    """The obligation's report; the first time it is made and filled. Raises PeriodNotBegun, NotAllowed."""
    kept = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    known = report_of(kept)
    if known is not None:
        return locked(known)
    require_open(actor, obligation)
    timetable.check_begun(Period.parse(kept.period), today(at))
    report = Report.objects.create(
        obligation=obligation,
        symbol=outline.symbol_of(organisations.named(obligation.organisation, obligation.cutoff).name),
    )
    if not obligation.consolidates:
        fill(report, at)
    write_journal(at, actor, "reports.opened", report)
    return report


@transaction.atomic
def refresh(
    *,
    at: datetime,
    actor: Actor,
    report: Report,
    seen_revision: int,
    sections: Mapping[str, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Report:
    """Figures of the book of now; words and notes stay, or are saved where given.

    Raises ReportChanged, WrongState, NotAllowed.
    """
    kept = taken(actor, report, "refresh", seen_revision)
    put_words(kept, sections or {}, notes or {})
    fill(kept, at)
    write_journal(at, actor, "reports.refreshed", kept)
    return kept


@transaction.atomic
def save_sections(
    *,
    at: datetime,
    actor: Actor,
    report: Report,
    seen_revision: int,
    sections: Mapping[str, str],
    notes: Mapping[int, str] | None = None,
) -> Report:
    """Keeps the words by section code and the notes by line id; what is not given stays.

    Raises ReportChanged when someone saved in between, WrongState, ReportSealed, NotAllowed.
    """
    kept = taken(actor, report, "save", seen_revision)
    put_words(kept, sections, notes or {})
    kept.save()
    write_journal(at, actor, "reports.saved", kept)
    return kept


@transaction.atomic
def submit(
    *,
    at: datetime,
    actor: Actor,
    report: Report,
    seen_revision: int,
    sections: Mapping[str, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Report:
    """Hands the report in, with words and notes where given: its figures stand still from here on.

    Raises WordsNeeded without a word on the results, ReportChanged, WrongState,
    NotAllowed.
    """
    kept = taken(actor, report, "submit", seen_revision)
    put_words(kept, sections or {}, notes or {})
    if not kept.sections.get(outline.RESULTS, "").strip():
        raise WordsNeeded(section=outline.RESULTS)
    kept.submitted_at = at
    kept.save()
    remark(kept, at, actor, "submit")
    write_journal(at, actor, "reports.submitted", kept)
    return kept


def locked(report: Report) -> Report:
    """The report as it is in the database now, held until the transaction ends."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("obligation__plan__organisation", "obligation__organisation", "obligation__recipient")
        .get(pk=report.pk)
    )


def taken(actor: Actor, report: Report, act: str, seen_revision: int | None) -> Report:
    """The report locked, its right and revision checked, moved along the life-cycle's step; not yet saved."""
    kept = locked(report)
    step = lifecycle.step(act, kept.state, gathering=kept.obligation.consolidates, unit=unit_name(kept))
    require_step(actor, kept.obligation, step)
    if seen_revision is not None and kept.revision != seen_revision:
        raise ReportChanged(unit=unit_name(kept))
    kept.state = step.next
    kept.revision += 1
    return kept


def fill(report: Report, at: datetime) -> None:
    """Takes the lines anew from the book; a line's note stays with its target."""
    obligation = report.obligation
    report.book_mark, report.taken_at = book_mark(), at
    moment = Moment(figures_until(report), report.book_mark, at)
    drawn = draw(obligation.plan, obligation.organisation, Period.parse(obligation.period), moment)
    # A verdict is only given on what the unit itself is asked; most communes are asked nothing by themselves.
    own = any(line.own for line in drawn)
    found = statuses(obligation.plan, moment, obligation.organisation) if own else {}
    notes = notes_by_target(report)
    clear_lines(report)
    rows = [line_from(report, line, place, found, notes) for place, line in enumerate(drawn, start=1)]
    ReportLine.objects.bulk_create(rows)
    report.save()


def line_from(
    report: Report, drawn: Drawn, position: int, found: Mapping[int, Status], notes: Mapping[int, str]
) -> ReportLine:
    """A line not yet in the database."""
    target, figure = drawn.target, drawn.figure
    status = found.get(target.pk) if drawn.own else None
    return ReportLine(
        report=report,
        target=target,
        indicator=target.indicator,
        group=plans.group_of(target),
        shape=drawn.shape,
        scope=scope_as_saved(drawn.scope),
        period_from=drawn.days.start,
        period_to=drawn.days.end,
        own=drawn.own,
        planned_value=drawn.planned_value,
        estimate=drawn.estimate,
        position=position,
        label=drawn.label,
        unit=drawn.unit[:60],
        planned=(figures.planned_text(target, shape=drawn.shape) if drawn.own else figures.whole_plan_text())[
            :120
        ],
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        total=figure.total,
        base_to=drawn.base.days.end if drawn.base else None,
        base_total=drawn.base.counted if drawn.base else None,
        status=status.code if status else "",
        provisional=status.provisional if status else False,
        note=notes.get(target.pk, ""),
    )


def clear_lines(report: Report) -> None:
    LinePart.objects.filter(line__report=report).delete()
    report.lines.all().delete()


def notes_by_target(report: Report) -> dict[int, str]:
    rows: Iterable[tuple[int, str]] = report.lines.values_list("target_id", "note")
    return {target: note for target, note in rows if note}


def put_words(report: Report, sections: Mapping[str, str], notes: Mapping[int, str]) -> None:
    """Sections into the report (not yet saved), notes into its lines (saved)."""
    known = {code: clean_text(text) for code, text in sections.items() if code in outline.CODES}
    report.sections = {**report.sections, **known}
    for line in report.lines.filter(pk__in=list(notes)):
        line.note = " ".join(clean_text(notes[line.pk]).split())[:500]
        line.save(update_fields=["note"])


def remark(report: Report, at: datetime, actor: Actor, act: str, text: str = "") -> None:
    Remark.objects.create(report=report, act=act, text=clean_text(text), at=at, by_name=actor.name)


def unit_name(report: Report) -> str:
    return organisations.named(report.obligation.organisation_id, report.obligation.cutoff).name


def write_journal(at: datetime, actor: Actor, act: str, report: Report, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=report.obligation.organisation,
        subject=f"report:{report.pk}",
        unit=unit_name(report),
        period=Period.parse(report.obligation.period).label("vi"),
        **params,
    )
