"""The screens of indicators: the catalogue, one indicator, and the evidence behind a figure."""

from __future__ import annotations

import io
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from densach.facts import actions as facts
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import evidence_page, pages, queries
from densach.programme.indicators.queries import evidence as trails
from densach.programme.indicators.rules import (
    Frame,
    Part,
    Question,
    Scope,
    UnreadableQuestion,
    from_query,
    summed,
)
from tests import cast
from tests.cast import NOW, TODAY
from tests.stage import SignedIn

YEAR = Period.year(2026)
VISITS = "tv.luot_ban_doc"


def count(
    place: Organisation, number: int, on: date = date(2026, 3, 2), measure: str = "library.visits"
) -> None:
    facts.enter_count(
        at=NOW, actor=SYSTEM, organisation=place, measure=measure, since=on, until=on, quantities={"": number}
    )


def a_library(province: cast.Province, number: int) -> Organisation:
    place, above = province.commune_area, province.commune_committee
    return cast.an_organisation(
        f"tv-{number}", f"Thư viện {number}", "public_library", "commune", place, above
    )


@pytest.fixture
def desk(officer: User) -> Client:
    return SignedIn(officer)


@pytest.fixture
def counted(province: cast.Province) -> cast.Province:
    count(province.library, 1200)
    count(province.library, 34, on=date(2026, 5, 2))
    count(province.commune_library, 66)
    return province


def evidence_of(province: cast.Province, code: str = VISITS) -> str:
    return queries.evidence_url(queries.by_code(code), Scope(area_id=province.area.pk), YEAR, TODAY)


def test_the_catalogue_finds_words_without_accents(desk: Client) -> None:
    page = desk.get(reverse("indicators:index"), {"q": "luot ban doc"}).content.decode()
    assert "tv.luot_ban_doc" in page
    assert "bt.luot_khach" not in page


def test_the_catalogue_pages_by_key_and_shows_everything_once(desk: Client) -> None:
    codes: list[str] = []
    address = reverse("indicators:index")
    while address:
        response = desk.get(address)
        codes += [one.code for one, _formula, _sources in response.context["lines"]]
        following = response.context["next_url"]
        address = reverse("indicators:index") + following if following else ""
    assert codes == [one.code for one in queries.catalogue()]


def test_an_indicator_shows_its_figure_and_who_is_missing(desk: Client, counted: cast.Province) -> None:
    response = desk.get(reverse("indicators:indicator", args=[VISITS]))
    assert response.context["year_text"] == "1.300"
    assert response.context["year_value"].unknown == 1
    assert "Xã An Tiến" in response.content.decode()


def test_the_places_of_an_indicator_add_up_to_its_figure(desk: Client, counted: cast.Province) -> None:
    lines = desk.get(reverse("indicators:indicator", args=[VISITS])).context["by_area"]
    told = [int(line.text.replace(".", "")) for line in lines if line.text != "–"]
    assert sum(told) == 1300


@pytest.mark.parametrize("by", ["month", "year"])
@pytest.mark.parametrize("view", ["was", "now"])
def test_an_indicator_opens_in_every_view(desk: Client, counted: cast.Province, by: str, view: str) -> None:
    for code in (VISITS, "tv.co_dich_vu_htsd", "tv.von_sach", "mang_luoi.thu_vien_phong_doc_xa"):
        assert (
            desk.get(reverse("indicators:indicator", args=[code]), {"by": by, "view": view}).status_code
            == 200
        )


def test_the_evidence_lists_rows_that_add_up_to_the_figure(desk: Client, counted: cast.Province) -> None:
    response = desk.get(evidence_of(counted))
    sums = response.context["sums"]
    assert (sums.all, sums.number, sums.agrees) == (1300, 3, True)
    assert "khớp với số liệu 1.300" in response.content.decode()


def test_the_evidence_in_english_speaks_english(desk: Client, counted: cast.Province) -> None:
    with translation.override("vi"):
        page = desk.get("/en" + evidence_of(counted)).content.decode()
    assert '<html lang="en"' in page
    assert "1,300" in page


def test_the_trail_of_an_institution_ends_at_its_records(desk: Client, counted: cast.Province) -> None:
    lines = desk.get(evidence_of(counted)).context["lines"]
    line = next(line for line in lines if line.part.organisation_id == counted.library.pk)
    response = desk.get(line.address)
    trail = response.context["trail"]
    assert trail.total == line.part.numerator == 1234
    assert [row.quantity for row in trail.rows] == [1200, 34]
    record = desk.get(trail.rows[0].record_url)
    assert record.status_code == 200
    assert "1.200" in record.content.decode()


def test_a_frozen_figure_opens_onto_what_made_it(desk: Client, counted: cast.Province) -> None:
    indicator, scope, mark = queries.by_code(VISITS), Scope(area_id=counted.area.pk), queries.book_mark()
    count(counted.other_commune_library, 700)
    frozen = desk.get(queries.evidence_url(indicator, scope, YEAR, TODAY, until_fact=mark))
    assert frozen.context["sums"].all == 1300
    assert frozen.context["sums"].agrees
    line = next(
        x for x in frozen.context["lines"] if x.part.organisation_id == counted.other_commune_library.pk
    )
    assert desk.get(line.address).context["trail"].number == 0


