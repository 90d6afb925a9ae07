"""A question in the language of either index of words. All that is asked is the database's own work; here are only its
words, and nothing of what a person typed reaches a statement but as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from densach.services.catalogue.search.asking import Asked, Part
from densach.services.catalogue.search.words import HIDDEN, OF_PUBLISHER, OF_TITLE, Two

_COLUMNS: Final = ("title", "names", "subjects", "rest")
_LABELS: Final = dict(zip(_COLUMNS, "ABCD", strict=True))


# What a question gives to the database.
Value = str | int


@dataclass(frozen=True)
class Tier:
    """A narrower question, tried before the wide one: all words in these columns (none: anywhere), `beside` as a
    phrase, `spelled` with their marks; where the column is the title, with their marks there.
    """

    columns: tuple[str, ...] = ()
    beside: bool = False
    spelled: bool = False

    def of_title(self, asked: Asked) -> list[str]:
        """Words that the index has for a title that spells the question's words so."""
        if not self.spelled or self.columns != ("title",):
            return []
        return [OF_TITLE + word.exact for word in asked.plain if word.exact != word.folded]


@dataclass(frozen=True)
class Clause:
    """A piece of SQL with its parameters."""

    sql: str
    values: tuple[Value, ...] = ()


def clause(asked: Asked, tier: Tier, *, hidden: bool) -> Clause | None:
    """The words of the question, narrowed; `hidden`: also what citizens do not see. None: no word is asked for."""
    if not asked.wanted:
        return None
    if connection.vendor == "sqlite":
        return Clause("w.catalogue_words MATCH %s", (_fts5(asked, tier, hidden),))
    folded, exact = _tsqueries(asked, tier, hidden)
    if exact:
        return Clause("f.words @@ %s::tsquery AND f.exact_words @@ %s::tsquery", (folded, exact))
    return Clause("f.words @@ %s::tsquery", (folded,))


def excluded(asked: Asked) -> Clause | None:
    """What must not stand in a record, where nothing is asked that must."""
    if not asked.unwanted or asked.wanted:
        return None
    if connection.vendor == "sqlite":
        inner = "SELECT rowid FROM catalogue_words WHERE catalogue_words MATCH %s"
        return Clause(f"f.place NOT IN ({inner})", (" OR ".join(_minus5(asked.unwanted)),))
    each = [
        ("f.exact_words", _side([word.exact for word in part.words]))
        if _marked(part)
        else ("f.words", _pg(part))
        for part in asked.unwanted
    ]
    sql = " AND ".join(f"NOT {column} @@ %s::tsquery" for column, _query in each)
    return Clause(sql, tuple(query for _column, query in each))


def source(*, words: bool, rows: bool) -> str:
    """The tables of a question with words, or with what needs each hit's row."""
    if not words or connection.vendor != "sqlite":
        return "catalogue_finding f"
    # The order of the tables is the order of the loops: words first, then each hit's row.
    return "catalogue_words w" + (" CROSS JOIN catalogue_finding f ON f.place = w.rowid" if rows else "")


def place() -> str:
    """The column of a hit's place, by which the index gives hits without sorting."""
    return "w.rowid" if connection.vendor == "sqlite" else "f.place"


# --- FTS5


def _fts5(asked: Asked, tier: Tier, hidden: bool) -> str:
    wanted = [_part5(part) for part in asked.wanted]
    if tier.columns or tier.beside or tier.spelled:
        # Single words that stand anywhere are asked for more narrowly below.
        wanted = [_part5(part) for part in asked.wanted if part.where or part.begun or len(part.words) > 1]
        wanted += _narrow5(asked, tier)
    unwanted = _minus5(asked.unwanted)
    if not hidden:
        unwanted.append(f'"{HIDDEN}"')
    text = " AND ".join(wanted)
    return f"({text}) NOT ({' OR '.join(unwanted)})" if unwanted else text


def _narrow5(asked: Asked, tier: Tier) -> list[str]:
    column = f"{{{' '.join(tier.columns)}}} : " if tier.columns else ""
    found = [f'"{word}"' for word in tier.of_title(asked)]
    if tier.beside and tier.spelled:
        found.append(f"exact : {_quoted(word.exact for word in asked.plain)}")
    elif tier.spelled:
        # A word with marks stands in no other column; one without stands in all.
        found += [
            f'"{word.exact}"' if word.exact != word.folded else f'exact : "{word.exact}"'
            for word in asked.spelled
        ]
    if tier.columns or not tier.spelled:
        folded = [word.folded for word in asked.plain]
        found += [column + _quoted(folded)] if tier.beside else [column + _quoted([word]) for word in folded]
    return found


def _minus5(parts: Sequence[Part]) -> list[str]:
    return [_part5(part, spelled=any(word.exact != word.folded for word in part.words)) for part in parts]


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def _part5(part: Part, *, spelled: bool = False) -> str:
    """A part as FTS5 reads it. Words are letters and digits alone, so quotes need no guard."""
    inner = _quoted(_texts(part, spelled)) + (" *" if part.begun else "")
    column = "exact" if spelled else part.where if part.where in _COLUMNS else ""
    return f"{column} : {inner}" if column else inner


def _texts(part: Part, spelled: bool) -> list[str]:
    mark = OF_PUBLISHER if part.where == "publisher" else ""
    return [word.exact if spelled else mark + word.folded for word in part.words]


# --- PostgreSQL


def _tsqueries(asked: Asked, tier: Tier, hidden: bool) -> tuple[str, str]:
    wanted = [_pg(part) for part in asked.wanted]
    if (tier.columns or tier.beside) and asked.plain:
        wanted.append(_joined(asked.plain, "".join(_LABELS[column] for column in tier.columns), tier.beside))
    wanted += [f"'{word}'" for word in tier.of_title(asked)]
    wanted += [f"!({_pg(part)})" for part in asked.unwanted if not _marked(part)]
    if not hidden:
        wanted.append(f"!'{HIDDEN}'")
    exact = []
    if tier.spelled:
        exact = (
            [_side([word.exact for word in asked.plain])]
            if tier.beside
            else [f"'{word.exact}'" for word in asked.spelled]
        )
    exact += [f"!({_side([word.exact for word in part.words])})" for part in asked.unwanted if _marked(part)]
    return " & ".join(wanted), " & ".join(exact)


def _marked(part: Part) -> bool:
    return any(word.exact != word.folded for word in part.words)


def _joined(words: Sequence[Two], labels: str, beside: bool) -> str:
    if beside:
        texts = [word.folded for word in words]
        return "(" + " | ".join(_side(texts, label) for label in labels or _LABELS.values()) + ")"
    return "(" + " & ".join(f"'{word.folded}':{labels}" for word in words) + ")"


def _side(texts: Sequence[str], labels: str = "", star: str = "") -> str:
    """Words side by side; `labels` of one column."""
    ends = [f":{star if at == len(texts) - 1 else ''}{labels}" for at in range(len(texts))]
    return (
        "("
        + " <-> ".join(f"'{text}'{'' if end == ':' else end}" for text, end in zip(texts, ends, strict=True))
        + ")"
    )


def _pg(part: Part) -> str:
    """A part as PostgreSQL reads it. A phrase stands in one column, never over the end of one and the next."""
    texts = _texts(part, spelled=False)
    star = "*" if part.begun else ""
    if part.where in _LABELS:
        return _side(texts, _LABELS[part.where], star)
    if len(texts) == 1 or part.where == "publisher":
        return _side(texts, "", star)
    return "(" + " | ".join(_side(texts, label, star) for label in _LABELS.values()) + ")"
