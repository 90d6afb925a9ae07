"""What waits for a person: each kind of work as one line with its number, leading to exactly that list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.facts.page import silent_units
from densach.journal import queries as journal
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.people.queries import privacy as personal_data
from densach.programme.budget import queries as budget
from densach.programme.capabilities import queries as capabilities
from densach.programme.indicators import queries as indicators
from densach.programme.plans import queries as plans
from densach.programme.plans.queries import sending as sent_plans
from densach.programme.plans.queries import succession as successions
from densach.programme.plans.queries.merged import places
from densach.programme.plans.queries.merged import waiting as outlived
from densach.programme.reports import queries as reports
from densach.programme.reports.queries import Owed
from densach.programme.tasks import queries as tasks
from densach.ui.figures import day_text, language
from densach.workspace import waiting_activities, waiting_library, waiting_oversight

# How many plans in review are told one by one; a province has a few at a time.
PLANS: Final = 10
# What a unit has still to write; the others are with somebody else.
UNSENT: Final = ("none", "draft", "returned")


@dataclass(frozen=True)
class Todo:
    """`way` names the part of the navigation that carries the number, if it has one; `urgent` is past its day.

    `group` is one of "decide", "do", "open"; `parts` are number, words and address of each list, where there are many.
    """

    way: str
    icon: str
    number: int
    text: str
    url: str
    detail: str = ""
    urgent: bool = False
    group: str = "do"
    parts: tuple[tuple[int, str, str], ...] = ()


def of(actor: Actor, on: date) -> list[Todo]:
    """All that waits for the actor on the day, what is past its day first.

    Kept until the next act of anybody: the journal's last line tells that nothing has changed since.
    """
    key = f"workspace.waiting.{actor.id}.{on}.{language()}.{journal.state()}"
    kept: list[Todo] | None = cache.get(key)
    if kept is None:
        kept = _found(actor, on)
        cache.set(key, kept)
    return kept


def numbers(actor: Actor, on: date) -> dict[str, int]:
    """How much waits on each way of the navigation."""
    told: dict[str, int] = {}
    for todo in of(actor, on):
        told[todo.way] = told.get(todo.way, 0) + todo.number
    return told


def _found(actor: Actor, on: date) -> list[Todo]:
    found: list[Todo] = []
    for find in (
        _owed,
        _to_sign,
        _to_decide,
        _to_review,
        _sent_plans,
        _outlived,
        _to_answer,
        _to_verify,
        _about_data,
        _to_approve,
        _odd,
        _about_money,
        _about_tasks,
        _about_oversight,
        _at_desks,
        _silent,
    ):
        decides = find in _DECIDING
        found.extend(replace(one, group="decide") if decides else one for one in find(actor, on))
    return sorted(found, key=lambda todo: not todo.urgent)


def _owed(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("report.write", None):
        return []
    waiting = [one for one in reports.mine(actor, on) if one.state in UNSENT]
    if not waiting:
        return []
    late = sum(one.obligation.due < on for one in waiting)
    number = len(waiting)
    text = ngettext("report to write and hand in", "reports to write and hand in", number)
    return [
        Todo(
            "reports",
            "file-earmark-text",
            number,
            text,
            _owed_list("to-write"),
            _due(waiting, on, late),
            late > 0,
        )
    ]


def _due(waiting: Sequence[Owed], on: date, late: int) -> str:
    """How many are past their day, and which day comes next."""
    parts = []
    if late:
        parts.append(ngettext("%(late)d past its day", "%(late)d past their day", late) % {"late": late})
    if coming := min((one.obligation.due for one in waiting if one.obligation.due >= on), default=None):
        days = (coming - on).days
        left = (
            ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} if days else _("today")
        )
        parts.append(_("next on %(day)s (%(left)s)") % {"day": day_text(coming, language()), "left": left})
    return " · ".join(parts)


def _about_data(actor: Actor, on: date) -> list[Todo]:
    """What people asked about their own data; late on the day after the last one that the decree gives."""
    if not actor.may("person.erase", None):
        return []
    number, late = personal_data.open_requests(actor, on)
    text = ngettext("request about personal data to answer", "requests about personal data to answer", number)
    todos = _one("personal_data", "shield-lock", number, text, reverse("people:requests"))
    return [replace(todo, urgent=late > 0) for todo in todos]


def _outlived(actor: Actor, on: date) -> list[Todo]:
    """Targets of territories and levels that have gone, in the place where the actor decides."""
    area = places.home_area(actor, on)
    number = outlived.waiting_number(area, on) if area is not None else 0
    if area is None or not number:
        return []
    text = ngettext(
        "target of former territories that waits for a decision",
        "targets of former territories that wait for a decision",
        number,
    )
    return _one("plans", "hourglass-split", number, text, reverse("plans:merged_waiting", args=[area.code]))


def _to_decide(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("report.decide", None):
        return []
    number = len(reports.waiting_for_decision(actor, on))
    text = ngettext("report handed in, to accept or return", "reports handed in, to accept or return", number)
    return _one("reports", "inbox", number, text, _owed_list("to-decide"))


def _to_sign(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("report.sign", None):
        return []
    number = len(reports.waiting_for_signature(actor, on))
    text = ngettext("report to sign", "reports to sign", number)
    return _one("reports", "pen", number, text, _owed_list("to-sign"))


def _to_review(actor: Actor, on: date) -> list[Todo]:
    """One line for each plan in review: its rows are looked through plan by plan."""
    if not actor.may("plan.review", None):
        return []
    found: list[Todo] = []
    for plan in plans.plans_for(actor).filter(state="review")[:PLANS]:
        if actor.may("plan.review", plan.organisation_id):
            number = plans.waiting(plan)
            text = ngettext("row of a plan to check", "rows of a plan to check", number)
            found += _one(
                "plans", "list-check", number, text, reverse("plans:review", args=[plan.code]), plan.title
            )
    return found


def _sent_plans(actor: Actor, on: date) -> list[Todo]:
    """Plans that came to the actor's units: to read, and to make an own one from; plans whose years are over."""
    found: list[Todo] = []
    for row in sent_plans.to_read(actor)[:PLANS]:
        text = _("plan received, to read")
        found += _one("plans", "inbox", 1, text, reverse("plans:plan", args=[row.plan.code]), row.plan.title)
    for row in sent_plans.to_issue(actor)[:PLANS]:
        late = row.due is not None and row.due < on
        by = _("by %(day)s") % {"day": day_text(row.due, language())} if row.due else ""
        detail = " · ".join(part for part in (by, row.plan.title) if part)
        url = reverse("plans:derive", args=[row.plan.code])
        found.append(Todo("plans", "send", 1, _("plan of your own to issue"), url, detail, late))
    if actor.may("plan.manage", None):
        ended = successions.waiting_for_successor(plans.plans_for(actor), on)
        number = sum(actor.may("plan.manage", key) for key in ended.values_list("organisation_id", flat=True))
        text = ngettext("plan has ended without a successor", "plans have ended without a successor", number)
        url = f"{reverse('plans:list')}?state=cho-noi-tiep"
        found += _one("plans", "hourglass-split", number, text, url)
    return found


