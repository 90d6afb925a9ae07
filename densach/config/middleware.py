"""A refusal that no view caught becomes a page with its sentence, never a crash."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from densach.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from densach.ui.wording import sentence


class FormGone(Refusal):
    """Only a form can be sent to this address, and none was."""

    message_id = "form_gone"


class RefusalMiddleware:
    """Words a `Refusal` on its way out: 403, 404, 409 or 400 by its branch of the tree."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # An address that only takes what a form sends, typed or reloaded: Django answers with an empty page.
        if response.status_code == 405 and not response.content and request.method in {"GET", "HEAD"}:
            told = {"refusal": FormGone(), "sentence": sentence(FormGone())}
            page = render(request, "ui/refusal.html", told, status=405)
            page["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        status = 400
        for branch, code in ((NotAllowed, 403), (NotFound, 404), (Conflict, 409)):
            if isinstance(error, branch):
                status = code
        template = "404.html" if status == 404 else "ui/refusal.html"
        return render(request, template, {"refusal": error, "sentence": sentence(error)}, status=status)
