"""What every thing in a register of oversight has, and what every step of its life tells."""

from __future__ import annotations

from django.db import models

from densach.files.models import StoredFile

LONGEST_TITLE = 90


def title_of(text: str) -> str:
    """The first words of a text, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_TITLE:
        return flat
    return f"{flat[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(',;:')} …"


class Entry(models.Model):
    """A thing in a register. `revision` rises with each act: an act names the one it has seen."""

    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True, blank=True)
    added_by_name = models.CharField(max_length=150)

    class Meta:
        abstract = True


class Told(models.Model):
    """One step in the life of an entry: the act, what was said, the paper or photo that came with it. Append-only."""

    act = models.CharField(max_length=15)
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.act} {self.by_name}"
