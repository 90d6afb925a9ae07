"""The request as every view gets it: with who acts, and whether htmx asks for a fragment."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from densach.kernel.actor import Actor


class Request(HttpRequest):
    """`actor` is set by the middleware of `people`, `htmx` by django-htmx."""

    actor: Actor
    htmx: HtmxDetails
