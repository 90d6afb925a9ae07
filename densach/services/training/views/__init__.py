"""Pages of training: courses, results, numbers, a person's learning."""

from __future__ import annotations
