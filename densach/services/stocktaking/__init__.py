"""Stock-taking and weeding: what stands on the shelves, and what leaves them by paper."""

from __future__ import annotations
