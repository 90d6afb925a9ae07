"""Tokens: what one may do, never more than its maker, shown once, ended, told in the journal."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from densach.exchange import actions, queries, rules
from densach.exchange.models import Token
from densach.journal.models import Entry
from densach.kernel.errors import NotAllowed
from densach.people.models import User
from tests import cast
from tests.exchange.machine import Machine, machine_of

pytestmark = pytest.mark.django_db
UNTIL = cast.TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def _one_morning() -> object:
    with time_machine.travel(cast.NOW, tick=False):
        yield


def _values(role: str = "librarian", **told: object) -> actions.TokenValues:
    return actions.TokenValues("Phần mềm thử", role, UNTIL, **told)  # type: ignore[arg-type]  # by name


def test_a_token_is_kept_only_as_a_digest(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    token = Token.objects.get()
    assert machine.spelt not in [str(value) for value in vars(token).values()]
    assert token.sha256 == rules.digest(machine.spelt)
    assert machine.spelt.startswith(token.shown)
    assert machine.spelt not in str(Entry.objects.values_list("params", flat=True))


def test_a_reading_token_cannot_send_in_counts(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    assert machine.ask("/me").json()["verbs"] == [
        "plan.view", "oversight.view", "budget.view", "count.view", "report.view", "library.view",
        "activity.view",
    ]  # fmt: skip
    assert machine.send([]).status_code == 403


def test_a_token_reaches_as_far_as_its_role_in_its_unit(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    assert machine.ask("/counts", organisation=province.library.code).status_code == 200
    assert machine.ask("/counts", organisation=province.museum.code).status_code == 404


def test_no_verb_is_given_that_the_maker_has_not_there(province: cast.Province, officer: User) -> None:
    actor = cast.acting(officer)
    with pytest.raises(rules.MoreThanYours):
        actions.make_token(
            at=cast.NOW,
            actor=actor,
            organisation=province.library,
            values=_values("administrator", only_reading=False, verbs=("area.manage",)),
        )
    token, _spelt = actions.make_token(
        at=cast.NOW,
        actor=actor,
        organisation=province.library,
        values=_values("administrator", only_reading=False),
    )
    assert "area.manage" not in token.verbs
    assert not {"api.token", "person.view", "people.manage"} & set(token.verbs)


def test_a_wide_role_does_not_reach_beyond_the_maker(province: cast.Province) -> None:
    """The head of a library makes a token as a department's officer: it still sees the library alone."""
    head = cast.a_person("head@ba-vam.test", "Lê Thị Đầu", "institution_head", province.library)
    machine = machine_of(head, province.library, "department_officer")
    assert machine.ask("/counts", organisation=province.library.code).status_code == 200
    assert machine.ask("/counts", organisation=province.museum.code).status_code == 404


def test_who_may_not_make_tokens_makes_none(province: cast.Province, librarian: User, officer: User) -> None:
    with pytest.raises(NotAllowed):
        actions.make_token(
            at=cast.NOW, actor=cast.acting(librarian), organisation=province.library, values=_values()
        )
    machine = machine_of(officer, province.library, "librarian")
    token = queries.actor_for(machine.spelt, cast.NOW)
    with pytest.raises(NotAllowed):
        actions.make_token(at=cast.NOW, actor=token, organisation=province.library, values=_values())


