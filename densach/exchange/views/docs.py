"""The description of the interface as a page: made from the schema, loading nothing from anywhere."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.exchange.views.api import api
from densach.exchange.views.api.door import DESCRIPTION


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and gives."""
    schema = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method, told in operations.items():
            groups.setdefault(told["tags"][0], []).append(_operation(path, method, told))
    context = {
        "groups": list(groups.items()),
        "paragraphs": _paragraphs(DESCRIPTION),
        "host": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "exchange/docs.html", context)


def _paragraphs(text: str) -> list[str]:
    """What is written for readers of plain text, as sentences of a page."""
    return [" ".join(part.replace("**", "").replace("`", "").split()) for part in text.split("\n\n") if part]


def _operation(path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    status = min((code for code in told["responses"] if int(code) < 300), key=int, default=200)
    media = told["responses"][status].get("content", {}).get("application/json", {})
    sent = told.get("requestBody", {}).get("content", {})
    return {
        "id": told["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": told["summary"],
        "paragraphs": _paragraphs(told.get("description", "")),
        "parameters": [_parameter(one) for one in told.get("parameters", ())],
        "bodies": [(kind, _pretty(one.get("example"))) for kind, one in sent.items()],
        "example": _pretty(media.get("example")),
        "statuses": sorted(str(code) for code in told["responses"]),
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    choices = schema.get("enum") or ()
    kinds = [inner.get("format") or inner.get("type", "") for inner in schema.get("anyOf", [schema])]
    return {
        "name": one["name"],
        "place": one["in"],
        "required": one["required"],
        "kind": ", ".join(kind for kind in kinds if kind and kind != "null"),
        "choices": [choice for choice in choices if choice != ""],
        "default": schema.get("default"),
    }


def _pretty(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, indent=1)
