"""The interface for machines, a module for each field."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from densach.exchange.views.api import (
    budgeting,
    capabilities,
    days,
    figures,
    lending,
    overseeing,
    papers,
    planning,
    reporting,
    self_told,
    sending,
    sessions,
    territory,
    working,
)
from densach.exchange.views.api.door import DESCRIPTION, Bearer, Door, Plain, listen, nowhere, worded

__all__ = ["addresses", "api"]

api = Door(
    title="Đèn Sách",
    version="1",
    description=DESCRIPTION,
    urls_namespace="exchange:api",
    docs_url=None,
    auth=Bearer(),
    renderer=Plain(),
)
listen(api)
for room in (
    self_told,
    territory,
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
    lending,
    sessions,
):
    api.add_router("", room.router)

_every, _app, namespace = api.urls
# What stands at the root is a page for people.
addresses = [one for one in _every if isinstance(one, URLPattern) and one.name != "api-root"]
for _address in addresses:
    if _address.callback is not None:
        _address.callback = worded(api, _address.callback)
addresses.append(path("<path:rest>", worded(api, partial(nowhere, api)), name="nowhere"))
