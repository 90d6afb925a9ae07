"""Attempts to sign in, as django-axes counts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from densach.people.models import User


def tried_address(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that somebody tries, in small letters."""
    told = credentials.get("username") if credentials else None
    if told is None and request is not None:
        told = request.POST.get("username")
    return str(told or "").strip().lower()


def count_wrong_code(request: HttpRequest, user: User) -> bool:
    """A wrong second factor weighs as much as a wrong password. Returns whether the door is shut now."""
    user_login_failed.send(sender=__name__, credentials={"username": user.email}, request=request)
    return bool(getattr(request, "axes_locked_out", False))
