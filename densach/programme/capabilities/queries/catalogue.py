"""What is asked of institutions: the catalogue of capabilities."""

from __future__ import annotations

from densach.programme.capabilities.models import Capability
from densach.programme.capabilities.rules import UnknownCapability


def catalogue() -> list[Capability]:
    """Every capability in the catalogue's order."""
    return list(Capability.objects.order_by("position", "code"))


def by_code(code: str) -> Capability:
    """Raises UnknownCapability."""
    try:
        return Capability.objects.get(code=code)
    except Capability.DoesNotExist:
        raise UnknownCapability(code=code) from None


def asked_of(kind: str) -> list[Capability]:
    """What institutions of the kind are asked."""
    return [one for one in catalogue() if kind in one.kinds]
