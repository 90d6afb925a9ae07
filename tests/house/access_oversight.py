"""Who gets in at the doors of oversight."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from densach.programme.oversight.models import (
    CommendationRound,
    Difficulty,
    ExternalAssessment,
    Inspection,
    Nomination,
    Practice,
    Recommendation,
    Review,
    Visit,
)
from tests.house.answers import Reach, overview, staff
from tests.house.doors import REFUSED, Door
from tests.house.world import World


def first(model: type[Model], **more: Any) -> Reach:
    def reach(world: World) -> dict[str, Any]:
        return {"pk": model._default_manager.earliest("pk").pk, **more}

    return reach


def honoured(world: World) -> dict[str, Any]:
    return {"pk": Nomination.objects.filter(state="awarded").earliest("pk").pk}


def a_use(world: World) -> dict[str, Any]:
    practice = Practice.objects.earliest("pk")
    return {"pk": practice.pk, "use_pk": practice.uses.earliest("pk").pk}


def a_step(model: type[Model], act: str, owner: str = "officer") -> Door:
    return staff(first(model, act=act), owner=owner)


OVERSIGHT = {
    "oversight:difficulties": overview(is_list=True),
    "oversight:raise": overview(owner="librarian"),
    "oversight:difficulty": staff(first(Difficulty), owner="librarian"),
    "oversight:difficulty_step": a_step(Difficulty, "answer"),
    "oversight:inspections": overview(is_list=True),
    "oversight:inspect": overview(),
    "oversight:inspection": staff(first(Inspection), is_list=True),
    "oversight:inspection_step": a_step(Inspection, "plan_visits"),
    "oversight:visit": staff(first(Visit), owner="librarian"),
    "oversight:minutes": staff(first(Visit), owner="librarian"),
    "oversight:visit_step": a_step(Visit, "find"),
    "oversight:recommendations": overview(is_list=True),
    "oversight:recommendation": staff(first(Recommendation), owner="librarian"),
    "oversight:recommendation_step": a_step(Recommendation, "answer", "librarian"),
    "oversight:practices": overview(is_list=True),
    "oversight:offer": overview(owner="librarian"),
    "oversight:practice": staff(first(Practice), owner="librarian"),
    "oversight:apply": staff(first(Practice), owner="museum_keeper"),
    "oversight:end_use": staff(a_use),
    "oversight:practice_step": a_step(Practice, "show"),
    "oversight:rounds": overview(is_list=True),
    "oversight:call": overview(),
    "oversight:round": staff(first(CommendationRound), is_list=True),
    "oversight:nominate": staff(first(CommendationRound), owner="librarian"),
    "oversight:decide": staff(first(CommendationRound), owner="administrator", stranger=REFUSED),
    "oversight:round_step": a_step(CommendationRound, "change"),
    "oversight:nomination": staff(first(Nomination), owner="librarian"),
    "oversight:nomination_step": a_step(Nomination, "agree"),
    "oversight:honours": overview(is_list=True),
    "oversight:honour": staff(honoured, owner="museum_keeper"),
    "oversight:reviews": overview(is_list=True),
    "oversight:review_new": overview(),
    "oversight:review": staff(first(Review)),
    "oversight:review_paper": staff(first(Review)),
    "oversight:review_step": a_step(Review, "write"),
    "oversight:assessments": overview(is_list=True),
    "oversight:assess": overview(),
    "oversight:assessment": staff(first(ExternalAssessment)),
    "oversight:assessment_step": a_step(ExternalAssessment, "compare"),
}
