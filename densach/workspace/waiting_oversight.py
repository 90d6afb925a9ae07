"""What of oversight waits for a person, each kind in words with the list that holds exactly it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext

from densach.kernel.actor import Actor
from densach.programme.oversight import queries as oversight


class Waiting(NamedTuple):
    icon: str
    number: int
    text: str
    url: str
    detail: str
    urgent: bool
    group: str


def of(actor: Actor, on: date) -> list[Waiting]:
    """Nothing for whoever may not look at oversight anywhere."""
    if not actor.may("oversight.view", None):
        return []
    return [_line(one) for one in oversight.open_numbers(actor, on)]


def _line(one: oversight.OpenWork) -> Waiting:
    icon, register, state = _LISTS[one.code]
    group = "decide" if one.code in _DECIDING else "do"
    late = ngettext("%(late)d past its day", "%(late)d past their day", one.late) % {"late": one.late}
    url = f"{reverse(f'oversight:{register}')}?state={state}"
    return Waiting(icon, one.number, _words(one), url, late if one.late else "", one.late > 0, group)


_LISTS = {
    "answer_difficulties": ("exclamation-triangle", "difficulties", "waiting"),
    "confirm_answers": ("reply", "difficulties", "answered"),
    "carry_out": ("list-check", "recommendations", "open"),
    "check_recommendations": ("list-check", "recommendations", "answered"),
    "hold_visits": ("clipboard-check", "inspections", "running"),
    "look_at_practices": ("lightbulb", "practices", "offered"),
    "offer_again": ("lightbulb", "practices", "returned"),
    "review_nominations": ("award", "rounds", "open"),
    "propose_again": ("award", "rounds", "open"),
    "decide_nominations": ("award", "rounds", "open"),
    "decide_reviews": ("journal-check", "reviews", "submitted"),
}

_DECIDING = (
    "confirm_answers",
    "check_recommendations",
    "look_at_practices",
    "review_nominations",
    "decide_nominations",
    "decide_reviews",
)


def _words(one: oversight.OpenWork) -> str:
    number = one.number
    words = {
        "answer_difficulties": ngettext("difficulty to answer", "difficulties to answer", number),
        "confirm_answers": ngettext(
            "answered difficulty: is it settled?", "answered difficulties: are they settled?", number
        ),
        "carry_out": ngettext("recommendation to carry out", "recommendations to carry out", number),
        "check_recommendations": ngettext(
            "carried out recommendation to look at", "carried out recommendations to look at", number
        ),
        "hold_visits": ngettext("visit whose record waits", "visits whose record waits", number),
        "look_at_practices": ngettext("offered model to look at", "offered models to look at", number),
        "offer_again": ngettext("returned model to put right", "returned models to put right", number),
        "review_nominations": ngettext(
            "proposal of commendation to look at", "proposals of commendation to look at", number
        ),
        "propose_again": ngettext(
            "returned proposal of commendation", "returned proposals of commendation", number
        ),
        "decide_nominations": ngettext("commendation to decide on", "commendations to decide on", number),
        "decide_reviews": ngettext("review to decide", "reviews to decide", number),
    }
    return words[one.code]
