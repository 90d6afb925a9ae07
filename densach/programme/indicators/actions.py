"""Writing the shared catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from densach.kernel.vietnamese import nfc
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities import queries as capability_queries
from densach.programme.capabilities.models import Capability
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.seeds import Seed, seeds

_ASKED = {Formula.SHARE.value, Formula.STAGE.value, Formula.INSTITUTIONS.value}


@transaction.atomic
def seed_catalogue(*, at: datetime) -> None:
    """Writes the indicators of `seeds` and the capabilities they ask about; again, it only brings them up to date."""
    capabilities.seed_catalogue(at=at)
    known = {one.code: one for one in capability_queries.catalogue()}
    rows = [_row(seed, position, known) for position, seed in enumerate(seeds(), start=1)]
    told = [field.name for field in Indicator._meta.concrete_fields if field.name not in {"id", "code"}]
    Indicator.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=told)


def _row(seed: Seed, position: int, known: Mapping[str, Capability]) -> Indicator:
    asks = seed.formula in _ASKED
    return Indicator(
        code=seed.code,
        name_vi=nfc(seed.name_vi),
        name_en=seed.name_en,
        group=seed.group,
        formula=seed.formula,
        unit_vi=nfc(seed.unit_vi),
        unit_en=seed.unit_en,
        measure="" if asks else seed.source,
        capability=known[seed.source] if asks and seed.source else None,
        also_capability=known[seed.also] if seed.also else None,
        kinds=seed.kinds.split("|") if seed.kinds else [],
        position=position,
    )
