"""Where a number comes from: marked on every fact, and told beside every figure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    SERVICE = "service", _("recorded by the service")
    RETURN = "return", _("entered by the unit")
    IMPORT = "import", _("imported from a file")
    BASELINE = "baseline", _("reported figure of an earlier year")
    ESTIMATE = "estimate", _("estimate")
