"""A program that asks: with a token of somebody of the cast."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client

from densach.exchange import actions
from densach.organisations.models import Organisation
from densach.people.models import User
from tests import cast


@dataclass
class Machine:
    """Asks and tells with one token."""

    spelt: str
    client: Client

    def ask(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def told(self, path: str, **query: Any) -> Any:
        """The answer, which must be 200, as Python values."""
        answer = self.ask(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.content[:400])
        return answer.json()

    def every(self, path: str, **query: Any) -> list[Any]:
        """All pages of a list."""
        found: list[Any] = []
        told = self.told(path, **query)
        while True:
            found += told["results"]
            if told["next"] is None:
                return found
            answer = self.client.get(told["next"], headers=self._headers())
            assert answer.status_code == 200, (told["next"], answer.content[:400])
            told = answer.json()

    def send(self, rows: Any, kind: str = "application/json", **query: Any) -> Any:
        body = rows if isinstance(rows, str | bytes) else json.dumps(rows)
        address = "/api/v1/counts?" + "&".join(f"{name}={value}" for name, value in query.items())
        return self.client.post(address, body, content_type=kind, headers=self._headers())

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1{path}", headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.spelt}"} if self.spelt else {}


def machine_of(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    only_reading: bool = True,
    verbs: tuple[str, ...] = (),
) -> Machine:
    """A token that the person made for the unit."""
    values = actions.TokenValues(
        "Phần mềm thử", role, cast.TODAY + timedelta(days=90), only_reading=only_reading, verbs=verbs
    )
    _token, spelt = actions.make_token(
        at=cast.NOW, actor=cast.acting(user), organisation=organisation, values=values
    )
    return Machine(spelt, Client(raise_request_exception=True))
