"""What an act will change is counted before it is done, and is what is found afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from densach.facts import actions as facts
from densach.facts import queries as book
from densach.facts import replay
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations import actions, queries
from densach.organisations.effects import Effect, effects_of
from densach.organisations.models import Organisation, RegisterAct
from densach.organisations.planned import NewOne, PlannedChange
from densach.organisations.queries.planning import plan_change, plan_end, plan_merge
from densach.organisations.rules import NewVersion
from densach.people.models import User
from densach.programme.capabilities import queries as capabilities
from tests import cast
from tests.cast import NOW, Province
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
LATER = NOW + timedelta(days=1)
VISITS = "library.visits"


def counted(organisation: Organisation, on: date, number: int, measure: str = VISITS) -> None:
    facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=organisation,
        measure=measure,
        since=on,
        until=on,
        quantities={"": number},
    )


def said(change: PlannedChange, weight: str) -> list[Effect]:
    with translation.override("vi"):
        return [one for one in effects_of(change) if one.weight == weight]


def words(change: PlannedChange, weight: str) -> str:
    with translation.override("vi"):
        return "\n".join(one.words for one in effects_of(change) if one.weight == weight)


def figure(change: PlannedChange, part: str) -> tuple[int | None, int | None]:
    with translation.override("vi"):
        return next((one.before, one.after) for one in effects_of(change) if part in one.words)


def joined() -> NewOne:
    return NewOne(
        "tv-chung", "Thư viện liên xã", "public_library", "commune", "ba-vam.an-tien", "ubnd-an-tien"
    )


def a_merger(province: Province) -> PlannedChange:
    return plan_merge([province.commune_library, province.other_commune_library], joined(), on=DAY)


def test_what_was_counted_stays_and_is_told_with_its_sums(province: Province) -> None:
    counted(province.commune_library, date(2026, 1, 5), 1200)
    counted(province.other_commune_library, date(2026, 2, 5), 300)
    change = a_merger(province)
    told = words(change, "stays")
    assert "Thư viện xã An Tiến giữ nguyên 1 số liệu đến hết 28/02/2026: Lượt bạn đọc 1.200." in told
    assert figure(change, "Lượt bạn đọc của Thư viện liên xã năm 2026") == (0, 1500)


def test_counts_on_days_after_the_end_are_warned_of(province: Province) -> None:
    counted(province.commune_library, date(2026, 4, 1), 10)
    assert "1 số liệu của Thư viện xã An Tiến ghi cho ngày 01/03/2026" in words(a_merger(province), "warning")
    assert not said(plan_end(province.other_commune_library, on=DAY), "warning")


def test_the_number_of_institutions_asked_falls_as_told(province: Province) -> None:
    asked = next(one for one in capabilities.catalogue() if "public_library" in one.kinds)
    change = a_merger(province)
    with translation.override("vi"):
        before, after = figure(change, f"{asked.name}: số cơ sở được hỏi")
    actions.merge(
        at=NOW,
        actor=SYSTEM,
        predecessors=[province.commune_library, province.other_commune_library],
        successor=joined(),
        on=DAY,
    )
    kinds = asked.kinds
    assert len(queries.alive(DAY - timedelta(days=1), kinds=kinds, area=province.area)) == before
    assert len(queries.alive(DAY, kinds=kinds, area=province.area)) == after
    assert before is not None
    assert after == before - 1


def test_who_has_a_role_in_what_ends_is_named(province: Province, librarian: User) -> None:
    told = words(plan_end(province.library, on=DAY), "decide")
    assert "1 người có vai trò ở Thư viện tỉnh Ba Vàm, đơn vị kết thúc ngày 28/02/2026: Lê Thị Thư" in told


def test_who_gets_a_say_over_what_moves_is_named(
    province: Province, officer: User, administrator: User
) -> None:
    change = plan_change(province.library, NewVersion(since=DAY, parent_code="ubnd-an-tien"))
    told = words(change, "stays")
    assert "1 người không còn quyền đối với Thư viện tỉnh Ba Vàm: Nguyễn Thị Sen" in told
    assert "Đặng Thị Quản" not in told  # over the committee of the province before and after


def test_a_renaming_changes_no_figure(province: Province, officer: User) -> None:
    counted(province.library, date(2026, 1, 5), 1200)
    assert not effects_of(plan_change(province.library, NewVersion(since=DAY, name="Thư viện Ba Vàm")))


def test_a_museum_that_becomes_a_library_counts_other_things(province: Province) -> None:
    change = plan_change(province.museum, NewVersion(since=DAY, kind="public_library"))
    assert "Lượt bạn đọc" in words(change, "decide")


def test_sums_of_places_follow_a_move_into_the_past_as_told_and_go_back(province: Province) -> None:
    library, moved = province.commune_library, province.other_commune_area
    counted(library, date(2026, 2, 10), 40)
    counted(library, date(2026, 4, 10), 60)
    new = NewVersion(since=DAY, area_code=moved.code)
    change = plan_change(library, new)
    assert figure(change, "Lượt bạn đọc của Xã An Tiến") == (60, 0)
    assert figure(change, "Lượt bạn đọc của Xã Long Điền") == (0, 60)
    actions.change(at=LATER, actor=SYSTEM, organisation=library, new=new)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))

    def sums() -> list[int]:
        areas = (province.commune_area, moved, province.area)
        return [book.total_of_areas(VISITS, [area.pk], year) for area in areas]

    assert sums() == [40, 60, 100]
    assert replay.verify() == []
    actions.undo(at=LATER, actor=SYSTEM, act=RegisterAct.objects.latest("pk"), why="Nhầm xã")
    assert sums() == [100, 0, 100]
    assert replay.verify() == []


def test_sums_that_cannot_follow_stop_the_move(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    library = province.commune_library
    counted(library, date(2026, 4, 10), 60)

    def broken(_moved: object) -> None:
        raise OSError("full disk")

    monkeypatch.setattr("densach.facts.register_effects.ledger.add_to_totals", broken)
    new = NewVersion(since=DAY, area_code=province.other_commune_area.code)
    with pytest.raises(OSError, match="full disk"):
        actions.change(at=NOW, actor=SYSTEM, organisation=library, new=new)
    assert len(queries.history(library)) == 1


# the pages -------------------------------------------------------------------------------------------------


def filled(**changed: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "others": ["tv-long-dien"],
        "result": "new",
        "name": "Thư viện liên xã",
        "on": "2026-03-01",
        "legal_basis": "34/QĐ-UBND",
        **changed,
    }


def confirm(client: SignedIn, url: str, told: Mapping[str, Any], **more: Any) -> Any:
    """Looks at the preview first, as everyone must."""
    seen = client.post(url, {**told, **more}).context["preview"].change.fingerprint
    return client.post(url, {**told, **more, "step": "confirm", "seen": seen})


def test_what_was_not_previewed_is_not_written_but_shown(officer: User, library: Organisation) -> None:
    url = reverse("organisations:rename", args=[library.code])
    told = {"name": "Thư viện khác", "on": "2026-03-01", "step": "confirm"}
    page = SignedIn(officer).post(url, told)
    assert page.status_code == 200
    assert "Chưa có gì được ghi" in page.content.decode()
    assert len(queries.history(library)) == 1


def test_a_confirmation_sent_twice_leads_to_the_one_act(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    one, other = province.library, province.other_commune_library
    asked: list[tuple[str, Organisation, dict[str, str]]] = [
        ("rename", one, {"name": "Thư viện khác", "on": "2026-03-01"}),
        ("end", other, {"last_day": "2026-02-28"}),
    ]
    for name, organisation, told in asked:
        url = reverse(f"organisations:{name}", args=[organisation.code])
        done = confirm(client, url, told)
        acts = RegisterAct.objects.count()
        act = RegisterAct.objects.latest("pk")
        again = client.post(url, {**told, "step": "confirm", "seen": act.told["seen"]})
        assert again.status_code == 302
        assert again["Location"] == done["Location"]
        assert RegisterAct.objects.count() == acts


def test_the_page_after_an_act_is_that_of_the_act_just_done(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:merge", args=["tv-an-tien"])
    confirm(client, url, filled())
    merged = RegisterAct.objects.latest("pk")
    client.post(reverse("organisations:undo", args=[merged.pk]), {"why": "Nhầm"})
    told = {"name": "Thư viện An Tiến mới", "on": "2026-02-20"}
    done = confirm(client, reverse("organisations:rename", args=["tv-an-tien"]), told)
    assert done["Location"].endswith(f"/bien-dong/{RegisterAct.objects.latest('pk').pk}/")


def test_a_preview_writes_nothing_and_the_confirmation_does(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:merge", args=["tv-an-tien"])
    acts = RegisterAct.objects.count()
    page = client.post(url, filled())
    assert page.status_code == 200
    assert "Chưa có gì được ghi" in page.content.decode()
    assert RegisterAct.objects.count() == acts
    seen = page.context["preview"].change.fingerprint
    done = client.post(url, filled(step="confirm", seen=seen))
    assert done.status_code == 302
    act = RegisterAct.objects.latest("pk")
    assert done["Location"].endswith(f"/bien-dong/{act.pk}/")
    assert queries.named(queries.by_code("thu-vien-lien-xa"), DAY).parent_id == province.commune_committee.pk


def test_a_stale_preview_is_told_so(officer: User, province: Province) -> None:
    told = filled(step="confirm", seen="0" * 24)
    page = SignedIn(officer).post(reverse("organisations:merge", args=["tv-an-tien"]), told)
    assert page.status_code == 422
    assert "Sổ bộ đã thay đổi" in page.content.decode()


def test_what_was_typed_comes_back_for_correction(officer: User, province: Province) -> None:
    url = reverse("organisations:merge", args=["tv-an-tien"])
    page = SignedIn(officer).post(url, filled(step="edit")).content.decode()
    assert 'value="Thư viện liên xã"' in page
    assert "34/QĐ-UBND" in page


def test_units_are_sent_where_the_preview_says(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:end", args=["ubnd-long-dien"])
    told = {"last_day": "2026-02-28", "successor": "ubnd-an-tien"}
    units = {one.code: one.chosen for one in client.post(url, told).context["preview"].units}
    assert units == {"tv-long-dien": "ubnd-an-tien", "vh-long-dien": "ubnd-an-tien"}
    confirm(client, url, told, **{"unit-vh-long-dien": "-"})
    alive = {one.code for one in queries.alive(DAY)}
    assert "vh-long-dien" not in alive
    assert queries.named(province.other_commune_library, DAY).parent_id == province.commune_committee.pk


def test_a_paper_sent_with_the_confirmation_is_kept(officer: User, province: Province) -> None:
    paper = SimpleUploadedFile("qd.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    client, url = SignedIn(officer), reverse("organisations:rename", args=["tv-ba-vam"])
    told = {"name": "Thư viện Ba Vàm", "on": "2026-03-01"}
    seen = client.post(url, told).context["preview"].change.fingerprint
    done = client.post(url, {**told, "step": "confirm", "seen": seen, "paper": paper})
    assert done.status_code == 302
    kept = RegisterAct.objects.latest("pk").paper
    assert kept is not None
    assert kept.name == "qd.pdf"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rename", {"name": "Thư viện khác"}),
        ("move", {"parent": "ubnd-an-tien", "area": "ba-vam", "seat": ""}),
        ("reclass", {"kind": "public_library", "level": "province", "rank": "1", "ownership": "public"}),
        (
            "split",
            {"goes_on": "yes", "kind": "public_library", "level": "province", "name_1": "Thư viện hai"},
        ),
        ("end", {"last_day": "2026-02-28"}),
    ],
)
def test_each_act_has_its_form_its_preview_and_its_page(
    officer: User, library: Organisation, name: str, told: dict[str, str]
) -> None:
    client = SignedIn(officer)
    url = reverse(f"organisations:{name}", args=[library.code])
    assert client.get(url).status_code == 200
    told = {"on": "2026-03-01", "legal_basis": "9/QĐ", **told}
    assert "Chưa có gì được ghi" in client.post(url, told).content.decode()
    done = confirm(client, url, told)
    assert done.status_code == 302
    assert "9/QĐ" in client.get(done["Location"]).content.decode()


def test_the_list_of_acts_is_narrowed_and_taken_away(officer: User, province: Province) -> None:
    new = NewVersion(since=DAY, name="Thư viện Ba Vàm")
    actions.change(at=NOW, actor=SYSTEM, organisation=province.library, new=new)
    client = SignedIn(officer)
    url = reverse("organisations:acts")
    page = client.get(url, {"loai": "rename", "tu": "2026-01-01", "den": "2026-12-31", "noi": "ba-vam"})
    assert [line.words for line in page.context["lines"]] == ["Thư viện tỉnh Ba Vàm → Thư viện Ba Vàm"]
    assert not client.get(url, {"loai": "rename", "noi": "cuu-ha"}).context["lines"]
    assert client.get(url, {"loai": "?", "tu": "hôm qua", "noi": "x", "sau": "x~y"}).status_code == 200
    file = client.get(reverse("organisations:acts_download", args=["csv"]), {"loai": "rename"})
    assert "Thư viện tỉnh Ba Vàm → Thư viện Ba Vàm" in file.content.decode()


def test_a_long_list_of_acts_comes_in_pages_by_key(officer: User, province: Province) -> None:
    for number in range(60):
        cast.an_organisation(
            f"tv-{number}", f"Thư viện {number}", "public_library", "commune", province.commune_area, None
        )
    client = SignedIn(officer)
    first = client.get(reverse("organisations:acts"))
    assert len(first.context["lines"]) == 50
    second = client.get(reverse("organisations:acts") + first.context["next_url"])
    shown = {line.act.pk for page in (first, second) for line in page.context["lines"]}
    assert len(shown) == RegisterAct.objects.count()


def test_an_act_is_undone_on_its_page_with_a_reason(officer: User, library: Organisation) -> None:
    actions.change(at=NOW, actor=SYSTEM, organisation=library, new=NewVersion(since=DAY, name="X"))
    act = RegisterAct.objects.latest("pk")
    client = SignedIn(officer)
    url = reverse("organisations:undo", args=[act.pk])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Nhầm ngày"}).status_code == 302
    assert "Nhầm ngày" in client.get(reverse("organisations:act", args=[act.pk])).content.decode()
    assert len(queries.history(library)) == 1


def test_what_holds_an_act_is_told_on_its_page(officer: User, library: Organisation) -> None:
    for day, name in ((DAY, "X"), (DAY + timedelta(days=9), "Y")):
        actions.change(at=NOW, actor=SYSTEM, organisation=library, new=NewVersion(since=day, name=name))
    first = queries.acts_of(library)[1]
    page = SignedIn(officer).get(reverse("organisations:act", args=[first.pk])).content.decode()
    assert "1 biến động sau đó" in page
    assert reverse("organisations:undo", args=[first.pk]) not in page


def test_a_preview_asks_no_more_queries_for_more_institutions(officer: User, province: Province) -> None:
    client = SignedIn(officer)
    url = reverse("organisations:rename", args=["tv-ba-vam"])
    told = {"name": "Thư viện Ba Vàm", "on": "2026-03-01"}

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.post(url, told).status_code == 200
        return len(captured)

    asked()
    few = asked()
    for number in range(20):
        cast.an_organisation(
            f"tv-{number}", f"Thư viện {number}", "public_library", "commune", province.commune_area, None
        )
    asked()  # what the frame of the page remembers is reckoned anew after each line of the journal
    assert asked() == few