def test_a_frozen_share_opens_onto_the_answers_of_then(desk: Client, province: cast.Province) -> None:
    said = {"actor": SYSTEM, "organisation": province.library, "capability_code": "library.digital"}
    capabilities.claim(at=NOW, answer=True, since=date(2026, 1, 1), **said)  # type: ignore[arg-type]
    later = NOW + timedelta(hours=1)
    capabilities.claim(at=later, answer=False, since=date(2026, 1, 1), **said)  # type: ignore[arg-type]
    indicator, scope = (
        queries.by_code("tv.co_ung_dung_cntt_cds"),
        Scope(("public_library",), (), province.area.pk),
    )
    then = desk.get(queries.evidence_url(indicator, scope, YEAR, TODAY, known_at=NOW))
    now = desk.get(queries.evidence_url(indicator, scope, YEAR, TODAY))
    assert (then.context["sums"].all, now.context["sums"].all) == (1, 0)
    assert then.context["sums"].agrees and now.context["sums"].agrees


def test_a_reading_opens_onto_the_entry_it_was_read_from(desk: Client, province: cast.Province) -> None:
    count(province.library, 500, on=date(2026, 1, 5), measure="library.stock")
    count(province.library, 520, on=date(2026, 4, 5), measure="library.stock")
    line = desk.get(evidence_of(province, "tv.von_sach")).context["lines"][0]
    trail = desk.get(line.address).context["trail"]
    assert (trail.total, trail.number) == (520, 1)


def test_the_silent_can_be_listed_alone(desk: Client, counted: cast.Province) -> None:
    response = desk.get(evidence_of(counted) + "&chi=chua")
    assert [line.part.name for line in response.context["lines"]] == ["Thư viện xã Long Điền"]
    assert response.context["sums"].all == 1300


def test_evidence_pages_by_key(desk: Client, province: cast.Province) -> None:
    for number in range(60):
        place = cast.an_organisation(
            f"tv-{number}",
            f"Thư viện {number}",
            "public_library",
            "commune",
            province.commune_area,
            province.commune_committee,
        )
        count(place, 1)
    seen: list[int] = []
    address = evidence_of(province)
    while address:
        response = desk.get(address)
        seen += [line.part.organisation_id for line in response.context["lines"]]
        following = response.context["next_url"]
        address = reverse("indicators:evidence", args=[VISITS]) + following if following else ""
        assert response.context["sums"].all == 60
    assert len(seen) == len(set(seen)) == 63


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_lists_can_be_taken_away(desk: Client, counted: cast.Province, form: str) -> None:
    trail = reverse("indicators:trail", args=[VISITS, counted.library.pk])
    addresses = [
        f"{reverse('indicators:index')}?as={form}",
        f"{reverse('indicators:indicator', args=[VISITS])}?as={form}",
        f"{evidence_of(counted)}&as={form}",
        f"{trail}?{urlencode({'ky': '2026', 'as': form})}",
    ]
    for address in addresses:
        response = desk.get(address)
        assert response.status_code == 200
        assert f".{form}" in response["Content-Disposition"]


def test_the_workbook_of_the_evidence_adds_up(desk: Client, counted: cast.Province) -> None:
    book = load_workbook(io.BytesIO(desk.get(f"{evidence_of(counted)}&as=xlsx").content))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    assert sum(row[3] for row in rows if isinstance(row[3], int)) == 1300


def test_strangers_find_nothing(stranger: User, counted: cast.Province) -> None:
    client = SignedIn(stranger)
    assert client.get(evidence_of(counted)).status_code == 404
    assert client.get(reverse("indicators:trail", args=[VISITS, counted.library.pk])).status_code == 404
    root = queries.evidence_url(queries.by_code(VISITS), Scope(root_id=counted.library.pk), YEAR, TODAY)
    assert client.get(root).status_code == 404


def test_a_librarian_sees_the_province_but_opens_only_the_own_records(
    librarian: User, counted: cast.Province
) -> None:
    client = SignedIn(librarian)
    assert client.get(evidence_of(counted)).status_code == 200
    assert client.get(reverse("indicators:trail", args=[VISITS, counted.library.pk])).status_code == 200
    assert (
        client.get(reverse("indicators:trail", args=[VISITS, counted.commune_library.pk])).status_code == 404
    )


def test_visitors_are_asked_to_sign_in_and_citizens_are_refused(client: Client, citizen: User) -> None:
    for name, args in (
        ("index", []),
        ("indicator", [VISITS]),
        ("evidence", [VISITS]),
        ("trail", [VISITS, 1]),
    ):
        address = reverse(f"indicators:{name}", args=args)
        assert client.get(address).status_code == 302
        assert SignedIn(citizen).get(address).status_code == 403


