"""Certificates: what was issued to whom for what, looked up by anybody who holds the paper, and revoked."""

from __future__ import annotations
