"""Pure rules of the catalogue.

refusals   what the room says no to
keys       how titles, names and numbers are told apart and known again
flat       the flat columns that follow from a MARC record
lifecycle  what may become of an item
"""

from __future__ import annotations
