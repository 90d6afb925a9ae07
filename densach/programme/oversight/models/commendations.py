"""Commendations (khen thưởng, biểu dương): rounds, proposals with frozen evidence, decisions, the honour roll."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.oversight.models.entries import Entry, Told


class RoundState(models.TextChoices):
    OPEN = "open", pgettext_lazy("commendation round", "takes proposals")
    CLOSED = "closed", pgettext_lazy("commendation round", "closed")


class CommendationRound(Entry):
    """One call for proposals: what is honoured, by which criteria (a line each), to be handed in by when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    criteria = models.TextField()
    period_from = models.DateField()
    period_to = models.DateField()
    propose_by = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "title"],
                name="commendationround_once",
                violation_error_message=_("There is a round of this title in this year already."),
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")),
                name="commendationround_days_in_order",
                violation_error_message=_("The first day cannot come after the last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundStep(Told):
    of = models.ForeignKey(CommendationRound, models.PROTECT, related_name="steps")


class Whom(models.TextChoices):
    COLLECTIVE = "collective", _("a unit")
    INDIVIDUAL = "individual", _("a person")
    SUPPORTER = "supporter", _("an organisation that supports")


class NominationState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("nomination", "waits for review")
    RETURNED = "returned", pgettext_lazy("nomination", "returned")
    AGREED = "agreed", pgettext_lazy("nomination", "agreed, waits for the decision")
    AWARDED = "awarded", pgettext_lazy("nomination", "commended")
    REFUSED = "refused", pgettext_lazy("nomination", "not commended")
    WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "withdrawn")
    REVOKED = "revoked", pgettext_lazy("nomination", "commendation revoked")


class Nomination(Entry):
    """A proposal by `organisation`. Of a person only the name and the post are kept.

    `evidence` is what the house knew of the unit when it was proposed ({"figures", "practices", "tasks", "seal"}).
    """

    round = models.ForeignKey(CommendationRound, models.PROTECT, related_name="nominations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    whom = models.CharField(max_length=10, choices=Whom)
    person = models.CharField(max_length=150, blank=True)
    post = models.CharField(max_length=150, blank=True)
    award = models.CharField(max_length=200)
    merits = models.TextField()
    state = models.CharField(max_length=10, choices=NominationState, default=NominationState.PROPOSED)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    evidence_at = models.DateTimeField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=150, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "whom", "person"],
                condition=~Q(state="withdrawn"),
                name="nomination_once",
                violation_error_message=_("This unit or person is already proposed in this round."),
            ),
            models.CheckConstraint(
                condition=Q(whom="collective", person="") | (~Q(whom="collective") & ~Q(person="")),
                name="nomination_names_a_person",
                violation_error_message=_(
                    "Name the person or the organisation; a unit needs no name beside its own."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["awarded", "revoked"])
                | (~Q(decision_number="") & Q(decided_on__isnull=False)),
                name="nomination_awarded_by_decision",
                violation_error_message=_("A commendation has a decision with number and day."),
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=100),
                name="nomination_points_to_100",
                violation_error_message=_("Points go from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.person or str(self.organisation_id)


class NominationStep(Told):
    of = models.ForeignKey(Nomination, models.PROTECT, related_name="steps")
