from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapabilitiesConfig(AppConfig):
    name = "densach.programme.capabilities"
    label = "capabilities"
    verbose_name = _("What institutions can do")
