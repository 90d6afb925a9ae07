"""The wing that serves people: each act is counted once, where it happens. It never imports the programme's wing."""

from __future__ import annotations
