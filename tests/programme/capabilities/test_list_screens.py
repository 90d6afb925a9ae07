"""The screens of checklists and rules of proof."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.capabilities import queries
from densach.programme.capabilities.models import Assessment, Checklist, ClaimState, ProofRule
from tests import cast
from tests.cast import NOW, TODAY
from tests.programme.capabilities.lists import count_months, filled
from tests.stage import SignedIn

PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files_end_with_the_test(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def keys(code: str) -> dict[str, int]:
    present = queries.list_by_code(code, TODAY)
    return {one.code: one.pk for one in queries.criteria_of(present)}


def fill_url(place: str, code: str) -> str:
    return reverse("capabilities:fill", args=[place, code])


def test_a_whole_list_is_filled_on_one_page(librarian: User, province: cast.Province) -> None:
    key = keys("tv.tinh")
    told = {
        "since": "2026-03-01",
        f"answer_{key['copies']}": "198.500",
        f"answer_{key['access']}": "yes",
        f"note_{key['access']}": "Lối dốc ở cửa chính",
        f"paper_{key['access']}": SimpleUploadedFile("anh-loi-doc.pdf", PAPER, "application/pdf"),
    }
    page = SignedIn(librarian).post(fill_url(province.library.code, "tv.tinh"), told, follow=True)
    text = page.content.decode()
    assert "còn thiếu 1.500 bản" in text
    assert "Lối dốc ở cửa chính" in text
    assert "anh-loi-doc.pdf" in text
    one = Assessment.objects.get()
    assert (one.lines.count(), one.meets, one.since) == (2, False, date(2026, 3, 1))


def test_what_was_typed_is_kept_when_a_number_cannot_be_read(
    librarian: User, province: cast.Province
) -> None:
    key = keys("tv.tinh")
    told = {
        "since": "2026-03-01",
        f"answer_{key['copies']}": "nhiều",
        f"answer_{key['titles']}": "51.000",
        f"note_{key['titles']}": "Theo sổ tổng quát",
    }
    answer = SignedIn(librarian).post(fill_url(province.library.code, "tv.tinh"), told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(word in text for word in ("nhiều", "51.000", "Theo sổ tổng quát"))
    assert not Assessment.objects.exists()


def test_a_known_number_is_offered_with_its_source_and_taken_when_accepted(
    librarian: User, province: cast.Province
) -> None:
    facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        measure="library.stock",
        since=date(2026, 6, 30),
        until=date(2026, 6, 30),
        quantities={"": 203_450},
    )
    client, key = SignedIn(librarian), keys("tv.tinh")
    address = fill_url(province.library.code, "tv.tinh")
    page = client.get(address).content.decode()
    assert "203.450" in page
    assert "sổ đếm" in page
    client.post(address, {"since": "2026-07-01", f"accept_{key['copies']}": "on"})
    assert Assessment.objects.get().lines.get().value == 203_450


def test_a_number_that_is_only_offered_is_not_taken(librarian: User, province: cast.Province) -> None:
    answer = SignedIn(librarian).post(fill_url(province.library.code, "tv.tinh"), {"since": "2026-07-01"})
    assert answer.status_code == 422
    assert not Assessment.objects.exists()


def test_the_paper_of_last_time_is_kept_unless_it_is_let_go(librarian: User, province: cast.Province) -> None:
    client, key = SignedIn(librarian), keys("tv.tinh")["access"]
    address = fill_url(province.library.code, "tv.tinh")
    paper = SimpleUploadedFile("anh.pdf", PAPER, "application/pdf")
    client.post(address, {"since": "2026-03-01", f"answer_{key}": "yes", f"paper_{key}": paper})
    client.post(address, {"since": "2026-04-01", f"answer_{key}": "yes", f"keep_{key}": "on"})
    client.post(address, {"since": "2026-05-01", f"answer_{key}": "yes"})
    papers = [one.lines.get().evidence for one in Assessment.objects.order_by("pk")]
    assert papers[0] is not None
    assert papers[1] == papers[0]
    assert papers[2] is None


def test_a_list_of_another_kind_is_not_there(librarian: User, province: cast.Province) -> None:
    answer = SignedIn(librarian).get(fill_url(province.library.code, "tv.xa"))
    assert answer.status_code == 404


def test_the_officer_verifies_a_list_from_the_queue(officer: User, province: cast.Province) -> None:
    one, client = filled(province.library, "tv.tinh"), SignedIn(officer)
    queue = client.get(reverse("capabilities:verifying")).content.decode()
    assert reverse("capabilities:assessment", args=[one.pk]) in queue
    client.post(reverse("capabilities:verify_list", args=[one.pk]))
    one.refresh_from_db()
    assert one.state == ClaimState.VERIFIED


def test_a_returned_list_shows_the_remark_to_its_unit(
    officer: User, librarian: User, province: cast.Province
) -> None:
    one = filled(province.library, "tv.tinh")
    SignedIn(officer).post(
        reverse("capabilities:return_list", args=[one.pk]), {"remark": "Thiếu biên bản kiểm kê"}
    )
    page = SignedIn(librarian).get(reverse("capabilities:assessment", args=[one.pk]))
    assert "Thiếu biên bản kiểm kê" in page.content.decode()


def test_the_proof_of_a_unit_opens_onto_its_counts(officer: User, province: cast.Province) -> None:
    count_months(province.commune_centre, "culture.group_sessions", 9, 7, last=Period.month(2026, 10))
    address = reverse("capabilities:history", args=["culture.regular_groups", province.commune_centre.code])
    text = SignedIn(officer).get(address).content.decode()
    assert "số liệu chứng minh" in text
    assert text.count(reverse("facts:count", args=[0]).removesuffix("0/")) >= 9


def test_a_rule_is_tried_then_saved(officer: User, province: cast.Province) -> None:
    count_months(province.commune_centre, "culture.group_sessions", 6, last=Period.month(2026, 10))
    old = ProofRule.objects.get(capability__code="culture.regular_groups")
    client, address = SignedIn(officer), reverse("capabilities:rule", args=[old.pk])
    told = {
        "measure": "culture.group_sessions",
        "at_least": "1",
        "months": "6",
        "window": "12",
        "since": today(timezone.now()).isoformat(),
    }
    tried = client.post(address, {**told, "try": "1"})
    assert tried.context["trial"].difference == 1
    assert ProofRule.objects.get(capability__code="culture.regular_groups") == old
    assert client.post(address, told).status_code == 422, "no paper is named"
    client.post(address, {**told, "legal_basis": "HD 5/HD-SVHTTDL"})
    assert ProofRule.objects.filter(capability__code="culture.regular_groups").count() == 2


def test_only_who_keeps_rules_opens_them(librarian: User, province: cast.Province) -> None:
    rule = ProofRule.objects.earliest("pk")
    client = SignedIn(librarian)
    assert client.get(reverse("capabilities:rules")).status_code == 200
    assert client.get(reverse("capabilities:rule", args=[rule.pk])).status_code == 403
    assert client.post(reverse("capabilities:end_rule", args=[rule.pk])).status_code == 403


def test_a_stranger_neither_opens_nor_changes_rules_and_lists_of_this_province(
    province: cast.Province,
) -> None:
    rule = ProofRule.objects.get(capability__code="culture.regular_groups")
    client = SignedIn(cast.the_stranger(province))
    page = client.get(reverse("capabilities:rules"))
    assert page.status_code == 200
    assert reverse("capabilities:rule", args=[rule.pk]) not in page.content.decode()
    assert client.get(reverse("capabilities:new_rule")).status_code == 403
    assert client.post(reverse("capabilities:rule", args=[rule.pk]), {"months": "1"}).status_code == 403
    assert client.post(reverse("capabilities:end_rule", args=[rule.pk])).status_code == 403
    keeper = SignedIn(
        cast.a_person("keeper@cuu-ha.test", "Bùi Văn Giữ", "administrator", province.foreign_committee)
    )
    listed = queries.list_by_code("tv.xa", TODAY)
    shown = keeper.get(reverse("capabilities:checklist", args=[listed.pk]))
    assert reverse("capabilities:amend", args=[listed.pk]) not in shown.content.decode()
    assert keeper.get(reverse("capabilities:amend", args=[listed.pk])).status_code == 403


def test_an_administrator_puts_the_figures_of_a_new_decree_in(province: cast.Province) -> None:
    rank = queries.list_by_code("bt.hang-i", TODAY)
    client = SignedIn(cast.the_administrator(province))
    address = reverse("capabilities:amend", args=[rank.pk])
    form = client.get(address).context["form"]
    told = {name: form[name].value() or "" for name in form.fields if name != "paper"}
    told |= {"since": rank.valid_from.isoformat(), "least_0_0": "6", "unit_vi_0": "sưu tập"}
    told |= {name: "on" for name in form.fields if name.startswith("required_")}
    assert client.post(address, told).status_code == 302
    first = queries.criteria_of(Checklist.objects.get(pk=rank.pk))[0]
    assert (first.thresholds, first.unit_vi) == ({"": "6.00"}, "sưu tập")


def test_the_comparison_asks_no_more_queries_for_more_units(officer: User, province: cast.Province) -> None:
    client = SignedIn(officer)
    address = reverse("capabilities:comparison", args=[queries.list_by_code("tv.xa", TODAY).pk])

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    filled(province.commune_library, "tv.xa")
    before = asked()
    filled(province.other_commune_library, "tv.xa", at=NOW - timedelta(days=1))
    assert asked() == before


def test_each_list_of_a_question_can_be_taken_away(officer: User, province: cast.Province) -> None:
    count_months(province.commune_centre, "culture.group_sessions", 9, last=Period.month(2026, 10))
    address = reverse("capabilities:capability", args=["culture.regular_groups"])
    client = SignedIn(officer)
    has = client.get(address, {"group": "yes", "as": "csv"}).content.decode("utf-8-sig")
    silent = client.get(address, {"group": "unknown", "as": "csv"}).content.decode("utf-8-sig")
    assert "xã An Tiến" in has
    assert "02/2026" in has
    assert "xã An Tiến" not in silent
    assert "xã Long Điền" in silent


def test_the_evidence_of_a_share_lists_who_fulfils_it_and_how(officer: User, province: cast.Province) -> None:
    count_months(province.commune_centre, "culture.group_sessions", 9, last=Period.month(2026, 10))
    address = reverse("indicators:evidence", args=["vh.co_lop_clb_nhom_so_thich"])
    asked = {"den": TODAY.isoformat(), "ky": "2026"}
    page = SignedIn(officer).get(address, {**asked, "chi": "co"})
    assert [line.part.organisation_id for line in page.context["lines"]] == [province.commune_centre.pk]
    assert "số liệu chứng minh" in page.content.decode()
    silent = SignedIn(officer).get(address, {**asked, "chi": "chua", "as": "csv"})
    assert "xã An Tiến" not in silent.content.decode("utf-8-sig")
