"""Courses and results. A course is an activity of a kind of training; a result goes into the person's staff file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Level, Organisation
from densach.people.models import Field, Person, Training
from densach.services.activities.models import Activity


class CourseForm(models.TextChoices):
    SHORT = "short", pgettext_lazy("course", "short course")
    LONG = "long", pgettext_lazy("course", "degree or further training")
    STUDY_VISIT = "study_visit", pgettext_lazy("course", "study visit")
    SEMINAR = "seminar", pgettext_lazy("course", "seminar")
    SELF = "self", pgettext_lazy("course", "learning by oneself")


class Course(models.Model):
    """What a course teaches to whom. `duties` and `levels`: whom it is for (codes of `people.Duty`, `Level`).

    `hours` planned in all; `pass_share` of the hours (per cent) that must be attended to have taken it. `lines`: what
    the counting book holds of it, measure → slice → number, on the day `counted_on`.
    """

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="course")
    form = models.CharField(max_length=11, choices=CourseForm, default=CourseForm.SHORT)
    field = models.CharField(max_length=20, choices=Field, default=Field.UNKNOWN, blank=True)
    duties = models.JSONField(default=list, blank=True)
    levels = models.JSONField(default=list, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    pass_share = models.PositiveSmallIntegerField(default=80)
    provider = models.CharField(max_length=200, blank=True)
    syllabus = models.TextField(max_length=6000, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    lines = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0) & Q(pass_share__lte=100),
                name="course_has_hours",
                violation_error_message=_("A course has hours, and no more than all of them can be asked."),
            )
        ]

    def __str__(self) -> str:
        return str(self.activity_id)


class Outcome(models.TextChoices):
    COMPLETED = "completed", pgettext_lazy("course", "completed")
    TOOK_PART = "took_part", pgettext_lazy("course", "took part")
    FAILED = "failed", pgettext_lazy("course", "did not complete")


class Result(models.Model):
    """What a person took from a course, and for which unit they went. Counted as a turn and its hours.

    `unit`, `level`, `duty` are those of that time; they stay when the person moves or is erased. `training` is the line
    in the staff file. `lines` is what the counting book holds of it.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="results", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="course_results")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    duty = models.CharField(max_length=20, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    outcome = models.CharField(max_length=9, choices=Outcome)
    mark = models.CharField(max_length=60, blank=True)
    training = models.OneToOneField(Training, models.PROTECT, related_name="result", null=True, blank=True)
    slice = models.CharField(max_length=200, blank=True)
    lines = models.JSONField(default=dict, blank=True)
    counted_in = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(cancelled_at__isnull=True),
                name="result_once",
                violation_error_message=_("This person already has a result of the course."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=0),
                name="result_hours_not_negative",
                violation_error_message=_("Hours are nought or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.person_id}"
