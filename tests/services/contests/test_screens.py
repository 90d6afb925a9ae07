"""The screens: every page opens, lists can be taken away, what was typed stays; each sees what is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from densach.kernel.actor import SYSTEM
from densach.people.models import User
from densach.services.certificates.models import Certificate
from densach.services.contests import actions
from densach.services.contests.models import Award, Contest, Criterion, Entry, Judge, Round, Score
from tests import cast
from tests.services.contests.stage import (
    NOW,
    Stage,
    a_contest,
    a_judge,
    a_kind,
    an_entry,
    being_judged,
    criteria,
    fresh,
    marks,
    prizes,
    round_data,
    step,
    the_round,
)
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stage(province: cast.Province) -> Stage:
    return being_judged(province.culture_centre)


@pytest.fixture
def head(culture_head: User) -> SignedIn:
    return SignedIn(culture_head)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"contests:{name}", args=args)


def test_a_contest_is_laid_opened_judged_and_ranked_in_the_browser(
    province: cast.Province, head: SignedIn
) -> None:
    kind = a_kind()
    made = head.post(
        url("new"),
        {
            "organisation": province.culture_centre.code, "title": "Hội diễn 2026", "kind": kind.pk, "year": 2026,
            "entry_kinds": ["team"], "public": "on", "name": "Chung khảo", "opens": "2026-11-01",
            "closes": "2026-11-30", "held_on": "2026-11-19", "starts": "19:00", "ends": "22:00",
        },
    )  # fmt: skip
    assert made.status_code == 302, text(made)
    round_ = Round.objects.get()
    assert head.get(made["Location"]).status_code == 200
    typed = {
        "revision": round_.revision,
        "name-0": "Nội dung",
        "most-0": "10",
        "weight-0": "1,5",
        "name-1": "",
    }
    assert head.post(url("criteria", round_.pk), typed).status_code == 302
    assert str(Criterion.objects.get().weight) == "1.50"
    assert head.post(url("jury", round_.pk), {"name": "Bà Năm", "head": "on"}).status_code == 302
    assert head.post(url("step", round_.pk, "open"), {"revision": fresh(round_).revision}).status_code == 302
    entry = {"kind": "team", "name": "Đội A", "members": "6"}
    assert head.post(url("enter", round_.pk), entry).status_code == 302
    assert head.post(url("step", round_.pk, "judge"), {"revision": fresh(round_).revision}).status_code == 302
    one, judge, criterion = Entry.objects.get(), Judge.objects.get(), Criterion.objects.get()
    sheet = {f"m-{one.pk}-{criterion.pk}": "8,5", f"w-{one.pk}-{criterion.pk}": ""}
    assert head.post(url("sheet", round_.pk, judge.pk), sheet).status_code == 302
    assert head.post(url("step", round_.pk, "rank"), {"revision": fresh(round_).revision}).status_code == 302
    assert "12,75" in text(head.get(url("results", round_.pk)))
    assert head.post(url("step", round_.pk, "close"), {"revision": fresh(round_).revision}).status_code == 302


def test_only_festivals_and_contests_are_held_as_contests_and_none_is_chosen_beforehand(
    province: cast.Province, head: SignedIn
) -> None:
    a_kind()
    page = text(head.get(url("new")))
    assert "Lớp năng khiếu" not in page and "Hội thao" in page
    choices = re.findall(r'<select name="kind".*?</select>', page, re.DOTALL)[0]
    assert "selected" not in choices.replace('<option value="" selected', "")


def test_every_page_of_a_round_opens(stage: Stage, head: SignedIn) -> None:
    round_, judge, entry = stage.round, stage.judges[0], stage.entries[0]
    for name in ("round", "jury", "entries", "results", "conflict", "draw", "prizes", "change_round"):
        assert head.get(url(name, round_.pk)).status_code == 200, name
    for address in (
        url("home"), url("new"), url("contest", stage.contest.pk), url("change_contest", stage.contest.pk),
        url("entry", entry.pk), url("change_entry", entry.pk), url("leave", entry.pk, "rut"),
        url("sheet", round_.pk, judge.pk), url("step", round_.pk, "cancel"), url("seats"), url("cadence"),
    ):  # fmt: skip
        assert head.get(address).status_code == 200, address
    assert head.get(url("step", round_.pk, "open")).status_code == 302
    assert head.get(url("step", round_.pk, "fly")).status_code == 404


def test_lists_and_the_ranking_can_be_taken_away(stage: Stage, head: SignedIn) -> None:
    round_ = stage.ranked()
    for address in (url("home"), url("entries", round_.pk), url("results", round_.pk), url("cadence")):
        for form in ("xlsx", "csv"):
            assert head.get(address, {"as": form}).status_code == 200, address
    told = head.get(url("results", round_.pk), {"as": "csv"}).content.decode()
    assert "Đội văn nghệ xã Long Điền" in told and "Nghệ sĩ Hai Lúa" in told
    paper = head.get(url("paper", round_.pk))
    assert paper.status_code == 200 and paper.content[:2] == b"PK"


def test_a_judge_with_an_account_scores_on_a_phone_and_sees_own_marks_only(
    province: cast.Province, stage: Stage, librarian: User
) -> None:
    step(stage.round, "back")
    judge = a_judge(stage.round, "", user=librarian)
    step(stage.round, "judge")
    marks(stage.judges[0], stage.entries[0], "9.75", "9.25")
    phone = SignedIn(librarian)
    assert "Vòng chung khảo" in text(phone.get(url("seats")))
    first = stage.entries[0]
    page = phone.get(url("vote", judge.pk, first.pk))
    assert page.status_code == 200 and "9,75" not in text(page)
    one, two = Criterion.objects.order_by("position")
    typed = {f"m-{first.pk}-{one.pk}": "8", f"w-{first.pk}-{one.pk}": "", f"m-{first.pk}-{two.pk}": "7,5"}
    answer = phone.post(url("vote", judge.pk, first.pk), typed)
    assert answer["Location"] == url("vote", judge.pk, stage.entries[1].pk)
    assert Score.objects.filter(judge=judge).count() == 2
    sheet = text(phone.get(url("seat", judge.pk)))
    assert "8 · 7,5" in sheet and "9,75" not in sheet
    assert phone.get(url("seat", stage.judges[0].pk)).status_code == 404
    assert phone.get(url("sheet", stage.round.pk, judge.pk)).status_code in (403, 404)


def test_marks_that_cannot_be_read_are_told_beside_their_fields_and_kept(
    stage: Stage, head: SignedIn
) -> None:
    judge, entry = stage.judges[0], stage.entries[0]
    one, two = Criterion.objects.order_by("position")
    typed = {f"m-{entry.pk}-{one.pk}": "tám", f"m-{entry.pk}-{two.pk}": "11"}
    answer = head.post(url("sheet", stage.round.pk, judge.pk), typed)
    assert answer.status_code == 422
    assert "tám" in text(answer) and 'value="11"' in text(answer)
    assert not Score.objects.exists()


def test_an_office_above_reads_of_contestants_what_the_public_reads(
    stage: Stage, head: SignedIn, leader: User
) -> None:
    Entry.objects.filter(pk=stage.entries[1].pk).update(kind="person", name="Trần Thị Bảo Ngọc")
    round_ = stage.ranked()
    office = SignedIn(leader)
    names = ("entries", "results")
    for address in [url(name, round_.pk) + form for name in names for form in ("", "?as=csv")]:
        assert "Trần Thị Bảo Ngọc" in text(head.get(address)), address
        told = text(office.get(address))
        assert "Ngọc" in told and "Bảo Ngọc" not in told, address
    assert "Bảo Ngọc" not in text(office.get(url("entry", stage.entries[1].pk)))
    assert office.get(url("paper", round_.pk)).status_code == 404
    assert head.get(url("paper", round_.pk)).status_code == 200


def test_a_judge_declines_an_entry_in_words(stage: Stage, librarian: User) -> None:
    step(stage.round, "back")
    judge = a_judge(stage.round, "", user=librarian)
    step(stage.round, "judge")
    phone, entry = SignedIn(librarian), stage.entries[0]
    address = url("decline", judge.pk, entry.pk)
    assert phone.post(address, {"why": ""}).status_code == 422
    assert phone.post(address, {"why": "Học trò của tôi"}).status_code == 302
    assert "Học trò của tôi" in text(phone.get(url("seat", judge.pk)))


def test_prizes_are_proposed_by_rank_given_and_certified(stage: Stage, head: SignedIn) -> None:
    first, second = prizes(stage.round)
    round_ = stage.ranked()
    page = text(head.get(url("award", round_.pk)))
    assert page.count("selected") == 3
    typed = {
        "revision": round_.revision, f"giai-{stage.entries[1].pk}": first.pk, f"giai-{stage.entries[0].pk}": second.pk,
    }  # fmt: skip
    assert head.post(url("award", round_.pk), typed).status_code == 302
    assert head.post(url("certify", round_.pk), {}).status_code == 302
    assert Certificate.objects.filter(kind="prize", source__startswith="award:").count() == 2
    award = Award.objects.first()
    assert award is not None
    refused = head.post(url("award_back", round_.pk, award.pk), {"why": "Nhầm"})
    assert refused.status_code == 422 and Certificate.objects.first().number in text(refused)  # type: ignore[union-attr]  # there is one
    assert "Giải Nhất" in text(head.get(url("results", round_.pk)))
    assert head.get(url("entry", stage.entries[1].pk)).status_code == 200


def test_winners_of_a_commune_go_up_in_the_browser(province: cast.Province, officer: User) -> None:
    above = the_round(a_contest(province.culture_centre))
    criteria(above)
    office = SignedIn(officer)
    page = office.get(url("below", above.pk))
    assert page.status_code == 200
    typed = {
        "revision": fresh(above).revision, "name": "Vòng xã", "opens": "2026-11-01", "closes": "2026-11-30",
        "held_on": "2026-11-18", "starts": "08:00", "ends": "11:00", "promotes": "1",
        "units": [province.commune_centre.pk, province.other_commune_centre.pk],
    }  # fmt: skip
    assert office.post(url("below", above.pk), typed).status_code == 302
    below = Round.objects.get(organisation=province.commune_centre)
    judge = a_judge(below, "Bà Năm")
    step(below, "open")
    entry = an_entry(below, "Đội A")
    step(below, "judge")
    marks(judge, entry, 8, 8)
    below = step(below, "rank")
    assert "checked" in text(office.get(url("promote", below.pk)))
    sent = office.post(url("promote", below.pk), {"revision": below.revision, "len": [entry.pk]})
    assert sent.status_code == 302
    assert above.entries.get().origin_id == entry.pk
    assert office.post(url("promote_back", entry.pk)).status_code == 302
    assert not above.entries.exists()


def test_a_stranger_finds_nothing_and_a_commune_sees_its_own_round(
    province: cast.Province, stranger: User, commune_officer: User
) -> None:
    contest = a_contest(province.culture_centre)
    above = fresh(the_round(contest))
    own, other = actions.add_rounds_below(
        at=NOW, actor=SYSTEM, above=above, seen=above.revision, data=round_data("Vòng xã"),
        units=[province.commune_centre, province.other_commune_centre],
    )  # fmt: skip
    far = SignedIn(stranger)
    for address in (url("contest", contest.pk), url("round", above.pk), url("results", own.pk)):
        assert far.get(address).status_code == 404
    near = SignedIn(commune_officer)
    page = text(near.get(url("contest", contest.pk)))
    assert own.name in page and other.name not in page
    assert near.get(url("round", own.pk)).status_code == 200
    assert near.get(url("round", other.pk)).status_code == 404
    assert near.get(url("round", above.pk)).status_code == 404
    assert near.get(url("change_round", above.pk)).status_code == 404


def test_the_list_is_filtered_in_the_address_and_says_so_when_nothing_fits(
    province: cast.Province, head: SignedIn
) -> None:
    assert "empty" in text(head.get(url("home")))
    a_contest(province.culture_centre)
    assert "Liên hoan tiếng hát dân ca" in text(head.get(url("home"), {"q": "dan ca", "nam": "2026"}))
    assert "Liên hoan tiếng hát dân ca" not in text(head.get(url("home"), {"q": "cờ tướng"}))
    assert "Liên hoan tiếng hát dân ca" in text(head.get(url("home"), {"tinh_trang": "live"}))
    assert Contest.objects.count() == 1


def test_the_order_is_drawn_by_lot_or_typed(stage: Stage, head: SignedIn) -> None:
    step(stage.round, "back")
    before = fresh(stage.round)
    assert head.post(url("draw", before.pk), {"revision": before.revision, "boc": "1"}).status_code == 302
    assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3]
    now = fresh(stage.round)
    keys = [one.pk for one in stage.entries]
    typed = {"revision": now.revision, **{f"so-{key}": str(9 - place) for place, key in enumerate(keys)}}
    assert head.post(url("draw", now.pk), typed).status_code == 302
    assert [Entry.objects.get(pk=key).number for key in keys] == [9, 8, 7]
    now = fresh(stage.round)
    twice = {"revision": now.revision, **dict.fromkeys((f"so-{key}" for key in keys), "4")}
    assert head.post(url("draw", now.pk), twice).status_code == 422
