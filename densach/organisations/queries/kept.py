"""The administrative map as the register keeps it, in the shape of the file that it came from."""

from __future__ import annotations

from densach.organisations.map import MapRow, MapSuccession, TheMap
from densach.organisations.models import AreaLineage, AreaVersion


def the_map_kept() -> TheMap | None:
    """All versions and successions, with the names entered since the file was loaded; None before any was."""
    rows = AreaVersion.objects.order_by("area_id", "valid_from").values_list(
        "area__code",
        "parent__code",
        "kind",
        "level",
        "official_code",
        "name",
        "valid_from",
        "valid_to",
    )
    versions = [
        MapRow(code, parent or "", kind, level, number, name, since, until)
        for code, parent, kind, level, number, name, since, until in rows
    ]
    if not versions:
        return None
    lines = AreaLineage.objects.filter(predecessor__isnull=False).order_by("pk")
    told = lines.values_list("predecessor__code", "successor__code", "on", "kind", "share_numerator")
    successions = [
        MapSuccession(before or "", after or "", on, kind, share) for before, after, on, kind, share in told
    ]
    return TheMap(versions, successions)
