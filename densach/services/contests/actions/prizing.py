"""Prizes are given to ranked entries, taken back with a reason, and written onto certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.services.certificates.actions import Wanted, issue_many
from densach.services.certificates.models import Certificate, CertificateKind
from densach.services.contests.actions.holding import taken, tell, words
from densach.services.contests.models import Award, Entry, EntryState, Prize, Round
from densach.services.contests.rules.refusals import (
    AlreadyAwarded,
    CertificateHolds,
    NobodyChosen,
    NoSuchContest,
    NotCompeting,
    TooManyPrizes,
)


@transaction.atomic
def give_prizes(
    *, at: datetime, actor: Actor, round_: Round, seen: int, chosen: Mapping[int, int]
) -> list[Award]:
    """Entry → prize, all of them or none.

    Raises NotAllowed, NotNow, ChangedSince, NobodyChosen, NoSuchContest, NotCompeting, AlreadyAwarded, TooManyPrizes.
    """
    held = taken(actor, round_, "award", seen)
    if not chosen:
        raise NobodyChosen
    prizes = {one.pk: one for one in held.prizes.all()}
    entries = {one.pk: one for one in held.entries.filter(pk__in=chosen)}
    if set(chosen) - set(entries) or set(chosen.values()) - set(prizes):
        raise NoSuchContest
    standing = list(
        Award.objects.filter(prize__round=held, taken_back_at__isnull=True).select_related("prize", "entry")
    )
    for one in standing:
        if one.entry_id in chosen:
            raise AlreadyAwarded(entry=one.entry.number, prize=one.prize.name)
    given = [one.prize_id for one in standing]
    made = [_award(at, actor, entries[key], prizes[prize]) for key, prize in chosen.items()]
    for prize in prizes.values():
        if given.count(prize.pk) + list(chosen.values()).count(prize.pk) > prize.number:
            raise TooManyPrizes(name=prize.name, number=prize.number)
    for one in made:
        one.save(force_insert=True)
    tell(at, actor, held, "prizes_given", number=len(made))
    return made


def _award(at: datetime, actor: Actor, entry: Entry, prize: Prize) -> Award:
    if entry.state != EntryState.ENTERED:
        raise NotCompeting(number=entry.number, state=str(entry.get_state_display()))
    return Award(prize=prize, entry=entry, given_at=at, given_by_name=actor.name)


@transaction.atomic
def take_back_prize(*, at: datetime, actor: Actor, award: Award, why: str) -> Award:
    """Raises NotAllowed, NotNow, WhyNeeded, CertificateHolds."""
    held = taken(actor, award.prize.round, "award")
    found = Award.objects.select_related("prize", "entry").get(pk=award.pk)
    if found.taken_back_at is not None:
        return found
    standing = Certificate.objects.filter(source=source_of(found), revoked_at__isnull=True).first()
    if standing is not None:
        raise CertificateHolds(number=standing.number)
    found.taken_back_at, found.taken_back_why = at, words(why)
    found.save(update_fields=["taken_back_at", "taken_back_why"])
    tell(at, actor, held, "prize_taken_back", prize=found.prize.name, number=found.entry.number)
    return found


def source_of(award: Award) -> str:
    return f"award:{award.pk}"


@transaction.atomic
def certify(*, at: datetime, actor: Actor, round_: Round, awards: Sequence[Award]) -> list[Certificate]:
    """A certificate for each of the prizes; those that have one that holds are passed over.

    Raises NotAllowed, NotNow, NobodyChosen, and what issuing refuses.
    """
    held = taken(actor, round_, "award")
    sources = [source_of(one) for one in awards]
    have = set(
        Certificate.objects.filter(source__in=sources, revoked_at__isnull=True).values_list(
            "source", flat=True
        )
    )
    wanted = [
        _wanted(held, one) for one in awards if one.taken_back_at is None and source_of(one) not in have
    ]
    if not wanted:
        raise NobodyChosen
    return issue_many(
        at=at, actor=actor, organisation=held.organisation, kind=CertificateKind.PRIZE, wanted=wanted,
    )  # fmt: skip


def _wanted(round_: Round, award: Award) -> Wanted:
    entry = award.entry
    return Wanted(
        holder_name=entry.name,
        title=round_.contest.title,
        source=source_of(award),
        person=entry.person,
        values={
            "ket_qua": award.prize.name,
            "tac_pham": f"“{entry.title}”" if entry.title else "",
            "tu_ngay": format_date(round_.held_on) if round_.held_on else "",
            "den_ngay": format_date(round_.held_on) if round_.held_on else "",
        },
    )
