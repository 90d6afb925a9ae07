"""The registers of oversight, in one shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from ninja import Router, Schema
from pydantic import Field

from densach.exchange import access
from densach.exchange.views.api.answers import (
    LIMIT,
    Asking,
    Key,
    Limit,
    Page,
    Text,
    answers,
    code_of,
    page_of,
)
from densach.kernel.errors import NotFound
from densach.programme.oversight import queries as oversight

router = Router(tags=["Oversight"])
_VIEW = "oversight.view"
Register = Literal[
    "inspections",
    "visits",
    "recommendations",
    "difficulties",
    "rounds",
    "nominations",
    "practices",
    "assessments",
    "reviews",
]


class Entry(Schema):
    """A line of a register; what a register does not have is null or empty."""

    id: int
    kind: str
    organisation: str = Field(
        description="Whose it is: who raised, offered, was visited, keeps the inspection."
    )
    counterpart: str | None = Field(description="Who answers, keeps or decides.")
    plan: str | None
    target: int | None
    state: str
    year: int | None
    title: str
    text: str
    on: date | None
    due: date | None
    paper: str
    revision: int


class _Way(NamedTuple):
    """Where a register is read, and under which names it has what all registers tell."""

    door: Callable[[Any, date], Any]
    organisation: str = "organisation"
    counterpart: str = ""
    title: str = "title"
    text: str = "text"
    on: str = ""
    due: str = ""
    paper: str = ""


_WAYS: Final[dict[str, _Way]] = {
    "inspections": _Way(oversight.inspections_for, text="subject", on="paper_on", paper="paper_number"),
    "visits": _Way(
        oversight.visits_for,
        counterpart="inspection.organisation",
        title="inspection.title",
        text="summary",
        on="visited_on",
        due="planned_on",
    ),
    "recommendations": _Way(
        oversight.recommendations_for, counterpart="visit.inspection.organisation", title="", due="due"
    ),
    "difficulties": _Way(
        oversight.difficulties_for, counterpart="addressee", title="", on="raised_on", due="due"
    ),
    "rounds": _Way(oversight.rounds_for, text="criteria", on="period_from", due="propose_by"),
    # Whom it names is told on the page alone: machines are told the unit.
    "nominations": _Way(
        oversight.nominations_for,
        counterpart="round.organisation",
        title="award",
        text="merits",
        on="decided_on",
        paper="decision_number",
    ),
    "practices": _Way(oversight.practices_for, counterpart="keeper", on="since", paper="paper_number"),
    "assessments": _Way(oversight.assessments_for, text="judgement", on="on"),
    "reviews": _Way(oversight.reviews_for, title="kind", text="", on="on", paper="number"),
}


def _at(one: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        one = getattr(one, name, None)
    return one if path else None


def _entry(one: Any, register: str) -> dict[str, Any]:
    way = _WAYS[register]
    return {
        "id": one.pk,
        "kind": register,
        "organisation": _at(one, way.organisation).code,
        "counterpart": code_of(_at(one, way.counterpart)),
        "plan": code_of(getattr(one, "plan", None)),
        "target": getattr(one, "target_id", None),
        "state": one.state,
        "year": getattr(one, "year", None),
        "title": _at(one, way.title) or "",
        "text": _at(one, way.text) or "",
        "on": _at(one, way.on),
        "due": _at(one, way.due),
        "paper": _at(one, way.paper) or "",
        "revision": one.revision,
    }


def _seen(request: Asking, register: str) -> Any:
    access.require_some(request.auth, _VIEW)
    return _WAYS[register].door(request.auth, request.auth.on)


@router.get(
    "/oversight/{kind}",
    response=answers(Page[Entry]),
    url_name="oversight",
    summary="A register of oversight",
)
def entries(
    request: Asking, kind: Register, state: Text = "", after: Key | None = None, limit: Limit = LIMIT
) -> Any:
    """Inspections and visits with recommendations, difficulties, commendation rounds and proposals, models,
    partners' assessments, reviews: what the token may know of, in the order in which it was entered.
    """
    rows = _seen(request, kind)
    if state:
        rows = rows.filter(state=state)
    return page_of(request, rows, after, limit, lambda one: _entry(one, kind))


@router.get(
    "/oversight/{kind}/{int:pk}", response=answers(Entry), url_name="oversight_entry", summary="One entry"
)
def entry(request: Asking, kind: Register, pk: Key) -> Any:
    """One line of a register."""
    found = _seen(request, kind).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return _entry(found, kind)
