"""Files of rows on their way into the house: read, checked row by row, looked at by a person, taken in, undone.

What a row means is the business of the room that declares its sheet (see `sheets.Sheet`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile


class BatchState(models.TextChoices):
    CHECKED = "checked", _("checked, nothing written yet")
    TAKEN_IN = "taken_in", _("taken in")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("dropped")


class Batch(models.Model):
    """One sent file. `sheet` is the code of the sheet, `place_code` the organisation for which it was sent."""

    sheet = models.CharField(max_length=40, db_index=True)
    place_code = models.CharField(max_length=80, blank=True, db_index=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.CHECKED)
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField(null=True, blank=True)
    sent_by_name = models.CharField(max_length=150)
    taken_in_at = models.DateTimeField(null=True, blank=True)
    taken_in_by_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="taken_in") | Q(taken_in_at__isnull=False),
                name="batch_taken_in_when",
                violation_error_message=_("What was taken in has the day of it."),
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(taken_in_at__isnull=False, undone_at__isnull=False),
                name="batch_undone_when",
                violation_error_message=_("What was undone was taken in before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.pk}"


class RowAnswer(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("the same")
    QUESTION = "question", _("waits for your answer")
    REFUSED = "refused", _("refused")


class Row(models.Model):
    """One row of the file. `number` is its line in the file (the head is line 1).

    `cells`: column code → text as sent. `said`: refusals, questions and remarks as [message id, parameters].
    `chosen`: column code → what a person answered to a question. `made`: what the taking in wrote, for its undoing.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    answer = models.CharField(max_length=10, choices=RowAnswer)
    said = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    made = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="row_once",
                violation_error_message=_("This row is already there."),
            )
        ]
        indexes = [models.Index(fields=["batch", "answer", "number"], name="row_by_answer")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
