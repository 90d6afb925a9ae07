"""What certificates amount to in the counting book, and the same again for a replay."""

from __future__ import annotations

from collections.abc import Iterator

from densach.facts import replay
from densach.facts.actions import Entry
from densach.facts.replay import Expected
from densach.facts.rules import slice_parts
from densach.services.certificates.measures import CERTIFICATES
from densach.services.certificates.models import Certificate


def of(certificate: Certificate) -> Entry:
    return Entry(
        CERTIFICATES, certificate.organisation_id, certificate.issued_on, 1, f"certificate:{certificate.pk}",
        slice_parts(certificate.slice),
    )  # fmt: skip


def _certificates() -> Iterator[Expected]:
    rows = Certificate.objects.filter(counted=True, revoked_at__isnull=True)
    told = rows.values_list("pk", "organisation_id", "issued_on", "slice")
    for pk, organisation, on, slice_ in told.iterator(chunk_size=2000):
        yield Expected(f"certificate:{pk}", organisation, CERTIFICATES, on, slice_, 1)


def register() -> None:
    """Called once, when the program starts."""
    replay.counted_by("certificate", _certificates)
