"""Screens of the room.

lists       what I owe
board       who reports: the officer's table, asking, adding and taking off units, days
unit        one report: figures and words, submit, return, accept, consolidate
gathering   one consolidated line opened, reopening, the signature
papers      .docx and PDF
"""

from __future__ import annotations
