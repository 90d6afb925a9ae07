"""The store of stock-taking, with a year of use behind it."""

from __future__ import annotations

from tests.services.stocktaking.conftest import Store, _the_morning, store

__all__ = ["Store", "_the_morning", "store"]
