"""Finding records: one box, accents or none, the same answers from FTS5 and from PostgreSQL.

words      a text as words, with their marks and without
index      the only writer of what the searching reads: `put`, `drop`, `put_headings`, `make_anew`
asking     what a person typed, understood
matching   a question in the language of either index
narrowing  facets chosen, years, places: what narrows the words
ranking    the order of hits that are looked at one by one
finding    `find(Query) -> Found`
facets     what hits have in common, counted
spelling   "did you mean", and headings under another form
"""

from __future__ import annotations
