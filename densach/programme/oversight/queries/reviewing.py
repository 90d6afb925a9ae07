"""What a review is made of: the plan judged on a day, what the registers hold, first words, the paper, the seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import translation

from densach.kernel.dates import format_date
from densach.organisations.models import Organisation
from densach.programme.indicators import queries as indicators
from densach.programme.oversight.models import (
    Difficulty,
    DifficultyState,
    Nomination,
    NominationState,
    Practice,
    PracticeState,
    Recommendation,
    Review,
    ReviewState,
    Visit,
    VisitState,
)
from densach.programme.oversight.rules.lifecycle import UNSETTLED
from densach.programme.oversight.rules.outline import seal
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan

# How the paper, always Vietnamese, calls the statuses of the judge.
STATUS_WORDS: Mapping[str, str] = {
    "achieved": "đạt",
    "on_track": "đúng tiến độ",
    "at_risk": "có nguy cơ chậm",
    "off_track": "chậm",
    "no_data": "chưa đủ số liệu",
}
_BEHIND = ("off_track", "at_risk")
_MOST = 12


def figures_of(plan: Plan, on: date, at: datetime) -> tuple[list[dict[str, Any]], int]:
    """Each accepted target as it stands on the day, in plain Vietnamese values, and the mark of the book."""
    mark = indicators.book_mark()
    with translation.override("vi"):
        found = [
            {
                "target": one.target.pk,
                "label": one.target.subject,
                "clause": one.target.clause_path,
                "group": one.group,
                "planned": one.planned_text,
                "when": one.when_text,
                "actual": one.actual_text,
                "status": one.status.value,
                "provisional": one.verdict.provisional,
                "url": one.evidence_url,
            }
            for one in plans.judged(plan, on, until_fact=mark, known_at=at)
        ]
    return found, mark


def counts_of(plan: Plan, organisation: Organisation, first: date, last: date) -> dict[str, Any]:
    """What the registers hold of the plan's days: numbers, and the first entries by name."""
    span = Q(raised_on__range=(first, last))
    raised = Difficulty.objects.filter(span, Q(plan=plan) | Q(addressee=organisation)).exclude(
        state=DifficultyState.WITHDRAWN
    )
    practices = Practice.objects.filter(
        keeper=organisation, state=PracticeState.RECOGNISED, recognised_on__range=(first, last)
    )
    visits = Visit.objects.filter(inspection__organisation=organisation, visited_on__range=(first, last))
    asked = Recommendation.objects.filter(visit__in=visits)
    honoured = Nomination.objects.filter(
        round__organisation=organisation, state=NominationState.AWARDED, decided_on__range=(first, last)
    )
    open_ = raised.filter(state__in=UNSETTLED)
    return {
        "difficulties": raised.count(),
        "difficulties_open": open_.count(),
        "difficulty_texts": list(raised.order_by("pk").values_list("text", flat=True)[:_MOST]),
        "wishes": list(open_.exclude(wish="").order_by("pk").values_list("wish", flat=True)[:_MOST]),
        "practices": practices.count(),
        "practice_titles": list(practices.order_by("pk").values_list("title", flat=True)[:_MOST]),
        "visits": visits.exclude(state=VisitState.CANCELLED).count(),
        "recommendations": asked.count(),
        "recommendations_closed": asked.filter(state="closed").count(),
        "honoured": honoured.count(),
    }


def tally(lines: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many lines have each status, all statuses named."""
    found = dict.fromkeys(STATUS_WORDS, 0)
    for line in lines:
        found[line["status"]] += 1
    return found


def first_words(lines: list[dict[str, Any]], counts: Mapping[str, Any], on: date) -> dict[str, str]:
    """What can be said from figures alone, for each section; the officer writes on from there."""
    told = tally(lines)
    parts = [f"{number} chỉ tiêu {STATUS_WORDS[code]}" for code, number in told.items() if number]
    results = [f"Đến ngày {format_date(on)}, trong {len(lines)} chỉ tiêu có {', '.join(parts)}."]
    results += [_line(one) for one in lines if one["status"] == "achieved"][:_MOST]
    if counts["practices"]:
        results.append(f"Công nhận {counts['practices']} mô hình: {'; '.join(counts['practice_titles'])}.")
    if counts["visits"]:
        results.append(
            f"Kiểm tra {counts['visits']} lượt đơn vị; {counts['recommendations_closed']} trong "
            f"{counts['recommendations']} kiến nghị đã thực hiện xong."
        )
    if counts["honoured"]:
        results.append(f"Khen thưởng {counts['honoured']} tập thể, cá nhân.")
    behind = [one for one in lines if one["status"] in _BEHIND]
    limits = [f"{len(behind)} chỉ tiêu chậm hoặc có nguy cơ chậm:"] if behind else []
    limits += [_line(one) for one in behind]
    unknown = [one for one in lines if one["status"] == "no_data"]
    if unknown:
        limits.append(f"{len(unknown)} chỉ tiêu chưa đủ số liệu để đánh giá:")
        limits += [_line(one) for one in unknown][:_MOST]
    causes = []
    if counts["difficulties"]:
        causes.append(
            f"Các đơn vị đã phản ánh {counts['difficulties']} khó khăn, vướng mắc, còn "
            f"{counts['difficulties_open']} chưa giải quyết xong:"
        )
        causes += [f"- {_flat(text)}" for text in counts["difficulty_texts"]]
    proposals = [f"- {_flat(text)}" for text in counts["wishes"]]
    lessons = [f"- Nhân rộng mô hình: {title}." for title in counts["practice_titles"]]
    told_words = {
        "results": results,
        "limits": limits,
        "causes": causes,
        "lessons": lessons,
        "proposals": proposals,
    }
    return {code: "\n".join(words) for code, words in told_words.items()}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _line(one: Mapping[str, Any]) -> str:
    actual = f"thực hiện {one['actual']}" if one["actual"] else "chưa có số liệu"
    planned = f", kế hoạch {one['planned']}" if one["planned"] else ""
    label = _flat(one["label"])
    return f"- {label[:1].upper()}{label[1:]}: {actual}{planned}."


def snapshot(review: Review) -> dict[str, object]:
    """All that the seal covers."""
    return {
        "plan": review.plan_id,
        "kind": review.kind,
        "year": review.year,
        "on": review.on.isoformat(),
        "lines": review.lines,
        "counts": review.counts,
        "sections": review.sections,
        "book_mark": review.book_mark,
        "number": f"{review.number}/{review.symbol}",
        "signer": [review.signer_name, review.signer_title],
        "decided_on": review.decided_on.isoformat() if review.decided_on else "",
    }


def seal_of(review: Review) -> str:
    return seal(snapshot(review))


def seal_holds(review: Review) -> bool:
    return review.state == ReviewState.DECIDED and review.sha256 == seal_of(review)


def broken_seals() -> list[str]:
    """A line for each decided review whose content is not what was sealed; for `densach verify`."""
    rows = Review.objects.filter(state=ReviewState.DECIDED).order_by("pk")
    return [f"review {one.pk}: its seal is broken" for one in rows.iterator() if not seal_holds(one)]


def differences(review: Review) -> list[dict[str, str]]:
    """Targets on which the book says something else today of the review's day: shown, never rewritten."""
    with translation.override("vi"):
        now = {one.target.pk: one for one in plans.judged(review.plan, review.on)}
    found = []
    for line in review.lines:
        one = now.get(line["target"])
        if one is not None and one.actual_text != line["actual"]:
            found.append({"label": line["label"], "then": line["actual"], "now": one.actual_text})
    return found
