"""Who is asking: what a token is and may."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Router, Schema

from densach.exchange.views.api.answers import Asking, answers

router = Router(tags=["Token"])


class Me(Schema):
    name: str
    organisation: str
    role: str
    verbs: list[str]
    expires_on: date
    on: date


@router.get("/me", response=answers(Me), url_name="me", summary="The token that asks")
def me(request: Asking) -> Any:
    """What the token is called, for which unit it speaks, as which role, what it may, until when."""
    token = request.auth.token
    return {
        "name": token.name,
        "organisation": token.organisation.code,
        "role": token.role,
        "verbs": token.verbs,
        "expires_on": token.expires_on,
        "on": request.auth.on,
    }
