"""The catalogue of a new installation: capabilities, checklists and rules of proof."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.kernel.vietnamese import nfc
from densach.programme.capabilities.catalogue import RULES, SEEDS
from densach.programme.capabilities.list_seeds import ListSeed, list_seeds
from densach.programme.capabilities.models import Capability, Checklist, Criterion, CriterionKind, ProofRule


@transaction.atomic
def seed_catalogue(*, at: datetime) -> None:
    """Writes the capabilities, lists and rules of the seeds. Again, it brings names and kinds of capabilities up to
    date and adds what is missing; a list or a rule that a person has changed since is left as it is.
    """
    _seed_capabilities()
    capabilities = {one.code: one for one in Capability.objects.all()}
    known = set(Checklist.objects.values_list("code", "valid_from"))
    changed = set(Checklist.objects.exclude(made_by_name="").values_list("code", flat=True))
    for position, seed in enumerate(list_seeds(), start=1):
        if (seed.code, seed.valid_from) not in known and seed.code not in changed:
            _write_list(at, seed, position, capabilities.get(seed.capability))
    _seed_rules(at, capabilities)


def _seed_capabilities() -> None:
    rows = [
        Capability(
            code=seed.code,
            name_vi=nfc(seed.name_vi),
            name_en=seed.name_en,
            kinds=list(seed.kinds),
            staged=seed.staged,
            position=position,
        )
        for position, seed in enumerate(SEEDS, start=1)
    ]
    told = ["name_vi", "name_en", "kinds", "staged", "position"]
    Capability.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=told)


def _write_list(at: datetime, seed: ListSeed, position: int, capability: Capability | None) -> None:
    checklist = Checklist.objects.create(
        code=seed.code,
        name_vi=nfc(seed.name_vi),
        name_en=seed.name_en,
        kinds=list(seed.kinds),
        levels=list(seed.levels),
        rank=seed.rank,
        regions=dict(seed.regions),
        capability=capability,
        legal_basis=nfc(seed.legal_basis),
        valid_from=seed.valid_from,
        valid_to=seed.valid_to,
        position=position,
        made_at=at,
    )
    Criterion.objects.bulk_create(
        Criterion(
            checklist=checklist,
            code=one.code,
            name_vi=nfc(one.name_vi),
            name_en=one.name_en,
            kind=CriterionKind.AT_LEAST if one.thresholds else CriterionKind.YES_NO,
            unit_vi=one.unit_vi,
            unit_en=one.unit_en,
            thresholds=dict(one.thresholds),
            required=one.required,
            position=place,
        )
        for place, one in enumerate(seed.criteria, start=1)
    )


def _seed_rules(at: datetime, capabilities: dict[str, Capability]) -> None:
    known = set(ProofRule.objects.values_list("capability__code", "measure", "dimension"))
    ProofRule.objects.bulk_create(
        ProofRule(
            capability=capabilities[seed.capability],
            measure=seed.measure,
            at_least=seed.at_least,
            months=seed.months,
            window=seed.window,
            dimension=seed.dimension,
            values=seed.values,
            together=seed.together,
            valid_from=seed.valid_from,
            legal_basis=nfc(seed.legal_basis),
            made_at=at,
            made_by_name="Đèn Sách",
        )
        for seed in RULES
        if (seed.capability, seed.measure, seed.dimension) not in known
    )
