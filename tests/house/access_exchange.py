"""The doors of machines: the interface, which a browser's session never opens, and the page of tokens."""

from __future__ import annotations

from typing import Any

from densach.exchange import actions
from densach.exchange.models import Token
from tests import cast
from tests.house.answers import nowhere, overview, public, staff
from tests.house.doors import REFUSED, Door
from tests.house.world import World

NO_TOKEN = 401


def a_token(world: World) -> dict[str, Any]:
    found = Token.objects.first()
    if found is None:
        found, _spelt = actions.make_token(
            at=cast.NOW,
            actor=cast.acting(world.person("officer")),
            organisation=world.province.library,
            values=actions.TokenValues("Phần mềm của thư viện", "librarian", cast.TODAY),
        )
    return {"pk": found.pk}


def machine(**reach: Any) -> Door:
    """Nobody enters without a token, whoever is signed in: who gets which answer with one is in tests/exchange."""
    return Door(NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN, reach=lambda world: reach)


_BY_CODE = (
    "area", "organisation", "indicator", "value", "series", "capability_answers", "document", "plan", "targets",
    "tasks", "duties",
)  # fmt: skip
_BY_NUMBER = (
    "count",
    "import",
    "undo_import",
    "work",
    "report",
    "report_lines",
    "estimates",
    "estimate_lines",
)
_PLAIN = (
    "me", "areas", "organisations", "measures", "totals", "facts", "counts", "send_counts", "imports", "indicators",
    "capabilities", "programmes", "documents", "plans", "works", "obligations", "reports", "rounds", "projects",
    "calendar", "lend", "loans", "sessions",
)  # fmt: skip
EXCHANGE: dict[str, Door] = {
    **{f"exchange:api:{name}": machine() for name in _PLAIN},
    **{f"exchange:api:{name}": machine(code="x") for name in _BY_CODE},
    **{f"exchange:api:{name}": machine(pk=1) for name in _BY_NUMBER},
    "exchange:api:target": machine(code="x", pk=1),
    "exchange:api:oversight": machine(kind="visits"),
    "exchange:api:oversight_entry": machine(kind="visits", pk=1),
    # Only sent to; who is told what is in tests/exchange.
    "exchange:api:take_back": Door(405, 405, 405, 405),
    "exchange:api:nowhere": Door(404, 404, 404, 404, reach=lambda world: {"rest": "khong-co"}),
    "exchange:api:openapi-json": public(),
    "machines:docs": public(),
    "machines:tokens": Door(302, REFUSED, 200, 200, is_list=True),
    "machines:tokens_download": overview(lambda world: {"form": "csv"}),
    "machines:new_token": overview(),
    "machines:end_token": staff(a_token, post=nowhere, owned=302),
}
