"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {"files.kept": gettext_noop("kept the file “%(name)s”")}
