"""Kinds of activity as rows: what each asks for, who has a part in it, what it counts as."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """What kinds have in common; a slice of what is counted."""

    CLASS = "class", pgettext_lazy("activity", "class")
    CLUB = "club", pgettext_lazy("activity", "club and group")
    EVENT = "event", pgettext_lazy("activity", "event")
    FESTIVAL = "festival", pgettext_lazy("activity", "festival and contest")
    OUTREACH = "outreach", pgettext_lazy("activity", "mobile service and propaganda")
    TRAINING = "training", pgettext_lazy("activity", "training of staff")
    VISIT = "visit", pgettext_lazy("activity", "visit")
    MEETING = "meeting", pgettext_lazy("activity", "meeting and conference")


class CountMode(models.TextChoices):
    """How those who came are counted: by name, by taps, or both."""

    NAMED = "named", _("by name")
    TALLY = "tally", _("by taps")
    BOTH = "both", _("by name and by taps")


class ActivityKind(models.Model):
    """A kind of activity. A province adds its own and ends others; what was held keeps its kind.

    `families`: families of organisation that may hold it (`library`, `museum`, `centre`, `agency`, `school`; empty:
    all). `asks`: parts of the form beyond the common ones (`rules.kinds.ASKS`). `roles`: roles that people have in it
    (`rules.kinds.ROLES`); `needs_role` one that it cannot be published without. `once_…`: the measure that an activity
    of the kind counts once, when its first session is closed, by family of organisation. `hours`: it counts hours.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    family = models.CharField(max_length=10, choices=Family)
    icon = models.CharField(max_length=40, default="calendar-event")
    families = models.JSONField(default=list, blank=True)
    asks = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)
    needs_role = models.CharField(max_length=20, blank=True)
    count_mode = models.CharField(max_length=5, choices=CountMode, default=CountMode.BOTH)
    enrols = models.BooleanField(default=False)
    certificate = models.BooleanField(default=False)
    once_library = models.CharField(max_length=60, blank=True)
    once_museum = models.CharField(max_length=60, blank=True)
    once_centre = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi
