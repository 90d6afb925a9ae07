"""What somebody may have meant: words that are spelled nearly so, marks as the records have them, other headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from densach.kernel.vietnamese import fold
from densach.services.catalogue.models import Authority, AuthorityKind, HeadingForm, Word
from densach.services.catalogue.search import matching
from densach.services.catalogue.search.asking import Asked, Part, understand
from densach.services.catalogue.search.finding import Found, Statement, rows_of
from densach.services.catalogue.search.matching import Tier
from densach.services.catalogue.search.narrowing import Query
from densach.services.catalogue.search.words import Two, shown, texts

_TRIED: Final = 6
_COUNTED: Final = 1000
_LOOKED_AT: Final = 40


@dataclass(frozen=True)
class SeeAlso:
    """A heading that somebody may look under: `typed` is another form of it, or "" where it is only related."""

    pk: int
    text: str
    typed: str
    is_name: bool


def did_you_mean(query: Query, found: Found) -> str:
    """A better question, or "". With no hits, each unknown word by its nearest known ones, as long as that finds
    something; with hits of which none is spelled as typed, the words as the records spell them.
    """
    asked = found.asked
    if found.total == 0:
        nearer = understand(_nearer(asked, hidden=query.staff))
        return _most_spelled(nearer, hidden=query.staff) or nearer.text
    return _spelled(asked, hidden=query.staff) if asked.spelled else ""


def see_also(text: str, limit: int = 5) -> list[SeeAlso]:
    """Headings under one of whose other forms the question stands, then what is related to the heading that it is."""
    asked = understand(text)
    folded = " ".join(word.folded for part in asked.wanted for word in part.words)
    if not folded:
        return []
    forms = HeadingForm.objects.filter(folded=folded, authority__merged_into=None).select_related("authority")
    found = [_see(form.authority, form.form) for form in forms.order_by("-authority__uses")[:limit]]
    own = Authority.objects.filter(forms__folded=folded) | Authority.objects.filter(folded=texts([text])[0])
    near = Authority.objects.filter(Q(related__in=own) | Q(narrower__in=own) | Q(broader__in=own), uses__gt=0)
    seen = {one.pk for one in found}
    related = near.filter(merged_into=None).distinct().order_by("-uses")[:limit]
    found.extend(_see(heading, "") for heading in related if heading.pk not in seen)
    return found[:limit]


def _see(heading: Authority, typed: str) -> SeeAlso:
    names = (AuthorityKind.PERSON, AuthorityKind.BODY, AuthorityKind.MEETING)
    return SeeAlso(heading.pk, heading.heading, typed, heading.kind in names)


def _nearer(asked: Asked, *, hidden: bool) -> str:
    """Words that no record has, each replaced; where all are known, the rarest."""
    words = [word for part in asked.wanted for word in part.words]
    known = set(
        Word.objects.filter(folded__in={word.folded for word in words}).values_list("folded", flat=True)
    )
    unknown = [word for word in words if word.folded not in known and not word.folded.isdigit()]
    best, most = "", 0
    for word in unknown or [word for word in words if len(word.folded) > 2][:4]:
        for near in _near(word):
            text = _replaced(asked, {word.folded: near, **_guessed(unknown, word)})
            number = _number(text, hidden=hidden)
            if number > most:
                best, most = text, number
        if best and unknown:
            break
    return best


def _guessed(unknown: Sequence[Two], but: Two) -> dict[str, str]:
    """The other unknown words by the nearest known one each."""
    return {word.folded: near[0] for word in unknown if word != but and (near := _near(word))}


def _near(word: Two) -> list[str]:
    """Known words that differ by a slip of the fingers or two, those spelled with the same marks first."""
    text = word.folded
    slips = 1 if len(text) < 6 else 2
    begins = Q(folded__startswith=text[:1]) | Q(folded__endswith=text[-2:])
    rows = Word.objects.annotate(length=Length("folded")).filter(
        begins, length__gte=len(text) - slips, length__lte=len(text) + slips
    )
    choices = list(rows.exclude(folded=text).values_list("folded", flat=True).distinct())
    near = process.extract(text, choices, scorer=OSA.distance, score_cutoff=slips, limit=4 * _TRIED)
    order = sorted(near, key=lambda one: (one[1], -fuzz.ratio(text, one[0]), one[0]))
    return [one[0] for one in order][:_TRIED]


def _replaced(asked: Asked, by: dict[str, str]) -> str:
    return _told((part, [by.get(word.folded, word.exact) for word in part.words]) for part in asked.parts)


_FIELD: Final = {"title": "nhan đề:", "names": "tác giả:", "subjects": "chủ đề:", "publisher": "nxb:"}


def _told(parts: Iterable[tuple[Part, Sequence[str]]]) -> str:
    """A question as it would be typed; a field is named once for words that follow each other."""
    said, last = [], ""
    for part, words in parts:
        text = shown(" ".join(words))
        if len(words) > 1:
            text = f'"{text}"'
        field = _FIELD.get(part.where, "")
        sign = "-" if part.without else ""
        said.append(sign + (field if sign or field != last or len(words) > 1 else "") + text)
        last = "" if sign or len(words) > 1 else field
    return " ".join(said)


def _number(text: str, *, hidden: bool) -> int:
    asked = understand(text)
    return Statement(matching.clause(asked, Tier(), hidden=hidden)).count(_COUNTED)


def _spelled(asked: Asked, *, hidden: bool) -> str:
    """The plain words side by side as the first hits spell them, where none spells them as typed."""
    if Statement(matching.clause(asked, Tier(spelled=True), hidden=hidden)).places(1):
        return ""
    return _most_spelled(asked, hidden=hidden)


def _most_spelled(asked: Asked, *, hidden: bool) -> str:
    """Plain words, and nothing else, as the first hits spell them where they stand side by side."""
    plain = asked.plain
    if not plain or len(asked.parts) != len(plain):
        return ""
    wide = Statement(matching.clause(asked, Tier(), hidden=hidden)).places(_LOOKED_AT)
    typed = [word.folded for word in plain]
    spellings: Counter[str] = Counter()
    for row in rows_of(wide):
        spellings.update(_runs(row.exact.split(), " ".join((row.title, row.names)).split(), typed))
    return shown(spellings.most_common(1)[0][0]) if spellings else ""


def _runs(exact: Sequence[str], folded: Sequence[str], typed: Sequence[str]) -> set[str]:
    """How a text spells words that stand side by side in it. `exact` is parted as title and names are."""
    found = set()
    aligned = [fold(word) for word in exact[: len(folded) + 1]]
    for at in range(len(aligned) - len(typed) + 1):
        if aligned[at : at + len(typed)] == list(typed):
            found.add(" ".join(exact[at : at + len(typed)]))
    return found
