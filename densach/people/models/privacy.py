"""What persons agreed to, and what they asked about their data (Law 91/2025/QH15 on personal data protection)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.people.models.persons import Person


class Consent(models.Model):
    """A person, or the guardian for a child, agreed to one purpose. `purpose` is a code of `rules.PURPOSES`.

    Never erased while the person is there: a withdrawal is written beside the giving. `wording` is what was read.
    `child_agreed`: the child's own word, asked from seven years on where private life is published (article 24).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    wording = models.TextField(max_length=2000)
    guardian = models.ForeignKey(
        Person, models.PROTECT, related_name="consents_for_wards", null=True, blank=True
    )
    child_agreed = models.BooleanField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=150)
    taken_by_name = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_one_open",
                violation_error_message=_("This person has already agreed to this."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.purpose}"


class RequestKind(models.TextChoices):
    SEE = "see", _("to see the data")
    CORRECT = "correct", _("to correct the data")
    ERASE = "erase", _("to erase the data")
    OBJECT = "object", _("to object to a use")


class RequestState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class DataRequest(models.Model):
    """What a person asked about their own data, and the answer: what was given, erased, kept, and by which law.

    `decided_in`: the unit in whose name it was answered. It reads the answer still when nothing of the person is left.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=RequestKind)
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=150)
    words = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    decided_in = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    answer = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="datarequest_answered_when",
                violation_error_message=_("An answered request has the day of its answer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"
