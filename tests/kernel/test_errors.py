"""Refusals are told apart by class and carry what their sentence needs."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from densach.kernel import errors
from densach.kernel.actor import SYSTEM, VISITOR, Actor


def _tree(kind: type[errors.Refusal]) -> list[type[errors.Refusal]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _tree(child))]


_OWN = [kind for kind in _tree(errors.Refusal) if kind.__module__ == errors.__name__]


def test_a_refusal_tells_its_id_and_parameters() -> None:
    refusal = errors.ImpossibleDate(text="31/6/2026")
    assert str(refusal) == "impossible_date(text='31/6/2026')"
    assert refusal.params == {"text": "31/6/2026"}


def test_an_impossible_date_is_caught_as_bad_input() -> None:
    with pytest.raises(errors.Invalid):
        raise errors.ImpossibleDate(text="31/6/2026")


def test_a_refusal_survives_the_way_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(errors.InvalidPeriod(text="2026-H3")))  # noqa: S301 - our own bytes
    assert type(again) is errors.InvalidPeriod
    assert again.params == {"text": "2026-H3"}


def test_every_refusal_of_the_kernel_has_an_id_of_its_own() -> None:
    ids = [kind.message_id for kind in _OWN]
    assert len(ids) == len(set(ids))


def test_the_tree_in_the_docstring_names_every_refusal() -> None:
    drawn = errors.__doc__ or ""
    assert [
        kind.__name__ for kind in _OWN if f" {kind.__name__} " not in f"{drawn} ".replace("\n", " ")
    ] == []


def test_the_system_may_do_everything_and_a_visitor_nothing() -> None:
    system: Actor = SYSTEM
    visitor: Actor = VISITOR
    assert system.may("plans.accept", None)
    assert system.name == "Đèn Sách"
    assert not visitor.may("plans.accept", date(2026, 1, 1))
    assert system.id is None
    assert visitor.id is None
