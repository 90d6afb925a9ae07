"""What `./dev` is made of: standard library only, so that a fresh clone can run it."""

from __future__ import annotations