def _to_approve(actor: Actor, on: date) -> list[Todo]:
    """Changes of binding targets that somebody else has proposed."""
    number = len(plans.to_approve(actor))
    text = ngettext(
        "proposed change of a binding target to decide on",
        "proposed changes of binding targets to decide on",
        number,
    )
    url = f"{reverse('plans:proposals')}?trang_thai=waiting"
    return _one("plans", "shield-lock", number, text, url)


def _odd(actor: Actor, on: date) -> list[Todo]:
    """Months whose numbers stand far from earlier years, in units for which the actor counts."""
    if not actor.may("count.enter", None):
        return []
    mine = organisations_where(actor, "count.enter", on).values_list("pk", flat=True)
    number = indicators.open_oddities(list(mine))
    text = ngettext(
        "number that stands far from earlier years", "numbers that stand far from earlier years", number
    )
    url = f"{reverse('indicators:oddities')}?trang_thai=asked"
    return _one("indicators", "question-circle", number, text, url)


def _to_answer(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("capability.claim", None):
        return []
    number = capabilities.unanswered_count(actor, on)
    text = ngettext(
        "question on what your unit can do is not answered",
        "questions on what your unit can do are not answered",
        number,
    )
    return _one("capabilities", "question-circle", number, text, reverse("capabilities:mine"))


def _to_verify(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("capability.verify", None):
        return []
    number = capabilities.waiting_count(actor, on)
    text = ngettext("answer of a unit to verify", "answers of units to verify", number)
    return _one("capabilities", "patch-check", number, text, reverse("capabilities:verifying"))


def _about_money(actor: Actor, on: date) -> list[Todo]:
    """Estimates to write, to review and to approve."""
    if not actor.may("budget.view", None):
        return []
    told = budget.numbers(actor, on)
    url, icon = reverse("budget:home"), "cash-stack"
    text = ngettext("estimate to write and send in", "estimates to write and send in", told.to_write)
    late = ngettext("%(late)d past its day", "%(late)d past their day", told.late) % {"late": told.late}
    todos = [
        replace(one, urgent=told.late > 0)
        for one in _one("budget", icon, told.to_write, text, url, late if told.late else "")
    ]
    text = ngettext("estimate to review", "estimates to review", told.to_review)
    deciding = _one("budget", icon, told.to_review, text, url)
    text = ngettext("estimate to approve", "estimates to approve", told.to_approve)
    deciding += _one("budget", icon, told.to_approve, text, url)
    return [*todos, *(replace(todo, group="decide") for todo in deciding)]


def _about_tasks(actor: Actor, on: date) -> list[Todo]:
    """What the own unit has to do; for whoever hands out tasks also what was told as done, and what is late."""
    if not actor.may("plan.view", None):
        return []
    told = tasks.waiting_for(actor, on)
    number = told.late + told.coming
    text = ngettext(
        "task past its day, or due within 30 days", "tasks past their day, or due within 30 days", number
    )
    parts = [ngettext("%(late)d past its day", "%(late)d past their day", told.late) % {"late": told.late}]
    parts = (parts if told.late else []) + [
        _("%(number)d within %(days)d days") % {"number": count, "days": days}
        for days, count in told.soon
        if count and days != tasks.SOON[0]
    ]
    own = _one("tasks", "list-task", number, text, reverse("tasks:board"), " · ".join(parts))
    number = told.to_confirm
    text = ngettext(
        "part told as done, to confirm or return", "parts told as done, to confirm or return", number
    )
    confirm = _one("tasks", "check2-all", number, text, f"{reverse('tasks:to_confirm')}")
    text = ngettext(
        "task that you handed out is past its day",
        "tasks that you handed out are past their day",
        told.late_below,
    )
    below = _one("tasks_late", "hourglass-split", told.late_below, text, reverse("tasks:late"))
    own = [replace(todo, urgent=told.late > 0) for todo in own]
    confirm = [replace(todo, group="decide") for todo in confirm]
    below = [replace(todo, urgent=True) for todo in below]
    return [*own, *_led(actor, told.late_led), *confirm, *below, *_unopened(actor, on)]


def _led(actor: Actor, number: int) -> list[Todo]:
    """Late tasks whose leader in charge is the actor, with exactly their list."""
    text = ngettext(
        "task of which you are in charge is past its day",
        "tasks of which you are in charge are past their day",
        number,
    )
    url = f"{reverse('tasks:late')}?{urlencode({'lanh-dao': actor.name})}"
    return [replace(todo, urgent=True) for todo in _one("tasks", "person", number, text, url)]


def _unopened(actor: Actor, on: date) -> list[Todo]:
    """Tasks of running plans that nobody has opened: one line, with a way to each plan."""
    running = plans.plans_for(actor).filter(state="running")[:PLANS]
    managed = [plan for plan in running if actor.may("task.manage", plan.organisation_id)]
    numbers = tasks.unopened_in([plan.pk for plan in managed], on) if managed else {}
    parts = tuple(
        (numbers[plan.pk], plan.title, reverse("tasks:tree", args=[plan.code]))
        for plan in managed
        if numbers.get(plan.pk)
    )
    if not parts:
        return []
    number = sum(one for one, _title, _url in parts)
    text = ngettext("task of a running plan is not open", "tasks of running plans are not open", number)
    _first, title, url = parts[0]
    several = len(parts) > 1
    todo = Todo("tasks", "play-circle", number, text, url, "" if several else title, group="open")
    return [replace(todo, parts=parts) if several else todo]


def _about_oversight(actor: Actor, on: date) -> list[Todo]:
    """Difficulties, inspections, models, commendations, reviews."""
    return [Todo("oversight", *one) for one in waiting_oversight.of(actor, on)]


def _at_desks(actor: Actor, on: date) -> list[Todo]:
    """In libraries, and in units that hold activities."""
    every = (("desk", waiting_library.of(actor, on)), ("to_close", waiting_activities.of(actor, on)))
    return [
        Todo(way, one.icon, one.number, one.text, one.url, urgent=one.urgent)
        for way, found in every
        for one in found
    ]


def _silent(actor: Actor, on: date) -> list[Todo]:
    if not actor.may("count.enter", None):
        return []
    month = last_month(on)
    number = len(without_counts(actor, on, month))
    text = ngettext(
        "unit has counted nothing in %(month)s", "units have counted nothing in %(month)s", number
    )
    text %= {"month": month.label(language())}
    return _one("silent", "123", number, text, f"{reverse('workspace:silent')}?thang={month.code}")


# What somebody else has written and waits for the actor's word.
_DECIDING: Final = (_to_sign, _to_decide, _to_review, _outlived, _to_verify, _to_approve)


def _owed_list(part: str) -> str:
    """That part of the page of reports."""
    return f"{reverse('reports:owed')}#{part}"


def _one(way: str, icon: str, number: int, text: str, url: str, detail: str = "") -> list[Todo]:
    return [Todo(way, icon, number, text, url, detail)] if number else []


def last_month(on: date) -> Period:
    """The last month that is over: its counts should be in."""
    return Period.month(on.year, on.month).previous()


def without_counts(actor: Actor, on: date, month: Period) -> list[Named]:
    """Institutions for which the actor may count, alive on the month's last day, with nothing counted in it."""
    mine = set(organisations_where(actor, "count.enter", on).values_list("pk", flat=True))
    alive = organisations.alive(month.end, kinds=(*LIBRARIES, *MUSEUMS, *CENTRES))
    return silent_units([one for one in alive if one.id in mine], month)
