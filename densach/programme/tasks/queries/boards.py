"""What is ours: the parts of a unit by stage, those that it leads, and those in which it helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.programme.plans.models import PlanState, TaskRole
from densach.programme.tasks.models import Evidence, Part, Stage, Update
from densach.programme.tasks.rules.lifecycle import OPEN
from densach.programme.tasks.rules.times import days_late, soonness, waits_for_event

COLUMNS = (Stage.NOT_BEGUN, Stage.DOING, Stage.WAITING, Stage.DONE, Stage.CONFIRMED, Stage.STOPPED)


@dataclass(frozen=True)
class Card:
    """A part on the board: how long it is late, or within how many days it is due."""

    part: Part
    late: int
    soon: int | None
    waits: bool

    @property
    def order(self) -> tuple[int, date, int]:
        """The longest late first, then the next due, then what has no day."""
        due = self.part.work.due_on
        return (0 if due else 1, due or date.max, self.part.pk)


@dataclass(frozen=True)
class Board:
    """Columns of cards; `leads` and `helps` are works whose progress others tell."""

    columns: tuple[tuple[str, tuple[Card, ...]], ...]
    leads: tuple[Card, ...]
    helps: tuple[Card, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.leads or self.helps or any(cards for _stage, cards in self.columns))

    @property
    def late(self) -> int:
        """How many cards of the columns are past their day."""
        return sum(1 for _stage, cards in self.columns for card in cards if card.late)


def units_of(actor: Actor, on: date) -> list[Named]:
    """Units for which the actor says how things stand and that have a part in a running plan, by name."""
    own = organisations_where(actor, "task.progress", on).values("pk")
    rows = Part.objects.filter(work__plan__state=PlanState.RUNNING, organisation_id__in=own)
    keys = set(rows.values_list("organisation_id", flat=True).distinct())
    named = organisations.all_named(keys, on)
    return sorted(named.values(), key=lambda one: sort_key(one.name))


def shares_of(organisation_id: int) -> list[Part]:
    """All its parts in running plans, with their works."""
    rows = Part.objects.filter(organisation_id=organisation_id, work__plan__state=PlanState.RUNNING)
    return list(rows.select_related("work__plan", "work__parent", "work__pilot").order_by("pk"))


def board_of(organisation_id: int, on: date) -> Board:
    """One query, whatever the unit has to do."""
    cards = sorted((card_of(part, on) for part in shares_of(organisation_id)), key=lambda one: one.order)
    ours = [card for card in cards if card.part.reports]
    columns = tuple(
        (stage.value, tuple(card for card in ours if card.part.stage == stage)) for stage in COLUMNS
    )
    others = [card for card in cards if not card.part.reports]
    return Board(
        columns=columns,
        leads=tuple(card for card in others if card.part.role == TaskRole.LEAD),
        helps=tuple(card for card in others if card.part.role in (TaskRole.COORDINATING, TaskRole.ADVISING)),
    )


def open_cards(organisation_id: int, on: date) -> list[Card]:
    """What a unit has still to do in running plans, the longest late first, then the next due."""
    cards = [card_of(part, on) for part in shares_of(organisation_id) if part.reports and part.stage in OPEN]
    return sorted(cards, key=lambda one: one.order)


def to_confirm(actor: Actor, on: date, after: int | None = None, limit: int | None = None) -> list[Part]:
    """Parts told as done in works that the actor handed out, the first told first; each with its last word.

    Whoever keeps parts by number asks on after the last one seen.
    """
    owners = organisations_where(actor, "task.manage", on).values("pk")
    rows = Part.objects.filter(
        reports=True, stage=Stage.DONE, work__owner_id__in=owners, work__plan__state=PlanState.RUNNING
    )
    if after is not None:
        rows = rows.filter(pk__gt=after)
    last = Update.objects.filter(part=OuterRef("pk"), act="finish").order_by("-number")
    proofs = Evidence.objects.filter(update__part=OuterRef("pk")).order_by().values("update__part")
    rows = rows.annotate(
        last_words=Subquery(last.values("words")[:1]),
        proofs=Subquery(proofs.annotate(number=Count("pk")).values("number")),
    )
    return list(rows.select_related("work__plan").order_by("pk")[:limit])


def card_of(part: Part, on: date) -> Card:
    work = part.work
    stage = part.stage if part.reports else work.stage
    is_open = stage in OPEN
    return Card(
        part=part,
        late=days_late(work.due_on, on) if is_open else 0,
        soon=soonness(work.due_on, on) if is_open else None,
        waits=waits_for_event(work.time_kind, work.declared_on),
    )
