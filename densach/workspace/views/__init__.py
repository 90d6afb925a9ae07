"""The staff's roof.

desk           what waits for me, who has not counted, and the journal
institutions   an institution through time, over both wings
leader         how a plan stands, what moved, where
provinces      a province: its map, its numbers, its tree
"""

from __future__ import annotations
