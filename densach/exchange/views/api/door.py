"""How a machine comes in, how it is told no, and how answers are sent: the same at every address."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from densach.exchange import actions, queries
from densach.exchange.rules import (
    PER_MINUTE,
    PER_MINUTE_AT_DESK,
    WRONG_PER_MINUTE,
    BodyTooLarge,
    TooManyRequests,
    UnknownToken,
)
from densach.exchange.views.api import examples
from densach.facts.rules import TooManyRows
from densach.kernel.errors import Closed, Conflict, NotAllowed, NotFound, Refusal, Unavailable
from densach.people.attempts import client_address
from densach.ui.wording import sentence

ROOT = "/api/v1/"
_MINUTE = 60
DESCRIPTION = """Everything that the house tells a person, told to a program, and counts taken in from one.

**Signing in.** Send `Authorization: Bearer TOKEN`. Tokens are made by people with the right to, under "Tokens for
machines"; a token may do what its role may in its unit, and never more than who made it. Sessions of a browser open
nothing here.

**Errors.** Always `{"error": {"code", "message"}}`: `code` is for the program and stays, `message` is for a person, in
the language of `Accept-Language` (vi, en). 401 no token that holds, 403 not allowed, 404 nothing there (or nothing
that the token may know of), 409 somebody was here first, 413 too much at once, 422 cannot be read or used, 429 too
many requests (`Retry-After` says how long to wait).

**Lists.** `{"results": [...], "next": URL or null}`. Follow `next` to the end; `limit` is 1 to 500. Pages go by key:
what is entered meanwhile neither repeats a row nor hides one.

**Days.** Dates are ISO 8601 days of Asia/Ho_Chi_Minh, both ends included. `on` asks how things stood on a day; without
it, today. Periods are written `2026`, `2026-H1`, `2026-Q2`, `2026-03`, `2026-A` (15/12 to 14/12), `2026-L` (libraries:
1/12 to 30/11) or `2026-01-01..2026-03-10`.
"""


class Bearer(HttpBearer):
    """The token of the header; `request.auth` and `request.actor` are then whom it speaks for."""

    def authenticate(self, request: HttpRequest, token: str) -> queries.TokenActor:
        at = timezone.now()
        try:
            actor = queries.actor_for(token, at)
        except UnknownToken:
            _count(f"api-wrong:{client_address(request)}", WRONG_PER_MINUTE)
            raise
        lends = "desk.serve" in actor.token.verbs
        _count(f"api:{actor.token.pk}", PER_MINUTE_AT_DESK if lends else PER_MINUTE)
        actions.used(at=at, token=actor.token)
        request.actor = actor  # type: ignore[attr-defined]  # as the middleware sets it for people
        return actor


def _count(key: str, limit: int) -> None:
    """One more in this minute; raises TooManyRequests past the limit. Each process counts for itself."""
    now = int(time.time())
    kept = f"{key}:{now // _MINUTE}"
    cache.add(kept, 0, 2 * _MINUTE)
    try:
        number = cache.incr(kept)
    except ValueError:  # it ran out between the two
        number = 1
    if number > limit:
        raise TooManyRequests(limit=limit, seconds=_MINUTE - now % _MINUTE)


class Plain(JSONRenderer):
    """Vietnamese as it is written."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Door(NinjaAPI):
    """Answers carry a tag by which an unchanged one need not be sent again, and are kept by nobody in between."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Authorization, Accept-Language"
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            if tag in request.headers.get("If-None-Match", ""):
                response = HttpResponse(status=304)
                response["Cache-Control"] = "private, no-cache"
            response["ETag"] = tag
        return response

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        found = super().get_openapi_schema(path_prefix=path_prefix or ROOT, path_params=path_params)
        examples.add_to(found)
        return found


class Malformed(Refusal):
    """Parameters or a body that cannot be read. Parameter: `what`."""

    message_id = "exchange.malformed"


class NoSuchAddress(NotFound):
    """No resource of this name."""

    message_id = "exchange.no_such_address"


class NoSuchMethod(Refusal):
    """The address is asked in other ways. Parameters: `method`, `allowed`."""

    message_id = "exchange.no_such_method"


_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (UnknownToken, 401),
    (NoSuchMethod, 405),
    (TooManyRequests, 429),
    (BodyTooLarge, 413),
    (TooManyRows, 413),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Closed, 409),
    (Unavailable, 503),
)


def refused(api: Door, request: HttpRequest, error: Refusal) -> HttpResponse:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 422)
    answer = told(api, request, status, error.message_id, sentence(error))
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="api"'
    if isinstance(error, TooManyRequests):
        answer["Retry-After"] = str(error.params["seconds"])
    return answer


def told(api: Door, request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    return api.create_response(request, {"error": {"code": code, "message": message}}, status=status)


def _in_words(error: ValidationError) -> str:
    """Which parameter, and what is wrong with it."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one.get('loc', ())[1:])}: {one.get('msg', '')}"
        for one in error.errors[:5]
    )


def nowhere(api: Door, request: HttpRequest, rest: str) -> HttpResponse:
    """An address of which the interface knows nothing."""
    return refused(api, request, NoSuchAddress())


def worded(api: Door, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in the language asked for, with an answer of our form to a method that it does not have.

    What may be read may be asked for its head alone: it is answered as if it were read, and the server keeps the body.
    """

    @wraps(view, updated=())
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        with translation.override(translation.get_language_from_request(request)):
            answer = view(request, *args, **kwargs)
            request.method = asked
            if answer.status_code != 405:
                return answer
            allowed = _with_head(answer["Allow"])
            told_so = refused(api, request, NoSuchMethod(method=asked, allowed=allowed))
        told_so["Allow"] = allowed
        return told_so

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie
    return guarded


def _with_head(allowed: str) -> str:
    methods = [one.strip() for one in allowed.split(",")]
    return ", ".join(["GET", "HEAD", *sorted({*methods} - {"GET"})] if "GET" in methods else methods)


def listen(api: Door) -> None:
    """Every way in which something can be refused, as one form of answer."""

    @api.exception_handler(Refusal)
    def on_refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
        return refused(api, request, error)

    @api.exception_handler(AuthenticationError)
    def on_no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return refused(api, request, UnknownToken())

    @api.exception_handler(ValidationError)
    def on_malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return refused(api, request, Malformed(what=_in_words(error)))

    @api.exception_handler(Http404)
    def on_nothing(request: HttpRequest, error: Http404) -> HttpResponse:
        return refused(api, request, NoSuchAddress())

    @api.exception_handler(RequestDataTooBig)
    def on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return refused(api, request, BodyTooLarge(limit=20))

    @api.exception_handler(HttpError)
    def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return told(api, request, error.status_code, "exchange.malformed", str(error))
