"""Pages of certificates: staff's lists and templates, and what anybody who holds one looks up."""

from __future__ import annotations
