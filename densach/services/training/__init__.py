"""Training of staff: courses by role and level, hours, results, and what each person learned."""

from __future__ import annotations
