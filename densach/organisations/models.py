"""Areas and organisations through time.

A thing has an immutable code; what it is called, what it is and under whom it stands are dated versions. Lineage
joins predecessors and successors. Nothing here is deleted: a thing that ends has a last version with `valid_to`.
"""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CODE = RegexValidator(
    r"^[a-z0-9][a-z0-9.-]*$", _("A code is written in small letters a-z, digits, dots and hyphens.")
)


class Level(models.TextChoices):
    NATION = "nation", _("national")
    PROVINCE = "province", _("provincial")
    DISTRICT = "district", _("district")
    COMMUNE = "commune", _("commune")
    HAMLET = "hamlet", _("hamlet")


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


class OrganisationKind(models.TextChoices):
    """Kinds of agencies and institutions; libraries by the types of the Law on Libraries 46/2019, article 9."""

    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    DEPARTMENT = "department", _("department")
    OFFICE = "office", _("specialised office")
    PUBLIC_LIBRARY = "public_library", _("public library")
    READING_ROOM = "reading_room", _("reading room")
    UNIVERSITY_LIBRARY = "university_library", _("university library")
    ARMED_FORCES_LIBRARY = "armed_forces_library", _("armed forces library")
    SCHOOL_LIBRARY = "school_library", _("school library")
    VOCATIONAL_LIBRARY = "vocational_library", _("vocational education library")
    OTHER_EDUCATION_LIBRARY = "other_education_library", _("library of another education institution")
    COMMUNITY_LIBRARY = "community_library", _("community library")
    MUSEUM = "museum", _("museum")
    MEMORIAL_HOUSE = "memorial_house", _("memorial or tradition house")
    CULTURE_CENTRE = "culture_centre", _("culture centre")
    CULTURE_HOUSE = "culture_house", _("culture house of a hamlet")
    COMMUNITY_LEARNING_CENTRE = "community_learning_centre", _("community learning centre")
    CLUB = "club", _("club")
    SCHOOL = "school", _("school")
    PARTNER = "partner", _("partner body")


class LineageKind(models.TextChoices):
    MERGE = "merge", _("merged into")
    SPLIT = "split", _("split into")
    RENAME = "rename", _("renamed")
    TRANSFER = "transfer", _("moved to")
    ABOLISH = "abolish", _("ended")
    CREATE = "create", _("founded")


def _dated(prefix: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            name=f"{prefix}_ends_after_it_begins",
            violation_error_message=_("The last day cannot come before the first day."),
        ),
        models.UniqueConstraint(
            fields=[prefix.removesuffix("version"), "valid_from"],
            name=f"{prefix}_one_a_day",
            violation_error_message=_("Another version begins on the same day."),
        ),
        models.UniqueConstraint(
            fields=[prefix.removesuffix("version")],
            condition=Q(valid_to__isnull=True),
            name=f"{prefix}_one_open",
            violation_error_message=_("The present version must be closed before another one is open."),
        ),
    ]


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
        constraints = _dated("areaversion")
        indexes = [models.Index(fields=["parent", "level"], name="areaversion_of_parent")]

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


class Organisation(models.Model):
    """An agency, an institution or a partner: whoever is asked, acts, counts or reports."""

    code = models.CharField(max_length=80, unique=True, validators=[CODE])

    def __str__(self) -> str:
        return self.code


class OrganisationVersion(models.Model):
    """What an organisation was, under whom and where, from `valid_from` to `valid_to` (both days included)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    sort_key = models.TextField(db_index=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        Organisation, models.PROTECT, related_name="child_versions", null=True, blank=True
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisation_versions")
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = _dated("organisationversion")
        indexes = [
            models.Index(fields=["parent"], name="organisationversion_of_parent"),
            models.Index(fields=["area", "kind"], name="organisationversion_in_area"),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another name by which papers call an organisation: an abbreviation, a former name."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folded_name"],
                name="organisationalias_once",
                violation_error_message=_("This name is already written down."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationLineage(models.Model):
    """`predecessor` went on as (or into) `successor` on `on`."""

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="successions", null=True, blank=True
    )
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="origins", null=True, blank=True)
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=LineageKind)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                name="organisationlineage_once",
                violation_error_message=_("This succession is already written down."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
