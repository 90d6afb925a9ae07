"""The catalogue: bibliographic records, authorities, items; in and out; the search over them."""

from __future__ import annotations
