"""What pages of activities show, put together from what the queries find."""

from __future__ import annotations
