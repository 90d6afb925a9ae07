"""What an act of the register changes in shares of institutions: who is asked, and whose yes is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations import queries as organisations
from densach.organisations.effects import Dependence, Done, Effect, tally
from densach.organisations.planned import PlannedChange
from densach.organisations.rules import Named
from densach.programme.capabilities.models import Assessment, Capability, Claim
from densach.programme.capabilities.queries import answers, catalogue


def effects(change: PlannedChange) -> Iterator[Effect]:
    """For each capability and province: how many are asked, how many said yes, and whose answer lapses."""
    touched = {one.kind for one in (*change.before(), *change.after())}
    asked = [capability for capability in catalogue() if touched.intersection(capability.kinds)]
    if not asked or change.before() == change.after():
        return
    everyone = organisations.alive(change.on)
    for province, places in _territories(change).items():
        for capability in asked:
            yield from _of_capability(change, capability, everyone, province, places)
    yield from _lapsing(change, asked)


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


def _of_capability(
    change: PlannedChange, capability: Capability, everyone: list[Named], province: str, places: set[int]
) -> Iterator[Effect]:
    def is_asked(one: Named) -> bool:
        return one.kind in capability.kinds and one.area_id in places

    before, after = tally(change, everyone, is_asked)
    url = reverse("capabilities:capability", args=[capability.code])
    params = {"capability": capability.name, "place": province}
    if before != after:
        text = gettext_noop("Institutions in %(place)s asked: “%(capability)s”")
        yield Effect(text, params, "figure", before, after, url)
    units = [one.id for one in everyone if is_asked(one)]
    yes = {key for key, answer in answers(capability.code, units, change.on).items() if answer.answer}
    gone = {one.id for one in change.before() if is_asked(one)}
    stay = {one.id for one in change.after() if is_asked(one)}
    left = len(yes) - len(yes & (gone - stay))
    if left != len(yes):
        text = gettext_noop("Of them in %(place)s that said yes: “%(capability)s”")
        yield Effect(text, params, "figure", len(yes), left, url)


def _lapsing(change: PlannedChange, asked: list[Capability]) -> Iterator[Effect]:
    """An answer belongs to who gave it: a successor answers for itself."""
    heirs = [part.name for part in change.parts if any(tie.successor == part.code for tie in change.ties)]
    for part in change.parts:
        if not part.ended or part.organisation_id is None or part.before is None:
            continue
        key, kind = part.organisation_id, part.before.kind
        given = [
            capability.name
            for capability in asked
            if kind in capability.kinds and answers(capability.code, [key], change.on)
        ]
        if given and heirs:
            text = gettext_noop(
                "%(number)s answers of %(name)s end with it; %(others)s answer for themselves: %(what)s."
            )
            params = {"name": part.name, "number": len(given), "others": heirs, "what": given}
            yield Effect(text, params, "decide")
        elif given:
            text = gettext_noop("%(number)s answers of %(name)s end with it: %(what)s.")
            yield Effect(text, {"name": part.name, "number": len(given), "what": given})
