"""A round of estimates of Ba Vàm for 2026, and how its people move one through its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.budget import actions, queries
from densach.programme.budget.actions import Approval, LineValues
from densach.programme.budget.models import Estimate, EstimateRound, Line
from densach.programme.plans.models import Plan
from tests import cast

IN_JANUARY = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)
DUE = date(2026, 2, 20)
BOOKS = LineValues("Bổ sung sách", "province", "collection", quantity=200, unit="bản", price=75_000)
PAPER = Approval(date(2026, 3, 1), "215/QĐ-SVHTTDL")


@dataclass
class Purse:
    """Who acts: the department's officer collects, the library's people write, the leader approves."""

    province: cast.Province
    plan: Plan
    officer: User
    leader: User
    librarian: User

    def collecting(self) -> Actor:
        return cast.acting(self.officer)

    def writing(self) -> Actor:
        return cast.acting(self.librarian)

    def approving(self) -> Actor:
        return cast.acting(self.leader)

    def round(self, *units: Organisation, year: int = 2026) -> EstimateRound:
        asked = units or (self.province.library, self.province.museum)
        return actions.open_round(
            at=IN_JANUARY,
            actor=self.collecting(),
            plan=self.plan,
            year=year,
            due=DUE,
            organisation_ids=[unit.pk for unit in asked],
        )

    def estimate(self, round_: EstimateRound | None = None) -> Estimate:
        """The library's, empty."""
        round_ = round_ or self.round()
        return Estimate.objects.select_related("organisation", "round__plan", "round__organisation").get(
            round=round_, organisation=self.province.library
        )

    def line(self, estimate: Estimate, values: LineValues = BOOKS) -> Line:
        return actions.add_line(
            at=IN_JANUARY,
            actor=self.writing(),
            estimate=estimate,
            seen_revision=fresh(estimate).revision,
            values=values,
        )

    def move(self, estimate: Estimate, act: str, actor: Actor, **told: object) -> Estimate:
        return actions.move(
            at=IN_JANUARY,
            actor=actor,
            estimate=estimate,
            act=act,
            seen_revision=fresh(estimate).revision,
            **told,  # type: ignore[arg-type]
        )

    def submitted(self, values: LineValues = BOOKS) -> Estimate:
        estimate = self.estimate()
        self.line(estimate, values)
        return self.move(estimate, "submit", self.writing())

    def allotted(self, estimate: Estimate, amount: int, *, close: bool = True) -> Estimate:
        return actions.allot(
            at=IN_JANUARY,
            actor=self.collecting(),
            estimate=estimate,
            seen_revision=fresh(estimate).revision,
            amounts={row.line.pk: amount for row in queries.lines_of(estimate)},
            close=close,
        )

    def approved(self, amount: int = 12_000_000) -> Estimate:
        estimate = self.allotted(self.submitted(), amount)
        return self.move(estimate, "approve", self.approving(), approval=PAPER)


def fresh(estimate: Estimate) -> Estimate:
    estimate.refresh_from_db()
    return estimate
