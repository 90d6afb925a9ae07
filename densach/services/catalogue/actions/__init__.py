"""The only writers of the catalogue.

records   bibliographic records and their revisions
items     copies, their states and their history
"""

from __future__ import annotations
