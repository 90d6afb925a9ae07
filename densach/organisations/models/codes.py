"""What areas and organisations have in common: codes, levels, kinds of lineage, and the promises of dated versions."""

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


class LineageKind(models.TextChoices):
    MERGE = "merge", _("merged into")
    SPLIT = "split", _("split into")
    RENAME = "rename", _("renamed")
    TRANSFER = "transfer", _("moved to")
    ABOLISH = "abolish", _("ended")
    CREATE = "create", _("founded")


def dated(prefix: str) -> list[models.BaseConstraint]:
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
