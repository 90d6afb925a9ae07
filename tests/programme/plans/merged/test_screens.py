"""The pages of a merged place: who sees them, what they show, what an officer does there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from densach.programme.plans.models import Fate, TargetDecision
from tests import cast
from tests.programme.plans.desk import asked, text
from tests.programme.plans.merged.world import (
    DIGITAL,
    VISITS,
    World,
    a_plan,
    an_organisation,
    counted,
    percent,
)
from tests.programme.reports.scene import a_target
from tests.stage import SignedIn

PAGES = ("merged", "merged_print", "merged_waiting", "merged_decided")


def at(name: str, *more: object) -> str:
    return reverse(f"plans:{name}", args=["hop", *more])


def ticked(world: World, *pairs: tuple[str, str], **more: object) -> dict[str, Any]:
    return {"chi-tieu": [world.target(code, subject).pk for code, subject in pairs], **more}


def form_of(world: World, fate: str, *pairs: tuple[str, str], **more: object) -> dict[str, Any]:
    told = {
        "fate": fate,
        "on": "2025-07-01",
        "legal_basis": "Quyết định 15/QĐ-UBND ngày 01/7/2025",
        "note": "",
    }
    return {**ticked(world, *pairs), **told, **more}


@pytest.mark.parametrize("page", PAGES)
def test_whoever_works_in_the_place_sees_its_pages(world: World, hop_desk: Client, page: str) -> None:
    assert hop_desk.get(at(page)).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "merged_decide"])
def test_to_a_stranger_the_place_does_not_exist(world: World, page: str) -> None:
    elsewhere = an_organisation("so-bac", "department", "province", world.former["bac"], date(2020, 1, 1))
    stranger = SignedIn(cast.a_person("la@khac.test", "Hồ Thị Lạ", "department_officer", elsewhere))
    assert stranger.get(at(page)).status_code == 404


def test_a_librarian_of_the_place_looks_and_does_not_decide(world: World) -> None:
    librarian = SignedIn(cast.a_person("tt@hop.test", "Lê Thủ Thư", "librarian", world.libraries["tay"]))
    url = reverse("plans:merged_waiting", args=["hop"])
    assert librarian.get(url).status_code == 200
    assert 'type="checkbox"' not in text(librarian.get(url))
    assert (
        librarian.post(at("merged_decide"), form_of(world, "end", ("tay", "số hóa huyện"))).status_code == 403
    )


def test_the_table_shows_both_and_the_sum(world: World, hop_desk: Client) -> None:
    page = text(hop_desk.get(at("merged")))
    for words in ("70%", "100%", "15/17", "11,98", "15–20%"):
        assert words in page


def test_each_figure_of_the_sum_opens_what_made_it(world: World, hop_desk: Client) -> None:
    world.answered("tay", 4, 4)
    world.answered("dong", 5, 4)
    pk = world.target("dong", "số hóa huyện").pk
    page = hop_desk.get(at("merged_whole", pk), {"xem": "truoc"})
    pieces = page.context["pieces"]
    told = [hop_desk.get(piece.row.evidence_url).context["value"].yes for piece in pieces]
    assert sum(told) == page.context["shown"].verdict.actual == 9


def test_the_workbook_has_a_line_for_each_target_and_each_sum(world: World, hop_desk: Client) -> None:
    lines = hop_desk.get(at("merged"), {"xuat": "csv"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 8 + 3


def test_several_targets_are_ended_in_one_act(world: World, hop_desk: Client) -> None:
    both = (("tay", "số hóa huyện"), ("dong", "số hóa huyện"))
    shown = hop_desk.get(at("merged_decide"), ticked(world, *both))
    assert len(shown.context["rows"]) == 2
    assert hop_desk.post(at("merged_decide"), form_of(world, "end", *both)).status_code == 302
    assert TargetDecision.objects.filter(fate=Fate.END).count() == 2
    assert "15/QĐ-UBND" in text(hop_desk.get(at("merged_decided")))


def test_lineage_proposes_who_carries_on(world: World, hop_desk: Client) -> None:
    page = hop_desk.get(at("merged_decide"), ticked(world, ("tay", "số hóa huyện")))
    (row,) = page.context["rows"]
    assert [unit.code for unit in row["proposed"]] == ["tv-tay"]
    assert row["chosen"] == (world.libraries["tay"].pk,)
    assert row["change"].after.verdict.need == 1


def test_the_new_plan_proposes_what_replaces(world: World, hop_desk: Client) -> None:
    rows = {"số hóa xã": percent({**DIGITAL, "institution_types": ["thu_vien_xa"], "levels": ["xa"]}, 60)}
    a_plan(world, "hop", rows, territory=world.united)
    page = hop_desk.get(at("merged_decide"), ticked(world, ("tay", "số hóa huyện"), **{"so-phan": "replace"}))
    assert page.context["rows"][0]["replaced_by"] == world.target("hop", "số hóa xã")


def test_what_was_typed_stays_when_the_decision_is_refused(world: World, hop_desk: Client) -> None:
    sent = form_of(world, "carry", ("tay", "số hóa huyện"), note="Theo họp ngày 30/6")
    page = hop_desk.post(at("merged_decide"), sent)
    assert page.status_code == 422
    assert "Theo họp ngày 30/6" in text(page)
    assert not TargetDecision.objects.exists()


def test_the_later_of_two_officers_gets_a_sentence(world: World, hop_desk: Client) -> None:
    sent = form_of(world, "end", ("tay", "số hóa huyện"))
    hop_desk.post(at("merged_decide"), sent)
    page = hop_desk.post(at("merged_decide"), sent)
    assert page.status_code == 409
    assert "Lý Thị Sở" in text(page)
    assert TargetDecision.objects.count() == 1


def test_a_decision_is_taken_back_with_a_reason(world: World, hop_desk: Client) -> None:
    hop_desk.post(at("merged_decide"), form_of(world, "end", ("tay", "số hóa huyện")))
    decision = TargetDecision.objects.get()
    hop_desk.post(at("merged_take_back", decision.pk), {"why": ""})
    decision.refresh_from_db()
    assert decision.undone_at is None
    hop_desk.post(at("merged_take_back", decision.pk), {"why": "Nhầm chỉ tiêu"})
    decision.refresh_from_db()
    assert decision.undone_why == "Nhầm chỉ tiêu"
    assert "Nhầm chỉ tiêu" in text(hop_desk.get(at("merged_decided"), {"xem": "rut"}))


def test_queries_do_not_grow_with_the_targets(world: World, hop_desk: Client) -> None:
    before = [asked(hop_desk, at(page)) for page in PAGES]
    for number in range(6):
        given = percent({**DIGITAL, "milestone": 2026 + number % 4, "year_to": 2026 + number % 4}, 50)
        a_target(world.plans["tay"], 10 + number, f"thêm {number}", **given)
    assert [asked(hop_desk, at(page)) for page in PAGES] == before


def test_the_figures_of_a_replaced_target_say_whose_they_are(world: World, hop_desk: Client) -> None:
    plan = a_plan(world, "moi", {"lượt mới": percent(VISITS, 50, year_from=2026)}, territory=world.united)
    counted(world.libraries["bac"], date(2026, 3, 1), 60)
    (new,) = plan.targets.all()
    old = world.target("tay", "lượt xã")
    form = form_of(world, "replace", ("tay", "lượt xã"), **{f"thay-{old.pk}": new.pk})
    assert hop_desk.post(at("merged_decide"), form).status_code == 302
    said = "số liệu của chỉ tiêu thay thế, 50"
    for page in (reverse("plans:plan", args=["kh-tay"]), at("merged")):
        assert text(hop_desk.get(page)).count(said) == 1
    assert "lượt mới (50" in hop_desk.get(at("merged"), {"xuat": "csv"}).content.decode("utf-8-sig")
