"""The only door for readers of the desk's tables."""

from __future__ import annotations

from densach.services.circulation.models import Hold, Loan, Patron

__all__ = ["Hold", "Loan", "Patron"]
