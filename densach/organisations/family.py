"""The family of an organisation: everyone it came from and everyone it went on as, over all generations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from densach.organisations.models import LineageKind, Organisation, OrganisationLineage, OrganisationVersion
from densach.ui import lineage
from densach.ui.figures import day_text, language


@dataclass(frozen=True)
class Member:
    """One of the family: `names` through time with the first day of each, the first and last day of all."""

    id: int
    code: str
    names: tuple[tuple[date, str], ...]
    since: date
    until: date | None
    kind: str

    @property
    def name(self) -> str:
        """What it is called, or was called last."""
        return self.names[-1][1]


@dataclass(frozen=True)
class Tie:
    """`before` went on as `after` from `on`; no `after` where it was given up. `kind` is a `LineageKind`."""

    before: int
    after: int | None
    on: date
    kind: str
    legal_basis: str


@dataclass(frozen=True)
class Family:
    """`of` is the number of whom was asked; members oldest first."""

    of: int
    members: tuple[Member, ...]
    ties: tuple[Tie, ...]

    @property
    def is_alone(self) -> bool:
        """Nobody before it, nobody after it."""
        return len(self.members) < 2


def family_of(organisation: Organisation | int) -> Family:
    """All predecessors and successors, however far: two queries a generation, one for the names."""
    root = organisation if isinstance(organisation, int) else organisation.pk
    ties: dict[int, OrganisationLineage] = {}
    back = _walk({root}, ties, towards="predecessor")
    ahead = _walk({root}, ties, towards="successor")
    # A merger has more sides than the one we came from: the others are family too.
    beside = _walk(ahead, ties, towards="predecessor", only_direct=True)
    members = _members(back | ahead | beside)
    told = [
        Tie(row.predecessor_id, row.successor_id, row.on, row.kind, row.legal_basis)
        for row in sorted(ties.values(), key=lambda one: (one.on, one.pk))
        if row.predecessor_id is not None
    ]
    return Family(root, members, tuple(told))


def _walk(
    roots: set[int], ties: dict[int, OrganisationLineage], *, towards: str, only_direct: bool = False
) -> set[int]:
    """Everyone reached from the roots by ties in one direction; the ties are gathered on the way."""
    here = "successor" if towards == "predecessor" else "predecessor"
    found, frontier = set(roots), set(roots)
    while frontier:
        rows = OrganisationLineage.objects.filter(
            Q(**{f"{here}_id__in": frontier}), predecessor__isnull=False
        )
        reached: set[int] = set()
        for row in rows:
            ties[row.pk] = row
            key = getattr(row, f"{towards}_id")
            if key is not None and key not in found:
                reached.add(key)
        found |= reached
        frontier = set() if only_direct else reached
    return found


def _members(ids: Collection[int]) -> tuple[Member, ...]:
    rows = OrganisationVersion.objects.filter(organisation_id__in=ids).select_related("organisation")
    versions: dict[int, list[OrganisationVersion]] = {}
    for row in rows.order_by("valid_from"):
        versions.setdefault(row.organisation_id, []).append(row)
    found = []
    for key, told in versions.items():
        names: list[tuple[date, str]] = []
        for row in told:
            if not names or names[-1][1] != row.name:
                names.append((row.valid_from, row.name))
        first, last = told[0], told[-1]
        found.append(
            Member(
                key, first.organisation.code, tuple(names), first.valid_from, last.valid_to, str(last.kind)
            )
        )
    return tuple(sorted(found, key=lambda one: (one.since, one.name)))


def draw(family: Family, title: str = "") -> lineage.Lineage:
    """For `{% lineage drawn %}`; names lead to the pages of the register."""
    lang = language()
    nodes = [
        lineage.Node(
            key=str(member.id),
            label=member.name,
            span=_span(member, lang),
            note=_former(member, lang),
            url=reverse("organisations:organisation", args=[member.code]),
            here=member.id == family.of,
            ended=member.until is not None,
        )
        for member in family.members
    ]
    edges = [
        lineage.Edge(
            before=str(tie.before),
            after=str(tie.after),
            on=tie.on,
            words=str(LineageKind(tie.kind).label),
            paper=tie.legal_basis,
            part=tie.kind == LineageKind.SPLIT,
        )
        for tie in family.ties
        if tie.after is not None
    ]
    return lineage.draw(title or _("Predecessors and successors"), nodes, edges)


def _span(member: Member, lang: str) -> str:
    first = day_text(member.since, lang)
    if member.until is None:
        return _("from %(day)s") % {"day": first}
    return f"{first} – {day_text(member.until, lang)}"


def _former(member: Member, lang: str) -> str:
    """The name before the last, and until when."""
    if len(member.names) < 2:
        return ""
    until = day_text(member.names[-1][0] - timedelta(days=1), lang)
    return _("to %(day)s: %(name)s") % {"day": until, "name": member.names[-2][1]}
