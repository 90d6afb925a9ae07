"""Finding records: one box, accents or none, over FTS5 and PostgreSQL alike.

words      a text as words, with their marks and without
index      the only writer of what the searching reads: `put`, `drop`, `put_headings`, `make_anew`
"""

from __future__ import annotations
