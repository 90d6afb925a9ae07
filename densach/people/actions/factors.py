"""Second factors are added, proven, taken away; recovery codes are made and used up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.people import codes, queries
from densach.people.actions.allowing import look_after
from densach.people.actions.sessions import end_every_sign_in
from densach.people.models import FactorKind, RecoveryCode, SecondFactor, User
from densach.people.passkeys import Passkey
from densach.people.rules import (
    RECOVERY_CODES,
    FactorDemanded,
    FactorHeld,
    PasskeyRefused,
    WrongCode,
    recovery_code,
)


def _write(act: str, at: datetime, actor: Actor, user: User, **params: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=None, subject=f"user:{user.pk}", name=user.name, **params
    )


@transaction.atomic
def add_app(*, at: datetime, actor: Actor, user: User, key: str, code: str) -> list[str]:
    """An app that shows codes, proven by its first one. Returns recovery codes if these are the person's first."""
    if queries.app_of(user) is not None:
        raise FactorHeld()
    step = codes.step_of(key, code, at)
    if step is None:
        raise WrongCode()
    SecondFactor.objects.create(
        user=user, kind=FactorKind.TOTP, name="", sealed=codes.seal(key), last_step=step, added_at=at
    )
    _write("people.app_added", at, actor, user)
    return _first_codes(at, user)


@transaction.atomic
def add_passkey(*, at: datetime, actor: Actor, user: User, passkey: Passkey, name: str) -> list[str]:
    """Returns recovery codes if these are the person's first, else nothing."""
    if SecondFactor.objects.filter(credential_id=passkey.id).exists():
        raise PasskeyRefused()
    SecondFactor.objects.create(
        user=user,
        kind=FactorKind.PASSKEY,
        name=clean_text(name)[:60],
        credential_id=passkey.id,
        credential=passkey.credential,
        sign_count=passkey.sign_count,
        added_at=at,
    )
    _write("people.passkey_added", at, actor, user, key=clean_text(name)[:60])
    return _first_codes(at, user)


def _first_codes(at: datetime, user: User) -> list[str]:
    return [] if user.recovery_codes.exists() else _new_codes(at, user)


def _new_codes(at: datetime, user: User) -> list[str]:
    user.recovery_codes.all().delete()
    made = [recovery_code() for _position in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=codes.recovery_digest(one), made_at=at) for one in made
    )
    return made


@transaction.atomic
def renew_recovery_codes(*, at: datetime, actor: Actor, user: User) -> list[str]:
    """Ten new ones; the old ones open nothing any more. They are returned here and kept nowhere."""
    made = _new_codes(at, user)
    _write("people.codes_renewed", at, actor, user)
    return made


@transaction.atomic
def remove_factor(*, at: datetime, actor: Actor, factor: SecondFactor) -> None:
    """The last one stays while a unit demands one. With the last one the recovery codes go."""
    user = factor.user
    is_last = user.second_factors.count() == 1
    demand = queries.demand_on(user, today(at)) if is_last else None
    if demand is not None and demand.holds:
        raise FactorDemanded(place=demand.place)
    factor.delete()
    if is_last:
        user.recovery_codes.all().delete()
    _write("people.factor_removed", at, actor, user)


@transaction.atomic
def prove_by_code(*, at: datetime, user: User, typed: str) -> None:
    """A code of the app or a recovery code, each good once. Raises WrongCode."""
    app = queries.app_of(user)
    key = codes.unseal(app.sealed) if app is not None else None
    step = codes.step_of(key, typed, at) if key else None
    if app is not None and step is not None:
        # Asked and written in one statement: of two browsers with one code, one comes in.
        later = SecondFactor.objects.filter(pk=app.pk, last_step__lt=step)
        if later.update(last_step=step, used_at=at):
            return
        raise WrongCode()
    code = (
        queries.unused_code(user, codes.recovery_digest(typed)) if queries.has_second_factor(user) else None
    )
    if code is None:
        raise WrongCode()
    code.used_at = at
    code.save(update_fields=["used_at"])
    journal.write(
        at=at, actor=queries.StaffActor(user, today(at)), act="people.code_used", subject=f"user:{user.pk}",
        name=user.name, left=queries.recovery_codes_left(user),
    )  # fmt: skip


@transaction.atomic
def prove_by_passkey(*, at: datetime, user: User, credential_id: str, sign_count: int) -> None:
    """A key that counts its signatures must have counted on: a lower count is a copy's."""
    factor = user.second_factors.select_for_update().filter(credential_id=credential_id).first()
    if factor is None or (sign_count and sign_count <= factor.sign_count):
        raise PasskeyRefused()
    factor.sign_count = sign_count
    factor.used_at = at
    factor.save(update_fields=["sign_count", "used_at"])


@transaction.atomic
def reset_second_factor(*, at: datetime, actor: Actor, user: User) -> None:
    """For whoever lost telephone and recovery codes: all are taken away, and every sign-in ends."""
    look_after(actor, user, today(at))
    user.second_factors.all().delete()
    user.recovery_codes.all().delete()
    end_every_sign_in(at, user)
    _write("people.factors_reset", at, actor, user)
