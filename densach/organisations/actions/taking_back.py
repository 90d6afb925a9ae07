"""Taking back what a file brought into the register, as long as nothing depends on it.

Which rows are depended on is asked of all rows together, and of halves of them only where something is: a file of
thousands of rows on which nothing was built is cleared in a few questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from densach.intake.sheets import Made, Sending, Told, told
from densach.journal import actions as journal
from densach.organisations.effects import Dependence, Done, dependences_of
from densach.organisations.models import (
    ActPart,
    ActState,
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
    Profile,
    RegisterAct,
)
from densach.organisations.queries.dependences import words_of

_AT_ONCE = 500
Part = dict[str, Any]


def hindrances(sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back; empty when all of it can."""
    parts = [(row, part) for row, one in made.items() for part in one["parts"]]
    found: dict[int, Told] = {}
    for row, why in (*_changed_since(parts), *_referred_to(parts), *_depended_on(parts)):
        found.setdefault(row, why)
    return dict(sorted(found.items()))


def _changed_since(parts: Sequence[tuple[int, Part]]) -> Iterator[tuple[int, Told]]:
    """Rows whose organisation has changed again, or has ended."""
    opened = {part["version"]: row for row, part in parts if part["version"]}
    newest: dict[int, int] = {}
    ids = [part["organisation"] for _row, part in parts if part["version"]]
    versions = OrganisationVersion.objects.filter(organisation_id__in=ids).order_by("valid_from")
    for pk, organisation_id, until in versions.values_list("pk", "organisation_id", "valid_to"):
        newest[organisation_id] = pk
        if pk in opened and until is not None:
            yield opened[pk], told("sheets.changed_again")
    undone = RegisterAct.objects.filter(
        pk__in=[part["act"] for _row, part in parts if part["act"]], state=ActState.UNDONE
    )
    gone = set(undone.values_list("pk", flat=True))
    for row, part in parts:
        if part["version"] and newest.get(part["organisation"]) != part["version"]:
            yield row, told("sheets.changed_again")
        elif part["act"] in gone:
            yield row, told("sheets.undone_already")


def _referred_to(parts: Sequence[tuple[int, Part]]) -> Iterator[tuple[int, Told]]:
    """Founded ones to which any table of the house refers, besides what the file itself wrote."""
    founded = {part["organisation"]: row for row, part in parts if part["founded"]}
    if not founded:
        return
    own = _own(parts)
    for field in Organisation._meta.get_fields(include_hidden=True):
        if not (field.one_to_many or field.one_to_one) or not field.auto_created:
            continue
        model = field.related_model
        if not isinstance(model, type) or not issubclass(model, Model):
            continue
        name = str(vars(field)["field"].name)
        rows = model._base_manager.filter(**{f"{name}__in": list(founded)})
        for pk, organisation_id in rows.values_list("pk", name):
            if pk not in own.get(model, ()):
                yield founded[organisation_id], told("sheets.referred_to")


def _own(parts: Sequence[tuple[int, Part]]) -> dict[type[Model], set[int]]:
    """What the file wrote itself."""
    ids = [part["organisation"] for _row, part in parts if part["founded"]]
    acts = [part["act"] for _row, part in parts if part["act"]]
    return {
        OrganisationVersion: {part["version"] for _row, part in parts if part["version"]},
        OrganisationAlias: {key for _row, part in parts for key in part["aliases"]},
        Profile: set(Profile.objects.filter(organisation_id__in=ids).values_list("pk", flat=True)),
        ActPart: set(ActPart.objects.filter(act_id__in=acts).values_list("pk", flat=True)),
    }


def _depended_on(parts: Sequence[tuple[int, Part]]) -> Iterator[tuple[int, Told]]:
    """What the rooms above say. Half by half, so that the many rows on which nothing was built cost one question."""
    waiting = [[one for one in parts if one[1]["act"]]]
    acts = {act.pk: act for act in RegisterAct.objects.filter(pk__in=[one[1]["act"] for one in waiting[0]])}
    while waiting:
        some = waiting.pop()
        said = _asked(some, acts) if some else []
        if not said:
            continue
        if len(some) == 1:
            yield some[0][0], told("sheets.depended_on", what=[words_of(one) for one in said])
            continue
        half = len(some) // 2
        waiting += [some[half:], some[:half]]


def _asked(some: Sequence[tuple[int, Part]], acts: Mapping[int, RegisterAct]) -> list[Dependence]:
    own = [acts[part["act"]] for _row, part in some]
    return dependences_of(
        Done(
            organisation_ids=tuple(part["organisation"] for _row, part in some),
            founded_ids=tuple(part["organisation"] for _row, part in some if part["founded"]),
            on=min(act.on for act in own),
            at=min(act.done_at for act in own),
        )
    )


def undo(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds, after nothing was found to hinder it.

    The acts stay in the list of acts, as undone, with what they told.
    """
    parts = [part for one in made.values() for part in one["parts"]]
    acts = [part["act"] for part in parts if part["act"]]
    RegisterAct.objects.filter(pk__in=acts).update(
        state=ActState.UNDONE, undone_at=sending.at, undone_by_name=sending.actor.name
    )
    ActPart.objects.filter(act_id__in=acts).update(opened=None, closed=None)
    OrganisationAlias.objects.filter(pk__in=[key for part in parts for key in part["aliases"]]).delete()
    founded = [part["organisation"] for part in parts if part["founded"]]
    ActPart.objects.filter(organisation_id__in=founded).update(organisation=None)
    OrganisationVersion.objects.filter(pk__in=[part["version"] for part in parts if part["version"]]).delete()
    OrganisationVersion.objects.filter(pk__in=[part["closed"] for part in parts if part["closed"]]).update(
        valid_to=None
    )
    _profiles_back(sending, parts)
    told_as = {part["code"]: part["name"] for part in parts}
    journal.write_many(
        [
            journal.Line(
                act="organisations.import_undone", subject=f"organisation:{code}", params={"name": name}
            )
            for code, name in told_as.items()
        ],
        at=sending.at,
        actor=sending.actor,
    )
    Organisation.objects.filter(pk__in=founded).delete()


def _profiles_back(sending: Sending, parts: Sequence[Part]) -> None:
    written = [part for part in parts if part["profile"]]
    new = [part["organisation"] for part in written if part["profile_before"] is None]
    Profile.objects.filter(organisation_id__in=new).delete()
    before = {
        part["organisation"]: part["profile_before"] for part in written if part["profile_before"] is not None
    }
    profiles = list(Profile.objects.filter(organisation_id__in=before))
    for profile in profiles:
        for name, value in before[profile.organisation_id].items():
            setattr(profile, name, value)
        profile.changed_at = sending.at
    Profile.objects.bulk_update(
        profiles,
        ["phone", "email", "website", "latitude", "longitude", "changed_at"],
        batch_size=_AT_ONCE,
    )
