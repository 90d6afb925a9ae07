"""The administrative map through time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models.codes import CODE, Level, LineageKind, dated


class AreaKind(models.TextChoices):
    NATION = "nation", _("country")
    PROVINCE = "province", _("province")
    CITY = "city", _("centrally run city")
    RURAL_DISTRICT = "rural_district", _("rural district")
    URBAN_DISTRICT = "urban_district", _("urban district")
    TOWN = "town", _("district-level town")
    PROVINCIAL_CITY = "provincial_city", _("provincial city")
    RURAL_COMMUNE = "rural_commune", _("rural commune")
    WARD = "ward", _("ward")
    TOWNSHIP = "township", _("township")
    SPECIAL_ZONE = "special_zone", _("special zone")


class Area(models.Model):
    """A place of the administrative map: nation, province, district (to 30/06/2025), commune."""

    code = models.CharField(max_length=80, unique=True, validators=[CODE])

    def __str__(self) -> str:
        return self.code


class AreaVersion(models.Model):
    """What an area was called, and in which area it lay, from `valid_from` to `valid_to` (both days included)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    sort_key = models.TextField(db_index=True)
    kind = models.CharField(max_length=20, choices=AreaKind)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(Area, models.PROTECT, related_name="child_versions", null=True, blank=True)
    official_code = models.CharField(max_length=10, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = dated("areaversion")
        indexes = [
            models.Index(fields=["parent", "level"], name="areaversion_of_parent"),
            models.Index(fields=["level", "sort_key"], name="areaversion_by_level"),
            models.Index(fields=["official_code"], name="areaversion_by_number"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaLineage(models.Model):
    """`predecessor` became (wholly or by a share) part of `successor` on `on`."""

    predecessor = models.ForeignKey(Area, models.PROTECT, related_name="successions", null=True, blank=True)
    successor = models.ForeignKey(Area, models.PROTECT, related_name="origins", null=True, blank=True)
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=LineageKind)
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                name="arealineage_once",
                violation_error_message=_("This succession is already written down."),
            ),
            models.CheckConstraint(
                condition=Q(share_denominator__gt=0) & Q(share_numerator__lte=F("share_denominator")),
                name="arealineage_share_at_most_whole",
                violation_error_message=_("A share is at most the whole."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
