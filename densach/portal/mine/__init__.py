"""A reader's own page: by card and PIN, or by the account that is bound to the person."""

from __future__ import annotations
