"""Files of records on their way in: read, matched, looked at, taken in, and taken back if need be."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.services.catalogue.models.records import Record


class BatchState(models.TextChoices):
    STAGED = "staged", _("to look at")
    COMMITTED = "committed", _("taken in")
    UNDONE = "undone", _("taken back")
    DROPPED = "dropped", _("dropped")


class ImportBatch(models.Model):
    """A file as it was sent to a library, how it was read, and what became of it."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    form = models.CharField(max_length=8)
    # How columns were read and what is done with what matches: `rules.importing`.
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.STAGED)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    items_added = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField(null=True, blank=True)
    sent_by_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_at__isnull=False),
                name="importbatch_undone_when",
                violation_error_message=_("A batch that was taken back says when."),
            )
        ]
        indexes = [models.Index(fields=["library", "-sent_at"], name="importbatch_of_library")]

    def __str__(self) -> str:
        return self.name


class RowAction(models.TextChoices):
    NEW = "new", _("new")
    UPDATE = "update", _("changes a record")
    SAME = "same", _("the same")
    DOUBTFUL = "doubtful", _("doubtful")
    REJECTED = "rejected", _("refused")


class ImportRow(models.Model):
    """One record of the file. `marc` as it would be kept; `told`: what was noticed or why it is refused, as message ids
    with parameters; `before` the revision that an update replaced; `items` the numbers of the items it added.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=RowAction)
    title = models.TextField(blank=True)
    marc = models.TextField(blank=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", null=True, blank=True)
    matched_by = models.CharField(max_length=12, blank=True)
    told = models.JSONField(default=list, blank=True)
    before = models.PositiveIntegerField(null=True, blank=True)
    items = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="importrow_once",
                violation_error_message=_("This record of the file was already read."),
            )
        ]
        indexes = [models.Index(fields=["batch", "action", "position"], name="importrow_by_action")]

    def __str__(self) -> str:
        return f"{self.batch_id}#{self.position}"
