"""What an act of the register changes in shares of institutions: who is asked, and whose yes is no longer there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations import queries as organisations
from densach.organisations.effects import Dependence, Done, Effect, tally
from densach.organisations.planned import PlannedChange
from densach.organisations.rules import Named
from densach.programme.capabilities.models import Assessment, Capability, Claim
from densach.programme.capabilities.queries import answers_among, catalogue, counted_for, material_on
from densach.programme.capabilities.rules import Answer


def effects(change: PlannedChange) -> Iterator[Effect]:
    """For each capability and province: how many are asked, how many said yes, and whose answer lapses."""
    touched = {one.kind for one in (*change.before(), *change.after())}
    asked = [capability for capability in catalogue() if touched.intersection(capability.kinds)]
    if not asked or change.before() == change.after():
        return
    everyone = organisations.alive(change.on)
    kinds = {kind for capability in asked for kind in capability.kinds}
    said = _said(asked, [one.id for one in everyone if one.kind in kinds], change.on)
    for province, places in _territories(change).items():
        for capability in asked:
            yield from _of_capability(change, capability, everyone, province, places, said)
    yield from _lapsing(change, asked, said)


def dependences(done: Done) -> Iterator[Dependence]:
    """Answers given since the act, and any answer of whom it founded."""
    since = Q(organisation_id__in=done.organisation_ids, since__gte=done.on, claimed_at__gte=done.at)
    told = since | Q(organisation_id__in=done.founded_ids)
    number = Claim.objects.filter(told).count() + Assessment.objects.filter(told).count()
    yield Dependence(gettext_noop("%(number)s answers on what it can do"), {"number": number})


def _territories(change: PlannedChange) -> dict[str, set[int]]:
    """The provinces that are touched, by name, each with all the areas inside it on the day."""
    provinces = {area.pk: name for area, name in organisations.provinces(change.on)}
    found: dict[str, set[int]] = {}
    for area in change.area_ids:
        for key in organisations.ancestors_of_area(area, change.on):
            if key in provinces and provinces[key] not in found:
                found[provinces[key]] = set(organisations.area_ids_within(key, change.on))
    return found


Said = dict[int, dict[int, Answer]]


def _said(asked: list[Capability], organisation_ids: list[int], on: date) -> Said:
    """What everyone answers to each capability on the day; read together."""
    known = material_on([capability.pk for capability in asked], organisation_ids)
    counted = counted_for(known.values(), organisation_ids, on)
    return {key: answers_among(one, organisation_ids, on, counted) for key, one in known.items()}


def _of_capability(
    change: PlannedChange,
    capability: Capability,
    everyone: list[Named],
    province: str,
    places: set[int],
    said: Said,
) -> Iterator[Effect]:
    def is_asked(one: Named) -> bool:
        return one.kind in capability.kinds and one.area_id in places

    before, after = tally(change, everyone, is_asked)
    url = reverse("capabilities:capability", args=[capability.code])
    params = {"capability": capability.name, "place": province}
    group = gettext_noop("What institutions in %(place)s can do")
    if before != after:
        text = gettext_noop("%(capability)s: institutions asked")
        yield Effect(text, params, "figure", before, after, url, group)
    given = said[capability.pk]
    yes = {one.id for one in everyone if is_asked(one) and one.id in given and given[one.id].answer}
    gone = {one.id for one in change.before() if is_asked(one)}
    stay = {one.id for one in change.after() if is_asked(one)}
    left = len(yes) - len(yes & (gone - stay))
    if left != len(yes):
        text = gettext_noop("%(capability)s: of them that have it")
        yield Effect(text, params, "figure", len(yes), left, url, group)


def _lapsing(change: PlannedChange, asked: list[Capability], said: Said) -> Iterator[Effect]:
    """An answer belongs to who gave it: a successor answers for itself."""
    for part in change.parts:
        if not part.ended or part.organisation_id is None or part.before is None:
            continue
        key, kind = part.organisation_id, part.before.kind
        given = [one.name for one in asked if kind in one.kinds and key in said[one.pk]]
        heirs = [heir.name for heir in change.successors_of(part.code)]
        params = {"name": part.name, "number": len(given), "others": heirs, "what": given}
        if given and heirs:
            text = gettext_noop(
                "%(number)s answers of %(name)s end with it; %(others)s answer for themselves: %(what)s."
            )
            yield Effect(text, params, "decide")
        elif given:
            yield Effect(gettext_noop("%(number)s answers of %(name)s end with it: %(what)s."), params)
