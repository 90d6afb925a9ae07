"""Organisations through time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.organisations.models.areas import Area
from densach.organisations.models.codes import CODE, Level, LineageKind, dated


class OrganisationKind(models.TextChoices):
    """Kinds of agencies and institutions; libraries by the types of the Law on Libraries 46/2019, article 9."""

    PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee")
    DEPARTMENT = "department", _("department")
    OFFICE = "office", _("specialised office")
    PARTY_BODY = "party_body", _("Party body")
    MASS_ORGANISATION = "mass_organisation", _("Fatherland Front or mass organisation")
    PRESS = "press", _("newspaper, radio or television")
    NATIONAL_LIBRARY = "national_library", _("National Library")
    PUBLIC_LIBRARY = "public_library", _("public library")
    READING_ROOM = "reading_room", _("reading room")
    POST_OFFICE_POINT = "post_office_point", _("post office and culture point")
    SPECIAL_LIBRARY = "special_library", _("special library")
    UNIVERSITY_LIBRARY = "university_library", _("university library")
    ARMED_FORCES_LIBRARY = "armed_forces_library", _("armed forces library")
    SCHOOL_LIBRARY = "school_library", _("school library")
    VOCATIONAL_LIBRARY = "vocational_library", _("vocational education library")
    OTHER_EDUCATION_LIBRARY = "other_education_library", _("library of another education institution")
    COMMUNITY_LIBRARY = "community_library", _("community library")
    PRIVATE_LIBRARY = "private_library", _("private library serving the community")
    FOREIGN_LIBRARY = "foreign_library", _("foreign organisation's library serving Vietnamese readers")
    MUSEUM = "museum", _("museum")
    MEMORIAL_HOUSE = "memorial_house", _("memorial or tradition house")
    EXHIBITION_HOUSE = "exhibition_house", _("exhibition house")
    CULTURE_CENTRE = "culture_centre", _("culture centre")
    CULTURE_HOUSE = "culture_house", _("culture house of a hamlet")
    COMMUNITY_LEARNING_CENTRE = "community_learning_centre", _("community learning centre")
    CLUB = "club", _("club")
    SCHOOL = "school", _("school")
    UNIVERSITY = "university", _("university or college")
    VOCATIONAL_SCHOOL = "vocational_school", _("vocational education institution")
    CONTINUING_EDUCATION_CENTRE = "continuing_education_centre", _("continuing education centre")
    ARMED_FORCES_UNIT = "armed_forces_unit", _("armed forces unit")
    PARTNER = "partner", _("partner body")


class Rank(models.TextChoices):
    """Rank of a museum or another ranked institution; what it asks for is a checklist of the room of capabilities."""

    NONE = "", _("not ranked")
    SPECIAL = "special", _("special rank")
    FIRST = "1", _("rank I")
    SECOND = "2", _("rank II")
    THIRD = "3", _("rank III")


class Ownership(models.TextChoices):
    """Who keeps it: the State or others (Law on Libraries 46/2019, article 9: public and non-public libraries)."""

    PUBLIC = "public", _("public")
    NON_PUBLIC = "non_public", _("non-public")


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
    seat = models.CharField(max_length=300, blank=True)
    rank = models.CharField(max_length=10, choices=Rank, blank=True, default=Rank.NONE)
    ownership = models.CharField(max_length=12, choices=Ownership, default=Ownership.PUBLIC)
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = dated("organisationversion")
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
