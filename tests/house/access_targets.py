"""Doors of targets at work: their questions, histories and proposals, odd months, slices, priority places."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.facts.models import Oddity
from densach.programme.indicators.models import PriorityPlace
from densach.programme.plans.models import ChangeProposal
from tests.cast import NOW
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import Door
from tests.house.world import World


def an_indicator(world: World) -> dict[str, Any]:
    return {"code": "tv.luot_ban_doc"}


def an_oddity(world: World) -> dict[str, Any]:
    found, _made = Oddity.objects.get_or_create(
        organisation=world.province.library,
        measure="library.visits",
        year=2026,
        month=5,
        defaults={"quantity": 900, "median": 100, "earlier": [[2025, 100]], "asked_at": NOW},
    )
    return {"pk": found.pk}


def a_listed_place(world: World) -> dict[str, Any]:
    found, _made = PriorityPlace.objects.get_or_create(
        area=world.province.area,
        kind="remote",
        defaults={
            "valid_from": date(2025, 7, 1),
            "legal_basis": "Danh mục thử",
            "added_by_name": "Nguyễn Thị Sen",
            "added_at": NOW,
        },
    )
    return {"pk": found.pk}


def a_target(world: World) -> dict[str, Any]:
    return {"code": world.plan.code, "pk": world.target.pk}


def a_proposal(world: World) -> dict[str, Any]:
    found, _made = ChangeProposal.objects.get_or_create(
        target=world.target,
        state="waiting",
        defaults={
            "act": "drop",
            "seen_revision": world.target.revision,
            "reason": "Thử",
            "proposed_by_name": "Nguyễn Thị Sen",
            "proposed_at": NOW,
        },
    )
    return {"pk": found.pk}


TARGETS: dict[str, Door] = {
    "facts:oddity": staff(an_oddity, owner="librarian"),
    "facts:confirm_oddity": staff(
        an_oddity, owner="librarian", post=lambda world: {"note": "Ngày hội sách."}, owned=302
    ),
    "facts:reopen_oddity": staff(an_oddity, owner="librarian", post=nowhere, owned=302),
    "facts:look_through": staff(
        owner="librarian", stranger=302, post=lambda world: {"thang": "2026-05"}, owned=302
    ),
    "indicators:oddities": overview(is_list=True),
    "indicators:places": overview(is_list=True),
    "indicators:end_place": staff(a_listed_place, post=lambda world: {"until": "2026-01-01"}, owned=302),
    "indicators:slices": overview(an_indicator, is_list=True),
    "plans:proposals": overview(is_list=True),
    "plans:proposal": staff(a_proposal),
    "plans:decide_proposal": staff(
        lambda world: {**a_proposal(world), "act": "refuse"},
        owner="leader",
        post=lambda world: {"note": "Giữ nguyên."},
        owned=302,
    ),
    "plans:answer": staff(lambda world: {**a_target(world), "question": "denominator"}),
    "plans:history": staff(a_target),
    "plans:propose": staff(a_target),
}
