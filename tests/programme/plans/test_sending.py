"""A plan is sent to units, read there, and those who have not issued theirs are reminded."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from densach.programme.plans import actions
from densach.programme.plans.models import Addressee, Plan
from densach.programme.plans.queries import sending
from densach.programme.plans.queries.heads import head_of
from densach.programme.plans.rules.refusals import (
    AlreadyRead,
    DueInThePast,
    NobodyChosen,
    NotSent,
    OutsideTerritory,
)
from densach.workspace import waiting
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.plans.desk import address, asked, text
from tests.programme.plans.kin import DUE, derive, receipt, send
from tests.stage import SignedIn


def test_all_communes_are_sent_to_at_once(desk: Client, started: Plan, province: cast.Province) -> None:
    url = address("send", started)
    page = desk.get(url, {"kind": "peoples_committee", "level": "commune"})
    codes = [one.code for one, _known, ticked in page.context["units"] if ticked]
    assert codes == [province.commune_committee.code, province.other_commune_committee.code]
    desk.post(url, {"don-vi": codes, "must_issue": "on", "due": DUE.isoformat()})
    assert Addressee.objects.filter(plan=started, must_issue=True, due=DUE).count() == 2


def test_the_list_of_receivers_finds_a_unit_without_accents(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    page = desk.get(address("receipts", started), {"q": "long dien"})
    assert [row.unit.id for row, _words in page.context["rows"]] == [province.other_commune_committee.pk]


def test_sending_again_keeps_who_has_read(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, due=None)
    actions.mark_read(at=NOW, actor=SYSTEM, addressee=Addressee.objects.get())
    assert send(started, province.commune_committee) == (0, 1)
    row = Addressee.objects.get()
    assert (row.must_issue, row.due, row.read_at) == (True, DUE, NOW)


def test_a_plan_in_review_is_not_sent(plan: Plan, province: cast.Province) -> None:
    with pytest.raises(NotSent):
        send(plan, province.commune_committee)


def test_a_unit_of_another_province_is_not_sent_to(started: Plan, province: cast.Province) -> None:
    with pytest.raises(OutsideTerritory):
        send(started, province.foreign_library)


def test_nobody_and_a_day_gone_by_are_refused(started: Plan, province: cast.Province) -> None:
    with pytest.raises(NobodyChosen):
        send(started)
    with pytest.raises(DueInThePast):
        send(started, province.commune_committee, due=TODAY - timedelta(days=1))


def test_the_receiver_says_that_it_is_read_and_the_first_stays(
    started: Plan, province: cast.Province, commune_officer: User
) -> None:
    send(started, province.commune_committee)
    phone = SignedIn(commune_officer)
    assert address("read", started) in text(phone.get(address("plan", started)))
    phone.post(address("read", started))
    row = receipt(started, province.commune_committee)
    assert (row.reading, row.addressee.read_by_name) == (sending.READ, commune_officer.name)
    assert address("read", started) not in text(phone.get(address("plan", started)))


def test_nobody_reads_for_another_unit(started: Plan, province: cast.Province, officer: User) -> None:
    send(started, province.commune_committee)
    with pytest.raises(NotAllowed):
        actions.mark_read(at=NOW, actor=cast.acting(officer), addressee=Addressee.objects.get())


def test_what_was_read_is_not_taken_back(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    first, second = Addressee.objects.order_by("pk")
    actions.mark_read(at=NOW, actor=SYSTEM, addressee=first)
    with pytest.raises(AlreadyRead):
        actions.take_back(at=NOW, actor=SYSTEM, addressee=first)
    actions.take_back(at=NOW, actor=SYSTEM, addressee=second)
    assert list(Addressee.objects.all()) == [first]


def test_who_has_not_issued_is_told_with_days(started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    child = derive(started, province.other_commune_committee)
    actions.start(at=NOW, actor=SYSTEM, plan=child)
    late = DUE + timedelta(days=10)
    assert (receipt(started, province.commune_committee, late).issuing) == sending.LATE
    assert (receipt(started, province.commune_committee, late).days) == 10
    assert (receipt(started, province.other_commune_committee, late).issuing) == sending.ISSUED
    assert (receipt(started, province.commune_committee).issuing) == sending.WANTED


def test_the_letter_names_who_has_not_issued(desk: Client, started: Plan, province: cast.Province) -> None:
    send(started, province.commune_committee)
    answer = desk.get(address("letter", started))
    words = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "xã An Tiến" in words
    assert "31/KH-UBND" in words


def test_a_desk_tells_what_came_and_what_is_to_be_issued(
    started: Plan, province: cast.Province, commune_officer: User
) -> None:
    send(started, province.commune_committee)
    urls = [todo.url for todo in waiting.of(cast.acting(commune_officer), TODAY)]
    assert {address("plan", started), address("derive", started)} <= set(urls)


def test_a_longer_list_of_receivers_asks_no_more(
    desk: Client, started: Plan, province: cast.Province
) -> None:
    send(started, province.commune_committee)
    few = asked(desk, address("receipts", started))
    send(started, province.other_commune_committee, province.library, province.museum)
    assert asked(desk, address("receipts", started)) <= few


def test_the_head_counts_as_issued_only_those_of_whom_a_plan_is_asked(
    started: Plan, province: cast.Province
) -> None:
    send(started, province.commune_committee, province.other_commune_committee)
    for unit in (province.commune_committee, province.museum):
        actions.start(at=NOW, actor=SYSTEM, plan=derive(started, unit))
    head = head_of(SYSTEM, started, TODAY)
    assert (head.asked, head.children, head.issued) == (2, 2, 1)
    assert head.issued == sending.tally(sending.receipts(started, TODAY))[sending.ISSUED]
