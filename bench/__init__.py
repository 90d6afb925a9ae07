"""Benchmarks. Each module here has `run()`, which yields one JSON-able mapping for each figure it measures.

`./dev bench` runs them all, `./dev bench reader` one; figures are quoted beside a peer or the bare machine.
"""

from __future__ import annotations
