"""The interface for machines, a module for each field."""

from __future__ import annotations

from densach.exchange.views.api import (
    budgeting,
    capabilities,
    counting,
    days,
    figures,
    overseeing,
    papers,
    planning,
    reporting,
    self_told,
    sending,
    territory,
    working,
)
from densach.exchange.views.api.door import DESCRIPTION, Bearer, Door, listen

api = Door(
    title="Đèn Sách",
    version="1",
    description=DESCRIPTION,
    urls_namespace="exchange:api",
    docs_url=None,
    auth=Bearer(),
)
listen(api)
for room in (
    self_told,
    territory,
    counting,
    sending,
    figures,
    capabilities,
    papers,
    planning,
    working,
    reporting,
    overseeing,
    budgeting,
    days,
):
    api.add_router("", room.router)
