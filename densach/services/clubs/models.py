"""Clubs and teams. Their meetings, rehearsals and trips are sessions of the activity that belongs to them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Area, Organisation
from densach.people.models import Person
from densach.services.activities.models import Activity, Interest, Session


class ClubKind(models.TextChoices):
    CLUB = "club", pgettext_lazy("club", "club")
    GROUP = "group", pgettext_lazy("club", "interest group")
    ART_TEAM = "art_team", pgettext_lazy("club", "amateur art team")
    MOBILE_TEAM = "mobile_team", pgettext_lazy("club", "mobile propaganda team")
    SPORT_TEAM = "sport_team", pgettext_lazy("club", "sports team")


class ClubState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("club", "active")
    PAUSED = "paused", pgettext_lazy("club", "paused")
    CLOSED = "closed", pgettext_lazy("club", "closed")


class Club(models.Model):
    """A club, a group or a team of a unit. `light`: the short form of a hamlet's interest group, members by number.

    `renewed_until`: until when its founding or last renewal holds; None where none is asked.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=11, choices=ClubKind)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    about = models.TextField(max_length=2000, blank=True)
    interest = models.CharField(max_length=10, choices=Interest, default=Interest.OTHER)
    audience = models.JSONField(default=list, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    hamlet = models.CharField(max_length=120, blank=True)
    light = models.BooleanField(default=False)
    members_told = models.PositiveIntegerField(null=True, blank=True)
    founded_on = models.DateField()
    paper_number = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    renewed_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=ClubState, default=ClubState.ACTIVE)
    state_since = models.DateField()
    closed_why = models.CharField(max_length=300, blank=True)
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="club", null=True, blank=True)
    public = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "folded_name"],
                condition=~Q(state="closed"),
                name="club_name_once",
                violation_error_message=_("This unit already has a club or team of that name."),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_why=""),
                name="club_closed_with_reason",
                violation_error_message=_("Say why it is closed."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="club_of_organisation")]

    def __str__(self) -> str:
        return self.name


class ClubStep(models.Model):
    """What happened to a club: founded, renewed, paused, resumed, closed, joined with another; with its paper."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    paper_number = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.club_id} {self.act} {self.on}"


class MemberRole(models.TextChoices):
    HEAD = "head", pgettext_lazy("club", "head")
    DEPUTY = "deputy", pgettext_lazy("club", "deputy head")
    TREASURER = "treasurer", pgettext_lazy("club", "treasurer")
    COACH = "coach", pgettext_lazy("club", "coach")
    MEMBER = "member", pgettext_lazy("club", "member")


class Membership(models.Model):
    """A person belongs to a club from a day to a day. Heads of clubs are people whom plans train (duty F3)."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="memberships", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="club_memberships")
    role = models.CharField(max_length=9, choices=MemberRole, default=MemberRole.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "person"],
                condition=Q(until__isnull=True),
                name="membership_of_club_once",
                violation_error_message=_("This person is already a member."),
            ),
            models.UniqueConstraint(
                fields=["club"],
                condition=Q(until__isnull=True, role="head"),
                name="membership_one_head",
                violation_error_message=_("The club already has a head."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.person_id}"


class Trip(models.Model):
    """A team went out: where, for which occasion. Its audience is the attendance of its session."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="trips")
    session = models.OneToOneField(Session, models.PROTECT, related_name="trip")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    programme = models.CharField(max_length=300, blank=True)
    performers = models.PositiveSmallIntegerField(default=0)
    vehicle = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.club_id} {self.session_id}"


class YearSummary(models.Model):
    """A club's year in its own words, beside the figures of that moment. A signed one stays."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="summaries")
    year = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    did = models.TextField(max_length=4000, blank=True)
    lacked = models.TextField(max_length=4000, blank=True)
    next_year = models.TextField(max_length=4000, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=150, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "year"],
                name="yearsummary_once",
                violation_error_message=_("The summary of this year is already written."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.year}"