@pytest.mark.parametrize(
    "query", ["ky=2026-13", "den=2026-02-30", "khu=x", "so=-1", "luc=hom-qua", "luc=2026-01-01T00:00:00"]
)
def test_an_address_that_was_altered_is_refused_in_words(desk: Client, query: str) -> None:
    response = desk.get(f"{reverse('indicators:evidence', args=[VISITS])}?{query}")
    assert response.status_code == 400
    with pytest.raises(UnreadableQuestion):
        from_query(dict([query.split("=", 1)]), on=TODAY, area_id=1, root_id=None)


@pytest.mark.parametrize("name", ["after", "noi", "area", "year", "by", "view", "q"])
@pytest.mark.parametrize("text", ["²", "9" * 40, "-1", "'; --", "\u0000"])
def test_altered_addresses_break_nothing(desk: Client, counted: cast.Province, name: str, text: str) -> None:
    for address in (
        reverse("indicators:index"),
        reverse("indicators:indicator", args=[VISITS]),
        evidence_of(counted),
    ):
        assert desk.get(address, {**parsed(address), name: text}).status_code == 200


def parsed(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_places_page_by_key(desk: Client, province: cast.Province) -> None:
    indicator = queries.by_code(VISITS)
    parts = [Part(number, "", 1, area_id=number) for number in range(1, 121)]
    value = summed(Frame(VISITS, "lượt", YEAR, TODAY), parts)
    lines = pages.by_area(indicator, value, Question(Scope(), YEAR, TODAY), "/")
    seen, after = [], 0
    while True:
        page, after = pages.lines_after(lines, after)
        seen += [line.key for line in page]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 120


def test_no_bar_stands_for_a_month_to_come(province: cast.Province) -> None:
    shares, scope = queries.by_code("tv.co_ket_noi_internet"), Scope(area_id=province.area.pk)
    capabilities.claim(
        at=NOW,
        actor=SYSTEM,
        organisation=province.library,
        capability_code="library.internet",
        answer=True,
        since=date(2026, 1, 1),
    )
    months = [Period.month(2026, 11), Period.month(2026, 12)]
    values = queries.series(shares, scope, months, TODAY)
    chart = pages.chart_of(shares, values, ["T11", "T12"], TODAY)
    november, december = (row[1] for row in chart.rows)
    assert november != "–"
    assert december == "–"


def test_a_question_survives_its_address() -> None:
    asked = Question(Scope(("museum",), ("province",), 3, 4), Period.half(2026, 1), TODAY, "now", 77, NOW)
    assert from_query(asked.as_query(), on=date(2020, 1, 1), area_id=9, root_id=9) == asked


def test_unknown_indicators_are_not_found(desk: Client) -> None:
    assert desk.get(reverse("indicators:indicator", args=["tv.khong_co"])).status_code == 404


def test_queries_of_the_evidence_do_not_grow(desk: Client, counted: cast.Province) -> None:
    def asked() -> int:
        desk.get(evidence_of(counted))  # the roof counts what waits once after each act, and remembers it
        with CaptureQueriesContext(connection) as seen:
            desk.get(evidence_of(counted))
        return len(seen)

    before = asked()
    for number in range(10):
        cast.an_organisation(
            f"tv-{number}",
            f"Thư viện {number}",
            "public_library",
            "commune",
            counted.commune_area,
            counted.commune_committee,
        )
    assert asked() == before


def test_rows_that_do_not_add_up_are_told(counted: cast.Province) -> None:
    indicator = queries.by_code(VISITS)
    value = queries.evaluate(indicator, Scope(area_id=counted.area.pk), YEAR, TODAY)
    assert evidence_page.sums_of(indicator, value, value.parts, value.parts).agrees
    assert not evidence_page.sums_of(indicator, value, value.parts[1:], value.parts).agrees


def test_the_trail_keeps_to_the_days_of_the_scope(counted: cast.Province) -> None:
    indicator = queries.by_code(VISITS)
    question = Question(Scope(area_id=counted.area.pk), Period.quarter(2026, 1), TODAY)
    member = trails.member_for(indicator, question, counted.library.pk)
    assert trails.trail(indicator, "library.visits", question, member).total == 1200


def test_a_count_that_began_before_the_window_is_told_beside_the_figure(
    desk: Client, library: Organisation
) -> None:
    facts.enter_count(
        at=NOW,
        actor=SYSTEM,
        organisation=library,
        measure="library.visits",
        since=date(2024, 1, 1),
        until=date(2024, 12, 31),
        quantities={"": 4_321},
    )
    url = reverse("indicators:indicator", args=[VISITS])
    assert (
        "4.321 lượt của 1 lần ghi bắt đầu trước kỳ" in desk.get(f"{url}?year=2025&lich=hc").content.decode()
    )
    assert "bắt đầu trước kỳ" not in desk.get(f"{url}?year=2024").content.decode()
