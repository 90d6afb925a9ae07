"""What an act of the register changes for tasks at work: whose parts and whose hands they are."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations.effects import Dependence, Done, Effect
from densach.organisations.planned import PlannedChange
from densach.programme.plans.models import PlanState
from densach.programme.tasks.models import Part, Update, Work
from densach.programme.tasks.rules.lifecycle import CLOSED


def effects(change: PlannedChange) -> Iterator[Effect]:
    """Open parts of whoever ends, plan by plan, and what they handed out: who takes over is for a person to say."""
    ended = {part.organisation_id: part for part in change.parts if part.ended and part.organisation_id}
    rows = Part.objects.filter(organisation_id__in=list(ended), work__plan__state=PlanState.RUNNING)
    open_parts: dict[tuple[int, str, str], int] = {}
    for part in rows.exclude(stage__in=CLOSED).exclude(work__stage__in=CLOSED).select_related("work__plan"):
        key = (part.organisation_id or 0, part.work.plan.code, part.work.plan.title)
        open_parts[key] = open_parts.get(key, 0) + 1
    for (key_of, code, title), number in sorted(open_parts.items()):
        name, heirs = ended[key_of].name, [one.name for one in change.successors_of(ended[key_of].code)]
        text = gettext_noop(
            "%(name)s has a part in %(number)s open tasks of “%(plan)s”: give them to who takes over (%(others)s)."
        )
        params: dict[str, object] = {"name": name, "number": number, "plan": title, "others": heirs or "–"}
        yield Effect(text, params, "decide", url=f"{reverse('tasks:tree', args=[code])}?don-vi={key_of}")
    yield from _handed_out(change)


def _handed_out(change: PlannedChange) -> Iterator[Effect]:
    for part in change.parts:
        if not part.ended or part.organisation_id is None:
            continue
        rows = Work.objects.filter(owner_id=part.organisation_id, plan__state=PlanState.RUNNING)
        if number := rows.exclude(stage__in=CLOSED).count():
            text = gettext_noop(
                "%(name)s handed out %(number)s tasks that are open: somebody else has to confirm them."
            )
            yield Effect(text, {"name": part.name, "number": number}, "decide", url=reverse("tasks:board"))


def dependences(done: Done) -> Iterator[Dependence]:
    """Parts given to whom the act founded, and what was said since by anyone it touched."""
    founded = Part.objects.filter(organisation_id__in=done.founded_ids).count()
    yield Dependence(gettext_noop("%(number)s parts in tasks"), {"number": founded})
    rows = Update.objects.filter(Q(part__organisation_id__in=done.organisation_ids), at__gte=done.at).exclude(
        part__organisation_id__in=done.founded_ids
    )
    yield Dependence(gettext_noop("%(number)s words on tasks"), {"number": rows.count()})
