"""Persons of whom the house keeps data, and where they work. An account is not needed to be a person here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation, Post
from densach.people.models.accounts import User


class Sex(models.TextChoices):
    UNKNOWN = "", _("not told")
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Person(models.Model):
    """A natural person: a member of staff, later a reader or a learner. Nothing is kept that no duty asks for.

    What is not told is empty or null. After an erasure only the number is left, so that counted acts stay true.
    A child has a guardian, who speaks for it (Law 91/2025/QH15, article 24).
    """

    name = models.CharField(max_length=150, blank=True)
    folded_name = models.CharField(max_length=150, default="", editable=False, blank=True)
    sort_key = models.TextField(default="", editable=False, blank=True, db_index=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, default=Sex.UNKNOWN, blank=True)
    is_ethnic_minority = models.BooleanField(null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(User, models.PROTECT, related_name="person", null=True, blank=True)
    guardian = models.ForeignKey("self", models.PROTECT, related_name="wards", null=True, blank=True)
    guardian_relation = models.CharField(max_length=60, blank=True)
    entered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guardian__isnull=True) | ~Q(guardian=F("id")),
                name="person_is_not_its_own_guardian",
                violation_error_message=_("Nobody is their own guardian."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", email="", phone="", birth_date__isnull=True, user__isnull=True),
                name="person_erased_is_empty",
                violation_error_message=_("Of an erased person nothing is kept."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(name=""),
                name="person_has_a_name",
                violation_error_message=_("A person has a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Contract(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("civil servant")
    PUBLIC_EMPLOYEE = "public_employee", _("public employee")
    WORKER = "worker", _("contract worker")
    COLLABORATOR = "collaborator", _("collaborator")
    VOLUNTEER = "volunteer", _("volunteer")


class Qualification(models.TextChoices):
    UNKNOWN = "", _("not told")
    POSTGRADUATE = "postgraduate", _("postgraduate")
    UNIVERSITY = "university", _("university")
    COLLEGE = "college", _("college")
    INTERMEDIATE = "intermediate", _("intermediate vocational")
    SECONDARY = "secondary", _("upper secondary")
    OTHER = "other", _("other")


class Field(models.TextChoices):
    UNKNOWN = "", _("not told")
    LIBRARY = "library", _("library and information")
    MUSEUM = "museum", _("museum and heritage")
    CULTURE = "culture", _("culture and arts")
    EDUCATION = "education", _("education")
    INFORMATICS = "informatics", _("information technology")
    OTHER = "other", _("another field")


class Duty(models.TextChoices):
    """Duties by which plans count people (duty F3)."""

    NONE = "", _("none of these")
    HEAD = "head", _("head of the institution")
    COMMUNE_CULTURE = "commune_culture", _("culture officer of a commune")
    HOUSE_HEAD = "house_head", _("head of a culture house")
    CLUB_HEAD = "club_head", _("head of a club")
    TEAM_LEADER = "team_leader", _("leader of a team")
    POINT_KEEPER = "point_keeper", _("keeper of a reading point")


class Employment(models.Model):
    """A person works in an organisation, from a day to a day: the staff file. Moving ends one and begins another.

    `entered_at`: when it was written down; an entry made by mistake is taken back only soon after.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="employments", null=True, blank=True)
    title = models.CharField(max_length=150, blank=True)
    duty = models.CharField(max_length=20, choices=Duty, default=Duty.NONE, blank=True)
    contract = models.CharField(max_length=20, choices=Contract)
    qualification = models.CharField(
        max_length=20, choices=Qualification, default=Qualification.UNKNOWN, blank=True
    )
    field = models.CharField(max_length=20, choices=Field, default=Field.UNKNOWN, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="employment_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "valid_from"],
                name="employment_once",
                violation_error_message=_("This person already works here from this day on."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "valid_from"], name="employment_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person} @ {self.organisation}"


class Training(models.Model):
    """A course that a person took (duty F2): what, in which field, by whom, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings")
    title = models.CharField(max_length=200)
    field = models.CharField(max_length=20, choices=Field, default=Field.UNKNOWN, blank=True)
    provider = models.CharField(max_length=200, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    certificate = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="training_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["person", "title", "first_day"],
                name="training_once",
                violation_error_message=_("This course is already written down."),
            ),
        ]
        indexes = [models.Index(fields=["last_day"], name="training_by_last_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"