def test_a_token_ends_with_its_day(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    with time_machine.travel(cast.NOW + timedelta(days=90), tick=False):
        assert machine.ask("/me").status_code == 200
    with time_machine.travel(cast.NOW + timedelta(days=91), tick=False):
        assert machine.ask("/me").status_code == 401


@pytest.mark.parametrize("days", [-1, rules.LONGEST + 1])
def test_a_last_day_lies_within_a_year(province: cast.Province, officer: User, days: int) -> None:
    values = actions.TokenValues("x", "librarian", cast.TODAY + timedelta(days=days))
    with pytest.raises(rules.EndTooFar):
        actions.make_token(
            at=cast.NOW, actor=cast.acting(officer), organisation=province.library, values=values
        )


def test_an_ended_token_opens_nothing_and_is_ended_once(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    token = Token.objects.get()
    actions.end_token(at=cast.NOW, actor=cast.acting(officer), token=token)
    assert machine.ask("/me").status_code == 401
    with pytest.raises(rules.AlreadyEnded):
        actions.end_token(at=cast.NOW, actor=cast.acting(officer), token=token)
    acts = list(
        Entry.objects.filter(act__startswith="exchange.").order_by("pk").values_list("act", flat=True)
    )
    assert acts == ["exchange.token_made", "exchange.token_ended"]


def test_a_token_falls_with_the_rights_of_its_maker(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    assert machine.ask("/counts", organisation=province.library.code).status_code == 200
    officer.memberships.update(valid_to=cast.TODAY - timedelta(days=1))
    assert machine.ask("/counts", organisation=province.library.code).status_code == 404
    User.objects.filter(pk=officer.pk).update(last_day=cast.TODAY - timedelta(days=1))
    assert machine.ask("/me").status_code == 401


def test_the_last_use_is_written_down(province: cast.Province, officer: User) -> None:
    machine = machine_of(officer, province.library, "librarian")
    machine.ask("/me")
    assert Token.objects.get().last_used_at == cast.NOW


def test_too_many_requests_are_asked_to_wait(
    province: cast.Province, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("densach.exchange.views.api.door.PER_MINUTE", 3)
    machine = machine_of(officer, province.library, "librarian")
    assert [machine.ask("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = machine.ask("/me")
    assert answer.json()["error"]["code"] == "exchange.too_many_requests"
    assert 0 < int(answer["Retry-After"]) <= 60
    with time_machine.travel(cast.NOW + timedelta(seconds=61), tick=False):
        assert machine.ask("/me").status_code == 200


def test_guessing_tokens_is_slowed_down(db: None) -> None:
    machine = Machine("ds_guessed", Client())
    statuses = [machine.ask("/me").status_code for _ in range(rules.WRONG_PER_MINUTE + 1)]
    assert statuses == [401] * rules.WRONG_PER_MINUTE + [429]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "bearer \x00", "Bearer ế"]
)
def test_headers_that_are_no_token_are_refused(db: None, header: str) -> None:
    cache.clear()
    answer = Client().get("/api/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}


# the page --------------------------------------------------------------------------------------------------


@pytest.fixture
def page(officer: User) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _made(page: Client, province: cast.Province, **told: str) -> str:
    sent = {
        "name": "Phần mềm Koha",
        "unit": province.library.code,
        # An officer lends nothing, so a librarian's token is not theirs to give.
        "role": "museum_keeper",
        "expires_on": str(UNTIL),
    }
    answer = page.post(reverse("machines:new_token"), {**sent, **told})
    return answer.content.decode()


def test_the_page_shows_a_token_once(page: Client, province: cast.Province) -> None:
    shown = _made(page, province)
    spelt = next(word for word in shown.replace('"', " ").split() if word.startswith("ds_"))
    assert Machine(spelt, Client()).ask("/me").status_code == 200
    again = page.get(reverse("machines:tokens")).content.decode()
    assert "Phần mềm Koha" in again
    assert spelt not in again


def test_a_mistake_keeps_what_was_typed(page: Client, province: cast.Province) -> None:
    shown = _made(page, province, expires_on="2030-01-01")
    assert "Phần mềm Koha" in shown
    assert "ngày hết hạn" in shown
    assert not Token.objects.exists()


def test_the_list_finds_tokens_by_name_and_state(
    page: Client, province: cast.Province, officer: User
) -> None:
    machine_of(officer, province.library, "librarian")
    token = Token.objects.get()
    actions.end_token(at=cast.NOW, actor=cast.acting(officer), token=token)
    address = reverse("machines:tokens")
    assert "Phần mềm thử" not in page.get(address).content.decode()
    assert "Phần mềm thử" in page.get(address, {"state": "over"}).content.decode()
    assert "Phần mềm thử" not in page.get(address, {"state": "over", "q": "khác"}).content.decode()
